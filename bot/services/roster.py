"""Teams as they are set up: who is in them, who leads them, how they talk, and who may change that."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.rules.team import Setup
from bot.services import absence, organiser, person, rhythm

USUAL_COUNTRY = "FR"


async def changeable(session: AsyncSession, *, by: Caller, at: datetime) -> tuple[Setup, ...]:
    """Return the teams that the caller may change, by name. Raises Rejected for who may neither make nor change one."""
    me = await person.require(session, by)
    everyones = person.frozen(me).makes_teams
    which = models.Team.workspace_id == me.workspace_id if everyones else models.Team.manager_id == me.id
    rows = await session.scalars(
        select(models.Team)
        .where(which, models.Team.is_running)
        .order_by(models.Team.name, models.Team.id)
        .options(joinedload(models.Team.manager))
    )
    found = tuple([await _setup(session, row, at=at) for row in rows])
    if not found and not everyones:
        raise await organiser.refusal(session, by.workspace)
    return found


async def blank(session: AsyncSession, *, by: Caller, at: datetime) -> Setup:
    """Return what a new team begins with. Raises Rejected for whoever may not make one."""
    me = await organiser.require(session, by)
    since = absence.today(me, at)
    wish = await rhythm.inherited(session, me.workspace_id, None, since=since)
    last = await session.scalar(
        select(models.Team.country)
        .where(models.Team.workspace_id == me.workspace_id, models.Team.is_running)
        .order_by(models.Team.id.desc())
        .limit(1)
    )
    return Setup(None, "", None, (), None, last or USUAL_COUNTRY, me.locale, wish.beginning(since))


async def setup(session: AsyncSession, team_id: int, *, by: Caller, at: datetime) -> Setup:
    """Return a team as it is to whoever may change it. Raises Rejected for others, naming who may."""
    return await _setup(session, await may_change(session, team_id, by=by), at=at)


async def may_change(session: AsyncSession, team_id: int, *, by: Caller, lock: bool = False) -> models.Team:
    """Return a team to who makes the teams and to who leads it. Raises Rejected for others, naming who may."""
    me = await person.require(session, by)
    query = (
        select(models.Team)
        .where(models.Team.id == team_id, models.Team.workspace_id == me.workspace_id, models.Team.is_running)
        .options(joinedload(models.Team.manager))
    )
    row = await session.scalar(query.with_for_update(of=models.Team) if lock else query)
    if row is None:
        raise Rejected.because(Reason.TEAM_GONE)
    if row.manager_id != me.id:
        await organiser.require(session, by)
    return row


async def _setup(session: AsyncSession, row: models.Team, *, at: datetime) -> Setup:
    since = absence.today(row.manager, at)
    wish = await rhythm.inherited(session, row.workspace_id, row.id, since=since)
    return Setup(
        id=row.id,
        name=row.name,
        manager=None if row.manager.left_at else person.frozen(row.manager),
        reps=tuple(map(person.frozen, await _reps(session, row))),
        channel=row.channel,
        country=row.country,
        locale=row.locale,
        rhythm=wish.beginning(since),
        leaderless=row.manager.left_at is not None,
    )


async def _reps(session: AsyncSession, team: models.Team) -> Sequence[models.Person]:
    """Return the reps of a team, by name; without a manager, those whose pairs ended when the manager left."""
    pair, left = models.Pair, team.manager.left_at
    found = await session.scalars(
        select(models.Person)
        .join(pair, pair.rep_id == models.Person.id)
        .where(
            pair.team_id == team.id,
            models.Person.left_at.is_(None),
            pair.ended_at == left if left else pair.is_running,
        )
        .order_by(models.Person.name, models.Person.id)
    )
    return found.all()
