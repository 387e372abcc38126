"""Knowing who is there: people's names, zones and languages, as Slack tells them."""

from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.answer import told
from bot.deps import Deps
from bot.i18n import Translator
from bot.rules.person import Caller, Person, Profile
from bot.services import cadence, delivery, person


async def meet(deps: Deps, client: AsyncWebClient, caller: Caller) -> Person:
    """Return whom we are dealing with; somebody new is looked up in Slack and remembered."""
    async with deps.transaction() as session:
        known = await person.find(session, caller)
    if known:
        return known
    found = await client.users_info(user=caller.slack_id, include_locale=True)
    async with deps.transaction() as session:
        return await person.remember(session, profile(told(found)["user"]), workspace=caller.workspace)


async def translator_for(deps: Deps, client: AsyncWebClient, caller: Caller) -> Translator:
    """Return a translator into the language of whoever acts."""
    return deps.translator((await meet(deps, client, caller)).locale)


def profile(user: dict[str, Any]) -> Profile:
    """Read Slack's user object. A bot or a guest may lack a zone, and `locale` is there only when asked for."""
    name = user.get("real_name") or user["profile"].get("real_name") or user["name"]
    return Profile(
        user["id"],
        name,
        user.get("tz") or "UTC",
        user.get("locale") or "en-US",
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
    )


async def follow_change(body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Keep up with somebody we know who changed name, zone or language, down to the messages they still act on."""
    caller = deps.caller(body)
    async with deps.transaction() as session:
        known = await person.find(session, caller)
    if known:
        found = await client.users_info(user=caller.slack_id, include_locale=True)
        async with deps.transaction() as session:
            changed = await person.remember(session, profile(told(found)["user"]), workspace=caller.workspace)
            await cadence.replan(session, changed.id, at=deps.now())
            if changed != known:
                await delivery.redraw_recent(session, changed.id, at=deps.now())


def register(app: AsyncApp) -> None:
    app.event("user_change")(follow_change)
