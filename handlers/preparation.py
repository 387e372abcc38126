"""Preparing a retrospective: the button of the packet, and the form that nobody else reads."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.deps import Deps
from bot.rules.refusal import Rejected
from bot.services import preparation
from bot.views import fields
from bot.views import preparation as views
from bot.views.blocks import notice
from bot.views.refusal import errors, sentence
from handlers.person import translator_for


async def open_form(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Open the form with what was written so far; once the thread is open, open it to read."""
    caller = deps.caller(body)
    t = await translator_for(deps, client, caller)
    try:
        async with deps.transaction() as session:
            packet = await preparation.packet(session, int(body["actions"][0]["value"]), by=caller, at=deps.now())
    except Rejected as refusal:
        view = notice(sentence(refusal, t), t)
    else:
        view = views.modal(packet, t)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def submit(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
    """Keep what a rep prepared; refused, it stays in the form."""
    t = deps.translator(fields.locale(view))
    try:
        key, written = views.read_form(view)
        async with deps.transaction() as session:
            await preparation.prepare(session, key, written, by=deps.caller(body), at=deps.now())
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=fields.first_field(view)))
    else:
        await ack()


def register(app: AsyncApp) -> None:
    app.action(views.PREPARE)(open_form)
    app.view(views.FORM)(submit)
