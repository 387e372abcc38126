"""Line charts as pictures: the one place that knows matplotlib, whose types are loose."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from io import BytesIO
from threading import Lock
from typing import Any

SIZE, DPI, PADDING = (12, 6), 100, 0.25  # inches and dots an inch: 1200 x 600
INK, GRID, PAPER = "#1d1c1d", "#d8d8d8", "#ffffff"
BLUE, ORANGE = "#0072b2", "#d55e00"  # of Okabe and Ito: told apart with any colour vision, and dashed or not without
STYLE: Any = {"font.family": "DejaVu Sans", "font.size": 19, "text.color": INK, "axes.labelcolor": INK}
ONE_AT_A_TIME = Lock()  # matplotlib is not made for several threads

KEPT = 64  # pictures kept: one is wanted again when its message is sent anew, and takes a moment to draw

Line = tuple[tuple[date, float], ...]


@dataclass(frozen=True)
class Chart:
    """Two lines over time, between 0 and 1, with their names; ticks are places and what is written there."""

    way: Line
    way_name: str
    pace: Line
    pace_name: str
    today: date
    today_name: str
    dates: tuple[tuple[date, str], ...]
    shares: tuple[tuple[float, str], ...]


@lru_cache(KEPT)
def drawn(chart: Chart) -> bytes:
    """Return the chart as `painted` does."""

    def draw(axes: Any) -> None:
        draw_today(axes, chart.today, chart.today_name)
        _draw_lines(axes, chart)
        axes.set_xlim(chart.pace[0][0], chart.pace[-1][0])
        axes.set_ylim(0, 1.02)
        draw_frame(axes, chart.dates, chart.shares, columns=2)

    return painted(draw)


def painted(draw: Callable[[Any], None]) -> bytes:
    """Return what `draw` draws on axes as a PNG: always the same bytes for the same. It takes a moment, in a thread."""
    from matplotlib import rc_context  # noqa: PLC0415 (most starts of Tandem draw nothing, and it takes a second)
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415
    from matplotlib.figure import Figure  # noqa: PLC0415

    with ONE_AT_A_TIME, rc_context(STYLE):
        figure: Any = Figure(figsize=SIZE, dpi=DPI, facecolor=PAPER, layout="constrained")
        figure.get_layout_engine().set(w_pad=PADDING, h_pad=PADDING)
        FigureCanvasAgg(figure)
        draw(figure.add_subplot())
        picture = BytesIO()
        figure.savefig(picture, format="png", metadata={"Software": None}, pil_kwargs={"optimize": True})
        return picture.getvalue()


def draw_today(axes: Any, today: date, name: str) -> None:
    axes.axvline(today, color=INK, linewidth=1.5, linestyle=":")
    axes.annotate(
        name,
        (today, 1),
        xycoords=("data", "axes fraction"),
        xytext=(0, 6),
        textcoords="offset points",
        horizontalalignment="center",
    )


def _draw_lines(axes: Any, chart: Chart) -> None:
    days, shares = zip(*chart.pace, strict=True)
    axes.plot(days, shares, color=ORANGE, linewidth=3, linestyle=(0, (4, 2)), label=chart.pace_name)
    days, shares = zip(*chart.way, strict=True)
    axes.plot(days, shares, color=BLUE, linewidth=6, solid_capstyle="round", label=chart.way_name)
    axes.plot(days[-1], shares[-1], color=BLUE, marker="o", markersize=16)


def draw_frame(
    axes: Any, dates: Sequence[tuple[date, str]], heights: Sequence[tuple[float, str]], *, columns: int
) -> None:
    """Name days and heights, and above it all what the lines are, in so many columns."""
    axes.set_xticks([day for day, _ in dates], [name for _, name in dates], horizontalalignment="left")
    axes.set_yticks([height for height, _ in heights], [name for _, name in heights])
    axes.grid(axis="y", color=GRID, linewidth=1.2)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, pad=8)
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    handles, names = axes.get_legend_handles_labels()
    above = {"loc": "lower left", "bbox_to_anchor": (0, 1.08), "borderaxespad": 0}  # where no line can run under it
    axes.legend(handles[::-1], names[::-1], ncols=columns, frameon=False, **above)
