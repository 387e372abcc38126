"""Quiet hours: when nobody is asked or reminded, by the clock of their own zone."""

from datetime import datetime, time, timedelta

from bot.rules.cadence import instant
from bot.rules.person import Person

BEGINS, ENDS = time(20), time(7)


def awake(who: Person, at: datetime) -> datetime:
    """Return `at` itself, or the end of the quiet hours it falls into."""
    there = at.astimezone(who.zone)
    if ENDS <= there.time() < BEGINS:
        return at
    day = there.date() + timedelta(days=there.time() >= BEGINS)
    return instant(day, ENDS, who.zone)
