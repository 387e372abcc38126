"""Reminding the owner of an action: two working days before its day, and on the day."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.absence import Absence
from bot.rules.action import Reminders, morning
from bot.rules.cadence import DayOff, day_off, next_working_day
from bot.services import absence, delivery, person, quiet

KINDS = SOON, TODAY = delivery.ACTIONS_DUE
ELSEWHERE = "FR"  # where the owner is in no team any more
ONE_DAY = timedelta(days=1)


async def next_of(session: AsyncSession, row: models.Action, *, at: datetime) -> datetime | None:
    """Return when the owner of an action, loaded, is to be reminded next; None where both moments are past."""
    return (await _reminders(session, row)).after(at)


async def remind_due(session: AsyncSession, *, at: datetime, limit: int = 100) -> int:
    """Owe the reminders whose time has come, and return of how many actions that was.

    Whoever is away is reminded once, on the first working day on which they are back. After downtime one is sent.
    """
    due = await session.scalars(
        select(models.Action)
        .where(models.Action.remind_at <= at)
        .order_by(models.Action.remind_at, models.Action.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=models.Action)
        .options(joinedload(models.Action.owner))
    )
    rows = due.all()
    absences = await absence.since(session, {row.owner_id for row in rows}, at)
    for row in rows:
        await _remind(session, row, [one for one in absences if one.person.id == row.owner_id], at=at)
    return len(rows)


async def next_reminder(session: AsyncSession) -> datetime | None:
    """Return the instant of the next reminder of all, or None."""
    return await session.scalar(select(func.min(models.Action.remind_at)))


async def _remind(session: AsyncSession, row: models.Action, absences: Collection[Absence], *, at: datetime) -> None:
    owner, today = person.frozen(row.owner), absence.today(row.owner, at)
    off, hours = await _days_off(session, row.owner_id), (await quiet.of_people(session, [row.owner]))[row.owner_id]

    def unasked(day: date) -> bool:
        return off(day) or any(one.days.covers(day) for one in absences)

    if unasked(today):
        row.remind_at = morning(owner, next_working_day(today + ONE_DAY, unasked), hours)
        return
    reminders = Reminders.of(owner, row.due_on, off, hours)
    row.remind_at = reminders.after(at)
    kind = SOON if row.remind_at else TODAY
    await delivery.owe(session, kind, to=row.owner, subject=row.id, cause=f"{row.id} {row.due_on}", at=at)


async def _reminders(session: AsyncSession, row: models.Action) -> Reminders:
    hours = (await quiet.of_people(session, [row.owner]))[row.owner_id]
    return Reminders.of(person.frozen(row.owner), row.due_on, await _days_off(session, row.owner_id), hours)


async def _days_off(session: AsyncSession, owner: int) -> DayOff:
    """Return the days off of somebody: where they are a rep, else where the team is that they lead."""
    pair = models.Pair
    country = await session.scalar(
        select(case((pair.rep_id == owner, pair.country), else_=models.Team.country))
        .join(models.Team, models.Team.id == pair.team_id)
        .where((pair.rep_id == owner) | (pair.manager_id == owner), pair.is_running)
        .order_by(pair.rep_id != owner, pair.id)
        .limit(1)
    )
    return day_off(country or ELSEWHERE)
