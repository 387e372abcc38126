"""App Home, and the answer to how things stand."""

from typing import Any

import pytest

from bot.i18n import translator
from bot.rules.checkin import Side
from bot.views import home as homes
from tests.factories import BEFORE, HELD, LEA, OPEN, home, objective, person, rep_state, team
from tests.views.showing import MANAGER, REP, lines

EN, FR = translator("en-GB"), translator("fr-FR")
WELCOME = "You are not in a team in Tandem yet. Your manager or a workspace admin can add you."


def read(shown: Any) -> str:
    return "\n".join(lines(shown))


def reps(count: int) -> list[Any]:
    return [rep_state(rep=person(100 + key, f"Rep {key:02}"), objectives=()) for key in range(count)]


def test_somebody_in_no_team_is_told_what_this_is_and_who_can_add_them() -> None:
    assert WELCOME in lines(homes.home(home(), EN))
    assert WELCOME in lines(homes.state(home(), EN))


@pytest.mark.parametrize("mine", [rep_state(), rep_state(checkin=None, objectives=())])
def test_somebody_in_a_team_is_not_told_to_join_one(mine: Any) -> None:
    assert WELCOME not in lines(homes.home(home(mine), EN))


def test_a_rep_sees_the_check_in_and_the_objectives() -> None:
    shown = lines(homes.home(home(rep_state()), EN))
    assert {
        "*Your check-in with Marc Weil*",
        "Talk: Thursday, 8 October at 10:00",
        "My objectives",
        "*Zéphyr*",
    } <= shown


def test_a_rep_without_objectives_is_told_so() -> None:
    assert "No objective is under way." in lines(homes.home(home(rep_state(objectives=())), EN))


@pytest.mark.parametrize("state", [rep_state(checkin=None), rep_state(REP, MANAGER)], ids=["none yet", "held"])
def test_once_nothing_is_left_to_do_the_next_check_in_is_named(state: Any) -> None:
    assert "Next check-in: Thursday, 22 October at 10:00" in read(homes.home(home(state, at=HELD), EN))


def test_a_manager_sees_each_rep_with_their_objectives_in_short() -> None:
    shown = lines(homes.home(home(None, team(rep_state())), EN))
    assert {"Équipe Nord", "*Léa Fontaine*", "▰▰▰▰▰▰▱▱▱▱ 62%  :large_yellow_circle: Zéphyr"} <= shown


@pytest.mark.parametrize(
    ("sent", "owed"),
    [
        ([(), ()], "You owe 2 halves."),
        ([(), (MANAGER,)], "You owe 1 half."),
        ([(REP, MANAGER), (MANAGER,)], "You owe nothing."),
    ],
)
def test_a_manager_is_told_how_many_halves_are_owed(sent: list[tuple[Side, ...]], owed: str) -> None:
    assert owed in read(homes.home(home(None, team(*(rep_state(*one) for one in sent))), EN))


def test_before_the_prompt_a_manager_owes_nothing_but_an_answer_to_who_came_early() -> None:
    assert "You owe nothing." in read(homes.home(home(None, team(rep_state()), at=BEFORE), EN))
    assert "You owe 1 half." in read(homes.home(home(None, team(rep_state(REP)), at=BEFORE), EN))


def test_a_rep_who_leads_a_team_sees_both() -> None:
    shown = lines(homes.home(home(rep_state(), team(*reps(1))), EN))
    assert {"*Your check-in with Marc Weil*", "*Rep 00*"} <= shown


@pytest.mark.parametrize(("t", "said"), [(EN, "and 5 more reps"), (FR, "et 5 autres commerciaux")])
@pytest.mark.parametrize("show", [homes.home, homes.state])
def test_a_team_larger_than_fits_says_how_many_are_left_out(show: Any, t: Any, said: str) -> None:
    shown = lines(show(home(None, team(*reps(homes.MOST_REPS + 5))), t))
    assert said in shown
    assert sum(line.startswith("*Rep") for line in shown) == homes.MOST_REPS


def test_a_single_rep_who_does_not_fit_is_not_forgotten() -> None:
    assert "and 1 more rep" in lines(homes.home(home(None, team(*reps(homes.MOST_REPS + 1))), EN))


@pytest.mark.parametrize("show", [homes.home, homes.state])
def test_a_team_that_just_fits_leaves_nobody_out(show: Any) -> None:
    shown = lines(show(home(None, team(*reps(homes.MOST_REPS))), EN))
    assert f"*Rep {homes.MOST_REPS - 1:02}*" in shown
    assert " more rep" not in "\n".join(shown)


def test_help_is_named_even_at_the_end_of_a_home_that_is_full() -> None:
    full = homes.home(home(rep_state(), *[team(*reps(25))] * 4), EN)
    assert len(full["blocks"]) == 100
    assert "`/tandem help` says what I can do." in lines(full)


def test_the_state_has_one_line_for_oneself_and_one_for_each_rep() -> None:
    said, blocks = homes.state(home(rep_state(), team(*reps(2))), EN)
    assert said == "How your check-ins stand"
    assert [block["type"] for block in blocks] == ["section", "header", "section", "section"]


def test_times_are_told_in_the_zone_of_who_reads() -> None:
    abroad = rep_state(rep=person(5, "Zoé", tz="America/New_York"))
    assert "Talk: Thursday, 8 October at 04:00" in read(homes.home(home(abroad), EN))
    assert "Talk: Thursday, 8 October at 10:00" in read(homes.home(home(None, team(abroad)), EN))


def test_a_long_list_of_objectives_is_cut_and_not_refused() -> None:
    many = tuple(objective(key, "Z" * 500) for key in range(30))
    shown = homes.home(home(None, team(rep_state(rep=LEA, objectives=many)), at=OPEN), EN)
    assert max(len(block["text"]["text"]) for block in shown["blocks"] if block["type"] == "section") <= 3000
