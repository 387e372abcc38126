"""When a pair talks: an anchor date and whole weeks from it, and the instants that follow from a date."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

PROMPT_LEAD = 2  # working days between the prompt and the talk
DEADLINE_LEAD = timedelta(hours=1)
SATURDAY = 5

DayOff = Callable[[date], bool]


@dataclass(frozen=True)
class Cadence:
    """A wish: every `every_weeks` weeks from `anchor`, at local times in the rep's zone."""

    anchor: date
    every_weeks: int
    meets_at: time
    prompt_at: time
    zone: ZoneInfo
    country: str

    def dates(self, since: date) -> Iterator[date]:
        """Yield the dates of the cadence from `since` on, counted from the anchor, never from week numbers."""
        step = timedelta(weeks=self.every_weeks)
        missed = max(0, -(-(since - self.anchor) // step))
        on = self.anchor + missed * step
        while True:
            yield on
            on += step

    def occurrence(self, on: date) -> "Occurrence":
        """Return the instants that belong to a date of the cadence."""
        off = day_off(self.country)
        talk_on = next_working_day(on, off)
        talk_at = instant(talk_on, self.meets_at, self.zone)
        opens_on = working_days_before(talk_on, PROMPT_LEAD, off)
        return Occurrence(on, instant(opens_on, self.prompt_at, self.zone), talk_at - DEADLINE_LEAD, talk_at)

    def occurrences(self, since: date) -> Iterator["Occurrence"]:
        return map(self.occurrence, self.dates(since))


@dataclass(frozen=True)
class Occurrence:
    """One date of a cadence: the date itself, and when its prompt opens, its halves are due and the talk begins."""

    on: date
    opens_at: datetime
    due_at: datetime
    talk_at: datetime


@cache
def day_off(country: str) -> DayOff:
    """Return the test for a weekend or a public holiday; `country` is ISO 3166, with a subdivision after a dash."""
    code, _, subdivision = country.partition("-")
    calendar = holidays.country_holidays(code, subdiv=subdivision or None)
    return lambda day: day.weekday() >= SATURDAY or day in calendar


def next_working_day(day: date, off: DayOff) -> date:
    """Return `day` itself when it is a working day, else the first one after it."""
    while off(day):
        day += timedelta(days=1)
    return day


def working_days_before(day: date, count: int, off: DayOff) -> date:
    while count:
        day -= timedelta(days=1)
        count -= not off(day)
    return day


def instant(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """Return the UTC instant of a local time.

    A time that the clocks skip means the first instant after the gap; a time that comes twice, the first one.
    """
    found = datetime.combine(day, wall.replace(fold=0), zone).astimezone(UTC)
    if found.astimezone(zone).replace(tzinfo=None) == datetime.combine(day, wall):
        return found
    return _end_of_gap(datetime.combine(day, wall, zone).replace(fold=1).astimezone(UTC), found, zone)


def _end_of_gap(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """Find the instant between two at which the zone's offset changes."""
    old = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) / 2
        before, after = (middle, after) if middle.astimezone(zone).utcoffset() == old else (before, middle)
    return after.replace(microsecond=0)
