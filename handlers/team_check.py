"""Seeing whether Slack allows all that a team needs."""

from asyncio import gather
from collections.abc import Collection

from slack_sdk.web.async_client import AsyncWebClient

from bot.rules.person import Profile
from bot.rules.team import Setup
from bot.rules.team_check import Finding, findings
from handlers.channel import look_into
from handlers.person import look_up_all


async def examine(
    client: AsyncWebClient, setup: Setup, workspace: str, *, just_met: Collection[Profile] = ()
) -> list[Finding]:
    """Ask Slack about a team's channel, its people and what Tandem was granted; return what is amiss.

    Of those `just_met` Slack has told all there is to know.
    """
    met = {one.slack_id for one in just_met}
    people = [one for one in (*setup.reps, *filter(None, [setup.manager])) if one.slack_id not in met]
    room, granted, profiles = await gather(
        look_into(client, setup.channel or ""),
        _granted(client),
        look_up_all(client, [one.slack_id for one in people], workspace),
    )
    return list(findings(room, [*just_met, *profiles], granted, leaderless=setup.leaderless))


async def _granted(client: AsyncWebClient) -> Collection[str] | None:
    """Return the scopes of Tandem's token, which Slack names beside each answer."""
    answer = await client.auth_test()
    headers = {name.lower(): value for name, value in answer.headers.items()}
    named = headers.get("x-oauth-scopes")
    return None if named is None else {one.strip() for one in named.split(",")}
