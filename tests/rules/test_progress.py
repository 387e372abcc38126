"""Values by segment and by team: what they come to, and who is furthest behind."""

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.amount import LARGEST
from bot.rules.objective import Direction, Segment, Unit
from bot.rules.progress import Filled, furthest, part_of, rolled_up, settled, stands, weights
from bot.rules.refusal import Reason, Rejected
from tests.factories import PERCENT, measure, objective

MIDYEAR = date(2026, 7, 2)  # half of 2026, to the day
MONEY = measure(target=1000)
FIGURES = st.decimals(0, 10**6, places=2)
UNITS = st.sampled_from([Unit.CURRENCY, Unit.COUNT, Unit.PERCENT])


@st.composite
def portfolios(draw: st.DrawFn) -> tuple[Segment, ...]:
    """Draw segments whose shares add up to 100, each with a value."""
    cuts = sorted(draw(st.sets(st.integers(1, 99), max_size=5)))
    shares = [Decimal(high - low) for low, high in zip([0, *cuts], [*cuts, 100], strict=True)]
    return tuple(Segment(f"S{key}", share, key, draw(FIGURES)) for key, share in enumerate(shares, 1))


def segment(share: int, value: int | None, key: int = 1) -> Segment:
    return Segment(f"S{key}", Decimal(share), key, None if value is None else Decimal(value))


@given(portfolio=portfolios())
def test_money_by_segment_adds_up_whatever_the_shares_and_the_order(portfolio: tuple[Segment, ...]) -> None:
    found = rolled_up(MONEY, portfolio)
    assert found == sum(one.value or 0 for one in portfolio) == rolled_up(MONEY, portfolio[::-1])


@given(portfolio=portfolios())
def test_percentages_weigh_by_their_shares_and_stay_between_the_least_and_the_most(
    portfolio: tuple[Segment, ...],
) -> None:
    values = [one.value or Decimal(0) for one in portfolio]
    found = rolled_up(PERCENT, portfolio)
    exact = sum((value * one.share for value, one in zip(values, portfolio, strict=True)), Decimal(0)) / 100
    assert min(values) <= found <= max(values)
    assert abs(found - exact) <= Decimal("0.005")


@given(portfolio=portfolios(), unit=UNITS, target=st.integers(1, 10**6), baseline=st.integers(0, 10**6))
def test_segments_at_their_own_targets_are_together_at_the_target(
    portfolio: tuple[Segment, ...], unit: Unit, target: int, baseline: int
) -> None:
    whole = measure(unit, target=target, baseline=baseline)
    there = [replace(one, value=part_of(whole, one).target) for one in portfolio]
    begun = [replace(one, value=part_of(whole, one).baseline) for one in portfolio]
    assert (rolled_up(whole, there), rolled_up(whole, begun)) == (target, baseline)


@given(portfolio=portfolios(), unit=UNITS)
def test_what_every_segment_was_told_comes_to_a_value_with_its_parts(
    portfolio: tuple[Segment, ...], unit: Unit
) -> None:
    whole = measure(unit, target=100)
    total, parts = settled(Filled(whole, portfolio, None, "value"))
    assert dict(parts) == {one.id: one.value for one in portfolio}
    assert settled(Filled(whole, portfolio, total, "value")) == (total, parts)


@given(portfolio=portfolios(), other=FIGURES)
def test_a_total_that_the_segments_do_not_make_is_refused_in_its_field(
    portfolio: tuple[Segment, ...], other: Decimal
) -> None:
    total = rolled_up(MONEY, portfolio) + other + 1
    assert refused(Filled(MONEY, portfolio, total, "value")) == [(Reason.PARTS_DO_NOT_ADD_UP, "value")]


@given(portfolio=portfolios().filter(lambda found: len(found) > 1), data=st.data())
def test_a_segment_left_out_is_refused_in_its_own_field_even_with_a_total(
    portfolio: tuple[Segment, ...], data: st.DataObject
) -> None:
    gone = data.draw(st.sets(st.sampled_from(range(1, len(portfolio) + 1)), min_size=1, max_size=len(portfolio) - 1))
    some = tuple(replace(one, value=None) if one.id in gone else one for one in portfolio)
    expected = [(Reason.PART_MISSING, f"part_{key}") for key in sorted(gone)]
    assert refused(Filled(MONEY, some, Decimal(5), "value")) == expected


def test_the_total_alone_is_enough_and_nothing_at_all_is_not() -> None:
    unwritten = (segment(60, None), segment(40, None, 2))
    assert settled(Filled(MONEY, unwritten, Decimal(5), "value")) == (5, ())
    assert refused(Filled(MONEY, unwritten, None, "value")) == [(Reason.NO_VALUE, "value")]
    assert settled(Filled(MONEY, (), Decimal(5), "value")) == (5, ())


def test_segments_that_make_more_than_tandem_counts_are_refused() -> None:
    large = replace(segment(50, 0), value=LARGEST - 1)
    assert refused(Filled(MONEY, (large, replace(large, id=2)), None, "value")) == [(Reason.TOO_LARGE, "value")]


def refused(filled: Filled) -> list[tuple[Reason, str]]:
    with pytest.raises(Rejected) as refusal:
        settled(filled)
    return [(one.reason, one.field) for one in refusal.value.problems]


@pytest.mark.parametrize(
    ("direction", "baseline", "target", "values", "shares"),
    [
        (Direction.REACH, 0, 1000, (300, 100), ["0.5", "0.25"]),
        (Direction.REDUCE, 1000, 500, (450, 400), ["0.5", "0"]),
        (Direction.STAY_ABOVE, 0, 1000, (600, 200), ["1", "0.5"]),
        (Direction.STAY_BELOW, 0, 1000, (600, 800), ["1", "0.5"]),
    ],
)
def test_each_segment_has_come_as_far_as_its_part_of_the_way(
    direction: Direction, baseline: int, target: int, values: tuple[int, int], shares: list[str]
) -> None:
    parts = (segment(60, values[0]), segment(40, values[1], 2))
    whole = objective(measured=measure(direction=direction, baseline=baseline, target=target), segments=parts)
    found = stands(whole, MIDYEAR)
    assert [one.share for one in found] == [Decimal(share) for share in shares]
    assert [one.asked for one in found] == [Decimal("0.5") if whole.measure.has_a_way else 1] * 2
    behind = furthest(found)
    assert behind
    assert behind.segment.name == "S2"


@pytest.mark.parametrize(
    ("parts", "name"),
    [
        ((segment(60, 300), segment(40, 200, 2)), None),
        ((segment(60, 0), segment(40, None, 2)), None),
        ((segment(40, 0), segment(60, 0, 2)), "S2"),
        ((segment(60, 0), segment(40, 0, 2)), "S1"),
    ],
    ids=["none behind", "one told", "the larger of two", "the larger comes first"],
)
def test_nothing_is_furthest_behind_where_nothing_is_behind_or_compared(
    parts: tuple[Segment, ...], name: str | None
) -> None:
    found = furthest(stands(objective(measured=MONEY, segments=parts), MIDYEAR))
    assert (found.segment.name if found else None) == name


OWNED = st.lists(st.tuples(st.integers(1, 4), st.none() | st.integers(1, 100)), min_size=1, max_size=12)


@given(owned=OWNED)
def test_weights_shift_what_counts_within_a_rep_and_never_how_much_a_rep_counts(
    owned: list[tuple[int, int | None]],
) -> None:
    sums: dict[int, Decimal] = defaultdict(Decimal)
    for (owner, _), weighs in zip(owned, weights(owned), strict=True):
        sums[owner] += weighs
    owners = [owner for owner, _ in owned]
    assert all(abs(found - owners.count(owner)) < Decimal("1e-20") for owner, found in sums.items())


@given(owned=OWNED, same=st.none() | st.integers(1, 100))
def test_equal_weights_or_none_leave_every_objective_its_own(
    owned: list[tuple[int, int | None]], same: int | None
) -> None:
    assert weights([(owner, same) for owner, _ in owned]) == [1] * len(owned)


def test_an_objective_without_a_weight_counts_as_an_average_one() -> None:
    assert weights([(1, 30), (1, 10), (1, None), (2, 90)]) == [Decimal("1.5"), Decimal("0.5"), 1, 1]
