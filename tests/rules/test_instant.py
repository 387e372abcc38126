"""From a local time to the instant, over every kind of clock change."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from whenever import PlainDateTime, RepeatedTime, SkippedTime, clear_tzcache, reset_tzpath

from bot.rules.cadence import instant

reset_tzpath(())  # the other library reads the tzdata package too: two editions of the zones would disagree
clear_tzcache()

ZONES = (
    "Africa/Casablanca",
    "America/New_York",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Antarctica/Troll",
    "Asia/Kathmandu",
    "Asia/Tehran",
    "Australia/Lord_Howe",
    "Europe/Dublin",
    "Europe/London",
    "Europe/Paris",
    "Pacific/Apia",
    "Pacific/Chatham",
    "UTC",
)


@pytest.mark.parametrize(
    ("zone", "day", "wall", "expected"),
    [
        ("Europe/Paris", date(2026, 3, 28), time(9, 30), datetime(2026, 3, 28, 8, 30, tzinfo=UTC)),
        ("Europe/Paris", date(2026, 3, 29), time(9, 30), datetime(2026, 3, 29, 7, 30, tzinfo=UTC)),
        ("Europe/Paris", date(2026, 10, 24), time(9, 30), datetime(2026, 10, 24, 7, 30, tzinfo=UTC)),
        ("Europe/Paris", date(2026, 10, 25), time(9, 30), datetime(2026, 10, 25, 8, 30, tzinfo=UTC)),
        ("Europe/London", date(2026, 3, 28), time(9, 30), datetime(2026, 3, 28, 9, 30, tzinfo=UTC)),
        ("Europe/London", date(2026, 3, 29), time(9, 30), datetime(2026, 3, 29, 8, 30, tzinfo=UTC)),
        ("Europe/London", date(2026, 10, 24), time(9, 30), datetime(2026, 10, 24, 8, 30, tzinfo=UTC)),
        ("Europe/London", date(2026, 10, 25), time(9, 30), datetime(2026, 10, 25, 9, 30, tzinfo=UTC)),
    ],
)
def test_a_wall_time_keeps_its_hour_when_the_clocks_change(
    zone: str, day: date, wall: time, expected: datetime
) -> None:
    assert instant(day, wall, ZoneInfo(zone)) == expected


@pytest.mark.parametrize(
    ("zone", "day", "walls", "expected"),
    [
        ("Europe/Paris", date(2026, 3, 29), (time(2), time(2, 30), time(2, 30, fold=1), time(2, 59)), (29, 1, 0)),
        ("Europe/London", date(2026, 3, 29), (time(1), time(1, 1), time(1, 59)), (29, 1, 0)),
        ("Australia/Lord_Howe", date(2026, 10, 4), (time(2), time(2, 15), time(2, 29)), (3, 15, 30)),
    ],
)
def test_a_time_that_the_clocks_skip_is_the_first_instant_after_the_gap(
    zone: str, day: date, walls: tuple[time, ...], expected: tuple[int, int, int]
) -> None:
    after_gap = datetime(day.year, day.month, *expected, tzinfo=UTC)
    assert {instant(day, wall, ZoneInfo(zone)) for wall in walls} == {after_gap}


def test_a_whole_day_that_a_zone_skips_ends_at_the_next_midnight() -> None:
    skipped = instant(date(2011, 12, 30), time(9, 30), ZoneInfo("Pacific/Apia"))
    assert skipped.astimezone(ZoneInfo("Pacific/Apia")).replace(tzinfo=None) == datetime(2011, 12, 31)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("zone", "day", "wall", "expected"),
    [
        ("Europe/Paris", date(2026, 10, 25), time(2, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("Europe/Paris", date(2026, 10, 25), time(2, 30, fold=1), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("Europe/London", date(2026, 10, 25), time(1, 30), datetime(2026, 10, 25, 0, 30, tzinfo=UTC)),
        ("Australia/Lord_Howe", date(2026, 4, 5), time(1, 45), datetime(2026, 4, 4, 14, 45, tzinfo=UTC)),
    ],
)
def test_a_time_that_comes_twice_is_the_first_one(zone: str, day: date, wall: time, expected: datetime) -> None:
    assert instant(day, wall, ZoneInfo(zone)) == expected


def by_whenever(day: date, wall: time, zone: str) -> datetime:
    """Say the same with another library, which only has to tell which minutes exist."""
    local = PlainDateTime(datetime.combine(day, wall))
    while True:
        try:
            found = local.assume_tz(zone, disambiguation="raise")
        except RepeatedTime:
            found = local.assume_tz(zone, disambiguation="earlier")
        except SkippedTime:
            local = PlainDateTime(local.to_stdlib() + timedelta(minutes=1))
            continue
        return found.to_instant().to_stdlib()


def changes(zone: str, year: int) -> list[date]:
    """Find the days of a year on which a zone's offset changes."""
    noons = [datetime(year, 1, 1, 12, tzinfo=ZoneInfo(zone)) + timedelta(days=days) for days in range(366)]
    return [later.date() for earlier, later in pairwise(noons) if earlier.utcoffset() != later.utcoffset()]


CLOCK_CHANGES = [(zone, day) for zone in ZONES for year in (2011, 2018, 2026) for day in changes(zone, year)]
MINUTES = st.times().map(lambda wall: wall.replace(second=0, microsecond=0))


@given(change=st.sampled_from(CLOCK_CHANGES), away=st.integers(-1, 1), wall=MINUTES)
@example(change=("Europe/Paris", date(2026, 3, 29)), away=0, wall=time(2, 30))
@example(change=("Europe/Paris", date(2026, 10, 25)), away=0, wall=time(2, 30))
@example(change=("Australia/Lord_Howe", date(2026, 10, 4)), away=0, wall=time(2, 15))
def test_around_every_clock_change_another_library_agrees(change: tuple[str, date], away: int, wall: time) -> None:
    zone, day = change[0], change[1] + timedelta(days=away)
    assert instant(day, wall, ZoneInfo(zone)) == by_whenever(day, wall, zone)


@given(zone=st.sampled_from(ZONES), day=st.dates(date(2000, 1, 1), date(2036, 12, 31)), wall=MINUTES)
def test_on_any_day_another_library_agrees(zone: str, day: date, wall: time) -> None:
    assert instant(day, wall, ZoneInfo(zone)) == by_whenever(day, wall, zone)


@given(change=st.sampled_from(CLOCK_CHANGES), walls=st.lists(MINUTES, min_size=2, max_size=6).map(sorted))
def test_later_on_the_wall_is_never_earlier_in_truth(change: tuple[str, date], walls: list[time]) -> None:
    found = [instant(change[1], wall, ZoneInfo(change[0])) for wall in walls]
    assert found == sorted(found)
