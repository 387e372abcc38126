"""The form of a feedback, the news of it, and reading it."""

from typing import Any

import pytest

from bot.i18n import translator
from bot.rules.feedback import Feedback, Letterbox, NewFeedback
from bot.rules.form import Begun
from bot.rules.person import Person
from bot.rules.refusal import Reason, Rejected
from bot.views import feedback
from tests.factories import HELD, LEA, MARC, OPEN, envelope, letterbox, person
from tests.views.showing import Shown, buttons, lines, offered

EN, FR = translator("en-GB"), translator("fr-FR")
WORDS = "Vous avez tenu le prix"


def sent(view: dict[str, Any], text: str, to: str | None = None) -> dict[str, Any]:
    """Return the view as Slack sends it back."""
    values: dict[str, Any] = {feedback.TEXT: {"text": {"type": "plain_text_input", "value": text}}}
    if to:
        chosen = {"type": "static_select", "selected_option": {"value": to}}
        values[feedback.TO] = {"to": chosen}
    return view | {"state": {"values": values}}


def test_a_feedback_comes_back_as_it_was_written_to_the_one_it_was_opened_for() -> None:
    view = sent(feedback.form([MARC], EN, Begun(OPEN)), f"  {WORDS}\n")
    assert feedback.read_form(view) == NewFeedback(MARC.slack_id, WORDS, OPEN)


def test_what_is_typed_with_the_command_comes_after_what_was_begun() -> None:
    def held(begun: str, typed: str) -> str | None:
        view = feedback.form([MARC], EN, Begun(OPEN, {feedback.TEXT: begun}), typed=typed)
        return next(one["element"].get("initial_value") for one in view["blocks"] if one["type"] == "input")

    assert held(WORDS, "") == WORDS
    assert held("", WORDS) == WORDS
    assert held("Bravo", WORDS) == f"Bravo\n{WORDS}"


def test_of_several_people_the_one_chosen_gets_it() -> None:
    view = sent(feedback.form([MARC, LEA], EN, Begun(OPEN)), WORDS, LEA.slack_id)
    assert feedback.read_form(view).to == LEA.slack_id


@pytest.mark.parametrize("text", ["", " \n "])
def test_a_feedback_without_a_word_is_refused_in_its_field(text: str) -> None:
    with pytest.raises(Rejected) as refusal:
        feedback.read_form(sent(feedback.form([MARC], EN, Begun(OPEN)), text))
    assert [(one.reason, one.field) for one in refusal.value.problems] == [(Reason.EMPTY, feedback.TEXT)]


def test_the_form_says_that_nobody_else_reads_it() -> None:
    assert ":lock: Only the two of you read this in Tandem." in lines(feedback.form([MARC], EN, Begun(OPEN)))


@pytest.mark.parametrize(
    ("shown", "said", "button"),
    [
        (feedback.given(envelope(), EN), "Léa Fontaine has left you feedback.", ("Read", "primary")),
        (
            feedback.given(envelope(read_at=HELD), EN),
            "You read the feedback from Léa Fontaine on Thursday, 8 October at 10:01.",
            ("Read", None),
        ),
        (
            feedback.given(envelope(read_at=HELD), FR),
            "Vous avez lu le feedback de Léa Fontaine le jeudi 8 octobre à 10:01.",
            ("Lire", None),
        ),
    ],
)
def test_the_news_says_who_and_once_read_when(shown: Shown, said: str, button: tuple[str, str | None]) -> None:
    assert shown[0] == said  # pyright: ignore[reportArgumentType]
    assert offered(shown) == [button]


@pytest.mark.parametrize(
    ("reader", "label", "offers"), [(MARC, "From Léa Fontaine", [("Answer", None)]), (LEA, "To Marc Weil", [])]
)
def test_each_of_the_two_reads_it_and_the_recipient_may_answer(reader: Person, label: str, offers: list[Any]) -> None:
    shown = feedback.reading(Feedback(envelope(), WORDS), reader.slack_id, EN)
    assert {label, WORDS, "Tuesday, 6 October at 10:30"} <= lines(shown)
    assert offered(shown) == offers


def test_an_answer_goes_to_the_author() -> None:
    [button] = buttons(feedback.reading(Feedback(envelope(), WORDS), MARC.slack_id, EN))
    assert (button["action_id"], button["value"]) == (feedback.ANSWER, LEA.slack_id)


def box(letters: Letterbox) -> tuple[str, list[dict[str, Any]]]:
    return "Home", [block.to_dict() for block in feedback.box(letters, MARC, EN)]


def test_home_presses_only_for_what_is_unread() -> None:
    assert offered(box(letterbox(2))) == [
        ("Read", "primary"),
        ("Read", None),
        ("Read again", None),
        ("Read again", None),
        ("Give feedback", None),
    ]
    assert {
        ":incoming_envelope: From *Léa Fontaine*, 6 Oct  ·  new",
        "From *Léa Fontaine*, 6 Oct",
        "To *Léa Fontaine*, 6 Oct",
    } <= lines(box(letterbox(2)))


def test_home_says_nothing_of_feedback_to_who_can_neither_give_nor_read_any() -> None:
    assert box(Letterbox()) == ("Home", [])


def test_who_has_left_every_team_still_reads_what_there_is() -> None:
    assert offered(box(letterbox(1, may_give=False))) == [("Read", "primary"), ("Read again", None)]


def test_nobody_in_particular_is_offered_where_there_is_no_one_counterpart() -> None:
    assert feedback.offer(None, EN) == []
    [button] = buttons(feedback.offer(person(9, "Zoé"), EN))
    assert (button["text"]["text"], button["value"]) == ("Give feedback to Zoé", "U0009")
