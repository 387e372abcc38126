"""Who may say that somebody is away: they themselves, their manager, and an admin of the workspace."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.services import person


async def whom(session: AsyncSession, who: str | None, *, by: Caller) -> models.Person:
    """Return the person (a Slack id, None for the caller) whose absences the caller may change.

    Raises Rejected for somebody in no team, and for anybody else's, saying who may.
    """
    me = await person.require(session, by)
    if who in (None, by.slack_id):
        named, reason = me, Reason.NO_TEAM
    else:
        named, reason = await person.look_up(session, Caller(by.workspace, who)), Reason.NOT_IN_A_TEAM
    if named is None or not await _in_a_team(session, named):
        raise Rejected.because(reason)
    await check(session, me, named)
    return named


async def check(session: AsyncSession, me: models.Person, whose: models.Person) -> None:
    """Raise Rejected for whoever may not change the absences of a person."""
    if me.id == whose.id or me.is_admin:
        return
    pair = await session.scalar(
        select(models.Pair)
        .where(models.Pair.rep_id == whose.id, models.Pair.is_running)
        .options(joinedload(models.Pair.manager))
    )
    if pair is None or pair.manager_id != me.id:
        manager = {"manager": pair.manager.name} if pair else {}
        raise Rejected.because(Reason.NOT_YOUR_ABSENCE, person=whose.name, **manager)


async def people(session: AsyncSession, me: models.Person) -> Sequence[models.Person]:
    """Return those in a team whose absences somebody may change: oneself first, then the others by name."""
    may = models.Person.id.is_not(None) if me.is_admin else _own(me)
    found = await session.scalars(
        select(models.Person)
        .where(models.Person.workspace_id == me.workspace_id, _in_teams(), may)
        .order_by(models.Person.id != me.id, models.Person.name, models.Person.id)
    )
    return found.all()


async def _in_a_team(session: AsyncSession, who: models.Person) -> bool:
    return bool(await session.scalar(select(models.Person.id).where(models.Person.id == who.id, _in_teams())))


def _in_teams() -> ColumnElement[bool]:
    leads = models.Person.id.in_(select(models.Team.manager_id).where(models.Team.is_running))
    return leads | models.Person.id.in_(select(models.Pair.rep_id).where(models.Pair.is_running))


def _own(me: models.Person) -> ColumnElement[bool]:
    reps = select(models.Pair.rep_id).where(models.Pair.manager_id == me.id, models.Pair.is_running)
    return (models.Person.id == me.id) | models.Person.id.in_(reps)
