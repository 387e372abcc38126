"""Quiet hours, by everybody's own clock."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.quiet import BEGINS, ENDS, awake
from tests.factories import person

ZONES = ["Europe/Paris", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"]


@pytest.mark.parametrize(
    ("zone", "at", "expected"),
    [
        ("Europe/Paris", "2026-10-06 09:30", "2026-10-06 09:30"),
        ("Europe/Paris", "2026-10-06 17:59", "2026-10-06 17:59"),
        ("Europe/Paris", "2026-10-06 18:00", "2026-10-07 05:00"),
        ("Europe/Paris", "2026-10-07 04:59", "2026-10-07 05:00"),
        ("Europe/Paris", "2026-10-07 05:00", "2026-10-07 05:00"),
        ("Europe/Paris", "2026-10-24 20:00", "2026-10-25 06:00"),
        ("America/New_York", "2026-10-06 09:30", "2026-10-06 11:00"),
    ],
    ids=[
        "by day",
        "the last minute",
        "as they begin",
        "before they end",
        "as they end",
        "over winter time",
        "elsewhere",
    ],
)
def test_what_falls_into_the_quiet_hours_waits_for_their_end(zone: str, at: str, expected: str) -> None:
    at_utc, expected_utc = (datetime.fromisoformat(one).replace(tzinfo=UTC) for one in (at, expected))
    assert awake(person(1, "Léa", tz=zone), at_utc) == expected_utc


@given(st.integers(0, 5_000_000), st.sampled_from(ZONES))
def test_nobody_waits_longer_than_a_night_nor_is_woken(minutes: int, zone: str) -> None:
    who, asked = person(1, "Léa", tz=zone), datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    found = awake(who, asked)
    assert asked <= found <= asked + timedelta(hours=12)
    assert ENDS <= found.astimezone(who.zone).time() < BEGINS
