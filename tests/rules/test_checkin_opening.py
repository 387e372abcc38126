"""Whose turn it is: what is opened, what is passed over, and what is waited for."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.rules.absence import Absence, Away, Days
from bot.rules.checkin import Cause
from bot.rules.checkin_opening import New, turn
from tests.factories import LEA, MARC, cadence

THURSDAY = date(2026, 10, 8)
PAIR = cadence(anchor=THURSDAY)
FIRST, SECOND, THIRD = (PAIR.occurrence(THURSDAY + weeks * timedelta(weeks=2)) for weeks in range(3))
ONE_SECOND = timedelta(seconds=1)


def test_nothing_is_opened_before_its_time() -> None:
    found = turn(PAIR, FIRST.on, FIRST.opens_at - ONE_SECOND)

    assert (found.new, found.opened, found.following) == ((), None, FIRST)


def test_at_its_time_a_date_is_opened_with_its_reminder_and_the_next_is_waited_for() -> None:
    found = turn(PAIR, FIRST.on, FIRST.opens_at)

    assert found.new == (New(FIRST, datetime(2026, 10, 7, 7, 30, tzinfo=UTC)),)
    assert (found.opened, found.following) == (FIRST.on, SECOND)


def test_of_several_dates_the_latest_is_opened_and_tandem_missed_the_others() -> None:
    found = turn(PAIR, FIRST.on, THIRD.opens_at)

    assert [(one.occurrence.on, one.left_out) for one in found.new] == [
        (FIRST.on, Cause.TANDEM),
        (SECOND.on, Cause.TANDEM),
        (THIRD.on, None),
    ]
    assert found.opened == THIRD.on


def test_a_date_on_which_somebody_was_away_is_not_missed_by_tandem() -> None:
    away = Away(LEA.id, (Absence(1, MARC, Days(date(2026, 10, 5), date(2026, 10, 21))),))

    assert [one.left_out for one in turn(PAIR, FIRST.on, SECOND.opens_at, away).new] == [Cause.AWAY, None]


def test_what_was_made_before_its_time_is_made_no_second_time() -> None:
    found = turn(PAIR, FIRST.on, FIRST.opens_at, known=(FIRST,))

    assert (found.new, found.opened, found.following) == ((), FIRST.on, SECOND)


def test_what_was_moved_to_a_later_day_is_waited_for() -> None:
    moved = replace(FIRST, opens_at=FIRST.opens_at + timedelta(days=1))
    found = turn(PAIR, FIRST.on, FIRST.opens_at, known=(moved,))

    assert (found.new, found.opened, found.following) == ((), None, moved)


def test_whoever_has_moved_to_where_it_is_earlier_waits_for_the_hour_there() -> None:
    there = replace(PAIR, zone=ZoneInfo("America/Montreal"))
    found = turn(there, FIRST.on, FIRST.opens_at)

    assert (found.new, found.opened) == ((), None)
    assert found.following.opens_at == FIRST.opens_at + timedelta(hours=6)


def test_pairs_with_the_same_cadence_share_what_becomes_of_it() -> None:
    assert turn(replace(PAIR), FIRST.on, FIRST.opens_at) is turn(PAIR, FIRST.on, FIRST.opens_at)
