"""What holds for every view in every state: Slack takes it, everyone can read it, nobody can smuggle markup in."""

import dataclasses
import re
from typing import Any

import pytest

from bot.i18n import translator
from bot.rules.checkin import Question, Side
from bot.rules.feedback import Feedback
from bot.views import checkin, feedback, half, tandem
from bot.views import home as homes
from tests.factories import (
    HELD,
    OPEN,
    action,
    envelope,
    home,
    letterbox,
    objective,
    person,
    progress,
    rep_state,
    report,
    sheet,
    team,
)
from tests.factories import checkin as a_checkin
from tests.views import showing_retro
from tests.views.showing import LANGUAGES, MANAGER, REP, VIEWS, View, accepted, lines, mrkdwn, words

ENGLISH = words("the your you my is are and of with not yet until what who both half halves read write see done next")
SAME_IN_BOTH = {"Tandem", "Équipe Nord", "Léa Fontaine", "Gagné Orion", "Délais", "Merci Marc", "Bravo Léa"}
SAME_IN_BOTH |= {
    "Zéphyr",
    "Orion",
    "Vega",
    "Lyra",
    "Altaïr",
    "Deneb",
    "Appeler Orion",
    "Marc Weil",
    "Feedback",
    ":white_check_mark: Marc Weil: Appeler Orion",
}
SAME_IN_BOTH |= {"• Gagné Orion", "• Délais", "2025", "2026", *map(str, range(1, 11))}

every_view = pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
every_language = pytest.mark.parametrize("tag", LANGUAGES)


@every_language
@every_view
def test_slack_takes_it(view: View, tag: str) -> None:
    accepted(view(translator(tag)))


@every_view
def test_a_french_reader_reads_french(view: View) -> None:
    french, english = (
        {line.removeprefix(":dart: ").strip("*") for line in lines(view(translator(tag)))} for tag in ("fr-FR", "en-GB")
    )
    assert french & english <= SAME_IN_BOTH
    assert not words("\n".join(french)) & ENGLISH


@every_language
@every_view
def test_no_placeholder_is_left_open(view: View, tag: str) -> None:
    assert not re.search(r"[{}]", "\n".join(lines(view(translator(tag)))))


CHANNEL = "<#C0001>"  # the team's channel, which we name ourselves
MARKUP = "<!channel> <@U0002> <https://example.com|click> & *_~`"
NAME = f"{MARKUP}{'&' * 80}"
WORDS = (MARKUP * 40)[:2000]
TITLE = (MARKUP * 60)[:3000]
HOSTILE_REP, HOSTILE_MANAGER = person(1, NAME), person(2, NAME)
MANY = tuple(objective(100_000 + key, TITLE, latest=progress("999999999999.99", author=NAME)) for key in range(30))
EVERY_ANSWER = dict.fromkeys(Question, WORDS)
REPORTS = tuple(report(one.id, "999999999999.99") for one in MANY[: half.MOST_OBJECTIVES])


ACTIONS = tuple(action(key, WORDS, of=HOSTILE_REP, by=HOSTILE_MANAGER) for key in range(12))
HOSTILE_LETTER = envelope(by=HOSTILE_REP, to=HOSTILE_MANAGER)
HOSTILE_LETTERS = letterbox(received=(HOSTILE_LETTER,) * 5, given=(HOSTILE_LETTER,) * 5)


def hostile_sheet(side: Side, *sent: Side):  # noqa: ANN201
    met = a_checkin(*sent, rep=HOSTILE_REP, manager=HOSTILE_MANAGER)
    said: dict[str, Any] = {"mine": EVERY_ANSWER, "theirs": EVERY_ANSWER, "reports": REPORTS}
    return sheet(side, checkin=met, objectives=MANY, **said, agreed=ACTIONS[:2], pending=ACTIONS, done=ACTIONS)


HOSTILE_PAIR: dict[str, Any] = {"rep": HOSTILE_REP, "manager": HOSTILE_MANAGER}
HOSTILE_STATE = rep_state(checkin=a_checkin(REP, **HOSTILE_PAIR), objectives=MANY, **HOSTILE_PAIR)
UNWRITTEN_STATE = rep_state(checkin=a_checkin(MANAGER, **HOSTILE_PAIR), objectives=MANY, **HOSTILE_PAIR)
HOSTILE: dict[str, View] = {
    "prompt": lambda t: checkin.prompt(hostile_sheet(REP), t, OPEN),
    "prompt, sent": lambda t: checkin.prompt(hostile_sheet(REP, REP), t, OPEN),
    "prompt, both in": lambda t: checkin.prompt(hostile_sheet(REP, REP, MANAGER), t, OPEN),
    "shared": lambda t: checkin.shared(hostile_sheet(MANAGER, REP), t, OPEN),
    "shared, both in": lambda t: checkin.shared(hostile_sheet(MANAGER, REP, MANAGER), t, OPEN),
    "prompt, missed": lambda t: checkin.prompt(hostile_sheet(REP), t, HELD),
    "prompt, manager first": lambda t: checkin.prompt(hostile_sheet(REP, MANAGER), t, OPEN),
    "shared, held": lambda t: checkin.shared(hostile_sheet(MANAGER, REP), t, HELD),
    "revealed, no feedback": lambda t: checkin.revealed(
        dataclasses.replace(hostile_sheet(MANAGER, REP, MANAGER), theirs={}), t, OPEN
    ),
    "revealed": lambda t: checkin.revealed(hostile_sheet(REP, REP, MANAGER), t, OPEN),
    "reading of the rep": lambda t: checkin.reading(hostile_sheet(REP, REP, MANAGER), t, OPEN),
    "reading of the manager": lambda t: checkin.reading(hostile_sheet(MANAGER, REP, MANAGER), t, OPEN),
    "half of the rep": lambda t: half.form(hostile_sheet(REP), t, OPEN),
    "half of the manager": lambda t: half.form(hostile_sheet(MANAGER, REP), t, OPEN),
    "home": lambda t: homes.home(home(HOSTILE_STATE, team(*[HOSTILE_STATE] * 30, name=TITLE)), t),
    "home, rep awaited": lambda t: homes.home(home(UNWRITTEN_STATE, team(*[UNWRITTEN_STATE] * 30, name=TITLE)), t),
    "home, missed": lambda t: homes.home(home(UNWRITTEN_STATE, team(UNWRITTEN_STATE, name=TITLE), at=HELD), t),
    "home, held": lambda t: homes.home(home(HOSTILE_STATE, team(HOSTILE_STATE, name=TITLE), at=HELD), t),
    "state": lambda t: homes.state(home(HOSTILE_STATE, *[team(*[HOSTILE_STATE] * 30, name=TITLE)] * 3), t),
    "unknown": lambda t: ("Tandem", tandem.unknown(TITLE, t)),
    "home, actions and feedback": lambda t: homes.home(
        home(HOSTILE_STATE, team(HOSTILE_STATE, name=TITLE), actions=ACTIONS, letterbox=HOSTILE_LETTERS), t
    ),
    "feedback form": lambda t: feedback.form([HOSTILE_MANAGER], t, OPEN, typed=TITLE),
    "feedback form, many people": lambda t: feedback.form(
        [dataclasses.replace(HOSTILE_MANAGER, slack_id=f"U{key}") for key in range(300)], t, OPEN
    ),
    "feedback sent": lambda t: feedback.sent(HOSTILE_LETTER, t),
    "feedback offered": lambda t: ("Tandem", feedback.offer(HOSTILE_REP, t)),
    "feedback given": lambda t: feedback.given(HOSTILE_LETTER, t),
    "feedback given, read": lambda t: feedback.given(dataclasses.replace(HOSTILE_LETTER, read_at=HELD), t),
    "feedback reading": lambda t: feedback.reading(Feedback(HOSTILE_LETTER, WORDS), HOSTILE_MANAGER.slack_id, t),
}
HOSTILE |= showing_retro.hostile(WORDS, NAME)
every_hostile_view = pytest.mark.parametrize("view", HOSTILE.values(), ids=HOSTILE)


@every_language
@every_hostile_view
def test_slack_takes_it_however_long_and_odd_the_words(view: View, tag: str) -> None:
    accepted(view(translator(tag)))


@every_hostile_view
def test_nothing_that_people_wrote_is_read_as_markup(view: View) -> None:
    for text in mrkdwn(view(translator("en-GB"))):
        assert "<" not in text.replace(CHANNEL, "")
        assert ">" not in text.replace(CHANNEL, "")


@every_hostile_view
def test_an_ampersand_is_shown_as_one(view: View) -> None:
    for text in mrkdwn(view(translator("en-GB"))):
        assert not re.search(r"&(?!amp;|lt;|gt;)", text)


@pytest.mark.parametrize(
    ("show", "most"),
    [
        (lambda t: checkin.prompt(hostile_sheet(REP), t, OPEN)[1], checkin.MOST_CARDS),
        (lambda t: half.form(hostile_sheet(REP), t, OPEN)["blocks"], half.MOST_OBJECTIVES),
    ],
    ids=["prompt", "half"],
)
def test_the_longest_title_leaves_room_for_where_the_objective_stands(show, most: int) -> None:  # noqa: ANN001
    cards = [text for text in mrkdwn(show(translator("en-GB"))) if "▰" in text]
    assert len(cards) == most < len(MANY)


def test_a_long_subcommand_leaves_room_for_the_help_that_follows() -> None:
    (block,) = tandem.unknown(TITLE, translator("en-GB"))
    assert block["text"]["text"].endswith("…”. Here is what I understand:")


def test_an_unknown_subcommand_is_repeated_as_it_was_written_and_read_for_no_markup() -> None:
    (block,) = tandem.unknown(MARKUP, translator("en-GB"))
    assert block["text"]["type"] == "plain_text"
    assert block["text"]["text"] == f"I do not know “{MARKUP}”. Here is what I understand:"


@every_view
def test_a_french_reader_reads_typographic_apostrophes(view: View) -> None:
    assert [line for line in lines(view(translator("fr-FR"))) if "'" in line] == []
