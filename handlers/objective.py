"""`/objectives`, the buttons of an objective, and the form that records its value."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps
from bot.rules.person import Person
from bot.rules.refusal import Rejected
from bot.rules.shelf import Choice, Filter
from bot.services import draft, objective
from bot.views import background, fields, figure, shelf
from bot.views import draft as drafts
from bot.views import objective as views
from bot.views.refusal import errors, sentence
from handlers import click, history, importing
from handlers.asked import Asked, asked
from handlers.click import Click, Forms
from handlers.person import meet
from handlers.shelf import shelves_of
from handlers.tandem import answer_help

COMMAND = "/objectives"
LIST, NEW, HISTORY = "", "new", "history"
FILTERS = {
    Filter.AT_RISK: ("at-risk", "risk", "a-risque", "risque"),
    Filter.UNSIGNED: ("unsigned", "to-sign", "a-signer", "non-signes"),
    Filter.LOOSE: ("loose", "loose-ends", "sans-axe"),
    Filter.ENDING: ("ending", "this-month", "ce-mois"),
    Filter.TO_CLOSE: ("to-close", "a-clore"),
}
WORDS = {NEW: ("new", "nouveau", "nouvel", "nouvelle"), HISTORY: ("history", "historique"), **FILTERS}
VERBS = {word: verb for verb, words in WORDS.items() for word in words} | importing.VERBS


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
        said, blocks = await _standing(session, request, reader)
    await ack(text=said, blocks=blocks)


async def _standing(session: AsyncSession, request: Asked, reader: Person) -> shelf.Said:
    """Say where objectives stand, to whoever shares them; to a sponsor, those they are named in."""
    t, at = request.t, request.at
    try:
        return shelf.answer(await shelves_of(session, request.person, by=request.caller, at=at), reader, t, at)
    except Rejected:
        found = await objective.sponsored(session, request.person, by=request.caller, at=at) if request.person else None
        if found is None or not found.objectives:
            raise
        return shelf.sponsored(found, reader, t, at)


async def _filtered(ack: AsyncAck, body: dict[str, Any], request: Asked, client: AsyncWebClient, deps: Deps) -> None:
    reader = await meet(deps, client, request.caller)
    choice = Choice(request.person or "", Filter(request.verb))
    async with deps.transaction() as session:
        shelves = await shelves_of(session, request.person, by=request.caller, at=request.at)
    view = shelf.modal(shelves, choice, reader, request.t, request.at)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def _new(ack: AsyncAck, body: dict[str, Any], request: Asked, client: AsyncWebClient, deps: Deps) -> None:
    async with deps.transaction() as session:
        sheet = await draft.sheet(session, rep=request.person, by=request.caller, at=request.at)
    await client.views_open(trigger_id=body["trigger_id"], view=drafts.form(sheet, request.t))
    await ack()


DEEDS: Mapping[str, Callable[..., Awaitable[None]]] = {
    LIST: _list,
    NEW: _new,
    HISTORY: history.show,
    importing.IMPORT: importing.ask_import,
    importing.EXPORT: importing.ask_export,
    **dict.fromkeys(FILTERS, _filtered),
}


async def _update_form(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    return figure.form(await objective.look(session, int(clicked.value), by=clicked.caller), clicked.t)


async def _why(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    return background.why(await objective.look(session, int(clicked.value), by=clicked.caller), clicked.t, clicked.at)


async def _history(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    shared = await objective.look(session, int(clicked.value), by=clicked.caller)
    told = await objective.history(session, shared.objective.id, by=clicked.caller)
    return background.history(shared, told, clicked.t, clicked.at)


async def _edit_form(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    sheet = await draft.sheet(session, changes=int(clicked.value), by=clicked.caller, at=clicked.at)
    return drafts.form(sheet, clicked.t)


async def _new_form(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    return drafts.form(await draft.sheet(session, rep=clicked.value, by=clicked.caller, at=clicked.at), clicked.t)


FORMS: Forms = {
    views.UPDATE: _update_form,
    views.WHY: _why,
    views.HISTORY: _history,
    views.EDIT: _edit_form,
    shelf.NEW: _new_form,
}


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
    app.view(figure.VALUE_FORM)(submit_value)
