"""An action: who does what by when, until it is done."""

from dataclasses import dataclass, field
from datetime import date, datetime

from bot.rules.person import Person
from bot.rules.refusal import Problem, Reason, Rejected

DUE = "action_due"  # the field of a form in which a day is chosen


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

    def overdue(self, today: date) -> bool:
        return self.done_at is None and self.due_on < today


@dataclass(frozen=True)
class NewAction:
    """What it takes to write an action down; the owner is the key of somebody already known."""

    owner_id: int
    text: str
    due_on: date

    def check(self, today: date) -> None:
        """Raise Rejected, in the field of the day, for a day that is past."""
        if self.due_on < today:
            raise Rejected(Problem(Reason.DAY_PAST, DUE))
