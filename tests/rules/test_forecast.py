"""Where an objective is heading, from its values so far and its pace."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some

from bot.rules.forecast import Forecast, Sureness, forecast
from bot.rules.objective import Direction, Measure, Objective, Unit
from bot.rules.pace import Season
from tests.factories import COUNT, DONE_OR_NOT, measure, objective

DAY = timedelta(days=1)
STARTS, ENDS = date(2026, 1, 1), date(2026, 12, 31)
HALFWAY = date(2026, 7, 2)  # day 182 of 364

Points = list[tuple[date, Decimal]]


def points(*values: tuple[date, int | str]) -> Points:
    return [(day, Decimal(value)) for day, value in values]


def near(one: Decimal, other: Decimal) -> bool:
    return one == pytest.approx(other, rel=Decimal("1e-12"), abs=Decimal("1e-12"))


def certain(told: Objective, values: Points, on: date) -> Forecast:
    found = forecast(told, values, on)
    assert found
    return found


@some.composite
def told_values(draw: some.DrawFn) -> Points:
    days = sorted(draw(some.sets(some.integers(1, 363), min_size=1, max_size=8)))
    return [(STARTS + day * DAY, Decimal(draw(some.integers(0, 900_000)))) for day in days]


measures = some.sampled_from(
    [
        measure(),
        measure(baseline=1000, target=400_000),
        measure(direction=Direction.REDUCE, baseline=500_000, target=20_000),
        COUNT,
        measure(Unit.COUNT, Direction.REDUCE, baseline=45, target=30),
        measure(Unit.PERCENT, baseline=10, target=85),
    ]
)


def test_halfway_with_a_quarter_of_the_way_it_is_heading_halfway() -> None:
    found = certain(objective(measured=measure(target=400)), points((HALFWAY, 100)), HALFWAY)

    assert near(found.likely, Decimal(200))
    assert found.low < 200 < found.high
    assert found.sureness is Sureness.ROUGH


def test_with_the_seasons_a_quiet_beginning_is_no_bad_sign() -> None:
    back_loaded = objective(measured=measure(target=400), pace=Season((1, 1, 1, 1, 1, 1, 3, 3, 3, 3, 3, 3)))

    found = certain(back_loaded, points((date(2026, 6, 30), 100)), HALFWAY)

    assert near(found.likely, Decimal(400))


def test_even_steps_make_it_sure_and_uneven_ones_do_not() -> None:
    told = objective(measured=measure(target=1200))
    months = [date(2026, month, 28) for month in range(1, 11)]
    even = [(day, told.way.expected(day)) for day in months]
    uneven = [(day, value + (250 if number % 2 else -250)) for number, (day, value) in enumerate(even)]

    assert certain(told, even, months[-1]).sureness is Sureness.SURE
    assert certain(told, uneven, months[-1]).sureness is not Sureness.SURE


def test_the_more_of_the_pace_is_gone_the_narrower_the_band() -> None:
    told = objective(measured=measure(target=1200))
    early, late = (
        certain(told, [(day, told.way.expected(day))], day) for day in (STARTS + 90 * DAY, STARTS + 270 * DAY)
    )

    assert late.high - late.low < (early.high - early.low) / 2


def test_few_values_make_a_wider_band_than_many() -> None:
    told = objective(measured=measure(target=1200))
    days = [STARTS + number * 14 * DAY for number in range(1, 13)]
    many = [(day, told.way.expected(day)) for day in days]

    few, all_of_them = certain(told, many[-1:], days[-1]), certain(told, many, days[-1])

    assert few.low < all_of_them.low < all_of_them.high < few.high


@given(measures, told_values(), some.integers(0, 500))
def test_the_likely_value_is_within_the_band(measured: Measure, values: Points, days: int) -> None:
    found = forecast(objective(measured=measured), values, STARTS + days * DAY)

    assume(found is not None)
    assert found
    assert found.low <= found.likely <= found.high


@given(measures, told_values(), some.integers(0, 30))
def test_from_the_last_day_on_the_band_is_the_latest_value(measured: Measure, values: Points, days: int) -> None:
    latest = values[-1][1]

    found = certain(objective(measured=measured), values, ENDS + days * DAY)

    assert (found.low, found.likely, found.high) == (latest, latest, latest)
    assert found.sureness is Sureness.SURE


@given(measures, told_values())
def test_a_value_exactly_on_pace_foresees_the_target(measured: Measure, values: Points) -> None:
    told = objective(measured=measured)
    last = values[-1][0]

    found = certain(told, [*values[:-1], (last, told.way.expected(last))], last)

    assert near(found.likely, measured.target)


@given(measures, told_values(), some.integers(1, 90_000))
def test_a_higher_latest_value_foresees_no_lower_one(measured: Measure, values: Points, more: int) -> None:
    told, (last, value) = objective(measured=measured), values[-1]

    before, after = (certain(told, [*values[:-1], (last, one)], last) for one in (value, value + more))

    assert after.likely >= before.likely


@given(told_values(), some.integers(2, 1000))
def test_the_scale_changes_nothing(values: Points, times: int) -> None:
    small, large = (objective(measured=measure(target=480_000 * factor)) for factor in (1, times))

    found = certain(small, values, values[-1][0])
    scaled = certain(large, [(day, value * times) for day, value in values], values[-1][0])

    assert near(scaled.likely, found.likely * times)
    assert near(scaled.low, found.low * times)
    assert near(scaled.high, found.high * times)
    assert scaled.sureness is found.sureness


@given(told_values())
def test_what_is_to_fall_mirrors_what_is_to_rise(values: Points) -> None:
    top = 10**7  # so far from 0 that what is possible limits neither
    rising = measure(baseline=top, target=top + 480_000)
    falling = measure(direction=Direction.REDUCE, baseline=top, target=top - 480_000)
    on = values[-1][0]

    up = certain(objective(measured=rising), [(day, top + value) for day, value in values], on)
    down = certain(objective(measured=falling), [(day, top - value) for day, value in values], on)

    assume(min(down.low, up.low) > 0)
    assert near(up.likely + down.likely, Decimal(2 * top))
    assert near(up.low + down.high, Decimal(2 * top))
    assert near(up.high + down.low, Decimal(2 * top))


@given(some.sampled_from([COUNT, measure(Unit.COUNT, Direction.REDUCE, baseline=45, target=3)]), told_values())
def test_a_count_never_falls_below_zero(measured: Measure, values: Points) -> None:
    found = certain(objective(measured=measured), [(day, value % 60) for day, value in values], values[-1][0])

    assert found.low >= 0


@given(told_values())
def test_a_share_stays_a_share_and_growth_beyond_a_hundred_percent_may_go_on(values: Points) -> None:
    told, on = objective(measured=measure(Unit.PERCENT, baseline=10, target=85)), values[-1][0]

    share = certain(told, [(day, value % 100) for day, value in values], on)
    growth = certain(told, [*values[:-1], (on, Decimal(850))], on)

    assert 0 <= share.low <= share.high <= 100
    assert growth.likely > 100


def test_what_never_went_back_is_not_foreseen_below_where_it_is() -> None:
    found = certain(objective(measured=COUNT), points((HALFWAY, 18)), HALFWAY)
    back = certain(objective(measured=COUNT), points((HALFWAY - DAY, 19), (HALFWAY, 18)), HALFWAY)

    assert found.low == 18
    assert back.low < 18


@pytest.mark.parametrize(
    "told",
    [
        objective(measured=DONE_OR_NOT),
        objective(measured=measure(Unit.PERCENT, Direction.STAY_ABOVE, baseline=90, target=92)),
        objective(measured=measure(direction=Direction.STAY_BELOW, baseline=9, target=9)),
    ],
)
def test_of_a_yes_and_of_a_line_to_hold_nothing_is_foreseen(told: Objective) -> None:
    assert forecast(told, points((HALFWAY, 1)), HALFWAY) is None


def test_nothing_is_foreseen_before_the_period_before_a_value_and_before_a_day_of_pace() -> None:
    told = objective()
    assert forecast(told, points((HALFWAY, 1)), STARTS - DAY) is None
    assert forecast(told, [], HALFWAY) is None
    assert forecast(told, points((HALFWAY + DAY, 1)), HALFWAY) is None
    assert forecast(told, points((STARTS, 100)), HALFWAY) is None
    assert forecast(replace(told, measure=measure(target=0)), points((HALFWAY, 1)), HALFWAY) is None
