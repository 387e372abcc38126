"""`/tandem settings`: who may make teams."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.deps import Deps
from bot.i18n import Translator
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.services import organiser, person
from bot.views import fields
from bot.views import settings as views
from bot.views.blocks import notice, saved
from bot.views.refusal import errors, sentence
from handlers.asked import Asked
from handlers.modals import show
from handlers.person import chosen, meet_anew


async def ask(ack: AsyncAck, trigger_id: str, request: Asked, client: AsyncWebClient, deps: Deps) -> None:
    """Open the settings for `/tandem settings`, or say who may."""
    try:
        view = await _form(deps, client, request.caller, request.t)
    except Rejected as refusal:
        await ack(text=sentence(refusal, request.t))
    else:
        await client.views_open(trigger_id=trigger_id, view=view)
        await ack()


async def open_form(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Open the settings from a button."""
    caller = deps.caller(body)
    t = deps.translator((await meet_anew(deps, client, caller)).locale)
    try:
        view = await _form(deps, client, caller, t)
    except Rejected as refusal:
        view = notice(sentence(refusal, t), t)
    await show(client, body, view)
    await ack()


async def submit(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Take who may make teams, or say in the field who cannot."""
    t, caller = deps.translator(fields.locale(view)), deps.caller(body)
    try:
        found = await chosen(client, views.read_form(view), caller.workspace, field=views.ORGANISERS)
        async with deps.transaction() as session:
            people = [await person.remember(session, one, workspace=caller.workspace) for one in found]
            await organiser.name(session, {one.id for one in people}, by=caller, at=deps.now())
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=views.ORGANISERS))
    else:
        await ack(response_action="update", view=saved(None, t))


def register(app: AsyncApp) -> None:
    app.action(views.OPEN)(open_form)
    app.view(views.FORM)(submit)


async def _form(deps: Deps, client: AsyncWebClient, caller: Caller, t: Translator) -> dict[str, Any]:
    me = await meet_anew(deps, client, caller)
    async with deps.transaction() as session:
        if not me.is_admin:
            raise Rejected.because(Reason.ONLY_ADMINS)
        return views.form(await organiser.named(session, by=caller), t)
