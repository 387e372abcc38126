"""The steps of the form in which an objective is written down or changed, in every state."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from bot.rules.charter import Cause, Charter, Sponsor
from bot.rules.draft import Step
from bot.rules.objective import Field, Line, Objective, Segment, Shared
from bot.rules.pace import Milestones, Season
from bot.rules.person import Person
from bot.rules.refusal import Problem, Reason, Rejected
from bot.views import background, draft, signing
from bot.views.draft_reading import GOAL, MILESTONES, NEW_LINE, PACE_KIND, SEASON
from tests.factories import (
    DONE_OR_NOT,
    LEA,
    LINE,
    MARC,
    OPEN,
    OPENS,
    draft_sheet,
    objective,
    shared,
)

SPONSOR = Sponsor(3, "Inès Benali", "U3")
CHARTER = Charter(
    Decimal(400_000), Decimal(500_000), frozenset({Cause.MARKET, Cause.TERRITORY}), (1, 7), 2, sponsor=SPONSOR
)
MET = Milestones(((date(2026, 3, 31), Decimal(120_000)), (date(2026, 9, 30), Decimal(300_000))))
PARTS = (Segment("Zéphyr", Decimal("62.5")), Segment("Orion", Decimal("37.5")))
WHOLE = objective(line=LINE, why="Parce que", pace=MET, weight=40, segments=PARTS, charter=CHARTER)
SEASONAL = objective(pace=Season((1, 1, 2, 2, 3, 3, 1, 1, 4, 4, 5, 5)), charter=Charter(floor=Decimal(400_000)))
MASKED = objective(charter=CHARTER.masked)
TYPED = {Field.TITLE: "Zéphyr", Field.TARGET: "480000"}
REFUSAL = Rejected(Problem(Reason.NO_TITLE, Field.TITLE))


EVERY = {
    "draft": lambda t: draft.form(draft_sheet(), t),
    "draft for a rep, with lines": lambda t: draft.form(draft_sheet(MARC, lines=(LINE,) * 120), t),
    "draft that was left": lambda t: draft.form(
        draft_sheet(typed={Field.TITLE: "Zéphyr", NEW_LINE: "Orion", GOAL: "Vega"}, since=OPENS, resumed=True), t
    ),
    "draft refused elsewhere": lambda t: draft.form(draft_sheet(), t, refusal=REFUSAL),
    **{f"draft, step {one}": lambda t, one=one: draft.form(draft_sheet(typed=TYPED), t, one) for one in Step},
    **{
        f"draft of a change, step {one}": lambda t, one=one: draft.form(
            draft_sheet(MARC, WHOLE, lines=(LINE,), sponsor=SPONSOR), t, one
        )
        for one in Step
    },
    "draft of a change, yes or no": lambda t: draft.form(
        draft_sheet(MARC, objective(measured=DONE_OR_NOT, latest=None)), t, Step.MEASURE
    ),
    "draft, the way of yes or no": lambda t: draft.form(
        draft_sheet(MARC, objective(measured=DONE_OR_NOT)), t, Step.WAY
    ),
    "draft, seasons": lambda t: draft.form(draft_sheet(LEA, SEASONAL), t, Step.WAY),
    "draft, seasons to be filled in": lambda t: draft.form(draft_sheet(typed={PACE_KIND: SEASON}), t, Step.WAY),
    "draft, milestones to be filled in": lambda t: draft.form(draft_sheet(typed={PACE_KIND: MILESTONES}), t, Step.WAY),
    "draft, a margin that is masked": lambda t: draft.form(draft_sheet(LEA, MASKED), t, Step.MARGIN),
    "draft, summary of a masked margin": lambda t: draft.form(draft_sheet(LEA, MASKED), t, Step.SUMMARY),
    "signing with a margin": lambda t: signing.sign_form(shared(charter=CHARTER, pace=MET, segments=PARTS), t, OPEN),
    "why, with a margin": lambda t: background.why(
        shared(charter=Charter(ceiling=Decimal(500_000)), weight=40), t, OPEN
    ),
    "why, with a masked margin": lambda t: background.why(shared(charter=CHARTER.masked), t, OPEN),
}


def hostile(reader: Person, found: Objective, lines: tuple[Line, ...], words: str) -> dict[str, Any]:
    """Return the same with whatever people may write."""
    typed = {Field.TITLE: words[:150], Field.WHY: words[:2000], NEW_LINE: words[:150], GOAL: words[:150]}
    typed |= {Field.SEGMENTS: f"{words[:60]}: 100", Field.TARGET: "5000"}
    parts = (Segment(words[:60], Decimal(60)), Segment(words[:59], Decimal(40)))
    whole = replace(found, segments=parts, charter=replace(CHARTER, sponsor=Sponsor(3, words[:80], "U3")))
    begun = replace(draft_sheet(reader, lines=lines, typed=typed), sponsor=Sponsor(3, words[:80], "U3"))
    changed = replace(begun, objective=whole, typed=None)
    return {
        **{f"draft {one}": lambda t, one=one: draft.form(begun, t, one) for one in Step},
        **{f"draft of a change {one}": lambda t, one=one: draft.form(changed, t, one) for one in Step},
        "why of it": lambda t: background.why(Shared(whole, reader, None, reader), t, OPEN),
    }
