"""What holds for every view in every state: Slack takes it, everyone can read it, nobody can smuggle markup in."""

import dataclasses
import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import chain
from typing import Any

import pytest

from bot.i18n import translator
from bot.rules.checkin import Cause, Move, Skip, Skipped
from bot.rules.digest import Away
from bot.rules.feedback import Feedback
from bot.rules.form import Begun
from bot.rules.objective import Field, Line, Shared, Shelf
from bot.rules.question import SALES, Answer, Kind, Side, Source
from bot.rules.shelf import Choice
from bot.rules.team import Leading
from bot.rules.team_check import Finding, Trouble
from bot.views import (
    background,
    cadence,
    checkin,
    digest_schedule,
    feedback,
    figure,
    half,
    move,
    reading,
    shelf,
    skip,
    tandem,
    team_check,
    team_news,
)
from bot.views import digest as digests
from bot.views import home as homes
from bot.views import team as teams
from bot.views.half_fields import MOST_OBJECTIVES
from tests.factories import (
    EVERY_CHANGE,
    HELD,
    MONDAY,
    OPEN,
    PREPARED,
    RECORDED,
    ROOM,
    action,
    an_absence,
    digest,
    digest_plan,
    envelope,
    home,
    letterbox,
    objective,
    parting,
    person,
    plan,
    preview,
    progress,
    rep_state,
    report,
    seat,
    setup,
    sheet,
    team,
)
from tests.factories import checkin as a_checkin
from tests.views import (
    showing_absence,
    showing_action,
    showing_agenda,
    showing_card,
    showing_closing,
    showing_draft,
    showing_earlier,
    showing_half,
    showing_importing,
    showing_progress,
    showing_quiet,
    showing_retro,
    showing_shelf,
    showing_signing,
    showing_stand_in,
    showing_strategy,
    showing_talk,
)
from tests.views.showing import LANGUAGES, MANAGER, PARIS, REP, VIEWS, View, accepted, lines, mrkdwn, shown, words

ENGLISH = words("the your you my is are and of with not yet until what who both half halves read write see done next")
SAME_IN_BOTH = {"Tandem", "Équipe Nord", "Léa Fontaine", "Gagné Orion", "Délais", "Merci Marc", "Bravo Léa"}
SAME_IN_BOTH |= {
    "Un avant-vente",
    "Dès lundi",
    "Zéphyr\nOrion",
    "Et Vega",
    "Très bien",
    "Deux clients",
    "Orion  ·  Zéphyr",
    "Zéphyr  ·  Zéphyr",
}
SAME_IN_BOTH |= {"0", "Euros", ":arrow_down:", "Entrer dans les filières ← Premier fournisseur"}
SAME_IN_BOTH |= {"Entrer dans les filières", "Premier fournisseur", "Parce que"}
SAME_IN_BOTH |= {":link: Entrer dans les filières → Premier fournisseur"}
SAME_IN_BOTH |= {"Zéphyr", "Orion", "Vega", "Lyra", "Altaïr", "Deneb", "Appeler Orion", "Marc Weil", "Feedback", "Note"}
SAME_IN_BOTH |= {":white_check_mark: Appeler Orion  ·  Marc Weil", ":white_check_mark: Marc Weil: Appeler Orion"}
SAME_IN_BOTH |= {
    "#ventes-europe",
    "• Gagné Orion",
    "• Délais",
    "France",
    "FR-57 Moselle",
    "2025",
    "2026",
    *map(str, range(1, 11)),
}

SAME_IN_BOTH |= {*PREPARED.values()}
SAME_IN_BOTH |= {"•  Zéphyr  ·  Léa Fontaine", "•  Zéphyr  ·  Marc Weil", "↳  *Altaïr", "↳ Altaïr"}
SAME_IN_BOTH |= {*PREPARED.values(), ":pushpin: Vega"}
SAME_IN_BOTH |= {"bientôt", "Zéphyr 12/10 26/10", "12/10, 14/10", "du 12/10", "-"}

SAME_IN_BOTH |= {"Actions", "Manager", ":information_source: Zéphyr", ":bust_in_silhouette: Marc Weil"}
SAME_IN_BOTH |= {
    f"{sign} Zéphyr  ·  {name}"
    for sign in (":white_check_mark:", ":heavy_minus_sign:", ":arrow_right:", ":speech_balloon:")
    for name in ("Marc Weil", "Léa Fontaine")
}

every_view = pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)


@every_view
def test_slack_takes_it_in_every_language_and_no_placeholder_is_left_open(view: View) -> None:
    for tag in LANGUAGES:
        accepted(shown(view, tag))
        assert not re.search(r"[{}]", "\n".join(lines(shown(view, tag)))), tag


@every_view
def test_a_french_reader_reads_french(view: View) -> None:
    french, english = (
        {line.removeprefix(":dart: ").strip("*") for line in lines(shown(view, tag))} for tag in ("fr-FR", "en-GB")
    )
    assert french & english <= SAME_IN_BOTH
    assert not words("\n".join(french)) & ENGLISH
    assert [line for line in french if "'" in line] == []  # but typographic apostrophes


CHANNEL = "<#C0001>"  # the team's channel, which we name ourselves
MARKUP = "<!channel> <@U0002> <https://example.com|click> & *_~`"
NAME = f"{MARKUP}{'&' * 80}"
WORDS = (MARKUP * 40)[:2000]
TITLE = (MARKUP * 60)[:3000]
WRITTEN = {Field.TITLE, Field.WHY, Field.LINE}
HOSTILE_REP, HOSTILE_MANAGER = person(1, NAME), person(2, NAME)
MANY = tuple(objective(100_000 + key, TITLE, latest=progress("999999999999.99", author=NAME)) for key in range(30))
EVERY_ANSWER = {
    one.key: Answer(WORDS, 100_000, Source.CLIENT if one.kind is Kind.ENERGY else NAME) for one in SALES.all
}
REPORTS = tuple(report(one.id, "999999999999.99") for one in MANY[:MOST_OBJECTIVES])


ACTIONS = tuple(action(key, WORDS, of=HOSTILE_REP, by=HOSTILE_MANAGER) for key in range(12))
HOSTILE_LETTER = envelope(by=HOSTILE_REP, to=HOSTILE_MANAGER)
HOSTILE_LETTERS = letterbox(received=(HOSTILE_LETTER,) * 5, given=(HOSTILE_LETTER,) * 5)


def hostile_sheet(side: Side, *sent: Side):  # noqa: ANN201
    met = a_checkin(*sent, rep=HOSTILE_REP, manager=HOSTILE_MANAGER)
    said: dict[str, Any] = {"mine": EVERY_ANSWER, "theirs": EVERY_ANSWER, "reports": REPORTS}
    return sheet(side, checkin=met, objectives=MANY, **said, agreed=ACTIONS[:2], pending=ACTIONS, done=ACTIONS)


HOSTILE_LINE = Line(TITLE, TITLE, 10**9)
HOSTILE_SHARED = Shared(
    objective(10**9, TITLE, why=WORDS, line=HOSTILE_LINE), HOSTILE_REP, HOSTILE_MANAGER, HOSTILE_REP
)
HOSTILE_CHANGES = tuple(
    dataclasses.replace(one, author=NAME, **({"before": WORDS, "after": WORDS} if one.field in WRITTEN else {}))
    for one in EVERY_CHANGE
)
HOSTILE_VALUES = tuple(dataclasses.replace(one, author=NAME) for one in RECORDED)
HOSTILE_LINES = tuple(Line(TITLE, TITLE, 10**9 + key) for key in range(120))
HOSTILE_PAIR: dict[str, Any] = {"rep": HOSTILE_REP, "manager": HOSTILE_MANAGER}
HOSTILE_STATE = rep_state(checkin=a_checkin(REP, **HOSTILE_PAIR), objectives=MANY, **HOSTILE_PAIR)
UNWRITTEN_STATE = rep_state(checkin=a_checkin(MANAGER, **HOSTILE_PAIR), objectives=MANY, **HOSTILE_PAIR)
HOSTILE_SKIPPED = a_checkin(REP, skip=Skip(OPEN, Cause.PERSON, HOSTILE_MANAGER, WORDS), **HOSTILE_PAIR)
HOSTILE_AWAY = tuple(Away(MONDAY.date(), MONDAY.date() + timedelta(days=n), (NAME,) * 30) for n in range(40))
HOSTILE_ORGANISER = dataclasses.replace(HOSTILE_MANAGER, is_admin=True)
HOSTILE_SETUP = setup(name=TITLE[:150], manager=HOSTILE_MANAGER)
HOSTILE_FINDINGS = [Finding(one, NAME) for one in (Trouble.EXTERNAL, Trouble.LEFT, Trouble.BOT)] * 20
HOSTILE_SEAT = seat(
    team=TITLE, rep=HOSTILE_REP, manager=HOSTILE_MANAGER, former=HOSTILE_REP, standing=a_checkin(REP, **HOSTILE_PAIR)
)
HOSTILE_PARTING = parting(team=TITLE, checkin=a_checkin(REP, **HOSTILE_PAIR), **HOSTILE_PAIR)
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
    "reading of the rep": lambda t: reading.reading(hostile_sheet(REP, REP, MANAGER), t, OPEN),
    "reading of the manager": lambda t: reading.reading(hostile_sheet(MANAGER, REP, MANAGER), t, OPEN),
    "half of the rep": lambda t: half.form(hostile_sheet(REP), t, OPEN, Begun(OPEN)),
    "half of the manager": lambda t: half.form(hostile_sheet(MANAGER, REP), t, OPEN, Begun(OPEN)),
    "home": lambda t: homes.home(home(HOSTILE_STATE, team(*[HOSTILE_STATE] * 30, name=TITLE)), t),
    "home, rep awaited": lambda t: homes.home(home(UNWRITTEN_STATE, team(*[UNWRITTEN_STATE] * 30, name=TITLE)), t),
    "home, missed": lambda t: homes.home(home(UNWRITTEN_STATE, team(UNWRITTEN_STATE, name=TITLE), at=HELD), t),
    "home, held": lambda t: homes.home(home(HOSTILE_STATE, team(HOSTILE_STATE, name=TITLE), at=HELD), t),
    "state": lambda t: homes.state(home(HOSTILE_STATE, *[team(*[HOSTILE_STATE] * 30, name=TITLE)] * 3), t),
    "unknown": lambda t: ("Tandem", tandem.unknown(TITLE, t)),
    "objectives": lambda t: shelf.answer([Shelf(HOSTILE_REP, MANY)], HOSTILE_REP, t, OPEN),
    "objectives of a team": lambda t: shelf.answer([Shelf(HOSTILE_REP, MANY)] * 60, HOSTILE_MANAGER, t, OPEN),
    "objectives in a modal": lambda t: shelf.modal(
        [Shelf(HOSTILE_REP, MANY * 2)], Choice("U1", page=1), HOSTILE_MANAGER, t, OPEN
    ),
    "why": lambda t: background.why(HOSTILE_SHARED, t, OPEN),
    "history": lambda t: background.history(HOSTILE_SHARED, [*HOSTILE_CHANGES, *HOSTILE_VALUES] * 9, t, OPEN),
    "written": lambda t: background.written(HOSTILE_SHARED, t, OPEN),
    "written by the rep": lambda t: background.written(
        dataclasses.replace(HOSTILE_SHARED, reader=HOSTILE_MANAGER), t, OPEN
    ),
    "changed": lambda t: background.changed(HOSTILE_SHARED, HOSTILE_CHANGES * 9, t, OPEN),
    **showing_draft.hostile(HOSTILE_REP, HOSTILE_SHARED.objective, HOSTILE_LINES, WORDS),
    "value": lambda t: figure.form(HOSTILE_SHARED, t),
    "prompt, skipped": lambda t: checkin.prompt(sheet(checkin=HOSTILE_SKIPPED), t, OPEN),
    "reminder": lambda t: checkin.reminder(hostile_sheet(REP, MANAGER), t, OPEN),
    "rhythm": lambda t: cadence.form(dataclasses.replace(plan(), rep=HOSTILE_REP, manager=HOSTILE_MANAGER), PARIS, t),
    "rhythm changed": lambda t: cadence.changed(
        dataclasses.replace(plan(), rep=HOSTILE_REP, manager=HOSTILE_MANAGER), 1, t
    ),
    "moved": lambda t: move.told(a_checkin(moved=Move(OPEN, HOSTILE_MANAGER), **HOSTILE_PAIR), REP, OPEN, t),
    "skip, done": lambda t: skip.done(Skipped(HOSTILE_SKIPPED, HELD), PARIS, t),
    "skip, told": lambda t: skip.told(Skipped(HOSTILE_SKIPPED, HELD), REP, t),
    "home, skipped and away": lambda t: homes.home(
        home(rep_state(checkin=HOSTILE_SKIPPED, away=[an_absence(1, HOSTILE_REP)] * 9, **HOSTILE_PAIR)), t
    ),
    "home, actions and feedback": lambda t: homes.home(
        home(HOSTILE_STATE, team(HOSTILE_STATE, name=TITLE), actions=ACTIONS, letterbox=HOSTILE_LETTERS), t
    ),
    "feedback form": lambda t: feedback.form([HOSTILE_MANAGER], t, Begun(OPEN), typed=TITLE),
    "feedback form, many people": lambda t: feedback.form(
        [dataclasses.replace(HOSTILE_MANAGER, slack_id=f"U{key}") for key in range(300)], t, Begun(OPEN)
    ),
    "feedback sent": lambda t: feedback.sent(HOSTILE_LETTER, t),
    "feedback offered": lambda t: ("Tandem", feedback.offer(HOSTILE_REP, t)),
    "feedback given": lambda t: feedback.given(HOSTILE_LETTER, t),
    "feedback given, read": lambda t: feedback.given(dataclasses.replace(HOSTILE_LETTER, read_at=HELD), t),
    "feedback reading": lambda t: feedback.reading(Feedback(HOSTILE_LETTER, WORDS), HOSTILE_MANAGER.slack_id, t),
    "digest": lambda t: digests.message(digest(team=TITLE, away=HOSTILE_AWAY), t, picture="F0PICTURE"),
    "digest, preview on Home": lambda t: digests.preview_form(preview(team=TITLE, away=HOSTILE_AWAY), ROOM, t),
    "rhythm of the digest": lambda t: digest_schedule.form(digest_plan(name=TITLE), t),
    "rhythm of the digest, saved": lambda t: digest_schedule.saved(digest_plan(name=TITLE), t),
    "teams": lambda t: teams.listed([HOSTILE_SETUP] * 40, HOSTILE_ORGANISER, t),
    "team": lambda t: teams.form(HOSTILE_SETUP, plan(), HOSTILE_ORGANISER, t),
    "team, all amiss": lambda t: team_check.checked(5, TITLE, HOSTILE_FINDINGS, t, saved=True),
    "team, joined": lambda t: team_news.begun(HOSTILE_SEAT, t),
    "team, led": lambda t: team_news.leading(Leading(TITLE, HOSTILE_REP, HOSTILE_MANAGER, (HOSTILE_SEAT,) * 40), t),
    "pair ended": lambda t: team_news.ended(HOSTILE_PARTING, MANAGER, t, OPEN),
    "pair handed over": lambda t: team_news.ended(
        dataclasses.replace(HOSTILE_PARTING, successor=HOSTILE_REP), MANAGER, t, OPEN
    ),
    "team dissolved": lambda t: team_news.dissolved(TITLE, t),
    "team without a manager": lambda t: team_news.leaderless(TITLE, HOSTILE_MANAGER, t),
    "rhythm followed": lambda t: team_news.followed(plan(), HOSTILE_MANAGER, t),
}
HOSTILE |= showing_earlier.hostile(HOSTILE_REP, WORDS)
HOSTILE |= showing_retro.hostile(WORDS, NAME)
HOSTILE |= showing_absence.hostile(HOSTILE_REP, WORDS)
HOSTILE |= showing_progress.hostile(HOSTILE_SHARED, WORDS)
HOSTILE |= showing_action.hostile(WORDS)
HOSTILE |= showing_signing.hostile(HOSTILE_SHARED, WORDS)
HOSTILE |= showing_card.hostile(HOSTILE_SHARED, WORDS, HOSTILE_CHANGES, HOSTILE_VALUES)
HOSTILE |= showing_closing.hostile(HOSTILE_SHARED, WORDS)
HOSTILE |= showing_shelf.hostile(HOSTILE_REP, TITLE)
HOSTILE |= showing_stand_in.hostile(HOSTILE_REP)
HOSTILE |= showing_quiet.hostile(HOSTILE_REP, HOSTILE_MANAGER)
HOSTILE |= showing_agenda.hostile(HOSTILE_REP, WORDS)
HOSTILE |= showing_half.hostile(hostile_sheet(REP, REP), WORDS)
HOSTILE |= showing_strategy.hostile(HOSTILE_REP, WORDS, TITLE)
HOSTILE |= {f"{name} in a talk": view for name, view in showing_talk.hostile(HOSTILE_REP, WORDS).items()}
HOSTILE |= {f"{name} of files": view for name, view in showing_importing.hostile(HOSTILE_REP, NAME, TITLE).items()}
every_hostile_view = pytest.mark.parametrize("view", HOSTILE.values(), ids=HOSTILE)


@every_hostile_view
def test_slack_takes_it_however_long_and_odd_the_words(view: View) -> None:
    for tag in LANGUAGES:
        accepted(shown(view, tag))


@every_hostile_view
def test_what_people_wrote_is_shown_as_they_wrote_it_and_read_for_no_markup(view: View) -> None:
    for text in mrkdwn(shown(view, "en-GB")):
        assert not set("<>") & set(text.replace(CHANNEL, ""))
        assert not re.search(r"&(?!amp;|lt;|gt;)", text)
    assert [text for text in plain(shown(view, "en-GB")) if re.search(r"&(amp|lt|gt);", text)] == []


def plain(part: Any) -> Iterator[str]:
    """Return the texts that Slack shows as they are."""
    match part:
        case {"type": "plain_text" | "text", "text": str(text)}:
            yield text
        case dict():
            yield from chain.from_iterable(map(plain, part.values()))
        case list() | tuple():
            yield from chain.from_iterable(map(plain, part))
        case _:
            return


@pytest.mark.parametrize(
    ("show", "most"),
    [
        (lambda t: checkin.prompt(hostile_sheet(REP), t, OPEN)[1], checkin.MOST_CARDS),
        (lambda t: half.form(hostile_sheet(REP), t, OPEN, Begun(OPEN))["blocks"], MOST_OBJECTIVES),
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
