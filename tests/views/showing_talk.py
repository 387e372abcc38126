"""What is shown of a talk: its preparation, the talk itself with its forms, and its record."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from bot.i18n import Translator
from bot.rules.action import Dropped
from bot.rules.action_plan import Partner, Sheet
from bot.rules.agenda import Agenda, Origin, Outcome, Point
from bot.rules.checkin import Cause, Side, Skip
from bot.rules.form import Begun
from bot.rules.objective import Change, Field
from bot.rules.person import Person
from bot.rules.talk import AIM, TEXT, Amendment, Decision, Moved, Pages, Phase, Preparation, Record, Settled, Talk
from bot.rules.team import Parting
from bot.views import home as homes
from bot.views import talk, talk_form, talk_message
from tests.factories import (
    DONE_OR_NOT,
    DUE,
    HELD,
    LEA,
    MARC,
    OPEN,
    TALK,
    action,
    checkin,
    home,
    objective,
    rep_state,
    team,
)
from tests.views.showing_agenda import LINK, point

Shown = dict[str, Any] | tuple[str, list[dict[str, Any]]]
REP, MANAGER = Side.REP, Side.MANAGER
AFTER = TALK + timedelta(hours=1)
LATER = AFTER + timedelta(hours=1)

DECISION = Decision(51, MARC, "Deneb", HELD, "Orion", 11, "Léa Fontaine")
SETTLED = (
    Settled(point(1), Outcome.TALKED, "Léa Fontaine"),
    Settled(point(2, LEA), Outcome.DROPPED, "Marc Weil", "Zéphyr"),
)
POINTS = (point(3), point(4, LEA, link=LINK, origin=Origin.MESSAGE), point(5, origin=Origin.STRATEGY))
AGREED = (action(31, objective="Orion"), action(32, of=LEA, done_at=HELD))
LATE_ACTION = action(33, due_on=(TALK - timedelta(days=3)).date())
DROPPED = action(34, dropped=Dropped("Marc Weil", OPEN, "Zéphyr"))
CHANGE = Change(Field.TARGET, "480000", "450000", "Marc Weil", OPEN)
PLAN = Sheet(LEA, (Partner(1, "Marc Weil"),), (objective(title="Orion"),), HELD)
HANDED_OVER = Parting("Nord", LEA, MARC, replace(MARC, name="Orion"), checkin())
FIRST, NEW = Pages(), Begun(HELD)


def a_talk(side: Side = REP, phase: Phase = Phase.OPEN, **given: Any) -> Talk:
    """Build the talk of Léa and Marc, with everything in it."""
    usual = Talk(
        checkin(REP, MANAGER),
        side,
        phase,
        HELD,
        points=POINTS,
        settled=SETTLED,
        decisions=(DECISION, replace(DECISION, id=52, objective="", changed_by="")),
        agreed=AGREED,
        pending=(LATE_ACTION,),
        told_at=AFTER,
    )
    return replace(usual, **given)


def empty(**given: Any) -> Talk:
    return a_talk(points=(), settled=(), decisions=(), agreed=(), pending=(), **given)


def a_preparation(*sent: Side, side: Side = REP, phase: Phase = Phase.OPEN, **given: Any) -> Preparation:
    usual = Preparation(
        checkin(*sent),
        side,
        phase,
        since=TALK - timedelta(weeks=2),
        moved=(
            Moved(objective(), Decimal(297_000), Decimal(310_000)),
            Moved(objective(12, "Orion", DONE_OR_NOT), Decimal(0), Decimal(1)),
        ),
        targets=((objective(), CHANGE),),
        lines=("Vega",),
        done=(action(35, done_at=OPEN), DROPPED),
        points=POINTS,
        actions=(LATE_ACTION, action(36, objective="Orion")),
    )
    return replace(usual, **given)


def prepared(at: Any = DUE, *sent: Side, **given: Any) -> Callable[[Translator], Shown]:
    return lambda t: talk_message.preparation(a_preparation(*sent, **given), t, at)


def told(**given: Any) -> Callable[[Translator], Shown]:
    return lambda t: talk_message.record(a_talk(**given), t)


NOTHING_NEW: dict[str, Any] = {"moved": (), "targets": (), "lines": (), "done": ()}
CONFIRMED = Record(AFTER, LATER)
SKIPPED = checkin(skip=Skip(OPEN, Cause.PERSON, MARC, "Zéphyr"))

EVERY: Mapping[str, Callable[[Translator], Shown]] = {
    "preparation, both in": prepared(DUE, REP, MANAGER),
    "preparation, one's own is missing": prepared(DUE, MANAGER),
    "preparation, the other's is missing": prepared(DUE, REP),
    "preparation, neither is in": prepared(DUE, side=MANAGER),
    "preparation, nothing new": prepared(DUE, points=(), actions=(), **NOTHING_NEW),
    "preparation, before the first talk": prepared(DUE, since=None),
    "preparation, afterwards": prepared(HELD, REP),
    "preparation, one's own is missing afterwards": prepared(HELD),
    "preparation, over": prepared(LATER, REP, phase=Phase.OVER),
    "preparation, of a pair that has ended": prepared(DUE, REP, side=MANAGER, phase=Phase.ENDED),
    "preparation, skipped since": prepared(DUE, checkin=SKIPPED),
    "preparation, handed over": lambda t: talk_message.handed_over(HANDED_OVER, t),
    "talk": lambda t: talk.modal(a_talk(), t),
    "talk, empty": lambda t: talk.modal(empty(), t),
    "talk, after a click too late": lambda t: talk.modal(a_talk(MANAGER), t, said="Zéphyr"),
    "talk, a middle page": lambda t: talk.modal(a_talk(decisions=(DECISION,) * 30), t, Pages({"decisions": 1})),
    "talk, confirmed": lambda t: talk.modal(a_talk(phase=Phase.CONFIRMED), t),
    "talk, over": lambda t: talk.modal(a_talk(phase=Phase.OVER), t),
    "talk, over and empty": lambda t: talk.modal(empty(phase=Phase.OVER), t),
    "talk, of a pair that has ended": lambda t: talk.modal(a_talk(MANAGER, Phase.ENDED), t),
    "decision": lambda t: talk_form.decision_form(PLAN, 7, FIRST, t, begun=NEW),
    "decision, without objectives": lambda t: talk_form.decision_form(
        replace(PLAN, objectives=()), 7, FIRST, t, begun=NEW
    ),
    "decision to change": lambda t: talk_form.decision_form(PLAN, 7, FIRST, t, begun=NEW, decision=DECISION),
    "decision to change, begun": lambda t: talk_form.decision_form(
        PLAN, 7, FIRST, t, begun=Begun(HELD, {TEXT: "Zéphyr", AIM: "11"}), decision=DECISION
    ),
    "decision to change, of an objective that is closed": lambda t: talk_form.decision_form(
        PLAN, 7, FIRST, t, begun=NEW, decision=replace(DECISION, objective_id=99)
    ),
    "action in a talk": lambda t: talk_form.action_form(PLAN, 7, FIRST, t, begun=NEW),
    "point in a talk": lambda t: talk_form.point_form(Agenda(LEA, MARC, LEA), 7, FIRST, t, begun=NEW),
    "point to take off in a talk": lambda t: talk_form.drop_form(point(), LEA, 7, FIRST, t, begun=NEW),
    "record": told(),
    "record, nothing noted": lambda t: talk_message.record(empty(), t),
    "record, confirmed by oneself": told(record=Record(rep_confirmed_at=AFTER)),
    "record, confirmed by the other": told(record=Record(manager_confirmed_at=AFTER)),
    "record, confirmed by both": told(phase=Phase.CONFIRMED, record=CONFIRMED),
    "record, over": told(phase=Phase.OVER),
    "record, long": told(points=POINTS * 30, settled=SETTLED * 30, decisions=(DECISION,) * 30, agreed=AGREED * 30),
    "home during a talk": lambda t: homes.home(home(rep_state(checkin=checkin(REP, MANAGER)), at=DUE), t),
    "home of a manager during a talk": lambda t: homes.home(
        home(None, team(rep_state(checkin=checkin(REP, MANAGER))), at=DUE), t
    ),
    **{
        f"record, amended: {one}": told(record=Record(change=one, changed_by=MARC, changed_at=LATER))
        for one in Amendment
    },
}


def hostile(who: Person, words: str) -> dict[str, Callable[[Translator], Shown]]:
    """Return the same with whatever people may write, and a great deal of it."""
    met = checkin(REP, rep=who, manager=replace(who, id=2))
    raised = (Point(10**9, who, words, Origin.HOME, OPEN, words),) * 40
    settled = (Settled(raised[0], Outcome.TALKED, who.name), Settled(raised[0], Outcome.DROPPED, who.name, words)) * 40
    noted = (Decision(10**9, who, words[:500], HELD, words, 11, who.name),) * 40
    bad = replace(action(10**9), text=words, objective=words, owner=who, dropped=None)
    gone = replace(bad, dropped=Dropped(who.name, OPEN, words))
    aim = objective(title=words)
    held = Talk(
        met, REP, Phase.OPEN, HELD, Record(change=Amendment.NOTED, changed_by=replace(who, id=2), changed_at=LATER),
        raised, settled, noted, (bad,) * 40, (bad,) * 40, AFTER,
    )  # fmt: skip
    page = Preparation(
        met,
        MANAGER,
        Phase.OPEN,
        None,
        moved=(Moved(aim, Decimal(0), Decimal("999999999999.99")),) * 40,
        targets=((aim, replace(CHANGE, author=who.name)),) * 40,
        lines=(words,) * 40,
        done=(gone, replace(bad, done_at=OPEN)) * 20,
        points=raised,
        actions=(bad,) * 40,
    )
    plan = Sheet(who, (Partner(1, who.name),), (aim,) * 120, HELD)
    return {
        "preparation of a talk": lambda t: talk_message.preparation(page, t, DUE),
        "record of a talk": lambda t: talk_message.record(held, t),
        "record of a talk, over": lambda t: talk_message.record(replace(held, phase=Phase.OVER), t),
        "talk": lambda t: talk.modal(held, t, Pages({"points": 1, "decisions": 1, "actions": 1})),
        "talk, its last pages": lambda t: talk.modal(held, t, Pages({"points": 99, "decisions": 99, "actions": 99})),
        "talk, over": lambda t: talk.modal(replace(held, phase=Phase.OVER), t, Pages({"points": 1, "decisions": 1})),
        "decision": lambda t: talk_form.decision_form(
            plan, 10**9, FIRST, t, begun=Begun(HELD, {TEXT: words[:500]}), decision=noted[0]
        ),
        "action in a talk": lambda t: talk_form.action_form(plan, 10**9, FIRST, t, begun=NEW),
        "point to take off in a talk": lambda t: talk_form.drop_form(raised[0], who, 10**9, FIRST, t, begun=NEW),
    }
