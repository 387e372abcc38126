"""How often something comes back: every so many weeks, or on a weekday of each month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

LAST = -1  # of the month
A_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Weekly:
    """Every `weeks` weeks, counted from the anchor and never from week numbers, so that a week 53 changes nothing."""

    weeks: int

    @property
    def code(self) -> str:
        return f"w{self.weeks}"

    @property
    def longest(self) -> timedelta:
        """How long it is from one date to the next, at most."""
        return self.weeks * A_WEEK

    def dates(self, anchor: date, since: date) -> Iterator[date]:
        """Yield the dates from `since` on, none before the anchor."""
        step = self.weeks * A_WEEK
        missed = max(0, -(-(since - anchor) // step))
        on = anchor + missed * step
        while True:
            yield on
            on += step


@dataclass(frozen=True)
class Monthly:
    """The `nth` (1 to 4, or LAST) of the anchor's weekdays in each month."""

    nth: int

    @property
    def code(self) -> str:
        return f"m{self.nth}"

    @property
    def longest(self) -> timedelta:
        """How long it is from one date to the next, at most."""
        return 5 * A_WEEK

    def dates(self, anchor: date, since: date) -> Iterator[date]:
        """Yield the dates from `since` on, none before the anchor."""
        month = max(anchor, since).replace(day=1)
        while True:
            if (on := self._in(month, anchor.weekday())) >= max(anchor, since):
                yield on
            month = _next(month)

    def _in(self, month: date, weekday: int) -> date:
        first = month + timedelta(days=(weekday - month.weekday()) % 7)
        if self.nth != LAST:
            return first + (self.nth - 1) * A_WEEK
        fifth = first + 4 * A_WEEK
        return fifth if fifth.month == month.month else fifth - A_WEEK


Often = Weekly | Monthly
EVERY_WEEK, EVERY_TWO_WEEKS = Weekly(1), Weekly(2)
OFFERED: tuple[Often, ...] = (
    EVERY_WEEK,
    EVERY_TWO_WEEKS,
    Weekly(3),
    Weekly(4),
    *(Monthly(nth) for nth in (1, 2, 3, 4, LAST)),
)


def of_code(code: str) -> Often:
    """Read a code back: `w2` is every two weeks, `m1` the first of a month, `m-1` the last."""
    number = int(code[1:])
    return Weekly(number) if code.startswith("w") else Monthly(number)


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)
