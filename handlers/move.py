"""`/checkin move`: moving a talk, by command or from Home."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.deps import Deps
from bot.i18n import Translator
from bot.rules.person import Caller
from bot.rules.refusal import Rejected
from bot.services import move, person, team
from bot.views import fields
from bot.views import move as views
from bot.views.blocks import saved
from bot.views.refusal import errors
from handlers.asked import Asked
from handlers.modals import answer, or_why_not
from handlers.person import translator_for


async def ask(ack: AsyncAck, trigger_id: str, request: Asked, client: AsyncWebClient, deps: Deps) -> None:
    """Open the form for `/checkin move [@rep]`."""
    await answer(ack, trigger_id, request, client, _form(request.person, request.caller, request.t, deps))


async def open_form(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Open the form from a button."""
    await show(body["actions"][0]["value"], body, client, deps)
    await ack()


async def show(rep: str, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Show the form of a rep (a Slack id), or say why not."""
    caller = deps.caller(body)
    t = await translator_for(deps, client, caller)
    await client.views_open(trigger_id=body["trigger_id"], view=await or_why_not(_form(rep, caller, t, deps), t))


async def submit(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], deps: Deps) -> None:
    """Move the talk, or say in its field what is wrong."""
    t, caller = deps.translator(fields.locale(view)), deps.caller(body)
    try:
        rep, wish = views.read_form(view)
        async with deps.transaction() as session:
            pair = await team.pair_of(session, by=caller, rep=rep)
            moved = await move.move(session, pair, wish, by=caller, at=deps.now())
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=views.DAY))
    else:
        other = moved.manager if moved.rep.slack_id == caller.slack_id else moved.rep
        await ack(response_action="update", view=saved(other, t))


def register(app: AsyncApp) -> None:
    app.action(views.MOVE)(open_form)
    app.view(views.FORM)(submit)


async def _form(rep: str | None, caller: Caller, t: Translator, deps: Deps) -> dict[str, Any]:
    async with deps.transaction() as session:
        pair = await team.pair_of(session, by=caller, rep=rep)
        talk_at = await move.preview(session, pair, at=deps.now())
        return views.form(pair.rep.slack_id, talk_at, person.frozen(pair.rep).zone, t)
