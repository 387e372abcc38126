"""What is written along the axes of a chart."""

from collections.abc import Callable
from datetime import date, timedelta
from math import ceil, floor, log10

from bot.i18n import Translator

A_DAY, A_WEEK = timedelta(days=1), timedelta(weeks=1)
FEW_WEEKS = 9  # a shorter period is counted in weeks, a longer one in months
MOST_TICKS = 12
HEIGHTS = 5  # about so many
ROUND = (1, 2, 2.5, 5, 10)


def days(first: date, last: date, t: Translator) -> tuple[tuple[date, str], ...]:
    """Name the weeks of a short period, the months of a longer one, and of a very long one every few of them."""
    if last - first <= FEW_WEEKS * A_WEEK:
        weeks = (first + n * A_WEEK for n in range((last - first) // A_WEEK + 1))
        return tuple((week, t.short_day(week)) for week in weeks)
    every_day = (first + n * A_DAY for n in range((last - first).days + 1))
    months = [day for day in every_day if day.day == 1]
    step = -(-len(months) // MOST_TICKS)
    return tuple((day, t.month(day)) for day in months[::step])


def heights(
    low: float, high: float, named: Callable[[float], str], *, whole: bool = False
) -> tuple[tuple[float, str], ...]:
    """Name round figures from below the lowest to above the highest; only whole ones where others mean nothing."""
    span = (high - low) or abs(high) or 1
    size = 10.0 ** floor(log10(span / HEIGHTS))
    step = next(size * one for one in ROUND if span / (size * one) <= HEIGHTS)
    if whole:
        step = float(ceil(step))
    first = floor(low / step)
    last = max(first + 1, ceil(high / step))
    return tuple((round(n * step, 9), named(round(n * step, 9))) for n in range(first, last + 1))
