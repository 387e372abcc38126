"""Showing a modal wherever somebody has clicked."""

from typing import Any

from slack_sdk.web.async_client import AsyncWebClient


async def show(client: AsyncWebClient, body: dict[str, Any], view: dict[str, Any]) -> None:
    """Open a modal: on top of the one in which the click was, else as the first."""
    on_top = (body.get("view") or {}).get("type") == "modal"
    open_view = client.views_push if on_top else client.views_open
    await open_view(trigger_id=body["trigger_id"], view=view)
