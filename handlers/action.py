"""The button that ticks an action, wherever it stands."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.deps import Deps
from bot.rules.refusal import Rejected
from bot.services import action
from bot.views import action as views
from bot.views.blocks import notice
from bot.views.refusal import sentence
from handlers.person import translator_for


async def tick(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Tick an action; what shows it is drawn anew. One that cannot be ticked says why."""
    caller = deps.caller(body)
    t = await translator_for(deps, client, caller)
    try:
        async with deps.transaction() as session:
            await action.done(session, int(body["actions"][0]["value"]), by=caller, at=deps.now())
    except Rejected as refusal:
        await client.views_open(trigger_id=body["trigger_id"], view=notice(sentence(refusal, t), t))
    await ack()


def register(app: AsyncApp) -> None:
    app.action(views.DONE)(tick)
