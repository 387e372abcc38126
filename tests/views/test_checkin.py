"""What the messages around a check-in say, and what its two halves show to whom."""

from datetime import datetime
from typing import Any

import pytest

from bot.i18n import Translator, translator
from bot.rules.checkin import Sheet
from bot.rules.objective import Unit
from bot.rules.question import Side
from bot.rules.visibility import open_part
from bot.views import checkin
from bot.views.reading import reading
from tests.factories import (
    ANSWERS,
    BEFORE,
    HELD,
    LATE,
    OPEN,
    OPENS,
    TALK,
    measure,
    objective,
    person,
    report,
    sheet,
)
from tests.factories import checkin as a_checkin
from tests.views.showing import MANAGER, REP, buttons, lines, offered

EN, FR = translator("en-GB"), translator("fr-FR")

DUE_BY = "Your half is due by Thursday, 8 October at 09:00."
APART = a_checkin(rep=person(3, tz="America/New_York"))


def read(shown: Any) -> str:
    return "\n".join(lines(shown))


@pytest.mark.parametrize(
    ("sent", "said", "button"),
    [
        ((), "Your check-in with Marc Weil is on Thursday, 8 October at 10:00.", ("Write my half", "primary")),
        ((MANAGER,), "Your check-in with Marc Weil is on Thursday, 8 October at 10:00.", ("Write my half", "primary")),
        ((REP,), "Your half is in, waiting for Marc Weil.", ("See my half", None)),
        ((REP, MANAGER), "Your half is in, and Marc Weil has answered.", ("Read", None)),
    ],
)
@pytest.mark.parametrize("at", [OPEN, LATE])
def test_the_prompt_asks_until_the_half_is_in_then_says_so(
    sent: tuple[Side, ...], said: str, button: tuple[str, str | None], at: datetime
) -> None:
    shown = checkin.prompt(sheet(REP, *sent, at=at), EN, at)
    assert shown[0] == said
    assert offered(shown) == [button]


@pytest.mark.parametrize("sent", [(), (MANAGER,)])
@pytest.mark.parametrize("at", [TALK, HELD])
def test_after_the_talk_the_prompt_asks_no_more_but_still_takes_the_half(sent: tuple[Side, ...], at: datetime) -> None:
    shown = checkin.prompt(sheet(REP, *sent, at=at), EN, at)
    assert shown[0] == "Check-in of 8 Oct: you did not write."
    assert lines(shown) == {shown[0], "Write it all the same"}
    (button,) = buttons(shown)
    assert (button["action_id"], button["value"], button.get("style")) == (checkin.OPEN, "7", None)


@pytest.mark.parametrize(
    ("sent", "said", "button"),
    [
        ((REP,), "Check-in of 8 Oct: Marc Weil did not write.", ("See my half", None)),
        ((REP, MANAGER), "Your half is in, and Marc Weil has answered.", ("Read", None)),
    ],
)
def test_a_half_that_is_in_can_still_be_read_from_the_prompt_after_the_talk(
    sent: tuple[Side, ...], said: str, button: tuple[str, str | None]
) -> None:
    shown = checkin.prompt(sheet(REP, *sent, at=HELD), EN, HELD)
    assert shown[0] == said
    assert offered(shown) == [button]


def test_the_button_of_the_prompt_stands_before_the_objectives() -> None:
    _, blocks = checkin.prompt(sheet(REP, objectives=(objective(), objective(12, "Orion"))), EN, OPEN)
    assert [block["type"] for block in blocks[:3]] == ["section", "actions", "section"]
    assert [block["type"] for block in blocks].count("actions") == 1


def test_the_prompt_shows_no_more_objectives_than_it_holds() -> None:
    many = tuple(objective(key, f"Zéphyr {key:02}") for key in range(checkin.MOST_CARDS + 5))
    shown = lines(checkin.prompt(sheet(REP, objectives=many), EN, OPEN))
    told = sorted(line for line in shown if line.startswith("*Zéphyr"))
    assert told == [f"*Zéphyr {key:02}*" for key in range(checkin.MOST_CARDS)]


@pytest.mark.parametrize(("sent", "told"), [((), False), ((MANAGER,), True)])
def test_the_prompt_says_when_the_manager_has_written_first(sent: tuple[Side, ...], *, told: bool) -> None:
    shown = read(checkin.prompt(sheet(REP, *sent), EN, OPEN))
    assert (":pencil2: Marc Weil has written their half." in shown) is told


def test_the_prompt_names_the_deadline_in_the_reps_own_zone() -> None:
    assert "Due by Thursday, 8 October at 03:00." in read(checkin.prompt(sheet(REP, checkin=APART), EN, OPEN))


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        (checkin.prompt(sheet(REP, checkin=APART), EN, OPEN), "is on Thursday, 8 October at 04:00."),
        (checkin.shared(sheet(MANAGER, checkin=APART), EN, OPEN), "\nTalk: Thursday, 8 October at 10:00\n"),
        (checkin.revealed(sheet(REP, checkin=APART), EN, OPEN), "\nTalk: Thursday, 8 October at 04:00\n"),
        (checkin.revealed(sheet(MANAGER, checkin=APART), EN, OPEN), "\nTalk: Thursday, 8 October at 10:00\n"),
        (checkin.shared(sheet(MANAGER, checkin=APART), EN, HELD), "\nThe talk was on Thursday, 8 October at 10:00.\n"),
        (checkin.revealed(sheet(REP, checkin=APART), EN, TALK), "\nThe talk was on Thursday, 8 October at 04:00.\n"),
        (
            checkin.revealed(sheet(MANAGER, checkin=APART), FR, HELD),
            "\nL’entretien a eu lieu le jeudi 8 octobre à 10:00.\n",
        ),
    ],
    ids=[
        "prompt",
        "shared",
        "revealed to the rep",
        "revealed to the manager",
        "shared, held",
        "revealed to the rep, held",
        "revealed to the manager, held",
    ],
)
def test_the_talk_is_told_on_the_clock_of_who_reads(shown: Any, told: str) -> None:
    assert told in f"\n{read(shown)}\n"


def test_the_prompt_shows_where_each_objective_stands() -> None:
    shown = read(checkin.prompt(sheet(REP), FR, OPEN))
    assert "▰▰▰▰▰▰▱▱▱▱ 61 %  ·  297 000 € sur 480 000 €" in shown


def test_the_manager_is_told_the_open_part_and_that_the_rest_is_sealed() -> None:
    shown = checkin.shared(sheet(MANAGER, REP), EN, OPEN)
    assert shown[0] == "Léa Fontaine has written their half."
    assert {"A win", "Gagné Orion", "An obstacle", "Délais", "*Zéphyr*"} <= lines(shown)
    assert not {"Merci Marc", "Feedback on the mission"} & lines(shown)
    assert "€310,000 of €480,000" in read(shown)
    assert "I will make it" in read(shown)
    assert "What Léa Fontaine wrote for you opens once your half is in too." in read(shown)
    assert offered(shown) == [("Write my half", "primary")]


def test_a_manager_who_has_sent_is_not_asked_again() -> None:
    shown = checkin.shared(sheet(MANAGER, REP, MANAGER), EN, OPEN)
    assert "Your half is in, and Léa Fontaine has answered." in read(shown)
    assert buttons(shown) == []


EVERY_MESSAGE = [
    show(sheet(side, *sent, at=at), EN, at)
    for show, side in [
        (checkin.prompt, REP),
        (checkin.shared, MANAGER),
        (checkin.revealed, REP),
        (checkin.revealed, MANAGER),
    ]
    for sent in [(REP,), (MANAGER,), (REP, MANAGER)]
    for at in [BEFORE, OPEN, LATE, HELD]
]


@pytest.mark.parametrize("shown", EVERY_MESSAGE)
def test_feedback_never_stands_in_a_message(shown: Any) -> None:
    assert not {"Merci Marc", "Bravo Léa"} & lines(shown)


@pytest.mark.parametrize(("side", "other"), [(REP, "Marc Weil"), (MANAGER, "Léa Fontaine")])
def test_a_revealed_check_in_is_told_to_each_side_about_the_other(side: Side, other: str) -> None:
    said, _ = shown = checkin.revealed(sheet(side, REP, MANAGER), EN, OPEN)
    assert said == f"Both halves are in: you can read what {other} wrote for you."
    assert offered(shown) == [("Read", "primary")]


@pytest.mark.parametrize(("side", "other"), [(REP, "Marc Weil"), (MANAGER, "Léa Fontaine")])
@pytest.mark.parametrize("is_empty", [True, False])
def test_nobody_is_promised_a_feedback_that_was_not_left(side: Side, other: str, *, is_empty: bool) -> None:
    theirs = {} if is_empty else open_part(ANSWERS[side.other], side.other)
    said, _ = shown = checkin.revealed(sheet(side, REP, MANAGER, theirs=theirs), EN, OPEN)
    assert said == f"Both halves are in. {other} left no feedback this time."
    assert offered(shown) == [("Read", "primary")]


@pytest.mark.parametrize(
    ("seen", "at", "shown", "hidden"),
    [
        (sheet(REP, REP), OPEN, {"Marc Weil has not written yet.", "Merci Marc"}, {"Bravo Léa"}),
        (sheet(REP, REP, MANAGER), OPEN, {"Bravo Léa", "Appeler Orion", "Merci Marc"}, {"not written yet"}),
        (sheet(MANAGER, REP, MANAGER), OPEN, {"Gagné Orion", "Merci Marc", "Bravo Léa"}, {"opens once both"}),
        (sheet(MANAGER, REP, at=LATE), LATE, {"Gagné Orion", "opens once both halves are in"}, {"Merci Marc"}),
        (sheet(MANAGER, MANAGER), OPEN, {"Léa Fontaine has not written yet.", "Bravo Léa"}, {"Gagné Orion"}),
        (sheet(REP, REP, MANAGER, theirs={}), OPEN, {"No feedback this time"}, {"opens once both"}),
        (sheet(REP, REP), OPEN, {"€310,000 of €480,000", "I will make it"}, {"Nothing in words"}),
        (sheet(REP, REP, mine={}, reports=()), OPEN, {"Nothing in words"}, {"Merci Marc"}),
    ],
)
def test_each_side_reads_what_it_may(seen: Sheet, at: datetime, shown: set[str], hidden: set[str]) -> None:
    text = read(reading(seen, EN, at))
    assert {one for one in shown if one not in text} == set()
    assert {one for one in hidden if one in text} == set()


@pytest.mark.parametrize(
    ("sent", "side", "at", "said"),
    [
        ((), REP, BEFORE, "You can write your half already."),
        ((), MANAGER, BEFORE, "You can write your half already."),
        ((), REP, OPENS, f"{DUE_BY} Marc Weil has not written yet."),
        ((), MANAGER, LATE, f"{DUE_BY} Léa Fontaine has not written yet."),
        ((REP,), REP, OPEN, "Yours is in, waiting for Marc Weil."),
        ((REP,), MANAGER, BEFORE, f"Léa Fontaine has written their half. {DUE_BY}"),
        ((MANAGER,), REP, BEFORE, f"Marc Weil has written their half. {DUE_BY}"),
        ((MANAGER,), MANAGER, LATE, "Yours is in. Léa Fontaine did not write before the deadline."),
        ((MANAGER,), MANAGER, OPEN, "Yours is in, waiting for Léa Fontaine."),
        ((REP, MANAGER), MANAGER, OPEN, "Both halves are in."),
        ((REP, MANAGER), REP, HELD, "Check-in of 8 Oct: both halves are in."),
        ((), REP, TALK, "Check-in of 8 Oct: you did not write."),
        ((), MANAGER, HELD, "Check-in of 8 Oct: you did not write."),
        ((MANAGER,), REP, HELD, "Check-in of 8 Oct: you did not write."),
        ((MANAGER,), MANAGER, HELD, "Check-in of 8 Oct: Léa Fontaine did not write."),
        ((REP,), REP, HELD, "Check-in of 8 Oct: Marc Weil did not write."),
    ],
)
def test_the_status_is_one_line_for_each_side(sent: tuple[Side, ...], side: Side, at: datetime, said: str) -> None:
    assert checkin.status(a_checkin(*sent), side, at, EN).partition(": ")[2] == said


@pytest.mark.parametrize(("side", "time"), [(REP, "03:00"), (MANAGER, "09:00")])
def test_the_status_names_the_deadline_on_the_clock_of_who_reads(side: Side, time: str) -> None:
    assert checkin.status(APART, side, OPEN, EN).startswith(
        f":pencil2: Your half is due by Thursday, 8 October at {time}."
    )


@pytest.mark.parametrize(
    ("sent", "side", "at", "button"),
    [
        ((), REP, BEFORE, ("Write my half", None)),
        ((), MANAGER, BEFORE, ("Write my half", None)),
        ((), REP, OPENS, ("Write my half", "primary")),
        ((), MANAGER, LATE, ("Write my half", "primary")),
        ((REP,), MANAGER, BEFORE, ("Write my half", "primary")),
        ((REP,), REP, BEFORE, ("See my half", None)),
        ((REP,), REP, HELD, ("See my half", None)),
        ((REP, MANAGER), REP, OPEN, ("Read", None)),
        ((REP, MANAGER), MANAGER, HELD, ("Read", None)),
        ((), REP, TALK, ("Write it all the same", None)),
        ((REP,), MANAGER, HELD, ("Write it all the same", None)),
        ((MANAGER,), REP, HELD, ("Write it all the same", None)),
    ],
)
def test_the_one_button_of_a_check_in_presses_only_for_what_is_owed(
    sent: tuple[Side, ...], side: Side, at: datetime, button: tuple[str, str | None]
) -> None:
    shown = checkin.write_or_read(a_checkin(*sent), side, at, EN).to_dict()
    assert offered(shown) == [button]
    assert (shown["action_id"], shown["value"]) == (checkin.OPEN, "7")


@pytest.mark.parametrize(("t", "text"), [(EN, "Answer early"), (FR, "Répondre en avance")])
def test_the_button_to_answer_early_has_an_action_of_its_own(t: Translator, text: str) -> None:
    shown = checkin.early_button(t).to_dict()
    assert offered(shown) == [(text, None)]
    assert shown["action_id"] == checkin.OPEN_EARLY != checkin.OPEN


OF_REP = ["Energy", "A win", "An obstacle", "Means needed", "Feedback on the mission"]
OF_MANAGER = ["Feedback on the work", "Answer on the means"]


@pytest.mark.parametrize(
    ("side", "asked"),
    [
        (REP, [*OF_MANAGER, "An action for Marc Weil, by 22 Oct", *OF_REP]),
        (MANAGER, [*OF_REP, *OF_MANAGER, "An action for Marc Weil, by 22 Oct"]),
    ],
)
def test_each_answer_is_quoted_under_what_was_asked(side: Side, asked: list[str]) -> None:
    view = reading(sheet(side, REP, MANAGER), EN, OPEN)
    quotes = [block["elements"] for block in view["blocks"] if block["type"] == "rich_text"]
    assert [label["elements"][0]["text"] for label, _ in quotes] == asked
    words = {answer.text for answers in ANSWERS.values() for answer in answers.values() if answer.text}
    assert {quoted["elements"][0]["text"] for _, quoted in quotes} == words | {"Appeler Orion", "Zéphyr  ·  The client"}


@pytest.mark.parametrize(("t", "title"), [(EN, "Check-in of 8 Oct"), (FR, "Point du 8 oct.")])
def test_the_title_is_the_day_of_the_talk(t: Any, title: str) -> None:
    assert reading(sheet(REP, REP), t, OPEN)["title"]["text"] == title


def test_a_report_on_an_objective_that_is_gone_is_left_out() -> None:
    known = objective(12, "Orion", measure(Unit.COUNT, target=40))
    shown = checkin.shared(sheet(MANAGER, REP, objectives=(known,), reports=(report(11), report(12, 7))), EN, OPEN)
    assert "7 of 40" in read(shown)
    assert "Zéphyr" not in read(shown)
