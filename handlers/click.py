"""Buttons that open a form or a view: read from the database as who clicks sees it, or why it is not there."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncSession

from bot.deps import Deps
from bot.i18n import Translator
from bot.rules.person import Caller, Person
from bot.rules.refusal import Rejected
from bot.views.blocks import notice
from bot.views.refusal import sentence
from handlers import modals
from handlers.person import meet


@dataclass(frozen=True)
class Click:
    """A click on a button: who, when, and what the button stands for."""

    caller: Caller
    reader: Person
    at: datetime
    t: Translator
    value: str


def chosen(action: dict[str, Any]) -> str:
    """Return what a button stands for, or what was chosen from a menu."""
    return action["value"] if "value" in action else action["selected_option"]["value"]


Forms = Mapping[str, Callable[[AsyncSession, Click], Awaitable[dict[str, Any]]]]


Show = Callable[[AsyncWebClient, dict[str, Any], dict[str, Any]], Awaitable[None]]


def register(app: AsyncApp, forms: Forms, *, show: Show = modals.show) -> None:
    """Have each button, by its action, `show` its form, or say why it leads nowhere any more."""

    async def open_form(ack: AsyncAck, body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
        caller, action = deps.caller(body), body["actions"][0]
        reader = await meet(deps, client, caller)
        click = Click(caller, reader, deps.now(), deps.translator(reader.locale), chosen(action))
        try:
            async with deps.transaction() as session:
                view = await forms[action["action_id"]](session, click)
        except Rejected as refusal:
            view = notice(sentence(refusal, click.t), click.t)
        await show(client, body, view)
        await ack()

    for action in forms:
        app.action(action)(open_form)
