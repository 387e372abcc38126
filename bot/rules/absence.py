"""Absences: days on which somebody is not asked, and the talks that fall on them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

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

    def overlaps(self, other: "Days") -> bool:
        return self.first <= other.last and other.first <= self.last

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
    """Somebody is away on some days. `id` is its key; `entered_by` is told where somebody else has entered them.

    `stand_in` is whom the reps turn to while their manager is away.
    """

    id: int
    person: Person
    days: Days
    entered_by: Person | None = None
    stand_in: Person | None = None


@dataclass(frozen=True)
class Entry:
    """What is stored of an absence: its days, and the keys of who has entered it and of who stands in."""

    days: Days
    entered_by: int | None
    stand_in: int | None = None

    @classmethod
    def read(cls, written: Iterable[Sequence[Any]]) -> list["Entry"]:
        """Read what `written()` gave; long ago nobody could stand in."""
        return [cls(Days(date.fromisoformat(first), date.fromisoformat(last)), *keys) for first, last, *keys in written]

    def written(self) -> Sequence[Any]:
        return self.days.first.isoformat(), self.days.last.isoformat(), self.entered_by, self.stand_in

    def joined(self, known: Collection["Entry"]) -> tuple["Entry", Sequence["Entry"]]:
        """Return what becomes one absence with others, and which these are.

        Nobody is away twice on a day, so those that overlap always do; raises Rejected where they name two stand-ins.
        Those that only follow each other stay apart then.
        """
        joining = [one for one in known if one.days.overlaps(self.days)]
        named = {one.stand_in for one in (self, *joining) if one.stand_in}
        if len(named) > 1:
            raise Rejected.because(Reason.TWO_STAND_INS)
        stand_in = next(iter(named), None)
        for one in known:
            agree = stand_in is None or one.stand_in in (None, stand_in)
            if agree and one not in joining and one.days.joins(self.days):
                joining.append(one)
                stand_in = stand_in or one.stand_in
        return Entry(self.days.joined(one.days for one in joining), self.entered_by, stand_in), joining


class What(StrEnum):
    """What can be done to somebody's absences."""

    ENTERED = "entered"
    CHANGED = "changed"
    REMOVED = "removed"
    ENDED = "ended"


@dataclass(frozen=True)
class Change:
    """What `by` did to the absences of a person. `days` are those of the absence in question, joined with others."""

    id: int
    what: What
    person: Person
    by: Person
    days: Days
    undone_by: Person | None = None

    @property
    def adds_days(self) -> bool:
        """Say whether it has somebody be away on these days, rather than there again."""
        return (self.what in (What.ENTERED, What.CHANGED)) != bool(self.undone_by)


@dataclass(frozen=True)
class Wanted:
    """What a form asks for: the days of a person (a Slack id, None for oneself), or other days for an absence.

    `stand_in` is a Slack id, too.
    """

    days: Days
    who: str | None = None
    instead_of: int | None = None
    stand_in: str | None = None


@dataclass(frozen=True)
class Book:
    """The absences that are known of a person, for whoever may enter them.

    `whose` is None where nobody has been chosen yet; `people` are those who may be, if there is a choice.
    `leaders` are the keys of those who lead reps, and may name a stand-in.
    """

    reader: Person
    whose: Person | None
    known: tuple[Absence, ...]
    today: date
    people: tuple[Person, ...] = ()
    leaders: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Effect:
    """What an absence means for the talks with one person: those that fall on its days, and the next that is held."""

    other: Person
    fallen: tuple[datetime, ...]
    next_talk: datetime


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
