"""Knowing who is there: people's names, zones and languages, as Slack tells them."""

from asyncio import Semaphore, gather
from collections.abc import Collection
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.answer import told
from bot.deps import Deps
from bot.i18n import Translator
from bot.rules.person import Bar, Caller, Person, Profile
from bot.rules.refusal import Rejected
from bot.services import cadence, delivery, person, roster_change

SLACKBOT = "USLACKBOT"
AT_ONCE = 20  # questions to Slack: sixty people are asked about in three rounds


async def meet(deps: Deps, client: AsyncWebClient, caller: Caller) -> Person:
    """Return whom we are dealing with; somebody new, or back, is looked up in Slack and remembered."""
    async with deps.transaction() as session:
        known = await person.present(session, caller)
    return known or await meet_anew(deps, client, caller)


async def meet_anew(deps: Deps, client: AsyncWebClient, caller: Caller) -> Person:
    """Return whom we are dealing with as Slack knows them now: whether somebody is an admin may have changed."""
    found = await look_up(client, caller)
    async with deps.transaction() as session:
        return await person.remember(session, found, workspace=caller.workspace)


async def look_up(client: AsyncWebClient, who: Caller) -> Profile:
    found = await client.users_info(user=who.slack_id, include_locale=True)
    return profile(told(found)["user"], who.workspace)


async def look_up_all(client: AsyncWebClient, people: Collection[str], workspace: str) -> list[Profile]:
    """Return what Slack says of some people (Slack ids), in their order, a bounded number at a time."""
    places = Semaphore(AT_ONCE)

    async def one(who: str) -> Profile:
        async with places:
            return await look_up(client, Caller(workspace, who))

    return await gather(*map(one, people))


async def chosen(client: AsyncWebClient, people: Collection[str], workspace: str, *, field: str) -> list[Profile]:
    """Return what Slack says of the people (Slack ids) chosen in a field; raise Rejected for who cannot be chosen."""
    found = await look_up_all(client, people, workspace)
    if problems := [problem for one in found if (problem := one.problem(field))]:
        raise Rejected(*problems)
    return found


async def translator_for(deps: Deps, client: AsyncWebClient, caller: Caller) -> Translator:
    """Return a translator into the language of whoever acts."""
    return deps.translator((await meet(deps, client, caller)).locale)


def profile(user: dict[str, Any], workspace: str) -> Profile:
    """Read Slack's user object. A bot or a guest may lack a zone, and `locale` is there only when asked for."""
    return Profile(
        slack_id=user["id"],
        name=user.get("real_name") or user["profile"].get("real_name") or user["name"],
        tz=user.get("tz") or "UTC",
        locale=user.get("locale") or "en-US",
        is_admin=bool(user.get("is_admin") or user.get("is_owner")),
        bar=_bar(user, workspace),
    )


def _bar(user: dict[str, Any], workspace: str) -> Bar | None:
    """Say why somebody cannot be in a team. In an organisation of several workspaces one may belong to many."""
    at_home = {user.get("team_id", workspace), *(user.get("enterprise_user") or {}).get("teams", ())}
    if user.get("is_stranger") or workspace not in at_home:
        return Bar.EXTERNAL
    if user.get("is_bot") or user["id"] == SLACKBOT:
        return Bar.BOT
    return Bar.LEFT if user.get("deleted") else None


async def follow_change(body: dict[str, Any], client: AsyncWebClient, deps: Deps) -> None:
    """Keep up with somebody we know who changed name, zone or language, down to the messages they still act on."""
    caller = deps.caller(body)
    async with deps.transaction() as session:
        known = await person.find(session, caller)
    if known:
        found = await look_up(client, caller)
        async with deps.transaction() as session:
            changed = await person.remember(session, found, workspace=caller.workspace)
            if found.bar is Bar.LEFT:
                await roster_change.depart(session, changed.id, at=deps.now())
                return
            await cadence.replan(session, changed.id, at=deps.now())
            if changed != known:
                await delivery.redraw_recent(session, changed.id, at=deps.now())


def register(app: AsyncApp) -> None:
    app.event("user_change")(follow_change)
