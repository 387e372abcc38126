"""What is wrong with an objective about to be written down."""

from dataclasses import replace
from datetime import date

import pytest

from bot.rules.draft import check
from bot.rules.objective import Direction, Field, Measure, NewObjective, Unit
from bot.rules.refusal import Reason, Rejected
from tests.factories import DONE_OR_NOT, measure

FINE = NewObjective("Zéphyr", "", measure(), date(2026, 1, 1), date(2026, 12, 31))
REACH, REDUCE, ABOVE, BELOW = Direction


def problems(wanted: NewObjective) -> list[tuple[str, Reason]]:
    try:
        check(wanted)
    except Rejected as refusal:
        return [(one.field, one.reason) for one in refusal.problems]
    return []


def counted(direction: Direction, baseline: int, target: int) -> Measure:
    return measure(Unit.COUNT, direction, baseline=baseline, target=target)


@pytest.mark.parametrize(
    "measured",
    [
        counted(REACH, 0, 1),
        counted(REDUCE, 1, 0),
        counted(REACH, -5, -1),
        counted(ABOVE, 92, 92),
        counted(ABOVE, 95, 92),
        counted(BELOW, 10, 20),
        DONE_OR_NOT,
    ],
)
def test_an_objective_with_a_way_to_go_or_a_line_to_hold_is_fine(measured: Measure) -> None:
    assert problems(replace(FINE, measure=measured)) == []


@pytest.mark.parametrize(
    ("measured", "reason"),
    [
        (counted(REACH, 10, 9), Reason.TARGET_TOO_LOW),
        (counted(REDUCE, 9, 10), Reason.TARGET_TOO_HIGH),
        (counted(REACH, 10, 10), Reason.NO_WAY_TO_GO),
        (counted(REDUCE, 10, 10), Reason.NO_WAY_TO_GO),
    ],
)
def test_a_target_on_the_wrong_side_of_the_starting_point_is_refused_in_its_field(
    measured: Measure, reason: Reason
) -> None:
    assert problems(replace(FINE, measure=measured)) == [(Field.TARGET, reason)]


def test_a_period_may_last_a_day_and_not_less() -> None:
    assert problems(replace(FINE, ends_on=FINE.starts_on)) == []
    refused = problems(replace(FINE, ends_on=date(2025, 12, 31)))
    assert refused == [(Field.ENDS_ON, Reason.ENDS_BEFORE_IT_STARTS)]


def test_all_that_is_wrong_is_said_at_once() -> None:
    wrong = replace(FINE, title="", measure=counted(REACH, 1, 1), ends_on=date(2025, 1, 1))
    assert [field for field, _ in problems(wrong)] == [Field.TITLE, Field.TARGET, Field.ENDS_ON]
