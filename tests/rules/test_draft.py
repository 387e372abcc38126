"""What is wrong with an objective about to be written down."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.rules.charter import Charter
from bot.rules.draft import check
from bot.rules.objective import Direction, Field, Measure, NewObjective, Segment, Unit
from bot.rules.pace import Milestones, Season
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


def test_milestones_lead_from_the_starting_point_to_the_target_within_the_period() -> None:
    def at(*points: tuple[date, int]) -> NewObjective:
        return replace(FINE, pace=Milestones(tuple((day, Decimal(value)) for day, value in points)))

    june, july = date(2026, 6, 30), date(2026, 7, 31)
    assert problems(at((june, 100_000), (july, 200_000))) == []
    assert problems(at((june, 200_000), (july, 100_000))) == [(Field.PACE, Reason.MILESTONES_UNORDERED)]
    assert problems(at((july, 100_000), (june, 200_000))) == [(Field.PACE, Reason.MILESTONES_UNORDERED)]
    assert problems(at((june, 100_000), (june, 100_000))) == [(Field.PACE, Reason.MILESTONES_UNORDERED)]
    assert problems(at((june, 500_000))) == [(Field.PACE, Reason.MILESTONES_UNORDERED)]
    assert problems(at((date(2027, 1, 1), 100_000))) == [(Field.PACE, Reason.MILESTONE_OUTSIDE)]


def test_milestones_of_what_is_to_come_down_come_down() -> None:
    down = replace(FINE, measure=counted(REDUCE, 45, 30))
    half_way = date(2026, 6, 30)
    assert problems(replace(down, pace=Milestones(((half_way, Decimal(40)),)))) == []
    assert problems(replace(down, pace=Milestones(((half_way, Decimal(50)),)))) == [
        (Field.PACE, Reason.MILESTONES_UNORDERED)
    ]


def test_a_season_weighs_each_month_of_the_period() -> None:
    assert problems(replace(FINE, pace=Season((8,) * 12))) == []
    for weights in ((8,) * 11, (8,) * 13, (0,) * 12):
        assert problems(replace(FINE, pace=Season(weights))) == [(Field.PACE, Reason.SEASON_MONTHS)]


def test_the_shares_of_segments_add_up_to_a_hundred() -> None:
    def with_shares(*shares: str) -> NewObjective:
        named = [Segment(f"Segment {number}", Decimal(share)) for number, share in enumerate(shares)]
        return replace(FINE, segments=tuple(named))

    assert problems(with_shares("33.3", "33.3", "33.4")) == []
    assert problems(with_shares("100")) == []
    assert problems(with_shares("60", "50")) == [(Field.SEGMENTS, Reason.SHARES_DO_NOT_ADD_UP)]


def test_a_segment_is_named_once() -> None:
    twice = (Segment("Grands comptes", Decimal(50)), Segment("grands comptes", Decimal(50)))
    assert problems(replace(FINE, segments=twice)) == [(Field.SEGMENTS, Reason.SEGMENT_TWICE)]


def test_the_target_lies_between_the_floor_and_the_ceiling() -> None:
    def within(floor: int | None, ceiling: int | None) -> NewObjective:
        low, high = (None if one is None else Decimal(one) for one in (floor, ceiling))
        return replace(FINE, charter=Charter(low, high))

    for floor, ceiling in ((400_000, 500_000), (480_000, 480_000), (None, 480_000), (None, None)):
        assert problems(within(floor, ceiling)) == []
    assert problems(within(480_001, None)) == [(Field.FLOOR, Reason.FLOOR_ABOVE_TARGET)]
    assert problems(within(None, 479_999)) == [(Field.CEILING, Reason.CEILING_BELOW_TARGET)]


@pytest.mark.parametrize("weight", [0, -1, 101])
def test_a_weight_is_a_part_of_a_hundred(weight: int) -> None:
    assert problems(replace(FINE, weight=weight)) == [(Field.WEIGHT, Reason.NOT_A_WEIGHT)]
