"""Earlier check-ins: a list to look back at, page by page, and one that a rep shows to the manager who follows."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any

from slack_sdk.models.blocks import Block, ButtonElement, InteractiveElement
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.checkin import CheckIn, Side
from bot.rules.earlier import Earlier, Entry, Reading
from bot.rules.person import Person
from bot.views import answers
from bot.views import checkin as checkins
from bot.views import earlier_agenda as agendas
from bot.views.blocks import actions, button, context, escaped, header, plain, section
from bot.views.paging import turns
from bot.views.reading import reading as whole

OPEN, READ = "earlier_open", "earlier_read"
CHOOSE, MINE = "disclosure_open", "mine"
PREVIOUS, NEXT = "earlier_previous", "earlier_next"


def open_button(rep: Person, t: Translator) -> ButtonElement:
    return button(t("Earlier check-ins"), OPEN, _page(rep, 0))


def choose_button(manager: Person, t: Translator) -> ButtonElement:
    """Return the button with which a rep chooses what who leads them now may read."""
    return button(t("What {name} may read", name=manager.name), CHOOSE, MINE)


def buttons(rep: Person, chooses_for: Person | None, t: Translator) -> list[InteractiveElement]:
    """Return what a rep may do with check-ins of before: look back, and choose what their manager may read."""
    return [open_button(rep, t), *([choose_button(chooses_for, t)] if chooses_for else [])]


def read_page(value: str) -> tuple[str, int]:
    """Read of whom (a Slack id) a button opens which page."""
    rep, _, page = value.partition(":")
    return rep, int(page or 0)


def modal(earlier: Earlier, t: Translator) -> dict[str, Any]:
    """Return a page of check-ins to look back at, and below the first the agendas of pairs that have ended."""
    blocks: list[Block] = [] if earlier.is_own else [header(earlier.rep.name)]
    if earlier.chooses_for:
        blocks.append(actions([choose_button(earlier.chooses_for, t)]))
    blocks += [_entry(one, earlier, t) for one in earlier.entries]
    if not earlier.entries:
        blocks.append(section(t("No check-in is over yet.")))
    blocks += turns(earlier.page, earlier.pages, partial(_page, earlier.rep), t, back=PREVIOUS, on=NEXT)
    blocks += [agendas.row(one, earlier.reader, t) for one in earlier.agendas]
    return View(type="modal", title=plain(t("Earlier check-ins")), close=plain(t("Close")), blocks=blocks).to_dict()


def reading(found: Reading, t: Translator, at: datetime) -> dict[str, Any]:
    """Return a check-in as its reader may see it: one of the two, or who leads the rep now."""
    if not found.is_shown:
        return whole(found.sheet, t, at)
    title = checkins.title(found.sheet.checkin, t)
    return View(type="modal", title=title, close=plain(t("Close")), blocks=list(_shown(found, t, at))).to_dict()


def _shown(found: Reading, t: Translator, at: datetime) -> Iterator[Block]:
    checkin = found.sheet.checkin
    rep, old = escaped(checkin.rep.name), escaped(checkin.manager.name)
    chose = t("{rep} chose to show you this, from a check-in with {old}.", rep=rep, old=old)
    yield context(f":book: {chose} " + t("You see what {rep} wrote openly, and nobody else’s words.", rep=rep))
    yield header(t("From {name}", name=checkin.rep.name))
    yield from list(answers.open_part(found.sheet, t, at)) or [section(t("Nothing in words."))]


def _entry(entry: Entry, earlier: Earlier, t: Translator) -> Block:
    checkin = entry.checkin
    day = t.full_day(checkin.talk_at.astimezone(checkin.rep.zone).date())
    other = escaped(checkin.manager.name)
    title = t("{day} with {name}", day=day, name=other) if earlier.is_own or entry.is_shown else day
    read = button(t("Read"), READ, checkin.id) if checkin.begun else None
    return section(f"*{title}*\n{_how_it_stood(entry, earlier.reader, t)}", button=read)


def _how_it_stood(entry: Entry, reader: Person, t: Translator) -> str:
    side = entry.side_of(reader)
    if side is None:
        return ":book: " + t("{rep} shows you what they wrote openly.", rep=escaped(entry.checkin.rep.name))
    if entry.checkin.skip:
        return checkins.left_out(entry.checkin, t)
    return _who_wrote(entry.checkin, side, t)


def _who_wrote(checkin: CheckIn, side: Side, t: Translator) -> str:
    if checkin.revealed:
        return ":unlock: " + t("Both halves are in.")
    if not checkin.begun:
        return ":hourglass: " + t("Neither of you wrote.")
    if checkin.sent_at(side):
        return ":hourglass: " + t("{other} did not write.", other=escaped(checkin.person(side.other).name))
    return ":hourglass: " + t("You did not write.")


def _page(rep: Person, number: int) -> str:
    return f"{rep.slack_id}:{number}"
