"""The pieces of a text about days: a date, a weekday, or days that are fixed wherever one counts from."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.rules.absence import Days

A_WEEK = timedelta(weeks=1)
LEAP_YEARS = 9  # years among which there is a 29 February
A_LEAP_YEAR = 2000


@dataclass(frozen=True)
class OnDate:
    """A day and a month, with a year and a weekday where they were written."""

    day: int
    month: int
    year: int | None = None
    weekday: int | None = None

    @property
    def exists(self) -> bool:
        return any(True for _ in self._in([A_LEAP_YEAR]))

    def spans(self, since: date) -> Sequence[Days]:
        """Return the day of its year, or else the next such day."""
        found = self._in(range(since.year, since.year + LEAP_YEARS))
        return [Days(one, one) for one in found if self.year or one >= since][:1]

    def latest(self, until: date) -> Days:
        """Return the last such day up to another, of one without a year."""
        found = self._in(range(until.year, until.year - LEAP_YEARS, -1))
        return next(Days(one, one) for one in found if one <= until)

    def _in(self, years: Iterable[int]) -> Iterator[date]:
        for year in [self.year] if self.year else years:
            try:
                yield date(year, self.month, self.day)
            except ValueError:
                continue


@dataclass(frozen=True)
class OnWeekday:
    """A weekday. Where "next" was said, one of this week may be meant, or one of the next."""

    weekday: int
    said_next: bool

    def spans(self, since: date) -> Sequence[Days]:
        """Return the next such day after another."""
        first = since + timedelta(days=(self.weekday - since.weekday() - 1) % 7 + 1)
        twice = self.said_next and self.weekday > since.weekday()
        return [Days(one, one) for one in ([first, first + A_WEEK] if twice else [first])]


@dataclass(frozen=True)
class Fixed:
    days: Days

    def spans(self, since: date) -> Sequence[Days]:  # noqa: ARG002 (as the others)
        return [self.days]


Piece = OnDate | OnWeekday | Fixed
