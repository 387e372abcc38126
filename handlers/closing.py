"""The button that closes an objective, and its form."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps
from bot.rules.closing import LESSON
from bot.rules.refusal import Rejected
from bot.services import closing
from bot.views import closing as views
from bot.views import fields
from bot.views.objective import CLOSE
from bot.views.refusal import errors
from handlers import click
from handlers.click import Click


async def _form(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    found = await closing.ending(session, int(clicked.value), by=clicked.caller, at=clicked.at)
    if found.shared.objective.closing:
        return views.closed(found.shared, clicked.t, clicked.at)
    return views.form(found, clicked.t, clicked.at)


async def submit(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
    """Close an objective, and show it closed; refused in its field with what was typed kept."""
    t, at = deps.translator(fields.locale(view)), deps.now()
    try:
        wanted = views.read_form(view, t)
        async with deps.transaction() as session:
            shared = await closing.close(session, wanted, by=deps.caller(body), at=at)
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=LESSON))
    else:
        await ack(response_action="update", view=views.closed(shared, t, at, wanted=wanted))


def register(app: AsyncApp) -> None:
    click.register(app, {CLOSE: _form})
    app.view(CLOSE)(submit)
