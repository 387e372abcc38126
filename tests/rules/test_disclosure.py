"""How far back a rep shows check-ins of before, and what is left out of one that is shown."""

from dataclasses import replace
from datetime import date

import pytest

from bot.rules import visibility
from bot.rules.disclosure import Choice, Former, Reach, months_before
from bot.rules.question import Side
from tests.factories import ANSWERS, LEA, MARC, action, person, sheet

ENDED = date(2026, 10, 31)


@pytest.mark.parametrize(
    ("reach", "since"),
    [
        (Reach.THREE_MONTHS, date(2026, 7, 31)),
        (Reach.SIX_MONTHS, date(2026, 4, 30)),
        (Reach.A_YEAR, date(2025, 10, 31)),
        (Reach.ALL, None),
        (Reach.NOTHING, None),
    ],
)
def test_months_are_counted_back_from_the_day_on_which_the_pair_ended(reach: Reach, since: date | None) -> None:
    assert reach.since(ENDED) == since


@pytest.mark.parametrize("reach", [one for one in Reach if one is not Reach.NOTHING])
def test_a_reach_is_told_from_its_first_day(reach: Reach) -> None:
    assert Reach.of(reach.since(ENDED), ENDED) is reach


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 5, 31), 3, date(2024, 2, 29)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2026, 12, 1), 12, date(2025, 12, 1)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
    ],
)
def test_a_shorter_month_gives_its_last_day(day: date, months: int, expected: date) -> None:
    assert months_before(day, months) == expected


def test_a_rep_has_chosen_once_they_have_chosen_about_anything_nothing_included() -> None:
    asked = Choice(1, LEA, MARC, (Former(2, person(5), ENDED), Former(3, person(6), ENDED)))
    assert (asked.is_chosen, asked.shown) == (False, ())
    refused = replace(asked, formers=(replace(asked.formers[0], is_chosen=True), asked.formers[1]))
    assert (refused.is_chosen, refused.shown) == (True, ())
    every = Former(2, person(5), ENDED, Reach.ALL, is_chosen=True)
    assert replace(asked, formers=(every, asked.formers[1])).shown == (every,)


def test_what_is_shown_of_a_check_in_is_the_reps_own_and_open() -> None:
    own, other = action(1, of=MARC, by=LEA), action(2, of=LEA, by=MARC)
    whole = sheet(Side.REP, Side.REP, Side.MANAGER, agreed=(own, other), pending=(other,), done=(replace(other),))

    shown = visibility.shown_part(whole)

    assert shown.theirs == {}
    assert shown.mine == {one: text for one, text in ANSWERS[Side.REP].items() if one not in ("mission", "energy")}
    assert (shown.agreed, shown.pending, shown.done, shown.points) == ((own,), (), (), ())
    assert (shown.reports, shown.objectives) == (whole.reports, whole.objectives)
    assert shown.checkin.revealed
