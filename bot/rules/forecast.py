"""Where an objective is heading: the likely value at the end of its period, a band around it, and how sure that is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from bot.rules.objective import BEHIND_NEEDS_ATTENTION, BEHIND_ON_TRACK, Objective, Unit

USUAL_SCATTER = BEHIND_NEEDS_ATTENTION  # of the way over a whole period: what is assumed before values tell
STUDENT = tuple(map(Decimal, ("3.08", "1.89", "1.64", "1.53", "1.48", "1.44", "1.41", "1.40", "1.38")))
MANY_VALUES = Decimal("1.28")
HUNDRED = Decimal(100)

Points = Sequence[tuple[date, Decimal]]


class Sureness(StrEnum):
    """How far the band reaches to either side: up to 10 points of the way, up to 25, or more."""

    SURE = "sure"
    FAIR = "fair"
    ROUGH = "rough"


@dataclass(frozen=True)
class Forecast:
    """The likely value on the last day; in four cases of five it will lie from `low` to `high`."""

    likely: Decimal
    low: Decimal
    high: Decimal
    sureness: Sureness


@dataclass(frozen=True)
class _Step:
    """How much of the way should have been done by a day, and how much was."""

    due: Decimal
    done: Decimal


def forecast(objective: Objective, values: Points, on: date) -> Forecast | None:
    """Foresee the end of an objective on a day from its values so far, the oldest first.

    As it went so far, so it goes on: what was done of the way, divided by what the pace would have had done by then.
    Halfway through its pace with a quarter of the way done, an objective ends halfway. The band holds four outcomes of
    five: it grows with the scatter of the steps between the values around that ratio and with the pace still to come,
    and is wider where values are few. This is the chain ladder of insurers with the error of Mack (ASTIN Bulletin
    23/2, 1993) and Student's quantiles of 80 %, beginning with one imagined value of the usual scatter.

    None where nothing can be said: of a yes or no, of a line to hold, outside the period, and before a first value or
    a first day of pace. On the last day and after it the outcome is the latest value.
    """
    known = [(day, value) for day, value in values if day <= on]
    if not known or on < objective.starts_on or not objective.measure.has_a_way or _length(objective) == 0:
        return None
    if on >= objective.ends_on:
        latest = known[-1][1]
        return Forecast(latest, latest, latest, Sureness.SURE)
    steps = _steps(objective, known)
    return _extrapolated(objective, steps, known) if len(steps) > 1 else None


def _steps(objective: Objective, known: Points) -> list[_Step]:
    """Return the way along the pace from its beginning; of values for which no more was due, the last one counts."""
    way, length, steps = objective.way, _length(objective), {Decimal(0): Decimal(0)}
    for day, value in known:
        due = (way.expected(day) - way.baseline) / length
        steps[due] = (value - way.baseline) / length
    return [_Step(due, done) for due, done in steps.items()]


def _length(objective: Objective) -> Decimal:
    return objective.measure.target - objective.measure.baseline


def _extrapolated(objective: Objective, steps: Sequence[_Step], known: Points) -> Forecast:
    last = steps[-1]
    ratio = last.done / last.due
    half = _quantile(len(steps) - 1) * (_variance(steps, ratio) * (1 - last.due) / last.due).sqrt()
    low = max(ratio - half, min(ratio, last.done)) if _never_back(steps) else ratio - half
    worst, likely, best = (_possible(objective, share, known) for share in (low, ratio, ratio + half))
    return Forecast(likely, min(worst, best), max(worst, best), _sureness(half))


def _variance(steps: Sequence[_Step], ratio: Decimal) -> Decimal:
    """Return the scatter of the steps around a ratio to the pace, squared, over a whole period."""
    scatter = sum(_scattered(steps, ratio), USUAL_SCATTER**2)
    return scatter / (len(steps) - 1)


def _scattered(steps: Sequence[_Step], ratio: Decimal) -> Iterator[Decimal]:
    for one, other in pairwise(steps):
        due, done = other.due - one.due, other.done - one.done
        yield (done - ratio * due) ** 2 / due


def _never_back(steps: Sequence[_Step]) -> bool:
    return all(one.done <= other.done for one, other in pairwise(steps))


def _quantile(values: int) -> Decimal:
    return STUDENT[values - 1] if values <= len(STUDENT) else MANY_VALUES


def _sureness(half: Decimal) -> Sureness:
    if half <= BEHIND_ON_TRACK:
        return Sureness.SURE
    return Sureness.FAIR if half <= BEHIND_NEEDS_ATTENTION else Sureness.ROUGH


def _possible(objective: Objective, share: Decimal, known: Points) -> Decimal:
    """Turn a share of the way into a value, no further than a value can go."""
    measure = objective.measure
    value = measure.baseline + share * _length(objective)
    told = [measure.baseline, measure.target, *(one for _, one in known)]
    if min(told) >= 0:
        value = max(Decimal(0), value)
    if measure.unit is Unit.PERCENT and max(told) <= HUNDRED:
        value = min(HUNDRED, value)
    return value
