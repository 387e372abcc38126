"""How one file writes numbers and days: decided once, by what can be read in one way only."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.rules.amount import NumberStyle, read_amount
from bot.rules.objective import Measure
from bot.rules.refusal import Problem, Reason, Rejected

COMMA, POINT = NumberStyle(",", "."), NumberStyle(".", ",")
STYLES = {style.decimal: style for style in (COMMA, POINT)}
WRITTEN_WITH = {";": COMMA, ",": POINT}  # spreadsheets separate cells with what does not separate decimals
YEARS = range(1990, 2101)
MONTHS = 12

_FIGURE = re.compile(r"\d[\d.,\s\u00a0\u202f\u2009'’]*")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_DAY = re.compile(r"(\d{1,4})([-/.])(\d{1,2})\2(\d{1,4})(?:[T ]\d\d:\d\d.*)?", re.ASCII)


@dataclass(frozen=True)
class Usual:
    """How whoever brings a file writes numbers, and whether they write the day before the month."""

    numbers: NumberStyle
    day_first: bool


@dataclass(frozen=True)
class Convention:
    """`numbers` are certain where the file shows them; `day_first` is None where it shows both."""

    numbers: NumberStyle
    is_certain: bool
    day_first: bool | None

    def figure(self, text: str, measure: Measure, field: str) -> Decimal:
        """Read a figure as the file writes it, or raise Rejected as `read_amount`."""
        return read_amount(self._in_one_way(text), measure, self.numbers, field=field)

    def day(self, text: str, field: str) -> date:
        """Read a day, or raise Rejected: 2026-10-08, 08/10/2026, 10/08/2026."""
        parts = _DAY.fullmatch(text.strip())
        if parts is None:
            raise _refused(Reason.NOT_A_DAY, field, text)
        try:
            return self._date(*parts.group(1, 3, 4))
        except ValueError:
            raise _refused(Reason.NOT_A_DAY, field, text) from None
        except LookupError:
            raise _refused(Reason.AMBIGUOUS_DAY, field, text) from None

    def _in_one_way(self, text: str) -> str:
        """Make of 12,500 in a file with decimal commas 12,5000, which are no thousands to anybody."""
        mark = self.numbers.decimal
        alone = sum(map(text.count, ".,")) == 1 and re.search(rf"\d{re.escape(mark)}\d{{3}}(?!\d)", text)
        return f"{text[: alone.end()]}0{text[alone.end() :]}" if self.is_certain and alone else text

    def _date(self, first: str, second: str, third: str) -> date:
        if len(first) == 4:  # noqa: PLR2004 (digits of a year)
            return _in_range(int(first), int(second), int(third))
        if len(third) != 4:  # noqa: PLR2004
            raise ValueError(third)
        one, other, year = int(first), int(second), int(third)
        day_first = _tells(one, other)
        if day_first is None:
            day_first = self.day_first
        if day_first is None and one != other:
            raise LookupError(f"{one} or {other}")
        return _in_range(year, other, one) if day_first else _in_range(year, one, other)


def decide(figures: Iterable[str], days: Iterable[str], separator: str, usual: Usual) -> Convention:
    """Decide how a file writes, from its cells; where they do not show it from its separator, and else as is usual."""
    marks = {mark for text in figures if (mark := _decimal_mark(text))}
    orders = {order for text in days if (order := _order(text)) is not None}
    day_first = orders.pop() if len(orders) == 1 else None if orders else usual.day_first
    if len(marks) == 1:
        return Convention(STYLES[marks.pop()], True, day_first)
    if marks:  # the file writes both: what could be either is refused
        return Convention(NumberStyle(usual.numbers.decimal, ""), False, day_first)
    shown = WRITTEN_WITH.get(separator)
    return Convention(shown or usual.numbers, shown is not None, day_first)


def _decimal_mark(text: str) -> str | None:
    """Return the decimal mark that a figure must have been written with, if it shows that."""
    found = _FIGURE.search(text)
    figure = re.sub(r"[^\d.,]", "", found[0]) if found else ""
    marks = [letter for letter in figure if letter in STYLES]
    if not marks or _THOUSANDS.fullmatch(figure):
        return None
    if len(marks) > 1 and len(set(marks)) == 1:
        return STYLES[marks[0]].group
    return marks[-1]


def _order(text: str) -> bool | None:
    parts = _DAY.fullmatch(text.strip())
    return _tells(int(parts[1]), int(parts[3])) if parts and len(parts[1]) <= 2 else None  # noqa: PLR2004


def _tells(one: int, other: int) -> bool | None:
    """Say whether the first of two numbers is the day: None where either could be."""
    if (one > MONTHS) is (other > MONTHS):
        return None
    return one > MONTHS


def _in_range(year: int, month: int, day: int) -> date:
    if year not in YEARS:
        raise ValueError(year)
    return date(year, month, day)


def _refused(reason: Reason, field: str, text: str) -> Rejected:
    return Rejected(Problem(reason, field, {"written": text}))
