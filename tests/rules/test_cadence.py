"""The instants that follow from a date, and the working days around it."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.cadence import Occurrence, Rhythm, day_off, holiday, next_working_day
from bot.rules.recurrence import EVERY_WEEK, OFFERED, Monthly, Often
from bot.rules.refusal import Reason, Rejected
from tests.factories import cadence

THURSDAY = date(2026, 10, 8)
DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))


@pytest.mark.parametrize(
    ("country", "day", "off"),
    [
        ("FR", date(2026, 10, 10), True),
        ("FR", date(2026, 10, 11), True),
        ("FR", date(2026, 10, 9), False),
        ("FR", date(2026, 7, 14), True),
        ("GB-ENG", date(2026, 7, 14), False),
        ("GB-ENG", date(2026, 8, 31), True),
        ("GB-SCT", date(2026, 8, 31), False),
        ("FR", date(2026, 4, 3), False),
        ("FR-57", date(2026, 4, 3), True),
        ("FR-57", date(2025, 12, 26), True),
        ("FR", date(2025, 12, 26), False),
        ("GB-ENG", date(2026, 4, 6), True),
        ("FR", date(2026, 4, 6), True),
    ],
)
def test_weekends_and_the_public_holidays_of_the_place_are_off(country: str, day: date, *, off: bool) -> None:
    assert day_off(country)(day) is off


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 10, 8), date(2026, 10, 8)),
        (date(2026, 10, 10), date(2026, 10, 12)),
        (date(2026, 12, 25), date(2026, 12, 28)),
        (date(2027, 1, 1), date(2027, 1, 4)),
    ],
)
def test_a_day_off_moves_to_the_next_working_day(day: date, expected: date) -> None:
    assert next_working_day(day, day_off("FR")) == expected


@pytest.mark.parametrize(
    ("country", "talk", "opens"),
    [
        ("FR", THURSDAY, date(2026, 10, 6)),
        ("FR", date(2026, 10, 12), date(2026, 10, 8)),
        ("FR", date(2026, 7, 16), date(2026, 7, 13)),
        ("GB-ENG", date(2026, 4, 8), date(2026, 4, 2)),
        ("FR", date(2026, 4, 8), date(2026, 4, 3)),
        ("FR-57", date(2026, 4, 8), date(2026, 4, 2)),
        ("FR", date(2027, 1, 4), date(2026, 12, 30)),
    ],
    ids=[
        "in the week",
        "over a weekend",
        "over 14 July",
        "over Easter in England",
        "in France",
        "in Moselle",
        "new year",
    ],
)
def test_the_prompt_opens_two_working_days_before_the_talk(country: str, talk: date, opens: date) -> None:
    assert cadence(country=country).occurrence(talk).opens_at.date() == opens


def test_a_talk_on_a_public_holiday_moves_with_its_prompt_and_keeps_its_date() -> None:
    found = cadence().occurrence(date(2026, 7, 14))
    assert found.on == date(2026, 7, 14)
    assert found.talk_at == datetime(2026, 7, 15, 8, 0, tzinfo=UTC)
    assert found.opens_at == datetime(2026, 7, 10, 7, 30, tzinfo=UTC)


def test_both_halves_are_due_an_hour_before_the_talk() -> None:
    found = cadence(meets_at=time(0, 30)).occurrence(THURSDAY)
    assert found.talk_at - found.due_at == timedelta(hours=1)


@pytest.mark.parametrize(
    ("zone", "in_winter", "in_summer"),
    [("Europe/Paris", 8, 7), ("Europe/London", 9, 8), ("America/New_York", 14, 13)],
)
def test_half_past_nine_stays_half_past_nine_all_year(zone: str, in_winter: int, in_summer: int) -> None:
    wish = cadence(zone=ZoneInfo(zone), often=EVERY_WEEK, country="GB-ENG")
    opened = [one.opens_at for one in islice(wish.occurrences(date(2026, 1, 10)), 52)]
    assert {one.astimezone(wish.zone).time() for one in opened} == {time(9, 30)}
    assert {one.hour for one in opened} == {in_winter, in_summer}


@given(since=DAYS, often=st.sampled_from(OFFERED), country=st.sampled_from(["FR", "FR-57", "GB-ENG"]))
def test_each_occurrence_opens_before_it_is_due_and_comes_after_the_one_before(
    since: date, often: Often, country: str
) -> None:
    found = list(islice(cadence(country=country, often=often).occurrences(since), 6))
    off = day_off(country)
    assert all(one.opens_at < one.due_at < one.talk_at for one in found)
    assert all(earlier.talk_at < later.talk_at for earlier, later in pairwise(found))
    assert not any(off(day.date()) for one in found for day in (one.opens_at, one.talk_at))


@pytest.mark.parametrize(
    ("weekday", "anchor"),
    [(3, date(2026, 10, 8)), (4, date(2026, 10, 9)), (2, date(2026, 10, 14)), (0, date(2026, 10, 12))],
)
def test_a_rhythm_begins_on_the_first_such_weekday_on_or_after_the_day(weekday: int, anchor: date) -> None:
    assert Rhythm(EVERY_WEEK, weekday, time(10), time(9, 30), THURSDAY).anchor == anchor


def test_a_rhythm_by_the_month_begins_on_the_first_such_date_of_the_month_or_of_the_next() -> None:
    assert Rhythm(Monthly(2), 3, time(10), time(9, 30), THURSDAY).anchor == THURSDAY
    assert Rhythm(Monthly(1), 3, time(10), time(9, 30), THURSDAY).anchor == date(2026, 11, 5)


@given(since=DAYS, weekday=st.integers(0, 4))
def test_an_anchor_is_never_more_than_six_days_away(since: date, weekday: int) -> None:
    anchor = Rhythm(EVERY_WEEK, weekday, time(10), time(9, 30), since).anchor
    assert anchor.weekday() == weekday
    assert 0 <= (anchor - since).days < 7


@pytest.mark.parametrize(("days", "reason"), [(-1, Reason.DAY_PAST), (367, Reason.TOO_FAR_AHEAD)])
def test_a_rhythm_that_begins_in_the_past_or_out_of_sight_is_refused(days: int, reason: Reason) -> None:
    with pytest.raises(Rejected) as refusal:
        Rhythm(EVERY_WEEK, 3, time(10), time(9, 30), THURSDAY + timedelta(days=days)).check(THURSDAY)
    assert [(one.reason, one.field) for one in refusal.value.problems] == [(reason, "since")]


@pytest.mark.parametrize("days", [0, 366])
def test_a_rhythm_may_begin_today_or_within_a_year(days: int) -> None:
    Rhythm(EVERY_WEEK, 3, time(10), time(9, 30), THURSDAY + timedelta(days=days)).check(THURSDAY)


def test_what_comes_has_not_begun_and_is_later_than_what_stays() -> None:
    wish = cadence(often=EVERY_WEEK)
    first, second, third, *_ = islice(wish.occurrences(THURSDAY), 4)

    assert next(wish.coming(THURSDAY, first.talk_at - timedelta(seconds=1))) == first
    assert next(wish.coming(THURSDAY, first.talk_at)) == second
    assert next(wish.coming(THURSDAY, first.opens_at, after=second)) == third


@pytest.mark.parametrize(
    ("talk", "opened", "reminder"),
    [
        (THURSDAY, datetime(2026, 10, 6, 7, 30, tzinfo=UTC), datetime(2026, 10, 7, 7, 30, tzinfo=UTC)),
        (date(2026, 10, 12), datetime(2026, 10, 8, 7, 30, tzinfo=UTC), datetime(2026, 10, 9, 7, 30, tzinfo=UTC)),
        (date(2026, 7, 14), datetime(2026, 7, 10, 7, 30, tzinfo=UTC), datetime(2026, 7, 13, 7, 30, tzinfo=UTC)),
        (date(2026, 10, 26), datetime(2026, 10, 22, 7, 30, tzinfo=UTC), datetime(2026, 10, 23, 7, 30, tzinfo=UTC)),
        (THURSDAY, datetime(2026, 10, 7, 7, 30, tzinfo=UTC), datetime(2026, 10, 8, 5, 0, tzinfo=UTC)),
        (THURSDAY, datetime(2026, 10, 8, 5, 0, tzinfo=UTC), None),
    ],
    ids=["in the week", "over a weekend", "after 14 July", "over winter time", "opened late", "opened too late"],
)
def test_a_reminder_comes_on_the_last_working_day_before_the_talk(
    talk: date, opened: datetime, reminder: datetime | None
) -> None:
    wish = cadence()
    assert wish.reminder(wish.occurrence(talk), opened) == reminder


@pytest.mark.parametrize(
    ("away", "opens"),
    [
        ({5}, datetime(2026, 10, 6, 7, 30, tzinfo=UTC)),
        ({6}, datetime(2026, 10, 7, 7, 30, tzinfo=UTC)),
        ({6, 7}, datetime(2026, 10, 8, 5, 0, tzinfo=UTC)),
    ],
    ids=["back before it", "back the day before the talk", "back on the day of the talk"],
)
def test_a_prompt_waits_for_the_first_working_day_back(away: set[int], opens: datetime) -> None:
    found = cadence().back_on(cadence().occurrence(THURSDAY), lambda day: day.day in away)
    assert found.opens_at == opens
    assert isinstance(found, Occurrence)
    assert found.opens_at < found.due_at


def test_a_prompt_never_waits_into_a_weekend() -> None:
    wish = cadence()
    found = wish.back_on(wish.occurrence(date(2026, 10, 13)), lambda day: day == date(2026, 10, 9))
    assert found.opens_at == datetime(2026, 10, 12, 7, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("country", "day", "language", "name"),
    [
        ("FR", date(2026, 5, 14), "en-GB", "Ascension Day"),
        ("FR", date(2026, 5, 14), "fr-FR", "Ascension"),
        ("FR", date(2026, 5, 15), "fr-FR", None),
        ("FR-57", date(2026, 4, 3), "fr-FR", "Vendredi saint"),
        ("GB-ENG", date(2026, 12, 25), "fr-FR", "Christmas Day"),
        ("DE", date(2026, 5, 14), "fr-FR", "Christi Himmelfahrt"),
    ],
)
def test_a_holiday_is_named_in_the_readers_language_or_the_countrys_own(
    country: str, day: date, language: str, name: str | None
) -> None:
    assert holiday(country, day, language) == name
