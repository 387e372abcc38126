"""An objective and its measure: what counts, in which direction, and how far it has come."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum


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


@dataclass(frozen=True)
class Measure:
    """How an objective is counted. `currency` is an ISO 4217 code, there if and only if the unit is money."""

    unit: Unit
    direction: Direction
    baseline: Decimal
    target: Decimal
    currency: str | None = None

    @property
    def may_be_negative(self) -> bool:
        return min(self.baseline, self.target) < 0

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


@dataclass(frozen=True)
class Progress:
    """A value of an objective: when, by whom (a name), and how the rep felt about it."""

    value: Decimal
    at: datetime
    author: str
    confidence: Confidence | None = None


@dataclass(frozen=True)
class Objective:
    """An objective as it stands: `latest` is None until a first value is recorded."""

    id: int
    title: str
    why: str
    measure: Measure
    starts_on: date
    ends_on: date
    latest: Progress | None = None

    @property
    def value(self) -> Decimal:
        return self.latest.value if self.latest else self.measure.baseline

    @property
    def share(self) -> Decimal:
        return self.measure.share(self.value)


@dataclass(frozen=True)
class NewObjective:
    """What it takes to write an objective down."""

    title: str
    why: str
    measure: Measure
    starts_on: date
    ends_on: date


def _within(part: Decimal, whole: Decimal) -> Decimal:
    return _clamped(part / whole) if whole > 0 else Decimal(0)


def _clamped(share: Decimal) -> Decimal:
    return max(Decimal(0), min(Decimal(1), share))
