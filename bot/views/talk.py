"""The talk as the two have it before them: the agenda to tick, decisions, actions."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.action import Action
from bot.rules.agenda import Outcome, Point
from bot.rules.person import Person
from bot.rules.shelf import Page
from bot.rules.talk import Decision, Pages, Phase, Settled, Talk
from bot.views import action as agreements
from bot.views import agenda as agendas
from bot.views.blocks import (
    REASON_LENGTH,
    actions,
    button,
    clipped,
    context,
    escaped,
    header,
    menu,
    one_line,
    plain,
    section,
)

OPEN, OF_REP, REFRESH = "talk_open", "talk_of_rep", "talk_refresh"
TURN_BACK, TURN_ON = "talk_turn_back", "talk_turn_on"
TICK, REOPEN, POINT_MORE, ADD_POINT = "talk_tick", "talk_reopen", "talk_point_more", "talk_add_point"
NOTE, DECISION_MORE = "talk_note", "talk_decision_more"
NEW_ACTION, DONE = "talk_new_action", "talk_action_done"
DROP, CHANGE, REMOVE = "drop", "change", "remove"
POINTS, DECISIONS, ACTIONS = "points", "decisions", "actions"
SIZES = {POINTS: 10, DECISIONS: 10, ACTIONS: 10}  # of a page of each list: all three fit in a modal of 100 blocks
NAME_LENGTH = 120
TITLE_LENGTH = 150
FIRST = Pages()
Item = TypeVar("Item")


def open_button(checkin_id: int, t: Translator, *, style: str | None = None) -> ButtonElement:
    return button(t("Open the talk"), OPEN, checkin_id, style=style)


def of_rep_button(rep: Person, t: Translator) -> ButtonElement:
    """Return the button of Home: whichever talk of a rep can be opened then."""
    return button(t("Open the talk"), OF_REP, rep.slack_id)


def modal(talk: Talk, t: Translator, pages: Pages = FIRST, *, said: str = "") -> dict[str, Any]:
    """Return the talk with all that can be done in it, or as it stays; `said` is what there is to say of a click."""
    blocks: list[Block] = [section(f":information_source: {said}")] if said else []
    blocks += [context(_when(talk, t)), *_buttons(talk, t)]
    blocks += [header(t("Agenda")), *_agenda(talk, pages, t)]
    blocks += [header(t("Decisions")), *_decisions(talk, pages, t)]
    blocks += [header(t("Actions")), *_actions(talk, pages, t)]
    blocks.append(context(":lock: " + t("Only {name} and you see it.", name=name(talk.other))))
    view = View(
        type="modal",
        title=plain(t("Talk of {day}", day=t.short_day(talk.checkin.talk_at, talk.reader.zone))),
        close=plain(t("Close")),
        private_metadata=json.dumps(told(talk.checkin.id, pages, t)),
        blocks=blocks,
    )
    return view.to_dict()


def state(view: dict[str, Any]) -> tuple[int, Pages]:
    """Return which talk a modal or a form shows, and which pages of it were turned to."""
    told = json.loads(view["private_metadata"])
    return told["checkin"], Pages(told["pages"])


def turned(pages: Pages, value: str) -> Pages:
    """Return the pages after a click on a button that turns one."""
    which, number = value.split()
    return Pages({**pages.numbers, which: int(number)})


def decision_line(decision: Decision, t: Translator) -> str:
    """Say a decision, who noted it, who changed it last, and which objective it is about."""
    who = [name(decision.author)]
    if decision.changed_by:
        who.append(t("changed by {name}", name=_name(decision.changed_by)))
    about = [f":dart: {escaped(clipped(' '.join(decision.objective.split()), TITLE_LENGTH))}"]
    said = [*who, *(about if decision.objective else [])]
    return f"{escaped(decision.text)}\n:bust_in_silhouette: {'  ·  '.join(said)}"


def settled_line(one: Settled, t: Translator) -> str:
    """Say of a point that it was talked about, or who took it off and why."""
    if one.outcome is Outcome.TALKED:
        return f":white_check_mark: {agendas.line(one.point, t)}"
    why = escaped(clipped(one_line(one.why), REASON_LENGTH))
    said = t("taken off by {name}: {why}", name=_name(one.by), why=why)
    return f":heavy_minus_sign: {agendas.line(one.point, t)}\n{said}"


def carried_line(point: Point, t: Translator) -> str:
    return f":arrow_right: {agendas.line(point, t)}"


def action_line(action: Action, today: datetime, reader: Person, t: Translator) -> str:
    """Say what is to be done, by whom and by when."""
    on = reader.today(today)
    sign = ":hourglass_flowing_sand:" if action.overdue(on) else ":memo:"
    what = f"{sign} {agreements.what(action)}  ·  {_name(action.owner.name)}  ·  {agreements.when(action, on, t)}"
    return "\n".join([what, *agreements.aim(action)])


def name(one: Person) -> str:
    return _name(one.name)


def _name(text: str) -> str:
    return escaped(clipped(text, NAME_LENGTH))


def _when(talk: Talk, t: Translator) -> str:
    moment = t.moment(talk.checkin.talk_at, talk.reader.zone)
    whom = [t("With {name}", name=name(talk.other)), moment]
    closed = {
        Phase.CONFIRMED: t("Both of you have confirmed the record of this talk: it stays as it is."),
        Phase.OVER: t("The next check-in has opened: the record of this talk stays as it is."),
        Phase.ENDED: t("You two have no check-ins any more: what was noted stays as it is."),
    }
    if said := closed.get(talk.phase):
        return "  ·  ".join(whom) + f"\n{said}"
    return "  ·  ".join(whom)


def _buttons(talk: Talk, t: Translator) -> Iterator[Block]:
    if talk.is_open:
        key = talk.checkin.id
        yield actions(
            [
                button(t("Note a decision"), NOTE, key, style="primary"),
                button(t("New action"), NEW_ACTION, key),
                button(t("Add a point"), ADD_POINT, talk.checkin.rep.slack_id),
                button(t("Refresh"), REFRESH, key),
            ]
        )


def _agenda(talk: Talk, pages: Pages, t: Translator) -> Iterator[Block]:
    """Show what is to be talked about, then what was; each point can be ticked, taken off and put back."""
    points = talk.points if talk.is_open else talk.carried

    def show(one: Point | Settled) -> Iterator[Block]:
        if isinstance(one, Settled):
            back = button(t("Put it back"), REOPEN, one.point.id) if talk.is_open else None
            yield section(settled_line(one, t), button=back)
        elif talk.is_open:
            yield section(agendas.told(one, talk.reader, t))
            yield actions(
                [
                    button(t("Talked about"), TICK, one.id),
                    menu(POINT_MORE, {f"{DROP} {one.id}": t("Take it off")}),
                ]
            )
        else:
            yield section(carried_line(one, t) + "  ·  " + t("carried over"))

    yield from _paged(POINTS, (*points, *talk.settled), pages, t, show)
    if not points and not talk.settled:
        yield section(_no_points(talk, t))
    elif points and talk.is_open:
        yield context(t("What you do not get to stays on the agenda for next time."))


def _no_points(talk: Talk, t: Translator) -> str:
    if not talk.is_open:
        return t("Nothing was on the agenda.")
    return t(
        "Nothing is on your agenda: add a point, or ask each other what helped since last time and what is in the way."
    )


def _decisions(talk: Talk, pages: Pages, t: Translator) -> Iterator[Block]:
    def show(one: Decision) -> Iterator[Block]:
        choices = {f"{CHANGE} {one.id}": t("Change"), f"{REMOVE} {one.id}": t("Remove")}
        yield section(decision_line(one, t), button=menu(DECISION_MORE, choices) if talk.is_open else None)

    yield from _paged(DECISIONS, talk.decisions, pages, t, show)
    if not talk.decisions:
        yield section(t("No decision is noted yet.") if talk.is_open else t("No decision was noted."))


def _actions(talk: Talk, pages: Pages, t: Translator) -> Iterator[Block]:
    def show(one: Action) -> Iterator[Block]:
        tick = button(t("Done"), DONE, one.id) if talk.is_open and one.is_open else None
        yield section(action_line(one, talk.at, talk.reader, t), button=tick)

    found = (*talk.agreed, *talk.pending)
    yield from _paged(ACTIONS, found, pages, t, show)
    if not found:
        yield section(t("No action is open between you.") if talk.is_open else t("No action was agreed."))


def _paged(
    which: str, items: Sequence[Item], pages: Pages, t: Translator, show: Callable[[Item], Iterator[Block]]
) -> Iterator[Block]:
    """Show a page of a list, and lead to the others."""
    page = Page.of(items, pages.of(which), SIZES[which])
    for one in page.items:
        yield from show(one)
    if page.count > 1:
        yield context(t("Page {number} of {count}", number=page.number + 1, count=page.count))
        back = [] if page.is_first else [_turn(t("Previous"), which, page.number - 1, is_back=True)]
        on = [] if page.is_last else [_turn(t("Next"), which, page.number + 1)]
        yield actions([*back, *on])


def _turn(text: str, which: str, number: int, *, is_back: bool = False) -> ButtonElement:
    return button(text, TURN_BACK if is_back else TURN_ON, f"{which} {number}")


def told(checkin_id: int, pages: Pages, t: Translator) -> dict[str, Any]:
    """Return what the metadata of a modal or a form tell of the talk it belongs to."""
    return {"locale": t.tag, "checkin": checkin_id, "pages": dict(pages.numbers)}
