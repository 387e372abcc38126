"""The terms of an objective as texts: what is written is read back."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as some

from bot.rules.charter import Cause, Charter, Sponsor
from bot.rules.objective import Direction, Field, Line, Measure, NewObjective, Segment, Unit
from bot.rules.pace import EVEN, Milestones, Season
from bot.rules.terms import agreed, read, write
from tests.factories import objective

amounts = some.decimals(-(10**11), 10**11, places=4)
lines_of_text = some.text(some.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1).map(str.strip).filter(bool)
days = some.dates(date(2020, 1, 1), date(2040, 1, 1))
paces = some.one_of(
    some.just(EVEN),
    some.lists(some.tuples(days, amounts), min_size=1, max_size=4).map(lambda points: Milestones(tuple(points))),
    some.lists(some.integers(0, 99), min_size=1, max_size=12).map(lambda weights: Season(tuple(weights))),
)
charters = some.builds(
    Charter,
    some.none() | amounts,
    some.none() | amounts,
    some.frozensets(some.sampled_from(Cause)),
    some.sets(some.integers(1, 12)).map(lambda months: tuple(sorted(months))),
    some.none() | some.integers(1, 12),
    is_shown=some.booleans(),
    sponsor=some.none() | some.builds(Sponsor, some.integers(1), lines_of_text),
)
terms = some.builds(
    NewObjective,
    lines_of_text,
    some.text(),
    some.builds(
        Measure,
        some.sampled_from(Unit),
        some.sampled_from(Direction),
        amounts,
        amounts,
        some.none() | some.sampled_from(["EUR", "GBP"]),
    ),
    days,
    days,
    some.none() | some.builds(Line, lines_of_text, lines_of_text, some.none()),
    paces,
    some.none() | some.integers(1, 100),
    some.lists(some.builds(Segment, lines_of_text, some.decimals(1, 100, places=2)), max_size=3).map(tuple),
    charters,
)


@given(terms)
def test_what_is_written_is_read_back(wanted: NewObjective) -> None:
    assert read(write(wanted)) == wanted


@given(terms)
def test_every_field_has_its_text(wanted: NewObjective) -> None:
    assert write(wanted).keys() == {*Field}


def test_an_objective_is_what_it_would_take_to_write_it_down_again() -> None:
    found = objective(weight=30, charter=Charter(Decimal(1)))
    assert (agreed(found).title, agreed(found).weight, agreed(found).charter.floor) == (found.title, 30, 1)
