"""The end of an objective: when the two are reminded of it, how it is scored, and what may follow it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum

from bot.rules.absence import Days
from bot.rules.cadence import day_off, instant, next_working_day
from bot.rules.charter import Charter
from bot.rules.objective import Direction, Measure, NewObjective, Objective, Shared, Unit
from bot.rules.pace import EVEN, ONE_DAY, Pace, Season, first_of_next_month, months
from bot.rules.person import Person
from bot.rules.quiet import USUAL, Quiet
from bot.rules.refusal import Problem, Reason

SCORE, LESSON, GOES_ON = "score", "lesson", "goes_on"  # fields of the form
MOST = 150  # percent
ALL = Decimal(100)
NOTICE, PATIENCE = timedelta(weeks=2), timedelta(weeks=4)
REMINDED_AT = time(9)


class Reminder(StrEnum):
    """What the two are reminded of: an objective ends soon, has ended, and is still not closed weeks later."""

    COMING = "coming"
    ENDED = "ended"
    LATE = "late"

    def first_day(self, ends_on: date) -> date:
        """Return from which day on it holds: two weeks before the last day, the day after it, four weeks after it."""
        days = {Reminder.COMING: -NOTICE, Reminder.ENDED: ONE_DAY, Reminder.LATE: PATIENCE}
        return ends_on + days[self]


def reminder(ends_on: date, today: date) -> Reminder | None:
    """Return the reminder that holds on a day: only the last one, whatever was missed before it."""
    return next((one for one in reversed(Reminder) if today >= one.first_day(ends_on)), None)


@dataclass(frozen=True)
class Party:
    """One of the two as they are reminded: where they are, when they are away, and what they were reminded of last."""

    who: Person
    country: str
    told: Reminder | None = None
    away: tuple[Days, ...] = ()
    quiet: Quiet = USUAL

    def next_at(self, ends_on: date, at: datetime) -> datetime | None:
        """Return when this person is reminded next: at 09:00 of a working day on which they are there.

        That is not after `at` where it is overdue. In quiet hours it waits for their end. None once all is said.
        """
        today = self.quiet.awake(at, self.who.zone).astimezone(self.who.zone).date()
        left = [one for one in Reminder if self.told is None or _rank(one) > _rank(self.told)]
        if not left:
            return None
        now = reminder(ends_on, today)
        day = today if now in left else min(one.first_day(ends_on) for one in left)
        morning = instant(next_working_day(max(day, today), self._is_off), REMINDED_AT, self.who.zone)
        return self.quiet.awake(morning, self.who.zone)

    def _is_off(self, day: date) -> bool:
        return day_off(self.country)(day) or any(one.covers(day) for one in self.away)


@dataclass(frozen=True)
class Ending:
    """An objective about to be closed: `score` is what the rules make of it, None where no value was recorded."""

    shared: Shared
    score: int | None


@dataclass(frozen=True)
class NewClosing:
    """How somebody closes an objective: in percent, with a sentence, and whether it goes on in the next period.

    `score` is None for what is no number; `target` is that of the next period, None for the same again.
    """

    objective_id: int
    score: int | None
    lesson: str
    goes_on: bool = False
    target: Decimal | None = None

    def problems(self) -> list[Problem]:
        """Find a score out of bounds, and a lesson that says nothing."""
        found = [Problem(Reason.EMPTY, LESSON)] if not self.lesson else []
        if self.score is None or not 0 <= self.score <= MOST:
            found.append(Problem(Reason.NOT_A_SCORE, SCORE, {"most": str(MOST)}))
        return found


def score(objective: Objective, values: Collection[Decimal]) -> int | None:
    """Return how much of an objective was reached, in whole percent, rounded down: 100 means all of it.

    On a way, the part of it that is done, up to 150 where it went beyond. A line to hold: the share of the values
    recorded that held it. To be done once: all or nothing. None where no value was recorded.
    """
    measure = objective.measure
    if not values:
        return None
    if measure.unit is Unit.YES_NO:
        return int(ALL) if objective.share == 1 else 0
    if not measure.has_a_way:
        held = sum(measure.missed_by(value) == 0 for value in values)
        return _percent(Decimal(held) / len(values))
    way = measure.target - measure.baseline
    return _percent((objective.value - measure.baseline) / way if way else objective.share)


def following(starts_on: date, ends_on: date) -> tuple[date, date]:
    """Return the period of the same length right after one: as many months where it is whole months, else days."""
    first = ends_on + ONE_DAY
    if starts_on.day != 1 or first.day != 1:
        return first, first + (ends_on - starts_on)
    after = first
    for _ in months(starts_on, ends_on):
        after = first_of_next_month(after)
    return first, after - ONE_DAY


def beginning(objective: Objective) -> Decimal:
    """Return where the next period begins: a level goes on from where it stands, a sum is counted anew.

    A level is what is to come down, a percentage, and whatever did not begin at zero.
    """
    measure = objective.measure
    is_level = measure.direction is Direction.REDUCE or measure.unit is Unit.PERCENT or measure.baseline != 0
    return objective.value if measure.has_a_way and is_level else measure.baseline


def same_target(objective: Objective) -> Decimal | None:
    """Return the target for another period, unless where that begins is past it already."""
    measure, begins = objective.measure, beginning(objective)
    past = begins <= measure.target if measure.direction is Direction.REDUCE else begins >= measure.target
    return None if measure.has_a_way and past else measure.target


def successor(objective: Objective, target: Decimal) -> NewObjective:
    """Return what an objective is in the next period, to be signed anew: the same line, reason, weight and segments.

    Milestones are dropped, as are the bounds of a margin that was settled around another target.
    """
    starts_on, ends_on = following(objective.starts_on, objective.ends_on)
    measure = replace(objective.measure, baseline=beginning(objective), target=target)
    return NewObjective(
        objective.title,
        objective.why,
        measure,
        starts_on,
        ends_on,
        line=objective.line.id if objective.line else None,
        pace=_pace(objective.pace, starts_on, ends_on),
        weight=objective.weight,
        segments=tuple(replace(one, id=None, value=None) for one in objective.segments),
        charter=_charter(objective.charter, objective.measure, measure),
    )


def _pace(pace: Pace, starts_on: date, ends_on: date) -> Pace:
    fits = isinstance(pace, Season) and len(pace.weights) == len(months(starts_on, ends_on))
    return pace if fits else EVEN


def _charter(charter: Charter, before: Measure, after: Measure) -> Charter:
    return charter if before.target == after.target else replace(charter, floor=None, ceiling=None)


def _rank(one: Reminder) -> int:
    return list(Reminder).index(one)


def _percent(share: Decimal) -> int:
    percent = (share * ALL).to_integral_value(ROUND_FLOOR)
    return int(max(Decimal(0), min(Decimal(MOST), percent)))
