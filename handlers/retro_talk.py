"""Taking part in a retrospective: the buttons of its thread, their forms, and the shortcut that parks a message."""

from collections.abc import Awaitable, Callable, Mapping
from html import unescape
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps
from bot.i18n import Translator
from bot.rules.refusal import Rejected
from bot.rules.retro import Desk
from bot.services import retro_talk
from bot.views import fields
from bot.views import retro as views
from bot.views import retro_forms as forms
from bot.views.blocks import notice
from bot.views.refusal import errors, sentence
from handlers.person import translator_for

PARK_MESSAGE = "retro_park_message"

FORMS: Mapping[str, Callable[[Desk, Translator], dict[str, Any]]] = {
    views.CONTRIBUTE: forms.contribution,
    views.PARK: forms.case,
    views.VOTE: forms.votes,
    views.COMMIT: forms.commitment,
}


async def open_form(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Open the form of a button, or say why it leads nowhere any more."""
    caller, action = deps.caller(body), body["actions"][0]
    t = await translator_for(deps, client, caller)
    try:
        async with deps.transaction() as session:
            desk = await retro_talk.desk(session, views.read_at(action["value"]), by=caller, at=deps.now())
        view = FORMS[action["action_id"]](desk, t)
    except Rejected as refusal:
        view = notice(sentence(refusal, t), t)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


async def park_message(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Open the form of a case with the text of a message in it."""
    caller, written = deps.caller(body), unescape(body["message"].get("text") or "")
    t = await translator_for(deps, client, caller)
    try:
        async with deps.transaction() as session:
            desk = await retro_talk.desk_of_channel(session, body["channel"]["id"], by=caller, at=deps.now())
    except Rejected as refusal:
        view = notice(sentence(refusal, t), t)
    else:
        view = forms.case(desk, t, written)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


Take = Callable[[AsyncSession, dict[str, Any], Deps, dict[str, Any]], Awaitable[None]]


def submission(take: Take) -> Callable[..., Awaitable[None]]:
    """Return the listener of a form: what `take` refuses is said in its field, with what was typed kept."""

    async def submit(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
        t = deps.translator(fields.locale(view))
        try:
            async with deps.transaction() as session:
                await take(session, view, deps, body)
        except Rejected as refusal:
            await ack(response_action="errors", errors=errors(refusal, t, otherwise=fields.first_field(view)))
        else:
            await ack()

    return submit


async def contribute(session: AsyncSession, view: dict[str, Any], deps: Deps, body: dict[str, Any]) -> None:
    await retro_talk.contribute(session, forms.read_contribution(view), by=deps.caller(body), at=deps.now())


async def park(session: AsyncSession, view: dict[str, Any], deps: Deps, body: dict[str, Any]) -> None:
    await retro_talk.park(session, forms.read_case(view), by=deps.caller(body), at=deps.now())


async def vote(session: AsyncSession, view: dict[str, Any], deps: Deps, body: dict[str, Any]) -> None:
    await retro_talk.vote(session, forms.read_votes(view), by=deps.caller(body), at=deps.now())


async def commit(session: AsyncSession, view: dict[str, Any], deps: Deps, body: dict[str, Any]) -> None:
    await retro_talk.commit(session, forms.read_commitment(view), by=deps.caller(body), at=deps.now())


def register(app: AsyncApp) -> None:
    for button in FORMS:
        app.action(button)(open_form)
    app.shortcut(PARK_MESSAGE)(park_message)
    app.view(forms.CONTRIBUTION)(submission(contribute))
    app.view(forms.CASE)(submission(park))
    app.view(forms.VOTES)(submission(vote))
    app.view(forms.COMMITMENT)(submission(commit))
