"""Lists of objectives: opened from a button, filtered and turned page by page, in a modal or on Home."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps
from bot.rules.objective import Shelf
from bot.rules.person import Caller
from bot.rules.shelf import Choice
from bot.services import home, objective, team
from bot.views import home as homes
from bot.views import shelf as views
from bot.views.paging import FILTER, NEXT, PREVIOUS
from handlers import click, modals
from handlers.click import Click
from handlers.person import meet


async def shelves_of(session: AsyncSession, whose: str | None, *, by: Caller, at: datetime) -> Sequence[Shelf]:
    """Return the objectives of a rep (a Slack id), or of everybody with whom the caller is in a pair."""
    pairs = [await team.pair_of(session, by=by, rep=whose)] if whose else await team.pairs_of(session, by=by)
    return await objective.shelves(session, pairs, by=by, at=at)


async def listed(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    """Return the list that was clicked for, in a modal."""
    choice = Choice.read(clicked.value)
    shelves = await shelves_of(session, choice.whose, by=clicked.caller, at=clicked.at)
    return views.modal(shelves, choice, clicked.reader, clicked.t, clicked.at)


async def turn(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Show another list or another page in the place where it was asked for; a message opens a modal."""
    clicked = await _clicked(body, client, deps)
    where = (body.get("view") or {}).get("type")
    async with deps.transaction() as session:
        found = _home(session, clicked) if where == "home" else listed(session, clicked)
        view = await modals.or_why_not(found, clicked.t)
    if view["type"] == "home":
        await client.views_publish(user_id=clicked.caller.slack_id, view=view)
    else:
        await (modals.replace if where == "modal" else modals.show)(client, body, view)
    await ack()


async def _clicked(body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> Click:
    caller, action = deps.caller(body), body["actions"][0]
    reader = await meet(deps, client, caller)
    value = action["selected_option"]["value"] if "selected_option" in action else action["value"]
    return Click(caller, reader, deps.now(), deps.translator(reader.locale), value)


async def _home(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    found, choice = await team.home(session, by=clicked.caller, at=clicked.at), Choice.read(clicked.value)
    await home.opened(session, clicked.reader.id, chosen=choice.written(), at=clicked.at)
    return homes.home(found, clicked.t, choice)


def register(app: AsyncApp) -> None:
    click.register(app, {views.LIST: listed})
    for action in (FILTER, PREVIOUS, NEXT):
        app.action(action)(turn)
