"""What the messages around a check-in say, and what its two halves show to whom."""

from datetime import datetime
from typing import Any

import pytest

from bot.i18n import translator
from bot.rules.checkin import Sheet, Side
from bot.rules.objective import Unit
from bot.views import checkin
from tests.factories import BEFORE, LATE, OPEN, measure, objective, person, report, sheet
from tests.factories import checkin as a_checkin
from tests.views.showing import MANAGER, REP, lines

EN, FR = translator("en-GB"), translator("fr-FR")

APART = a_checkin(rep=person(3, tz="America/New_York"))


def buttons(shown: Any) -> list[str]:
    """Give the texts of all buttons."""
    if isinstance(shown, dict) and shown.get("type") == "button":
        return [shown["text"]["text"]]
    inside = shown.values() if isinstance(shown, dict) else shown if isinstance(shown, list | tuple) else ()
    return [text for one in inside for text in buttons(one)]


def read(shown: Any) -> str:
    return "\n".join(lines(shown))


@pytest.mark.parametrize(
    ("sent", "said", "offered"),
    [
        ((), "Your check-in with Marc Weil is on Thursday, 8 October at 10:00.", "Write my half"),
        ((MANAGER,), "Your check-in with Marc Weil is on Thursday, 8 October at 10:00.", "Write my half"),
        ((REP,), "Your half is in, waiting for Marc Weil.", "See my half"),
        ((REP, MANAGER), "Your half is in, and so is Marc Weil's.", "Read"),
    ],
)
def test_the_prompt_asks_until_the_half_is_in_then_says_so(sent: tuple[Side, ...], said: str, offered: str) -> None:
    shown = checkin.prompt(sheet(REP, *sent), EN)
    assert shown[0] == said
    assert buttons(shown) == [offered]


def test_the_prompt_names_the_deadline_in_the_reps_own_zone() -> None:
    assert "Due Thursday, 8 October at 03:00" in read(checkin.prompt(sheet(REP, checkin=APART), EN))


@pytest.mark.parametrize(
    ("shown", "time"),
    [
        (checkin.prompt(sheet(REP, checkin=APART), EN), "04:00"),
        (checkin.shared(sheet(MANAGER, checkin=APART), EN), "10:00"),
        (checkin.revealed(sheet(REP, checkin=APART), EN), "04:00"),
        (checkin.revealed(sheet(MANAGER, checkin=APART), EN), "10:00"),
    ],
    ids=["prompt", "shared", "revealed to the rep", "revealed to the manager"],
)
def test_the_talk_is_told_on_the_clock_of_who_reads(shown: Any, time: str) -> None:
    assert f"Thursday, 8 October at {time}." in read(shown)


def test_the_prompt_shows_where_each_objective_stands() -> None:
    shown = read(checkin.prompt(sheet(REP), FR))
    assert "▰▰▰▰▰▰▱▱▱▱ 62 %  ·  297 000 € sur 480 000 €" in shown


def test_the_manager_is_told_the_open_part_and_that_the_rest_is_sealed() -> None:
    shown = checkin.shared(sheet(MANAGER, REP), EN)
    assert shown[0] == "Léa Fontaine has sent their half of your check-in."
    assert {"Gagné Orion", "Délais", "*Zéphyr*"} <= lines(shown)
    assert "€310,000 of €480,000" in read(shown)
    assert "I will make it" in read(shown)
    assert "What Léa Fontaine wrote for you opens once your half is in too." in read(shown)
    assert buttons(shown) == ["Write my half"]


def test_a_manager_who_has_sent_is_not_asked_again() -> None:
    shown = checkin.shared(sheet(MANAGER, REP, MANAGER), EN)
    assert "Your half is in, and so is Léa Fontaine's." in read(shown)
    assert buttons(shown) == []


EVERY_MESSAGE = [
    checkin.prompt(sheet(REP, REP, MANAGER), EN),
    checkin.shared(sheet(MANAGER, REP, MANAGER), EN),
    checkin.revealed(sheet(REP, REP, MANAGER), EN),
    checkin.revealed(sheet(MANAGER, REP, MANAGER), EN),
]


@pytest.mark.parametrize("shown", EVERY_MESSAGE)
def test_feedback_never_stands_in_a_message(shown: Any) -> None:
    assert not {"Merci Marc", "Bravo Léa"} & lines(shown)


@pytest.mark.parametrize(("side", "other"), [(REP, "Marc Weil"), (MANAGER, "Léa Fontaine")])
def test_a_revealed_check_in_is_told_to_each_side_about_the_other(side: Side, other: str) -> None:
    said, _ = shown = checkin.revealed(sheet(side, REP, MANAGER), EN)
    assert said == f"Both halves are in: you can read what {other} wrote for you."
    assert buttons(shown) == ["Read"]


@pytest.mark.parametrize(
    ("seen", "at", "shown", "hidden"),
    [
        (sheet(REP, REP), OPEN, {"Not in yet", "Merci Marc"}, {"Bravo Léa"}),
        (sheet(REP, REP, MANAGER), OPEN, {"Bravo Léa", "Appeler Orion", "Merci Marc"}, {"Not in yet"}),
        (sheet(MANAGER, REP, MANAGER), OPEN, {"Gagné Orion", "Merci Marc", "Bravo Léa"}, {"opens once both"}),
        (sheet(MANAGER, REP, at=LATE), LATE, {"Gagné Orion", "opens once both halves are in"}, {"Merci Marc"}),
        (sheet(MANAGER, MANAGER, at=LATE), LATE, {"Not in yet", "Bravo Léa"}, {"Gagné Orion"}),
        (sheet(REP, REP, MANAGER, theirs={}), OPEN, {"No feedback this time"}, {"opens once both"}),
        (sheet(REP, REP), OPEN, {"€310,000 of €480,000", "I will make it"}, {"Nothing in words"}),
        (sheet(REP, REP, mine={}, reports=()), OPEN, {"Nothing in words"}, {"Merci Marc"}),
    ],
)
def test_each_side_reads_what_it_may(seen: Sheet, at: datetime, shown: set[str], hidden: set[str]) -> None:
    text = read(checkin.reading(seen, EN, at))
    assert {one for one in shown if one not in text} == set()
    assert {one for one in hidden if one in text} == set()


@pytest.mark.parametrize(
    ("sent", "side", "at", "said"),
    [
        ((), REP, BEFORE, "Nothing is due yet."),
        ((), REP, OPEN, "Both halves are awaited."),
        ((REP,), REP, OPEN, "Yours is in, waiting for Marc Weil."),
        ((REP,), MANAGER, BEFORE, "Léa Fontaine's half is in, yours is awaited."),
        ((REP, MANAGER), MANAGER, OPEN, "Both halves are in."),
    ],
)
def test_the_status_is_one_line_for_each_side(sent: tuple[Side, ...], side: Side, at: datetime, said: str) -> None:
    assert checkin.status(a_checkin(*sent), side, at, EN).partition(": ")[2] == said


@pytest.mark.parametrize(("t", "title"), [(EN, "Check-in of 8 Oct"), (FR, "Point du 8 oct.")])
def test_the_title_is_the_day_of_the_talk(t: Any, title: str) -> None:
    assert checkin.reading(sheet(REP, REP), t, OPEN)["title"]["text"] == title


def test_a_report_on_an_objective_that_is_gone_is_left_out() -> None:
    known = objective(12, "Orion", measure(Unit.COUNT, target=40))
    shown = checkin.shared(sheet(MANAGER, REP, objectives=(known,), reports=(report(11), report(12, 7))), EN)
    assert "7 of 40" in read(shown)
    assert "Zéphyr" not in read(shown)
