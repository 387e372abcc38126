"""Channels that Tandem can post in no longer: the manager is told, once, what to do about it."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.person import Caller
from bot.rules.team import LostChannel
from bot.services import delivery

ARCHIVED, NOT_IN, GONE = "channel_archived", "channel_not_in", "channel_gone"
KINDS: Mapping[str, str] = {  # the message, by Slack's word for what is wrong
    "is_archived": ARCHIVED,
    "is_inactive": ARCHIVED,
    "not_in_channel": NOT_IN,
    "channel_not_found": GONE,
}


async def tell(session: AsyncSession, channel: str, reason: str, *, workspace: str, at: datetime) -> None:
    """Owe the manager of each team whose channel it is one message about it, for each channel and reason."""
    teams = await session.scalars(
        select(models.Team)
        .where(models.Team.workspace_id == workspace, models.Team.channel == channel)
        .order_by(models.Team.id)
        .options(joinedload(models.Team.manager))
    )
    for team in teams:
        cause = f"{team.id} in {channel}"
        await delivery.owe_once(session, KINDS[reason], to=team.manager, subject=team.id, cause=cause, at=at)


async def lost(session: AsyncSession, team_id: int, *, by: Caller) -> LostChannel | None:
    """Return which channel a team has lost; None where whoever was to hear of it leads the team no longer."""
    team = await session.get(models.Team, team_id, options=[joinedload(models.Team.manager)])
    leads = team and Caller(team.workspace_id, team.manager.slack_id) == by
    return LostChannel(team.name, team.channel) if team and leads else None
