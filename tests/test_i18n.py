"""Words, figures, days and times as each reader writes them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.i18n import LANGUAGES, Translator, translator
from bot.rules.objective import Measure
from tests.factories import COUNT, DONE_OR_NOT, PERCENT, measure

FR, GB, US = translator("fr-FR"), translator("en-GB"), translator("en-US")
EUR, GBP, USD = measure(), measure(currency="GBP"), measure(currency="USD")
PARIS, NEW_YORK = ZoneInfo("Europe/Paris"), ZoneInfo("America/New_York")
AT = datetime(2026, 10, 8, 8, 0, tzinfo=UTC)


def spaced(text: str) -> str:
    return text.replace("\u202f", " ").replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("t", "measured", "value", "written"),
    [
        (FR, EUR, "12500.5", "12 500,50 €"),
        (FR, EUR, "12500", "12 500 €"),
        (FR, EUR, "-3", "-3 €"),
        (FR, USD, "5", "5 $US"),
        (GB, EUR, "12500.5", "€12,500.50"),
        (GB, GBP, "12500.00", "£12,500"),
        (GB, USD, "-5.25", "-US$5.25"),
        (US, USD, "1250000", "$1,250,000"),
        (FR, PERCENT, "85.5", "85,5 %"),
        (GB, PERCENT, "85", "85%"),
        (GB, PERCENT, "0.25", "0.25%"),
        (FR, COUNT, "1400", "1 400"),
        (US, COUNT, "1400", "1,400"),
        (FR, DONE_OR_NOT, "1", "oui"),
        (FR, DONE_OR_NOT, "0", "non"),
        (GB, DONE_OR_NOT, "1", "yes"),
        (US, DONE_OR_NOT, "0", "no"),
    ],
)
def test_a_value_is_written_with_its_unit(t: Translator, measured: Measure, value: str, written: str) -> None:
    assert spaced(t.amount(Decimal(value), measured)) == written


@pytest.mark.parametrize(
    ("t", "value", "written"),
    [(FR, "12500.5", "12 500,5"), (GB, "12500.5", "12,500.5"), (US, "12500.00", "12,500"), (FR, "-0.25", "-0,25")],
)
def test_a_bare_figure_has_no_more_decimals_than_it_needs(t: Translator, value: str, written: str) -> None:
    assert spaced(t.figure(Decimal(value))) == written


@pytest.mark.parametrize(("t", "written"), [(FR, "61 %"), (GB, "61%"), (US, "61%")])
def test_a_share_is_a_whole_percentage_rounded_down(t: Translator, written: str) -> None:
    assert spaced(t.share(Decimal("0.6187"))) == written


@pytest.mark.parametrize(
    ("share", "written"),
    [("0", "0%"), ("0.0099", "0%"), ("0.01", "1%"), ("0.29", "29%"), ("0.99999999", "99%"), ("1", "100%")],
)
def test_a_share_is_a_hundred_percent_only_once_arrived(share: str, written: str) -> None:
    assert GB.share(Decimal(share)) == written


@pytest.mark.parametrize(
    ("t", "code", "named"),
    [(FR, "EUR", "euros"), (FR, "GBP", "livres sterling"), (GB, "EUR", "euros"), (US, "USD", "US dollars")],
)
def test_a_currency_is_named_as_one_counts_in_it(t: Translator, code: str, named: str) -> None:
    assert t.currency(code) == named


@pytest.mark.parametrize(
    ("t", "day", "short"),
    [
        (FR, "jeudi 8 octobre", "8 oct."),
        (GB, "Thursday, 8 October", "8 Oct"),
        (US, "Thursday, October 8", "Oct 8"),
    ],
)
def test_a_day_is_named_without_its_year(t: Translator, day: str, short: str) -> None:
    assert t.day(date(2026, 10, 8)) == day
    assert t.short_day(date(2026, 10, 8)) == short


@pytest.mark.parametrize(
    ("t", "on", "day"),
    [
        (FR, date(2026, 10, 1), "jeudi 1er octobre"),
        (translator("fr-CA"), date(2026, 10, 1), "jeudi 1er octobre"),
        (FR, date(2026, 10, 2), "vendredi 2 octobre"),
        (FR, date(2026, 10, 11), "dimanche 11 octobre"),
        (FR, date(2026, 10, 21), "mercredi 21 octobre"),
        (FR, date(2026, 10, 31), "samedi 31 octobre"),
        (GB, date(2026, 10, 1), "Thursday, 1 October"),
        (US, date(2026, 10, 1), "Thursday, October 1"),
    ],
)
def test_the_first_of_a_month_is_an_ordinal_in_french_only(t: Translator, on: date, day: str) -> None:
    assert t.day(on) == day


@pytest.mark.parametrize(
    ("t", "zone", "said"),
    [
        (FR, PARIS, "le jeudi 8 octobre à 10:00"),
        (GB, PARIS, "Thursday, 8 October at 10:00"),
        (US, PARIS, "Thursday, October 8 at 10:00 AM"),
        (US, NEW_YORK, "Thursday, October 8 at 4:00 AM"),
        (GB, ZoneInfo("Pacific/Auckland"), "Thursday, 8 October at 21:00"),
    ],
)
def test_an_instant_is_told_on_the_readers_clock(t: Translator, zone: ZoneInfo, said: str) -> None:
    assert spaced(t.moment(AT, zone)) == said


def test_late_in_the_evening_it_is_already_tomorrow_further_east() -> None:
    late = datetime(2026, 10, 8, 23, 30, tzinfo=UTC)
    assert GB.short_day(late) == "8 Oct"
    assert GB.short_day(late, PARIS) == "9 Oct"
    assert GB.moment(late, PARIS) == "Friday, 9 October at 01:30"


@pytest.mark.parametrize(
    ("t", "count", "said"),
    [
        (FR, 0, "et 0 autre commercial"),
        (FR, 1, "et 1 autre commercial"),
        (FR, 2, "et 2 autres commerciaux"),
        (GB, 0, "and 0 more reps"),
        (GB, 1, "and 1 more rep"),
        (US, 1500, "and 1,500 more reps"),
    ],
)
def test_a_plural_agrees_as_the_language_wants(t: Translator, count: int, said: str) -> None:
    assert t.plural("and {n} more rep", "and {n} more reps", count) == said


@pytest.mark.parametrize(("t", "said"), [(FR, "a, b et c"), (GB, "a, b and c"), (US, "a, b, and c")])
def test_a_list_ends_as_the_language_wants(t: Translator, said: str) -> None:
    assert t.listed(["a", "b", "c"]) == said


def test_what_somebody_wrote_is_never_taken_for_a_placeholder() -> None:
    assert FR("From {name}", name="{0}{name}%s") == "De la part de {0}{name}%s"


@pytest.mark.parametrize("tag", ["", "x", "de-DE", "fr_FR", "en-XX", "zh-Hant-TW", "a" * 100, "\x00"])
def test_an_unknown_language_falls_back_to_english(tag: str) -> None:
    t = translator(tag)
    assert (str(t.locale), t("yes"), t.figure(Decimal("1234.5"))) == ("en_US", "yes", "1,234.5")


@pytest.mark.parametrize(("tag", "yes"), [("fr", "oui"), ("fr-CA", "oui"), ("fr-CH", "oui"), ("en-AU", "yes")])
def test_a_region_of_a_language_we_know_is_understood(tag: str, yes: str) -> None:
    assert translator(tag)("yes") == yes


@settings(deadline=None)
@given(st.text(max_size=20))
def test_whatever_slack_calls_a_language_there_is_a_translator(tag: str) -> None:
    assert translator(tag).locale.language in LANGUAGES


@pytest.mark.parametrize(
    ("tag", "day_first"),
    [
        ("en-US", False),
        ("", False),
        ("en-GB", True),
        ("fr-FR", True),
        ("fr-CA", True),
        ("de-DE", True),
        ("xx-XX", True),
    ],
)
def test_the_day_or_the_month_comes_first_as_at_home(tag: str, *, day_first: bool) -> None:
    assert translator(tag).day_first is day_first


def test_a_date_that_ends_in_a_full_stop_ends_the_sentence_with_it() -> None:
    t = translator("fr-FR")
    day = t.short_day(date(2026, 10, 5))
    assert day == "5 oct."
    assert t("Ended on {day}.", day=day) == "Clos le 5 oct."
    assert t.plural("{n} action done since {day}.", "{n} actions done since {day}.", 2, day=day).endswith("5 oct.")
    assert t("Ended on {day}.", day=t.short_day(date(2026, 5, 5))) == "Clos le 5 mai."


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Inès", "Heures calmes d’Inès : Tandem attend qu’elles soient passées."),
        ("élodie", "Heures calmes d’élodie : Tandem attend qu’elles soient passées."),
        ("Œdipe", "Heures calmes d’Œdipe : Tandem attend qu’elles soient passées."),
        ("Yves", "Heures calmes d’Yves : Tandem attend qu’elles soient passées."),
        ("Yann", "Heures calmes de Yann : Tandem attend qu’elles soient passées."),
        ("Hugo", "Heures calmes de Hugo : Tandem attend qu’elles soient passées."),
        ("Léa", "Heures calmes de Léa : Tandem attend qu’elles soient passées."),
        ("", "Heures calmes de  : Tandem attend qu’elles soient passées."),
    ],
)
def test_french_elides_before_the_name_that_is_put_in(name: str, said: str) -> None:
    assert spaced(FR("Quiet hours of {names}: Tandem waits for their end.", names=name)) == said


def test_french_elides_within_marks_at_the_start_and_in_a_question_that_is_data() -> None:
    assert FR("From *{name}*, {day}", name="Anne", day="5 oct.") == "D’*Anne*, le 5 oct."
    assert FR("What {name} may read", name="Omar") == "Ce qu’Omar peut lire"
    assert FR.filled("De quoi avez-vous besoin de la part de {manager} ?", manager="Ali").endswith("de la part d’Ali ?")


def test_english_elides_nothing() -> None:
    assert GB.filled("de {name}", name="Anne") == "de Anne"
