"""`/tandem away` and `/tandem back`: one's own absences."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps
from bot.i18n import Translator
from bot.rules.person import Caller
from bot.rules.refusal import Rejected
from bot.services import absence, person, skip
from bot.views import absence as views
from bot.views import fields
from bot.views.refusal import errors
from handlers.asked import Asked
from handlers.person import translator_for


async def away(ack: AsyncAck, trigger_id: str, request: Asked, client: AsyncWebClient, deps: Deps) -> None:
    """Open the form with the absences that are known."""
    async with deps.transaction() as session:
        view = await _form(session, deps, request.caller, request.t)
    await client.views_open(trigger_id=trigger_id, view=view)
    await ack()


async def back(ack: AsyncAck, request: Asked, deps: Deps) -> None:
    """End the absence under way."""
    async with deps.transaction() as session:
        was_away = await absence.end(session, by=request.caller, at=request.at)
        await skip.follow_absences(session, by=request.caller, at=request.at)
    await ack(text=views.back(request.t, was_away=was_away))


async def open_form(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Open the form from Home."""
    caller = deps.caller(body)
    t = await translator_for(deps, client, caller)
    async with deps.transaction() as session:
        view = await _form(session, deps, caller, t)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def submit(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
    """Store an absence and show it among the others."""
    t, caller = deps.translator(fields.locale(view)), deps.caller(body)
    try:
        days = views.read_form(view)
        async with deps.transaction() as session:
            await absence.declare(session, days, by=caller, at=deps.now())
            await skip.follow_absences(session, by=caller, at=deps.now())
            shown = await _form(session, deps, caller, t, noted=True)
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=views.FIRST))
    else:
        await ack(response_action="update", view=shown)


async def remove(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Forget an absence, and show those that are left."""
    caller, t = deps.caller(body), deps.translator(fields.locale(body["view"]))
    async with deps.transaction() as session:
        await absence.remove(session, int(body["actions"][0]["value"]), by=caller)
        await skip.follow_absences(session, by=caller, at=deps.now())
        shown = await _form(session, deps, caller, t)
    await client.views_update(view_id=body["view"]["id"], view=shown)
    await ack()


def register(app: AsyncApp) -> None:
    app.action(views.OPEN)(open_form)
    app.action(views.REMOVE)(remove)
    app.view(views.FORM)(submit)


async def _form(
    session: AsyncSession, deps: Deps, caller: Caller, t: Translator, *, noted: bool = False
) -> dict[str, Any]:
    me, at = await person.require(session, caller), deps.now()
    known = await absence.coming(session, by=caller, at=at)
    return views.form(known, absence.today(me, at), t, noted=noted)
