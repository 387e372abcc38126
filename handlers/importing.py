"""`/objectives import` and `export`: the form for a file, its preview, and what applies it."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.answer import told
from bot.deps import Deps
from bot.rules.refusal import Rejected
from bot.services import export, importing, team
from bot.views import export as exports
from bot.views import fields
from bot.views import importing as views
from bot.views.blocks import notice
from bot.views.refusal import errors, sentence
from handlers.asked import Asked
from handlers.person import meet

IMPORT, EXPORT = "import", "export"
VERBS = {"import": IMPORT, "importer": IMPORT, "export": EXPORT, "exporter": EXPORT}


async def ask_import(ack: AsyncAck, body: dict[str, Any], request: Asked, client: AsyncWebClient, deps: Deps) -> None:
    """Open the form for a file to whoever has objectives to import."""
    async with deps.transaction() as session:
        await team.pairs_of(session, by=request.caller)
    await client.views_open(trigger_id=body["trigger_id"], view=views.form(request.t))
    await ack()


async def ask_export(ack: AsyncAck, _body: dict[str, Any], request: Asked, _client: AsyncWebClient, deps: Deps) -> None:
    async with deps.transaction() as session:
        await export.ask(session, by=request.caller, at=request.at)
    await ack(text=exports.asked(request.t))


async def submit_file(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
    """Take a file to be read; what comes of it is shown in the same modal."""
    t = deps.translator(fields.locale(view))
    try:
        async with deps.transaction() as session:
            await importing.begin(session, views.read_form(view), by=deps.caller(body), at=deps.now())
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=views.FILE))
    else:
        await ack(response_action="update", view=views.reading(t))


async def open_preview(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Show the preview of an import anew, as things stand now."""
    caller, about = deps.caller(body), int(body["actions"][0]["value"])
    t = deps.translator((await meet(deps, client, caller)).locale)
    opened = told(await client.views_open(trigger_id=body["trigger_id"], view=views.reading(t)))["view"]["id"]
    try:
        async with deps.transaction() as session:
            await importing.ask_again(session, about, opened, by=caller, at=deps.now())
    except Rejected as refusal:
        await client.views_update(view_id=opened, view=notice(sentence(refusal, t), t))
    await ack()


async def submit_apply(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
    """Have a plan applied; what comes of it is shown in the same modal."""
    t, about = deps.translator(fields.locale(view)), views.read_about(view)
    try:
        async with deps.transaction() as session:
            await importing.ask_to_apply(session, about, view["id"], by=deps.caller(body), at=deps.now())
    except Rejected as refusal:
        await ack(response_action="update", view=notice(sentence(refusal, t), t))
    else:
        await ack(response_action="update", view=views.applying(t))


def register(app: AsyncApp) -> None:
    app.view(views.IMPORT)(submit_file)
    app.view(views.APPLY)(submit_apply)
    app.action(views.OPEN)(open_preview)
