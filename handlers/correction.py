"""The button that corrects a value, and the form that tells it again."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps
from bot.rules.refusal import Rejected
from bot.services import correction
from bot.views import fields, figure
from bot.views import objective as views
from bot.views.refusal import errors
from handlers import click
from handlers.click import Click


async def _form(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    shared, wrong = await correction.look(session, int(clicked.value), by=clicked.caller)
    return figure.correction_form(shared, wrong, clicked.t, clicked.at)


async def submit(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
    """Take a correction; refused in its field with what was typed kept."""
    t = deps.translator(fields.locale(view))
    try:
        wrong, value = figure.read_form(view, t)
        async with deps.transaction() as session:
            await correction.take(session, wrong, value, by=deps.caller(body), at=deps.now())
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=fields.first_field(view)))
    else:
        await ack(response_action="clear")


def register(app: AsyncApp) -> None:
    click.register(app, {views.CORRECT: _form})
    app.view(figure.CORRECTION_FORM)(submit)
