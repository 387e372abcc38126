"""Tables and charts (docs: blocks/table-block, blocks/data-table-block, blocks/data-visualization-block)."""

from collections.abc import Iterator
from typing import Any

from bot.playground.blockkit.rich_text import RICH_TEXT
from bot.playground.blockkit.rules import (
    Fields,
    Problem,
    Rule,
    anything,
    boolean,
    integer,
    items,
    number,
    one_of,
    or_null,
    positive,
    shape,
    string,
    typed,
)
from bot.playground.values import Json, is_list, is_object

MOST_COLUMNS = 20

PLAIN_CELLS: dict[str, Rule] = {
    "raw_text": shape({"text": string(20_000, 1)}),
    "raw_number": shape({"value": number, "text": string(20_000, 1)}),
}
HEADING = items(typed(PLAIN_CELLS), MOST_COLUMNS, 1)
ROW = items(typed({**PLAIN_CELLS, "rich_text": RICH_TEXT}), MOST_COLUMNS, 1)
COLUMN = shape({}, {"align": one_of("left", "center", "right"), "is_wrapped": boolean})


def headed_rows(value: Any, pointer: str) -> Iterator[Problem]:
    """Ask for a heading without rich text and for rows that are as long as it."""
    yield from items(anything, 201, 2)(value, pointer)
    for place, row in enumerate(value if is_list(value) else []):
        yield from (ROW if place else HEADING)(row, f"{pointer}/{place}")
        if is_list(row) and is_list(value[0]) and len(row) != len(value[0]):
            yield Problem(f"must have {len(value[0])} cells", f"{pointer}/{place}")


def row_header_exists(value: Any, pointer: str) -> Iterator[Problem]:
    column, rows = value.get("row_header_column_index"), value.get("rows")
    if isinstance(column, int) and is_list(rows) and rows and is_list(rows[0]) and column >= len(rows[0]):
        yield Problem("must name a column", f"{pointer}/row_header_column_index")


TABLE: tuple[Fields, Fields] = (
    {"rows": items(ROW, 100, 1)},
    {"column_settings": items(or_null(COLUMN), MOST_COLUMNS)},
)
DATA_TABLE: tuple[Fields, Fields, Rule] = (
    {"caption": string(3000, 1), "rows": headed_rows},
    {"page_size": integer(1, 100), "row_header_column_index": integer(0, MOST_COLUMNS - 1)},
    row_header_exists,
)

LABEL = string(20, 1)
SEGMENTS = items(shape({"label": LABEL, "value": positive}), 12, 1)
POINTS = items(shape({"label": LABEL, "value": number}), 20, 1)
SERIES = items(shape({"name": LABEL, "data": POINTS}), 12, 1)
AXES = shape({"categories": items(LABEL, 20, 1)}, {"x_label": string(50), "y_label": string(50)})


def points_fit_categories(value: Any, pointer: str) -> Iterator[Problem]:
    """Ask for exactly one point of each series in each category, in any order, and names that stand once."""
    names = [one.get("name") for one in _objects(value.get("series"))]
    if len(set(map(str, names))) < len(names):
        yield Problem("names must be unique", f"{pointer}/series")
    axes = value.get("axis_config")
    categories = axes.get("categories") if is_object(axes) else None
    for place, series in enumerate(_objects(value.get("series"))):
        labels = [str(point.get("label")) for point in _objects(series.get("data"))]
        if is_list(categories) and sorted(labels) != sorted(map(str, categories)):
            yield Problem("must have one point for each category", f"{pointer}/series/{place}/data")


def _objects(value: Any) -> list[Json]:
    return [each for each in value if is_object(each)] if is_list(value) else []


PLOTTED = shape({"series": SERIES, "axis_config": AXES}, {}, points_fit_categories)
CHARTS: dict[str, Rule] = {"pie": shape({"segments": SEGMENTS}), "bar": PLOTTED, "area": PLOTTED, "line": PLOTTED}
CHART: Fields = {"title": string(50, 1), "chart": typed(CHARTS)}


def characters(rows: Any) -> int:
    """Count what a table's cells show, in characters."""
    return sum(_letters(cell) for row in rows if is_list(row) for cell in row) if is_list(rows) else 0


def _letters(value: Any) -> int:
    if is_object(value):
        own = len(value["text"]) if isinstance(value.get("text"), str) else 0
        return own + _letters(value.get("elements"))
    return sum(_letters(each) for each in value) if is_list(value) else 0
