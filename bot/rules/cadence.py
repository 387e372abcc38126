"""When a pair talks: the dates that follow from an anchor, and the instants that follow from a date."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

import holidays

from bot.rules.absence import NOBODY, Away
from bot.rules.person import Person
from bot.rules.recurrence import Often
from bot.rules.refusal import Problem, Reason, Rejected

PROMPT_LEAD = 2  # working days between the prompt and the talk
DEADLINE_LEAD = timedelta(hours=1)
LAST_CALL_LEAD = timedelta(hours=2)  # before the deadline, for who could not be asked earlier
SATURDAY = 5
ONE_DAY = timedelta(days=1)
WALL_TIMES = 16_384  # that are kept: everybody in a zone is asked and talks at much the same ones
DAYS = 1_024  # that are kept of a country
FURTHEST = timedelta(days=366)  # how far ahead a rhythm may begin

DayOff = Callable[[date], bool]


@dataclass(frozen=True)
class Cadence:
    """A wish: so often from `anchor` on, on its weekday, at local times in the rep's zone.

    `country` has the rep's public holidays, `managers` the manager's: a talk falls on neither, a prompt on no day off
    of the rep.
    """

    anchor: date
    often: Often
    meets_at: time
    prompt_at: time
    zone: ZoneInfo
    country: str
    managers: str

    def dates(self, since: date) -> Iterator[date]:
        """Yield the dates of the cadence from `since` on, counted from the anchor."""
        return self.often.dates(self.anchor, since)

    def occurrence(self, on: date) -> "Occurrence":
        """Return the instants that belong to a date of the cadence."""
        return self.held(on, next_working_day(on, self._no_talk), NOBODY)

    def occurrences(self, since: date) -> Iterator["Occurrence"]:
        return map(self.occurrence, self.dates(since))

    def due(self, since: date, at: datetime) -> list["Occurrence"]:
        """Return the dates from `since` on whose prompt has opened at `at`."""
        return list(takewhile(lambda one: one.opens_at <= at, self.occurrences(since)))

    def expected(self, since: date, away: Away = NOBODY) -> "Occurrence":
        """Return the first date from `since` on, as it will be held; one that is left out, for its usual time."""
        on = next(self.dates(since))
        return self.fitted(on, away) or self.occurrence(on)

    def coming(
        self, since: date, at: datetime, *, away: Away = NOBODY, after: "Occurrence | None" = None
    ) -> Iterator["Occurrence"]:
        """Yield what is held from `since` on: talks that have not begun at `at`, each later than that of `after`."""
        for on in self.dates(since):
            one = self.fitted(on, away)
            if one and one.talk_at > at and (after is None or (on > after.on and one.talk_at > after.talk_at)):
                yield one

    def fitted(self, on: date, away: Away, *, after: datetime | None = None) -> "Occurrence | None":
        """Return what becomes of a date when absences are respected, with a talk later than `after`.

        The talk moves to the next working day on which both are there and the rep has been asked the day before; the
        prompt waits until the rep is back. None where the next date's prompt would open before that talk.
        """
        usual, following = self.occurrence(on), next(self.occurrences(on + ONE_DAY))
        first = usual.talk_at.astimezone(self.zone).date()
        for day in self._talk_days(first):
            found = self.held(on, day, away)
            if day > first and found.talk_at >= following.opens_at:
                return None
            in_time = day == first or found.opens_at.astimezone(self.zone).date() < day
            if in_time and not away.on_the_day(found.talk_at) and (after is None or found.talk_at > after):
                return found
        return None

    def moved(self, on: date, day: date, wall: time, away: Away, at: datetime) -> "Occurrence":
        """Return the instants of a date whose talk somebody moves to a day and a local time.

        Raises Rejected for a talk so soon that nobody could read first, on a day off, or once the next is prepared.
        """
        found = replace(self, meets_at=wall).held(on, day, away)
        following = next(self.occurrences(on + ONE_DAY)).opens_at
        if found.due_at <= at:
            raise Rejected(Problem(Reason.TOO_SOON, "time" if day == at.astimezone(self.zone).date() else "day"))
        if found.talk_at >= following:
            until = following.astimezone(self.zone).date()
            raise Rejected(Problem(Reason.AFTER_THE_NEXT, "day", {"day": until.isoformat()}))
        if self._no_talk(day):
            raise Rejected(Problem(Reason.DAY_OFF, "day", {"day": day.isoformat()}))
        for one in away.on_the_day(found.talk_at):
            raise Rejected(Problem(Reason.SOMEBODY_AWAY, "day", {"day": day.isoformat(), "who": one.person.name}))
        return found

    def reminder(self, occurrence: "Occurrence", opened_at: datetime) -> datetime | None:
        """Return when whoever owes a half is reminded: at prompt time on the last working day before the talk.

        Where it was opened later than that, shortly before the deadline; later still, not at all: at the deadline the
        preparation of the talk asks once more.
        """
        talk_on = occurrence.talk_at.astimezone(self.zone).date()
        day_before = self._prompt(working_days_before(talk_on, 1, day_off(self.country)))
        return next((one for one in (day_before, _last_call(occurrence)) if one > opened_at), None)

    def held(self, on: date, talk_on: date, away: Away) -> "Occurrence":
        """Return the instants of a date that is held on a day. A prompt waits, until shortly before the deadline."""
        off = day_off(self.country)
        due_at = instant(talk_on, self.meets_at, self.zone) - DEADLINE_LEAD
        lead = working_days_before(talk_on, PROMPT_LEAD, off)
        opens_on = next_working_day(lead, lambda day: off(day) or away.is_rep(day))
        return Occurrence(on, min(self._prompt(opens_on), due_at - LAST_CALL_LEAD), due_at, due_at + DEADLINE_LEAD)

    def _talk_days(self, first: date) -> Iterator[date]:
        day = first
        while True:
            if not self._no_talk(day):
                yield day
            day += ONE_DAY

    def _no_talk(self, day: date) -> bool:
        return day_off(self.country)(day) or day_off(self.managers)(day)

    def _prompt(self, on: date) -> datetime:
        return instant(on, self.prompt_at, self.zone)


@dataclass(frozen=True)
class Occurrence:
    """One date of a cadence: the date itself, and when its prompt opens, its halves are due and the talk begins."""

    on: date
    opens_at: datetime
    due_at: datetime
    talk_at: datetime


@dataclass(frozen=True)
class Rhythm:
    """How a pair wishes to talk: on a weekday (0 is Monday), from a day on, at local times of the rep."""

    often: Often
    weekday: int
    meets_at: time
    prompt_at: time
    since: date

    @property
    def anchor(self) -> date:
        """The first date on or after the day wished for."""
        weekday = self.since + timedelta(days=(self.weekday - self.since.weekday()) % 7)
        return next(self.often.dates(weekday, weekday))

    def beginning(self, today: date) -> "Rhythm":
        """Return the same rhythm from today on, counted from its own first date."""
        return self if self.since >= today else replace(self, since=next(self.often.dates(self.anchor, today)))

    def check(self, today: date) -> None:
        """Raise Rejected for a beginning that has passed, or that nobody can foresee."""
        if self.since < today:
            raise Rejected(Problem(Reason.DAY_PAST, "since"))
        if self.since > today + FURTHEST:
            raise Rejected(Problem(Reason.TOO_FAR_AHEAD, "since", {"until": (today + FURTHEST).isoformat()}))


@dataclass(frozen=True)
class Plan:
    """A rhythm and the talks that come of it, with the countries whose public holidays the rep and the manager have.

    `standing` is a check-in that is open already: it stays as it is. A rhythm that is not the pair's own is the team's.
    `asleep` are those of the two in whose quiet hours a prompt would come.
    """

    rep: Person
    manager: Person
    country: str
    managers: str
    rhythm: Rhythm
    coming: tuple[Occurrence, ...]
    at: datetime
    standing: datetime | None = None
    is_own: bool = True
    asleep: tuple[Person, ...] = ()

    def other(self, person_id: int) -> Person:
        return self.manager if person_id == self.rep.id else self.rep


def preview(wish: Rhythm, reader: Person, country: str, at: datetime, count: int = 4) -> Plan:
    """Return the talks that would come of a rhythm where somebody is, whoever is to have it."""
    wished = Cadence(wish.anchor, wish.often, wish.meets_at, wish.prompt_at, reader.zone, country, country)
    return Plan(reader, reader, country, country, wish, tuple(islice(wished.coming(wish.anchor, at), count)), at)


def _last_call(occurrence: Occurrence) -> datetime:
    return occurrence.due_at - LAST_CALL_LEAD


@cache
def holiday(country: str, day: date, language: str) -> str | None:
    """Name a public holiday in a language (fr, en-GB), or in one of the country's own where that has no name for it."""
    code, _, subdivision = country.partition("-")
    known = holidays.country_holidays(code, subdiv=subdivision or None)
    wanted = language.replace("-", "_")
    spoken = [known.default_language, *known.supported_languages]
    same = [one for one in spoken if one and one[:2] == wanted[:2]]
    named = wanted if wanted in same else next(iter(same), known.default_language)
    return holidays.country_holidays(code, subdiv=subdivision or None, language=named).get(day)


@cache
def day_off(country: str) -> DayOff:
    """Return the test for a weekend or a public holiday; `country` is ISO 3166, with a subdivision after a dash."""
    code, _, subdivision = country.partition("-")
    calendar = holidays.country_holidays(code, subdiv=subdivision or None)

    @lru_cache(DAYS)
    def is_off(day: date) -> bool:
        return day.weekday() >= SATURDAY or day in calendar

    return is_off


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


@lru_cache(WALL_TIMES)
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
