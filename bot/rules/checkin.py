"""A check-in: two halves, an open part and a sealed part, and what the two sides have told each other."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

from bot.rules.action import Action, NewAction
from bot.rules.addition import Addition
from bot.rules.agenda import Point
from bot.rules.objective import Confidence, Objective, Parts
from bot.rules.person import Person
from bot.rules.question import SALES, Answer, Answers, Questions, Side
from bot.rules.refusal import Reason, Rejected


@dataclass(frozen=True)
class Report:
    """What a rep says of one objective: where it stands now, by segment if told so, and how they feel about it.

    `before` is the value recorded before this one, for whoever reads the report; it is no part of what was said.
    """

    objective_id: int
    value: Decimal
    confidence: Confidence
    before: Decimal | None = field(default=None, compare=False)
    parts: Parts = ()


@dataclass(frozen=True)
class Half:
    """What one side writes. Only a rep's half carries reports; questions without an answer are absent.

    `points` are for the agenda, `action` is the one it adds, `done` are the keys of those it ticks. `begun_at` is when
    its form was opened: it says what the writer had before them.
    """

    checkin_id: int
    side: Side
    answers: Answers = field(default_factory=dict[str, Answer])
    reports: tuple[Report, ...] = ()
    action: NewAction | None = None
    done: frozenset[int] = frozenset()
    points: tuple[str, ...] = ()
    begun_at: datetime | None = None


class Cause(StrEnum):
    """Why a check-in is left out: one of the two says so or is away, Tandem did not run, or the pair has ended."""

    PERSON = "person"
    AWAY = "away"
    TANDEM = "tandem"
    CLOSED = "closed"


@dataclass(frozen=True)
class Skip:
    """That a check-in is left out. `by` and `reason` are there where a person is the cause."""

    at: datetime
    cause: Cause
    by: Person | None = None
    reason: str | None = None
    closed: bool = False

    def details(self) -> dict[str, str]:
        """Return what a refusal says of it."""
        return {"name": self.by.name, "why": self.reason or ""} if self.by else {"cause": self.cause}


@dataclass(frozen=True)
class Move:
    """That the talk of a check-in was to be at another time. `by` is None where an absence moved it."""

    talk_at: datetime
    by: Person | None = None


@dataclass(frozen=True)
class CheckIn:
    """One check-in as it stands. Instants in UTC; `rep_sent_at` and `manager_sent_at` are None while owed."""

    id: int
    rep: Person
    manager: Person
    opens_at: datetime
    due_at: datetime
    talk_at: datetime
    rep_sent_at: datetime | None = None
    manager_sent_at: datetime | None = None
    skip: Skip | None = None
    moved: Move | None = None
    rep_snoozed_until: datetime | None = None
    manager_snoozed_until: datetime | None = None

    def snoozed_until(self, side: Side, at: datetime) -> datetime | None:
        """Return until when that side wishes not to be asked, or None where that is over."""
        until = self.rep_snoozed_until if side is Side.REP else self.manager_snoozed_until
        return until if until and until > at else None

    def sent_at(self, side: Side) -> datetime | None:
        return self.rep_sent_at if side is Side.REP else self.manager_sent_at

    def side_of(self, person: Person) -> Side | None:
        return {self.rep.id: Side.REP, self.manager.id: Side.MANAGER}.get(person.id)

    def person(self, side: Side) -> Person:
        return self.rep if side is Side.REP else self.manager

    def owed(self, side: Side, at: datetime) -> bool:
        """Say whether that side is asked for its half: from the prompt or the other half on, until the talk."""
        asked = at >= self.opens_at or self.sent_at(side.other) is not None
        return asked and self.sent_at(side) is None and self.under_way(at)

    def under_way(self, at: datetime) -> bool:
        """Say whether its talk is still to come."""
        return self.skip is None and not self.past(at)

    def past(self, at: datetime) -> bool:
        return at >= self.talk_at

    @property
    def meant_at(self) -> datetime:
        """Return when the talk was to be before anything moved it."""
        return self.moved.talk_at if self.moved else self.talk_at

    @property
    def begun(self) -> bool:
        """Say whether anybody has written."""
        return self.rep_sent_at is not None or self.manager_sent_at is not None

    @property
    def revealed(self) -> bool:
        return self.rep_sent_at is not None and self.manager_sent_at is not None

    def check_open(self, side: Side) -> None:
        """Raise Rejected where a side can write or change its half no more: it is skipped, or both halves are in."""
        if self.skip:
            raise Rejected.because(Reason.SKIPPED, **self.skip.details())
        if self.revealed:
            raise Rejected.because(Reason.REVEALED, name=self.person(side.other).name)

    def may_edit(self, side: Side) -> bool:
        """Say whether a side may still change what it sent: until the other's half is in, and both are open."""
        return self.sent_at(side) is not None and not self.revealed and self.skip is None


@dataclass(frozen=True)
class MoveWish:
    """When a talk is to be instead, by the rep's calendar and clock."""

    day: date
    time: time


@dataclass(frozen=True)
class Skipped:
    """A check-in that was left out, and when the two talk next."""

    checkin: CheckIn
    next_talk: datetime


@dataclass(frozen=True)
class Sheet:
    """What a person has before them when they write or read a check-in: only what they may see.

    Of the pair's actions, `agreed` were added in this check-in, `pending` are earlier ones still to be done, and
    `done` have been done since the talk before. `points` are what it wants to talk about. `additions` are
    what either added once both were in.
    """

    checkin: CheckIn
    side: Side
    objectives: tuple[Objective, ...]
    mine: Answers
    theirs: Answers
    reports: tuple[Report, ...] = ()
    agreed: tuple[Action, ...] = ()
    pending: tuple[Action, ...] = ()
    done: tuple[Action, ...] = ()
    points: tuple[Point, ...] = ()
    additions: tuple[Addition, ...] = ()
    questions: Questions = SALES

    @property
    def has_sealed(self) -> bool:
        """Say whether the reader sees something of the other's that was sealed."""
        return any(self.questions.is_sealed(self.side.other, key) for key in self.theirs)

    def answers(self, side: Side) -> Answers:
        """Return what the reader may see of one side's answers."""
        return self.mine if side is self.side else self.theirs
