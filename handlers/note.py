"""My notes: from Home and `/checkin notes`."""

from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.deps import Deps
from bot.i18n import Translator
from bot.rules.note import TEXT
from bot.rules.person import Caller
from bot.rules.refusal import Rejected
from bot.services import form, note
from bot.views import fields
from bot.views import note as views
from bot.views.refusal import errors
from handlers import modals
from handlers.asked import Asked
from handlers.person import translator_for


async def ask(ack: AsyncAck, trigger_id: str, request: Asked, client: AsyncWebClient, deps: Deps) -> None:
    """Answer `/checkin notes [@rep]`."""
    await modals.answer(ack, trigger_id, request, client, _book(request.caller, request.t, deps, rep=request.person))


async def open_book(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Show the notes of whoever clicks."""
    caller = deps.caller(body)
    t = await translator_for(deps, client, caller)
    await modals.show(client, body, await modals.or_why_not(_book(caller, t, deps), t))
    await ack()


async def turn(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Show another page."""
    pair, _, _ = views.place(body["view"])
    await _replace(body, client, deps, pair, int(body["actions"][0]["value"]))
    await ack()


async def choose(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Show the notes about another pair."""
    await _replace(body, client, deps, int(body["actions"][0]["selected_option"]["value"]), 0)
    await ack()


async def open_form(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Ask for a note, or show one to change."""
    clicked, t = body["actions"][0], deps.translator(fields.locale(body["view"]))
    about = {"pair" if clicked["action_id"] == views.ADD else "note": int(clicked["value"])}
    await modals.show(client, body, await modals.or_why_not(_form(about, deps.caller(body), t, deps), t))
    await ack()


async def delete(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Delete a note, which Slack has asked about, and show what is left."""
    caller, t = deps.caller(body), deps.translator(fields.locale(body["view"]))
    pair, _, page = views.place(body["view"])
    try:
        async with deps.transaction() as session:
            await note.delete(session, int(body["actions"][0]["value"]), by=caller, at=deps.now())
    except Rejected:
        pass  # it is gone already, as was asked
    await modals.replace(client, body, await modals.or_why_not(_book(caller, t, deps, pair=pair, page=page), t))
    await ack()


async def submit(ack: AsyncAck, view: dict[str, Any], body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Save a note; refused in its field, and what was typed is kept."""
    t, caller, at = deps.translator(fields.locale(view)), deps.caller(body), deps.now()
    pair, changed, _ = views.place(view)
    try:
        new = views.read_form(view)
        async with deps.transaction() as session:
            if changed:
                await note.change(session, changed, new, by=caller, at=at)
            else:
                await note.write(session, pair, new, by=caller, at=at)
            await form.sent(session, *fields.form_of(view), view=view["id"], by=caller)
    except Rejected as refusal:
        await ack(response_action="errors", errors=errors(refusal, t, otherwise=TEXT))
    else:
        book = await _book(caller, t, deps, pair=pair)
        await client.views_update(view_id=view["previous_view_id"], view=book)
        await ack()


def register(app: AsyncApp) -> None:
    app.action(views.OPEN)(open_book)
    app.action(views.EARLIER)(turn)
    app.action(views.LATER)(turn)
    app.action(views.PADS)(choose)
    app.action(views.ADD)(open_form)
    app.action(views.EDIT)(open_form)
    app.action(views.DELETE)(delete)
    app.view(views.FORM)(submit)


async def _replace(body: dict[str, Any], client: AsyncWebClient, deps: Deps, pair: int, page: int) -> None:
    t = deps.translator(fields.locale(body["view"]))
    book = _book(deps.caller(body), t, deps, pair=pair, page=page)
    await modals.replace(client, body, await modals.or_why_not(book, t))


async def _book(
    caller: Caller, t: Translator, deps: Deps, *, pair: int | None = None, rep: str | None = None, page: int = 0
) -> dict[str, Any]:
    async with deps.transaction() as session:
        return views.listed(await note.notebook(session, by=caller, pair=pair, rep=rep, page=page), t)


async def _form(about: dict[str, int], caller: Caller, t: Translator, deps: Deps) -> dict[str, Any]:
    async with deps.transaction() as session:
        sheet = await note.sheet(session, **about, by=caller, at=deps.now())
        begun = await form.find(session, sheet.kept, by=caller, at=deps.now())
    return views.form(sheet, begun, t)
