"""An objective about to be written down: what there is to choose from, and what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from bot.rules import charter
from bot.rules.objective import Direction, Field, Line, NewObjective, Segment
from bot.rules.pace import Even, Milestones, Season, months
from bot.rules.person import Person
from bot.rules.refusal import Problem, Reason, Rejected

ALL = 100  # percent


@dataclass(frozen=True)
class Desk:
    """What an objective of `rep` is written with: the team's strategy lines, the rep's country, the usual period."""

    rep: Person
    reader: Person
    lines: tuple[Line, ...]
    country: str
    period: tuple[date, date]


@dataclass(frozen=True)
class Draft:
    """A form as it was sent: for a new objective of `rep` (a Slack id), or to change the one with the key `changes`.

    `since` is when the form was opened; `keeps` are the fields it did not show, and `note` says why it is changed.
    """

    wanted: NewObjective
    since: datetime
    rep: str = ""
    changes: int | None = None
    keeps: frozenset[Field] = frozenset()
    note: str = ""


def check(wanted: NewObjective) -> None:
    """Raise Rejected with all that is wrong with an objective, each problem in its field."""
    if problems := tuple(_problems(wanted)):
        raise Rejected(*problems)


def _problems(wanted: NewObjective) -> Iterator[Problem]:
    measure = wanted.measure
    if not wanted.title:
        yield Problem(Reason.NO_TITLE, Field.TITLE)
    if measure.has_a_way and measure.target == measure.baseline:
        yield Problem(Reason.NO_WAY_TO_GO, Field.TARGET)
    elif measure.has_a_way and (measure.target < measure.baseline) is (measure.direction is Direction.REACH):
        too_low = measure.direction is Direction.REACH
        yield Problem(Reason.TARGET_TOO_LOW if too_low else Reason.TARGET_TOO_HIGH, Field.TARGET)
    if wanted.ends_on < wanted.starts_on:
        yield Problem(Reason.ENDS_BEFORE_IT_STARTS, Field.ENDS_ON)
    else:
        yield from _pace_problems(wanted)
    if wanted.weight is not None and not 1 <= wanted.weight <= ALL:
        yield Problem(Reason.NOT_A_WEIGHT, Field.WEIGHT)
    yield from _segment_problems(wanted.segments)
    yield from charter.problems(wanted.charter, measure.target, floor=Field.FLOOR, ceiling=Field.CEILING)


def _pace_problems(wanted: NewObjective) -> Iterator[Problem]:
    match wanted.pace:
        case Milestones(points):
            for day, _ in points:
                if not wanted.starts_on <= day <= wanted.ends_on:
                    yield Problem(Reason.MILESTONE_OUTSIDE, Field.PACE, {"day": day.isoformat()})
            days = [day for day, _ in points]
            values = [wanted.measure.baseline, *[value for _, value in points], wanted.measure.target]
            rising = wanted.measure.direction is Direction.REACH
            if days != sorted(set(days)) or values != sorted(values, reverse=not rising):
                yield Problem(Reason.MILESTONES_UNORDERED, Field.PACE)
        case Season(weights):
            count = len(months(wanted.starts_on, wanted.ends_on))
            if len(weights) != count or not sum(weights):
                yield Problem(Reason.SEASON_MONTHS, Field.PACE, {"count": str(count)})
        case Even():
            pass


def _segment_problems(segments: tuple[Segment, ...]) -> Iterator[Problem]:
    names = [one.name.casefold() for one in segments]
    if twice := next((one.name for one in segments if names.count(one.name.casefold()) > 1), None):
        yield Problem(Reason.SEGMENT_TWICE, Field.SEGMENTS, {"name": twice})
    if segments and (total := sum((one.share for one in segments), Decimal(0))) != ALL:
        yield Problem(Reason.SHARES_DO_NOT_ADD_UP, Field.SEGMENTS, {"sum": str(total)})
