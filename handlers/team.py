"""`/tandem team`: the teams somebody may change, and what they may do with each."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.deps import Deps
from bot.i18n import Translator
from bot.rules import cadence
from bot.rules.person import Caller
from bot.rules.refusal import Rejected
from bot.services import roster, roster_change
from bot.views import team as views
from bot.views import team_check
from bot.views.blocks import notice
from bot.views.refusal import sentence
from handlers.asked import Asked
from handlers.modals import answer, or_why_not, replace, show
from handlers.person import meet, meet_anew
from handlers.team_check import examine


async def ask(ack: AsyncAck, trigger_id: str, request: Asked, client: AsyncWebClient, deps: Deps) -> None:
    """Show the teams for `/tandem team`, or say who may make one."""
    await answer(ack, trigger_id, request, client, _list(deps, client, request.caller, request.t))


async def open_list(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Show the teams from a button."""
    caller = deps.caller(body)
    t = deps.translator((await meet(deps, client, caller)).locale)
    await show(client, body, await or_why_not(_list(deps, client, caller, t), t))
    await ack()


async def open_form(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Open the form of a new team, or of the one whose button was pressed, in the place of the list."""
    caller, value, at = deps.caller(body), body["actions"][0]["value"], deps.now()
    reader = await meet(deps, client, caller)
    t = deps.translator(reader.locale)
    try:
        async with deps.transaction() as session:
            setup = (
                await roster.setup(session, int(value), by=caller, at=at)
                if value.isdecimal()
                else await roster.blank(session, by=caller, at=at)
            )
    except Rejected as refusal:
        view = notice(sentence(refusal, t), t)
    else:
        plan = cadence.preview(setup.rhythm, reader, setup.country, at)
        view = views.form(setup, plan, reader, t)
    await replace(client, body, view)
    await ack()


async def check(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Look again at what Slack must allow a team."""
    caller, team_id = deps.caller(body), int(body["actions"][0]["value"])
    t = deps.translator((await meet(deps, client, caller)).locale)
    try:
        async with deps.transaction() as session:
            setup = await roster.setup(session, team_id, by=caller, at=deps.now())
    except Rejected as refusal:
        view = notice(sentence(refusal, t), t)
    else:
        found = await examine(client, setup, caller.workspace)
        view = team_check.checked(team_id, setup.name, found, t, saved=False)
    is_there = body["view"]["callback_id"] == team_check.CHECKED
    await (replace if is_there else show)(client, body, view)
    await ack()


async def dissolve(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Dissolve a team, once that was confirmed, and show those that are left."""
    caller, team_id = deps.caller(body), int(body["actions"][0]["value"])
    t = deps.translator((await meet(deps, client, caller)).locale)
    try:
        async with deps.transaction() as session:
            await roster_change.dissolve(session, team_id, by=caller, at=deps.now())
        view = await _list(deps, client, caller, t)
    except Rejected as refusal:
        view = notice(sentence(refusal, t), t)
    await replace(client, body, view)
    await ack()


def register(app: AsyncApp) -> None:
    app.action(views.OPEN)(open_list)
    app.action(views.NEW)(open_form)
    app.action(views.CHANGE)(open_form)
    app.action(views.CHECK)(check)
    app.action(views.DISSOLVE)(dissolve)


async def _list(deps: Deps, client: AsyncWebClient, caller: Caller, t: Translator) -> dict[str, Any]:
    me = await meet_anew(deps, client, caller)
    async with deps.transaction() as session:
        return views.listed(await roster.changeable(session, by=caller, at=deps.now()), me, t)
