"""Absences: saying when one is away, ending it, and who is away when."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.absence import ONE_DAY, Absence, Days
from bot.rules.person import Caller
from bot.services import person

FOREVER = date.max


async def declare(session: AsyncSession, days: Days, *, by: Caller, at: datetime) -> None:
    """Store that the caller is away. Days that overlap an absence, or follow it at once, become one with it.

    The same days twice change nothing. Raises Rejected for days that are over or the wrong way round.
    """
    me = await _locked(session, by)
    days.check(today(me, at))
    joined = [row for row in await _rows(session, [me.id], date.min, FOREVER) if _days(row).joins(days)]
    whole = days.joined(_days(row) for row in joined)
    for row in joined[1:]:
        await session.delete(row)
    kept = joined[0] if joined else models.Absence(workspace_id=me.workspace_id, person=me)
    kept.starts_on, kept.ends_on = whole.first, whole.last
    session.add(kept)
    await session.flush()


async def remove(session: AsyncSession, absence_id: int, *, by: Caller) -> None:
    """Forget an absence of the caller's; one that is gone already changes nothing."""
    me = await _locked(session, by)
    for row in await _rows(session, [me.id], date.min, FOREVER):
        if row.id == absence_id:
            await session.delete(row)
    await session.flush()


async def end(session: AsyncSession, *, by: Caller, at: datetime) -> bool:
    """End the absence under way as of yesterday, and say whether there was one. One that began today is forgotten."""
    me = await _locked(session, by)
    now = today(me, at)
    running = await _rows(session, [me.id], now, now)
    for row in running:
        if row.starts_on == now:
            await session.delete(row)
        else:
            row.ends_on = now - ONE_DAY
    await session.flush()
    return bool(running)


async def coming(session: AsyncSession, *, by: Caller, at: datetime) -> tuple[Absence, ...]:
    """Return the caller's absences that are not over, the next one first."""
    me = await person.require(session, by)
    return await away_between(session, [me.id], today(me, at), FOREVER)


async def away(session: AsyncSession, people: Collection[int], on: date) -> tuple[Absence, ...]:
    """Return who of `people` (their keys) is away on a day."""
    return await away_between(session, people, on, on)


async def away_between(session: AsyncSession, people: Collection[int], first: date, last: date) -> tuple[Absence, ...]:
    """Return who of `people` (their keys) is away on a day from `first` to `last`, each absence with all its days."""
    return tuple(
        Absence(row.id, person.frozen(row.person), _days(row)) for row in await _rows(session, people, first, last)
    )


async def since(session: AsyncSession, people: Collection[int], at: datetime) -> tuple[Absence, ...]:
    """Return the absences that may matter from an instant on, whatever the zone."""
    return await away_between(session, people, at.date() - timedelta(days=1), FOREVER)


def today(who: models.Person, at: datetime) -> date:
    """Return the date by the calendar of somebody's own zone."""
    return at.astimezone(person.frozen(who).zone).date()


async def _locked(session: AsyncSession, by: Caller) -> models.Person:
    """Return the caller's row, locked: whoever changes somebody's absences goes through it."""
    me = await person.require(session, by)
    await session.refresh(me, with_for_update={"key_share": True})  # others may go on writing to that person
    return me


async def _rows(session: AsyncSession, people: Collection[int], first: date, last: date) -> Sequence[models.Absence]:
    found = await session.scalars(
        select(models.Absence)
        .where(models.Absence.person_id.in_(people), models.Absence.starts_on <= last, models.Absence.ends_on >= first)
        .order_by(models.Absence.starts_on, models.Absence.id)
        .options(joinedload(models.Absence.person))
    )
    return found.all()


def _days(row: models.Absence) -> Days:
    return Days(row.starts_on, row.ends_on)
