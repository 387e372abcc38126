"""Every view in every state, ready to be shown: what the tests of all views walk through."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from bot.i18n import Translator
from bot.playground.blockkit import accept_blocks, accept_view
from bot.rules.checkin import Side
from bot.rules.feedback import Feedback, Letterbox
from bot.rules.objective import Direction, Unit
from bot.views import checkin, feedback, half, tandem
from bot.views import home as homes
from bot.views.blocks import notice
from tests.factories import (
    BEFORE,
    DONE_OR_NOT,
    HELD,
    LATE,
    LEA,
    MARC,
    OPEN,
    PERCENT,
    action,
    envelope,
    home,
    letterbox,
    measure,
    objective,
    rep_state,
    report,
    sheet,
    team,
)
from tests.reading import texts
from tests.views import showing_retro

REP, MANAGER = Side.REP, Side.MANAGER
LANGUAGES = ("en-GB", "en-US", "fr-FR")

Shown = dict[str, Any] | tuple[str, list[dict[str, Any]]]
View = Callable[[Translator], Shown]

OBJECTIVES = (
    objective(),
    objective(12, "Orion", measure(Unit.COUNT, Direction.REDUCE, baseline=40, target=10), latest=None),
    objective(13, "Vega", PERCENT),
    objective(14, "Lyra", DONE_OR_NOT, latest=None),
    objective(15, "Altaïr", measure(direction=Direction.STAY_BELOW, currency="GBP")),
    objective(16, "Deneb", measure(direction=Direction.STAY_ABOVE, currency="USD")),
)
REPORTS = tuple(report(one.id, 0) for one in OBJECTIVES)
PENDING = (
    action(due_on=HELD.date() - timedelta(days=30)),
    *(action(key, of=LEA, due_on=HELD.date() + timedelta(days=key)) for key in range(14)),
)
DONE = tuple(action(key, done_at=OPEN) for key in range(12))
SILENCE: dict[str, Any] = {"mine": {}, "theirs": {}, "reports": ()}

VIEWS: Mapping[str, View] = {
    "prompt": lambda t: checkin.prompt(sheet(objectives=OBJECTIVES), t, OPEN),
    "prompt without objectives": lambda t: checkin.prompt(sheet(objectives=()), t, OPEN),
    "prompt, manager first": lambda t: checkin.prompt(sheet(REP, MANAGER), t, OPEN),
    "prompt, sent": lambda t: checkin.prompt(sheet(REP, REP), t, OPEN),
    "prompt, both in": lambda t: checkin.prompt(sheet(REP, REP, MANAGER), t, OPEN),
    "prompt, missed": lambda t: checkin.prompt(sheet(REP, at=HELD), t, HELD),
    "prompt, missed by the rep alone": lambda t: checkin.prompt(sheet(REP, MANAGER, at=HELD), t, HELD),
    "prompt, both in and held": lambda t: checkin.prompt(sheet(REP, REP, MANAGER, at=HELD), t, HELD),
    "shared": lambda t: checkin.shared(sheet(MANAGER, REP, objectives=OBJECTIVES, reports=REPORTS), t, OPEN),
    "shared, both in": lambda t: checkin.shared(sheet(MANAGER, REP, MANAGER), t, OPEN),
    "shared, held": lambda t: checkin.shared(sheet(MANAGER, REP, at=HELD), t, HELD),
    "revealed to the rep": lambda t: checkin.revealed(sheet(REP, REP, MANAGER), t, OPEN),
    "revealed to the manager": lambda t: checkin.revealed(sheet(MANAGER, REP, MANAGER), t, OPEN),
    "revealed, held": lambda t: checkin.revealed(sheet(REP, REP, MANAGER, at=HELD), t, HELD),
    "revealed, no feedback": lambda t: checkin.revealed(sheet(MANAGER, REP, MANAGER, theirs={}), t, OPEN),
    "reading, rep alone": lambda t: checkin.reading(sheet(REP, REP), t, OPEN),
    "reading, rep of both": lambda t: checkin.reading(sheet(REP, REP, MANAGER), t, OPEN),
    "reading, nothing in words": lambda t: checkin.reading(
        sheet(REP, REP, MANAGER, mine={}, theirs={}, reports=()), t, OPEN
    ),
    "reading, manager alone": lambda t: checkin.reading(sheet(MANAGER, MANAGER, at=LATE), t, LATE),
    "reading, manager of both": lambda t: checkin.reading(sheet(MANAGER, REP, MANAGER), t, OPEN),
    "reading, rep alone and late": lambda t: checkin.reading(sheet(REP, REP, at=LATE), t, LATE),
    "reading, sealed": lambda t: checkin.reading(sheet(MANAGER, REP, at=LATE), t, LATE),
    "half of the rep": lambda t: half.form(sheet(objectives=OBJECTIVES), t, OPEN),
    "half of the rep without objectives": lambda t: half.form(sheet(objectives=()), t, OPEN),
    "half of the manager": lambda t: half.form(sheet(MANAGER), t, OPEN),
    "half of the manager, rep first": lambda t: half.form(sheet(MANAGER, REP), t, OPEN),
    "prompt, actions pending": lambda t: checkin.prompt(sheet(objectives=OBJECTIVES, pending=PENDING), t, OPEN),
    "shared, actions pending": lambda t: checkin.shared(sheet(MANAGER, REP, pending=PENDING, done=DONE), t, OPEN),
    "reading, actions done": lambda t: checkin.reading(sheet(REP, REP, MANAGER, done=DONE), t, OPEN),
    "reading, its action done": lambda t: checkin.reading(sheet(REP, REP, MANAGER, agreed=DONE[:1]), t, OPEN),
    "half of the rep, actions pending": lambda t: half.form(sheet(objectives=OBJECTIVES, pending=PENDING), t, OPEN),
    "half of the manager, one action pending": lambda t: half.form(sheet(MANAGER, REP, pending=PENDING[:1]), t, OPEN),
    "feedback to one": lambda t: feedback.form([MARC], t, OPEN),
    "feedback begun": lambda t: feedback.form([MARC], t, OPEN, typed="Bravo Léa"),
    "feedback to be addressed": lambda t: feedback.form([MARC, LEA], t, OPEN),
    "feedback sent": lambda t: feedback.sent(envelope(), t),
    "feedback offered": lambda t: ("Tandem", feedback.offer(MARC, t)),
    "feedback given": lambda t: feedback.given(envelope(), t),
    "feedback given, read": lambda t: feedback.given(envelope(read_at=HELD), t),
    "feedback read by its recipient": lambda t: feedback.reading(Feedback(envelope(), "Merci Marc"), MARC.slack_id, t),
    "feedback read by its author": lambda t: feedback.reading(Feedback(envelope(), "Merci Marc"), LEA.slack_id, t),
    "home with actions and feedback": lambda t: homes.home(
        home(None, team(rep_state(open_actions=2)), actions=PENDING, letterbox=letterbox(5)), t
    ),
    "home of a rep with an empty letterbox": lambda t: homes.home(
        home(rep_state(), letterbox=Letterbox(may_give=True)), t
    ),
    "home of many teams with actions and feedback": lambda t: homes.home(
        home(rep_state(), *[team(*[rep_state()] * 20)] * 3, actions=PENDING, letterbox=letterbox(5)), t
    ),
    "home of nobody": lambda t: homes.home(home(), t),
    "home of a rep": lambda t: homes.home(home(rep_state(objectives=OBJECTIVES)), t),
    "home of a rep without anything": lambda t: homes.home(home(rep_state(checkin=None, objectives=())), t),
    "home of a rep before the prompt": lambda t: homes.home(home(rep_state(), at=BEFORE), t),
    "home of a rep who waits": lambda t: homes.home(home(rep_state(REP)), t),
    "home of a rep after the talk": lambda t: homes.home(home(rep_state(REP, MANAGER), at=HELD), t),
    "home of a rep who waited in vain": lambda t: homes.home(home(rep_state(REP), at=HELD), t),
    "home of a rep who missed it": lambda t: homes.home(home(rep_state(MANAGER), at=HELD), t),
    "home of a manager": lambda t: homes.home(home(None, team(rep_state(), rep_state(checkin=None))), t),
    "home of a manager who owes nothing": lambda t: homes.home(home(None, team(rep_state()), at=BEFORE), t),
    "home of a manager after the talk": lambda t: homes.home(home(None, team(rep_state(REP), rep_state()), at=HELD), t),
    "home of a manager whose rep missed it": lambda t: homes.home(home(None, team(rep_state(MANAGER)), at=HELD), t),
    "home of both": lambda t: homes.home(home(rep_state(), team(rep_state(REP, MANAGER))), t),
    "home of a large team": lambda t: homes.home(home(None, team(*[rep_state()] * 40)), t),
    "home of many teams": lambda t: homes.home(home(rep_state(), *[team(*[rep_state()] * 20)] * 3), t),
    "state of nobody": lambda t: homes.state(home(), t),
    "state of both": lambda t: homes.state(home(rep_state(MANAGER), team(rep_state())), t),
    "state of many teams": lambda t: homes.state(home(rep_state(), *[team(*[rep_state()] * 40)] * 3), t),
    "help": tandem.help_text,
    "unknown": lambda t: ("Tandem", tandem.unknown("frobnicate", t)),
    "notice": lambda t: notice("Zéphyr", t),
    **showing_retro.EVERY,
}


def accepted(shown: Shown) -> None:
    """Raise SlackError when the small Slack of the playground would refuse this message or view."""
    sent = json.loads(json.dumps(shown))
    if isinstance(shown, dict):
        accept_view(sent, "modal", "home")
    else:
        text, blocks = sent
        assert text
        accept_blocks(blocks)


def lines(shown: Shown) -> set[str]:
    """Give what can be read, line by line."""
    read = texts(shown) if isinstance(shown, dict) else texts([{"text": shown[0]}, *shown[1]])
    return set(spaced(read).splitlines())


def spaced(text: str) -> str:
    """Write every kind of space as one that a keyboard has."""
    return re.sub(r"[\u00a0\u202f]", " ", text)


def buttons(shown: Any) -> list[dict[str, Any]]:
    """Give all buttons, from top to bottom."""
    if isinstance(shown, dict) and shown.get("type") == "button":
        return [shown]
    inside = shown.values() if isinstance(shown, dict) else shown if isinstance(shown, list | tuple) else ()
    return [button for one in inside for button in buttons(one)]


def offered(shown: Any) -> list[tuple[str, str | None]]:
    """Give the text and the style of each button."""
    return [(button["text"]["text"], button.get("style")) for button in buttons(shown)]


def mrkdwn(shown: Any) -> Iterator[str]:
    """Give every text that Slack would read for markup; the text of a message is one."""
    if isinstance(shown, str):
        return
    if isinstance(shown, tuple):
        yield shown[0]
        yield from mrkdwn(shown[1])
    elif isinstance(shown, dict) and shown.get("type") == "mrkdwn":
        yield shown["text"]
    elif isinstance(shown, dict | list):
        for one in shown.values() if isinstance(shown, dict) else shown:
            yield from mrkdwn(one)


def words(text: str) -> set[str]:
    return set(re.findall(r"[a-zà-ÿœ]+", text.lower()))
