"""Reading figures as people write them, in French and in English."""

from decimal import Decimal

import pytest

from bot.rules.amount import NumberStyle, read_amount
from bot.rules.objective import Measure
from bot.rules.refusal import Reason, Rejected
from tests.factories import COUNT, DONE_OR_NOT, PERCENT, measure

FR = NumberStyle(decimal=",", group="\u202f")
EN = NumberStyle(decimal=".", group=",")
BOTH = pytest.mark.parametrize("style", [FR, EN], ids=["fr", "en"])
MONEY = measure(baseline=-1)


def refused(text: str, measured: Measure, style: NumberStyle) -> Reason:
    with pytest.raises(Rejected) as refusal:
        read_amount(text, measured, style)
    (problem,) = refusal.value.problems
    return problem.reason


@BOTH
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12500", "12500"),
        ("0", "0"),
        ("00012", "12"),
        ("  12500  ", "12500"),
        ("12 500", "12500"),
        ("12\u00a0500", "12500"),
        ("12\u202f500", "12500"),
        ("12\u2009500", "12500"),
        ("1 250 000", "1250000"),
        ("12 500,50 €", "12500.50"),
        ("12\u00a0500,50\u00a0€", "12500.50"),
        ("12\u202f500,50\u00a0€", "12500.50"),
        ("12,500.50", "12500.50"),
        ("12.500,50", "12500.50"),
        ("1,250,000.5", "1250000.5"),
        ("1.250.000", "1250000"),
        ("1,250,000", "1250000"),
        ("12500.5", "12500.5"),
        ("12500,5", "12500.5"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("12'500.50", "12500.50"),
        ("1’250’000,5", "1250000.5"),
        ("12.5k", "12500"),
        ("12,5 K", "12500"),
        ("1,2 M€", "1200000"),
        ("1.2m EUR", "1200000"),
        ("12 k€", "12000"),
        ("€12,500.50", "12500.50"),
        ("€ 12500", "12500"),
        ("EUR 12500", "12500"),
        ("12500eur", "12500"),
        ("-12500", "-12500"),
        ("− 12 500,50 €", "-12500.50"),
        ("-€12,500.50", "-12500.50"),
        ("€-12500", "-12500"),
        ("+12500", "12500"),
    ],
)
def test_a_figure_that_reads_one_way_is_read_in_both_languages(text: str, value: str, style: NumberStyle) -> None:
    assert read_amount(text, MONEY, style) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "style", "value"),
    [("12,500", EN, 12_500), ("12.500", EN, Decimal("12.5")), ("12,500", FR, Decimal("12.5")), ("1,250", EN, 1_250)],
)
def test_a_lone_mark_before_three_digits_is_read_as_the_locale_uses_it(
    text: str, style: NumberStyle, value: Decimal
) -> None:
    assert read_amount(text, MONEY, style) == value


@pytest.mark.parametrize("text", ["12.500", "12.555", "1.250 €"])
def test_a_point_before_three_digits_is_not_guessed_at_in_french(text: str) -> None:
    assert refused(text, MONEY, FR) is Reason.AMBIGUOUS_NUMBER


@BOTH
@pytest.mark.parametrize("text", ["1,25,000", "1.2.3", "12,,5"])
def test_marks_that_group_nothing_are_refused(text: str, style: NumberStyle) -> None:
    assert refused(text, MONEY, style) is Reason.AMBIGUOUS_NUMBER


@BOTH
@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "douze",
        "about 12500",
        "12 14",
        "12, 14",
        "12 and 14",
        "12 - 14",
        "12-14",
        "1 2",
        "1\n2",
        "1'2",
        "12 500 . 5",
        "1,00.5",
        "1,000.5.5",
        "1e5",
        "0x10",
        "1_000",
        "--12",
        "-€-12",
        "12-",
        "٣٤",
        "１２",
        "½",
        "12²",
        "k 12",
        "12 kk",
        "12 €€",
        "€12€",
        ".",
        ",5",
        "NaN",
        "Infinity",
        "12\x00",
    ],
)
def test_what_is_no_single_number_is_refused(text: str, style: NumberStyle) -> None:
    assert refused(text, MONEY, style) is Reason.NOT_A_NUMBER


@BOTH
@pytest.mark.parametrize(
    ("text", "measured", "reason"),
    [
        ("12 $", MONEY, Reason.WRONG_CURRENCY),
        ("US$12", MONEY, Reason.WRONG_CURRENCY),
        ("£12", MONEY, Reason.WRONG_CURRENCY),
        ("12 CHF", MONEY, Reason.WRONG_CURRENCY),
        ("12 %", MONEY, Reason.WRONG_CURRENCY),
        ("12 €", COUNT, Reason.NOT_AN_AMOUNT_OF_MONEY),
        ("12 EUR", PERCENT, Reason.NOT_AN_AMOUNT_OF_MONEY),
        ("12 %", COUNT, Reason.NOT_A_PERCENTAGE),
        ("12,5", COUNT, Reason.NOT_WHOLE),
        ("0.5", DONE_OR_NOT, Reason.NOT_WHOLE),
        ("12500,555", MONEY, Reason.TOO_PRECISE),
        ("0,000012k", MONEY, Reason.TOO_PRECISE),
        ("1085.125", PERCENT, Reason.TOO_PRECISE),
        ("-1", measure(), Reason.NEGATIVE),
        ("1" + "0" * 400, MONEY, Reason.TOO_LARGE),
        ("-1" + "0" * 400, MONEY, Reason.TOO_LARGE),
        ("1000000 m", MONEY, Reason.TOO_LARGE),
        ("1000000000000", MONEY, Reason.TOO_LARGE),
    ],
)
def test_a_figure_that_does_not_fit_its_measure_is_refused(
    text: str, measured: Measure, reason: Reason, style: NumberStyle
) -> None:
    assert refused(text, measured, style) is reason


@BOTH
@pytest.mark.parametrize(
    ("text", "measured", "value"),
    [
        ("0,0012k", MONEY, "1.2"),
        ("-0", measure(), "0"),
        ("-1", MONEY, "-1"),
        ("85 %", PERCENT, "85"),
        ("85,25", PERCENT, "85.25"),
        ("12,5k", COUNT, "12500"),
        ("12 500 $", measure(currency="USD"), "12500"),
        ("CHF 12’500", measure(currency="CHF"), "12500"),
        ("12 sek", measure(currency="SEK"), "12"),
        ("999999999999,99", MONEY, "999999999999.99"),
    ],
)
def test_a_figure_that_just_fits_its_measure_is_read(
    text: str, measured: Measure, value: str, style: NumberStyle
) -> None:
    assert read_amount(text, measured, style) == Decimal(value)


def test_a_refusal_names_the_field_and_what_was_written() -> None:
    with pytest.raises(Rejected) as refusal:
        read_amount("12 $", MONEY, FR, field="value_11")
    (problem,) = refusal.value.problems
    assert (problem.field, problem.details["written"], problem.details["expected"]) == ("value_11", "$", "EUR")
