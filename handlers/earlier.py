"""Earlier check-ins and agendas: `/checkin history`, the buttons that open them, and their pages."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps
from bot.i18n import Translator
from bot.rules.person import Caller
from bot.services import earlier, earlier_agenda
from bot.views import earlier as views
from bot.views import earlier_agenda as agendas
from handlers import click, modals
from handlers.asked import Asked
from handlers.click import Click
from handlers.person import translator_for


async def ask(ack: AsyncAck, trigger_id: str, request: Asked, client: AsyncWebClient, deps: Deps) -> None:
    """Answer `/checkin history [@rep]`."""
    await modals.answer(ack, trigger_id, request, client, _modal(request.caller, request.person, request.t, deps))


async def show(rep: str, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Show a manager the earlier check-ins of a rep (a Slack id), picked from the rep's menu."""
    caller = deps.caller(body)
    t = await translator_for(deps, client, caller)
    await modals.show(client, body, await modals.or_why_not(_modal(caller, rep, t, deps), t))


async def _modal(by: Caller, rep: str | None, t: Translator, deps: Deps) -> dict[str, Any]:
    async with deps.transaction() as session:
        return views.modal(await earlier.listed(session, by=by, rep=rep, at=deps.now()), t)


async def _listed(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    rep, page = views.read_page(clicked.value)
    return views.modal(await earlier.listed(session, by=clicked.caller, rep=rep, page=page, at=clicked.at), clicked.t)


async def _reading(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    found = await earlier.read(session, int(clicked.value), by=clicked.caller, at=clicked.at)
    return views.reading(found, clicked.t, clicked.at)


async def _agenda(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    pair, page = agendas.read_page(clicked.value)
    return agendas.modal(await earlier_agenda.read(session, pair, by=clicked.caller), page, clicked.t)


def register(app: AsyncApp) -> None:
    click.register(app, {views.OPEN: _listed, views.READ: _reading, agendas.READ: _agenda})
    turns = {views.PREVIOUS: _listed, views.NEXT: _listed, agendas.PREVIOUS: _agenda, agendas.NEXT: _agenda}
    click.register(app, turns, show=modals.turn_to)
