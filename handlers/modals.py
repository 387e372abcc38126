"""Showing a modal wherever somebody has clicked, or saying why not."""

from collections.abc import Awaitable
from typing import Any

from slack_bolt.async_app import AsyncAck
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.i18n import Translator
from bot.rules.refusal import Rejected
from bot.views.blocks import notice
from bot.views.refusal import sentence
from handlers.asked import Asked

OVERTAKEN = frozenset({"hash_conflict", "not_found"})


async def show(client: AsyncWebClient, body: dict[str, Any], view: dict[str, Any]) -> None:
    """Open a modal: on top of the one in which the click was, else as the first."""
    on_top = (body.get("view") or {}).get("type") == "modal"
    open_view = client.views_push if on_top else client.views_open
    await open_view(trigger_id=body["trigger_id"], view=view)


async def turn_to(client: AsyncWebClient, body: dict[str, Any], view: dict[str, Any]) -> None:
    """Show a modal in the place of the one in which the click was, else as the first."""
    if (body.get("view") or {}).get("type") == "modal":
        await replace(client, body, view)
    else:
        await client.views_open(trigger_id=body["trigger_id"], view=view)


async def answer(
    ack: AsyncAck, trigger_id: str, request: Asked, client: AsyncWebClient, form: Awaitable[dict[str, Any]]
) -> None:
    """Open the form that a command asks for, or answer why not."""
    try:
        view = await form
    except Rejected as refusal:
        await ack(text=sentence(refusal, request.t))
    else:
        await client.views_open(trigger_id=trigger_id, view=view)
        await ack()


async def or_why_not(form: Awaitable[dict[str, Any]], t: Translator) -> dict[str, Any]:
    """Return a form, or else the modal that says why it cannot be shown."""
    try:
        return await form
    except Rejected as refusal:
        return notice(sentence(refusal, t), t)


async def replace(client: AsyncWebClient, body: dict[str, Any], view: dict[str, Any]) -> None:
    """Show a modal in the place of the one in which the click was."""
    await client.views_update(view_id=body["view"]["id"], view=view)


async def redraw(client: AsyncWebClient, view: dict[str, Any], anew: dict[str, Any]) -> None:
    """Show a form anew; one that has changed meanwhile is drawn by the choice that changed it."""
    try:
        await client.views_update(view_id=view["id"], hash=view["hash"], view=anew)
    except SlackApiError as refused:
        if refused.response["error"] not in OVERTAKEN:
            raise
