"""The agenda of a pair: adding to it, from Home or from a message, and ticking what was talked about."""

from html import unescape
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncSession

from bot.answer import told
from bot.deps import Deps
from bot.rules.agenda import Agenda
from bot.rules.person import Caller
from bot.rules.refusal import Rejected
from bot.services import agenda_point as agendas
from bot.services import form
from bot.views import agenda as views
from bot.views import fields
from bot.views.blocks import notice
from bot.views.refusal import errors, sentence
from handlers import click, modals
from handlers.click import Click, Forms
from handlers.person import translator_for

ADD_MESSAGE = "agenda_add_message"


async def _agenda(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    return views.modal(await agendas.of_rep(session, clicked.value, by=clicked.caller), clicked.t)


async def _form(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    shared = await agendas.of_rep(session, clicked.value, by=clicked.caller)
    which = views.kept_as(shared)
    return views.form([shared], clicked.t, which, await form.find(session, which, by=clicked.caller, at=clicked.at))


async def _drop_form(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    point = await agendas.look(session, int(clicked.value), by=clicked.caller)
    begun = await form.find(session, views.drop_kept_as(point.id), by=clicked.caller, at=clicked.at)
    return views.drop_form(point, clicked.reader, clicked.t, begun)


FORMS: Forms = {views.OPEN: _agenda, views.ADD: _form, views.DROP: _drop_form}


async def talked(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Tick a point; Home is drawn anew, the modal at once. One that cannot be ticked says why."""
    caller = deps.caller(body)
    t = await translator_for(deps, client, caller)
    try:
        async with deps.transaction() as session:
            left = await agendas.talked(session, int(body["actions"][0]["value"]), by=caller, at=deps.now())
    except Rejected as refusal:
        await modals.turn_to(client, body, notice(sentence(refusal, t), t))
    else:
        if body["view"]["type"] == "modal":
            await modals.replace(client, body, views.modal(left, t))
    await ack()


async def add_message(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Open the form of a point with the text of a message in it, and a link to that."""
    caller, message = deps.caller(body), body["message"]
    t, which = await translator_for(deps, client, caller), views.kept_from(body["channel"]["id"], message["ts"])
    try:
        async with deps.transaction() as session:
            shared = await agendas.shared(session, by=caller)
            begun = await form.find(session, which, by=caller, at=deps.now())
    except Rejected as refusal:
        view = notice(sentence(refusal, t), t)
    else:
        text, link = unescape(message.get("text") or ""), await _link(client, body["channel"]["id"], message["ts"])
        view = views.form(shared, t, which, begun, text=text, link=link, with_rep=message.get("user", ""))
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def _link(client: AsyncWebClient, channel: str, ts: str) -> str:
    """Return the address of a message, or "" where Slack gives none: Tandem is not in that conversation."""
    try:
        return told(await client.chat_getPermalink(channel=channel, message_ts=ts))["permalink"]
    except SlackApiError:
        return ""


async def submit(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
    """Take a form, and show the agenda as it is now; refused in its field with what was typed kept."""
    t, caller = deps.translator(fields.locale(view)), deps.caller(body)
    try:
        async with deps.transaction() as session:
            left = await TAKE[view["callback_id"]](session, view, caller, deps)
            await form.sent(session, *fields.form_of(view), view=view["id"], by=caller)
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=fields.first_field(view)))
    else:
        await ack(response_action="update", view=views.modal(left, t))


async def _raise(session: AsyncSession, view: dict[str, Any], by: Caller, deps: Deps) -> Agenda:
    new = views.read_form(view)
    await agendas.raise_point(session, new, by=by, at=deps.now())
    return await agendas.of_rep(session, new.rep, by=by)


async def _drop(session: AsyncSession, view: dict[str, Any], by: Caller, deps: Deps) -> Agenda:
    point, why = views.read_drop(view)
    return await agendas.drop(session, point, why, by=by, at=deps.now())


TAKE = {views.FORM: _raise, views.DROP_FORM: _drop}


def register(app: AsyncApp) -> None:
    click.register(app, FORMS, show=modals.turn_to)
    app.action(views.TALKED)(talked)
    app.shortcut(ADD_MESSAGE)(add_message)
    for takes in TAKE:
        app.view(takes)(submit)
