"""Which objectives each filter keeps, and how a list is cut into pages."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bot.rules.objective import Closing, Confidence, Status
from bot.rules.shelf import Choice, Filter, Page
from bot.rules.signing import Signatures
from tests.factories import LINE, OPEN, OPENS, objective, progress
from tests.factories import shelf as a_shelf

ALL, AT_RISK, UNSIGNED, LOOSE, ENDING, TO_CLOSE = Filter
TODAY = date(2026, 10, 6)
CLOSED: dict[str, Any] = {
    "signatures": Signatures(OPENS, OPENS, OPEN),
    "closing": Closing(92, "Orion", "Marc Weil", OPEN),
}


@pytest.mark.parametrize(
    ("given", "lists"),
    [
        ({"latest": progress(400_000)}, []),
        ({}, [AT_RISK]),  # 297,000 of 480,000 is behind in October
        ({"latest": progress(400_000, Confidence.LOW)}, [AT_RISK]),
        ({"latest": None}, []),
        ({"starts_on": TODAY + timedelta(days=1), "latest": progress(0, Confidence.LOW)}, []),
        ({"signatures": Signatures(OPENS, None)}, [UNSIGNED]),
        ({"line": None, "latest": None}, [LOOSE]),
        ({"ends_on": date(2026, 10, 31), "latest": None}, [ENDING]),
        ({"ends_on": TODAY, "latest": None}, [ENDING]),
        ({"ends_on": date(2027, 10, 31), "latest": None}, []),
        ({"ends_on": date(2026, 10, 5), "latest": progress(0, Confidence.LOW)}, [TO_CLOSE]),
        ({"ends_on": date(2026, 10, 5), "signatures": Signatures(OPENS, None)}, [UNSIGNED]),
        ({"ends_on": date(2026, 10, 5), "line": None, **CLOSED}, []),
        ({"line": None, **CLOSED}, []),
    ],
)
def test_each_list_holds_what_its_name_says(given: dict[str, Any], lists: list[Filter]) -> None:
    found = objective(**{"line": LINE, **given})
    assert [one for one in Filter if one.keeps(found, TODAY)] == [ALL, *lists]


@given(some.integers(0, 600_000), some.sampled_from([None, *Confidence]), some.dates(TODAY, date(2026, 12, 31)))
def test_at_risk_is_whatever_is_judged_not_on_track_or_felt_to_be_hard(
    value: int, felt: Confidence | None, on: date
) -> None:
    found = objective(latest=progress(value, felt))
    expected = found.status(on) is not Status.ON_TRACK or felt is Confidence.LOW
    assert AT_RISK.keeps(found, on) is expected


def test_a_shelf_on_which_nothing_is_left_is_left_out_and_counts_agree() -> None:
    signed, open_ = objective(1, line=LINE), objective(2, line=LINE, signatures=Signatures(OPENS, None))
    shelves = [a_shelf(signed, open_), a_shelf(signed)]
    assert UNSIGNED.kept(shelves, TODAY) == (a_shelf(open_),)
    assert [one.number_in(shelves, TODAY) for one in Filter] == [3, 2, 1, 0, 0, 0]


@given(some.lists(some.integers(), max_size=60), some.integers(1, 25))
def test_the_pages_of_a_list_are_the_list(every: list[int], size: int) -> None:
    first = Page.of(every, 0, size)
    pages = [Page.of(every, number, size) for number in range(first.count)]
    assert [one for page in pages for one in page.items] == every
    assert all(0 < len(page.items) <= size for page in pages) or not every
    assert [page.is_first for page in pages] == [True] + [False] * (len(pages) - 1)
    assert [page.is_last for page in pages] == [False] * (len(pages) - 1) + [True]


@given(some.lists(some.integers(), max_size=60), some.integers(-3, 99), some.integers(1, 25))
def test_a_page_that_is_gone_means_the_last_one(every: list[int], number: int, size: int) -> None:
    page = Page.of(every, number, size)
    assert 0 <= page.number < page.count
    assert page.items or not every


@given(some.builds(Choice, some.sampled_from(["", "U0LEA00001"]), some.sampled_from(Filter), some.integers(0, 999)))
def test_a_choice_travels_in_a_button_and_comes_back(choice: Choice) -> None:
    assert Choice.read(choice.written()) == choice
