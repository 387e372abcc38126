"""Reading lists as people write them, one thing a line: "Key accounts: 40 %", "31/03: 120,000", "January: 8"."""

import re
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import TypeVar

from bot.rules import when
from bot.rules.amount import NumberStyle, read_amount
from bot.rules.objective import Direction, Field, Measure, Segment, Unit
from bot.rules.pace import Milestones, Season
from bot.rules.refusal import Problem, Reason, Rejected

MARKED = re.compile(r"(?P<name>.*\S)\s*[:=]\s*(?P<figure>[^:=]+)")
SPACED = re.compile(r"(?P<name>.*\S)\s+(?P<figure>\d+([.,]\d+)?\s*%?)")
SHARE = Measure(Unit.PERCENT, Direction.REACH, Decimal(0), Decimal(100))
LONGEST_NAME = 80

Read = TypeVar("Read")


def read_segments(text: str, style: NumberStyle) -> tuple[Segment, ...]:
    """Read the segments of an objective with their shares in percent, or raise Rejected naming the line."""

    def read(name: str, figure: str) -> Segment:
        if len(name) > LONGEST_NAME:
            raise Rejected.because(Reason.SEGMENT_LINE)
        return Segment(name, read_amount(figure, SHARE, style))

    return tuple(_each(text, read, Problem(Reason.SEGMENT_LINE, Field.SEGMENTS)))


def read_milestones(text: str, measure: Measure, style: NumberStyle, *, since: date, day_first: bool) -> Milestones:
    """Read days with the value to be at on each, or raise Rejected naming the line.

    A day without a year is the next such one from `since` on, the first day of the period. `day_first` says whether
    12/08 is in August.
    """

    def read(day: str, figure: str) -> tuple[date, Decimal]:
        days = when.read(day, since, day_first=day_first).certain
        if days is None or days.first != days.last:
            raise Rejected.because(Reason.MILESTONE_LINE)
        return days.first, read_amount(figure, measure, style)

    return Milestones(tuple(_each(text, read, Problem(Reason.MILESTONE_LINE, Field.PACE))))


def read_season(text: str, style: NumberStyle) -> Season:
    """Read how much each month weighs, one a line, or raise Rejected naming the line. Names of months are not read."""
    whole = Measure(Unit.COUNT, Direction.REACH, Decimal(0), Decimal(1))

    def read(_month: str, figure: str) -> int:
        return int(read_amount(figure, whole, style))

    return Season(tuple(_each(text, read, Problem(Reason.MONTH_LINE, Field.PACE))))


def _each(text: str, read: Callable[[str, str], Read], otherwise: Problem) -> Iterator[Read]:
    """Read each line that is not empty; the first that cannot be read is the problem."""
    for line in filter(None, map(str.strip, text.splitlines())):
        found = MARKED.fullmatch(line) or SPACED.fullmatch(line)
        if found is None:
            raise Rejected(_naming(line, otherwise))
        try:
            yield read(found["name"], found["figure"])
        except Rejected:
            raise Rejected(_naming(line, otherwise)) from None


def _naming(line: str, problem: Problem) -> Problem:
    return Problem(problem.reason, problem.field, {"line": line[:LONGEST_NAME]})
