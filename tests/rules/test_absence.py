"""Days in a row, and who is away on the day of a talk by the calendar of their own zone."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.rules.absence import Days, Entry, on_the_day
from bot.rules.refusal import Reason, Rejected
from tests.factories import LEA, an_absence, person

DAY = date(2026, 10, 6)


def days(first: int, last: int) -> Days:
    return Days(DAY + timedelta(days=first), DAY + timedelta(days=last))


@pytest.mark.parametrize(
    ("one", "other", "joins"),
    [((0, 1), (1, 2), True), ((0, 1), (2, 3), True), ((0, 1), (3, 4), False), ((0, 9), (4, 5), True)],
)
def test_days_join_when_no_day_lies_between(one: tuple[int, int], other: tuple[int, int], *, joins: bool) -> None:
    assert days(*one).joins(days(*other)) is joins
    assert days(*other).joins(days(*one)) is joins


def test_the_first_and_the_last_day_count() -> None:
    assert [days(0, 2).covers(DAY + timedelta(days=n)) for n in (-1, 0, 2, 3)] == [False, True, True, False]


def test_each_is_away_by_their_own_calendar() -> None:
    here, there = an_absence(1, LEA, days=1), an_absence(2, person(9, tz="America/New_York"), days=1)  # on the 5th
    after_midnight_in_paris = datetime(2026, 10, 5, 22, 30, tzinfo=UTC)
    assert on_the_day([here, there], after_midnight_in_paris) == (there,)


ANNE, PAUL = 7, 8


@pytest.mark.parametrize(
    ("known", "new", "whole"),
    [
        ([(0, 2, ANNE)], (3, 5, ANNE), (0, 5, ANNE)),
        ([(0, 2, ANNE)], (3, 5, None), (0, 5, ANNE)),
        ([(0, 2, None)], (3, 5, ANNE), (0, 5, ANNE)),
        ([(0, 2, ANNE)], (1, 5, ANNE), (0, 5, ANNE)),
        ([(0, 2, ANNE)], (1, 1, None), (0, 2, ANNE)),
        ([(0, 2, ANNE)], (3, 5, PAUL), (3, 5, PAUL)),  # they follow each other, and stay apart
        ([(0, 2, ANNE), (6, 7, PAUL)], (3, 5, None), (0, 5, ANNE)),
        ([(0, 2, ANNE), (6, 7, PAUL)], (3, 6, None), (3, 7, PAUL)),
    ],
)
def test_days_become_one_absence_under_one_stand_in(
    known: list[tuple[int, int, int | None]], new: tuple[int, int, int | None], whole: tuple[int, int, int | None]
) -> None:
    entries = [Entry(days(first, last), 1, stand_in) for first, last, stand_in in (*known, new, whole)]

    assert entries[-2].joined(entries[:-2])[0] == entries[-1]


@pytest.mark.parametrize("new", [(2, 5, PAUL), (0, 2, PAUL), (2, 4, None)])
def test_days_that_overlap_those_of_another_stand_in_are_refused(new: tuple[int, int, int | None]) -> None:
    first, last, stand_in = new
    with pytest.raises(Rejected) as refusal:
        Entry(days(first, last), 1, stand_in).joined([Entry(days(0, 2), 1, ANNE), Entry(days(4, 5), 1, PAUL)])

    assert [one.reason for one in refusal.value.problems] == [Reason.TWO_STAND_INS]
