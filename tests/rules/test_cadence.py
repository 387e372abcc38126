"""The instants that follow from a date, and the working days around it."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import islice, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.absence import NOBODY, Absence, Away, Days
from bot.rules.cadence import Rhythm, day_off, holiday, next_working_day
from bot.rules.person import Person
from bot.rules.recurrence import EVERY_WEEK, OFFERED, Monthly, Often
from bot.rules.refusal import Reason, Rejected
from tests.factories import LEA, MARC, cadence

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
        (THURSDAY, datetime(2026, 10, 8, 7, 0, tzinfo=UTC), None),
    ],
    ids=[
        "in the week",
        "over a weekend",
        "after 14 July",
        "over winter time",
        "opened late",
        "opened very late",
        "opened too late",
    ],
)
def test_a_reminder_comes_on_the_last_working_day_before_the_talk(
    talk: date, opened: datetime, reminder: datetime | None
) -> None:
    wish = cadence()
    assert wish.reminder(wish.occurrence(talk), opened) == reminder


REP, MANAGER = LEA, MARC


def away(*spans: tuple[Person, int, int]) -> Away:
    """Build who is away from a day to a day of October 2026."""
    absences = [
        Absence(key, who, Days(date(2026, 10, first), date(2026, 10, last)))
        for key, (who, first, last) in enumerate(spans)
    ]
    return Away(REP.id, tuple(absences))


@pytest.mark.parametrize(
    ("of_the_two", "opens", "talk"),
    [
        (away(), "Tue 6 09:30", "Thu 8 10:00"),
        (away((REP, 5, 5)), "Tue 6 09:30", "Thu 8 10:00"),
        (away((REP, 6, 6)), "Wed 7 09:30", "Thu 8 10:00"),
        (away((REP, 6, 7)), "Thu 8 07:00", "Thu 8 10:00"),
        (away((MANAGER, 6, 7)), "Tue 6 09:30", "Thu 8 10:00"),
        (away((MANAGER, 8, 8)), "Wed 7 09:30", "Fri 9 10:00"),
        (away((MANAGER, 8, 9)), "Thu 8 09:30", "Mon 12 10:00"),
        (away((REP, 8, 8)), "Wed 7 09:30", "Fri 9 10:00"),
        (away((REP, 5, 9)), "Mon 12 09:30", "Tue 13 10:00"),
        (away((REP, 5, 9), (MANAGER, 12, 13)), "Mon 12 09:30", "Wed 14 10:00"),
    ],
    ids=[
        "nobody",
        "back before the prompt",
        "back the day before the talk",
        "back on the day of the talk",
        "the manager is back in time",
        "the manager is away on the day",
        "a weekend lies between",
        "the rep is away on the day",
        "asked on the first day back, the talk a day later",
        "one after the other",
    ],
)
def test_a_talk_moves_to_when_both_are_there_and_a_prompt_waits_for_the_rep(
    of_the_two: Away, opens: str, talk: str
) -> None:
    found = cadence(anchor=THURSDAY).fitted(THURSDAY, of_the_two)
    assert found
    assert [_told(at) for at in (found.opens_at, found.talk_at)] == [opens, talk]
    assert (found.on, found.due_at) == (THURSDAY, found.talk_at - timedelta(hours=1))


@pytest.mark.parametrize("spans", [[(REP, 8, 16)], [(MANAGER, 8, 19)], [(REP, 6, 12), (MANAGER, 12, 19)]])
def test_a_talk_is_left_out_where_there_is_no_room_before_the_next_prompt(spans: list[tuple[Person, int, int]]) -> None:
    assert cadence(anchor=THURSDAY).fitted(THURSDAY, away(*spans)) is None


def _told(at: datetime) -> str:
    there = at.astimezone(ZoneInfo("Europe/Paris"))
    return f"{there:%a} {there.day} {there:%H:%M}"


def test_a_prompt_never_waits_into_a_weekend() -> None:
    found = cadence().fitted(date(2026, 10, 13), away((REP, 9, 9)))
    assert found
    assert _told(found.opens_at) == "Mon 12 09:30"


def test_a_talk_falls_on_no_holiday_of_the_managers_and_a_prompt_may() -> None:
    wish = cadence(country="GB-ENG", managers="FR", zone=ZoneInfo("Europe/London"))
    assert wish.occurrence(date(2026, 7, 14)).talk_at.date() == date(2026, 7, 15)
    assert wish.occurrence(date(2026, 7, 16)).opens_at.date() == date(2026, 7, 14)


def test_a_talk_that_has_passed_can_be_held_late_if_there_is_room() -> None:
    wish, long_after = cadence(anchor=THURSDAY), datetime(2026, 10, 13, 12, tzinfo=UTC)
    late = wish.fitted(THURSDAY, NOBODY, after=long_after)
    assert late
    assert _told(late.talk_at) == "Wed 14 10:00"
    assert wish.fitted(THURSDAY, NOBODY, after=datetime(2026, 10, 19, 12, tzinfo=UTC)) is None


SPANS = st.lists(
    st.tuples(st.sampled_from([REP, MANAGER]), st.integers(0, 45), st.integers(0, 20)),
    max_size=4,
)


@given(
    since=st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    often=st.sampled_from(OFFERED),
    spans=SPANS,
    countries=st.tuples(st.sampled_from(["FR", "FR-57", "GB-ENG", "US"]), st.sampled_from(["FR", "GB-ENG", "IN"])),
    zone=st.sampled_from(["Europe/Paris", "America/New_York", "Asia/Kathmandu"]),
)
def test_each_date_is_held_once_when_both_are_there_or_left_out_because_they_are_not(
    since: date,
    often: Often,
    spans: list[tuple[Person, int, int]],
    countries: tuple[str, str],
    zone: str,
) -> None:
    """The slow and obvious way: what days are there between this date and the next prompt?"""
    country, managers = countries
    wish = cadence(anchor=since, often=often, country=country, managers=managers, zone=ZoneInfo(zone))
    absences = [
        Absence(key, who, Days(since + timedelta(days=first), since + timedelta(days=first + length)))
        for key, (who, first, length) in enumerate(spans)
    ]
    of_the_two = Away(REP.id, tuple(absences))
    talks: list[datetime] = []
    for on, following in pairwise(islice(wish.dates(since), 4)):
        usual, next_opens = wish.occurrence(on), wish.occurrence(following).opens_at
        first = usual.talk_at.astimezone(wish.zone).date()
        window = [first + timedelta(days=n) for n in range(40)]
        possible = [
            day
            for day in window
            if not day_off(country)(day) and not day_off(managers)(day)
            if not of_the_two.on_the_day(wish.held(on, day, of_the_two).talk_at)
            if day == first or wish.held(on, day, of_the_two).talk_at < next_opens
            if day == first or wish.held(on, day, of_the_two).opens_at.astimezone(wish.zone).date() < day
        ]
        found = wish.fitted(on, of_the_two)
        assert (found.talk_at.astimezone(wish.zone).date() if found else None) == next(iter(possible), None)
        talks += [found.talk_at] if found else []
        if found is None:
            assert of_the_two.on_the_day(usual.talk_at)
    assert talks == sorted(set(talks))


@pytest.mark.parametrize(
    ("day", "wall", "reason", "field"),
    [
        (date(2026, 10, 6), time(10), Reason.TOO_SOON, "time"),
        (date(2026, 10, 5), time(10), Reason.TOO_SOON, "day"),
        (date(2026, 10, 10), time(10), Reason.DAY_OFF, "day"),
        (date(2026, 10, 9), time(10), Reason.SOMEBODY_AWAY, "day"),
        (date(2026, 10, 20), time(10), Reason.AFTER_THE_NEXT, "day"),
    ],
)
def test_a_talk_cannot_be_moved_anywhere(day: date, wall: time, reason: Reason, field: str) -> None:
    at = datetime(2026, 10, 6, 7, 31, tzinfo=UTC)
    with pytest.raises(Rejected) as refusal:
        cadence(anchor=THURSDAY).moved(THURSDAY, day, wall, away((MANAGER, 9, 9)), at)
    assert [(one.reason, one.field) for one in refusal.value.problems] == [(reason, field)]


def test_a_talk_is_moved_with_its_deadline_and_its_prompt() -> None:
    at = datetime(2026, 10, 1, 7, 31, tzinfo=UTC)
    found = cadence(anchor=THURSDAY).moved(THURSDAY, date(2026, 10, 14), time(16, 15), NOBODY, at)
    assert [_told(one) for one in (found.opens_at, found.due_at, found.talk_at)] == [
        "Mon 12 09:30",
        "Wed 14 15:15",
        "Wed 14 16:15",
    ]


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
