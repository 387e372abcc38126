"""Absences: days on which somebody is not asked, and the talks that fall on them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.rules.person import Person
from bot.rules.refusal import Problem, Reason, Rejected

FURTHEST = timedelta(days=2 * 366)
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Days:
    """Days in a row, the first and the last included."""

    first: date
    last: date

    def covers(self, day: date) -> bool:
        return self.first <= day <= self.last

    def joins(self, other: "Days") -> bool:
        """Say whether the two overlap, or follow each other without a day between them."""
        return self.first <= other.last + ONE_DAY and other.first <= self.last + ONE_DAY

    def joined(self, others: Iterable["Days"]) -> "Days":
        """Return the days from the earliest to the latest of all."""
        every = [self, *others]
        return Days(min(one.first for one in every), max(one.last for one in every))

    def check(self, today: date) -> None:
        """Raise Rejected, field by field, for days that are over, the wrong way round or too far ahead."""
        if self.last < self.first:
            raise Rejected(Problem(Reason.ENDS_BEFORE_IT_STARTS, "last"))
        if self.last < today:
            raise Rejected(Problem(Reason.DAY_PAST, "last"))
        if self.last > today + FURTHEST:
            raise Rejected(Problem(Reason.TOO_FAR_AHEAD, "last", {"until": (today + FURTHEST).isoformat()}))


@dataclass(frozen=True)
class Absence:
    """Somebody is away on some days. `id` is its key."""

    id: int
    person: Person
    days: Days


@dataclass(frozen=True)
class Away:
    """When the two of a pair are away. `rep_id` says whose absences keep a prompt waiting."""

    rep_id: int = 0
    absences: tuple[Absence, ...] = ()

    def on_the_day(self, at: datetime) -> tuple[Absence, ...]:
        return on_the_day(self.absences, at)

    def is_rep(self, day: date) -> bool:
        return any(one.person.id == self.rep_id and one.days.covers(day) for one in self.absences)


NOBODY = Away()


def on_the_day(absences: Iterable[Absence], at: datetime) -> tuple[Absence, ...]:
    """Keep the absences of those who are away on the day of an instant, each by the calendar of their own zone."""
    return tuple(one for one in absences if one.days.covers(at.astimezone(one.person.zone).date()))
