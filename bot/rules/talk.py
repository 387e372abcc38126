"""The talk of a check-in: its preparation, what is noted in it, and the record that both confirm."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from bot.rules.action import Action
from bot.rules.agenda import Outcome, Point
from bot.rules.checkin import CheckIn, Side
from bot.rules.objective import Change, Objective
from bot.rules.person import Person
from bot.rules.refusal import Problem, Reason, Rejected

RECORD_LAG = timedelta(hours=1)  # from the talk to its record
RECORD_LATEST = timedelta(days=3)  # after downtime, a record of longer ago is news to nobody
TEXT, AIM = "decision", "decision_objective"
LONGEST = 500  # characters of a decision: it is told in a message


class Phase(StrEnum):
    """Where a talk is: it can be opened and noted in from the deadline of the halves on, until one of the last four."""

    COMING = "coming"
    OPEN = "open"
    CONFIRMED = "confirmed"
    OVER = "over"  # the next check-in has opened
    ENDED = "ended"  # the pair has
    SKIPPED = "skipped"


class Amendment(StrEnum):
    """What somebody changed in the record of a talk."""

    TALKED = "talked"
    REOPENED = "reopened"
    DROPPED = "dropped"
    NOTED = "noted"
    REWORDED = "reworded"
    REMOVED = "removed"
    AGREED = "agreed"
    ACTION = "action"


@dataclass(frozen=True)
class Decision:
    """What the two decided; `objective` is the title of the one it is about, if any, `changed_by` a name."""

    id: int
    author: Person
    text: str
    noted_at: datetime
    objective: str = ""
    objective_id: int | None = None
    changed_by: str = ""


@dataclass(frozen=True)
class NewDecision:
    """What it takes to note a decision; `begun_at` is when the form was opened."""

    text: str
    objective_id: int | None
    begun_at: datetime

    def check(self) -> None:
        """Raise Rejected for a decision without a word."""
        if not self.text:
            raise Rejected(Problem(Reason.EMPTY, TEXT))


@dataclass(frozen=True)
class Settled:
    """A point that was talked about, or taken off the agenda by somebody (a name) for a reason."""

    point: Point
    outcome: Outcome
    by: str
    why: str = ""


@dataclass(frozen=True)
class Record:
    """Who has confirmed what is in the record, and what was changed in it last, by whom and when."""

    rep_confirmed_at: datetime | None = None
    manager_confirmed_at: datetime | None = None
    change: Amendment | None = None
    changed_by: Person | None = None
    changed_at: datetime | None = None

    def confirmed_at(self, side: Side) -> datetime | None:
        return self.rep_confirmed_at if side is Side.REP else self.manager_confirmed_at

    @property
    def closed_at(self) -> datetime | None:
        """Return when the second of the two confirmed it: from then on it stays as it is."""
        rep, manager = self.rep_confirmed_at, self.manager_confirmed_at
        return max(rep, manager) if rep and manager else None

    def changed_since(self, at: datetime) -> bool:
        """Say whether somebody has changed what is in it at an instant or later."""
        return self.changed_at is not None and self.changed_at >= at

    @property
    def version(self) -> str:
        """Name what stands in it: whoever confirms confirms what they have read."""
        return self.changed_at.astimezone(UTC).isoformat() if self.changed_at else "0"


@dataclass(frozen=True)
class Frame:
    """What decides how far a talk is: when the next check-in opens, and when its pair ended, if they do."""

    next_opens_at: datetime | None = None
    ended_at: datetime | None = None

    def phase(self, checkin: CheckIn, record: Record, at: datetime) -> Phase:
        if checkin.skip:
            return Phase.SKIPPED
        if record.closed_at:
            return Phase.CONFIRMED
        if self.ended_at:
            return Phase.ENDED
        if at < checkin.due_at:
            return Phase.COMING
        return Phase.OVER if self.next_opens_at and self.next_opens_at <= at else Phase.OPEN

    def until(self, record: Record, at: datetime) -> datetime | None:
        """Return when the record was closed to what is done later; None while it is not."""
        ends = [one for one in (record.closed_at, self.ended_at, self.next_opens_at) if one and one <= at]
        return min(ends, default=None)


@dataclass(frozen=True)
class Talk:
    """The talk of a check-in as one of the two sees it.

    `points` are open or, once the talk is closed, were then. `agreed` are the actions of this check-in, `pending`
    earlier ones that are still to be done. `told_at` is when the two were owed the record.
    """

    checkin: CheckIn
    side: Side
    phase: Phase
    at: datetime
    record: Record = field(default_factory=Record)
    points: tuple[Point, ...] = ()
    settled: tuple[Settled, ...] = ()
    decisions: tuple[Decision, ...] = ()
    agreed: tuple[Action, ...] = ()
    pending: tuple[Action, ...] = ()
    told_at: datetime | None = None

    @property
    def reader(self) -> Person:
        return self.checkin.person(self.side)

    @property
    def other(self) -> Person:
        return self.checkin.person(self.side.other)

    @property
    def is_open(self) -> bool:
        return self.phase is Phase.OPEN

    @property
    def carried(self) -> tuple[Point, ...]:
        """Return the points that were there when the talk began and are open still: they stay on the agenda."""
        return tuple(one for one in self.points if one.raised_at < self.checkin.talk_at)

    @property
    def amended_by_the_other(self) -> bool:
        """Say whether the last to change the record, since it was told, is the other of the two."""
        by, is_later = self.record.changed_by, self.told_at is not None and self.record.changed_since(self.told_at)
        return is_later and by is not None and by.id == self.other.id

    @property
    def says_something(self) -> bool:
        return bool(self.settled or self.decisions or self.agreed)

    def with_outcome(self, outcome: Outcome) -> tuple[Settled, ...]:
        return tuple(one for one in self.settled if one.outcome is outcome)


@dataclass(frozen=True)
class Moved:
    """The value of an objective before and now."""

    objective: Objective
    before: Decimal
    now: Decimal


@dataclass(frozen=True)
class Preparation:
    """What the two have before them an hour before they talk: what has changed `since` they talked last, what is open.

    `targets` are the changes of targets by the objective they were made in, `lines` the titles of strategy lines that
    have changed. `actions` are open.
    """

    checkin: CheckIn
    side: Side
    phase: Phase
    since: datetime | None
    moved: tuple[Moved, ...] = ()
    targets: tuple[tuple[Objective, Change], ...] = ()
    lines: tuple[str, ...] = ()
    done: tuple[Action, ...] = ()
    points: tuple[Point, ...] = ()
    actions: tuple[Action, ...] = ()

    @property
    def is_news(self) -> bool:
        return bool(self.moved or self.targets or self.lines or self.done)


@dataclass(frozen=True)
class Pages:
    """Which page of each list of a talk somebody has turned to."""

    numbers: Mapping[str, int] = field(default_factory=dict[str, int])

    def of(self, which: str) -> int:
        return self.numbers.get(which, 0)


def is_on(checkin: CheckIn, at: datetime) -> bool:
    """Say whether a talk may have been opened by now: from the deadline of the halves on."""
    return checkin.skip is None and at >= checkin.due_at
