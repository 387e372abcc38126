"""Actions: in a line, with a button to tick them, and in the form of a half."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from slack_sdk.models.blocks import Block, CheckboxesElement, InputBlock, Option, PlainTextInputElement

from bot.i18n import Translator
from bot.rules.action import DUE, Action, NewAction
from bot.rules.checkin import Sheet
from bot.rules.person import Person
from bot.views.blocks import (
    PLAIN_TEXT_LENGTH,
    REASON_LENGTH,
    button,
    clipped,
    context,
    escaped,
    one_line,
    plain,
    quote,
    section,
)
from bot.views.fields import PLACEHOLDER_LENGTH, day_field, labelled, select
from bot.views.typed import Typed

DONE = "action_done"
WHAT, WHO, TICKED = "action", "action_owner", "actions_done"
MOST = 10  # that Slack takes as boxes to tick, and that we list anywhere
WRITTEN_LENGTH, SHOWN_LENGTH = 300, 200
DUE_IN = timedelta(weeks=2)  # from the talk: about when the next one is


def mine(actions: Sequence[Action], reader: Person, t: Translator, at: datetime) -> Iterator[Block]:
    """Show a person what they are to do, and with whom it was agreed."""
    for action in actions[:MOST]:
        partner = t("with {name}", name=escaped(action.partner.name)) if action.partner else ""
        yield _card(action, partner, reader.today(at), t)
    if not actions:
        yield section(t("Nothing to do for now."))
    yield from _more(actions, t)


def pending(sheet: Sheet, t: Translator, at: datetime) -> Iterator[Block]:
    """Remind of what was agreed and is still to be done."""
    if sheet.pending:
        yield section("*" + t("What you agreed earlier") + "*")
        today = sheet.checkin.person(sheet.side).today(at)
        for action in sheet.pending[:MOST]:
            yield _card(action, escaped(action.owner.name), today, t)
        yield from _more(sheet.pending, t)


def done(actions: Sequence[Action], t: Translator) -> Iterator[Block]:
    """Tell what was done since the talk before."""
    finished, dropped = [one for one in actions if not one.dropped], [one for one in actions if one.dropped]
    if finished:
        lines = [f":white_check_mark: {what(one)}  ·  {escaped(one.owner.name)}" for one in finished[:MOST]]
        yield section("\n".join(["*" + t("Done since last time") + "*", *lines]))
        yield from _more(finished, t)
    if dropped:
        lines = [f":heavy_minus_sign: {what(one)}  ·  {_dropped(one, t)}" for one in dropped[:MOST]]
        yield section("\n".join(["*" + t("Dropped since last time") + "*", *lines]))
        yield from _more(dropped, t)


def agreed(actions: Iterable[Action], author: Person, reader: Person, t: Translator, at: datetime) -> Iterator[Block]:
    """Show the actions that one side added."""
    added = [one for one in actions if one.author.id == author.id]
    for action in added[:MOST]:
        label = t("An action for {name}, {day}", name=action.owner.name, day=when(action, reader.today(at), t))
        yield quote(label, action.text)
    yield from _more(added, t)


def fields(sheet: Sheet, t: Translator, at: datetime) -> Iterator[InputBlock]:
    """Ask what is done and what is to be done next: the same for both sides."""
    writer = sheet.checkin.person(sheet.side)
    today = writer.today(at)
    if sheet.pending:
        yield _boxes(sheet.pending, today, t)
    yield labelled(
        WHAT, t("An action"), _what_input(t), hint=t("It comes back at each talk until done."), optional=True
    )
    people = {str(one.id): one.name for one in (sheet.checkin.rep, sheet.checkin.manager)}
    yield labelled(WHO, t("Who does it"), select("who", people, initial=str(writer.id)))
    yield day_field(DUE, t("By when"), max(today, writer.today(sheet.checkin.talk_at)) + DUE_IN)


def read_action(typed: Typed) -> NewAction | None:
    """Read the action from what was typed; a person and a day alone are none."""
    what = typed.text(WHAT)
    return NewAction(int(typed.chosen(WHO)), what, typed.day(DUE)) if what else None


def read_ticked(typed: Typed) -> frozenset[int]:
    return frozenset(int(key) for key in typed.several(TICKED))


def _boxes(actions: Sequence[Action], today: date, t: Translator) -> InputBlock:
    options = [
        Option(
            value=str(action.id),
            text=plain(one_line(action.text), PLAIN_TEXT_LENGTH),
            description=plain(f"{action.owner.name}  ·  {when(action, today, t)}", PLAIN_TEXT_LENGTH),
        )
        for action in actions[:MOST]
    ]
    more = len(actions) - MOST
    hint = t.plural("{n} more action is still open.", "{n} more actions are still open.", more)
    return labelled(
        TICKED,
        t("Tick what is done"),
        CheckboxesElement(action_id="done", options=options),
        hint=hint if more > 0 else None,
        optional=True,
    )


def _what_input(t: Translator) -> PlainTextInputElement:
    return PlainTextInputElement(
        action_id="what",
        placeholder=plain(t("One thing that one of you will do"), PLACEHOLDER_LENGTH),
        max_length=WRITTEN_LENGTH,
    )


def _card(action: Action, who: str, today: date, t: Translator) -> Block:
    """Show an action that is to be done, with a button to tick it."""
    sign = ":hourglass_flowing_sand:" if action.overdue(today) else ":calendar:"
    told = "  ·  ".join(filter(None, [who, when(action, today, t)]))
    lines = [what(action), f"{sign} {told}", *aim(action)]
    return section("\n".join(lines), button=button(t("Done"), DONE, action.id))


def aim(action: Action) -> list[str]:
    """Name the objective that an action belongs to, if any."""
    return [f":dart: {escaped(clipped(one_line(action.objective), SHOWN_LENGTH))}"] if action.objective else []


def _dropped(action: Action, t: Translator) -> str:
    if action.dropped is None:
        return ""
    reason = escaped(clipped(one_line(action.dropped.reason), REASON_LENGTH))
    return t("{name}: {reason}", name=escaped(action.dropped.by), reason=reason)


def what(action: Action) -> str:
    return escaped(clipped(one_line(action.text), SHOWN_LENGTH))


def when(action: Action, today: date, t: Translator) -> str:
    """Say by when something is to be done, of a day that is past without a reproach."""
    day = t.short_day(action.due_on)
    if action.done_at:
        return t("done")
    if action.dropped:
        return t("dropped")
    return t("planned for {day}", day=day) if action.overdue(today) else t("by {day}", day=day)


def _more(actions: Sequence[Action], t: Translator) -> Iterator[Block]:
    if (more := len(actions) - MOST) > 0:
        yield context(t.plural("and {n} more action", "and {n} more actions", more))
