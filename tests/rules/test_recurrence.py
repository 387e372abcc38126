"""Which dates a rhythm falls on, against the calendar and against another library."""

from datetime import date, datetime, time, timedelta
from itertools import islice, pairwise

import pytest
from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.recurrence import LAST, OFFERED, Monthly, Often, Weekly, of_code

DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))
OFTEN = st.one_of(st.builds(Weekly, st.integers(1, 12)), st.builds(Monthly, st.sampled_from([1, 2, 3, 4, LAST])))
ONE_DAY = timedelta(days=1)


def as_dateutil_counts(often: Often, anchor: date) -> rrule:
    begin = datetime.combine(anchor, time())
    if isinstance(often, Weekly):
        return rrule(WEEKLY, interval=often.weeks, dtstart=begin)
    return rrule(MONTHLY, byweekday=weekday(anchor.weekday(), often.nth), dtstart=begin)


@given(OFTEN, DAYS, DAYS)
def test_the_dates_are_those_that_dateutil_counts(often: Often, anchor: date, since: date) -> None:
    counted = as_dateutil_counts(often, anchor).xafter(datetime.combine(since, time()), inc=True)
    assert list(islice(often.dates(anchor, since), 5)) == [one.date() for one in islice(counted, 5)]


@given(OFTEN, DAYS, st.integers(0, 800))
def test_each_day_of_the_calendar_is_a_date_or_has_a_reason_not_to_be(often: Often, anchor: date, days: int) -> None:
    """The slow and obvious way: look at every day, one after the other."""
    day = anchor + days * ONE_DAY
    in_month = [one for one in _same_weekday(day) if one.month == day.month]
    falls = (
        (day - anchor).days % (7 * often.weeks) == 0
        if isinstance(often, Weekly)
        else day.weekday() == anchor.weekday() and day == in_month[often.nth - 1 if often.nth != LAST else -1]
    )
    assert (next(often.dates(anchor, day)) == day) is falls


@given(OFTEN, DAYS, DAYS)
def test_from_one_date_to_the_next_it_is_never_longer_than_the_longest(often: Often, anchor: date, since: date) -> None:
    found = list(islice(often.dates(anchor, since), 13))
    waits = {later - sooner for sooner, later in pairwise(found)}
    assert max(waits) == often.longest  # within a year, some weekday comes five weeks later


def _same_weekday(day: date) -> list[date]:
    first = day.replace(day=(day.day - 1) % 7 + 1)
    return [first + n * 7 * ONE_DAY for n in range(5)]


@given(OFTEN, DAYS, DAYS, DAYS)
def test_where_one_begins_to_look_changes_no_date(often: Often, anchor: date, since: date, later: date) -> None:
    since, later = sorted((since, later))
    found = [one for one in islice(often.dates(anchor, since), 3) if one >= later]
    assert list(islice(often.dates(anchor, later), len(found))) == found


@pytest.mark.parametrize(
    ("often", "anchor", "since", "expected"),
    [
        (Weekly(2), date(2026, 12, 17), date(2026, 12, 18), [date(2026, 12, 31), date(2027, 1, 14)]),
        (Weekly(1), date(2020, 12, 24), date(2020, 12, 25), [date(2020, 12, 31), date(2021, 1, 7)]),
        (Weekly(1), date(2028, 2, 22), date(2028, 2, 23), [date(2028, 2, 29), date(2028, 3, 7)]),
        (Monthly(1), date(2026, 12, 1), date(2026, 12, 2), [date(2027, 1, 5), date(2027, 2, 2)]),
        (Monthly(LAST), date(2028, 1, 25), date(2028, 2, 1), [date(2028, 2, 29), date(2028, 3, 28)]),
        (Monthly(LAST), date(2026, 9, 2), date(2026, 9, 2), [date(2026, 9, 30), date(2026, 10, 28)]),
        (Monthly(4), date(2026, 9, 2), date(2026, 9, 2), [date(2026, 9, 23), date(2026, 10, 28)]),
    ],
    ids=[
        "over the new year",
        "after a week 53",
        "on 29 February",
        "the first of a month over the new year",
        "the last, on 29 February",
        "the last is the fifth",
        "the fourth is not the last",
    ],
)
def test_the_rhythm_runs_on(often: Often, anchor: date, since: date, expected: list[date]) -> None:
    assert list(islice(often.dates(anchor, since), len(expected))) == expected


def test_two_weeks_stay_two_weeks_where_a_year_has_53() -> None:
    weeks = [day.isocalendar().week for day in islice(Weekly(2).dates(date(2026, 1, 8), date(2026, 12, 1)), 5)]
    assert 53 not in weeks
    assert {day % 2 for day in weeks[:2]} != {day % 2 for day in weeks[-2:]}


@pytest.mark.parametrize(("since", "first"), [(-1, 0), (0, 0), (1, 14), (14, 14), (15, 28)])
def test_the_first_date_is_never_before_the_day_asked_for_nor_before_the_anchor(since: int, first: int) -> None:
    anchor = date(2026, 1, 8)
    assert next(Weekly(2).dates(anchor, anchor + since * ONE_DAY)) == anchor + first * ONE_DAY


@given(OFTEN)
def test_a_code_is_read_back(often: Often) -> None:
    assert of_code(often.code) == often


def test_what_is_offered_is_told_apart_by_its_code() -> None:
    assert len({one.code for one in OFFERED}) == len(OFFERED) == 9
