"""Beginning a retrospective: for which year, and what follows for each rep."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.person import Caller
from bot.rules.refusal import Problem, Reason, Rejected
from bot.rules.retro import NewRetro, Offer, Retro, Step, years_to_choose
from bot.services import person, retro_telling, team
from bot.services.retro_reading import frozen, of_teams


async def offer(session: AsyncSession, *, by: Caller, channel: str = "", at: datetime) -> Offer:
    """Return which retrospective the caller may begin, or the one to be shown instead. Raises Rejected."""
    mine = await team.led_by(session, by, channel=channel)
    known = await of_teams(session, models.Team.id == mine.id)
    today = at.astimezone(ZoneInfo(mine.tz)).date()
    years = years_to_choose(today, {row.year for row in known})
    instead = known[0] if known and (known[0].closed_at is None or not years) else None
    return Offer(mine.id, mine.channel, years, await frozen(session, instead) if instead else None)


async def start(session: AsyncSession, new: NewRetro, *, team_id: int, by: Caller, at: datetime) -> Retro:
    """Begin the retrospective of a team's year: a preparation a rep, and the packets owed.

    The same one begun twice is one. Raises Rejected for anybody but the manager, for a year that has one already,
    and while another year's is under way.
    """
    me = await person.require(session, by)
    led = await _led(session, team_id, me)
    for known in await of_teams(session, models.Team.id == led.id):
        if (known.year, known.dots, known.step) == (new.year, new.dots, Step.PREPARATION):
            return await frozen(session, known)
        if known.year == new.year or known.closed_at is None:
            raise Rejected(Problem(Reason.RETRO_EXISTS, "year", {"year": str(known.year), "step": known.step}))
    row = await _begin(session, new, led, by=me, at=at)
    await retro_telling.packets(session, row, at=at)
    await retro_telling.lead(session, row, at=at)
    await retro_telling.homes(session, row, at=at)
    return await frozen(session, row)


async def _led(session: AsyncSession, team_id: int, me: models.Person) -> models.Team:
    """Return a team for its manager, locked: two beginnings at once are one."""
    row = await session.scalar(
        select(models.Team)
        .where(models.Team.id == team_id, models.Team.workspace_id == me.workspace_id, models.Team.is_running)
        .with_for_update(of=models.Team)
        .options(joinedload(models.Team.manager))
    )
    if row is None:
        raise Rejected.because(Reason.NO_TEAM)
    if row.manager_id != me.id:
        raise Rejected.because(Reason.ONLY_THE_MANAGER, manager=row.manager.name)
    return row


async def _begin(
    session: AsyncSession, new: NewRetro, led: models.Team, *, by: models.Person, at: datetime
) -> models.Retro:
    here = {"workspace_id": led.workspace_id}
    reps = await session.scalars(
        select(models.Pair.rep_id).where(models.Pair.team_id == led.id, models.Pair.is_running)
    )
    row = models.Retro(
        **here,
        team=led,
        year=new.year,
        dots=new.dots,
        step=Step.PREPARATION,
        started_by_id=by.id,
        started_at=at,
        preparations=[models.Preparation(**here, rep_id=rep) for rep in reps],
    )
    session.add(row)
    await session.flush()
    return row
