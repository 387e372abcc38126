"""An objective and its measure: what counts, in which direction, how far it has come, and whether that is enough."""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from bot.rules.charter import NO_CHARTER, Charter
from bot.rules.pace import EVEN, Pace, Way
from bot.rules.person import Person
from bot.rules.signing import UNSIGNED, Revision, Signatures, State
from bot.rules.strategy import Horizon

BEHIND_ON_TRACK = Decimal("0.10")  # of the way: so far behind pace an objective is still on track
BEHIND_NEEDS_ATTENTION = Decimal("0.25")  # of the way: so far behind it needs attention, beyond it is off track
MISSED_NEEDS_ATTENTION = Decimal("0.05")  # of the target: so far from a line to hold it needs attention
ALL = 100  # percent
DONE_BY = Decimal("0.75")  # of the period: what is to be done once is on track until then


class Unit(StrEnum):
    CURRENCY = "currency"
    COUNT = "count"
    PERCENT = "percent"
    YES_NO = "yes_no"


class Direction(StrEnum):
    """Which way is good: up to the target, down to it, or holding one side of it."""

    REACH = "reach"
    REDUCE = "reduce"
    STAY_ABOVE = "stay_above"
    STAY_BELOW = "stay_below"


class Confidence(StrEnum):
    """The rep's own view of an objective, beside whatever the figures say."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Status(StrEnum):
    """What the figures say, computed: the rep's own confidence stands beside it."""

    ON_TRACK = "on_track"
    NEEDS_ATTENTION = "needs_attention"
    OFF_TRACK = "off_track"


AS_FELT = {
    Confidence.HIGH: Status.ON_TRACK,
    Confidence.MEDIUM: Status.NEEDS_ATTENTION,
    Confidence.LOW: Status.OFF_TRACK,
}


class Field(StrEnum):
    """What of an objective can be written and changed."""

    TITLE = "title"
    WHY = "why"
    LINE = "line"
    UNIT = "unit"
    CURRENCY = "currency"
    DIRECTION = "direction"
    BASELINE = "baseline"
    TARGET = "target"
    STARTS_ON = "starts_on"
    ENDS_ON = "ends_on"
    PACE = "pace"
    WEIGHT = "weight"
    SEGMENTS = "segments"
    FLOOR = "floor"
    CEILING = "ceiling"
    CAUSES = "causes"
    WINDOWS = "windows"
    REVISIONS = "revisions"
    SHOWN = "shown"
    SPONSOR = "sponsor"


@dataclass(frozen=True)
class Line:
    """A strategy line and the goal it leads to. `id` is None for one that is still to be stored.

    `words` are the goal's own, `horizon` is its; `ended` says since when the line, or else the goal, is not pursued.
    """

    title: str
    goal: str
    id: int | None = None
    words: str = field(default="", compare=False)
    horizon: Horizon | None = field(default=None, compare=False)
    ended: "Ended | None" = field(default=None, compare=False)


@dataclass(frozen=True)
class Ended:
    """That a line or, if `is_goal`, its goal is not pursued any more, since when, and why if anybody has said."""

    at: datetime
    why: str = ""
    is_goal: bool = False


@dataclass(frozen=True)
class Measure:
    """How an objective is counted. `currency` is an ISO 4217 code, there if and only if the unit is money."""

    unit: Unit
    direction: Direction
    baseline: Decimal
    target: Decimal
    currency: str | None = None

    def counts_like(self, other: "Measure") -> bool:
        """Say whether both count the same, in the same currency."""
        return (self.unit, self.currency) == (other.unit, other.currency)

    @property
    def may_be_negative(self) -> bool:
        return min(self.baseline, self.target) < 0

    @property
    def has_a_way(self) -> bool:
        """Say whether there is a way to go from baseline to target, at a pace: not for a line to hold or a yes."""
        return self.unit is not Unit.YES_NO and self.direction in (Direction.REACH, Direction.REDUCE)

    def share(self, value: Decimal) -> Decimal:
        """How much of the way is done, between 0 and 1; an objective to hold is done while it holds."""
        if self.direction is Direction.STAY_ABOVE:
            return Decimal(1) if value >= self.target else _within(value, self.target)
        if self.direction is Direction.STAY_BELOW:
            return Decimal(1) if value <= self.target else _within(self.target, value)
        way = self.target - self.baseline
        if way == 0:
            return Decimal(value <= self.target if self.direction is Direction.REDUCE else value >= self.target)
        return _clamped((value - self.baseline) / way)

    def missed_by(self, value: Decimal) -> Decimal:
        """How far a value is on the wrong side of a line to hold, 0 while it holds."""
        beyond = value - self.target if self.direction is Direction.STAY_BELOW else self.target - value
        return max(Decimal(0), beyond)


@dataclass(frozen=True)
class Segment:
    """A part of the client portfolio with its share of the target, in percent, and the latest value told of it, when.

    What is told of it is no part of what was agreed.
    """

    name: str
    share: Decimal
    id: int | None = field(default=None, compare=False)
    value: Decimal | None = field(default=None, compare=False)
    told_at: datetime | None = field(default=None, compare=False)


Parts = tuple[tuple[int, Decimal], ...]  # the value of each segment, by its key


@dataclass(frozen=True)
class Progress:
    """A value of an objective: when, by whom (a name), how the rep felt when last asked, and what they said of it."""

    value: Decimal
    at: datetime
    author: str
    confidence: Confidence | None = None
    note: str = ""


@dataclass(frozen=True)
class Closing:
    """How an objective ended: how much of it was reached, in percent, and what was learnt, in a sentence."""

    score: int
    lesson: str
    author: str
    at: datetime


@dataclass(frozen=True)
class Objective:
    """An objective as it stands: `latest` is None until a first value is recorded.

    `weight` is its part, in percent, of what its rep is to reach. `revision` is a change that awaits the other of the
    two. `reference` is how other software names it.
    """

    id: int
    title: str
    why: str
    measure: Measure
    starts_on: date
    ends_on: date
    latest: Progress | None = None
    line: Line | None = None
    pace: Pace = EVEN
    weight: int | None = None
    segments: tuple[Segment, ...] = ()
    charter: Charter = NO_CHARTER
    signatures: Signatures = UNSIGNED
    revision: Revision | None = None
    closing: Closing | None = None
    reference: str = ""

    @property
    def state(self) -> State:
        return self.signatures.state

    @property
    def value(self) -> Decimal:
        return self.latest.value if self.latest else self.measure.baseline

    @property
    def way(self) -> Way:
        return Way(self.starts_on, self.ends_on, self.measure.baseline, self.measure.target, self.pace)

    @property
    def share(self) -> Decimal:
        return self.measure.share(self.value)

    def is_seen_otherwise(self, on: date) -> bool:
        """Say whether the rep sees it otherwise than the figures do."""
        felt = self.latest.confidence if self.latest else None
        return felt is not None and AS_FELT[felt] is not self.status(on)

    @property
    def is_reached(self) -> bool:
        return self.closing.score >= ALL if self.closing else self.share >= 1

    def is_to_close(self, on: date) -> bool:
        """Say whether the period of what both signed is over, and nobody has closed it."""
        return self.state is State.SIGNED and self.ends_on < on

    def expected(self, on: date) -> Decimal | None:
        """Return where the value should be on a day, at its pace; None where there is no way to go."""
        return self.way.expected(on) if self.measure.has_a_way else None

    def status(self, on: date) -> Status:
        """Say what the figures say on a day.

        On the way to a target: up to 10 points of the way behind pace is on track, up to 25 needs attention, more is
        off track. A line to hold: it holds, or is missed by up to 5 % of the target, or by more. To be done once:
        done is on track; not done is on track until three quarters of the period and off track once it is over.
        """
        if self.measure.unit is Unit.YES_NO:
            return self._done_once(on)
        if self.measure.has_a_way:
            behind = self.measure.share(self.way.expected(on)) - self.share
            return _graded(behind, BEHIND_ON_TRACK, BEHIND_NEEDS_ATTENTION)
        tolerated = abs(self.measure.target) * MISSED_NEEDS_ATTENTION
        return _graded(self.measure.missed_by(self.value), Decimal(0), tolerated)

    def _done_once(self, on: date) -> Status:
        if self.share == 1 or pace(self.starts_on, self.ends_on, on) < DONE_BY:
            return Status.ON_TRACK
        return Status.OFF_TRACK if on > self.ends_on else Status.NEEDS_ATTENTION


@dataclass(frozen=True)
class NewObjective:
    """What the two agree on: all it takes to write an objective down.

    `line` is a new one, or the key of one that the team has.
    """

    title: str
    why: str
    measure: Measure
    starts_on: date
    ends_on: date
    line: Line | int | None = None
    pace: Pace = EVEN
    weight: int | None = None
    segments: tuple[Segment, ...] = ()
    charter: Charter = NO_CHARTER
    reference: str = field(default="", compare=False)


@dataclass(frozen=True)
class Shared:
    """An objective as one of the two who share it sees it; `manager` is None once the rep is in no team."""

    objective: Objective
    rep: Person
    manager: Person | None
    reader: Person

    @property
    def own(self) -> bool:
        return self.reader.id == self.rep.id

    @property
    def other_name(self) -> str:
        """The name of the other of the two, "" once the rep is in no team."""
        if not self.own:
            return self.rep.name
        return self.manager.name if self.manager else ""

    @property
    def by_one_of_the_two(self) -> bool:
        """Say whether it is read by one of those who change it."""
        return self.own or (self.manager is not None and self.reader.id == self.manager.id)


@dataclass(frozen=True)
class Shelf:
    """The objectives of one rep, to be read by the rep or the manager."""

    rep: Person
    objectives: tuple[Objective, ...]


@dataclass(frozen=True)
class NewValue:
    """Where an objective stands now, by segment if it was told so, with a note for the other of the two.

    `seen_at` is the instant of the latest value that whoever writes had seen.
    """

    value: Decimal
    confidence: Confidence | None
    seen_at: datetime | None = None
    note: str = ""
    parts: Parts = ()


@dataclass(frozen=True)
class Recorded:
    """A value as it was recorded: `before` is the one before it, `talk_at` that of the check-in it came in.

    `segments` are those told of, with their values. One that was corrected says when, and counts no more; what
    corrects it has its instant and stands in its place.
    """

    value: Decimal
    before: Decimal | None
    confidence: Confidence | None
    author: str
    at: datetime
    talk_at: datetime | None = None
    note: str = ""
    segments: tuple[Segment, ...] = ()
    corrected_at: datetime | None = None
    id: int = field(default=0, compare=False)
    author_id: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Change:
    """One field of an objective that somebody changed, both values as they were stored; "" where they are masked."""

    field: Field
    before: str
    after: str
    author: str
    at: datetime
    is_masked: bool = False


def pace(starts_on: date, ends_on: date, on: date) -> Decimal:
    """Return the share of a period that has gone by, in days: 0 on its first day and before, 1 from its last day on."""
    return Way(starts_on, ends_on, Decimal(0), Decimal(1)).expected(on)


def _graded(missing: Decimal, on_track: Decimal, needs_attention: Decimal) -> Status:
    if missing <= on_track:
        return Status.ON_TRACK
    return Status.NEEDS_ATTENTION if missing <= needs_attention else Status.OFF_TRACK


def _within(part: Decimal, whole: Decimal) -> Decimal:
    return _clamped(part / whole) if whole > 0 else Decimal(0)


def _clamped(share: Decimal) -> Decimal:
    return max(Decimal(0), min(Decimal(1), share))
