"""The form of absences: opened, filled in for oneself or for others, and each absence changed or removed."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps
from bot.rules.absence import Absence, Book, Change, Effect, Wanted
from bot.rules.person import Caller, Profile
from bot.rules.refusal import Reason, Rejected
from bot.services import absence, absence_effect, person, skip
from bot.views import absence as views
from bot.views import fields
from bot.views.absence import Note
from bot.views.blocks import notice
from bot.views.refusal import sentence
from handlers.modals import redraw, show
from handlers.person import chosen, translator_for


async def open_form(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Open the form from a button, with the days filled in that come with it."""
    caller = deps.caller(body)
    t = await translator_for(deps, client, caller)
    who, days = views.opened(body["actions"][0]["value"])
    try:
        async with deps.transaction() as session:
            book = await absence.book(session, who=who, by=caller, at=deps.now())
    except Rejected as refusal:
        view = notice(sentence(refusal, t), t)
    else:
        view = views.form(book, t, days=days)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def choose(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Show the absences of whoever was chosen; the days that were typed stay."""
    view, t = body["view"], deps.translator(fields.locale(body["view"]))
    try:
        async with deps.transaction() as session:
            book = await absence.book(session, who=views.who_of(view), by=deps.caller(body), at=deps.now())
    except Rejected as refusal:
        await show(client, body, notice(sentence(refusal, t), t))
    else:
        await redraw(client, view, views.form(book, t, end=views.suffix(view)))
    await ack()


async def edit(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Ask for other days of an absence."""
    view, t = body["view"], deps.translator(fields.locale(body["view"]))
    try:
        async with deps.transaction() as session:
            book = await absence.book(session, who=views.who_of(view), by=deps.caller(body), at=deps.now())
        found = _known(book, int(body["actions"][0]["value"]))
    except Rejected as refusal:
        await show(client, body, notice(sentence(refusal, t), t))
    else:
        await client.views_update(view_id=view["id"], view=views.edit(found, book, t))
    await ack()


async def submit(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Store an absence, or its other days, and show it among the others."""
    t, caller, at = deps.translator(fields.locale(view)), deps.caller(body), deps.now()
    try:
        wanted = views.read_form(view)
        profiles = await chosen(
            client, [wanted.stand_in] if wanted.stand_in else [], caller.workspace, field=views.STAND_IN
        )
        async with deps.transaction() as session:
            change = await _store(session, wanted, profiles, by=caller, at=at)
            effects = await follow(session, change, workspace=caller.workspace, at=at)
            book = await absence.book(session, who=wanted.who, by=caller, at=at)
    except Rejected as refusal:
        await ack(response_action="errors", errors=views.refused(view, refusal, t))
    else:
        note = Note.SAVED if change else Note.KNOWN
        await ack(response_action="update", view=views.form(book, t, note=note, change=change, effects=effects))


async def remove(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Forget an absence, show those that are left, and offer to take that back."""
    view, caller, at = body["view"], deps.caller(body), deps.now()
    t = deps.translator(fields.locale(view))
    try:
        async with deps.transaction() as session:
            change = await absence.remove(session, int(body["actions"][0]["value"]), by=caller, at=at)
            effects = await follow(session, change, workspace=caller.workspace, at=at)
            book = await absence.book(session, who=views.who_of(view), by=caller, at=at)
    except Rejected as refusal:
        await show(client, body, notice(sentence(refusal, t), t))
    else:
        shown = views.form(book, t, note=Note.REMOVED, change=change, effects=effects)
        await client.views_update(view_id=view["id"], view=shown)
    await ack()


def register(app: AsyncApp) -> None:
    app.action(views.OPEN)(open_form)
    app.action(views.CHOOSE)(choose)
    app.action(views.EDIT)(edit)
    app.action(views.REMOVE)(remove)
    app.view(views.FORM)(submit)


async def follow(session: AsyncSession, change: Change | None, *, workspace: str, at: datetime) -> tuple[Effect, ...]:
    """Have the talks follow what was done to somebody's absences, and return what that means for them."""
    if change is None:
        return ()
    await skip.follow_absences(session, by=Caller(workspace, change.person.slack_id), at=at)
    return await absence_effect.effects(session, change.person, change.days, at=at)


async def _store(
    session: AsyncSession, wanted: Wanted, stand_in: Sequence[Profile], *, by: Caller, at: datetime
) -> Change | None:
    known = [await person.remember(session, one, workspace=by.workspace) for one in stand_in]
    stands_in = known[0] if known else None
    if wanted.instead_of:
        return await absence.change(session, wanted.instead_of, wanted.days, stands_in=stands_in, by=by, at=at)
    return await absence.declare(session, wanted.days, who=wanted.who, stands_in=stands_in, by=by, at=at)


def _known(book: Book, key: int) -> Absence:
    for one in book.known:
        if one.id == key:
            return one
    raise Rejected.because(Reason.NO_ABSENCE)
