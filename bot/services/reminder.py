"""Reminding whoever still owes a half of a check-in, once; at the deadline, the preparation of the talk asks for it."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.absence import on_the_day
from bot.rules.checkin import Side
from bot.services import absence, checkin, delivery, quiet


async def remind_due(session: AsyncSession, *, at: datetime, limit: int = 100) -> int:
    """Owe the reminders whose time has come, and return of how many check-ins that was.

    Nobody is reminded from the deadline on, on a day of absence, or before the moment they asked for.
    """
    due = await session.scalars(
        select(models.CheckIn)
        .where(models.CheckIn.remind_at <= at)
        .order_by(models.CheckIn.remind_at, models.CheckIn.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=models.CheckIn)
        .options(*checkin.WITH_PEOPLE, checkin.WITH_HALVES)
    )
    rows = due.all()
    absences = await absence.since(session, [key for row in rows for key in (row.rep_id, row.manager_id)], at)
    away = {one.person.id for one in on_the_day(absences, at)}
    wake = await quiet.awakes(session, [who for row in rows for who in (row.rep, row.manager)], at)
    for row in rows:
        row.remind_at, found = None, checkin.frozen(row)
        for side, who in ((Side.REP, row.rep), (Side.MANAGER, row.manager)):
            is_asked = found.owed(side, at) and at < row.due_at
            if is_asked and who.id not in away and not found.snoozed_until(side, at):
                await delivery.owe(session, checkin.REMINDER, to=who, subject=row.id, at=wake[who.id])
    return len(rows)


async def next_reminder(session: AsyncSession) -> datetime | None:
    """Return the instant of the next reminder of all, or None."""
    return await session.scalar(select(func.min(models.CheckIn.remind_at)))
