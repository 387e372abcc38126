"""Days as people write them, in both languages and in either order, read back."""

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from babel.dates import format_date
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.i18n import translator
from bot.rules.absence import Days
from bot.rules.when import Reading, read
from bot.rules.when_words import SMALL, folded

TODAY = date(2026, 10, 6)  # a Tuesday
FR, GB, US = map(translator, ("fr-FR", "en-GB", "en-US"))

coming = st.integers(0, 364).map(lambda ahead: TODAY + timedelta(days=ahead))
further = st.dates(date(2000, 1, 1), date(2099, 12, 31))


def days(first: str, last: str = "") -> Days:
    return Days(date.fromisoformat(first), date.fromisoformat(last or first))


def reading(text: str, *, day_first: bool = True) -> Reading:
    return read(text, TODAY, day_first=day_first)


def babel(format_: str, locale: str) -> Callable[[date], str]:
    return lambda day: format_date(day, format_, locale=locale)


WITHOUT_YEAR: dict[str, Callable[[date], str]] = {
    "12/08": lambda day: f"{day:%d/%m}",
    "2/8": lambda day: f"{day.day}/{day.month}",
    "12.08.": lambda day: f"{day:%d.%m.}",
    "12.8": lambda day: f"{day.day}.{day.month}",
    "lundi 12 août": FR.day,
    "12 aoû.": FR.short_day,
    "Monday, 12 August": GB.day,
    "12 Aug": GB.short_day,
    "Monday, August 12": US.day,
    "Aug 12": US.short_day,
    "lun. 12 août": babel("EEE d MMM", "fr"),
    "12th of August": lambda day: f"{day.day}th of {day:%B}",
    "12AUG": lambda day: f"{day.day}{day:%b}".upper(),
    "le 12 aout": lambda day: f"le {day.day} " + format_date(day, "MMMM", locale="fr").replace("û", "u"),
}
WITH_YEAR: dict[str, Callable[[date], str]] = {
    "2026-08-12": date.isoformat,
    "2026/8/12": lambda day: f"{day.year}/{day.month}/{day.day}",
    "12/08/2026": lambda day: f"{day:%d/%m/%Y}",
    "12/08/26": lambda day: f"{day:%d/%m/%y}",
    "12-08-2026": lambda day: f"{day:%d-%m-%Y}",
    "12.08.2026": lambda day: f"{day:%d.%m.%Y}",
    "12 août 2026": FR.full_day,
    "12 aoû. 2026": FR.dated,
    "lundi 12 août 2026": babel("full", "fr"),
    "12 August 2026": GB.full_day,
    "12 Aug 2026": GB.dated,
    "Monday, 12 August 2026": babel("full", "en_GB"),
    "August 12, 2026": US.full_day,
    "Aug 12, 2026": US.dated,
    "Monday, August 12, 2026": babel("full", "en_US"),
}
MONTH_FIRST: dict[str, Callable[[date], str]] = {
    "08/12": lambda day: f"{day:%m/%d}",
    "8/12/26": babel("short", "en_US"),
    "08/12/2026": lambda day: f"{day:%m/%d/%Y}",
    "08-12-2026": lambda day: f"{day:%m-%d-%Y}",
}
FROM_ONE_TO_ANOTHER = ("{} {}", "{} - {}", "{}-{}", "{} – {}", "{} → {}", "from {} to {}", "du {} au {}", "{} until {}")


def same_way(ways: dict[str, Callable[[date], str]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("write", ways.values(), ids=ways)


@same_way(WITHOUT_YEAR | WITH_YEAR)
@given(day=coming)
def test_every_way_of_writing_a_coming_day_reads_back(write: Callable[[date], str], day: date) -> None:
    assert reading(write(day)).certain == Days(day, day)


@same_way(WITH_YEAR)
@given(day=further)
def test_every_way_of_writing_a_day_with_its_year_reads_back(write: Callable[[date], str], day: date) -> None:
    assert reading(write(day)).certain == Days(day, day)


@same_way(MONTH_FIRST)
@given(day=coming)
def test_where_the_month_comes_first_so_is_it_read(write: Callable[[date], str], day: date) -> None:
    assert reading(write(day), day_first=False).certain == Days(day, day)


@pytest.mark.parametrize("joined", FROM_ONE_TO_ANOTHER)
@same_way(WITHOUT_YEAR | WITH_YEAR)
@settings(max_examples=15)  # of each of 232 pairs of a joint and a way of writing
@given(first=coming, length=st.integers(0, 150))
def test_every_way_of_writing_a_first_and_a_last_day_reads_back(
    write: Callable[[date], str], joined: str, first: date, length: int
) -> None:
    last = first + timedelta(days=length)
    found = reading(joined.format(write(first), write(last)))
    assert found.unread == ()
    assert Days(first, last) in found.spans
    assert all(one.covers(TODAY) for one in found.spans if one != Days(first, last))


@given(first=coming, length=st.integers(1, 27))
def test_two_days_of_a_month_name_it_once(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    if last.month == first.month:
        month_fr, month_en = format_date(first, "MMMM", locale="fr"), f"{first:%b}"
        for text in (
            f"du {first.day} au {last.day} {month_fr}",
            f"{first.day}-{last.day} {month_fr}",
            f"from {first.day} to {last.day} {month_en}",
            f"{month_en} {first.day}-{last.day}",
        ):
            found = reading(text)
            assert found.unread == ()
            assert Days(first, last) in found.spans


@given(st.text())
def test_whatever_is_typed_is_read_or_told_back(text: str) -> None:
    found = reading(text)
    assert found.spans or found.unread or set(re.findall(r"[\w']+", folded(text))) <= SMALL


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("today", days("2026-10-06")),
        ("aujourd’hui", days("2026-10-06")),
        ("Demain", days("2026-10-07")),
        ("tomorrow", days("2026-10-07")),
        ("après-demain", days("2026-10-08")),
        ("wednesday", days("2026-10-07")),
        ("mardi", days("2026-10-13")),
        ("Monday to Friday", days("2026-10-12", "2026-10-16")),
        ("lundi - vendredi", days("2026-10-12", "2026-10-16")),
        ("du jeudi au mardi", days("2026-10-08", "2026-10-13")),
        ("next monday", days("2026-10-12")),
        ("lundi prochain", days("2026-10-12")),
        ("next week", days("2026-10-12", "2026-10-16")),
        ("la semaine prochaine", days("2026-10-12", "2026-10-16")),
        ("this week", days("2026-10-06", "2026-10-09")),
        ("today until friday", days("2026-10-06", "2026-10-09")),
        ("until friday", days("2026-10-06", "2026-10-09")),
        ("jusqu’au 12/10", days("2026-10-06", "2026-10-12")),
        ("12 and 13 October", days("2026-10-12", "2026-10-13")),
        ("entre le 12 et le 26 octobre", days("2026-10-12", "2026-10-26")),
        ("12/10 au 26/10/2026", days("2026-10-12", "2026-10-26")),
        ("20/12 au 03/01", days("2026-12-20", "2027-01-03")),
        ("20/12 au 03/01/2028", days("2027-12-20", "2028-01-03")),
        ("05/10", days("2027-10-05")),
        ("29/02", days("2028-02-29")),
        ("1er novembre", days("2026-11-01")),
        ("2026-10-12/2026-10-16", days("2026-10-12", "2026-10-16")),
    ],
)
def test_what_is_said_in_words_or_in_part_is_completed(text: str, expected: Days) -> None:
    assert reading(text).certain == expected


@pytest.mark.parametrize(
    ("text", "day_first", "expected"),
    [
        ("12/10 26/10", False, days("2026-10-12", "2026-10-26")),
        ("10/26", True, days("2026-10-26")),
        ("12.10.", False, days("2026-10-12")),
    ],
)
def test_the_only_order_that_makes_sense_of_all_dates_is_followed(
    text: str, expected: Days, *, day_first: bool
) -> None:
    assert reading(text, day_first=day_first).certain == expected


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("next friday", [days("2026-10-09"), days("2026-10-16")]),
        ("vendredi prochain", [days("2026-10-09"), days("2026-10-16")]),
        ("01/10 09/10", [days("2026-10-01", "2026-10-09"), days("2027-10-01", "2027-10-09")]),
        ("26/10 12/10", [days("2026-10-12", "2026-10-26"), days("2026-10-26", "2027-10-12"), days("2026-10-26")]),
        ("26/12 10/12/2026", [days("2026-12-10", "2026-12-26")]),
        ("12/10, 14/10", [days("2026-10-12", "2026-10-14"), days("2026-10-12"), days("2026-10-14")]),
        ("12/10 14/10 18/10", [days("2026-10-12"), days("2026-10-14"), days("2026-10-18")]),
    ],
)
def test_what_reads_in_several_ways_is_certain_in_none(text: str, spans: list[Days]) -> None:
    found = reading(text)
    assert found.certain is None
    assert list(found.spans)[: len(spans)] == spans


@pytest.mark.parametrize(
    ("text", "spans", "unread"),
    [
        ("bientôt", [], ["bientôt"]),
        ("31/02", [], ["31/02"]),
        ("12", [], ["12"]),
        ("12-10", [], ["12-10"]),
        ("29/02/2027", [], ["29/02/2027"]),
        ("12/10 26/10 Cap-Ferret", [days("2026-10-12", "2026-10-26")], ["Cap-Ferret"]),
        ("12/10 au bord de la mer", [days("2026-10-12")], ["bord de la mer"]),
        ("fair 12/10 26/10 in Rome", [days("2026-10-12", "2026-10-26")], ["fair", "in Rome"]),
        ("12 octobre 26", [days("2026-10-12")], ["26"]),
        ("mardi 12 octobre", [days("2026-10-12")], ["mardi 12 octobre"]),
        ("12 or 13 October", [days("2026-10-13")], ["12 or"]),
    ],
)
def test_what_is_not_understood_is_told_back_as_it_was_written(text: str, spans: list[Days], unread: list[str]) -> None:
    found = reading(text)
    assert (list(found.spans), list(found.unread), found.certain) == (spans, unread, None)


@pytest.mark.parametrize("text", ["from 12/10", "à partir du 12 octobre", "since tomorrow"])
def test_a_beginning_without_an_end_is_not_taken_for_a_day(text: str) -> None:
    found = reading(text)
    assert found.endless
    assert found.certain is None
    assert found.spans
