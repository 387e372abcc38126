"""Adding to a half once both are in."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps
from bot.rules.refusal import Rejected
from bot.services import addition, form
from bot.views import addition as views
from bot.views import fields
from bot.views.reading import ADD, reading
from bot.views.refusal import errors
from handlers import click, modals
from handlers.click import Click


async def _form(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    checkin = await addition.look(session, int(clicked.value), by=clicked.caller)
    begun = await form.find(session, views.kept_as(checkin.id), by=clicked.caller, at=clicked.at)
    return views.form(checkin, clicked.reader, clicked.t, begun)


async def submit(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
    """Take an addition, and show the check-in with it; refused in its field with what was typed kept."""
    t, caller, at = deps.translator(fields.locale(view)), deps.caller(body), deps.now()
    try:
        new = views.read_form(view)
        async with deps.transaction() as session:
            sheet = await addition.add(session, new, by=caller, at=at)
            await form.sent(session, *fields.form_of(view), view=view["id"], by=caller)
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=fields.first_field(view)))
    else:
        await ack(response_action="update", view=reading(sheet, t, at))


def register(app: AsyncApp) -> None:
    click.register(app, {ADD: _form}, show=modals.turn_to)
    app.view(views.FORM)(submit)
