"""The agenda of a pair that has ended: to be read by its two, page by page."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from bot.i18n import Translator
from bot.rules.agenda import Outcome
from bot.rules.earlier import Ended, EndedAgenda, Left
from bot.rules.person import Person
from bot.rules.shelf import Page
from bot.views import agenda as agendas
from bot.views.blocks import REASON_LENGTH, button, clipped, context, escaped, one_line, plain, section
from bot.views.paging import turns

READ, PREVIOUS, NEXT = "earlier_agenda", "earlier_agenda_previous", "earlier_agenda_next"
SIZE = 10
NAME_LENGTH = 120


def row(ended: Ended, reader: Person, t: Translator) -> Block:
    """Name an agenda of before, with the button that opens it."""
    return section(f":speech_balloon: *{_title(ended, reader, t)}*", button=button(t("Read"), READ, _page(ended, 0)))


def read_page(value: str) -> tuple[int, int]:
    """Read of which pair (its key) a button opens which page."""
    pair, _, page = value.partition(":")
    return int(pair), int(page)


def modal(found: EndedAgenda, number: int, t: Translator) -> dict[str, Any]:
    """Return a page of it: each point, who raised it and when, and what became of it."""
    page = Page.of(found.points, number, SIZE)
    blocks: list[Block] = [section(f"*{_title(found.ended, found.reader, t)}*")]
    blocks += [section("\n".join(_lines(one, found.reader, t))) for one in page.items]
    blocks += turns(page.number, page.count, partial(_page, found.ended), t, back=PREVIOUS, on=NEXT)
    blocks.append(context(":lock: " + t("Only {name} and you see it.", name=_name(found.ended.other))))
    return View(type="modal", title=plain(t("Agenda")), close=plain(t("Close")), blocks=blocks).to_dict()


def _lines(one: Left, reader: Person, t: Translator) -> Iterator[str]:
    yield agendas.told(one.point, reader, t)
    day = t.short_day(one.at, reader.zone) if one.at else ""
    match one.outcome:
        case None:
            yield ":hourglass: " + t("Still open when your check-ins ended")
        case Outcome.TALKED:
            yield ":white_check_mark: " + t("Talked about: {day}", day=day)
        case Outcome.DROPPED:
            why = escaped(clipped(one_line(one.why), REASON_LENGTH))
            yield ":heavy_minus_sign: " + t("taken off by {name}: {why}", name=escaped(one.by), why=why)
        case Outcome.CARRIED:
            yield ":arrow_right: " + t("Carried over to the check-ins that followed")


def _title(ended: Ended, reader: Person, t: Translator) -> str:
    day = t.full_day(ended.ended_at.astimezone(reader.zone).date())
    return t("Agenda with {name}, until {day}", name=_name(ended.other), day=day)


def _name(one: Person) -> str:
    return escaped(clipped(one.name, NAME_LENGTH))


def _page(ended: Ended, number: int) -> str:
    return f"{ended.pair}:{number}"
