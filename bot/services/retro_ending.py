"""The retrospective under way in a team that is dissolved: closed where it stands, and what is left of it told."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.action import Action
from bot.rules.person import Caller
from bot.rules.retro import Retro, Step
from bot.services import action, person, retro, retro_telling
from bot.services.retro_reading import frozen, get


async def end(session: AsyncSession, team: models.Team, *, at: datetime) -> None:
    """Close what a team has under way, before its pairs end; actions stay with their owners, who are told."""
    open_ones = await session.scalars(
        select(models.Retro.id).where(models.Retro.team_id == team.id, models.Retro.closed_at.is_(None))
    )
    for key in open_ones.all():
        row = await get(session, key, team.workspace_id, lock=True)
        if row.closed_at is None:
            await _end(session, row, at=at)


async def tasks(session: AsyncSession, retro_id: int, *, by: Caller) -> tuple[Retro, tuple[Action, ...]]:
    """Return a retrospective, and what somebody has still to do that was agreed in it."""
    me = await person.require(session, by)
    found = await frozen(session, await get(session, retro_id, me.workspace_id))
    return found, await action.open_of(session, me, retro=retro_id)


async def _end(session: AsyncSession, row: models.Retro, *, at: datetime) -> None:
    if row.step is Step.PREPARATION:
        row.closed_at = at
        await session.flush()
        await retro_telling.redraw_packets(session, row, at=at)
        await retro_telling.lead(session, row, at=at)
    else:
        await retro.shut(session, row, at=at)
        await retro_telling.ended(session, row, at=at)
