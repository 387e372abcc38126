"""Quiet hours, by everybody's own clock."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.rules.quiet import LONGEST, USUAL, Quiet
from bot.rules.refusal import Reason, Rejected

PARIS, APIA = ZoneInfo("Europe/Paris"), ZoneInfo("Pacific/Apia")
ZONES = [PARIS, APIA, *map(ZoneInfo, ("America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "UTC"))]
NIGHT, NOON, AROUND_TWO = USUAL, Quiet(time(12), time(14)), Quiet(time(1, 30), time(2, 30))
FROM_MIDNIGHT, TO_MIDNIGHT = Quiet(time(0), time(8)), Quiet(time(18), time(0))
MINUTES = 24 * 60


@pytest.mark.parametrize(
    ("quiet", "zone", "at", "expected"),
    [
        (NIGHT, "Europe/Paris", "2026-10-06 09:30", "2026-10-06 09:30"),
        (NIGHT, "Europe/Paris", "2026-10-06 17:59", "2026-10-06 17:59"),
        (NIGHT, "Europe/Paris", "2026-10-06 18:00", "2026-10-07 05:00"),
        (NIGHT, "Europe/Paris", "2026-10-07 04:59", "2026-10-07 05:00"),
        (NIGHT, "Europe/Paris", "2026-10-07 05:00", "2026-10-07 05:00"),
        (NIGHT, "Europe/Paris", "2026-10-24 20:00", "2026-10-25 06:00"),
        (NIGHT, "Europe/Paris", "2026-03-28 20:00", "2026-03-29 05:00"),
        (NIGHT, "America/New_York", "2026-10-06 09:30", "2026-10-06 11:00"),
        (NOON, "Europe/Paris", "2026-10-06 10:00", "2026-10-06 12:00"),
        (NOON, "Europe/Paris", "2026-10-06 12:00", "2026-10-06 12:00"),
        (FROM_MIDNIGHT, "Europe/Paris", "2026-10-05 21:59", "2026-10-05 21:59"),
        (FROM_MIDNIGHT, "Europe/Paris", "2026-10-05 22:00", "2026-10-06 06:00"),
        (TO_MIDNIGHT, "Europe/Paris", "2026-10-06 21:59", "2026-10-06 22:00"),
        (TO_MIDNIGHT, "Europe/Paris", "2026-10-06 22:00", "2026-10-06 22:00"),
        (AROUND_TWO, "Europe/Paris", "2026-10-25 00:10", "2026-10-25 00:30"),
        (AROUND_TWO, "Europe/Paris", "2026-10-25 01:10", "2026-10-25 01:10"),
        (AROUND_TWO, "Europe/Paris", "2026-03-29 00:40", "2026-03-29 01:00"),
        (NIGHT, "Pacific/Apia", "2011-12-30 07:00", "2011-12-30 17:00"),
    ],
    ids=[
        "by day",
        "the last minute",
        "as they begin",
        "before they end",
        "as they end",
        "over winter time",
        "over summer time",
        "elsewhere",
        "at noon",
        "after noon",
        "before midnight",
        "from midnight on",
        "until midnight",
        "at midnight",
        "02:10 for the first time",
        "02:10 for the second time",
        "ending in the gap",
        "a day that never was",
    ],
)
def test_what_falls_into_the_quiet_hours_waits_for_their_end(quiet: Quiet, zone: str, at: str, expected: str) -> None:
    at_utc, expected_utc = (datetime.fromisoformat(one).replace(tzinfo=UTC) for one in (at, expected))
    assert quiet.awake(at_utc, ZoneInfo(zone)) == expected_utc


@st.composite
def hours(draw: st.DrawFn) -> Quiet:
    """Draw quiet hours of at least a minute, no longer than anybody may have."""
    begins = draw(st.integers(0, MINUTES - 1))
    length = draw(st.integers(1, int(LONGEST / timedelta(minutes=1))))
    return Quiet(*(time(*divmod(one % MINUTES, 60)) for one in (begins, begins + length)))


def instants() -> st.SearchStrategy[datetime]:
    """Draw one of the twenty years from 2010 on, to the second."""
    begin = datetime(2010, 1, 1, tzinfo=UTC)
    return st.integers(0, 20 * 365 * 86_400).map(lambda seconds: begin + timedelta(seconds=seconds))


def walls_between(since: datetime, until: datetime, zone: ZoneInfo) -> set[time]:
    minutes = range(int((until - since) / timedelta(minutes=1)))
    return {(since + timedelta(minutes=n)).astimezone(zone).time().replace(second=0, microsecond=0) for n in minutes}


@given(hours(), instants(), st.sampled_from(ZONES))
@example(NIGHT, datetime(2011, 12, 30, 7, tzinfo=UTC), APIA)
@example(AROUND_TWO, datetime(2026, 10, 25, 1, 10, tzinfo=UTC), PARIS)
def test_nobody_is_asked_earlier_nor_a_day_later_nor_once_more_in_their_quiet_hours(
    quiet: Quiet, asked: datetime, zone: ZoneInfo
) -> None:
    found = quiet.awake(asked, zone)
    assert asked <= found < asked + timedelta(days=1)
    assert quiet.awake(found, zone) == found


@given(hours(), instants(), st.sampled_from(ZONES))
def test_the_clock_shows_a_quiet_hour_all_the_while_one_waits_and_none_when_one_is_asked(
    quiet: Quiet, asked: datetime, zone: ZoneInfo
) -> None:
    def sounds(wall: time) -> bool:
        if quiet.begins < quiet.ends:
            return not quiet.begins <= wall < quiet.ends
        return quiet.ends <= wall < quiet.begins

    offsets = {(asked + timedelta(days=n)).astimezone(zone).utcoffset() for n in (-2, -1, 0, 1, 2)}
    found = quiet.awake(asked, zone)
    if len(offsets) == 1:  # where the clocks change, a time may come twice or not at all
        assert sounds(found.astimezone(zone).time())
        assert not [wall for wall in walls_between(asked, found, zone) if sounds(wall)]


@given(st.times(), instants(), st.sampled_from(ZONES))
def test_the_same_time_twice_means_no_quiet_hours(wall: time, asked: datetime, zone: ZoneInfo) -> None:
    assert Quiet(wall, wall).awake(asked, zone) == asked


@pytest.mark.parametrize("quiet", [NIGHT, NOON, Quiet(time(7), time(7)), Quiet(time(7), time(3)), TO_MIDNIGHT])
def test_hours_that_leave_a_part_of_the_day_are_taken(quiet: Quiet) -> None:
    quiet.check("ends")


def test_hours_that_leave_hardly_a_moment_are_refused_in_the_field() -> None:
    with pytest.raises(Rejected) as refused:
        Quiet(time(7), time(3, 5)).check("ends")
    [problem] = refused.value.problems
    assert (problem.reason, problem.field) == (Reason.TOO_QUIET, "ends")
