"""Organisers: who may make teams. The workspace's admins may, and the people they name."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.person import Caller, Person
from bot.rules.refusal import Reason, Rejected
from bot.services import delivery, person

MAY = models.Person.is_admin | models.Person.is_organiser
NAMED = 5  # of those who may, in a refusal


async def require(session: AsyncSession, by: Caller) -> models.Person:
    """Return the caller's row, or raise Rejected for whoever may not make teams, naming who may."""
    me = await person.require(session, by)
    if not person.frozen(me).makes_teams:
        raise await refusal(session, by.workspace)
    return me


async def refusal(session: AsyncSession, workspace: str) -> Rejected:
    """Say who may make teams: as far as Tandem knows them."""
    names = [row.name for row in (await who_may(session, workspace))[:NAMED]]
    return Rejected.because(Reason.ONLY_ORGANISERS, names="\n".join(names))


async def who_may(session: AsyncSession, workspace: str, *also: ColumnElement[bool]) -> Sequence[models.Person]:
    return await _people(session, workspace, MAY, *also)


async def named(session: AsyncSession, *, by: Caller) -> tuple[Person, ...]:
    """Return whom the admins have named, by name."""
    return tuple(map(person.frozen, await _people(session, by.workspace, models.Person.is_organiser.is_(True))))


async def name(session: AsyncSession, people: Collection[int], *, by: Caller, at: datetime) -> None:
    """Let these people (their keys), and nobody else but the admins, make teams. Raises Rejected for others."""
    me = await person.require(session, by)
    if not me.is_admin:
        raise Rejected.because(Reason.ONLY_ADMINS)
    concerned = models.Person.is_organiser | models.Person.id.in_(people)
    changed = [row for row in await _people(session, by.workspace, concerned) if row.is_organiser != (row.id in people)]
    for row in changed:
        row.is_organiser = row.id in people
    await session.flush()
    await delivery.redraw_homes(session, changed, at=at)


async def _people(session: AsyncSession, workspace: str, *which: ColumnElement[bool]) -> Sequence[models.Person]:
    found = await session.scalars(
        select(models.Person)
        .where(models.Person.workspace_id == workspace, models.Person.left_at.is_(None), *which)
        .order_by(models.Person.name, models.Person.id)
    )
    return found.all()
