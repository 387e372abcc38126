"""The form of a half in each of its steps, what stands in its place, and additions."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from bot.i18n import Translator
from bot.rules.addition import Addition
from bot.rules.checkin import Sheet
from bot.rules.form import Begun
from bot.rules.objective import Segment
from bot.rules.question import Side, Step
from bot.rules.refusal import Problem, Reason, Rejected
from bot.views import addition, half, reading
from bot.views.half_fields import steps
from tests.factories import HELD, LATE, LEA, MARC, OPEN, action, checkin, objective, sheet
from tests.views.halves import begun

REP, MANAGER = Side.REP, Side.MANAGER
Shown = dict[str, Any] | tuple[str, list[dict[str, Any]]]
SEGMENTS = (Segment("Zéphyr", Decimal(60), 5), Segment("Orion", Decimal(40), 6))
OF_REP = {
    "confidence_11": "high",
    "win": "Gagné Orion",
    "energy": "11",
    "energy_detail": "client",
    "segment": "11 5",
    "segment_detail": "Deux clients",
    "means": "Un avant-vente",
    "mission": "Merci Marc",
    "points": "Zéphyr\nOrion",
    "action": "Appeler Orion",
}
OF_MANAGER = {"feedback": "Bravo Léa", "answer": "Dès lundi", "points": "Orion"}
ADDED = (Addition(REP, "Et Vega", HELD), Addition(MANAGER, "Très bien", HELD))


def rep_sheet(*sent: Side, **given: Any) -> Sheet:
    return sheet(REP, *sent, objectives=(objective(segments=SEGMENTS),), pending=(action(),), **given)


def whole(one: Sheet, t: Translator) -> Begun:
    """Fill in all that a half asks."""
    given = OF_REP if one.side is REP else OF_MANAGER
    return begun(one, t, **given)


def each_step(name: str, one: Sheet) -> Mapping[str, Callable[[Translator], Shown]]:
    def shown(step: Step) -> Callable[[Translator], Shown]:
        return lambda t: half.form(one, t, OPEN, whole(one, t), step)

    return {f"{name}, {step.name.lower()}": shown(step) for step in steps(one)}


EVERY: Mapping[str, Callable[[Translator], Shown]] = {
    **each_step("half of the rep", rep_sheet()),
    **each_step("half of the rep to be changed", rep_sheet(REP)),
    **each_step("half of the manager", sheet(MANAGER, REP)),
    "half refused": lambda t: half.form(
        rep_sheet(), t, OPEN, Begun(OPEN), refusal=Rejected(Problem(Reason.NOT_CHOSEN, "confidence_11"))
    ),
    "half without a word": lambda t: half.form(
        sheet(objectives=()), t, OPEN, begun(sheet(objectives=()), t), Step.SUMMARY
    ),
    "half that cannot be read": lambda t: half.form(rep_sheet(), t, OPEN, Begun(OPEN), Step.SUMMARY),
    "half, many objectives": lambda t: half.form(
        sheet(objectives=tuple(objective(key) for key in range(11, 24))), t, OPEN, Begun(OPEN), Step.PERIOD
    ),
    "half sent": lambda t: half.sent(sheet(REP, REP), (), t),
    "half sent, both in": lambda t: half.sent(sheet(REP, REP, MANAGER), (), t),
    "half sent, the next rep": lambda t: half.sent(sheet(MANAGER, REP, MANAGER), (checkin(REP),), t),
    "half sent, the next reps": lambda t: half.sent(sheet(MANAGER, MANAGER), (checkin(REP),) * 3, t),
    "reading, to be changed": lambda t: reading.reading(sheet(MANAGER, MANAGER), t, OPEN),
    "reading, the other missing": lambda t: reading.reading(sheet(REP, REP, at=LATE + timedelta(days=1)), t, HELD),
    "reading with additions": lambda t: reading.reading(sheet(REP, REP, MANAGER, additions=ADDED * 8), t, HELD),
    "addition": lambda t: addition.form(checkin(REP, MANAGER), LEA, t, Begun(OPEN)),
    "addition begun": lambda t: addition.form(checkin(REP, MANAGER), MARC, t, Begun(OPEN, {"addition": "Vega"})),
    "news of an addition": lambda t: addition.added(checkin(REP, MANAGER), MARC, t),
}


def hostile(one: Sheet, words: str) -> dict[str, Callable[[Translator], Shown]]:
    """Return the same with whatever people may write."""
    other = replace(one, side=MANAGER)
    in_words = dict.fromkeys(["points", "action"], words)
    of_rep = in_words | dict.fromkeys(["win", "obstacle", "means", "mission", "conditions"], words)
    of_manager = in_words | dict.fromkeys(["feedback", "answer"], words)
    who, known = one.checkin.rep, one.checkin
    both = replace(known, rep_sent_at=OPEN, manager_sent_at=OPEN)
    added = tuple(Addition(side, words, HELD) for side in Side) * 30
    return {
        **{f"half as typed, {step.name}": _step(one, of_rep, step) for step in steps(one)},
        **{f"manager's half as typed, {step.name}": _step(other, of_manager, step) for step in steps(other)},
        "half sent, the next reps": lambda t: half.sent(other, (known,) * 30, t),
        "reading with additions": lambda t: reading.reading(replace(one, checkin=both, additions=added), t, HELD),
        "addition": lambda t: addition.form(both, who, t, Begun(OPEN, {"addition": words})),
        "news of an addition": lambda t: addition.added(both, who, t),
    }


def _step(one: Sheet, words: Mapping[str, str], step: Step) -> Callable[[Translator], Shown]:
    return lambda t: half.form(one, t, OPEN, begun(one, t, **words), step)
