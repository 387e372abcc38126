"""Where a value should be on a day: evenly, by milestones, with the seasons."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from bot.rules.pace import EVEN, Even, Milestones, Pace, Season, Way, months

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
BASELINE, TARGET = Decimal(0), Decimal(1200)
DAY = timedelta(days=1)


def expected(pace: Pace, on: date) -> Decimal:
    return Way(*YEAR, BASELINE, TARGET, pace).expected(on)


@some.composite
def ways(draw: some.DrawFn) -> Way:
    """Draw any way that a form would take: up or down, in any period, at any pace."""
    starts_on = draw(some.dates(date(2024, 1, 1), date(2027, 12, 31)))
    ends_on = starts_on + draw(some.integers(0, 800)) * DAY
    ends = (Decimal(draw(some.integers(-1000, 1000))), Decimal(draw(some.integers(-1000, 1000))))
    low, high = sorted(ends)
    days = sorted(draw(some.sets(some.integers(0, (ends_on - starts_on).days), max_size=5)))
    values = sorted((Decimal(draw(some.integers(int(low), int(high)))) for _ in days), reverse=ends[0] > ends[1])
    milestones = Milestones(tuple((starts_on + day * DAY, value) for day, value in zip(days, values, strict=True)))
    count = len(months(starts_on, ends_on))
    weights = draw(some.lists(some.integers(0, 20), min_size=count, max_size=count).filter(any))
    return Way(starts_on, ends_on, *ends, draw(some.sampled_from([EVEN, milestones, Season(tuple(weights))])))


@given(ways(), some.integers(-50, 900))
def test_a_pace_never_turns_back_and_never_leaves_the_way(way: Way, days: int) -> None:
    on = way.starts_on + days * DAY
    today, tomorrow = way.expected(on), way.expected(on + DAY)
    low, high = sorted((way.baseline, way.target))
    assert low <= today <= high
    assert today <= tomorrow if way.target >= way.baseline else today >= tomorrow


@given(ways())
def test_every_pace_begins_at_the_starting_point_and_ends_at_the_target(way: Way) -> None:
    assert way.expected(way.starts_on - DAY) == way.baseline
    assert way.expected(way.ends_on) == way.expected(way.ends_on + 99 * DAY) == way.target


@given(ways())
def test_milestones_are_met_on_their_days(way: Way) -> None:
    if isinstance(way.pace, Milestones):
        for day, value in way.pace.points:
            if way.starts_on < day < way.ends_on:
                assert way.expected(day) == value


def test_an_even_pace_is_half_way_in_the_middle() -> None:
    assert Way(date(2026, 1, 1), date(2026, 1, 11), BASELINE, TARGET, Even()).expected(date(2026, 1, 6)) == 600


def test_a_season_brings_each_month_its_weight_by_its_last_day() -> None:
    pace = Season((1, 1, 1, 1, 1, 1, 0, 0, 2, 2, 1, 1))
    assert expected(pace, date(2026, 1, 31)) == 100
    assert expected(pace, date(2026, 6, 30)) == expected(pace, date(2026, 8, 31)) == 600
    assert expected(pace, date(2026, 10, 31)) == 1000


def test_a_season_of_equal_weights_is_nearly_even() -> None:
    for month in range(1, 13):
        on = date(2026, month, 15)
        assert abs(expected(Season((1,) * 12), on) - expected(EVEN, on)) < 15


def test_the_months_of_a_period_are_those_it_meets() -> None:
    assert months(date(2026, 11, 30), date(2027, 1, 1)) == [date(2026, 11, 1), date(2026, 12, 1), date(2027, 1, 1)]
    assert months(date(2026, 2, 1), date(2026, 2, 28)) == [date(2026, 2, 1)]
