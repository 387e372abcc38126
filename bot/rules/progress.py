"""Progress rolled up: what the segments of a value come to, which is furthest behind, and how a team has come."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bot.rules.amount import DECIMALS, LARGEST
from bot.rules.objective import Measure, Objective, Parts, Segment, Unit
from bot.rules.refusal import Problem, Reason, Rejected

ALL = 100  # percent
A_WHOLE_WEIGHT = Decimal(1)


@dataclass(frozen=True)
class Filled:
    """A form for the value of an objective, read but not yet judged; None where nothing was written.

    `field` is that of the total. A segment's own field is named after its key: see `part_field`.
    """

    measure: Measure
    segments: tuple[Segment, ...]
    total: Decimal | None
    field: str


@dataclass(frozen=True)
class Stand:
    """How far one segment has come: its own measure, the part of its way that is done, and what its pace asks."""

    segment: Segment
    measure: Measure
    share: Decimal
    asked: Decimal


def part_field(segment_id: int | None) -> str:
    return f"part_{segment_id}"


def settled(filled: Filled) -> tuple[Decimal, Parts]:
    """Return the value and its parts, or raise Rejected in the field that is wrong.

    Either the total alone is told, or every segment: then the total may be left out, and may not differ.
    """
    missing = [one for one in filled.segments if one.value is None]
    if len(missing) == len(filled.segments):
        if filled.total is None:
            raise Rejected(Problem(Reason.NO_VALUE, filled.field))
        return filled.total, ()
    if missing:
        raise Rejected(*(Problem(Reason.PART_MISSING, part_field(one.id)) for one in missing))
    found = rolled_up(filled.measure, filled.segments)
    if abs(found) >= LARGEST:
        raise Rejected(Problem(Reason.TOO_LARGE, filled.field))
    if filled.total not in (None, found):
        details = {"sum": str(found), "percent": "yes" if filled.measure.unit is Unit.PERCENT else ""}
        raise Rejected(Problem(Reason.PARTS_DO_NOT_ADD_UP, filled.field, details))
    return found, tuple(sorted((one.id or 0, one.value or Decimal(0)) for one in filled.segments))


def rolled_up(measure: Measure, segments: Iterable[Segment]) -> Decimal:
    """Return what the values of all segments come to.

    Money and counts add up. Percentages do not: each weighs as much as its segment's share of the target, and the
    result is rounded as a percentage is written.
    """
    if measure.unit is not Unit.PERCENT:
        return sum((one.value or Decimal(0) for one in segments), Decimal(0))
    weighted = [((one.value or Decimal(0)) * one.share, one.share) for one in segments]
    total, shares = (sum(column, Decimal(0)) for column in zip(*weighted, strict=True))
    return round(total / (shares or ALL), DECIMALS[Unit.PERCENT])


def part_of(measure: Measure, segment: Segment) -> Measure:
    """Return a segment's own measure: its share of the way, or the same percentage as everywhere."""
    if measure.unit is Unit.PERCENT:
        return measure
    share = segment.share / ALL
    return replace(measure, baseline=measure.baseline * share, target=measure.target * share)


def stands(objective: Objective, on: date) -> tuple[Stand, ...]:
    """Return how far each segment that has a value has come, in their order. All of them have the same pace."""
    expected = objective.expected(on)
    asked = Decimal(1) if expected is None else objective.measure.share(expected)
    measures = [(one, part_of(objective.measure, one), one.value) for one in objective.segments]
    return tuple(
        Stand(one, measure, measure.share(value), asked) for one, measure, value in measures if value is not None
    )


def furthest(found: Sequence[Stand]) -> Stand | None:
    """Return the segment furthest from plan, the larger one of two; None where none is behind or there is but one."""
    behind = [one for one in found if one.share < one.asked]
    return min(behind, key=lambda one: (one.share, -one.segment.share)) if len(found) > 1 and behind else None


def weights(owned: Sequence[tuple[int, int | None]]) -> list[Decimal]:
    """Return what each objective weighs in its team, from its owner and the weight agreed for it, if any.

    An objective weighs as much as its weight is above or below the average weight of its owner's; one without
    counts as an average one. So weights shift what counts within a rep, and never how much a rep counts in the team.
    """
    agreed: dict[int, list[int]] = defaultdict(list)
    for owner, weight in owned:
        if weight:
            agreed[owner].append(weight)
    return [
        Decimal(weight * len(agreed[owner])) / sum(agreed[owner]) if weight else A_WHOLE_WEIGHT
        for owner, weight in owned
    ]
