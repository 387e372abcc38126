"""Every view of a file that is brought or taken out, in every state."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.i18n import Translator
from bot.rules.columns import Column, Kind
from bot.rules.convention import POINT, Convention
from bot.rules.importing import Edit, Import, Outcome, Plan, Proposed, State, Told, Verdict, Write
from bot.rules.objective import NewObjective
from bot.rules.person import Person
from bot.rules.refusal import Problem, Reason
from bot.rules.terms import agreed
from bot.views import importing
from tests.factories import EVERY_CHANGE, LEA, MARC, TALK, objective

Shown = dict[str, Any] | tuple[str, list[dict[str, Any]]]
READ = Convention(POINT, True, True)
COUNTS = {one: 1 for one in Outcome if one is not Outcome.REFUSED}
KNOWN = Import(7, Kind.OBJECTIVES, "F1", "Zéphyr", State.READY, "V1", LEA, "", COUNTS, "T1")
PROBLEMS = (Problem(Reason.NOT_A_UNIT, Column.UNIT, {"written": "Orion"}), Problem(Reason.CLOSED))
WANTED = agreed(objective())


def verdicts(wanted: NewObjective = WANTED, owner: Person = LEA) -> tuple[Verdict, ...]:
    """Build a row of each outcome."""
    found, title = objective(title=wanted.title), wanted.title
    deeds: Mapping[Outcome, Any] = {
        Outcome.CREATED: Write(wanted),
        Outcome.CHANGED: Edit(found, wanted, EVERY_CHANGE, "Vega"),
        Outcome.SUGGESTED: Edit(found, wanted, EVERY_CHANGE[:1]),
        Outcome.RECORDED: Told(found, wanted.measure.target, TALK.date()),
    }
    return tuple(
        Verdict(row, one, title, owner, deeds.get(one), PROBLEMS if one is Outcome.REFUSED else ())
        for row, one in enumerate(Outcome, start=2)
    )


def a_plan(*found: Verdict, unknown: tuple[str, ...] = (), read: Convention = READ) -> Plan:
    return Plan(Kind.OBJECTIVES, found or verdicts(), unknown, read)


def standing(state: State, known: Import = KNOWN) -> Callable[[Translator], Shown]:
    return lambda t: importing.message(replace(known, state=state), t)


REFUSED = replace(KNOWN, state=State.FAILED, counts={}, problem=Problem(Reason.TABLE_CUT, details={"row": "7"}))
WELL = tuple(one for one in verdicts() if one.outcome is not Outcome.REFUSED)

EVERY: Mapping[str, Callable[[Translator], Shown]] = {
    "import": importing.form,
    "import, read": importing.reading,
    "import, checked": lambda t: importing.checking(1000, 5000, t),
    "import, applying": importing.applying,
    "preview": lambda t: importing.preview(KNOWN, a_plan(unknown=("Orion", "Vega")), t),
    "preview, well": lambda t: importing.preview(KNOWN, a_plan(*WELL), t),
    "preview, again": lambda t: importing.preview(KNOWN, a_plan(*WELL * 9), t, again=True),
    "preview, nothing to do": lambda t: importing.preview(
        KNOWN, a_plan(Verdict(2, Outcome.SAME), read=replace(READ, day_first=None)), t
    ),
    "preview, month first": lambda t: importing.preview(KNOWN, a_plan(*WELL, read=replace(READ, day_first=False)), t),
    "import, applied": lambda t: importing.applied(KNOWN, t),
    "import, failed": lambda t: importing.failed(Problem(Reason.NOT_A_TABLE), t),
    **{f"import, told {state}": standing(state) for state in State},
    "import, told failed and why": standing(State.FAILED, REFUSED),
    "proposed from a file": lambda t: importing.proposed(Proposed(MARC, LEA, 3), t),
}


def hostile(who: Person, name: str, title: str) -> dict[str, Callable[[Translator], Shown]]:
    """Build the views with hostile names, titles and cells."""
    known, wanted = replace(KNOWN, name=title, reader=who), replace(WANTED, title=title, reference=name)
    problems = tuple(
        Problem(reason, Column.TITLE, {"written": title, "name": title, "rows": "2,3", "most": "150"})
        for reason in (Reason.NOT_A_UNIT, Reason.NOBODY_OF_YOURS, Reason.ROW_TWICE, Reason.CELL_TOO_LONG)
    )
    found = tuple(
        replace(one, problems=problems if one.problems else (), deed=_with_reference(one.deed, title))
        for one in verdicts(wanted, who)
    )
    return {
        "preview": lambda t: importing.preview(known, a_plan(*found * 12, unknown=(title,) * 40), t, again=True),
        "import, told": lambda t: importing.message(known, t),
        "import, applied": lambda t: importing.applied(known, t),
        "import, failed": lambda t: importing.failed(problems[0], t),
        "proposed from a file": lambda t: importing.proposed(Proposed(who, who, 5000), t),
    }


def _with_reference(deed: Any, reference: str) -> Any:
    return replace(deed, reference=reference) if isinstance(deed, Edit) else deed
