"""App Home."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.deps import Deps
from bot.services import home, team
from bot.views import home as views
from handlers.person import meet


async def show(body: dict[str, Any], event: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Draw the Home of whoever opens it."""
    if event["tab"] != "home":
        return
    caller = deps.caller(body)
    reader, at = await meet(deps, client, caller), deps.now()
    async with deps.transaction() as session:
        found = await team.home(session, by=caller, at=at)
        await home.opened(session, reader.id, at=at)
    await client.views_publish(user_id=reader.slack_id, view=views.home(found, deps.translator(reader.locale)))


def register(app: AsyncApp) -> None:
    app.event("app_home_opened")(show)
