"""`/objectives history`, and its buttons that send the history as a file."""

from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps
from bot.services import history
from bot.views import history as views
from handlers import click
from handlers.asked import Asked
from handlers.click import Click, Forms
from handlers.person import meet


async def show(ack: AsyncAck, _body: dict[str, Any], request: Asked, client: AsyncWebClient, deps: Deps) -> None:
    """Answer which objectives there are and were. Raises Rejected for whoever may not know."""
    reader = await meet(deps, client, request.caller)
    async with deps.transaction() as session:
        shelf = await history.shelf(session, rep=request.person, by=request.caller)
    said, blocks = views.answer(shelf, reader, request.t)
    await ack(text=said, blocks=blocks)


async def _ask(kind: str, session: AsyncSession, clicked: Click) -> dict[str, Any]:
    rep = await history.ask(session, kind, clicked.value, by=clicked.caller, at=clicked.at)
    return views.on_its_way(rep, clicked.t)


FORMS: Forms = {views.MARKDOWN: partial(_ask, history.MARKDOWN), views.CSV: partial(_ask, history.CSV)}


def register(app: AsyncApp) -> None:
    click.register(app, FORMS)
