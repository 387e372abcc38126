"""When an action is overdue, and for which day one may be written down."""

from datetime import date, timedelta

import pytest

from bot.rules.action import DUE, NewAction
from bot.rules.refusal import Reason, Rejected
from tests.factories import OPEN, action

TODAY = date(2026, 10, 22)
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("due", "done", "overdue"),
    [
        (TODAY, None, False),
        (TODAY - ONE_DAY, None, True),
        (TODAY + ONE_DAY, None, False),
        (TODAY - ONE_DAY, OPEN, False),
    ],
)
def test_an_action_is_overdue_from_the_day_after_until_it_is_done(due: date, done: object, *, overdue: bool) -> None:
    assert action(due_on=due, done_at=done).overdue(TODAY) is overdue


@pytest.mark.parametrize("due", [TODAY, TODAY + ONE_DAY])
def test_an_action_may_be_due_today_or_later(due: date) -> None:
    NewAction(1, "Appeler", due).check(TODAY)


def test_an_action_may_not_be_due_in_the_past() -> None:
    with pytest.raises(Rejected) as refusal:
        NewAction(1, "Appeler", TODAY - ONE_DAY).check(TODAY)
    assert [(one.reason, one.field) for one in refusal.value.problems] == [(Reason.DAY_PAST, DUE)]
