"""`/feedback`: giving it, and reading it, between two people."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.deps import Deps
from bot.rules.refusal import Rejected
from bot.services import feedback, form
from bot.views import feedback as views
from bot.views import fields
from bot.views.blocks import notice
from bot.views.refusal import errors, sentence
from handlers.asked import MENTION, Asked, asked
from handlers.person import translator_for
from handlers.tandem import answer_help

COMMAND = "/feedback"


async def command(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Open the form for the person named; without a name, say how it works and offer the likely one."""
    request = await asked(body, client, deps, {})
    if request.person is None:
        await _help(ack, request, deps)
        return
    try:
        async with deps.transaction() as session:
            whom = await feedback.addressee(session, request.person, by=request.caller)
            begun = await form.find(session, views.kept_as([whom]), by=request.caller, at=request.at)
    except Rejected as refusal:
        await ack(text=sentence(refusal, request.t))
    else:
        typed = MENTION.sub("", request.text, count=1).strip()
        view = views.form([whom], request.t, begun, typed=typed)
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()


async def _help(ack: AsyncAck, request: Asked, deps: Deps) -> None:
    async with deps.transaction() as session:
        whom = await feedback.counterpart(session, by=request.caller)
    await answer_help(ack, COMMAND, request, after=views.offer(whom, request.t))


async def write(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Open the form from a button: to one person, to one of one's teams, or in answer to what was just read."""
    caller, action = deps.caller(body), body["actions"][0]
    t = await translator_for(deps, client, caller)
    try:
        async with deps.transaction() as session:
            if action["action_id"] == views.CHOOSE:
                people = await feedback.people(session, by=caller)
            else:
                people = (await feedback.addressee(session, action["value"], by=caller),)
            begun = await form.find(session, views.kept_as(people), by=caller, at=deps.now())
    except Rejected as refusal:
        view = notice(sentence(refusal, t), t)
    else:
        view = views.form(people, t, begun)
    show = client.views_push if action["action_id"] == views.ANSWER else client.views_open
    await show(trigger_id=body["trigger_id"], view=view)
    await ack()


async def submit(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
    """Take a feedback: saved before it is acknowledged, refused in its field with what was typed kept."""
    t, caller = deps.translator(fields.locale(view)), deps.caller(body)
    try:
        new = views.read_form(view)
        async with deps.transaction() as session:
            envelope = await feedback.give(session, new, by=caller, at=deps.now())
            await form.sent(session, *fields.form_of(view), view=view["id"], by=caller)
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=fields.first_field(view)))
    else:
        await ack(response_action="update", view=views.sent(envelope, t))


async def read(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Open a feedback to one of its two people."""
    caller = deps.caller(body)
    t = await translator_for(deps, client, caller)
    try:
        async with deps.transaction() as session:
            found = await feedback.read(session, int(body["actions"][0]["value"]), by=caller, at=deps.now())
    except Rejected as refusal:
        view = notice(sentence(refusal, t), t)
    else:
        view = views.reading(found, caller.slack_id, t)
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


def register(app: AsyncApp) -> None:
    app.command(COMMAND)(command)
    for button in (views.WRITE, views.CHOOSE, views.ANSWER):
        app.action(button)(write)
    app.action(views.READ)(read)
    app.view(views.FORM)(submit)
