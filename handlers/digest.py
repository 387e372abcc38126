"""`/digest`: looking at a team's digest before anybody else does, posting it, and choosing when it is posted."""

from contextlib import suppress
from datetime import datetime
from typing import Any

from aiohttp import ClientError
from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.deps import Deps
from bot.rules.digest import Place
from bot.rules.person import Caller
from bot.rules.refusal import Rejected
from bot.rules.room import Room
from bot.services import digest
from bot.views import digest as views
from bot.views import digest_schedule as schedule
from bot.views import fields
from bot.views.blocks import notice
from bot.views.refusal import errors, sentence
from handlers.asked import Asked, asked
from handlers.channel import look_into, require_presence
from handlers.modals import redraw, show
from handlers.person import translator_for
from handlers.tandem import answer_help

COMMAND = "/digest"
LOOK, POST, SCHEDULE = "", "post", "schedule"
VERBS = {"post": POST, "publier": POST, "schedule": SCHEDULE, "planifier": SCHEDULE}


async def command(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Do what `/digest` is asked for, or say who may."""
    request = await asked(body, client, deps, VERBS)
    act = {LOOK: _look, POST: _post_at_once, SCHEDULE: _ask_when}.get(request.verb)
    if act is None:
        await answer_help(ack, COMMAND, request)
        return
    try:
        await act(ack, body, request, client, deps)
    except Rejected as refusal:
        await ack(text=sentence(refusal, request.t))


async def _look(ack: AsyncAck, body: dict[str, Any], request: Asked, client: AsyncWebClient, deps: Deps) -> None:
    async with deps.transaction() as session:
        found = await digest.preview(session, by=request.caller, channel=body["channel_id"], at=request.at)
    said, blocks = views.preview(found, await look_into(client, found.channel), request.t)
    await ack(text=said, blocks=blocks)


async def _post_at_once(
    ack: AsyncAck, body: dict[str, Any], request: Asked, client: AsyncWebClient, deps: Deps
) -> None:
    async with deps.transaction() as session:
        place = await digest.where(session, by=request.caller, channel=body["channel_id"])
    room = await _post(client, deps, place, by=request.caller)
    await ack(text=views.posted(room, request.t))


async def _ask_when(ack: AsyncAck, body: dict[str, Any], request: Asked, client: AsyncWebClient, deps: Deps) -> None:
    async with deps.transaction() as session:
        plan = await digest.plan(session, by=request.caller, channel=body["channel_id"], at=request.at)
    await client.views_open(trigger_id=body["trigger_id"], view=schedule.form(plan, request.t))
    await ack()


async def show_preview(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Show from Home what would be posted now."""
    caller, team_id = deps.caller(body), int(body["actions"][0]["value"])
    t = await translator_for(deps, client, caller)
    try:
        async with deps.transaction() as session:
            found = await digest.preview(session, by=caller, team_id=team_id, at=deps.now())
    except Rejected as refusal:
        view = notice(sentence(refusal, t), t)
    else:
        view = views.preview_form(found, await look_into(client, found.channel), t)
    await show(client, body, view)
    await ack()


async def show_schedule(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Open the form of the rhythm from its button."""
    caller, team_id = deps.caller(body), int(body["actions"][0]["value"])
    t = await translator_for(deps, client, caller)
    try:
        async with deps.transaction() as session:
            plan = await digest.plan(session, by=caller, team_id=team_id, at=deps.now())
    except Rejected as refusal:
        view = notice(sentence(refusal, t), t)
    else:
        view = schedule.form(plan, t)
    await show(client, body, view)
    await ack()


async def post_previewed(
    ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps, respond: AsyncRespond
) -> None:
    """Post from the button of a preview, whose place the answer takes."""
    caller = deps.caller(body)
    t = await translator_for(deps, client, caller)
    team_id, seen_at = views.read_button(body["actions"][0]["value"])
    try:
        async with deps.transaction() as session:
            place = await digest.where(session, by=caller, team_id=team_id)
        room = await _post(client, deps, place, by=caller, seen_at=seen_at)
    except Rejected as refusal:
        await show(client, body, notice(sentence(refusal, t), t))
    else:
        with suppress(ClientError, OSError, TimeoutError):  # it is posted, whether or not the preview goes away
            await respond(text=views.posted(room, t), replace_original=True)
    await ack()


async def submit_preview(
    ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], client: AsyncWebClient, deps: Deps
) -> None:
    """Post from the preview on Home, and say so or why not in its place."""
    caller, t = deps.caller(body), deps.translator(fields.locale(view))
    team_id, seen_at = views.read_form(view)
    try:
        async with deps.transaction() as session:
            place = await digest.where(session, by=caller, team_id=team_id)
        room = await _post(client, deps, place, by=caller, seen_at=seen_at)
    except Rejected as refusal:
        await ack(response_action="update", view=notice(sentence(refusal, t), t))
    else:
        await ack(response_action="update", view=notice(views.posted(room, t), t))


async def show_dates(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Show the dates that come of what has been chosen so far; a time that was cleared leaves those before."""
    view, t = body["view"], deps.translator(fields.locale(body["view"]))
    with suppress(Rejected):
        team_id, wish = schedule.read_form(view)
        async with deps.transaction() as session:
            plan = await digest.plan(session, by=deps.caller(body), team_id=team_id, wish=wish, at=deps.now())
        await redraw(client, view, schedule.form(plan, t))
    await ack()


async def submit_schedule(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
    """Take a new rhythm, and show what comes of it."""
    t = deps.translator(fields.locale(view))
    try:
        team_id, wish = schedule.read_form(view)
        async with deps.transaction() as session:
            plan = await digest.change(session, wish, by=deps.caller(body), team_id=team_id, at=deps.now())
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=fields.first_field(view)))
    else:
        await ack(response_action="update", view=schedule.saved(plan, t))


def register(app: AsyncApp) -> None:
    app.command(COMMAND)(command)
    app.action(views.PREVIEW)(show_preview)
    app.action(views.POST)(post_previewed)
    app.action(views.SCHEDULE)(show_schedule)
    app.action(schedule.CHOICE)(show_dates)
    app.view(views.POST_FORM)(submit_preview)
    app.view(schedule.FORM)(submit_schedule)


async def _post(
    client: AsyncWebClient, deps: Deps, place: Place, *, by: Caller, seen_at: datetime | None = None
) -> Room:
    """Post, or raise Rejected where Tandem is not in the channel: nobody would ever see it."""
    room = await require_presence(client, place.channel)
    async with deps.transaction() as session:
        await digest.post(session, by=by, team_id=place.team_id, seen_at=seen_at, at=deps.now())
    return room
