"""The moments at which somebody can be asked again."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.rules.refusal import Reason, Rejected
from bot.rules.snooze import Later, check, moments
from tests.factories import DUE, LEA, OPENS

FRIDAY = datetime(2026, 10, 9, 7, 30, tzinfo=UTC)
A_WEEK = timedelta(weeks=1)


@pytest.mark.parametrize(
    ("at", "due_at", "offered"),
    [
        (OPENS, DUE, {Later.HOUR: "Tue 10:30", Later.AFTERNOON: "Tue 14:00", Later.MORNING: "Wed 09:00"}),
        (OPENS + timedelta(hours=5), DUE, {Later.HOUR: "Tue 15:30", Later.MORNING: "Wed 09:00"}),
        (FRIDAY, FRIDAY + A_WEEK, {Later.HOUR: "Fri 10:30", Later.AFTERNOON: "Fri 14:00", Later.MORNING: "Mon 09:00"}),
        (DUE - timedelta(hours=2), DUE, {Later.HOUR: "Thu 08:00"}),
        (DUE - timedelta(hours=1), DUE, {}),
    ],
    ids=["in the morning", "in the afternoon", "before a weekend", "shortly before the deadline", "too late"],
)
def test_what_lies_between_now_and_the_deadline_is_offered(
    at: datetime, due_at: datetime, offered: dict[Later, str]
) -> None:
    found = moments(LEA, at, due_at)
    assert {later: f"{moment.astimezone(LEA.zone):%a %H:%M}" for later, moment in found.items()} == offered


@pytest.mark.parametrize(
    ("until", "reason", "field"),
    [(OPENS, Reason.TIME_PAST, "time"), (DUE, Reason.AFTER_DEADLINE, "day")],
)
def test_a_moment_that_has_passed_or_comes_too_late_is_refused(until: datetime, reason: Reason, field: str) -> None:
    with pytest.raises(Rejected) as refusal:
        check(until, OPENS, DUE)
    assert [(one.reason, one.field) for one in refusal.value.problems] == [(reason, field)]


def test_any_moment_between_will_do() -> None:
    check(OPENS + timedelta(minutes=1), OPENS, DUE)
