"""The pace of an objective: how much of the way should be done by a day, evenly, by milestones or with the seasons."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate, pairwise

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Even:
    """The same every day."""


@dataclass(frozen=True)
class Milestones:
    """Values to be at on days within the period, in their order; between them the pace is even."""

    points: tuple[tuple[date, Decimal], ...]


@dataclass(frozen=True)
class Season:
    """How much each month of the period weighs, the first month first: 8 8 10 means that the third brings most."""

    weights: tuple[int, ...]


Pace = Even | Milestones | Season
EVEN = Even()


@dataclass(frozen=True)
class Way:
    """A way from one value to another in a period of days, both of them included."""

    starts_on: date
    ends_on: date
    baseline: Decimal
    target: Decimal
    pace: Pace = EVEN

    def expected(self, on: date) -> Decimal:
        """Return where the value should be on a day: the baseline until the period begins, the target from its end."""
        if on >= self.ends_on:
            return self.target
        if on <= self.starts_on:
            return self.baseline
        for (since, low), (until, high) in pairwise(self._points):
            if on <= until:
                return low + (high - low) * Decimal((on - since).days) / (until - since).days
        return self.target

    @property
    def _points(self) -> list[tuple[date, Decimal]]:
        """Return the corners of the way, each on a day of its own."""
        match self.pace:
            case Milestones(points):
                between = points
            case Season(weights):
                between = self._seasonal(weights)
            case Even():
                between = ()
        within = [(day, value) for day, value in between if self.starts_on < day < self.ends_on]
        return [(self.starts_on, self.baseline), *within, (self.ends_on, self.target)]

    def _seasonal(self, weights: tuple[int, ...]) -> tuple[tuple[date, Decimal], ...]:
        way, total = self.target - self.baseline, sum(weights)
        ends = [first_of_next_month(day) - ONE_DAY for day in months(self.starts_on, self.ends_on)]
        done = [self.baseline + way * so_far / total for so_far in accumulate(weights)]
        return tuple(zip(ends, done, strict=False))


def months(starts_on: date, ends_on: date) -> list[date]:
    """Return the first day of each month that a period meets."""
    day, found = starts_on.replace(day=1), list[date]()
    while day <= ends_on:
        found.append(day)
        day = first_of_next_month(day)
    return found


def first_of_next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)
