"""`/checkin schedule`: the form of a rhythm, its dates while one chooses, and the choice."""

from dataclasses import replace
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.deps import Deps
from bot.i18n import Translator
from bot.rules.person import Caller
from bot.rules.refusal import Rejected
from bot.services import cadence, rhythm, team
from bot.views import cadence as views
from bot.views import fields
from bot.views.blocks import saved
from bot.views.refusal import errors
from handlers.asked import Asked
from handlers.modals import answer, or_why_not, redraw
from handlers.person import meet, translator_for


async def ask(ack: AsyncAck, trigger_id: str, request: Asked, client: AsyncWebClient, deps: Deps) -> None:
    """Open the form for `/checkin schedule [@rep]`."""
    await answer(ack, trigger_id, request, client, _form(deps, client, request.caller, request.person, request.t))


async def open_form(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Open the form from a button."""
    await show(body["actions"][0]["value"], body, client, deps)
    await ack()


async def show(rep: str, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Show the form of a rep (a Slack id), or say why not."""
    caller = deps.caller(body)
    t = await translator_for(deps, client, caller)
    await client.views_open(
        trigger_id=body["trigger_id"], view=await or_why_not(_form(deps, client, caller, rep, t), t)
    )


async def preview(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Show the dates that come of what has been chosen so far."""
    view, caller, at = body["view"], deps.caller(body), deps.now()
    reader, t = await meet(deps, client, caller), deps.translator(fields.locale(view))
    try:
        wish, is_own = views.read_wish(view)
        async with deps.transaction() as session:
            pair = await team.pair_of(session, by=caller, rep=views.rep(view))
            plan = await cadence.propose(session, pair, wish or await rhythm.of_pair(session, pair, at=at), at=at)
    except Rejected as refusal:
        shown = views.with_refusal(view, refusal, t)
    else:
        shown = views.form(replace(plan, is_own=is_own), reader.zone, t)
    await redraw(client, view, shown)
    await ack()


async def submit(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
    """Change the rhythm, or say in its field what is wrong."""
    t, caller, at = deps.translator(fields.locale(view)), deps.caller(body), deps.now()
    try:
        wish, is_own = views.read_wish(view)
        async with deps.transaction() as session:
            pair = await team.pair_of(session, by=caller, rep=views.rep(view))
            wish = wish or await rhythm.of_pair(session, pair, at=at)
            told = await cadence.change(session, pair, wish, is_own=is_own, by=caller, at=at)
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=views.WHOSE))
    else:
        await ack(response_action="update", view=saved(told, t))


def register(app: AsyncApp) -> None:
    app.action(views.CHANGE)(open_form)
    app.action(views.CHOICE)(preview)
    app.view(views.FORM)(submit)


async def _form(deps: Deps, client: AsyncWebClient, caller: Caller, rep: str | None, t: Translator) -> dict[str, Any]:
    reader = await meet(deps, client, caller)
    async with deps.transaction() as session:
        pair = await team.pair_of(session, by=caller, rep=rep)
        return views.form(await cadence.present(session, pair, at=deps.now()), reader.zone, t)
