"""Actions between two check-ins: all that are open, writing one down, another day, dropping one, and the reminders."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from slack_sdk.models.blocks import Block, SectionBlock
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.action import DUE, REASON, Action
from bot.rules.action_plan import Detail, Listed, Sheet, Written
from bot.rules.form import Begun, Kept
from bot.rules.objective import Objective
from bot.rules.person import Person
from bot.rules.refusal import Problem, Reason, Rejected
from bot.views.action import DONE, DUE_IN, WHAT, WHO, WRITTEN_LENGTH, aim, what, when
from bot.views.blocks import actions, button, context, escaped, menu, plain, quote, rendered, section
from bot.views.checkin import Said
from bot.views.fields import Fields, day_field, labelled, line_field, select, text_field
from bot.views.kept_form import kept_form

NEW, ALL, MORE = "action_new", "actions_all", "action_more"
NEW_FORM, MOVE_FORM, DROP_FORM = "action_new_form", "action_move_form", "action_drop_form"
FINISH, MOVE, DROP = "done", "move", "drop"
PAIR, MINE, THEIRS, NO_OBJECTIVE = "action_pair", "mine", "theirs", "none"
MOST_LISTED, MOST_CHOICES = 90, 99
NEW_KEPT = Kept(NEW_FORM, "mine")


def drop_kept_as(action: int) -> Kept:
    """Name the form in which an action (its key) is dropped as it is kept."""
    return Kept(DROP_FORM, str(action))


def buttons(t: Translator, *, is_any: bool) -> Block:
    """Return what Home offers besides ticking."""
    every = [button(t("Change or drop"), ALL, "mine")] if is_any else []
    return actions([button(t("New action"), NEW, "mine"), *every])


def listed(found: Listed, t: Translator) -> dict[str, Any]:
    """Show every open action of somebody, each with what can be done with it."""
    today, more = found.reader.today(found.at), len(found.actions) - MOST_LISTED
    blocks: list[Block] = [_row(one, found.reader, today, t) for one in found.actions[:MOST_LISTED]]
    if more > 0:
        blocks.append(context(t.plural("and {n} more action", "and {n} more actions", more)))
    return View(
        type="modal",
        title=plain(t("Open actions")),
        close=plain(t("Close")),
        blocks=blocks or [section(t("Nothing is open."))],
    ).to_dict()


def new_form(sheet: Sheet, t: Translator, begun: Begun) -> dict[str, Any]:
    """Ask what is to be done, by whom, by when, and for which objective, as it was left."""
    pairs = {str(one.pair): one.name for one in sheet.partners[:MOST_CHOICES]}
    what, *others = new_fields(sheet, t("The other one of us"), t)
    with_whom = labelled(PAIR, t("With"), select("pair", pairs, initial=next(iter(pairs))))
    return kept_form(NEW_KEPT, begun, (t("New action"), t("Save")), [what, with_whom, *others], t, told={})


def new_fields(sheet: Sheet, other: str, t: Translator) -> Iterator[Block]:
    """Return the fields of a new action, all but with whom; `other` names who does it where the writer does not."""
    who = {MINE: t("I do"), THEIRS: other}
    yield line_field(WHAT, t("What"), placeholder=t("Send the offer"), optional=False, length=WRITTEN_LENGTH)
    yield labelled(WHO, t("Who does it"), select("who", who, initial=MINE))
    yield day_field(DUE, t("By when"), sheet.writer.today(sheet.at) + DUE_IN)
    yield from aim_field(Written.OBJECTIVE, sheet.objectives, t)


def aim_field(
    block_id: str, objectives: Sequence[Objective], t: Translator, *, initial: int | None = None
) -> Iterator[Block]:
    """Ask for which objective something is meant, if any; nothing where there is none to choose."""
    if objectives:
        none = {NO_OBJECTIVE: t("No objective in particular")}
        aims = none | {str(one.id): one.title for one in objectives[:MOST_CHOICES]}
        chosen = str(initial) if str(initial) in aims else NO_OBJECTIVE
        yield labelled(block_id, t("For which objective"), select("aim", aims, initial=chosen))


def read_aim(fields: Fields, block_id: str) -> int | None:
    """Return the key of the objective that was chosen, if any."""
    chosen = fields.choice(block_id) if fields.has(block_id) else NO_OBJECTIVE
    return None if chosen == NO_OBJECTIVE else int(chosen)


def read_new(view: dict[str, Any]) -> Written:
    """Return the action that was written down, or raise Rejected."""
    return read_fields(view, int(Fields(view).choice(PAIR)))


def read_fields(view: dict[str, Any], pair: int) -> Written:
    """Return the action that was written down for a pair (its key), or raise Rejected."""
    fields = Fields(view)
    if not (text := fields.text(WHAT)):
        raise Rejected(Problem(Reason.EMPTY, WHAT))
    aim = read_aim(fields, Written.OBJECTIVE)
    return Written(pair, text, is_mine=fields.choice(WHO) == MINE, due_on=fields.day(DUE), objective=aim)


def move_form(found: Detail, t: Translator) -> dict[str, Any]:
    """Ask for another day, and show which it had before."""
    moves = [
        context(
            t(
                "{name}: from {before} to {after}",
                name=escaped(one.by),
                before=t.short_day(one.before),
                after=t.short_day(one.after),
            )
        )
        for one in found.moves[-5:]
    ]
    blocks = [_shown(found.action), *moves, day_field(DUE, t("By when"), found.action.due_on)]
    return View(
        type="modal",
        callback_id=MOVE_FORM,
        title=plain(t("Change the day")),
        submit=plain(t("Save")),
        close=plain(t("Cancel")),
        private_metadata=json.dumps({"locale": t.tag, "action": found.action.id}),
        blocks=blocks,
    ).to_dict()


def drop_form(found: Detail, t: Translator, begun: Begun) -> dict[str, Any]:
    """Ask why it is dropped, with what was begun as an answer: both read it."""
    hint = t("Both of you read it, and it is told in the next check-in.")
    why = text_field(REASON, t("Why?"), t("The client has chosen otherwise"), hint=hint, optional=False)
    words, blocks, told = (t("Drop an action"), t("Drop")), [_shown(found.action), why], {"action": found.action.id}
    return kept_form(drop_kept_as(found.action.id), begun, words, blocks, t, told=told)


def key(view: dict[str, Any]) -> int:
    """Return which action a form is about."""
    return json.loads(view["private_metadata"])["action"]


def reminder(action: Action, today: date, t: Translator) -> Said:
    """Remind the owner, or say how it ended since."""
    day = t.short_day(action.due_on)
    if action.dropped:
        said, sign = t("An action of yours was dropped."), ":heavy_minus_sign:"
    elif action.done_at:
        said, sign = t("An action of yours is done."), ":white_check_mark:"
    elif action.due_on == today:
        said, sign = t("Today is the day you planned for an action."), ":calendar:"
    elif action.overdue(today):
        said, sign = t("You planned an action for {day}.", day=day), ":hourglass_flowing_sand:"
    else:
        said, sign = t("You planned an action for {day}, which is soon.", day=day), ":calendar:"
    blocks: list[Block] = [section("\n".join([f"{sign} *{said}*", what(action), *aim(action)]))]
    if action.dropped:
        blocks.append(quote(action.dropped.by, action.dropped.reason))
    elif action.is_open:
        blocks += [actions([button(t("Done"), DONE, action.id), button(t("Change or drop"), ALL, "mine")])]
    return said, rendered(blocks)


def _row(action: Action, reader: Person, today: date, t: Translator) -> SectionBlock:
    choices = {f"{FINISH} {action.id}": t("Done")}
    if reader.id in (action.owner.id, action.author.id):
        choices[f"{MOVE} {action.id}"] = t("Change the day")
    choices[f"{DROP} {action.id}"] = t("Drop")
    told = f"{escaped(action.owner.name)}  ·  {when(action, today, t)}"
    return section("\n".join([what(action), told, *aim(action)]), button=menu(MORE, choices))


def _shown(action: Action) -> SectionBlock:
    return section("\n".join([f"*{what(action)}*", escaped(action.owner.name), *aim(action)]))
