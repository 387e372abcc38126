"""The form in which an objective is written down or changed: its steps, forth and back, and the sending."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps
from bot.i18n import Translator
from bot.rules.charter import Sponsor
from bot.rules.draft import Sheet, Step
from bot.rules.objective import Field
from bot.rules.person import Caller, Profile
from bot.rules.refusal import Rejected
from bot.services import draft, form, person
from bot.views import draft as views
from bot.views import draft_reading as reading
from bot.views import fields
from bot.views.blocks import notice, saved
from bot.views.draft_steps import CHOICE
from bot.views.refusal import errors, sentence
from bot.views.typed import texts
from handlers import modals
from handlers.person import chosen

Answer = dict[str, Any]


async def submit(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Go to the next step, or send the objective after the last; what is wrong is said where it stands."""
    t, caller, at = deps.translator(fields.locale(view)), deps.caller(body), deps.now()
    sheet: Sheet | None = None
    try:
        met = await _sponsor(client, view, caller)
        async with deps.transaction() as session:
            sheet = await _sheet(session, view, t, met, by=caller, at=at)
        async with deps.transaction() as session:
            answer = await _go_on(session, view, sheet, t, by=caller, at=at)
    except Rejected as refusal:
        answer = _refused(view, sheet, refusal, t)
    await ack(**answer)


async def back(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Go to the step before; what was typed in this one stays."""
    await _show(body, client, deps, back=True)
    await ack()


async def choose(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Show the fields that go with a choice."""
    await _show(body, client, deps)
    await ack()


async def begin_afresh(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Forget what was typed before, and show the form as at first."""
    view, caller, at = body["view"], deps.caller(body), deps.now()
    t, here = deps.translator(fields.locale(view)), views.place(view)
    try:
        async with deps.transaction() as session:
            await form.forget(session, fields.form_of(view)[0], by=caller)
            sheet = await draft.sheet(session, rep=here.rep, changes=here.changes, by=caller, at=at)
    except Rejected as refusal:
        await modals.show(client, body, notice(sentence(refusal, t), t))
    else:
        await modals.replace(client, body, views.form(sheet, t, anew=True))
    await ack()


def register(app: AsyncApp) -> None:
    app.view(views.STEP)(submit)
    app.view(views.DRAFT)(submit)
    app.action(views.BACK)(back)
    app.action(CHOICE)(choose)
    app.action(views.AFRESH)(begin_afresh)


async def _show(body: dict[str, Any], client: AsyncWebClient, deps: Deps, *, back: bool = False) -> None:
    """Keep what stands in the open step, and show it anew or the one before."""
    view, caller, at = body["view"], deps.caller(body), deps.now()
    t, step = deps.translator(fields.locale(view)), views.place(view).step
    try:
        async with deps.transaction() as session:
            sheet = await _sheet(session, view, t, (), by=caller, at=at)
    except Rejected as refusal:
        await modals.show(client, body, notice(sentence(refusal, t), t))
    else:
        await modals.redraw(client, view, views.form(sheet, t, views.step_before(sheet, step) if back else step))


async def _go_on(
    session: AsyncSession, view: dict[str, Any], sheet: Sheet, t: Translator, *, by: Caller, at: datetime
) -> Answer:
    step = views.place(view).step
    if step is not Step.SUMMARY:
        reading.read(sheet, t, step)
        return {"response_action": "update", "view": views.form(sheet, t, views.next_step(sheet, step))}
    told = await draft.take(session, reading.draft(sheet, t), by=by, at=at)
    await form.sent(session, *fields.form_of(view), view=view["id"], by=by)
    if view["previous_view_id"]:  # the list below would show what is no longer so
        return {"response_action": "clear"}
    return {"response_action": "update", "view": saved(told, t)}


def _refused(view: dict[str, Any], sheet: Sheet | None, refusal: Rejected, t: Translator) -> Answer:
    """Say what is wrong in its field, or on top of the step in which that stands."""
    here = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    if sheet is None and not here:
        return {"response_action": "update", "view": notice(sentence(refusal, t), t)}
    typed = sheet.typed or {} if sheet else {}
    placed = reading.in_its_block(refusal, typed)
    if sheet is None or all(one.field in here for one in placed.problems):
        return {"response_action": "errors", "errors": errors(placed, t, otherwise=here[0])}
    step = reading.step_of(placed, typed)
    return {"response_action": "update", "view": views.form(sheet, t, step, refusal=refusal)}


async def _sheet(
    session: AsyncSession, view: dict[str, Any], t: Translator, met: Collection[Profile], *, by: Caller, at: datetime
) -> Sheet:
    """Return the form with all that is typed in it so far, and keep it. Raises Rejected for who may not write it."""
    here = views.place(view)
    for one in met:
        await person.remember(session, one, workspace=by.workspace)
    await form.keep(session, *fields.form_of(view), texts(view), view=view["id"], by=by, at=at)
    sheet = await draft.sheet(session, rep=here.rep, changes=here.changes, by=by, at=at)
    typed = reading.typed_in(sheet, t)
    named = typed.get(Field.SPONSOR)
    known = await person.find(session, Caller(by.workspace, named)) if named else None
    sponsor = Sponsor(known.id, known.name, known.slack_id) if known else None
    return replace(sheet, typed=typed, resumed=False, sponsor=sponsor)


async def _sponsor(client: AsyncWebClient, view: dict[str, Any], caller: Caller) -> list[Profile]:
    """Return what Slack says of whoever is named as sponsor in the open step; raise Rejected for who cannot be."""
    named = texts(view).get(Field.SPONSOR)
    return await chosen(client, [named] if named else [], caller.workspace, field=Field.SPONSOR)
