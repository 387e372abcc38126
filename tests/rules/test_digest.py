"""A digest's rhythm, and the figures of a whole team."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rules.digest import (
    A_WEEK,
    USUAL,
    Mark,
    Standing,
    Track,
    Wish,
    beginning,
    curve,
    holidays_on,
    standing,
)
from bot.rules.objective import Direction, Measure, Objective, Progress, Unit
from bot.rules.pace import Milestones
from bot.rules.recurrence import EVERY_TWO_WEEKS, LAST, OFFERED, Monthly, Weekly
from tests.factories import MONDAY, PERCENT, digest_rhythm, measure, objective

PARIS = ZoneInfo("Europe/Paris")
MINUTE = timedelta(minutes=1)
TODAY = date(2026, 7, 2)  # half of 2026, to the day
COUNT = measure(Unit.COUNT, target=100)


def track(*shares: tuple[date, str], measured: Measure = COUNT, linked: bool = False) -> Track:
    """Build a track of 2026 with a mark for each day and share; its value is that of the last one."""
    latest = Progress(Decimal(shares[-1][1]) * 100, MONDAY, "") if shares else None
    return Track(objective(measured=measured, latest=latest), tuple(mark(*one) for one in shares), linked)


def mark(on: date, share: str) -> Mark:
    return Mark(datetime.combine(on, time(12), UTC), on, Decimal(share))


def dates(found: list[datetime]) -> list[str]:
    return [f"{at.astimezone(PARIS):%a %d %b %H:%M}" for at in found]


def coming(at: datetime, **given: object) -> list[str]:
    return dates([one.at for one in islice(digest_rhythm(**given).after(at), 3)])


def test_it_comes_each_week_at_nine_local_time_through_daylight_saving() -> None:
    assert coming(MONDAY) == ["Mon 19 Oct 09:00", "Mon 26 Oct 09:00", "Mon 02 Nov 09:00"]


def test_a_public_holiday_moves_it_to_the_next_working_day() -> None:
    assert coming(datetime(2027, 3, 25, tzinfo=UTC))[0] == "Tue 30 Mar 09:00"  # Easter Monday


def test_one_that_was_moved_is_still_to_come_on_its_own_date() -> None:
    easter_monday = datetime(2027, 3, 29, 12, tzinfo=UTC)

    assert coming(easter_monday)[0] == "Tue 30 Mar 09:00"


def test_every_second_week_is_counted_from_the_anchor_over_the_new_year() -> None:
    late = datetime(2026, 12, 20, tzinfo=UTC)

    assert coming(late, often=EVERY_TWO_WEEKS) == ["Mon 28 Dec 09:00", "Mon 11 Jan 09:00", "Mon 25 Jan 09:00"]


@pytest.mark.parametrize(
    ("hour", "first"), [(6, date(2026, 10, 12)), (7, date(2026, 10, 19)), (12, date(2026, 10, 19))]
)
def test_a_new_rhythm_begins_with_the_first_posting_still_to_come(hour: int, first: date) -> None:
    at = datetime(2026, 10, 12, hour, tzinfo=UTC)

    assert beginning(USUAL, at, PARIS, "FR").anchor == first


def test_a_new_rhythm_every_fourth_week_does_not_lose_four_weeks() -> None:
    changed = digest_rhythm().changed(Wish(Weekly(4), 2, time(16)), MONDAY)

    assert dates([next(changed.after(MONDAY)).at]) == ["Wed 14 Oct 16:00"]


@pytest.mark.parametrize(
    ("nth", "weekday", "expected"),
    [
        (1, 0, ["Mon 02 Nov 09:00", "Mon 07 Dec 09:00", "Mon 04 Jan 09:00"]),
        (2, 1, ["Tue 13 Oct 09:00", "Tue 10 Nov 09:00", "Tue 08 Dec 09:00"]),
        (4, 2, ["Wed 28 Oct 09:00", "Wed 25 Nov 09:00", "Wed 23 Dec 09:00"]),
        (LAST, 4, ["Fri 30 Oct 09:00", "Fri 27 Nov 09:00", "Mon 28 Dec 09:00"]),  # the last Friday is Christmas
    ],
)
def test_it_can_come_on_a_weekday_of_each_month(nth: int, weekday: int, expected: list[str]) -> None:
    changed = digest_rhythm().changed(Wish(Monthly(nth), weekday, time(9)), MONDAY)

    assert dates([one.at for one in islice(changed.after(MONDAY), 3)]) == expected


def test_an_nth_day_that_is_today_counts_as_long_as_its_hour_is_to_come() -> None:
    first_monday = datetime(2026, 11, 2, 7, 59, tzinfo=UTC)
    wish = Wish(Monthly(1), 0, time(9))
    coming = [beginning(wish, first_monday + timedelta(minutes=n), PARIS, "FR").after(first_monday) for n in (0, 1)]

    assert dates([next(one).at for one in coming]) == ["Mon 02 Nov 09:00", "Mon 07 Dec 09:00"]


WISHES = st.builds(Wish, st.sampled_from(OFFERED), st.integers(0, 4), st.times().map(lambda one: one.replace(second=0)))
INSTANTS = st.integers(0, 5 * 365 * 1440).map(lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + minutes * MINUTE)


@given(WISHES, WISHES, INSTANTS, st.none() | st.integers(-40, 0))
def test_whatever_it_becomes_it_comes_soon_as_wished_for_and_never_for_a_date_twice(
    before: Wish, wish: Wish, at: datetime, days: int | None
) -> None:
    beyond = None if days is None else (at + timedelta(days=days)).date()
    changed = beginning(before, at, PARIS, "FR").changed(wish, at, beyond=beyond)
    coming = list(islice(changed.after(at, beyond=beyond), 4))

    assert changed.wish == wish
    assert all(one.at > at and one.on.weekday() == wish.weekday for one in coming)
    assert all(beyond is None or one.on > beyond for one in coming)
    assert coming[0].on - at.date() <= before.often.longest + wish.often.longest
    assert [one.on for one in coming] == sorted({one.on for one in coming})


def test_another_time_leaves_every_second_week_the_same_one() -> None:
    before = digest_rhythm(often=EVERY_TWO_WEEKS)

    assert before.changed(Wish(EVERY_TWO_WEEKS, 0, time(11)), MONDAY).anchor == before.anchor


def test_a_date_that_has_its_digest_is_passed_over() -> None:
    changed = digest_rhythm().changed(Wish(EVERY_TWO_WEEKS, 0, time(16)), MONDAY, beyond=MONDAY.date())

    assert next(changed.after(MONDAY, beyond=MONDAY.date())).on == date(2026, 10, 19)


def test_objectives_are_counted_by_what_their_figures_say_and_those_without_a_value_apart() -> None:
    tracks = [
        track((TODAY, "0.5")),
        track((TODAY, "0.41")),
        track((TODAY, "0.3")),
        track((TODAY, "0.1")),
        track(),
    ]

    assert standing(tracks, TODAY) == Standing(on_track=2, needs_attention=1, off_track=1, unknown=1)


def test_an_objective_weighs_what_was_agreed_within_its_reps_own() -> None:
    heavy, light = (
        replace(track((TODAY, share)), objective=objective(measured=COUNT, weight=weight), owner=1)
        for share, weight in (("0.8", 75), ("0.2", 25))
    )
    found = curve([heavy, light, replace(track((TODAY, "0.5")), owner=2)], TODAY)

    assert found
    assert found.done == (Decimal("0.8") * Decimal("1.5") + Decimal("0.2") * Decimal("0.5") + Decimal("0.5")) / 3


def test_the_pace_of_a_team_is_that_of_each_objective() -> None:
    seasonal = objective(measured=COUNT, pace=Milestones(((TODAY, Decimal(20)),)))
    found = curve([Track(seasonal, (mark(TODAY, "0.5"),)), track((TODAY, "0.5"))], TODAY)

    assert found
    assert found.asked == Decimal("0.35")


def test_each_objective_weighs_the_same_however_large_its_target() -> None:
    large = track((TODAY, "0.2"), measured=measure(target=5_000_000))
    found = curve([large, track((TODAY, "0.6"))], TODAY)

    assert found
    assert found.done == Decimal("0.4")
    assert round(found.asked, 3) == Decimal("0.5")


def test_the_way_goes_week_by_week_in_straight_lines_from_value_to_value_and_then_stays_level() -> None:
    found = curve([track((date(2026, 1, 11), "0.1"), (date(2026, 1, 31), "0.3"))], date(2026, 2, 14))

    assert found
    way = {day.isoformat(): share for day, share in found.way}
    assert next(iter(way)) == "2026-01-11"  # nothing is drawn of the time before the first value
    assert [way[day] for day in ("2026-01-15", "2026-01-22", "2026-02-05", "2026-02-14")] == [
        Decimal("0.14"),
        Decimal("0.21"),
        Decimal("0.3"),
        Decimal("0.3"),
    ]


def test_an_objective_whose_first_value_comes_late_makes_no_leap() -> None:
    early, late = track((date(2026, 4, 1), "0.25")), track((date(2026, 7, 1), "0.5"))
    found = curve([early, late], date(2026, 7, 1))

    assert found
    steps = [after - before for (_, before), (_, after) in zip(found.way, found.way[1:], strict=False)]
    assert max(steps) < Decimal("0.02")


def test_the_pace_runs_over_the_whole_period_from_nothing_to_all() -> None:
    found = curve([track((TODAY, "0.5"))], TODAY)

    assert found
    assert (found.pace[0], found.pace[-1]) == (
        (date(2026, 1, 1), Decimal(0)),
        (date(2026, 12, 31), Decimal(1)),
    )
    assert all(before <= after for (_, before), (_, after) in zip(found.pace, found.pace[1:], strict=False))


def test_lines_to_hold_have_no_way_to_go_and_no_value_makes_no_picture() -> None:
    assert curve([track((TODAY, "1"), measured=measure(direction=Direction.STAY_ABOVE))], TODAY) is None
    assert curve([track()], TODAY) is None
    assert curve([], TODAY) is None


def test_the_way_ends_where_the_objectives_stand() -> None:
    marks = ((date(2026, 3, 1), "0.9"), (date(2026, 3, 1), "0.2"))  # put right on the same day
    found = curve([track(*marks)], TODAY)

    assert found
    assert found.done == Decimal("0.2")


@pytest.mark.parametrize(
    ("shares", "reached"),
    [
        ([(date(2026, 10, 1), "0.9"), (date(2026, 10, 8), "1")], True),
        ([(date(2026, 10, 8), "1")], True),
        ([(date(2026, 10, 1), "1"), (date(2026, 10, 8), "1")], False),
        ([(date(2026, 10, 7), "1"), (date(2026, 10, 8), "0.9")], False),
        ([], False),
    ],
)
def test_an_objective_is_reached_once(shares: list[tuple[date, str]], reached: bool) -> None:
    assert track(*shares).reached_since(MONDAY - A_WEEK) is reached


def test_a_line_that_is_held_is_not_reached() -> None:
    held = track((date(2026, 10, 8), "1"), measured=measure(direction=Direction.STAY_BELOW))

    assert held.reached_since(MONDAY - A_WEEK) is False


def test_public_holidays_are_those_of_the_country_that_fall_on_no_weekend() -> None:
    first = date(2026, 12, 20)

    assert holidays_on("FR-57", first, first + timedelta(days=7)) == (date(2026, 12, 25),)  # 26 is a Saturday
    assert holidays_on("GB-ENG", date(2026, 12, 25), date(2026, 12, 28)) == (date(2026, 12, 25), date(2026, 12, 28))


def test_under_way_are_the_days_of_its_period_both_included() -> None:
    found = Track(Objective(1, "", "", PERCENT, date(2026, 1, 1), date(2026, 3, 31)))
    days = (date(2025, 12, 31), date(2026, 1, 1), date(2026, 3, 31), date(2026, 4, 1))

    assert [found.under_way(day) for day in days] == [False, True, True, False]
