"""A row of a file of objectives, read into what it takes to write one down; what it does not say stays as it is."""

import re
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from bot.rules import columns
from bot.rules.amount import CURRENCY_SIGNS
from bot.rules.charter import NO_CHARTER, Cause, Charter
from bot.rules.columns import Column
from bot.rules.convention import Convention
from bot.rules.gathering import Gathering
from bot.rules.importing import Cells
from bot.rules.listed import LONGEST_NAME
from bot.rules.matching import OWN_REFERENCE
from bot.rules.objective import Direction, Line, Measure, NewObjective, Segment, Unit
from bot.rules.pace import EVEN, Milestones, Pace, Season
from bot.rules.refusal import Problem, Reason, Rejected

LENGTHS = {  # characters: what fits in the fields of the form, too
    Column.TITLE: 150,
    Column.WHY: 2000,
    Column.REFERENCE: 80,
    Column.LINE: 150,
    Column.GOAL: 150,
    Column.PACE: 2000,
    Column.SEGMENTS: 2000,
}
SHARES = Measure(Unit.PERCENT, Direction.REACH, Decimal(0), Decimal(100))
DONE_OR_NOT = Measure(Unit.YES_NO, Direction.REACH, Decimal(0), Decimal(1))
MONTHS = {str(month): month for month in range(1, 13)}

_SEGMENT = re.compile(r"(?P<name>.+?)\s+(?P<share>\S*\d\S*?)\s*%?", re.DOTALL)


@dataclass(frozen=True)
class RowReader:
    """Reads one row: `base` is the objective it means, where there is one."""

    cells: Cells
    convention: Convention
    currencies: frozenset[str]
    lines: tuple[Line, ...]
    base: NewObjective | None

    def wanted(self) -> NewObjective:
        """Return the objective that the row says, or raise Rejected with all that is wrong, each in its column."""
        gather = Gathering()
        for column in LENGTHS:
            gather(self._check_length, column)
        measure = gather(self._measure)
        period = gather(self._day, Column.STARTS_ON), gather(self._day, Column.ENDS_ON)
        line, weight = gather(self._line), gather(self._count, Column.WEIGHT, Reason.NOT_A_WEIGHT)
        segments = gather(self._segments)
        pace = gather(self._pace, measure) if measure else EVEN
        margin = gather(self._charter, measure) if measure else NO_CHARTER
        starts_on, ends_on = period
        if gather.problems or not (measure and starts_on and ends_on and margin and pace and segments is not None):
            raise Rejected(*gather.problems)
        reference, why = self._text(Column.REFERENCE), self._text(Column.WHY)
        return NewObjective(
            self._text(Column.TITLE),
            why,
            measure,
            starts_on,
            ends_on,
            line,
            pace,
            weight,
            segments,
            margin,
            "" if OWN_REFERENCE.fullmatch(reference) else reference,
        )

    def _has(self, column: Column) -> bool:
        return column in self.cells

    def _text(self, column: Column) -> str:
        if self._has(column) or self.base is None:
            return self.cells.get(column, "")
        return self.base.why if column is Column.WHY else self.base.reference

    def _check_length(self, column: Column) -> None:
        if len(self.cells.get(column, "")) > LENGTHS[column]:
            raise _refused(Reason.CELL_TOO_LONG, column, most=str(LENGTHS[column]))

    def _needed(self, column: Column) -> str:
        if not (text := self.cells.get(column, "")):
            raise _refused(Reason.CELL_EMPTY, column)
        return text

    def _day(self, column: Column) -> date:
        return self.convention.day(self._needed(column), column)

    def _count(self, column: Column, reason: Reason) -> int | None:
        if not self._has(column):
            held = self.base or NewObjective("", "", DONE_OR_NOT, date.min, date.min)
            return held.weight if column is Column.WEIGHT else held.charter.revisions
        text = self.cells[column].removesuffix("%").strip()
        if text and not re.fullmatch(r"0*[1-9]\d{0,2}", text, re.ASCII):
            raise _refused(reason, column)
        return int(text) if text else None

    def _measure(self) -> Measure:
        written = self._needed(Column.UNIT)
        unit, currency = self._unit(written)
        if unit is Unit.YES_NO:
            return DONE_OR_NOT
        gather = Gathering()
        direction = gather(self._direction)
        provisional = Measure(unit, Direction.REACH, Decimal(-1), Decimal(100), currency)  # so that either may be < 0
        baseline = gather(self._baseline, provisional)
        target = gather(self._figure, Column.TARGET, provisional)
        if direction is None or baseline is None or target is None:
            raise Rejected(*gather.problems)
        return Measure(unit, direction, baseline, target, currency)

    def _unit(self, written: str) -> tuple[Unit, str | None]:
        if unit := columns.unit(written):
            return unit, None
        code = CURRENCY_SIGNS.get(written.upper(), written.upper())
        if code not in self.currencies:
            raise _refused(Reason.NOT_A_UNIT, Column.UNIT, written=written)
        return Unit.CURRENCY, code

    def _direction(self) -> Direction:
        if not self._has(Column.DIRECTION) and self.base:
            return self.base.measure.direction
        written = self.cells.get(Column.DIRECTION, "")
        found = columns.direction(written) if written else Direction.REACH
        if found is None:
            raise _refused(Reason.NOT_IN_THE_LIST, Column.DIRECTION, written=written)
        return found

    def _baseline(self, measure: Measure) -> Decimal:
        if not self._has(Column.BASELINE):
            return self.base.measure.baseline if self.base else Decimal(0)
        return self._figure(Column.BASELINE, measure) if self.cells[Column.BASELINE] else Decimal(0)

    def _figure(self, column: Column, measure: Measure) -> Decimal:
        return self.convention.figure(self._needed(column), measure, column)

    def _line(self) -> Line | None:
        if not self._has(Column.LINE):
            return self.base.line if self.base and isinstance(self.base.line, Line) else None
        title, goal = self.cells[Column.LINE], self.cells.get(Column.GOAL, "")
        if not title:
            if goal:
                raise _refused(Reason.GOAL_WITHOUT_LINE, Column.LINE)
            return None
        if not goal:
            return self._known_line(title)
        return Line(title, goal)

    def _known_line(self, title: str) -> Line:
        known = [line for line in self.lines if line.title == title]
        if len(known) != 1:
            raise _refused(Reason.LINE_WITHOUT_GOAL, Column.GOAL)
        return known[0]

    def _segments(self) -> tuple[Segment, ...]:
        if not self._has(Column.SEGMENTS):
            return self.base.segments if self.base else ()
        return tuple(self._segment(part) for part in columns.parts(self.cells[Column.SEGMENTS]))

    def _segment(self, written: str) -> Segment:
        found = _SEGMENT.fullmatch(written)
        if found is None or len(found["name"]) > LONGEST_NAME:
            raise _refused(Reason.NOT_A_SEGMENT, Column.SEGMENTS, written=written)
        return Segment(found["name"], self.convention.figure(found["share"], SHARES, Column.SEGMENTS))

    def _pace(self, measure: Measure) -> Pace:
        if not self._has(Column.PACE):
            return self.base.pace if self.base else EVEN
        written = self.cells[Column.PACE]
        first, _, rest = written.partition(" ")
        if columns.folded(first) in columns.SEASON:
            return Season(tuple(self._weight_of_month(one) for one in rest.split()))
        met = [self._milestone(part, measure) for part in columns.parts(written)]
        return Milestones(tuple(met)) if met else EVEN

    def _weight_of_month(self, written: str) -> int:
        if not re.fullmatch(r"\d{1,4}", written, re.ASCII):
            raise _refused(Reason.NOT_A_PACE, Column.PACE, written=written)
        return int(written)

    def _milestone(self, written: str, measure: Measure) -> tuple[date, Decimal]:
        day, _, value = written.partition(" ")
        if not value.strip():
            raise _refused(Reason.NOT_A_PACE, Column.PACE, written=written)
        return self.convention.day(day, Column.PACE), self.convention.figure(value, measure, Column.PACE)

    def _charter(self, measure: Measure) -> Charter:
        held, gather = self.base.charter if self.base else NO_CHARTER, Gathering()
        measure = replace(measure, baseline=Decimal(-1))  # a floor may be below zero
        told = {
            "floor": gather(self._margin, Column.FLOOR, measure, held.floor),
            "ceiling": gather(self._margin, Column.CEILING, measure, held.ceiling),
            "causes": gather(self._causes, held.causes),
            "windows": gather(self._windows, held.windows),
            "revisions": gather(self._count, Column.REVISIONS, Reason.NOT_A_COUNT),
        }
        if gather.problems:
            raise Rejected(*gather.problems)
        return replace(held, **told)  # pyright: ignore[reportArgumentType] (each is of its field)

    def _margin(self, column: Column, measure: Measure, held: Decimal | None) -> Decimal | None:
        if not self._has(column):
            return held
        return self._figure(column, measure) if self.cells[column] else None

    def _causes(self, held: frozenset[Cause]) -> frozenset[Cause]:
        if not self._has(Column.CAUSES):
            return held
        return frozenset(self._cause(part) for part in _listed(self.cells[Column.CAUSES]))

    def _cause(self, written: str) -> Cause:
        if (found := columns.cause(written)) is None:
            raise _refused(Reason.NOT_IN_THE_LIST, Column.CAUSES, written=written)
        return found

    def _windows(self, held: tuple[int, ...]) -> tuple[int, ...]:
        if not self._has(Column.WINDOWS):
            return held
        return tuple(sorted({self._month(part) for part in _listed(self.cells[Column.WINDOWS])}))

    def _month(self, written: str) -> int:
        if (found := MONTHS.get(written.lstrip("0"))) is None:
            raise _refused(Reason.NOT_A_MONTH, Column.WINDOWS, written=written)
        return found


def _listed(text: str) -> list[str]:
    return [part for one in re.split(r"[|;,]", text) if (part := one.strip())]


def _refused(reason: Reason, column: Column, **details: str) -> Rejected:
    return Rejected(Problem(reason, column, details))
