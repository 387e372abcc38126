"""How a file writes numbers and days: decided once for all of it, or asked where it cannot be."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.amount import NumberStyle
from bot.rules.convention import COMMA, POINT, Convention, Usual, decide
from bot.rules.refusal import Reason, Rejected
from tests.factories import measure

FRENCH, ENGLISH = Usual(NumberStyle(",", "\u202f"), True), Usual(POINT, False)
EUROS = measure()


def of(*figures: str, days: tuple[str, ...] = (), separator: str = "\t", usual: Usual = FRENCH) -> Convention:
    return decide(figures, days, separator, usual)


def refused(convention: Convention, text: str) -> list[Reason]:
    with pytest.raises(Rejected) as refusal:
        convention.figure(text, EUROS, "value")
    return [one.reason for one in refusal.value.problems]


def day_refused(convention: Convention, text: str) -> list[Reason]:
    with pytest.raises(Rejected) as refusal:
        convention.day(text, "day")
    return [one.reason for one in refusal.value.problems]


@pytest.mark.parametrize(
    ("figures", "separator", "usual", "value"),
    [
        (["1,5"], ",", ENGLISH, "12.5"),  # another cell shows the decimal comma
        (["1.234,50"], ",", ENGLISH, "12.5"),
        (["1.234.567"], ",", ENGLISH, "12.5"),
        (["1.5"], ";", FRENCH, "12500"),
        (["1,234.50"], ";", FRENCH, "12500"),
        ([], ";", ENGLISH, "12.5"),  # no cell shows it: the separator does
        ([], ",", FRENCH, "12500"),
        ([], "\t", ENGLISH, "12500"),  # nor does that: whoever brings it writes so
    ],
)
def test_what_can_be_read_in_two_ways_is_read_as_the_file_writes(
    figures: list[str], separator: str, usual: Usual, value: str
) -> None:
    assert of(*figures, separator=separator, usual=usual).figure("12,500", EUROS, "value") == Decimal(value)


def test_a_file_that_writes_both_ways_is_asked_for_what_can_be_either() -> None:
    mixed = of("1,5", "1.5", separator=";")
    assert refused(mixed, "12,500") == [Reason.AMBIGUOUS_NUMBER]
    assert mixed.figure("12,5", EUROS, "value") == mixed.figure("12.5", EUROS, "value") == Decimal("12.5")


def test_a_figure_alone_that_can_be_either_is_asked_for_in_french() -> None:
    assert refused(of(), "12,500") == [Reason.AMBIGUOUS_NUMBER]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("1" + "0" * 400, Reason.TOO_LARGE),
        ("1e400", Reason.NOT_A_NUMBER),
        ("douze", Reason.NOT_A_NUMBER),
        ("12 USD", Reason.WRONG_CURRENCY),
        ("1,23456", Reason.TOO_PRECISE),
    ],
)
def test_a_figure_is_refused_with_its_rule(text: str, reason: Reason) -> None:
    assert refused(of(separator=";"), text) == [reason]


@given(value=st.decimals(0, 10**9, places=2), style=st.sampled_from([COMMA, POINT]), grouped=st.booleans())
def test_every_figure_is_read_as_the_convention_writes_it(value: Decimal, style: NumberStyle, grouped: bool) -> None:
    written = f"{value:,}" if grouped else f"{value}"
    text = written if style is POINT else written.translate(str.maketrans(",.", ".,"))
    shows = "1.5" if style is POINT else "1,5"
    assert of(shows).figure(text, EUROS, "value") == value


@pytest.mark.parametrize(
    ("days", "usual", "text", "read"),
    [
        ((), FRENCH, "08/10/2026", date(2026, 10, 8)),
        ((), ENGLISH, "08/10/2026", date(2026, 8, 10)),
        (("25/12/2026",), ENGLISH, "08/10/2026", date(2026, 10, 8)),
        (("12/25/2026",), FRENCH, "08/10/2026", date(2026, 8, 10)),
        (("2026-12-25",), FRENCH, "2026-08-10", date(2026, 8, 10)),
        ((), FRENCH, "8.10.2026", date(2026, 10, 8)),
        ((), FRENCH, "2026-10-08T09:30:00Z", date(2026, 10, 8)),
        (("25/12/2026", "12/25/2026"), FRENCH, "08/08/2026", date(2026, 8, 8)),
        (("25/12/2026", "12/25/2026"), FRENCH, "12/25/2026", date(2026, 12, 25)),
    ],
)
def test_a_day_is_read_as_the_file_writes(days: tuple[str, ...], usual: Usual, text: str, read: date) -> None:
    assert of(days=days, usual=usual).day(text, "day") == read


def test_a_day_that_can_be_two_is_asked_for_where_the_file_writes_both_ways() -> None:
    assert day_refused(of(days=("25/12/2026", "12/25/2026")), "08/10/2026") == [Reason.AMBIGUOUS_DAY]


@pytest.mark.parametrize("text", ["", "demain", "31/02/2026", "08/10/26", "0001-01-01", "46000", "8/10-2026"])
def test_what_is_no_day_is_refused(text: str) -> None:
    assert day_refused(of(), text) == [Reason.NOT_A_DAY]
