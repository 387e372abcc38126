"""Objectives by rep: how many are shown, with which buttons, and what is said of the rest."""

from typing import Any

import pytest

from bot.i18n import translator
from bot.views import objective as objectives
from bot.views import shelf
from tests.factories import LEA, MARC, OPEN, objective, person
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


@pytest.mark.parametrize(("count", "shown", "more"), [(31, 31, False), (40, 31, True)])
def test_a_modal_shows_as_many_as_it_holds_and_says_how_many_more(count: int, shown: int, *, more: bool) -> None:
    modal = shelf.modal(a_shelf(*several(count)), MARC, EN, OPEN)
    accepted(modal)
    assert cards(modal) == shown
    assert ("and 9 more objectives" in lines(modal)) is more


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
