"""Rhythms that are inherited: a team's, which its pairs follow, and the workspace's, for teams that have none."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.cadence import Rhythm
from bot.rules.recurrence import EVERY_TWO_WEEKS
from bot.services import absence, cadence

THURSDAY = 3


def usual(since: date) -> Rhythm:
    """Return the rhythm where nobody has chosen another: every two Thursdays at 10:00."""
    return Rhythm(EVERY_TWO_WEEKS, THURSDAY, time(10), time(9, 30), since)


async def inherited(session: AsyncSession, workspace: str, team_id: int | None, *, since: date) -> Rhythm:
    """Return the rhythm that the pairs of a team follow: the team's, the workspace's or the usual one."""
    row = await chosen(session, workspace, team_id)
    return _rhythm(row) if row else usual(since)


async def chosen(session: AsyncSession, workspace: str, team_id: int | None) -> models.DefaultRhythm | None:
    """Return the row that decides for a team, if anybody has chosen: its own before the workspace's."""
    row = models.DefaultRhythm
    return await session.scalar(
        select(row)
        .where(row.workspace_id == workspace, row.team_id.is_(None) | (row.team_id == team_id))
        .order_by(row.team_id.is_(None))
        .limit(1)
        .options(joinedload(row.set_by))
    )


def is_same(row: models.DefaultRhythm, wish: Rhythm) -> bool:
    """Say whether a rhythm that was chosen leads to the dates wished for."""
    known = _rhythm(row).beginning(wish.since)
    return known.anchor == wish.anchor and replace(known, since=wish.since) == wish


async def keep(session: AsyncSession, wish: Rhythm, *, workspace: str, team_id: int | None, by: models.Person) -> None:
    """Store the rhythm of a team, or of the workspace. Whoever calls has locked the one or the other."""
    row = await chosen(session, workspace, team_id)
    if row is None or row.team_id != team_id:
        row = models.DefaultRhythm(workspace_id=workspace, team_id=team_id)
        session.add(row)
    row.anchor, row.often, row.meets_at, row.prompt_at = wish.anchor, wish.often, wish.meets_at, wish.prompt_at
    row.set_by = by
    await session.flush()


async def follow(
    session: AsyncSession, schedules: Sequence[models.Schedule], wish: Rhythm, *, at: datetime
) -> list[models.Schedule]:
    """Have those of the schedules that follow take a rhythm, and return which have changed. They must be locked."""
    changed: list[models.Schedule] = []
    for one in schedules:
        today = absence.today(one.pair.rep, at)
        if not one.is_own and await cadence.take(session, one, wish.beginning(today), at=at):
            changed.append(one)
    return changed


def _rhythm(row: models.DefaultRhythm) -> Rhythm:
    return Rhythm(row.often, row.anchor.weekday(), row.meets_at, row.prompt_at, row.anchor)
