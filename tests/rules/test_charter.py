"""The charter: what was settled in advance refuses, and says by which rule."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from bot.rules.charter import NO_CHARTER, Charter, refuses
from bot.rules.refusal import Reason

CHARTER = Charter(Decimal(400), Decimal(500), windows=(1, 7), revisions=2)
JULY, AUGUST = date(2026, 7, 31), date(2026, 8, 1)


def reason(charter: Charter, amount: int, on: date = JULY, made: int = 0) -> Reason | None:
    found = refuses(charter, Decimal(amount), on=on, made=made)
    return found.reason if found else None


@pytest.mark.parametrize("amount", [400, 450, 500])
def test_an_amount_inside_the_margin_in_its_window_is_fine(amount: int) -> None:
    assert reason(CHARTER, amount, made=1) is None


@pytest.mark.parametrize("amount", [399, 501])
def test_an_amount_outside_the_margin_is_refused(amount: int) -> None:
    assert reason(CHARTER, amount) is Reason.OUTSIDE_CHARTER


def test_an_amount_is_refused_outside_the_months_agreed_on() -> None:
    assert reason(CHARTER, 450, AUGUST) is Reason.WINDOW_CLOSED
    assert reason(replace(CHARTER, windows=()), 450, AUGUST) is None


def test_an_amount_is_refused_once_the_changes_of_the_year_are_used_up() -> None:
    assert reason(CHARTER, 450, made=2) is Reason.REVISED_ENOUGH
    assert reason(replace(CHARTER, revisions=None), 450, made=99) is None


def test_where_nothing_was_settled_nothing_is_refused() -> None:
    assert reason(NO_CHARTER, 10**9, AUGUST, made=99) is None
    assert not NO_CHARTER.is_settled
    assert CHARTER.is_settled
