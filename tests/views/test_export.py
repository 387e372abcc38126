"""What goes out as a file comes in as it is, in every convention; and no cell of it is a formula."""

import csv
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.i18n import translator
from bot.rules.charter import Cause, Charter
from bot.rules.columns import Column, Kind, column
from bot.rules.convention import Usual
from bot.rules.importing import Known, Outcome, Scope
from bot.rules.objective import Direction, Line, Measure, Progress, Segment, Unit
from bot.rules.pace import EVEN, Milestones, Pace, Season, months
from bot.rules.planning import plan
from bot.rules.signing import Signatures
from bot.views import column as columns
from bot.views import export
from tests.factories import LEA, MARC
from tests.importing import AT, known, scope
from tests.views.showing import LANGUAGES

STARTS = date(2026, 1, 1)
DECIMALS = {Unit.CURRENCY: 2, Unit.PERCENT: 2, Unit.COUNT: 0}

words = st.text(st.characters(blacklist_categories=["Cs", "Cc"]), max_size=15).map(str.strip)
named = words.filter(bool)


def figures(unit: Unit, low: int = 0, high: int = 10**9) -> st.SearchStrategy[Decimal]:
    return st.decimals(low, high, places=DECIMALS[unit])


@st.composite
def measures(draw: st.DrawFn) -> Measure:
    unit = draw(st.sampled_from(Unit))
    if unit is Unit.YES_NO:
        return Measure(unit, Direction.REACH, Decimal(0), Decimal(1))
    low = draw(figures(unit, -1000))
    high = low + draw(figures(unit, 1, 1000))
    direction = draw(st.sampled_from(Direction))
    baseline, target = (high, low) if direction is Direction.REDUCE else (low, high)
    currency = draw(st.sampled_from(["EUR", "GBP", "JPY"])) if unit is Unit.CURRENCY else None
    return Measure(unit, direction, baseline, target, currency)


def paces(measure: Measure, ends: date) -> st.SearchStrategy[Pace]:
    count = len(months(STARTS, ends))
    seasons = st.lists(st.integers(1, 20), min_size=count, max_size=count).map(lambda one: Season(tuple(one)))
    middle = STARTS + (ends - STARTS) / 2
    halfway = Milestones(((middle, measure.baseline),))
    return st.one_of(st.just(EVEN), seasons, st.just(halfway) if measure.unit is not Unit.YES_NO else st.just(EVEN))


@st.composite
def segments(draw: st.DrawFn) -> tuple[Segment, ...]:
    names = draw(st.lists(named, max_size=3, unique_by=str.casefold))
    if not names:
        return ()
    first = draw(st.decimals(1, 30, places=2))
    shares = [first] * (len(names) - 1)
    return tuple(
        Segment(name, share) for name, share in zip(names, [*shares, 100 - sum(shares, Decimal(0))], strict=True)
    )


@st.composite
def charters(draw: st.DrawFn, target: Decimal) -> Charter:
    margin = st.none() | st.integers(0, 100).map(Decimal)
    floor, ceiling = draw(margin), draw(margin)
    return Charter(
        None if floor is None else target - floor,
        None if ceiling is None else target + ceiling,
        draw(st.frozensets(st.sampled_from(Cause))),
        tuple(sorted(draw(st.sets(st.integers(1, 12))))),
        draw(st.none() | st.integers(1, 20)),
        draw(st.booleans()),
    )


@st.composite
def knowns(draw: st.DrawFn, key: int) -> Known:
    measure = draw(measures())
    ends = STARTS + timedelta(days=draw(st.integers(10, 700)))
    line = draw(st.none() | st.builds(Line, named, named, st.just(5)))
    value = draw(st.booleans() if measure.unit is Unit.YES_NO else figures(measure.unit))
    told = Decimal(value) if measure.may_be_negative or value >= 0 else None
    latest = Progress(told, AT, "Léa") if told is not None and draw(st.booleans()) else None
    signed = Signatures(AT, AT)
    found = known(
        key,
        draw(named),
        measure,
        why=draw(words),
        ends_on=ends,
        line=line,
        pace=draw(paces(measure, ends)),
        weight=draw(st.none() | st.integers(1, 100)),
        segments=draw(segments()),
        charter=draw(charters(measure.target)),
        reference=draw(st.just("") | st.just(f"CRM {key}")),
        latest=latest,
        signatures=signed,
    )
    return replace(found, values=((AT, latest.value),) if latest else ())


def out_and_in(met: Scope, tag: str, kind: Kind) -> list[Any]:
    t = translator(tag)
    found = plan(export.content(met, t), kind, Usual(t.numbers, t.day_first), met)
    return [one for one in found.verdicts if one.outcome is not Outcome.SAME]


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("tag", LANGUAGES)
@pytest.mark.parametrize("reader", [MARC, LEA])
@settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data())
def test_what_goes_out_comes_in_and_is_left_as_it_is(kind: Kind, tag: str, reader: Any, data: st.DataObject) -> None:
    found = [data.draw(knowns(key)) for key in range(1, data.draw(st.integers(2, 4)))]
    met = scope(*found, reader=reader, owners=[LEA] if reader is LEA else [LEA, MARC])
    assert out_and_in(met, tag, kind) == []


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_header_is_read_as_the_column_it_is(tag: str) -> None:
    t = translator(tag)
    assert {one: column(columns.header(one, t)) for one in Column} == {one: one for one in Column}


def cells(met: Scope, tag: str, separator: str) -> list[dict[str, str]]:
    content = export.content(met, translator(tag))
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""), delimiter=separator))


def test_a_file_opens_right_in_the_readers_spreadsheet() -> None:
    met = scope(known(latest=Progress(Decimal("1234.5"), AT, "Léa")))
    [french], [english] = cells(met, "fr-FR", ";"), cells(met, "en-GB", ",")
    assert (french["Valeur actuelle"], french["Début"], french["Sens"]) == (
        "1234,5",
        "01/01/2026",
        "Monter jusqu’à la cible",
    )
    assert (english["Current value"], english["Begins on"]) == ("1234.5", "2026-01-01")


def test_a_margin_that_is_hidden_goes_out_to_the_manager_only() -> None:
    hidden = known(charter=Charter(floor=Decimal(400000), is_shown=False))
    readers = [scope(hidden, reader=LEA, owners=[LEA]), scope(hidden, reader=MARC)]
    assert [cells(met, "en-GB", ",")[0]["Floor of the margin"] for met in readers] == ["", "400000"]


def test_namesakes_go_out_by_what_slack_calls_them() -> None:
    twin = replace(LEA, id=9, slack_id="U0009")
    met = scope(known(), known(12, reference="A2", owner=twin), owners=[LEA, twin])
    assert [row["Owner"] for row in cells(met, "en-GB", ",")] == ["U0001", "U0009"]
    assert out_and_in(met, "en-GB", Kind.OBJECTIVES) == []


def test_no_cell_begins_a_formula() -> None:
    formula = '=HYPERLINK("https://example.com")'
    met = scope(known(title=formula, why="@SUM(1)", line=Line("+1", "-1"), segments=(Segment("=1", Decimal(100)),)))
    (row,) = cells(met, "en-GB", ",")
    assert [cell for cell in row.values() if cell.startswith(("=", "+", "-", "@"))] == []
    assert row["Objective"] == f"'{formula}"
