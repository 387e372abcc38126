"""What a rep lets the manager who follows read: the form, and what was chosen in it."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps
from bot.rules.refusal import Rejected
from bot.services import disclosure
from bot.views import disclosure as views
from bot.views import earlier as earliers
from bot.views import fields
from bot.views.blocks import saved
from bot.views.refusal import errors
from handlers import click
from handlers.click import Click


async def _form(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    pair = None if clicked.value == earliers.MINE else int(clicked.value)
    return views.form(await disclosure.choice(session, by=clicked.caller, pair_id=pair), clicked.t)


async def submit(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
    """Keep what the rep has chosen; whoever does not lead them any more is refused in the form."""
    t = deps.translator(fields.locale(view))
    try:
        pair, chosen = views.read_form(view)
        async with deps.transaction() as session:
            await disclosure.choose(session, pair, chosen, by=deps.caller(body), at=deps.now())
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=fields.first_field(view)))
    else:
        await ack(response_action="update", view=saved(None, t))


def register(app: AsyncApp) -> None:
    click.register(app, {earliers.CHOOSE: _form})
    app.view(views.FORM)(submit)
