"""Actions as messages, the reading and Home show them."""

from datetime import date, timedelta
from typing import Any

import pytest

from bot.i18n import Translator, translator
from bot.rules.checkin import Side
from bot.rules.team import Home
from bot.views import action as agreements
from bot.views import checkin, reading
from bot.views import home as homes
from tests.factories import HELD, LEA, MARC, OPEN, TALK, action, home, rep_state, sheet, team
from tests.reading import texts
from tests.views.showing import MANAGER, REP, buttons, lines

EN, FR = translator("en-GB"), translator("fr-FR")
DUE = TALK.date() + timedelta(weeks=2)


def ticks(shown: Any) -> list[str]:
    return [one["value"] for one in buttons(shown) if one["action_id"] == agreements.DONE]


@pytest.mark.parametrize(
    ("t", "due", "told"),
    [
        (EN, DUE, ":calendar: Marc Weil  ·  by 22 Oct"),
        (EN, date(2026, 10, 6), ":calendar: Marc Weil  ·  by 6 Oct"),  # today is not too late
        (EN, date(2026, 10, 5), ":hourglass_flowing_sand: Marc Weil  ·  planned for 5 Oct"),
        (FR, DUE, ":calendar: Marc Weil  ·  d’ici au 22 oct."),
        (FR, date(2026, 10, 1), ":hourglass_flowing_sand: Marc Weil  ·  prévu pour le 1er oct."),
    ],
)
def test_what_is_pending_says_who_and_by_when_and_can_be_ticked(t: Translator, due: date, told: str) -> None:
    pending = (action(31, due_on=due),)
    asked = checkin.prompt(sheet(REP, pending=pending), t, OPEN)
    shared = checkin.shared(sheet(MANAGER, REP, pending=pending), t, OPEN)
    for shown in (asked, shared):
        assert {"Appeler Orion", told} <= lines(shown)
        assert ticks(shown) == ["31"]


def test_a_manager_who_has_sent_is_not_reminded_in_the_message() -> None:
    assert ticks(checkin.shared(sheet(MANAGER, REP, MANAGER, pending=(action(),)), EN, OPEN)) == []


def test_the_open_part_shows_the_reps_action_and_not_the_managers() -> None:
    agreed = (action(31, "Relancer Vega", by=LEA, of=LEA), action(32, by=MARC))
    shown = lines(checkin.shared(sheet(MANAGER, REP, agreed=agreed), EN, OPEN))
    assert {"An action for Léa Fontaine, by 22 Oct", "Relancer Vega"} <= shown
    assert "Appeler Orion" not in shown


@pytest.mark.parametrize("reader", Side)
def test_the_reading_shows_what_each_added_and_what_is_done_since(reader: Side) -> None:
    agreed = (action(31, "Relancer Vega", by=LEA, of=MARC), action(32, by=MARC, of=LEA, done_at=HELD))
    done = (action(33, "Envoyer le devis", of=LEA, done_at=OPEN),)
    shown = lines(reading.reading(sheet(reader, REP, MANAGER, agreed=agreed, done=done), EN, OPEN))
    assert {"An action for Marc Weil, by 22 Oct", "An action for Léa Fontaine, done"} <= shown
    assert {"*Done since last time*", ":white_check_mark: Envoyer le devis  ·  Léa Fontaine"} <= shown


def test_home_shows_ones_own_actions_with_whom_and_a_button_each() -> None:
    shown = homes.home(home(rep_state(), actions=(action(31, partner=MARC), action(32, partner=None))), EN)
    assert {"My actions", "Appeler Orion", ":calendar: with Marc Weil  ·  by 22 Oct", ":calendar: by 22 Oct"} <= lines(
        shown
    )
    assert ticks(shown) == ["31", "32"]


@pytest.mark.parametrize(("t", "said"), [(EN, "Nothing to do for now."), (FR, "Rien à faire pour le moment.")])
@pytest.mark.parametrize("found", [home(rep_state()), home(None, team(rep_state()))])
def test_a_home_without_actions_says_so_above_the_button_for_a_new_one(t: Translator, said: str, found: Home) -> None:
    shown = texts(homes.home(found, t)).splitlines()
    new = shown.index(t("New action"))
    assert shown[new - 2 : new] == [t("My actions"), said]


def test_the_home_of_somebody_without_a_pair_does_not_speak_of_actions() -> None:
    assert "My actions" not in lines(homes.home(home(), EN))


@pytest.mark.parametrize(("count", "said"), [(1, ":memo: 1 open action"), (3, ":memo: 3 open actions")])
def test_a_manager_sees_how_many_are_open_with_each_rep(count: int, said: str) -> None:
    assert said in lines(homes.home(home(None, team(rep_state(open_actions=count))), EN))
    assert said not in lines(homes.home(home(rep_state(open_actions=count)), EN))


@pytest.mark.parametrize(("t", "said"), [(EN, "and 2 more actions"), (FR, "et 2 autres actions")])
def test_more_than_fit_are_counted(t: Translator, said: str) -> None:
    many = tuple(action(key) for key in range(12))
    for shown in (homes.home(home(rep_state(), actions=many), t), checkin.prompt(sheet(pending=many), t, OPEN)):
        assert said in lines(shown)
        assert ticks(shown) == [str(key) for key in range(10)]
