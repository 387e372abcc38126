"""Lists that people write, one thing a line: what was written comes back, and what cannot be read names its line."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.amount import NumberStyle
from bot.rules.listed import read_milestones, read_season, read_segments
from bot.rules.objective import Segment
from bot.rules.pace import Milestones, Season
from bot.rules.refusal import Reason, Rejected
from tests.factories import measure

FRENCH, ENGLISH = NumberStyle(",", "\u202f"), NumberStyle(".", ",")
SINCE = date(2026, 1, 1)
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20).filter(
    lambda name: not {":", "="} & set(name)
)
SHARES = st.decimals(Decimal("0.01"), 100, places=2)
SEPARATORS = st.sampled_from([": ", " : ", "\u00a0: ", " = ", ":"])


@given(st.lists(st.tuples(NAMES, SHARES, SEPARATORS), max_size=6), st.sampled_from([FRENCH, ENGLISH]))
def test_segments_come_back_as_they_were_written(written: list[tuple[str, Decimal, str]], style: NumberStyle) -> None:
    text = "\n".join(f"{name}{mark}{str(share).replace('.', style.decimal)} %" for name, share, mark in written)
    assert read_segments(text, style) == tuple(Segment(name, share) for name, share, _ in written)


@given(st.lists(st.tuples(st.integers(0, 364), st.integers(0, 10**6), SEPARATORS), max_size=6))
def test_milestones_come_back_as_they_were_written(written: list[tuple[int, int, str]]) -> None:
    points = tuple((SINCE + timedelta(days=days), Decimal(value)) for days, value, _ in written)
    marks = [mark for *_, mark in written]
    text = "\n".join(f"{day:%d/%m}{mark}{value}" for (day, value), mark in zip(points, marks, strict=True))
    assert read_milestones(text, measure(), FRENCH, since=SINCE, day_first=True) == Milestones(points)


@given(st.lists(st.integers(0, 1000), max_size=14))
def test_seasons_come_back_whatever_the_months_are_called(weights: list[int]) -> None:
    text = "\n".join(f"mois {number} : {weight}" for number, weight in enumerate(weights))
    assert read_season(text, FRENCH) == Season(tuple(weights))


@pytest.mark.parametrize("line", ["Zéphyr", "Zéphyr: beaucoup", "Zéphyr: -4", "x" * 81 + ": 40", "40"])
def test_a_line_that_is_no_segment_is_named(line: str) -> None:
    with pytest.raises(Rejected) as refusal:
        read_segments(f"Orion: 60\n{line}", FRENCH)
    [problem] = refusal.value.problems
    assert (problem.reason, problem.field) == (Reason.SEGMENT_LINE, "segments")
    assert problem.details["line"] == line[:80]


@pytest.mark.parametrize(
    "line", ["31 mars", "31 février : 4", "du 3 au 5 mars : 4", "demain peut-être : 4", "mars : 4€$"]
)
def test_a_line_that_is_no_milestone_is_named(line: str) -> None:
    with pytest.raises(Rejected) as refusal:
        read_milestones(line, measure(), FRENCH, since=SINCE, day_first=True)
    [problem] = refusal.value.problems
    assert (problem.reason, problem.details["line"]) == (Reason.MILESTONE_LINE, line)
