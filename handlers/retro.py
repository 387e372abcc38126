"""`/retro`, the form that begins a retrospective, and the buttons with which the manager leads it."""

from collections.abc import Awaitable, Callable
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.deps import Deps
from bot.rules.refusal import Rejected
from bot.rules.retro import Retro
from bot.services import person, retro, retro_start
from bot.views import fields
from bot.views import retro as views
from bot.views import retro_lead as leading
from bot.views.blocks import notice
from bot.views.refusal import errors, sentence
from handlers.asked import Asked, asked
from handlers.channel import require_presence
from handlers.person import translator_for
from handlers.tandem import answer_help

COMMAND = "/retro"
START, STATUS, NEXT, BACK, CLOSE = "start", "status", "next", "back", "close"
VERBS = {
    **dict.fromkeys(("start", "begin", "lancer", "demarrer", "commencer"), START),
    **dict.fromkeys(("status", "statut", "etat"), STATUS),
    **dict.fromkeys(("next", "suivant", "suivante"), NEXT),
    **dict.fromkeys(("back", "previous", "retour", "precedent", "precedente"), BACK),
    **dict.fromkeys(("close", "clore", "cloturer", "fermer", "terminer"), CLOSE),
}


async def command(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Do what `/retro` is asked for."""
    request = await asked(body, client, deps, VERBS)
    verb = STATUS if request.verb == "" else request.verb
    if verb not in ANSWERS:
        await answer_help(ack, COMMAND, request)
        return
    try:
        await ANSWERS[verb](ack, body, request, client, deps)
    except Rejected as refusal:
        await ack(text=sentence(refusal, request.t))


async def begin(ack: AsyncAck, body: dict[str, Any], request: Asked, client: AsyncWebClient, deps: Deps) -> None:
    """Open the form that begins one; one that is under way is shown instead."""
    async with deps.transaction() as session:
        offer = await retro_start.offer(session, by=request.caller, channel=body["channel_id"], at=request.at)
    if offer.shown:
        await _show(ack, offer.shown, request, deps)
        return
    await require_presence(client, offer.channel)
    form = leading.form(offer.team, offer.channel, offer.years, request.t)
    await client.views_open(trigger_id=body["trigger_id"], view=form)
    await ack()


async def status(ack: AsyncAck, body: dict[str, Any], request: Asked, _client: AsyncWebClient, deps: Deps) -> None:
    async with deps.transaction() as session:
        found = await retro.of_caller(session, by=request.caller, channel=body["channel_id"])
    await _show(ack, found, request, deps)


async def go_on(ack: AsyncAck, body: dict[str, Any], request: Asked, client: AsyncWebClient, deps: Deps) -> None:
    """Go to the next step; the first one is in the channel, which Tandem must be in."""
    async with deps.transaction() as session:
        led = await retro.led(session, by=request.caller, channel=body["channel_id"])
    await require_presence(client, led.channel)
    async with deps.transaction() as session:
        moved = await retro.go_on(session, led.id, seen=led.step, by=request.caller, at=request.at)
    await _show(ack, moved, request, deps)


async def go_back(ack: AsyncAck, body: dict[str, Any], request: Asked, _client: AsyncWebClient, deps: Deps) -> None:
    async with deps.transaction() as session:
        led = await retro.led(session, by=request.caller, channel=body["channel_id"])
        moved = await retro.go_back(session, led.id, by=request.caller, at=request.at)
    await _show(ack, moved, request, deps)


async def close(ack: AsyncAck, body: dict[str, Any], request: Asked, _client: AsyncWebClient, deps: Deps) -> None:
    async with deps.transaction() as session:
        led = await retro.led(session, by=request.caller, channel=body["channel_id"])
        closed = await retro.close(session, led.id, by=request.caller, at=request.at)
    await _show(ack, closed, request, deps)


async def submit_start(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
    """Begin a retrospective, and say in the form's place what happens next."""
    t = deps.translator(fields.locale(view))
    team_id, new = leading.read_form(view)
    try:
        async with deps.transaction() as session:
            begun = await retro_start.start(session, new, team_id=team_id, by=deps.caller(body), at=deps.now())
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=fields.first_field(view)))
    else:
        await ack(response_action="update", view=notice(leading.begun(begun, t), t))


async def open_thread(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Open the thread from the manager's message, if Tandem is in the channel."""
    caller = deps.caller(body)
    t = await translator_for(deps, client, caller)
    try:
        async with deps.transaction() as session:
            found = await retro.one(session, int(body["actions"][0]["value"]), by=caller)
        await require_presence(client, found.channel)
        async with deps.transaction() as session:
            await retro.open_thread(session, found.id, by=caller, at=deps.now())
    except Rejected as refusal:
        await client.views_open(trigger_id=body["trigger_id"], view=notice(sentence(refusal, t), t))
    await ack()


async def lead(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Go on or back from a button, which carries the step that it was drawn for."""
    caller, action = deps.caller(body), body["actions"][0]
    t = await translator_for(deps, client, caller)
    seen = views.read_at(action["value"])
    move = retro.go_on if action["action_id"] == views.NEXT else retro.go_back
    try:
        async with deps.transaction() as session:
            await move(session, seen.retro, seen=seen.step, by=caller, at=deps.now())
    except Rejected as refusal:
        await client.views_open(trigger_id=body["trigger_id"], view=notice(sentence(refusal, t), t))
    await ack()


async def _show(ack: AsyncAck, found: Retro, request: Asked, deps: Deps) -> None:
    """Answer a command with where a retrospective stands."""
    async with deps.transaction() as session:
        reader = await person.find(session, request.caller)
    said, blocks = leading.status(found, reader or found.manager, request.t)
    await ack(text=said, blocks=blocks)


Answer = Callable[[AsyncAck, dict[str, Any], Asked, AsyncWebClient, Deps], Awaitable[None]]
ANSWERS: dict[str, Answer] = {START: begin, STATUS: status, NEXT: go_on, BACK: go_back, CLOSE: close}


def register(app: AsyncApp) -> None:
    app.command(COMMAND)(command)
    app.view(leading.START)(submit_start)
    app.action(leading.OPEN)(open_thread)
    app.action(views.NEXT)(lead)
    app.action(views.BACK)(lead)
