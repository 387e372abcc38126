"""How far an objective has come, whichever way is good."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.objective import Direction, Unit
from tests.factories import measure, objective, progress

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
