"""Objectives by rep: how many are shown, with which buttons, and what is said of the rest."""

from datetime import date
from typing import Any

import pytest

from bot.i18n import translator
from bot.rules.shelf import Choice, Filter
from bot.rules.signing import Signatures
from bot.views import objective as objectives
from bot.views import shelf
from bot.views.objective import Look
from bot.views.paging import FILTER, NEXT, PREVIOUS
from tests.factories import LEA, LINE, MARC, OPEN, OPENS, objective, person
from tests.factories import shelf as a_shelf
from tests.views.showing import accepted, buttons, lines

EN, FR = translator("en-GB"), translator("fr-FR")
TOM = person(3, "Tom Baker")
ON_A_CARD = [objectives.UPDATE, objectives.WHY, objectives.HISTORY, objectives.EDIT]


def several(count: int) -> list[Any]:
    return [objective(key) for key in range(1, count + 1)]


def cards(shown: Any) -> int:
    return [one["action_id"] for one in buttons(shown)].count(objectives.UPDATE)


def test_each_objective_has_its_buttons_and_each_rep_one_for_a_new_one() -> None:
    shown = shelf.answer([a_shelf(objective(7)), a_shelf(objective(8), rep=TOM)], MARC, EN, OPEN)
    assert [(one["action_id"], one["value"]) for one in buttons(shown)] == [
        *[(action, "7") for action in ON_A_CARD],
        (shelf.NEW, LEA.slack_id),
        *[(action, "8") for action in ON_A_CARD],
        (shelf.NEW, TOM.slack_id),
    ]


def test_ones_own_are_called_so_and_those_of_others_by_their_name() -> None:
    shown = lines(shelf.answer([a_shelf(rep=MARC), a_shelf(rep=TOM)], MARC, EN, OPEN))
    assert {"My objectives", "Tom Baker", "No objective yet."} <= shown


@pytest.mark.parametrize(("count", "shown", "more"), [(15, 15, None), (16, 15, 1), (40, 15, 25)])
def test_an_answer_shows_as_many_objectives_as_a_message_holds_and_says_how_many_more(
    count: int, shown: int, more: int | None
) -> None:
    answer = shelf.answer([a_shelf(*several(count))], LEA, EN, OPEN)
    accepted(answer)
    assert cards(answer) == shown
    said = [line for line in lines(answer) if line.startswith("and ")]
    assert said == ([] if more is None else [f"and {more} more objective{'s' * (more > 1)}"])
    assert (shelf.LIST in [one["action_id"] for one in buttons(answer)]) is (more is not None)


@pytest.mark.parametrize(
    ("count", "number", "shown", "said"),
    [(10, 0, 10, None), (11, 0, 10, "Page 1 of 2"), (11, 1, 1, "Page 2 of 2"), (11, 9, 1, "Page 2 of 2")],
)
def test_a_modal_shows_a_page_and_leads_to_the_others(count: int, number: int, shown: int, said: str | None) -> None:
    modal = shelf.modal([a_shelf(*several(count))], Choice(LEA.slack_id, page=number), MARC, EN, OPEN)
    accepted(modal)
    assert cards(modal) == shown
    assert [line for line in lines(modal) if line.startswith("Page")] == ([said] if said else [])
    turning = {one["text"]["text"]: one["value"] for one in buttons(modal) if one["action_id"] in (PREVIOUS, NEXT)}
    last = shown == 1
    assert turning == ({} if said is None else {"Previous": "U0001:all:0"} if last else {"Next": "U0001:all:1"})


def test_the_pages_of_a_team_name_each_rep_and_lose_nobody() -> None:
    team = [a_shelf(*several(3), rep=person(key, f"Rep {key}")) for key in range(10, 70)]
    found = list[str]()
    for number in range(18):
        modal = shelf.modal(team, Choice(page=number), MARC, EN, OPEN)
        accepted(modal)
        found += [block["text"]["text"] for block in modal["blocks"] if block["type"] == "header"]
    assert list(dict.fromkeys(found)) == [one.rep.name for one in team]


def test_the_menu_offers_the_lists_that_hold_something_with_how_many() -> None:
    found = [objective(1), objective(2, signatures=Signatures(OPENS, None)), objective(3, latest=None, line=LINE)]
    shown = shelf.modal([a_shelf(*found)], Choice("U0001", Filter.LOOSE), LEA, EN, OPEN)
    menu = shown["blocks"][0]["elements"][0]
    assert [one["text"]["text"] for one in menu["options"]] == [
        "All (3)",
        "At risk (1)",
        "To be signed (1)",
        "Without a strategy line (2)",
    ]
    assert menu["initial_option"]["value"] == "U0001:loose:0"
    assert cards(shown) == 1
    assert {"Zéphyr"} <= {line.strip("*") for line in lines(shown)}


def test_a_list_that_has_become_empty_says_so_and_leads_back() -> None:
    shown = shelf.modal([a_shelf(objective(line=LINE))], Choice("U0001", Filter.TO_CLOSE), LEA, EN, OPEN)
    assert "Nothing is on this list any more." in lines(shown)
    assert shown["blocks"][0]["elements"][0]["options"][0]["value"] == "U0001:all:0"


def test_a_team_that_does_not_fit_is_shown_in_short_with_a_button_for_each_rep() -> None:
    team = [a_shelf(*several(7), rep=person(key, f"Rep {key}")) for key in range(10, 18)]
    answer = shelf.answer(team, MARC, EN, OPEN)
    accepted(answer)
    assert [one["value"] for one in buttons(answer)] == [one.rep.slack_id for one in team]
    assert {"*Rep 10*", "*Rep 17*", "and 2 more objectives"} <= lines(answer)


@pytest.mark.parametrize(("t", "said"), [(EN, "and 12 more reps"), (FR, "et 12 autres commerciaux")])
def test_a_team_larger_than_a_message_says_how_many_reps_are_left_out(t: Any, said: str) -> None:
    answer = shelf.answer([a_shelf(objective())] * 60, MARC, t, OPEN)
    accepted(answer)
    assert said in lines(answer)
    assert answer[1][-1]["elements"][0]["action_id"] == FILTER


def test_in_short_one_whose_period_is_over_waits_to_be_closed_whatever_its_figures() -> None:
    over = objective(ends_on=date(2026, 9, 30))
    said = shelf.in_short([over, objective(12)], EN, Look.of(MARC, LEA, OPEN))
    assert said.count("to be closed") == 1
    assert said.count("needs attention") == 1
