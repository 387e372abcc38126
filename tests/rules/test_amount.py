"""Reading figures as people write them, in French and in English."""

from decimal import Decimal

import pytest

from bot.rules.amount import NumberStyle, read_amount
from bot.rules.objective import Measure, Unit
from bot.rules.refusal import Problem, Reason, Rejected
from tests.factories import COUNT, DONE_OR_NOT, PERCENT, measure

FR = NumberStyle(decimal=",", group="\u202f")
EN = NumberStyle(decimal=".", group=",")
BOTH = pytest.mark.parametrize("style", [FR, EN], ids=["fr", "en"])
MONEY = measure(baseline=-1)


def problem(text: str, measured: Measure, style: NumberStyle) -> Problem:
    with pytest.raises(Rejected) as refusal:
        read_amount(text, measured, style)
    (found,) = refusal.value.problems
    return found


def refused(text: str, measured: Measure, style: NumberStyle) -> Reason:
    return problem(text, measured, style).reason


@BOTH
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12500", "12500"),
        ("0", "0"),
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
        ("12 euros", "12"),
        ("1 Euro", "1"),
        ("12,5 k euros", "12500"),
        ("1,2 M euros", "1200000"),
        ("0.125k", "125"),
        ("0,125 k€", "125"),
        ("0,120", "0.12"),
        ("1250,500", "1250.5"),
        ("12 500.500", "12500.5"),
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
    [
        ("12,500", EN, 12_500),
        ("1,250", EN, 1_250),
        ("€1,000", EN, 1_000),
        ("-12,500", EN, -12_500),
        ("12.500", NumberStyle(decimal=",", group="."), 12_500),
    ],
)
def test_a_lone_mark_before_three_digits_groups_them_where_the_locale_groups_with_it(
    text: str, style: NumberStyle, value: int
) -> None:
    assert read_amount(text, MONEY, style) == value


@pytest.mark.parametrize(
    ("text", "style"),
    [
        ("12.500", EN),
        ("12.500", FR),
        ("12,500", FR),
        ("12.555", EN),
        ("12,555", FR),
        ("  1.250 ", FR),
        ("-1,250", FR),
        ("1.000k", EN),
    ],
)
@pytest.mark.parametrize("measured", [MONEY, COUNT, PERCENT], ids=lambda one: one.unit)
def test_a_lone_mark_before_three_digits_is_never_guessed_at_elsewhere(
    text: str, style: NumberStyle, measured: Measure
) -> None:
    assert refused(text, measured, style) is Reason.AMBIGUOUS_NUMBER


@pytest.mark.parametrize(("text", "style"), [("12.500", EN), ("12.500", FR), ("12,500", FR), ("12,500 €", FR)])
def test_a_figure_that_reads_two_ways_is_refused_with_the_plain_figure(text: str, style: NumberStyle) -> None:
    details = problem(text, MONEY, style).details
    assert details["written"] == text.removesuffix(" €")
    assert read_amount(details["plain"], MONEY, style) == Decimal(12_500)


@BOTH
@pytest.mark.parametrize("text", ["012,500", "000.500", "00012"])
def test_a_figure_with_zeros_in_front_is_refused(text: str, style: NumberStyle) -> None:
    assert problem(text, MONEY, style).reason is Reason.NOT_A_NUMBER


@pytest.mark.parametrize("text", ["12 keur", "12 SEK", "8 eur par jour"])
def test_money_is_no_word_for_what_is_counted(text: str) -> None:
    with pytest.raises(Rejected):
        read_amount(text, COUNT, NumberStyle(",", "\u202f"))


@BOTH
@pytest.mark.parametrize("unit", ["jours", "days", "nouveaux comptes", "comptes clés", " Accounts ", "kg", "k", "m"])
def test_the_word_for_what_is_counted_may_follow_a_count(unit: str, style: NumberStyle) -> None:
    times = {"k": 1_000, "m": 1_000_000}.get(unit, 1)
    assert read_amount(f"36 {unit}", COUNT, style) == 36 * times


@BOTH
@pytest.mark.parametrize(
    "scale",
    ["mille", "thousand", "Millions", "milliards", "bn", "dozen", "douzaines", "pour cent", "percent", "cents"],
)
def test_a_word_that_changes_the_figure_is_never_taken_for_what_is_counted(scale: str, style: NumberStyle) -> None:
    assert refused(f"12 {scale}", COUNT, style) is Reason.NOT_A_NUMBER
    assert refused(f"12 {scale} comptes", COUNT, style) is Reason.NOT_A_NUMBER


@BOTH
@pytest.mark.parametrize("text", ["12k comptes", "12 k accounts", "12,5 K comptes", "2 M clients"])
def test_a_multiplier_is_not_lost_before_the_word_for_what_is_counted(text: str, style: NumberStyle) -> None:
    assert refused(text, COUNT, style) is Reason.NOT_A_NUMBER


@BOTH
@pytest.mark.parametrize("money", ["EUR", "eur", "USD", "CHF", "euros", "Euro", "pounds", "livres", "dollars", "€"])
def test_a_currency_is_no_word_for_what_is_counted(money: str, style: NumberStyle) -> None:
    found = problem(f"36 {money}", COUNT, style)
    assert (found.reason, found.details["written"]) == (Reason.NOT_AN_AMOUNT_OF_MONEY, money)


@BOTH
@pytest.mark.parametrize("text", ["36 jours", "36 accounts"])
@pytest.mark.parametrize("measured", [MONEY, PERCENT, DONE_OR_NOT], ids=lambda one: one.unit)
def test_a_word_follows_nothing_but_a_count(text: str, measured: Measure, style: NumberStyle) -> None:
    assert refused(text, measured, style) is Reason.NOT_A_NUMBER


@BOTH
@pytest.mark.parametrize("text", ["jours 36", "36 jours, 2 heures", "36 jours 2", "36 x", "36 jours!", "36 %jours"])
def test_a_count_with_more_than_a_word_after_it_is_refused(text: str, style: NumberStyle) -> None:
    assert refused(text, COUNT, style) is Reason.NOT_A_NUMBER


@BOTH
@pytest.mark.parametrize(
    ("word", "currency"),
    [
        ("euro", "EUR"),
        ("euros", "EUR"),
        ("pound", "GBP"),
        ("pounds", "GBP"),
        ("livre", "GBP"),
        ("livres", "GBP"),
        ("dollar", "USD"),
        ("Dollars", "USD"),
    ],
)
def test_a_currency_may_be_written_in_words(word: str, currency: str, style: NumberStyle) -> None:
    assert read_amount(f"12 500 {word}", measure(currency=currency), style) == 12_500
    other = measure(currency="GBP" if currency == "EUR" else "EUR")
    assert refused(f"12 500 {word}", other, style) is Reason.WRONG_CURRENCY


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
        "1,25,000",
        "1.2.3",
        "12,,5",
        "0,125,000",
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
        ("12 pounds", MONEY, Reason.WRONG_CURRENCY),
        ("12 €", COUNT, Reason.NOT_AN_AMOUNT_OF_MONEY),
        ("12 euros", PERCENT, Reason.NOT_AN_AMOUNT_OF_MONEY),
        ("12 EUR", PERCENT, Reason.NOT_AN_AMOUNT_OF_MONEY),
        ("12 %", COUNT, Reason.NOT_A_PERCENTAGE),
        ("12,5", COUNT, Reason.NOT_WHOLE),
        ("0.5", DONE_OR_NOT, Reason.NOT_WHOLE),
        ("12500,555", MONEY, Reason.TOO_PRECISE),
        ("0,000012k", MONEY, Reason.TOO_PRECISE),
        ("0.125", MONEY, Reason.TOO_PRECISE),
        ("0,125", PERCENT, Reason.TOO_PRECISE),
        ("0.125", COUNT, Reason.NOT_WHOLE),
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
    (found,) = refusal.value.problems
    assert (found.field, found.details["written"], found.details["expected"]) == ("value_11", "$", "EUR")


@pytest.mark.parametrize("text", ["beaucoup", "12 $", "12,5555", "-1", "1.2.3", "12.500"])
@pytest.mark.parametrize(("target", "unit", "decimals"), [("62.5", Unit.PERCENT, "2"), ("40", Unit.COUNT, "0")])
def test_every_refusal_carries_the_target_for_an_example(text: str, target: str, unit: Unit, decimals: str) -> None:
    details = problem(text, measure(unit, target=target), FR).details
    assert (details["example"], details["decimals"]) == (target, decimals)
