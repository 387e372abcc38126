"""`/checkin skip`: leaving a check-in out, by command or from Home."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.deps import Deps
from bot.rules.refusal import Rejected
from bot.services import form, skip, team
from bot.views import cadence as cadences
from bot.views import earlier as earliers
from bot.views import fields
from bot.views import home as homes
from bot.views import move as moves
from bot.views import skip as views
from bot.views.blocks import notice
from bot.views.refusal import errors, sentence
from handlers import cadence, earlier, move
from handlers.asked import Asked
from handlers.person import meet


async def command(ack: AsyncAck, request: Asked, client: AsyncWebClient, deps: Deps) -> None:
    """Do `/checkin skip [@rep] <reason>` and say what comes next."""
    reader = await meet(deps, client, request.caller)
    try:
        async with deps.transaction() as session:
            pair = await team.pair_of(session, by=request.caller, rep=request.person)
            skipped = await skip.skip(session, pair, request.words, by=request.caller, at=request.at)
    except Rejected as refusal:
        await ack(text=sentence(refusal, request.t))
    else:
        said, blocks = views.done(skipped, reader.zone, request.t)
        await ack(text=said, blocks=blocks)


async def open_form(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Ask for the reason, from the button of a rep."""
    await _show(body["actions"][0]["value"], body, client, deps)
    await ack()


async def choose(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Do what a manager picked from the menu of a rep."""
    what, rep = body["actions"][0]["selected_option"]["value"].split()
    show = {cadences.CHANGE: cadence.show, moves.MOVE: move.show, views.SKIP: _show, earliers.OPEN: earlier.show}[what]
    await show(rep, body, client, deps)
    await ack()


async def submit(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
    """Skip the check-in for the reason given."""
    t, caller = deps.translator(fields.locale(view)), deps.caller(body)
    try:
        rep, reason = views.read_form(view)
        async with deps.transaction() as session:
            pair = await team.pair_of(session, by=caller, rep=rep)
            await skip.skip(session, pair, reason, by=caller, at=deps.now())
            await form.sent(session, *fields.form_of(view), view=view["id"], by=caller)
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=views.REASON))
    else:
        await ack()


async def _show(rep: str, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    caller = deps.caller(body)
    reader = await meet(deps, client, caller)
    t = deps.translator(reader.locale)
    try:
        async with deps.transaction() as session:
            pair = await team.pair_of(session, by=caller, rep=rep)
            talk_at = await skip.preview(session, pair, at=deps.now())
            begun = await form.find(session, views.kept_as(rep, talk_at), by=caller, at=deps.now())
    except Rejected as refusal:
        view = notice(sentence(refusal, t), t)
    else:
        view = views.form(rep, talk_at, reader.zone, t, begun)
    await client.views_open(trigger_id=body["trigger_id"], view=view)


def register(app: AsyncApp) -> None:
    app.action(views.SKIP)(open_form)
    app.action(homes.MORE)(choose)
    app.view(views.FORM)(submit)
