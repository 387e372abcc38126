"""An action: who does what by when, until it is done or dropped, and when its owner is reminded of it."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from bot.rules.cadence import DayOff, instant, working_days_before
from bot.rules.person import Person
from bot.rules.quiet import USUAL, Quiet
from bot.rules.refusal import Problem, Reason, Rejected

DUE = "action_due"  # the field of a form in which a day is chosen
REASON = "action_reason"  # the one in which it is said why an action is dropped
REMINDED_AT = time(9)
LEAD = 2  # working days between the first reminder and the day


@dataclass(frozen=True)
class Dropped:
    """Who dropped an action, when and why."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True)
class Moved:
    """Who gave an action another day."""

    by: str
    before: date
    after: date


@dataclass(frozen=True)
class Action:
    """An action as it stands: `owner` does it, `author` wrote it down, `partner` is the other of the pair it is for."""

    id: int
    owner: Person
    author: Person
    text: str
    due_on: date
    done_at: datetime | None = None
    partner: Person | None = field(default=None, compare=False)
    dropped: Dropped | None = None
    objective: str = ""

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.dropped is None

    def overdue(self, today: date) -> bool:
        return self.is_open and self.due_on < today


@dataclass(frozen=True)
class NewAction:
    """What it takes to write an action down; the owner is the key of somebody already known."""

    owner_id: int
    text: str
    due_on: date
    objective_id: int | None = None

    def check(self, today: date) -> None:
        """Raise Rejected, in the field of the day, for a day that is past."""
        if self.due_on < today:
            raise Rejected(Problem(Reason.DAY_PAST, DUE))


def morning(owner: Person, day: date, hours: Quiet) -> datetime:
    """Return when somebody is reminded on a day: at 09:00, or at the end of their quiet hours."""
    return hours.awake(instant(day, REMINDED_AT, owner.zone), owner.zone)


@dataclass(frozen=True)
class Reminders:
    """When the owner of an action is reminded of it: two working days before its day, and on the day."""

    before: datetime
    on_the_day: datetime

    @classmethod
    def of(cls, owner: Person, due_on: date, off: DayOff, hours: Quiet = USUAL) -> "Reminders":
        """Plan both in the owner's zone, outside of quiet hours; a day off has the working day before it stand in."""
        day = working_days_before(due_on, 1, off) if off(due_on) else due_on
        days = (working_days_before(due_on, LEAD, off), day)
        before, on_the_day = (morning(owner, one, hours) for one in days)
        return cls(before, on_the_day)

    def after(self, at: datetime) -> datetime | None:
        """Return the next one after an instant, if any is left."""
        return next((one for one in (self.before, self.on_the_day) if one > at), None)


def check_reason(reason: str) -> None:
    """Raise Rejected, in its field, for no reason at all."""
    if not reason.strip():
        raise Rejected(Problem(Reason.EMPTY, REASON))
