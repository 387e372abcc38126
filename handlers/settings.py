"""`/tandem settings`: one's own quiet hours; for who makes teams also the usual ones, the rhythm, and who else may."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.deps import Deps
from bot.i18n import Translator
from bot.rules import cadence as dates
from bot.rules.cadence import Rhythm
from bot.rules.person import Caller, Person
from bot.rules.refusal import Rejected
from bot.services import organiser, person, quiet, rhythm, roster_telling
from bot.views import cadence, fields
from bot.views import quiet as hours
from bot.views import settings as views
from bot.views.blocks import saved
from bot.views.refusal import errors
from handlers import quiet as own
from handlers.asked import Asked
from handlers.modals import answer, or_why_not, redraw, show
from handlers.person import chosen, meet_anew

ANYWHERE = "FR"  # the dates are an example: whose holidays count depends on the team


async def ask(ack: AsyncAck, trigger_id: str, request: Asked, client: AsyncWebClient, deps: Deps) -> None:
    """Open the settings for `/tandem settings`: who makes no teams has quiet hours of their own to set."""
    caller, t = request.caller, request.t
    me = await meet_anew(deps, client, caller)
    form = _form(deps, me, caller, t) if me.makes_teams else own.form(deps, caller, t)
    await answer(ack, trigger_id, request, client, form)


async def open_form(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Open the settings from a button."""
    caller = deps.caller(body)
    me = await meet_anew(deps, client, caller)
    t = deps.translator(me.locale)
    await show(client, body, await or_why_not(_form(deps, me, caller, t), t))
    await ack()


async def preview(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Show the dates that come of the rhythm chosen so far."""
    view, caller, t = body["view"], deps.caller(body), deps.translator(fields.locale(body["view"]))
    try:
        me = await meet_anew(deps, client, caller)
        shown = await _form(deps, me, caller, t, wish=cadence.read_form(view))
    except Rejected as refusal:
        shown = cadence.with_refusal(view, refusal, t)
    await redraw(client, view, shown)
    await ack()


async def submit(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Take the settings, or say in its field what is wrong."""
    t, caller, at = deps.translator(fields.locale(view)), deps.caller(body), deps.now()
    try:
        wish, named, silence = cadence.read_form(view), views.read_form(view), hours.read_hours(view)
        found = await chosen(client, named or (), caller.workspace, field=views.ORGANISERS)
        async with deps.transaction() as session:
            changed = await rhythm.change_of_workspace(session, wish, by=caller, at=at)
            await roster_telling.rhythm_changed(session, changed, by=caller, at=at)
            await quiet.change_of_workspace(session, silence, by=caller, at=at)
            if named is not None:
                people = [await person.remember(session, one, workspace=caller.workspace) for one in found]
                await organiser.name(session, {one.id for one in people}, by=caller, at=at)
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=cadence.EVERY))
    else:
        await ack(response_action="update", view=saved(None, t))


def register(app: AsyncApp) -> None:
    app.action(views.OPEN)(open_form)
    app.action(views.CHOICE)(preview)
    app.view(views.FORM)(submit)


async def _form(deps: Deps, me: Person, caller: Caller, t: Translator, wish: Rhythm | None = None) -> dict[str, Any]:
    """Return the form with the rhythm as it is, or as it is wished for."""
    at = deps.now()
    async with deps.transaction() as session:
        known = await rhythm.of_workspace(session, by=caller, at=at)
        organisers = await organiser.named(session, by=caller)
        silence = await quiet.of_workspace(session, caller.workspace)
    if wish:
        wish.check(me.today(at))
    plan = dates.preview(wish or known, me, ANYWHERE, at)
    return views.form(views.Shown(me, organisers, silence, plan), t)
