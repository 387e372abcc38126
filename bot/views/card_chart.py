"""The picture of one objective: its values, pace and target over time, what is foreseen, and what was changed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from itertools import pairwise
from typing import Any

from bot.views.chart import BLUE, INK, KEPT, ORANGE, PAPER, Line, draw_frame, draw_today, painted

GREEN = "#009e73"  # of Okabe and Ito, as the others
ROOM = 0.06  # of the height, above the highest


@dataclass(frozen=True)
class Heading:
    """What is foreseen: from the latest value to the likely one on the last day, and the band around that."""

    since: tuple[date, float]
    until: date
    low: float
    likely: float
    high: float
    name: str


@dataclass(frozen=True)
class Picture:
    """Lines over time, each with its name; one that is empty is not drawn. Ticks are places and what is written there.

    `retargets` are the days on which the target changed, with the new one, and what is written there.
    """

    values: Line
    values_name: str
    pace: Line
    pace_name: str
    target: Line
    target_name: str
    milestones: Line
    milestones_name: str
    retargets: tuple[tuple[date, float, str], ...]
    heading: Heading | None
    today: date
    today_name: str
    dates: tuple[tuple[date, str], ...]
    heights: tuple[tuple[float, str], ...]


@lru_cache(KEPT)
def drawn(picture: Picture) -> bytes:
    """Return the picture as a PNG, as `painted` does."""
    return painted(partial(_draw, picture))


def _draw(picture: Picture, axes: Any) -> None:
    if picture.dates and picture.target[0][0] <= picture.today <= picture.target[-1][0]:
        draw_today(axes, picture.today, picture.today_name)
    _draw_target(axes, picture)
    if picture.heading:
        _draw_heading(axes, picture.heading)
    _draw_ways(axes, picture)
    axes.set_xlim(picture.target[0][0], picture.target[-1][0])
    low, high = picture.heights[0][0], picture.heights[-1][0]
    axes.set_ylim(low - (high - low) * ROOM / 3, high + (high - low) * ROOM)
    draw_frame(axes, picture.dates, picture.heights, columns=2)


def _draw_target(axes: Any, picture: Picture) -> None:
    days, heights = zip(*_steps(picture.target), strict=True)
    axes.plot(days, heights, color=INK, linewidth=2, label=picture.target_name)
    for day, height, name in picture.retargets:
        axes.plot(day, height, color=INK, marker="v", markersize=15, markeredgecolor=PAPER, clip_on=False, zorder=5)
        axes.annotate(name, (day, height), xytext=(8, 10), textcoords="offset points", fontsize=16, zorder=5)


def _draw_heading(axes: Any, heading: Heading) -> None:
    day, value = heading.since
    days = (day, heading.until)
    band = {"facecolor": BLUE, "edgecolor": BLUE, "alpha": 0.18, "hatch": "//", "linewidth": 0}
    axes.fill_between(days, (value, heading.low), (value, heading.high), label=heading.name, **band)
    axes.plot(days, (value, heading.likely), color=BLUE, linewidth=3, linestyle=":")
    axes.plot(
        heading.until, heading.likely, color=BLUE, marker="o", markersize=14, markerfacecolor=PAPER, clip_on=False
    )


def _draw_ways(axes: Any, picture: Picture) -> None:
    if picture.pace:
        days, heights = zip(*picture.pace, strict=True)
        axes.plot(days, heights, color=ORANGE, linewidth=3, linestyle=(0, (4, 2)), label=picture.pace_name)
    if picture.milestones:
        days, heights = zip(*picture.milestones, strict=True)
        mark = {"marker": "D", "markersize": 13, "markeredgecolor": PAPER, "linestyle": "", "clip_on": False}
        axes.plot(days, heights, color=GREEN, label=picture.milestones_name, **mark)
    if picture.values:
        days, heights = zip(*picture.values, strict=True)
        axes.plot(days, heights, color=BLUE, linewidth=5, marker="o", markersize=9, label=picture.values_name)


def _steps(line: Line) -> Iterator[tuple[date, float]]:
    """Return a line that keeps its height until the next point."""
    for (day, height), (until, _) in pairwise(line):
        yield day, height
        yield until, height
    yield line[-1]
