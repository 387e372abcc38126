"""App Home, and the answer to how things stand."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.i18n import Translator, translator
from bot.rules.checkin import Side
from bot.rules.objective import Confidence, Progress
from bot.rules.shelf import Choice, Filter
from bot.rules.team import RepState
from bot.views import checkin as checkins
from bot.views import home as homes
from bot.views import objective as objectives
from bot.views import paging, shelf
from tests.factories import (
    BEFORE,
    HELD,
    LATE,
    LEA,
    OPEN,
    TALK,
    checkin,
    home,
    objective,
    person,
    progress,
    rep_state,
    team,
)
from tests.reading import texts
from tests.views.showing import MANAGER, REP, accepted, buttons, lines, offered

EN, FR = translator("en-GB"), translator("fr-FR")
WELCOME = "You are not in a team in Tandem yet. Whoever runs Tandem in your workspace can add you."


def read(shown: Any) -> str:
    return "\n".join(lines(shown))


def halves(shown: Any) -> list[tuple[str, str | None]]:
    """Give the buttons that are about the halves of a check-in, and leave out what is always there."""
    about = {checkins.OPEN, checkins.OPEN_EARLY}
    return offered([one for one in buttons(shown) if one["action_id"] in about])


def in_order(shown: Any) -> list[str]:
    """Give what can be read, from top to bottom."""
    return texts(shown if isinstance(shown, dict) else shown[1]).splitlines()


def reps(count: int) -> list[Any]:
    return [rep_state(rep=person(100 + key, f"Rep {key:02}"), objectives=()) for key in range(count)]


def test_somebody_in_no_team_is_told_what_this_is_and_who_can_add_them() -> None:
    assert {"Welcome to Tandem", WELCOME} <= lines(homes.home(home(), EN))
    assert {"Welcome to Tandem", WELCOME} <= lines(homes.state(home(), EN))


@pytest.mark.parametrize("mine", [rep_state(), rep_state(checkin=None, objectives=())])
def test_somebody_in_a_team_is_not_told_to_join_one(mine: Any) -> None:
    assert not {"Welcome to Tandem", WELCOME} & lines(homes.home(home(mine), EN))


def test_a_rep_sees_the_check_in_and_the_objectives() -> None:
    shown = homes.home(home(rep_state()), EN)
    assert {
        "*With Marc Weil*",
        ":pencil2: Your half is due by Thursday, 8 October at 09:00. Marc Weil has not written yet.",
        ":calendar: Talk: Thursday, 8 October at 10:00",
        "My objectives",
        "*Zéphyr*",
    } <= lines(shown)
    assert shown["blocks"][0] == {
        "type": "header",
        "text": {"type": "plain_text", "text": "My check-in", "emoji": True},
    }
    assert halves(shown) == [("Write my half", "primary")]


@pytest.mark.parametrize(("state", "title"), [(rep_state(), "Mon point"), (None, "Bienvenue dans Tandem")])
def test_a_home_begins_with_what_it_is_about(state: RepState | None, title: str) -> None:
    first = homes.home(home(state), FR)["blocks"][0]
    assert (first["type"], first["text"]["text"]) == ("header", title)


def test_a_rep_without_objectives_is_told_so() -> None:
    assert "No objective is under way." in lines(homes.home(home(rep_state(objectives=())), EN))


NEXT = ":calendar: Talk: Thursday, 22 October at 10:00"
EVERY_STATE = {
    "none yet": rep_state(checkin=None),
    "nobody wrote": rep_state(),
    "rep wrote": rep_state(REP),
    "manager wrote": rep_state(MANAGER),
    "both wrote": rep_state(REP, MANAGER),
}


@pytest.mark.parametrize("state", EVERY_STATE.values(), ids=EVERY_STATE)
@pytest.mark.parametrize("at", [TALK, HELD])
def test_after_a_talk_the_next_one_is_named_to_both_sides(state: RepState, at: datetime) -> None:
    for shown in [homes.home(home(state, at=at), EN), homes.home(home(None, team(state), at=at), EN)]:
        assert [line for line in lines(shown) if "Talk:" in line] == [NEXT]


def test_before_the_talk_the_next_one_is_not_named_yet() -> None:
    assert NEXT not in lines(homes.home(home(rep_state(REP, MANAGER), at=TALK - timedelta(seconds=1)), EN))


@pytest.mark.parametrize(
    ("state", "at", "button"),
    [
        (rep_state(checkin=None), OPEN, ("Answer early", None)),
        (rep_state(REP), TALK, ("Answer early", None)),
        (rep_state(REP, MANAGER), HELD, ("Answer early", None)),
        (rep_state(REP, MANAGER), LATE, ("Read", None)),
        (rep_state(REP), LATE, ("See my half", None)),
        (rep_state(), BEFORE, ("Write my half", None)),
        (rep_state(MANAGER), BEFORE, ("Write my half", "primary")),
        (rep_state(MANAGER), HELD, ("Write it all the same", None)),
    ],
)
@pytest.mark.parametrize("show", [homes.home, homes.state])
def test_a_rep_with_nothing_under_way_may_answer_early_and_only_then(
    show: Any, state: RepState, at: datetime, button: tuple[str, str | None]
) -> None:
    shown = show(home(state, at=at), EN)
    assert halves(shown) == [button]
    early = button[0] == "Answer early"
    assert buttons(shown)[0]["action_id"] == (checkins.OPEN_EARLY if early else checkins.OPEN)


@pytest.mark.parametrize(
    ("state", "at", "shown"),
    [
        (rep_state(checkin=None), OPEN, []),
        (rep_state(REP), HELD, [("Write it all the same", None)]),
        (rep_state(REP, MANAGER), HELD, [("Read", None)]),
        (rep_state(MANAGER), HELD, [("See my half", None)]),
        (rep_state(REP), OPEN, [("Write my half", "primary")]),
    ],
)
def test_a_manager_is_never_offered_the_reps_early_answer(
    state: RepState, at: datetime, shown: list[tuple[str, str | None]]
) -> None:
    assert halves(homes.home(home(None, team(state), at=at), EN)) == shown


@pytest.mark.parametrize(
    ("t", "latest", "line"),
    [
        (
            EN,
            progress(),
            "▰▰▰▰▰▰▱▱▱▱ 61%  ·  :large_yellow_square: needs attention  ·  :large_yellow_circle: Not sure yet",
        ),
        (
            FR,
            progress(),
            "▰▰▰▰▰▰▱▱▱▱ 61 %  ·  :large_yellow_square: à surveiller  ·  :large_yellow_circle: C’est incertain",
        ),
        (
            EN,
            progress(400_000, Confidence.LOW),
            "▰▰▰▰▰▰▰▰▱▱ 83%  ·  :large_green_square: on track  ·  :red_circle: It will be hard",
        ),
        (EN, progress(confidence=None), "▰▰▰▰▰▰▱▱▱▱ 61%  ·  :large_yellow_square: needs attention"),
        (EN, None, "▱▱▱▱▱▱▱▱▱▱ 0%  ·  :white_large_square: no value yet"),
    ],
)
def test_a_manager_sees_each_rep_with_their_objectives_and_what_figures_and_rep_say_in_words(
    t: Translator, latest: Progress | None, line: str
) -> None:
    shown = lines(homes.home(home(None, team(rep_state(objectives=(objective(latest=latest),)))), t))
    assert {"Équipe Nord", "*Léa Fontaine*", "Zéphyr", line} <= shown


@pytest.mark.parametrize(
    ("sent", "owed"),
    [
        ([(), ()], "Your half is awaited for: Rep 0 and Rep 1"),
        ([(), (), (REP,)], "Your half is awaited for: Rep 0, Rep 1 and Rep 2"),
        ([(MANAGER,), ()], "Your half is awaited for: Rep 1"),
        ([(REP, MANAGER), (MANAGER,)], "You are up to date."),
    ],
)
def test_a_manager_is_told_for_whom_a_half_is_owed(sent: list[tuple[Side, ...]], owed: str) -> None:
    states = [rep_state(*one, rep=person(100 + key, f"Rep {key}")) for key, one in enumerate(sent)]
    assert owed in {
        line.removeprefix(":pencil2: ").removeprefix(":white_check_mark: ")
        for line in lines(homes.home(home(None, team(*states)), EN))
    }


def test_before_the_prompt_a_manager_owes_nothing_but_an_answer_to_who_came_early() -> None:
    assert "You are up to date." in read(homes.home(home(None, team(rep_state()), at=BEFORE), EN))
    early = read(homes.home(home(None, team(rep_state(REP)), at=BEFORE), EN))
    assert "Your half is awaited for: Léa Fontaine" in early
    assert "You are up to date." not in early


def test_after_the_talk_a_manager_owes_nothing_any_more() -> None:
    held = read(homes.home(home(None, team(rep_state(REP)), at=HELD), EN))
    assert "You are up to date." in held
    assert "awaited" not in held


def waiting(name: str, *sent: Side, days: int = 0) -> RepState:
    """Give a rep whose talk is that many days later than usual."""
    rep = person(100, name)
    return rep_state(rep=rep, checkin=checkin(*sent, rep=rep, talk_at=TALK + timedelta(days=days)))


@pytest.mark.parametrize("show", [homes.home, homes.state])
def test_the_reps_to_whom_a_half_is_owed_come_first_then_those_whose_talk_is_nearest(show: Any) -> None:
    states = [
        waiting("Done later", REP, MANAGER, days=5),
        waiting("Owed later", REP, days=9),
        waiting("Done sooner", MANAGER, days=1),
        waiting("Owed sooner", days=7),
        rep_state(rep=person(101, "None yet"), checkin=None),
    ]
    order = [line for line in in_order(show(home(None, team(*states)), EN)) if line.startswith("*")]
    assert order == ["*Owed sooner*", "*Owed later*", "*Done sooner*", "*Done later*", "*None yet*"]


@pytest.mark.parametrize("show", [homes.home, homes.state])
def test_a_team_larger_than_fits_leaves_out_nobody_to_whom_a_half_is_owed(show: Any) -> None:
    done = [waiting(f"Rep {key:02}", REP, MANAGER) for key in range(homes.MOST_REPS)]
    shown = lines(show(home(None, team(*done, waiting("Owed", REP, days=30))), EN))
    assert "*Owed*" in shown
    assert f"*Rep {homes.MOST_REPS - 1:02}*" not in shown


def test_a_rep_who_leads_a_team_sees_both() -> None:
    shown = lines(homes.home(home(rep_state(), team(*reps(1))), EN))
    assert {"*With Marc Weil*", "*Rep 00*"} <= shown


@pytest.mark.parametrize(("t", "said"), [(EN, "and 5 more reps"), (FR, "et 5 autres commerciaux")])
def test_a_state_of_a_team_larger_than_fits_says_how_many_are_left_out(t: Any, said: str) -> None:
    shown = lines(homes.state(home(None, team(*reps(homes.MOST_REPS + 5))), t))
    assert said in shown
    assert sum(line.startswith("*Rep") for line in shown) == homes.MOST_REPS


@pytest.mark.parametrize(("t", "said"), [(EN, "Page 1 of 2"), (FR, "Page 1 sur 2")])
def test_a_team_larger_than_fits_has_pages(t: Any, said: str) -> None:
    shown = homes.home(home(None, team(*reps(homes.MOST_REPS + 5))), t)
    assert said in lines(shown)
    [onward] = [one for one in buttons(shown) if one["action_id"] == paging.NEXT]
    rest = homes.home(home(None, team(*reps(homes.MOST_REPS + 5))), t, Choice.read(onward["value"]))
    assert [line for line in in_order(rest) if line.startswith("*Rep")] == [f"*Rep {n}*" for n in range(20, 25)]


@pytest.mark.parametrize("show", [homes.home, homes.state])
def test_a_team_that_just_fits_leaves_nobody_out(show: Any) -> None:
    shown = lines(show(home(None, team(*reps(homes.MOST_REPS))), EN))
    assert f"*Rep {homes.MOST_REPS - 1:02}*" in shown
    assert " more rep" not in "\n".join(shown)
    assert "Page" not in "\n".join(shown)


def test_help_is_named_even_at_the_end_of_a_home_that_is_full() -> None:
    full = homes.home(home(rep_state(), *[team(*reps(25))] * 9), EN)
    accepted(full)
    assert len(full["blocks"]) > 90
    assert "`/tandem help` says what I can do." in lines(full)


TWO_HUNDRED = team(
    *(
        rep_state(
            rep=person(1000 + rep, f"Rep {rep:03}"),
            objectives=tuple(objective(rep * 12 + n, f"Objective {rep:03}-{n:02}") for n in range(12)),
        )
        for rep in range(200)
    )
)


def pages(found: Any, choice: Choice) -> list[Any]:
    """Turn the pages of Home one after the other, as its own buttons lead, each taken by Slack."""
    turned = [homes.home(found, EN, choice)]
    while onward := [one for one in buttons(turned[-1]) if one["action_id"] == paging.NEXT]:
        turned.append(homes.home(found, EN, Choice.read(onward[-1]["value"])))
    for one in turned:
        accepted(one)
    return turned


@pytest.mark.parametrize("kept", [Filter.ALL, Filter.AT_RISK, Filter.LOOSE])
@pytest.mark.parametrize("mine", [None, rep_state(objectives=TWO_HUNDRED.reps[0].objectives)])
def test_a_home_of_200_reps_with_12_objectives_each_is_turned_page_by_page(kept: Filter, mine: Any) -> None:
    turned = pages(home(mine, TWO_HUNDRED), Choice("0", kept))
    names = [line for one in turned for line in in_order(one) if line.startswith("*Rep")]
    assert names == [f"*Rep {rep:03}*" for rep in range(200)]


def test_the_list_of_one_team_leaves_the_others_as_they_are() -> None:
    first, second = (replace(team(*reps(25)), id=key, name=f"Team {key}") for key in (1, 2))
    shown = in_order(homes.home(home(None, first, second), EN, Choice("2", page=1)))
    begins = shown.index("Team 2")
    assert "*Rep 00*" in shown[:begins]
    assert "*Rep 00*" not in shown[begins:]


def test_the_state_has_one_line_for_oneself_and_one_for_each_rep() -> None:
    said, blocks = homes.state(home(rep_state(), team(*reps(2))), EN)
    assert said == "How your check-ins stand"
    assert [block["type"] for block in blocks] == ["section", "header", "section", "section"]


def test_times_are_told_in_the_zone_of_who_reads() -> None:
    abroad = rep_state(rep=person(5, "Zoé", tz="America/New_York"))
    assert "Talk: Thursday, 8 October at 04:00" in read(homes.home(home(abroad), EN))
    assert "Talk: Thursday, 8 October at 10:00" in read(homes.home(home(None, team(abroad)), EN))


@pytest.mark.parametrize(("count", "on_each"), [(12, [12]), (13, [12, 1]), (30, [12, 12, 6])])
def test_home_shows_a_dozen_objectives_with_their_buttons_and_leads_to_the_others(
    count: int, on_each: list[int]
) -> None:
    found = home(rep_state(objectives=tuple(objective(key) for key in range(count))))
    turned = pages(found, Choice(LEA.slack_id))
    assert [[one["action_id"] for one in buttons(page)].count(objectives.UPDATE) for page in turned] == on_each


@pytest.mark.parametrize("found", [(), (objective(),)])
def test_a_new_objective_can_be_written_from_home_even_when_there_is_none(found: tuple[Any, ...]) -> None:
    shown = homes.home(home(rep_state(objectives=found)), EN)
    [new] = [one for one in buttons(shown) if one["action_id"] == shelf.NEW]
    assert (new["text"]["text"], new["value"]) == ("New objective", LEA.slack_id)


@pytest.mark.parametrize("found", [(), (objective(),)])
def test_a_manager_opens_the_objectives_of_each_rep_from_home(found: tuple[Any, ...]) -> None:
    shown = homes.home(home(None, team(rep_state(objectives=found))), EN)
    [opening] = [one for one in buttons(shown) if one["action_id"] == shelf.LIST]
    assert (opening["text"]["text"], opening["value"]) == ("Objectives", LEA.slack_id)


def test_a_manager_is_told_how_many_objectives_of_a_rep_are_left_out() -> None:
    shown = homes.home(home(None, team(rep_state(objectives=tuple(objective(key) for key in range(7))))), EN)
    assert "and 2 more objectives" in lines(shown)


def test_a_long_list_of_objectives_is_cut_and_not_refused() -> None:
    many = tuple(objective(key, "Z" * 500) for key in range(30))
    shown = homes.home(home(None, team(rep_state(rep=LEA, objectives=many)), at=OPEN), EN)
    assert max(len(block["text"]["text"]) for block in shown["blocks"] if block["type"] == "section") <= 3000
