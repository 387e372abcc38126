"""The talk of a check-in: opening it, what is done in it, and confirming its record."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps
from bot.i18n import Translator
from bot.rules.form import Begun, Kept
from bot.rules.person import Caller
from bot.rules.refusal import Rejected
from bot.rules.talk import Pages
from bot.services import agenda_point, form, talk, talk_change
from bot.views import agenda as agendas
from bot.views import fields
from bot.views import talk as views
from bot.views import talk_form as forms
from bot.views import talk_message as messages
from bot.views.blocks import notice
from bot.views.refusal import errors, sentence
from handlers import click, modals
from handlers.asked import Asked
from handlers.click import Click, Forms, chosen
from handlers.person import meet, translator_for

Deed = Callable[..., Awaitable[None]]


async def ask(ack: AsyncAck, trigger_id: str, request: Asked, client: AsyncWebClient, deps: Deps) -> None:
    """Open the talk for `/checkin talk [@rep]`."""
    await modals.answer(ack, trigger_id, request, client, _asked(request, deps))


async def _asked(request: Asked, deps: Deps) -> dict[str, Any]:
    async with deps.transaction() as session:
        found = await talk.of_rep(session, request.person, by=request.caller, at=request.at)
    return views.modal(found, request.t)


async def _opened(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    return views.modal(await talk.opened(session, int(clicked.value), by=clicked.caller, at=clicked.at), clicked.t)


async def _of_rep(session: AsyncSession, clicked: Click) -> dict[str, Any]:
    return views.modal(await talk.of_rep(session, clicked.value, by=clicked.caller, at=clicked.at), clicked.t)


FORMS: Forms = {views.OPEN: _opened, views.OF_REP: _of_rep}


async def confirm(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Confirm the record from its message, which is drawn anew; or say why it cannot be."""
    caller = deps.caller(body)
    t = await translator_for(deps, client, caller)
    try:
        checkin, version = messages.read_confirm(body["actions"][0]["value"])
        async with deps.transaction() as session:
            await talk_change.confirm(session, checkin, version, by=caller, at=deps.now())
    except Rejected as refusal:
        await client.views_open(trigger_id=body["trigger_id"], view=notice(sentence(refusal, t), t))
    await ack()


async def _refreshed(_session: AsyncSession, _checkin: int, _key: int, **_: object) -> None:
    """Do nothing but have the talk drawn anew."""


async def _removed(session: AsyncSession, _checkin: int, key: int, *, by: Caller, at: datetime) -> None:
    await talk_change.remove(session, key, by=by, at=at)


DEEDS: Mapping[str, Deed] = {
    views.TICK: talk_change.talked,
    views.REOPEN: talk_change.reopen,
    views.DONE: talk_change.done,
    views.REFRESH: _refreshed,
}


async def act(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Do what a button of the talk says, and show the talk as it is then; what cannot be done says why."""
    action = body["actions"][0]
    await _act(DEEDS[action["action_id"]], int(action["value"]), body, client, deps)
    await ack()


async def turn(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Turn a page of one of the lists."""
    checkin, pages = views.state(body["view"])
    t = await translator_for(deps, client, deps.caller(body))
    there = views.turned(pages, body["actions"][0]["value"])
    await modals.replace(client, body, await _shown(checkin, there, body, t, deps))
    await ack()


async def choose(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Do what was picked for one point or decision: remove it at once, or open the form that it takes."""
    verb, key = chosen(body["actions"][0]).split()
    if verb == views.REMOVE:
        await _act(_removed, int(key), body, client, deps)
    else:
        await _form(verb, int(key), body, client, deps)
    await ack()


async def open_form(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Open the form in which something new is written down."""
    await _form(body["actions"][0]["action_id"], 0, body, client, deps)
    await ack()


async def submit(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Take a form, and show the talk below it as it is now; refused in its field with what was typed kept."""
    t, caller, (checkin, pages) = deps.translator(fields.locale(view)), deps.caller(body), views.state(view)
    try:
        async with deps.transaction() as session:
            await TAKE[view["callback_id"]](session, checkin, view, by=caller, at=deps.now())
            await form.sent(session, *fields.form_of(view), view=view["id"], by=caller)
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=fields.first_field(view)))
        return
    if view["previous_view_id"]:
        with suppress(SlackApiError):  # closed meanwhile
            anew = await _shown(checkin, pages, body, t, deps)
            await client.views_update(view_id=view["previous_view_id"], view=anew)
    await ack()


async def _take_point(session: AsyncSession, checkin: int, view: dict[str, Any], *, by: Caller, at: datetime) -> None:
    await talk_change.raise_point(session, checkin, forms.read_point(view), by=by, at=at)


async def _take_drop(session: AsyncSession, checkin: int, view: dict[str, Any], *, by: Caller, at: datetime) -> None:
    point, why = forms.read_drop(view)
    await talk_change.drop(session, checkin, point, why, by=by, at=at)


async def _take_action(session: AsyncSession, checkin: int, view: dict[str, Any], *, by: Caller, at: datetime) -> None:
    await talk_change.agree(session, checkin, forms.read_action(view), by=by, at=at)


async def _take_decision(
    session: AsyncSession, checkin: int, view: dict[str, Any], *, by: Caller, at: datetime
) -> None:
    key, new = forms.read_decision(view)
    if key is None:
        await talk_change.note(session, checkin, new, by=by, at=at)
    else:
        await talk_change.reword(session, key, new, by=by, at=at)


TAKE: Mapping[str, Deed] = {
    forms.POINT_FORM: _take_point,
    forms.DROP_FORM: _take_drop,
    forms.ACTION_FORM: _take_action,
    forms.DECISION_FORM: _take_decision,
}


def register(app: AsyncApp) -> None:
    click.register(app, FORMS)
    app.action(messages.CONFIRM)(confirm)
    for deed in DEEDS:
        app.action(deed)(act)
    for way in (views.TURN_BACK, views.TURN_ON):
        app.action(way)(turn)
    for menu in (views.POINT_MORE, views.DECISION_MORE):
        app.action(menu)(choose)
    for asks in (views.NOTE, views.NEW_ACTION, views.ADD_POINT):
        app.action(asks)(open_form)
    for takes in TAKE:
        app.view(takes)(submit)


async def _act(deed: Deed, key: int, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    caller, (checkin, pages) = deps.caller(body), views.state(body["view"])
    t, said = await translator_for(deps, client, caller), ""
    try:
        async with deps.transaction() as session:
            await deed(session, checkin, key, by=caller, at=deps.now())
    except Rejected as refusal:
        said = sentence(refusal, t)
    await modals.replace(client, body, await _shown(checkin, pages, body, t, deps, said=said))


async def _shown(
    checkin: int, pages: Pages, body: dict[str, Any], t: Translator, deps: Deps, *, said: str = ""
) -> dict[str, Any]:
    """Return the talk as it is now, or why it cannot be shown any more."""
    try:
        async with deps.transaction() as session:
            found = await talk.opened(session, checkin, by=deps.caller(body), at=deps.now())
    except Rejected as refusal:
        return notice(sentence(refusal, t), t)
    return views.modal(found, t, pages, said=said)


async def _form(verb: str, key: int, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Open a form on top of the talk; where it cannot be, the talk is drawn anew and says why."""
    caller, (checkin, pages) = deps.caller(body), views.state(body["view"])
    reader = await meet(deps, client, caller)
    clicked = Click(caller, reader, deps.now(), deps.translator(reader.locale), str(key))
    try:
        async with deps.transaction() as session:
            view = await ASK[verb](session, checkin, pages, clicked)
    except Rejected as refusal:
        said = sentence(refusal, clicked.t)
        await modals.replace(client, body, await _shown(checkin, pages, body, clicked.t, deps, said=said))
    else:
        await modals.show(client, body, view)


async def _ask_decision(session: AsyncSession, checkin: int, pages: Pages, clicked: Click) -> dict[str, Any]:
    sheet = await talk_change.sheet(session, checkin, by=clicked.caller, at=clicked.at)
    begun = await _begun(session, forms.decision_kept_as(checkin), clicked)
    return forms.decision_form(sheet, checkin, pages, clicked.t, begun=begun)


async def _ask_change(session: AsyncSession, checkin: int, pages: Pages, clicked: Click) -> dict[str, Any]:
    found = await talk_change.decision(session, int(clicked.value), by=clicked.caller, at=clicked.at)
    sheet = await talk_change.sheet(session, checkin, by=clicked.caller, at=clicked.at)
    begun = await _begun(session, forms.decision_kept_as(checkin, found.id), clicked)
    return forms.decision_form(sheet, checkin, pages, clicked.t, begun=begun, decision=found)


async def _ask_action(session: AsyncSession, checkin: int, pages: Pages, clicked: Click) -> dict[str, Any]:
    sheet = await talk_change.sheet(session, checkin, by=clicked.caller, at=clicked.at)
    begun = await _begun(session, forms.action_kept_as(checkin), clicked)
    return forms.action_form(sheet, checkin, pages, clicked.t, begun=begun)


async def _ask_point(session: AsyncSession, checkin: int, pages: Pages, clicked: Click) -> dict[str, Any]:
    found = await talk.opened(session, checkin, by=clicked.caller, at=clicked.at)
    shared = await agenda_point.of_rep(session, found.checkin.rep.slack_id, by=clicked.caller)
    begun = await _begun(session, agendas.kept_as(shared), clicked)
    return forms.point_form(shared, checkin, pages, clicked.t, begun=begun)


async def _ask_drop(session: AsyncSession, checkin: int, pages: Pages, clicked: Click) -> dict[str, Any]:
    point = await agenda_point.look(session, int(clicked.value), by=clicked.caller)
    begun = await _begun(session, agendas.drop_kept_as(point.id), clicked)
    return forms.drop_form(point, clicked.reader, checkin, pages, clicked.t, begun=begun)


async def _begun(session: AsyncSession, which: Kept, clicked: Click) -> Begun:
    return await form.find(session, which, by=clicked.caller, at=clicked.at)


ASK: Mapping[str, Callable[[AsyncSession, int, Pages, Click], Awaitable[dict[str, Any]]]] = {
    views.NOTE: _ask_decision,
    views.CHANGE: _ask_change,
    views.NEW_ACTION: _ask_action,
    views.ADD_POINT: _ask_point,
    views.DROP: _ask_drop,
}
