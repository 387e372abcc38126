"""Quiet hours of one's own: the buttons that open the form, and the choice in it."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.deps import Deps
from bot.i18n import Translator
from bot.rules.person import Caller
from bot.rules.refusal import Rejected
from bot.services import quiet
from bot.views import fields
from bot.views import quiet as views
from bot.views.blocks import saved
from bot.views.refusal import errors
from handlers.modals import redraw, show
from handlers.person import translator_for


async def open_form(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Open the form from a button."""
    caller = deps.caller(body)
    await show(client, body, await form(deps, caller, await translator_for(deps, client, caller)))
    await ack()


async def choose(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Ask for the times of whoever wants hours of their own."""
    view, t = body["view"], deps.translator(fields.locale(body["view"]))
    await redraw(client, view, await form(deps, deps.caller(body), t, is_own=views.is_own(view)))
    await ack()


async def submit(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
    """Take the hours, or say in its field what is wrong; what was sent too early to say which is asked first."""
    t = deps.translator(fields.locale(view))
    if views.is_early(view):
        await ack(response_action="update", view=await form(deps, deps.caller(body), t, is_own=True))
        return
    try:
        wish = views.read_form(view)
        async with deps.transaction() as session:
            await quiet.change(session, wish, by=deps.caller(body), at=deps.now())
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=views.WHOSE))
    else:
        await ack(response_action="update", view=saved(None, t))


def register(app: AsyncApp) -> None:
    app.action(views.OPEN)(open_form)
    app.action(views.CHOICE)(choose)
    app.view(views.FORM)(submit)


async def form(deps: Deps, caller: Caller, t: Translator, *, is_own: bool | None = None) -> dict[str, Any]:
    """Return the form with the choice made in it or, before any, as things are."""
    async with deps.transaction() as session:
        known = await quiet.setting(session, by=caller)
    return views.form(known, t, is_own=known.own is not None if is_own is None else is_own)
