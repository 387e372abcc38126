"""`/tandem`, and the answer to a message to the bot."""

from enum import StrEnum
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.deps import Deps
from bot.services import delivery, person
from bot.views import tandem as views
from handlers import absence, settings, team
from handlers.asked import UNKNOWN, Asked, asked
from handlers.person import meet


class Verb(StrEnum):
    """What `/tandem` can be asked for besides help."""

    AWAY = "away"
    BACK = "back"
    SETTINGS = "settings"
    TEAM = "team"


VERBS = {
    "away": Verb.AWAY,
    "absence": Verb.AWAY,
    "absent": Verb.AWAY,
    "absente": Verb.AWAY,
    "back": Verb.BACK,
    "retour": Verb.BACK,
    "settings": Verb.SETTINGS,
    "reglages": Verb.SETTINGS,
    "team": Verb.TEAM,
    "teams": Verb.TEAM,
    "equipe": Verb.TEAM,
    "equipes": Verb.TEAM,
}


async def tandem(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Take an absence or its end, open the teams or the settings; explain Tandem, whatever else was typed."""
    request = await asked(body, client, deps, VERBS)
    match request.verb:
        case Verb.AWAY:
            await absence.away(ack, body["trigger_id"], request, client, deps)
        case Verb.BACK:
            await absence.back(ack, request, deps)
        case Verb.TEAM:
            await team.ask(ack, body["trigger_id"], request, client, deps)
        case Verb.SETTINGS:
            await settings.ask(ack, body["trigger_id"], request, client, deps)
        case _:
            await _explain(ack, request)


async def _explain(ack: AsyncAck, request: Asked) -> None:
    said, blocks = views.help_text(request.t)
    if request.verb == UNKNOWN:
        blocks = [*views.unknown(request.text, request.t), *blocks]
    await ack(text=said, blocks=blocks)


async def answer_help(
    ack: AsyncAck, command: str, request: Asked, *, after: list[dict[str, Any]] | None = None
) -> None:
    """Answer with what a command understands, and what comes `after`; a subcommand that is none is named first."""
    said, blocks = views.command_help(command, request.t)
    if request.verb == UNKNOWN:
        blocks = [*views.unknown(request.text, request.t), *blocks]
    await ack(text=said, blocks=[*blocks, *(after or [])])


async def message(body: dict[str, Any], event: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Owe a helpful answer to somebody who writes to the bot; a thread of edits and bots needs none."""
    if event.get("bot_id") or event.get("subtype"):
        return
    caller = deps.caller(body)
    await meet(deps, client, caller)
    async with deps.transaction() as session:
        reader = await person.require(session, caller)
        await delivery.owe(session, delivery.HELP, to=reader, cause=event["ts"], at=deps.now())


def register(app: AsyncApp) -> None:
    app.command("/tandem")(tandem)
    app.event("message")(message)
