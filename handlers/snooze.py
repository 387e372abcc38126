"""The menu beside the button of a check-in: being asked again later."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.deps import Deps
from bot.rules.refusal import Rejected
from bot.rules.snooze import Later
from bot.services import checkin, snooze
from bot.views import fields
from bot.views import snooze as views
from bot.views.blocks import notice
from bot.views.refusal import errors, sentence
from handlers import move
from handlers.person import translator_for


async def choose(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Do what was picked from the menu."""
    what, subject = body["actions"][0]["selected_option"]["value"].split()
    if what == views.MOVE:
        await move.show(subject, body, client, deps)
    else:
        await _put_off(what, int(subject), body, client, deps)
    await ack()


async def submit(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
    """Ask again at the moment chosen, or say in its field what is wrong."""
    t, caller = deps.translator(fields.locale(view)), deps.caller(body)
    try:
        checkin_id, wish = views.read_form(view)
        async with deps.transaction() as session:
            await snooze.later(session, checkin_id, wish, by=caller, at=deps.now())
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=views.DAY))
    else:
        await ack()


def register(app: AsyncApp) -> None:
    app.action(views.LATER)(choose)
    app.view(views.FORM)(submit)


async def _put_off(what: str, checkin_id: int, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Put the question off, or ask until when; a menu that is out of date says so."""
    caller, at = deps.caller(body), deps.now()
    t = await translator_for(deps, client, caller)
    try:
        async with deps.transaction() as session:
            if what != views.CHOOSE:
                await snooze.later(session, checkin_id, Later(what), by=caller, at=at)
                return
            sheet = await checkin.sheet(session, checkin_id, by=caller, at=at)
        view = views.form(sheet.checkin, sheet.side, at, t)
    except Rejected as refusal:
        view = notice(sentence(refusal, t), t)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
