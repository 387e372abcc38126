"""The terms of an objective as texts, one a field: so that changes are kept, shown, suggested and applied."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from bot.rules.charter import Cause, Charter, Sponsor
from bot.rules.objective import Direction, Field, Line, Measure, NewObjective, Objective, Segment, Unit
from bot.rules.pace import EVEN, Even, Milestones, Pace, Season

Texts = Mapping[Field, str]
SEASON = "season"
YES = "yes"


def agreed(objective: Objective) -> NewObjective:
    """Return what it would take to write an objective down again."""
    return NewObjective(
        objective.title,
        objective.why,
        objective.measure,
        objective.starts_on,
        objective.ends_on,
        objective.line,
        objective.pace,
        objective.weight,
        objective.segments,
        objective.charter,
        objective.reference,
    )


def write(terms: NewObjective) -> dict[Field, str]:
    """Write each field of an objective as a text; "" for what is left open. Its line must be known by its title."""
    measure, charter = terms.measure, terms.charter
    return {
        Field.TITLE: terms.title,
        Field.WHY: terms.why,
        Field.LINE: f"{terms.line.title}\n{terms.line.goal}" if isinstance(terms.line, Line) else "",
        Field.UNIT: measure.unit,
        Field.CURRENCY: measure.currency or "",
        Field.DIRECTION: measure.direction,
        Field.BASELINE: plainly(measure.baseline),
        Field.TARGET: plainly(measure.target),
        Field.STARTS_ON: terms.starts_on.isoformat(),
        Field.ENDS_ON: terms.ends_on.isoformat(),
        Field.PACE: write_pace(terms.pace),
        Field.WEIGHT: str(terms.weight or ""),
        Field.SEGMENTS: "\n".join(f"{plainly(one.share)} {one.name}" for one in terms.segments),
        Field.FLOOR: _figure(charter.floor),
        Field.CEILING: _figure(charter.ceiling),
        Field.CAUSES: write_causes(charter.causes),
        Field.WINDOWS: write_windows(charter.windows),
        Field.REVISIONS: str(charter.revisions or ""),
        Field.SHOWN: YES if charter.is_shown else "",
        Field.SPONSOR: f"{charter.sponsor.id}\n{charter.sponsor.name}" if charter.sponsor else "",
    }


def read(texts: Texts) -> NewObjective:
    """Read an objective back from its fields as `write` leaves them."""
    measure = Measure(
        Unit(texts[Field.UNIT]),
        Direction(texts[Field.DIRECTION]),
        Decimal(texts[Field.BASELINE]),
        Decimal(texts[Field.TARGET]),
        texts[Field.CURRENCY] or None,
    )
    return NewObjective(
        texts[Field.TITLE],
        texts[Field.WHY],
        measure,
        date.fromisoformat(texts[Field.STARTS_ON]),
        date.fromisoformat(texts[Field.ENDS_ON]),
        _line(texts[Field.LINE]) if texts[Field.LINE] else None,
        read_pace(texts[Field.PACE]),
        int(texts[Field.WEIGHT]) if texts[Field.WEIGHT] else None,
        read_segments(texts[Field.SEGMENTS]),
        _charter(texts),
    )


def write_pace(pace: Pace) -> str:
    """Write a pace: "" for an even one, a milestone a line, or "season" and the weights of the months."""
    match pace:
        case Even():
            return ""
        case Milestones(points):
            return "\n".join(f"{day.isoformat()} {plainly(value)}" for day, value in points)
        case Season(weights):
            return " ".join([SEASON, *map(str, weights)])


def read_pace(text: str) -> Pace:
    if not text:
        return EVEN
    if text.startswith(SEASON):
        return Season(tuple(int(weight) for weight in text.split()[1:]))
    points = [line.split() for line in text.splitlines()]
    return Milestones(tuple((date.fromisoformat(day), Decimal(value)) for day, value in points))


def read_segments(text: str) -> tuple[Segment, ...]:
    return tuple(_segment(line) for line in text.splitlines())


def write_windows(windows: tuple[int, ...]) -> str:
    return ",".join(map(str, windows))


def read_windows(text: str) -> tuple[int, ...]:
    return tuple(int(month) for month in text.split(",")) if text else ()


def write_causes(causes: frozenset[Cause]) -> str:
    return ",".join(cause for cause in Cause if cause in causes)


def read_causes(text: str) -> frozenset[Cause]:
    return frozenset(Cause(cause) for cause in text.split(",")) if text else frozenset()


def plainly(value: Decimal) -> str:
    """Write a figure without exponents or trailing zeros."""
    return f"{value.normalize():f}"


def _figure(value: Decimal | None) -> str:
    return "" if value is None else plainly(value)


def _line(text: str) -> Line:
    title, _, goal = text.partition("\n")
    return Line(title, goal)


def _segment(line: str) -> Segment:
    share, name = line.split(" ", 1)
    return Segment(name, Decimal(share))


def _charter(texts: Texts) -> Charter:
    floor, ceiling, sponsor = texts[Field.FLOOR], texts[Field.CEILING], texts[Field.SPONSOR]
    key, _, name = sponsor.partition("\n")
    return Charter(
        Decimal(floor) if floor else None,
        Decimal(ceiling) if ceiling else None,
        read_causes(texts[Field.CAUSES]),
        read_windows(texts[Field.WINDOWS]),
        int(texts[Field.REVISIONS]) if texts[Field.REVISIONS] else None,
        texts[Field.SHOWN] == YES,
        Sponsor(int(key), name) if sponsor else None,
    )
