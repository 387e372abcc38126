"""How far an objective has come, whichever way is good."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.objective import Confidence, Direction, Objective, Status, Unit, pace
from tests.factories import DONE_OR_NOT, measure, objective, progress

REACH, REDUCE, ABOVE, BELOW = Direction.REACH, Direction.REDUCE, Direction.STAY_ABOVE, Direction.STAY_BELOW
FIGURES = st.integers(-(10**6), 10**6)


@pytest.mark.parametrize(
    ("direction", "baseline", "target", "value", "share"),
    [
        (REACH, 0, 100, 0, "0"),
        (REACH, 0, 100, 62, "0.62"),
        (REACH, 0, 100, 100, "1"),
        (REACH, 0, 100, 140, "1"),
        (REACH, 50, 100, 75, "0.5"),
        (REACH, 50, 100, 20, "0"),
        (REACH, -10, 10, 0, "0.5"),
        (REDUCE, 40, 10, 40, "0"),
        (REDUCE, 40, 10, 25, "0.5"),
        (REDUCE, 40, 10, 10, "1"),
        (REDUCE, 40, 10, 5, "1"),
        (REDUCE, 40, 10, 60, "0"),
        (ABOVE, 0, 80, 80, "1"),
        (ABOVE, 0, 80, 95, "1"),
        (ABOVE, 0, 80, 60, "0.75"),
        (ABOVE, 0, 80, 0, "0"),
        (ABOVE, 0, 80, -5, "0"),
        (BELOW, 0, 10, 10, "1"),
        (BELOW, 0, 10, 4, "1"),
        (BELOW, 0, 10, 0, "1"),
        (BELOW, 0, 10, 20, "0.5"),
    ],
)
def test_the_share_done_depends_on_the_direction(
    direction: Direction, baseline: int, target: int, value: int, share: str
) -> None:
    found = measure(Unit.COUNT, direction, baseline=baseline, target=target).share(Decimal(value))
    assert found == Decimal(share)


@pytest.mark.parametrize(
    ("direction", "value", "share"),
    [
        (REACH, 9, 0),
        (REACH, 10, 1),
        (REACH, 12, 1),
        (REDUCE, 9, 1),
        (REDUCE, 10, 1),
        (REDUCE, 12, 0),
    ],
)
def test_with_no_way_to_go_the_target_is_reached_or_not(direction: Direction, value: int, share: int) -> None:
    assert measure(Unit.COUNT, direction, baseline=10, target=10).share(Decimal(value)) == share


@pytest.mark.parametrize(
    ("direction", "target", "value", "share"),
    [(ABOVE, 0, -1, 0), (ABOVE, 0, 0, 1), (ABOVE, -10, -20, 0), (BELOW, 0, 1, 0), (BELOW, 0, 0, 1), (BELOW, -5, 3, 0)],
)
def test_a_line_at_or_below_zero_is_held_or_not(direction: Direction, target: int, value: int, share: int) -> None:
    assert measure(Unit.COUNT, direction, target=target).share(Decimal(value)) == share


@given(direction=st.sampled_from(Direction), baseline=FIGURES, target=FIGURES, value=FIGURES)
def test_a_share_is_always_between_nothing_and_all(
    direction: Direction, baseline: int, target: int, value: int
) -> None:
    found = measure(Unit.COUNT, direction, baseline=baseline, target=target).share(Decimal(value))
    assert 0 <= found <= 1


@given(direction=st.sampled_from(Direction), baseline=FIGURES, target=FIGURES)
def test_the_target_itself_is_always_all_of_the_way(direction: Direction, baseline: int, target: int) -> None:
    assert measure(Unit.COUNT, direction, baseline=baseline, target=target).share(Decimal(target)) == 1


@pytest.mark.parametrize(
    ("baseline", "target", "may"), [(0, 10, False), (-1, 10, True), (10, -1, True), (0, 0, False), (5, 1, False)]
)
def test_a_value_may_be_negative_where_the_way_is(baseline: int, target: int, *, may: bool) -> None:
    assert measure(baseline=baseline, target=target).may_be_negative is may


def test_an_objective_stands_at_its_baseline_until_a_value_is_recorded() -> None:
    fresh = objective(measured=measure(baseline=100, target=200), latest=None)
    assert (fresh.value, fresh.share) == (100, 0)


def test_an_objective_stands_at_its_latest_value() -> None:
    found = objective(measured=measure(baseline=100, target=200), latest=progress(150))
    assert (found.value, found.share) == (150, Decimal("0.5"))


FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
ON_TRACK, NEEDS_ATTENTION, OFF_TRACK = Status
DAYS = st.dates(date(2025, 1, 1), date(2028, 12, 31))
PERIODS = st.tuples(DAYS, DAYS).map(sorted)
BETTER = {REACH: 1, ABOVE: 1, REDUCE: -1, BELOW: -1}


@pytest.mark.parametrize(
    ("on", "gone_by"),
    [
        (date(2025, 12, 31), "0"),
        (date(2026, 1, 1), "0"),
        (date(2026, 4, 2), "0.25"),
        (date(2026, 7, 2), "0.5"),
        (date(2026, 12, 31), "1"),
        (date(2027, 6, 1), "1"),
    ],
)
def test_pace_is_the_share_of_the_period_that_has_gone_by(on: date, gone_by: str) -> None:
    assert pace(FIRST, LAST, on) == Decimal(gone_by)


@pytest.mark.parametrize(("on", "gone_by"), [(-1, 0), (0, 1), (1, 1)])
def test_a_period_of_one_day_has_gone_by_on_that_day(on: int, gone_by: int) -> None:
    assert pace(FIRST, FIRST, FIRST + timedelta(days=on)) == gone_by


@given(period=PERIODS, on=DAYS, later=st.integers(0, 400))
def test_pace_never_goes_back_and_stays_between_nothing_and_all(period: list[date], on: date, later: int) -> None:
    before, after = (pace(*period, on + timedelta(days=days)) for days in (0, later))
    assert 0 <= before <= after <= 1


@pytest.mark.parametrize(
    ("direction", "baseline", "target", "expected"),
    [(REACH, 0, 400, 200), (REACH, 100, 400, 250), (REDUCE, 45, 30, "37.5"), (ABOVE, 0, 80, None), (BELOW, 9, 8, None)],
)
def test_half_way_through_the_period_the_value_should_be_half_way(
    direction: Direction, baseline: int, target: int, expected: str | None
) -> None:
    found = objective(measured=measure(Unit.COUNT, direction, baseline=baseline, target=target))
    assert found.expected(date(2026, 7, 2)) == (None if expected is None else Decimal(expected))


def test_what_is_to_be_done_once_has_no_value_to_be_at() -> None:
    assert objective(measured=DONE_OR_NOT).expected(date(2026, 7, 2)) is None


def at_half_time(direction: Direction, baseline: int, target: int, value: str) -> Status:
    measured = measure(Unit.PERCENT, direction, baseline=baseline, target=target)
    return objective(measured=measured, latest=progress(value)).status(date(2026, 7, 2))


@pytest.mark.parametrize(
    ("direction", "baseline", "target", "value", "status"),
    [
        (REACH, 0, 100, "60", ON_TRACK),
        (REACH, 0, 100, "40", ON_TRACK),
        (REACH, 0, 100, "39.99", NEEDS_ATTENTION),
        (REACH, 0, 100, "25", NEEDS_ATTENTION),
        (REACH, 0, 100, "24.99", OFF_TRACK),
        (REDUCE, 100, 0, "60", ON_TRACK),
        (REDUCE, 100, 0, "60.01", NEEDS_ATTENTION),
        (REDUCE, 100, 0, "75", NEEDS_ATTENTION),
        (REDUCE, 100, 0, "75.01", OFF_TRACK),
        (ABOVE, 0, 80, "80", ON_TRACK),
        (ABOVE, 0, 80, "79.99", NEEDS_ATTENTION),
        (ABOVE, 0, 80, "76", NEEDS_ATTENTION),
        (ABOVE, 0, 80, "75.99", OFF_TRACK),
        (BELOW, 0, 20, "20", ON_TRACK),
        (BELOW, 0, 20, "21", NEEDS_ATTENTION),
        (BELOW, 0, 20, "21.01", OFF_TRACK),
        (BELOW, 0, 0, "0.01", OFF_TRACK),
    ],
)
def test_the_status_follows_from_how_much_is_missing(
    direction: Direction, baseline: int, target: int, value: str, status: Status
) -> None:
    assert at_half_time(direction, baseline, target, value) is status


@pytest.mark.parametrize(
    ("done", "on", "status"),
    [
        (1, date(2026, 2, 1), ON_TRACK),
        (1, date(2027, 2, 1), ON_TRACK),
        (0, date(2026, 9, 30), ON_TRACK),
        (0, date(2026, 10, 1), NEEDS_ATTENTION),
        (0, date(2026, 12, 31), NEEDS_ATTENTION),
        (0, date(2027, 1, 1), OFF_TRACK),
    ],
)
def test_what_is_to_be_done_once_has_three_quarters_of_the_period_before_it_needs_attention(
    done: int, on: date, status: Status
) -> None:
    assert objective(measured=DONE_OR_NOT, latest=progress(done)).status(on) is status


@given(direction=st.sampled_from(Direction), baseline=FIGURES, target=FIGURES, value=FIGURES, more=FIGURES, on=DAYS)
def test_more_progress_never_gives_a_worse_status(
    *, direction: Direction, baseline: int, target: int, value: int, more: int, on: date
) -> None:
    if direction in (REACH, REDUCE):
        target = baseline + BETTER[direction] * abs(target - baseline)
    measured = measure(Unit.COUNT, direction, baseline=baseline, target=target)
    worse, better = (
        objective(measured=measured, latest=progress(value + BETTER[direction] * step)) for step in (0, abs(more))
    )
    assert [*Status].index(better.status(on)) <= [*Status].index(worse.status(on))


@given(direction=st.sampled_from([REACH, REDUCE]), baseline=FIGURES, way=st.integers(1, 10**6), on=DAYS)
def test_whoever_keeps_the_pace_is_on_track_all_the_way(
    direction: Direction, baseline: int, way: int, on: date
) -> None:
    measured = measure(Unit.COUNT, direction, baseline=baseline, target=baseline + BETTER[direction] * way)
    found: Objective = objective(measured=measured)
    assert objective(measured=measured, latest=progress(str(found.expected(on)))).status(on) is ON_TRACK


@pytest.mark.parametrize(
    ("value", "felt", "differ"),
    [
        (240_000, Confidence.HIGH, False),
        (240_000, Confidence.MEDIUM, True),
        (240_000, Confidence.LOW, True),
        (150_000, Confidence.HIGH, True),
        (150_000, Confidence.MEDIUM, False),
        (10_000, Confidence.HIGH, True),
        (10_000, Confidence.LOW, False),
        (10_000, None, False),
    ],
)
def test_the_rep_and_the_figures_agree_or_differ(value: int, felt: Confidence | None, *, differ: bool) -> None:
    assert objective(latest=progress(value, felt)).is_seen_otherwise(date(2026, 7, 2)) is differ
