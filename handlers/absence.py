"""`/tandem away` and `/tandem back`, for oneself or for others, and taking back what was done."""

from collections.abc import Sequence
from contextlib import suppress
from html import unescape
from typing import Any

from aiohttp import ClientError
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.deps import Deps
from bot.i18n import Translator
from bot.rules.absence import Change, Effect
from bot.rules.refusal import Rejected
from bot.rules.when import read
from bot.services import absence, absence_change
from bot.views import absence as forms
from bot.views import absence_told as views
from bot.views.blocks import notice
from bot.views.checkin import Said
from bot.views.refusal import sentence
from handlers.absence_form import follow
from handlers.asked import Asked
from handlers.modals import show
from handlers.person import translator_for


async def away(ack: AsyncAck, trigger_id: str, request: Asked, client: AsyncWebClient, deps: Deps) -> None:
    """Do `/tandem away [@person] [days]`: store the days, or open the form where none are named."""
    try:
        if request.words:
            said, blocks = await _enter(request, unescape(request.words), deps)
            await ack(text=said, blocks=blocks)
        else:
            async with deps.transaction() as session:
                book = await absence.book(session, who=request.person, by=request.caller, at=request.at)
            await client.views_open(trigger_id=trigger_id, view=forms.form(book, request.t))
            await ack()
    except Rejected as refusal:
        await ack(text=sentence(refusal, request.t))


async def back(ack: AsyncAck, request: Asked, deps: Deps) -> None:
    """Do `/tandem back [@person]`: end the absence under way."""
    who, by, at = request.person, request.caller, request.at
    try:
        async with deps.transaction() as session:
            ended = await absence.end(session, who=who, by=by, at=at)
            effects = await follow(session, ended, workspace=by.workspace, at=at)
            book = await absence.book(session, who=who, by=by, at=at)
    except Rejected as refusal:
        await ack(text=sentence(refusal, request.t))
    else:
        said, blocks = views.back(ended, effects, book, request.t)
        await ack(text=said, blocks=blocks)


async def undo(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps, respond: AsyncRespond) -> None:
    """Take back what was done from wherever its button is; the outbox sees to direct messages."""
    caller, at = deps.caller(body), deps.now()
    t = await translator_for(deps, client, caller)
    try:
        async with deps.transaction() as session:
            undone = await absence_change.undo(session, int(body["actions"][0]["value"]), by=caller, at=at)
            effects = await follow(session, undone, workspace=caller.workspace, at=at)
    except Rejected as refusal:
        await show(client, body, notice(sentence(refusal, t), t))
    else:
        await _show_undone(body, client, deps, respond, t, undone=undone, effects=effects)
    await ack()


def register(app: AsyncApp) -> None:
    app.action(forms.UNDO)(undo)


async def _enter(request: Asked, written: str, deps: Deps) -> Said:
    """Store days that were typed, or ask again about those that are not certain."""
    t, who, by, at = request.t, request.person, request.caller, request.at
    async with deps.transaction() as session:
        book = await absence.book(session, who=who, by=by, at=at)
    reading = read(written, book.today, day_first=t.day_first)
    if book.whose is None or reading.certain is None:
        return views.asked_again(written, reading, book.today, t, who=who)
    try:
        async with deps.transaction() as session:
            entered = await absence.declare(session, reading.certain, who=who, by=by, at=at)
            effects = await follow(session, entered, workspace=by.workspace, at=at)
    except Rejected as refusal:
        return views.asked_again(written, reading, book.today, t, who=who, refusal=sentence(refusal, t))
    if entered is None:
        return views.known_already(t, who=who)
    return views.stored(entered, effects, book, t)


async def _show_undone(
    body: dict[str, Any],
    client: AsyncWebClient,
    deps: Deps,
    respond: AsyncRespond,
    t: Translator,
    *,
    undone: Change,
    effects: Sequence[Effect],
) -> None:
    if view := body.get("view"):
        async with deps.transaction() as session:
            book = await absence.book(session, who=forms.who_of(view), by=deps.caller(body), at=deps.now())
        shown = forms.form(book, t, note=forms.Note.UNDONE, change=undone, effects=effects)
        await client.views_update(view_id=view["id"], view=shown)
    elif body["container"].get("is_ephemeral"):
        with suppress(ClientError, OSError, TimeoutError):  # it is undone, whether or not the answer says so
            await respond(text=views.undone(t), replace_original=True)
