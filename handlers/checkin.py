"""`/checkin`, the button of a check-in and the form of a half."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps
from bot.i18n import Translator
from bot.rules.checkin import Sheet
from bot.rules.person import Caller
from bot.rules.refusal import Rejected
from bot.services import checkin, checkin_opening, team
from bot.views import checkin as views
from bot.views import home as homes
from bot.views.blocks import notice
from bot.views.reading import reading
from bot.views.refusal import sentence
from handlers import cadence, earlier, half, modals, move, note, skip, talk
from handlers.asked import Asked, asked
from handlers.person import translator_for
from handlers.tandem import answer_help

COMMAND = "/checkin"


class Verb(StrEnum):
    """What `/checkin` can be asked for."""

    NOW = ""
    STATUS = "status"
    SCHEDULE = "schedule"
    SKIP = "skip"
    MOVE = "move"
    NOTES = "notes"
    HISTORY = "history"
    TALK = "talk"


VERBS = {
    "status": Verb.STATUS,
    "statut": Verb.STATUS,
    "etat": Verb.STATUS,
    "schedule": Verb.SCHEDULE,
    "planifier": Verb.SCHEDULE,
    "move": Verb.MOVE,
    "deplacer": Verb.MOVE,
    "reporter": Verb.MOVE,
    "skip": Verb.SKIP,
    "notes": Verb.NOTES,
    "history": Verb.HISTORY,
    "historique": Verb.HISTORY,
    "talk": Verb.TALK,
    "entretien": Verb.TALK,
    "passer": Verb.SKIP,
    "sauter": Verb.SKIP,
}


async def command(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Do what `/checkin` is asked for."""
    request = await asked(body, client, deps, VERBS)
    match request.verb:
        case Verb.NOW | Verb.STATUS:
            await _answer_or_status(ack, body["trigger_id"], request, client, deps)
        case Verb.SCHEDULE:
            await cadence.ask(ack, body["trigger_id"], request, client, deps)
        case Verb.MOVE:
            await move.ask(ack, body["trigger_id"], request, client, deps)
        case Verb.NOTES:
            await note.ask(ack, body["trigger_id"], request, client, deps)
        case Verb.HISTORY:
            await earlier.ask(ack, body["trigger_id"], request, client, deps)
        case Verb.TALK:
            await talk.ask(ack, body["trigger_id"], request, client, deps)
        case Verb.SKIP:
            await skip.command(ack, request, client, deps)
        case _:
            await answer_help(ack, COMMAND, request)


async def _answer_or_status(ack: AsyncAck, trigger_id: str, request: Asked, client: AsyncWebClient, deps: Deps) -> None:
    """Open the form for a rep, before its time if need be; tell a manager how the team stands."""
    by, at = request.caller, request.at
    async with deps.transaction() as session:
        home = await team.home(session, by=by, at=at)
        is_asked = home.mine and request.verb == Verb.NOW
        sheet = await checkin_opening.open_early(session, by=by, at=at) if is_asked else None
        view = await _modal(session, sheet, request.t, by=by, at=at) if sheet else None
    if view:
        await client.views_open(trigger_id=trigger_id, view=view)
        await ack()
    else:
        said, blocks = homes.state(home, request.t)
        await ack(text=said, blocks=blocks)


async def open_sheet(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Open a check-in from its button: to write the half that is owed, else to read."""
    caller, at, action = deps.caller(body), deps.now(), body["actions"][0]
    t = await translator_for(deps, client, caller)
    try:
        async with deps.transaction() as session:
            if action["action_id"] == views.OPEN_EARLY:
                sheet = await checkin_opening.open_early(session, by=caller, at=at)
            else:
                sheet = await checkin.sheet(session, int(action["value"]), by=caller, at=at)
            view = await _modal(session, sheet, t, by=caller, at=at)
    except Rejected as refusal:
        view = notice(sentence(refusal, t), t)
    await modals.turn_to(client, body, view)
    await ack()


def register(app: AsyncApp) -> None:
    for button in (views.OPEN, views.OPEN_EARLY, views.OPEN_NEXT):
        app.action(button)(open_sheet)
    app.command(COMMAND)(command)


async def _modal(session: AsyncSession, sheet: Sheet, t: Translator, *, by: Caller, at: datetime) -> dict[str, Any]:
    """Return the half to be written, as it was left; or what there is to read."""
    if sheet.checkin.skip and not sheet.checkin.begun:
        return notice(views.left_out(sheet.checkin, t), t)
    if sheet.checkin.sent_at(sheet.side) or sheet.checkin.skip:
        return reading(sheet, t, at)
    return await half.opened(session, sheet, t, by=by, at=at)
