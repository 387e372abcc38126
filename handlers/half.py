"""The form of a half: its steps, forth and back, the sending, and changing what was sent."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps
from bot.i18n import Translator
from bot.rules.checkin import Sheet
from bot.rules.form import Begun
from bot.rules.person import Caller
from bot.rules.question import Step
from bot.rules.refusal import Rejected
from bot.services import checkin, form
from bot.services import half as halves
from bot.views import fields
from bot.views import half as views
from bot.views.blocks import notice
from bot.views.half_reading import read
from bot.views.reading import CHANGE, reading
from bot.views.refusal import errors, sentence
from bot.views.typed import Typed, texts
from handlers import click, modals
from handlers.click import Click

Answer = dict[str, Any]
Written = tuple[Sheet, Begun]


async def go_on(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
    """Keep what stands in a step and go to the next; what is wrong is said where it stands."""
    t, caller, at = deps.translator(fields.locale(view)), deps.caller(body), deps.now()
    try:
        async with deps.transaction() as session:
            written = await _kept(session, view, by=caller, at=at)
    except Rejected as refusal:
        answer = _in_its_fields(view, refusal, t)
    else:
        answer = _next(view, written, t, at)
    await ack(**answer)


async def send(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
    """Take a half: saved before it is acknowledged; refused, it stays in the form, at the step that is wrong."""
    t, caller, at = deps.translator(fields.locale(view)), deps.caller(body), deps.now()
    try:
        async with deps.transaction() as session:
            answer = await taken(session, view, t, by=caller, at=at)
    except Rejected as refusal:
        answer = await _refused(view, refusal, t, deps, by=caller, at=at)
    await ack(**answer)


async def taken(session: AsyncSession, view: dict[str, Any], t: Translator, *, by: Caller, at: datetime) -> Answer:
    """Record a half, and return what stands in the place of its form."""
    if not views.has_steps(view):  # it was opened before there were steps
        sheet, begun = await _kept(session, view, by=by, at=at)
        return _update(views.form(sheet, t, at, begun))
    sheet, begun = await _written(session, view, by=by, at=at)
    half = replace(read(sheet, Typed(begun.typed), t), begun_at=begun.since)
    taken = await halves.record(session, half, by=by, at=at)
    await form.sent(session, *fields.form_of(view), view=view["id"], by=by)
    return _update(views.sent(replace(sheet, checkin=taken), await halves.awaited(session, by=by, at=at), t))


async def back(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Go to the step before; what was typed in this one stays."""
    view, caller, at = body["view"], deps.caller(body), deps.now()
    t, step = deps.translator(fields.locale(view)), views.step_in(view)
    try:
        async with deps.transaction() as session:
            sheet, begun = await _kept(session, view, by=caller, at=at)
    except Rejected as refusal:
        await modals.show(client, body, notice(sentence(refusal, t), t))
    else:
        await modals.redraw(client, view, views.form(sheet, t, at, begun, views.step_before(sheet, step)))
    await ack()


async def begin_afresh(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Forget what was typed and not sent, and show the form as at first."""
    view, caller, at = body["view"], deps.caller(body), deps.now()
    t = deps.translator(fields.locale(view))
    try:
        async with deps.transaction() as session:
            await form.forget(session, fields.form_of(view)[0], by=caller)
            sheet = await checkin.sheet(session, views.checkin_in(view), by=caller, at=at)
    except Rejected as refusal:
        await modals.show(client, body, notice(sentence(refusal, t), t))
    else:
        await modals.replace(client, body, views.form(sheet, t, at, Begun(at), anew=True))
    await ack()


async def change_form(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    """Return the form with what was sent, to be changed; where it is open already, what there is to read."""
    sheet = await checkin.sheet(session, int(clicked.value), by=clicked.caller, at=clicked.at)
    if not sheet.checkin.may_edit(sheet.side):
        return reading(sheet, clicked.t, clicked.at)
    return await opened(session, sheet, clicked.t, by=clicked.caller, at=clicked.at)


async def opened(session: AsyncSession, sheet: Sheet, t: Translator, *, by: Caller, at: datetime) -> dict[str, Any]:
    """Return the form of a half as it was left."""
    return views.form(sheet, t, at, await form.find(session, views.kept_as(sheet.checkin.id), by=by, at=at))


def register(app: AsyncApp) -> None:
    app.view(views.STEP)(go_on)
    app.view(views.HALF)(send)
    app.action(views.BACK)(back)
    app.action(views.AFRESH)(begin_afresh)
    click.register(app, {CHANGE: change_form}, show=modals.turn_to)


async def _written(session: AsyncSession, view: dict[str, Any], *, by: Caller, at: datetime) -> Written:
    """Return a check-in with what its form says so far."""
    which, since = fields.form_of(view)
    sheet = await checkin.sheet(session, views.checkin_in(view), by=by, at=at)
    return sheet, replace(await form.find(session, which, by=by, at=at), since=since)


async def _kept(session: AsyncSession, view: dict[str, Any], *, by: Caller, at: datetime) -> Written:
    """Keep what stands in an open step. Raises Rejected for who may not write it."""
    await form.keep(session, *fields.form_of(view), texts(view), view=view["id"], by=by, at=at)
    return await _written(session, view, by=by, at=at)


async def _refused(
    view: dict[str, Any], refusal: Rejected, t: Translator, deps: Deps, *, by: Caller, at: datetime
) -> Answer:
    """Show the step in which that stands which is wrong; where nobody may write any more, say so."""
    try:
        async with deps.transaction() as session:
            sheet, begun = await _written(session, view, by=by, at=at)
    except Rejected as gone:
        return _update(notice(sentence(gone, t), t))
    return _update(views.form(sheet, t, at, begun, views.step_of(refusal, sheet, t, at), refusal=refusal))


def _next(view: dict[str, Any], written: Written, t: Translator, at: datetime) -> Answer:
    (sheet, begun), step = written, views.step_in(view)
    try:
        sheet.checkin.check_open(sheet.side)
        read(sheet, Typed(begun.typed), t, until=step)
    except Rejected as refusal:
        there = views.step_of(refusal, sheet, t, at)
        if there in (step, Step.SUMMARY):  # the summary stands for no field in particular
            return _in_its_fields(view, refusal, t)
        return _update(views.form(sheet, t, at, begun, there, refusal=refusal))
    return _update(views.form(sheet, t, at, begun, views.next_step(sheet, step)))


def _in_its_fields(view: dict[str, Any], refusal: Rejected, t: Translator) -> Answer:
    return {"response_action": "errors", "errors": errors(refusal, t, otherwise=fields.first_field(view))}


def _update(view: dict[str, Any]) -> Answer:
    return {"response_action": "update", "view": view}
