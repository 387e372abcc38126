"""The talk and the messages around it: what they offer when, what they keep to themselves, what is cut."""

from datetime import timedelta
from typing import Any

import pytest

from bot.i18n import translator
from bot.rules.checkin import Side
from bot.rules.form import Begun
from bot.rules.talk import NewDecision, Pages, Phase, Record
from bot.views import talk, talk_form, talk_message
from tests.factories import DUE, HELD, TALK, action
from tests.views.filling import filled
from tests.views.showing import lines, offered
from tests.views.showing_talk import AFTER, CONFIRMED, DECISION, PLAN, POINTS, a_preparation, a_talk, empty

EN = translator("en-GB")
REP, MANAGER = Side.REP, Side.MANAGER


@pytest.mark.parametrize(
    ("sent", "side", "second"),
    [
        ((), REP, "Write my half"),
        ((REP,), MANAGER, "Write my half"),
        ((REP,), REP, "See my half"),
        ((REP, MANAGER), MANAGER, "Read"),
    ],
)
def test_the_preparation_offers_the_talk_and_the_half_that_is_missing(
    sent: tuple[Side, ...], side: Side, second: str
) -> None:
    _, blocks = talk_message.preparation(a_preparation(*sent, side=side), EN, DUE)

    assert offered(blocks) == [("Open the talk", "primary"), (second, None)]


def test_an_action_whose_day_has_passed_is_marked() -> None:
    late = action(due_on=(TALK - timedelta(days=3)).date())
    shown = lines(talk_message.preparation(a_preparation(actions=(late, action(32))), EN, DUE))

    assert ":hourglass_flowing_sand: Appeler Orion  ·  Marc Weil  ·  planned for 5 Oct" in shown
    assert ":memo: Appeler Orion  ·  Marc Weil  ·  by 22 Oct" in shown


@pytest.mark.parametrize(
    ("given", "buttons"),
    [
        ({}, ["Confirm", "Amend"]),
        ({"record": Record(rep_confirmed_at=AFTER)}, ["Amend"]),
        ({"record": Record(manager_confirmed_at=AFTER)}, ["Confirm", "Amend"]),
        ({"record": CONFIRMED, "phase": Phase.CONFIRMED}, ["Read"]),
        ({"phase": Phase.OVER}, ["Read"]),
        ({"phase": Phase.ENDED}, ["Read"]),
    ],
)
def test_the_record_offers_what_is_left_to_do(given: dict[str, Any], buttons: list[str]) -> None:
    _, blocks = talk_message.record(a_talk(**given), EN)

    assert [text for text, _ in offered(blocks)] == buttons


def test_what_does_not_fit_in_the_record_is_counted() -> None:
    shown = lines(talk_message.record(a_talk(points=(), settled=(), agreed=(), decisions=(DECISION,) * 11), EN))

    assert "and 3 more" in shown


def test_a_button_confirms_one_record_in_one_version() -> None:
    _, blocks = talk_message.record(a_talk(record=Record(changed_at=HELD)), EN)

    value = blocks[-1]["elements"][0]["value"]
    assert talk_message.read_confirm(value) == (7, Record(changed_at=HELD).version)


@pytest.mark.parametrize("phase", [Phase.CONFIRMED, Phase.OVER, Phase.ENDED])
def test_a_talk_that_is_closed_is_read_and_offers_nothing(phase: Phase) -> None:
    assert offered(talk.modal(a_talk(phase=phase), EN)) == []


def test_an_empty_talk_says_what_to_do() -> None:
    assert any("add a point" in line for line in lines(talk.modal(empty(), EN)))


def test_the_pages_that_were_turned_to_stay_turned() -> None:
    pages = talk.turned(Pages({"points": 1}), "decisions 2")
    shown = talk.modal(a_talk(points=POINTS * 20, decisions=(DECISION,) * 40), EN, pages)

    assert talk.state(shown) == (7, Pages({"points": 1, "decisions": 2}))
    assert {"Page 2 of 7", "Page 3 of 4"} <= lines(shown)


def test_a_decision_is_read_back_as_it_was_written() -> None:
    new = talk_form.decision_form(PLAN, 7, Pages(), EN, begun=Begun(HELD))
    changed = talk_form.decision_form(PLAN, 7, Pages(), EN, begun=Begun(HELD), decision=DECISION)

    assert talk_form.read_decision(filled(new, decision=" Vega ")) == (None, NewDecision("Vega", None, HELD))
    assert talk_form.read_decision(filled(changed)) == (51, NewDecision("Deneb", 11, HELD))
