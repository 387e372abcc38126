"""How an objective ends: reminded of in time, scored by a rule, and carried over to the next period."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.rules.absence import Days
from bot.rules.charter import Charter
from bot.rules.closing import (
    MOST,
    NewClosing,
    Party,
    Reminder,
    beginning,
    following,
    reminder,
    same_target,
    score,
    successor,
)
from bot.rules.draft import check
from bot.rules.objective import Direction, Measure, Segment, Unit
from bot.rules.pace import EVEN, Milestones, Season
from bot.rules.refusal import Reason
from tests.factories import DONE_OR_NOT, LEA, LINE, measure, objective, person, progress

QUARTER = (date(2026, 7, 1), date(2026, 9, 30))
END = QUARTER[1]
COMING, ENDED, LATE = Reminder
RATE = measure(Unit.PERCENT, baseline=80, target=90)
DOWN = measure(Unit.COUNT, Direction.REDUCE, baseline=40, target=20)
ABOVE, BELOW = measure(direction=Direction.STAY_ABOVE), measure(direction=Direction.STAY_BELOW)
ACCOUNTS = measure(Unit.COUNT, baseline=2, target=12)


def values(*figures: int | str) -> list[Decimal]:
    return [Decimal(one) for one in figures]


@pytest.mark.parametrize(
    ("measured", "told", "scored"),
    [
        (measure(), ["240000"], 50),
        (measure(), ["479999"], 99),
        (measure(), ["480000"], 100),
        (measure(), ["600000"], 125),
        (measure(), ["9000000"], MOST),
        (measure(baseline=-10), ["-500"], 0),
        (DOWN, [30], 50),
        (DOWN, [15], 125),
        (DOWN, [50], 0),
        (DONE_OR_NOT, [0, 1], 100),
        (DONE_OR_NOT, [0], 0),
        (ABOVE, [480_000, 479_999, 500_000], 66),
        (BELOW, [480_000, 1, 480_001, 480_001], 50),
        (measure(), [], None),
    ],
)
def test_the_score_is_what_the_measure_says_of_the_values(
    measured: Measure, told: list[int | str], scored: int | None
) -> None:
    found = objective(measured=measured, latest=progress(told[-1]) if told else None)
    assert score(found, values(*told)) == scored


@given(some.sampled_from(Direction), some.integers(-99, 99), some.integers(-99, 99), some.integers(-999, 999))
def test_nothing_scores_below_zero_or_beyond_the_most(way: Direction, baseline: int, target: int, value: int) -> None:
    found = objective(measured=measure(Unit.COUNT, way, baseline=baseline, target=target), latest=progress(value))
    scored = score(found, values(value))
    assert scored is not None
    assert 0 <= scored <= MOST


@given(some.sampled_from([(0, 100), (100, 0), (-50, 50)]), some.integers(-200, 200), some.integers(0, 50))
def test_a_better_value_never_scores_less(way: tuple[int, int], value: int, better: int) -> None:
    baseline, target = way
    direction = Direction.REACH if target > baseline else Direction.REDUCE
    measured = measure(Unit.COUNT, direction, baseline=baseline, target=target)
    step = better if direction is Direction.REACH else -better
    scores = [score(objective(measured=measured, latest=progress(one)), values(one)) for one in (value, value + step)]
    assert scores[0] is not None
    assert scores[1] is not None
    assert scores[0] <= scores[1]


@pytest.mark.parametrize(
    ("period", "after"),
    [
        (QUARTER, (date(2026, 10, 1), date(2026, 12, 31))),
        ((date(2026, 1, 1), date(2026, 12, 31)), (date(2027, 1, 1), date(2027, 12, 31))),
        ((date(2028, 2, 1), date(2028, 2, 29)), (date(2028, 3, 1), date(2028, 3, 31))),
        ((date(2026, 9, 7), date(2026, 9, 20)), (date(2026, 9, 21), date(2026, 10, 4))),
        ((date(2026, 9, 1), date(2026, 9, 1)), (date(2026, 9, 2), date(2026, 9, 2))),
    ],
)
def test_the_next_period_is_as_long_and_begins_right_after(period: tuple[date, date], after: tuple[date, date]) -> None:
    assert following(*period) == after


@given(some.dates(date(2020, 1, 1), date(2030, 1, 1)), some.integers(0, 900))
def test_periods_never_overlap_and_leave_no_gap(first: date, days: int) -> None:
    last = first + timedelta(days=days)
    begins, ends = following(first, last)
    assert begins == last + timedelta(days=1)
    assert ends >= begins
    assert abs((ends - begins).days - days) <= 3  # months are not equally long


@pytest.mark.parametrize(
    ("measured", "value", "begins", "target"),
    [
        (measure(), 400_000, 0, 480_000),
        (measure(), 500_000, 0, 480_000),
        (ACCOUNTS, 9, 9, 12),
        (ACCOUNTS, 12, 12, None),
        (RATE, 84, 84, 90),
        (RATE, 93, 93, None),
        (DOWN, 25, 25, 20),
        (DOWN, 20, 20, None),
        (ABOVE, 500_000, 0, 480_000),
        (DONE_OR_NOT, 1, 0, 1),
    ],
)
def test_a_level_goes_on_from_where_it_stands_and_a_sum_is_counted_anew(
    measured: Measure, value: int, begins: int, target: int | None
) -> None:
    found = objective(measured=measured, latest=progress(value))
    assert beginning(found) == begins
    assert same_target(found) == target


def test_what_goes_on_keeps_its_line_reason_weight_and_segments_and_drops_its_milestones() -> None:
    pace = Milestones(((date(2026, 8, 1), Decimal(100_000)),))
    segments = (Segment("Grands comptes", Decimal(60), 1, Decimal(7)), Segment("Autres", Decimal(40), 2))
    found = objective(
        why="Parce que", line=LINE, weight=40, segments=segments, pace=pace, starts_on=QUARTER[0], ends_on=END
    )
    wanted = successor(found, Decimal(480_000))

    assert (wanted.title, wanted.why, wanted.line, wanted.weight) == (found.title, "Parce que", LINE.id, 40)
    assert [(one.name, one.share) for one in wanted.segments] == [("Grands comptes", 60), ("Autres", 40)]
    assert (wanted.starts_on, wanted.ends_on, wanted.pace) == (date(2026, 10, 1), date(2026, 12, 31), EVEN)
    check(wanted)


def test_a_season_goes_on_where_the_months_are_as_many() -> None:
    season = Season((8, 8, 10))
    found = objective(pace=season, starts_on=QUARTER[0], ends_on=END)
    assert successor(found, Decimal(1)).pace == season
    assert successor(replace(found, starts_on=date(2026, 7, 31), ends_on=date(2026, 9, 1)), Decimal(1)).pace == EVEN


def test_a_margin_settled_around_another_target_is_settled_anew() -> None:
    charter = Charter(Decimal(400_000), Decimal(500_000), windows=(1,), is_shown=False)
    found = objective(charter=charter)
    assert successor(found, Decimal(480_000)).charter == charter
    assert successor(found, Decimal(600_000)).charter == Charter(windows=(1,), is_shown=False)


@pytest.mark.parametrize(
    ("today", "reminded"),
    [
        (date(2026, 9, 15), None),
        (date(2026, 9, 16), COMING),
        (END, COMING),
        (date(2026, 10, 1), ENDED),
        (date(2026, 10, 27), ENDED),
        (date(2026, 10, 28), LATE),
        (date(2030, 1, 1), LATE),
    ],
)
def test_two_weeks_before_the_end_after_it_and_four_weeks_later(today: date, reminded: Reminder | None) -> None:
    assert reminder(END, today) is reminded


def paris(day: int, hour: int = 9, month: int = 9) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=LEA.zone).astimezone(UTC)


@pytest.mark.parametrize(
    ("told", "at", "then"),
    [
        (None, paris(1), paris(16)),
        (None, paris(16, 8), paris(16)),
        (None, paris(16, 15), paris(16)),
        (None, paris(16, 21), paris(17)),
        (COMING, paris(16, 15), paris(1, month=10)),
        (None, paris(20), paris(21)),  # a Sunday
        (None, paris(5, month=10), paris(5, month=10)),
        (None, paris(1, month=12), paris(1, month=12)),
        (ENDED, paris(5, month=10), paris(28, month=10)),
        (LATE, paris(28, month=10), None),
    ],
)
def test_it_is_said_at_nine_of_a_working_day_and_once_each(
    told: Reminder | None, at: datetime, then: datetime | None
) -> None:
    assert Party(LEA, "FR", told).next_at(END, at) == then


def test_whoever_is_away_is_reminded_once_they_are_back() -> None:
    away = (Days(date(2026, 9, 14), date(2026, 9, 25)),)
    assert Party(LEA, "FR", away=away).next_at(END, paris(10)) == paris(28)


def test_each_is_reminded_by_the_clock_and_the_holidays_of_their_own() -> None:
    ends_on = date(2026, 5, 14)  # two weeks before it: 30 April; the day after it is a Friday
    tom = Party(person(tz="America/New_York"), "US")
    assert tom.next_at(ends_on, datetime(2026, 4, 1, tzinfo=UTC)) == datetime(2026, 4, 30, 13, tzinfo=UTC)
    lea = Party(LEA, "FR")
    assert lea.next_at(date(2026, 5, 15), datetime(2026, 4, 1, tzinfo=UTC)) == paris(4, month=5)  # over 1 May


@given(some.dates(date(2026, 1, 1), date(2027, 1, 1)), some.integers(0, 365 * 24))
def test_after_any_downtime_at_most_one_of_each_is_said_and_in_their_order(ends_on: date, hours: int) -> None:
    at, told = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(hours=hours), list[Reminder]()
    while (then := Party(LEA, "FR", told[-1] if told else None).next_at(ends_on, at)) is not None:
        at = max(at, then)
        said = reminder(ends_on, LEA.today(at))
        assert said
        told.append(said)
    assert told == sorted(set(told), key=list(Reminder).index)
    assert told[-1] is LATE


@pytest.mark.parametrize(
    ("closing", "reasons"),
    [
        (NewClosing(1, 0, "Oui"), []),
        (NewClosing(1, 150, "Oui"), []),
        (NewClosing(1, 151, "Oui"), [Reason.NOT_A_SCORE]),
        (NewClosing(1, -1, ""), [Reason.EMPTY, Reason.NOT_A_SCORE]),
        (NewClosing(1, None, "Oui"), [Reason.NOT_A_SCORE]),
    ],
)
def test_a_closing_needs_a_score_within_bounds_and_a_lesson(closing: NewClosing, reasons: list[Reason]) -> None:
    assert [problem.reason for problem in closing.problems()] == reasons
