"""Every view in every state, ready to be shown: what the tests of all views walk through."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from bot.i18n import Translator, translator
from bot.playground.blockkit import accept_blocks, accept_view
from bot.rules import cadence as rules
from bot.rules.checkin import Cause, Move, Side, Skip, Skipped
from bot.rules.digest import Standing, Talks
from bot.rules.feedback import Feedback, Letterbox
from bot.rules.form import Begun
from bot.rules.letter import TOLD, GivenUp, Why
from bot.rules.objective import Direction, Unit
from bot.rules.quiet import USUAL
from bot.rules.recurrence import EVERY_WEEK, LAST, Monthly, Weekly
from bot.rules.refusal import Reason, Rejected
from bot.rules.team import Leading, LostChannel
from bot.rules.team_check import Finding, Trouble
from bot.views import (
    background,
    cadence,
    checkin,
    digest_schedule,
    feedback,
    figure,
    half,
    letter,
    move,
    reading,
    settings,
    shelf,
    skip,
    snooze,
    tandem,
    team_check,
    team_news,
    unreachable,
)
from bot.views import digest as digests
from bot.views import home as homes
from bot.views import team as teams
from bot.views.blocks import notice, saved
from tests.factories import (
    BEFORE,
    BLANK,
    CHLOE,
    DONE_OR_NOT,
    EVERY_CHANGE,
    HELD,
    LATE,
    LEA,
    LINE,
    MARC,
    MONDAY,
    OPEN,
    ORGANISER,
    OUTSIDE,
    PERCENT,
    RECORDED,
    ROOM,
    TALK,
    action,
    an_absence,
    digest,
    digest_plan,
    envelope,
    home,
    letterbox,
    measure,
    objective,
    parting,
    person,
    plan,
    preview,
    rep_state,
    report,
    seat,
    setup,
    shared,
    sheet,
    team,
)
from tests.factories import checkin as a_checkin
from tests.factories import shelf as a_shelf
from tests.reading import spaced, texts
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
SKIP = Skip(OPEN, Cause.PERSON, MARC, "Zéphyr")
AWAY = Skip(OPEN, Cause.AWAY)
MISSED = Skip(OPEN, Cause.TANDEM)
PARIS, LONDON = ZoneInfo("Europe/Paris"), ZoneInfo("Europe/London")
NEXT_TALK = TALK + timedelta(weeks=2)
BEFORE_TALK = TALK - timedelta(days=1)
REPORTS = tuple(report(one.id, 0) for one in OBJECTIVES)
PENDING = (
    action(due_on=HELD.date() - timedelta(days=30)),
    *(action(key, of=LEA, due_on=HELD.date() + timedelta(days=key)) for key in range(14)),
)
DONE = tuple(action(key, done_at=OPEN) for key in range(12))
SILENCE: dict[str, Any] = {"mine": {}, "theirs": {}, "reports": ()}

SETTINGS = settings.Shown(ORGANISER, (LEA, MARC), USUAL, rules.preview(setup().rhythm, ORGANISER, "FR", OPEN))

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
    "reading, rep alone": lambda t: reading.reading(sheet(REP, REP), t, OPEN),
    "reading, rep of both": lambda t: reading.reading(sheet(REP, REP, MANAGER), t, OPEN),
    "reading, nothing in words": lambda t: reading.reading(
        sheet(REP, REP, MANAGER, mine={}, theirs={}, reports=()), t, OPEN
    ),
    "reading, manager alone": lambda t: reading.reading(sheet(MANAGER, MANAGER, at=LATE), t, LATE),
    "reading, manager of both": lambda t: reading.reading(sheet(MANAGER, REP, MANAGER), t, OPEN),
    "reading, rep alone and late": lambda t: reading.reading(sheet(REP, REP, at=LATE), t, LATE),
    "reading, sealed": lambda t: reading.reading(sheet(MANAGER, REP, at=LATE), t, LATE),
    "half of the rep": lambda t: half.form(sheet(objectives=OBJECTIVES), t, OPEN, Begun(OPEN)),
    "half of the rep without objectives": lambda t: half.form(sheet(objectives=()), t, OPEN, Begun(OPEN)),
    "half of the manager": lambda t: half.form(sheet(MANAGER), t, OPEN, Begun(OPEN)),
    "half of the manager, rep first": lambda t: half.form(sheet(MANAGER, REP), t, OPEN, Begun(OPEN)),
    "prompt, actions pending": lambda t: checkin.prompt(sheet(objectives=OBJECTIVES, pending=PENDING), t, OPEN),
    "shared, actions pending": lambda t: checkin.shared(sheet(MANAGER, REP, pending=PENDING, done=DONE), t, OPEN),
    "reading, actions done": lambda t: reading.reading(sheet(REP, REP, MANAGER, done=DONE), t, OPEN),
    "reading, its action done": lambda t: reading.reading(sheet(REP, REP, MANAGER, agreed=DONE[:1]), t, OPEN),
    "half of the rep, actions pending": lambda t: half.form(
        sheet(objectives=OBJECTIVES, pending=PENDING), t, OPEN, Begun(OPEN)
    ),
    "half of the manager, one action pending": lambda t: half.form(
        sheet(MANAGER, REP, pending=PENDING[:1]), t, OPEN, Begun(OPEN)
    ),
    "feedback to one": lambda t: feedback.form([MARC], t, Begun(OPEN)),
    "feedback begun": lambda t: feedback.form([MARC], t, Begun(OPEN), typed="Bravo Léa"),
    "feedback to be addressed": lambda t: feedback.form([MARC, LEA], t, Begun(OPEN)),
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
    "channel archived": lambda t: unreachable.archived(LostChannel("Équipe Nord", "C0001"), t),
    "channel without Tandem": lambda t: unreachable.not_in(LostChannel("Équipe Nord", "C0001"), t),
    "channel gone": lambda t: unreachable.gone(LostChannel("Équipe Nord", "C0001"), t),
    "letters given up": lambda t: letter.given_up(GivenUp(dict(zip(TOLD, (1, 12, 300), strict=True))), 739900, t),
    "letter given up": lambda t: letter.given_up(GivenUp({Why.UNANSWERED: 1}), 739900, t),
    "letters on their way": letter.on_their_way,
    "prompt, skipped": lambda t: checkin.prompt(sheet(checkin=a_checkin(skip=SKIP)), t, OPEN),
    "prompt, sent and skipped": lambda t: checkin.prompt(sheet(REP, REP, checkin=a_checkin(REP, skip=SKIP)), t, OPEN),
    "prompt, away": lambda t: checkin.prompt(sheet(checkin=a_checkin(skip=AWAY)), t, OPEN),
    "shared, skipped": lambda t: checkin.shared(sheet(MANAGER, REP, checkin=a_checkin(REP, skip=SKIP)), t, OPEN),
    "reading, skipped": lambda t: reading.reading(sheet(MANAGER, REP, checkin=a_checkin(REP, skip=SKIP)), t, OPEN),
    "reading, skipped with one's own": lambda t: reading.reading(sheet(checkin=a_checkin(REP, skip=SKIP)), t, OPEN),
    "reminder": lambda t: checkin.reminder(sheet(), t, OPEN),
    "reminder, rep first": lambda t: checkin.reminder(sheet(MANAGER, REP), t, OPEN),
    "reminder, sent": lambda t: checkin.reminder(sheet(MANAGER, MANAGER), t, OPEN),
    "reminder, both in": lambda t: checkin.reminder(sheet(MANAGER, REP, MANAGER), t, OPEN),
    "reminder, missed": lambda t: checkin.reminder(sheet(MANAGER, at=HELD), t, HELD),
    "reminder, skipped": lambda t: checkin.reminder(sheet(checkin=a_checkin(skip=SKIP)), t, OPEN),
    "home of a rep, skipped": lambda t: homes.home(home(rep_state(checkin=a_checkin(skip=SKIP))), t),
    "home of a rep, away": lambda t: homes.home(home(rep_state(checkin=a_checkin(skip=AWAY), away=(an_absence(),))), t),
    "home of a manager, skipped": lambda t: homes.home(
        home(
            None, team(rep_state(checkin=a_checkin(REP, skip=SKIP)), rep_state(away=(an_absence(), an_absence(days=1))))
        ),
        t,
    ),
    "state, skipped": lambda t: homes.state(home(None, team(rep_state(checkin=a_checkin(skip=SKIP)))), t),
    "rhythm": lambda t: cadence.form(plan(), PARIS, t),
    "rhythm, from elsewhere": lambda t: cadence.form(plan(), LONDON, t),
    "rhythm over holidays": lambda t: cadence.form(plan(weekday=4, since=date(2026, 12, 24)), PARIS, t),
    "rhythm changed, at a weekend": lambda t: cadence.changed(plan(weekday=5), 1, t),
    "rhythm around an absence": lambda t: cadence.form(
        replace(plan(), coming=(replace(plan().coming[0], on=TALK.date() - timedelta(days=1)),)), PARIS, t
    ),
    "rhythm over a holiday of the manager's": lambda t: cadence.form(
        replace(plan(weekday=2, since=date(2026, 11, 11)), country="GB-ENG", managers="FR"), PARIS, t
    ),
    "rhythm, at once": lambda t: cadence.form(plan(often=Weekly(3), at=LATE, standing=TALK), PARIS, t),
    "rhythm, by the month": lambda t: cadence.form(plan(often=Monthly(2)), PARIS, t),
    "rhythm changed, the last of each month": lambda t: cadence.changed(plan(often=Monthly(LAST)), 1, t),
    "rhythm, refused": lambda t: cadence.with_refusal(
        cadence.form(plan(), PARIS, t), Rejected.because(Reason.DAY_PAST), t
    ),
    "rhythm of the team": lambda t: cadence.form(replace(plan(), is_own=False), PARIS, t),
    "rhythm changed, to the rep": lambda t: cadence.changed(plan(), 1, t),
    "rhythm changed, to a manager elsewhere": lambda t: cadence.changed(
        replace(plan(often=EVERY_WEEK, standing=TALK), manager=person(2, "Marc Weil", tz="Europe/London")), 2, t
    ),
    "move": lambda t: move.form("U0001", TALK, PARIS, t),
    "moved by the manager, to the rep": lambda t: move.told(a_checkin(moved=Move(BEFORE_TALK, MARC)), REP, OPEN, t),
    "moved by an absence, to the manager": lambda t: move.told(a_checkin(moved=Move(BEFORE_TALK)), MANAGER, OPEN, t),
    "moved back": lambda t: move.told(a_checkin(REP), REP, OPEN, t),
    "state, missed by Tandem": lambda t: homes.state(home(None, team(rep_state(checkin=a_checkin(skip=MISSED)))), t),
    "later": lambda t: snooze.form(a_checkin(), REP, OPEN, t),
    "prompt, put off": lambda t: checkin.prompt(sheet(checkin=a_checkin(rep_snoozed_until=BEFORE_TALK)), t, OPEN),
    "shared, put off": lambda t: checkin.shared(
        sheet(MANAGER, REP, checkin=a_checkin(REP, manager_snoozed_until=BEFORE_TALK)), t, OPEN
    ),
    "skip": lambda t: skip.form("U0001", TALK, PARIS, t, Begun(OPEN)),
    "skip, done": lambda t: skip.done(Skipped(a_checkin(skip=SKIP), NEXT_TALK), PARIS, t),
    "skip, told": lambda t: skip.told(Skipped(a_checkin(skip=SKIP), NEXT_TALK), REP, t),
    "skip, told with a half in": lambda t: skip.told(Skipped(a_checkin(REP, skip=SKIP), NEXT_TALK), REP, t),
    "skip, away": lambda t: skip.told(Skipped(a_checkin(skip=AWAY), NEXT_TALK), MANAGER, t),
    **showing_absence.EVERY,
    **showing_stand_in.EVERY,
    **showing_quiet.EVERY,
    **showing_importing.EVERY,
    "help": tandem.help_text,
    "unknown": lambda t: ("Tandem", tandem.unknown("frobnicate", t)),
    "digest": lambda t: digests.message(digest(), t, picture="F0PICTURE"),
    "digest, all on track": lambda t: digests.message(
        digest(Standing(9), linked=9, talks=Talks(2, 2), reached=3, actions_done=1), t, picture="F0PICTURE"
    ),
    "digest, one objective": lambda t: digests.message(
        digest(Standing(0, 1), linked=1, talks=Talks(1, 1)), t, picture="F0PICTURE"
    ),
    "digest, one that is off track": lambda t: digests.message(
        digest(Standing(0, 0, 1), linked=0, talks=Talks(0, 1, 2)), t, picture="F0PICTURE"
    ),
    "digest, one that is on track": lambda t: digests.message(
        digest(Standing(1), linked=1, talks=Talks(0, 0, 1)), t, picture="F0PICTURE"
    ),
    "digest, none on track": lambda t: digests.message(digest(Standing(0, 1, 1, 2), linked=1), t, picture="F0PICTURE"),
    "digest, nothing yet": lambda t: digests.message(
        digest(Standing(unknown=3), curve=None, talks=Talks(), linked=0, reached=0, actions_done=0, away=()),
        t,
        picture="F0PICTURE",
    ),
    "digest, no objective": lambda t: digests.message(digest(Standing(), curve=None, linked=0), t, picture="F0PICTURE"),
    "digest, preview": lambda t: digests.preview(preview(), ROOM, t),
    "digest, preview without a value": lambda t: digests.preview(preview(curve=None), ROOM, t),
    "digest, preview without the channel": lambda t: digests.preview(preview(), OUTSIDE, t),
    "digest, preview on Home": lambda t: digests.preview_form(preview(), ROOM, t),
    "digest, preview on Home without the channel": lambda t: digests.preview_form(preview(), OUTSIDE, t),
    "digest, posted": lambda t: notice(digests.posted(ROOM, t), t),
    "rhythm of the digest": lambda t: digest_schedule.form(digest_plan(), t),
    "rhythm of the digest, with a holiday": lambda t: digest_schedule.form(
        digest_plan(anchor=date(2026, 12, 25), often=Monthly(LAST)), t
    ),
    "rhythm of the digest, saved": lambda t: digest_schedule.saved(digest_plan(), t),
    "home of a manager, with the next digest": lambda t: homes.home(
        home(None, replace(team(rep_state()), id=5, next_digest=MONDAY)), t
    ),
    "teams": lambda t: teams.listed((setup(), setup(leaderless=True, manager=None)), ORGANISER, t),
    "teams, none yet": lambda t: teams.listed((), ORGANISER, t),
    "teams, many": lambda t: teams.listed([setup()] * 40, ORGANISER, t),
    "teams of a manager": lambda t: teams.listed((setup(),), MARC, t),
    "team": lambda t: teams.form(setup(), rules.preview(setup().rhythm, MARC, "FR", OPEN), MARC, t),
    "team, new": lambda t: teams.form(BLANK, rules.preview(BLANK.rhythm, ORGANISER, "FR", OPEN), ORGANISER, t),
    "team, refused": lambda t: teams.with_refusal(
        teams.form(BLANK, rules.preview(BLANK.rhythm, ORGANISER, "FR", OPEN), ORGANISER, t),
        Rejected.because(Reason.DAY_PAST),
        t,
    ),
    "team, checked": lambda t: team_check.checked(5, "Équipe Nord", (), t, saved=True),
    "team, all amiss": lambda t: team_check.checked(
        5, "Équipe Nord", [Finding(one, "Zéphyr") for one in Trouble], t, saved=False
    ),
    "team, joined": lambda t: team_news.begun(seat(), t),
    "team, handed over": lambda t: team_news.begun(seat(former=CHLOE), t),
    "team, handed over with a check-in begun": lambda t: team_news.begun(
        seat(former=CHLOE, standing=a_checkin(REP, manager=CHLOE)), t
    ),
    "team, led": lambda t: team_news.leading(Leading("Équipe Nord", CHLOE, MARC, (seat(), seat(standing=None))), t),
    "team, led by many": lambda t: team_news.leading(Leading("Équipe Nord", None, MARC, (seat(),) * 40), t),
    "pair ended, to the rep": lambda t: team_news.ended(parting(), REP, t, OPEN),
    "pair ended, to the manager": lambda t: team_news.ended(
        parting(checkin=a_checkin(skip=Skip(OPEN, Cause.CLOSED))), MANAGER, t, OPEN
    ),
    "pair handed over": lambda t: team_news.ended(
        parting(successor=CHLOE, checkin=a_checkin(manager=CHLOE)), MANAGER, t, OPEN
    ),
    "pair handed over, check-in begun": lambda t: team_news.ended(
        parting(successor=CHLOE, checkin=a_checkin(REP)), MANAGER, t, OPEN
    ),
    "team dissolved": lambda t: team_news.dissolved("Équipe Nord", t),
    "team without a manager": lambda t: team_news.leaderless("Équipe Nord", MARC, t),
    "rhythm followed": lambda t: team_news.followed(plan(), CHLOE, t),
    "rhythm followed, by nobody": lambda t: team_news.followed(plan(often=EVERY_WEEK), None, t),
    "prompt, closed": lambda t: checkin.prompt(sheet(checkin=a_checkin(skip=Skip(OPEN, Cause.CLOSED))), t, OPEN),
    "home of who makes teams": lambda t: homes.home(replace(home(), person=ORGANISER), t),
    "home of a manager who makes teams": lambda t: homes.home(
        replace(home(None, team(rep_state())), person=ORGANISER), t
    ),
    "settings of who was named": lambda t: settings.form(replace(SETTINGS, reader=LEA), t),
    "settings": lambda t: settings.form(SETTINGS, t),
    "notice": lambda t: notice("Zéphyr", t),
    "saved, told": lambda t: saved(LEA, t),
    "saved": lambda t: saved(None, t),
    "objectives of oneself": lambda t: shelf.answer([a_shelf(*OBJECTIVES)], LEA, t, OPEN),
    "objectives of a team": lambda t: shelf.answer([a_shelf(objective()), a_shelf()], MARC, t, OPEN),
    "objectives of a large team": lambda t: shelf.answer([a_shelf(*OBJECTIVES)] * 60, MARC, t, OPEN),
    "objectives of nobody": lambda t: shelf.answer([], MARC, t, OPEN),
    "objectives, many": lambda t: shelf.answer([a_shelf(*OBJECTIVES * 5)], LEA, t, OPEN),
    "home of a rep with many objectives": lambda t: homes.home(home(rep_state(objectives=OBJECTIVES * 3)), t),
    "why": lambda t: background.why(shared(line=LINE, why="Parce que"), t, OPEN),
    "why, nothing written": lambda t: background.why(shared(MARC), t, OPEN),
    "history": lambda t: background.history(shared(), [*EVERY_CHANGE, *RECORDED] * 10, t, OPEN),
    "history of yes or no": lambda t: background.history(
        shared(measured=DONE_OR_NOT), [*EVERY_CHANGE, *RECORDED], t, OPEN
    ),
    "history, nothing yet": lambda t: background.history(shared(MARC, latest=None), [], t, OPEN),
    "objective written for the rep": lambda t: background.written(shared(latest=None), t, OPEN),
    "objective written by the rep": lambda t: background.written(shared(MARC), t, OPEN),
    "objective changed": lambda t: background.changed(shared(), EVERY_CHANGE, t, OPEN),
    "objective changed many times": lambda t: background.changed(shared(MARC), EVERY_CHANGE * 9, t, OPEN),
    "value": lambda t: figure.form(shared(), t),
    "value by the manager": lambda t: figure.form(shared(MARC), t),
    "value of yes or no": lambda t: figure.form(shared(measured=DONE_OR_NOT, latest=None), t),
    **showing_retro.EVERY,
    **showing_draft.EVERY,
    **showing_earlier.EVERY,
    **showing_action.EVERY,
    **showing_signing.EVERY,
    **showing_progress.EVERY,
    **showing_card.EVERY,
    **showing_closing.EVERY,
    **showing_shelf.EVERY,
    **showing_agenda.EVERY,
    **showing_half.EVERY,
    **showing_strategy.EVERY,
    **showing_talk.EVERY,
}


@cache
def shown(view: View, tag: str) -> Shown:
    """Return a view in a language. Many tests look at the same one: it is not to be changed."""
    return view(translator(tag))


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
