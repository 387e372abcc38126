"""Having messages that were given up sent after all, from the message that says so."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.deps import Deps
from bot.outbox import letters
from bot.rules.refusal import Rejected
from bot.services import letter
from bot.views import letter as views
from bot.views.blocks import notice
from bot.views.refusal import sentence
from handlers.modals import show
from handlers.person import meet_anew


async def try_again(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Put back what was given up of late in the workspace, or say who may."""
    caller, at, number = deps.caller(body), deps.now(), int(body["actions"][0]["value"])
    t = deps.translator((await meet_anew(deps, client, caller)).locale)
    try:
        async with deps.transaction() as session:
            found = await letter.to_try_again(session, number, by=caller, at=at)
            await letters.put_back(session, found, at=at)
    except Rejected as refusal:
        await show(client, body, notice(sentence(refusal, t), t))
    await ack()


def register(app: AsyncApp) -> None:
    app.action(views.AGAIN)(try_again)
