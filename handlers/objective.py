"""`/objectives`, the buttons of an objective, and the forms that write one down, change it and record its value."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps
from bot.rules.refusal import Rejected
from bot.services import draft, objective, team
from bot.views import background, fields, figure, shelf
from bot.views import draft as drafts
from bot.views import objective as views
from bot.views.blocks import saved
from bot.views.refusal import errors, sentence
from handlers import click, importing
from handlers.asked import Asked, asked
from handlers.click import Click, Forms
from handlers.person import meet
from handlers.tandem import answer_help

COMMAND = "/objectives"
LIST, NEW = "", "new"
VERBS = {"new": NEW, "nouveau": NEW, "nouvel": NEW, "nouvelle": NEW, **importing.VERBS}


async def command(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Do what `/objectives` is asked for."""
    request = await asked(body, client, deps, VERBS)
    if request.verb not in DEEDS:
        await answer_help(ack, COMMAND, request)
        return
    try:
        await DEEDS[request.verb](ack, body, request, client, deps)
    except Rejected as refusal:
        await ack(text=sentence(refusal, request.t))


async def _list(ack: AsyncAck, _body: dict[str, Any], request: Asked, client: AsyncWebClient, deps: Deps) -> None:
    reader = await meet(deps, client, request.caller)
    async with deps.transaction() as session:
        pairs = (
            [await team.pair_of(session, by=request.caller, rep=request.person)]
            if request.person
            else await team.pairs_of(session, by=request.caller)
        )
        shelves = await objective.shelves(session, pairs, by=request.caller, at=request.at)
    said, blocks = shelf.answer(shelves, reader, request.t, request.at)
    await ack(text=said, blocks=blocks)


async def _new(ack: AsyncAck, body: dict[str, Any], request: Asked, client: AsyncWebClient, deps: Deps) -> None:
    async with deps.transaction() as session:
        desk = await draft.desk(session, rep=request.person, by=request.caller, at=request.at)
    await client.views_open(trigger_id=body["trigger_id"], view=drafts.form(desk, request.t, request.at))
    await ack()


DEEDS = {LIST: _list, NEW: _new, importing.IMPORT: importing.ask_import, importing.EXPORT: importing.ask_export}


async def _update_form(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    return figure.form(await objective.look(session, int(clicked.value), by=clicked.caller), clicked.t)


async def _why(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    return background.why(await objective.look(session, int(clicked.value), by=clicked.caller), clicked.t)


async def _history(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    shared = await objective.look(session, int(clicked.value), by=clicked.caller)
    told = await objective.history(session, shared.objective.id, by=clicked.caller)
    return background.history(shared, told, clicked.t, clicked.at)


async def _edit_form(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    desk, found = await draft.again(session, int(clicked.value), by=clicked.caller, at=clicked.at)
    return drafts.form(desk, clicked.t, clicked.at, objective=found)


async def _new_form(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    desk = await draft.desk(session, rep=clicked.value, by=clicked.caller, at=clicked.at)
    return drafts.form(desk, clicked.t, clicked.at)


async def _list_modal(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    pair = await team.pair_of(session, by=clicked.caller, rep=clicked.value)
    [found] = await objective.shelves(session, [pair], by=clicked.caller, at=clicked.at)
    return shelf.modal(found, clicked.reader, clicked.t, clicked.at)


FORMS: Forms = {
    views.UPDATE: _update_form,
    views.WHY: _why,
    views.HISTORY: _history,
    views.EDIT: _edit_form,
    shelf.NEW: _new_form,
    shelf.LIST: _list_modal,
}


async def submit_draft(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
    """Take an objective that was written down or changed; refused in its field with what was typed kept."""
    t = deps.translator(fields.locale(view))
    try:
        sent = drafts.read_form(view, t)
        async with deps.transaction() as session:
            told = await draft.take(session, sent, by=deps.caller(body), at=deps.now())
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=fields.first_field(view)))
    else:
        if view["previous_view_id"]:  # the list below would show what is no longer so
            await ack(response_action="clear")
        else:
            await ack(response_action="update", view=saved(told, t))


async def submit_value(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
    """Take a value; refused in its field with what was typed kept."""
    t = deps.translator(fields.locale(view))
    try:
        objective_id, value = figure.read_form(view, t)
        async with deps.transaction() as session:
            await objective.record_value(session, objective_id, value, by=deps.caller(body), at=deps.now())
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=fields.first_field(view)))
    else:
        await ack(response_action="clear")


def register(app: AsyncApp) -> None:
    app.command(COMMAND)(command)
    click.register(app, FORMS)
    app.view(drafts.DRAFT)(submit_draft)
    app.view(figure.VALUE_FORM)(submit_value)
