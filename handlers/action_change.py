"""Writing down, moving and dropping actions between two check-ins."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.deps import Deps
from bot.i18n import Translator
from bot.rules.action import DUE, REASON
from bot.rules.person import Caller
from bot.rules.refusal import Rejected
from bot.services import action, action_change, form
from bot.views import action as actions
from bot.views import action_change as views
from bot.views import fields
from bot.views.refusal import errors
from handlers.modals import or_why_not, replace, show
from handlers.person import translator_for


async def open_new(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Ask for a new action."""
    caller = deps.caller(body)
    t = await translator_for(deps, client, caller)
    await show(client, body, await or_why_not(_new(caller, t, deps), t))
    await ack()


async def open_all(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """List what is open, each with what can be done with it."""
    caller = deps.caller(body)
    t = await translator_for(deps, client, caller)
    await show(client, body, await or_why_not(_listed(caller, t, deps), t))
    await ack()


async def choose(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Do what was picked for one action of the list."""
    caller = deps.caller(body)
    t = await translator_for(deps, client, caller)
    verb, key = body["actions"][0]["selected_option"]["value"].split()
    if verb == views.FINISH:
        await replace(client, body, await or_why_not(_finish(int(key), caller, t, deps), t))
    else:
        await show(client, body, await or_why_not(_form(verb, int(key), caller, t, deps), t))
    await ack()


async def submit_new(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
    """Store a new action."""
    t, caller = deps.translator(fields.locale(view)), deps.caller(body)
    try:
        written = views.read_new(view)
        async with deps.transaction() as session:
            await action_change.create(session, written, by=caller, at=deps.now())
            await form.sent(session, *fields.form_of(view), view=view["id"], by=caller)
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=actions.WHAT))
    else:
        await ack()


async def submit_move(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
    """Give an action another day."""
    t = deps.translator(fields.locale(view))
    try:
        day = fields.Fields(view).day(DUE)
        async with deps.transaction() as session:
            await action_change.move(session, views.key(view), day, by=deps.caller(body), at=deps.now())
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=DUE))
    else:
        await ack(response_action="clear")


async def submit_drop(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
    """Drop an action for the reason given."""
    t, caller = deps.translator(fields.locale(view)), deps.caller(body)
    try:
        reason = fields.Fields(view).text(REASON)
        async with deps.transaction() as session:
            await action_change.drop(session, views.key(view), reason, by=caller, at=deps.now())
            await form.sent(session, *fields.form_of(view), view=view["id"], by=caller)
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=REASON))
    else:
        await ack(response_action="clear")


def register(app: AsyncApp) -> None:
    app.action(views.NEW)(open_new)
    app.action(views.ALL)(open_all)
    app.action(views.MORE)(choose)
    app.view(views.NEW_FORM)(submit_new)
    app.view(views.MOVE_FORM)(submit_move)
    app.view(views.DROP_FORM)(submit_drop)


async def _new(caller: Caller, t: Translator, deps: Deps) -> dict[str, Any]:
    async with deps.transaction() as session:
        sheet = await action_change.sheet(session, by=caller, at=deps.now())
        begun = await form.find(session, views.NEW_KEPT, by=caller, at=deps.now())
    return views.new_form(sheet, t, begun)


async def _listed(caller: Caller, t: Translator, deps: Deps) -> dict[str, Any]:
    async with deps.transaction() as session:
        return views.listed(await action_change.listed(session, by=caller, at=deps.now()), t)


async def _finish(key: int, caller: Caller, t: Translator, deps: Deps) -> dict[str, Any]:
    async with deps.transaction() as session:
        await action.done(session, key, by=caller, at=deps.now())
    return await _listed(caller, t, deps)


async def _form(verb: str, key: int, caller: Caller, t: Translator, deps: Deps) -> dict[str, Any]:
    async with deps.transaction() as session:
        found = await action_change.detail(session, key, by=caller)
        begun = await form.find(session, views.drop_kept_as(key), by=caller, at=deps.now())
    return views.move_form(found, t) if verb == views.MOVE else views.drop_form(found, t, begun)
