"""Rhythms that are inherited: a team's, which its pairs follow, and the workspace's, for teams that have none."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.cadence import Rhythm
from bot.rules.person import Caller
from bot.rules.recurrence import EVERY_TWO_WEEKS
from bot.services import absence, cadence, organiser

THURSDAY = 3
WITH_LEADER = joinedload(models.Schedule.pair).joinedload(models.Pair.team).joinedload(models.Team.manager)
Schedules = Sequence[models.Schedule]


def usual(since: date) -> Rhythm:
    """Return the rhythm where nobody has chosen another: every two Thursdays at 10:00."""
    return Rhythm(EVERY_TWO_WEEKS, THURSDAY, time(10), time(9, 30), since)


async def inherited(session: AsyncSession, workspace: str, team_id: int | None, *, since: date) -> Rhythm:
    """Return the rhythm that the pairs of a team follow: the team's, the workspace's or the usual one."""
    row = await chosen(session, workspace, team_id)
    return _rhythm(row) if row else usual(since)


async def of_pair(session: AsyncSession, pair: models.Pair, *, at: datetime) -> Rhythm:
    """Return the rhythm that a pair follows unless it has its own, from today on. Needs `pair.rep` loaded."""
    since = absence.today(pair.rep, at)
    return (await inherited(session, pair.workspace_id, pair.team_id, since=since)).beginning(since)


async def of_workspace(session: AsyncSession, *, by: Caller, at: datetime) -> Rhythm:
    """Return the rhythm that teams follow unless they have their own. Raises Rejected for who makes no teams."""
    me = await organiser.require(session, by)
    since = absence.today(me, at)
    return (await inherited(session, me.workspace_id, None, since=since)).beginning(since)


async def change_of_workspace(session: AsyncSession, wish: Rhythm, *, by: Caller, at: datetime) -> Schedules:
    """Give the workspace another rhythm, and return the schedules that changed with it, locked.

    The same rhythm twice changes nothing. Raises Rejected for who makes no teams, and for a beginning in the past.
    """
    me = await organiser.require(session, by)
    wish.check(absence.today(me, at))
    alone = select(models.Workspace.id).where(models.Workspace.id == me.workspace_id).with_for_update(key_share=True)
    await session.execute(alone)
    row = await chosen(session, me.workspace_id, None)
    if row and is_same(row, wish):
        return []
    await keep(session, wish, workspace=me.workspace_id, team_id=None, by=me)
    have_their_own = select(models.DefaultRhythm.team_id).where(models.DefaultRhythm.team_id.is_not(None))
    here = models.Pair.workspace_id == me.workspace_id
    return await follow(session, await running(session, here, models.Pair.team_id.not_in(have_their_own)), wish, at=at)


async def running(session: AsyncSession, *which: ColumnElement[bool]) -> list[models.Schedule]:
    """Return the schedules of pairs that run, with who leads their teams, locked in everybody's order."""
    found = await session.scalars(
        select(models.Schedule)
        .join(models.Schedule.pair)
        .where(*which, models.Pair.is_running)
        .order_by(models.Schedule.id)
        .with_for_update(of=models.Schedule)
        .options(*cadence.WITH_PAIR, WITH_LEADER)
        .execution_options(populate_existing=True)
    )
    return list(found)


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


async def follow(session: AsyncSession, schedules: Schedules, wish: Rhythm, *, at: datetime) -> list[models.Schedule]:
    """Have those of the schedules that follow take a rhythm, and return which have changed. They must be locked."""
    changed: list[models.Schedule] = []
    for one in schedules:
        today = absence.today(one.pair.rep, at)
        if not one.is_own and await cadence.take(session, one, wish.beginning(today), at=at):
            changed.append(one)
    return changed


def _rhythm(row: models.DefaultRhythm) -> Rhythm:
    return Rhythm(row.often, row.anchor.weekday(), row.meets_at, row.prompt_at, row.anchor)
