"""The cadence of a pair: setting it, and telling what comes next."""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.cadence import Cadence, Occurrence


def of(schedule: models.Schedule) -> Cadence:
    """Read a schedule in its rep's zone, with its rep's public holidays. Needs `schedule.pair.rep` loaded."""
    pair = schedule.pair
    return Cadence(
        anchor=schedule.anchor,
        every_weeks=schedule.every_weeks,
        meets_at=schedule.meets_at,
        prompt_at=schedule.prompt_at,
        zone=ZoneInfo(pair.rep.tz),
        country=pair.country,
    )


def upcoming(schedule: models.Schedule) -> Occurrence:
    return of(schedule).occurrence(schedule.next_on)


def wait_for(schedule: models.Schedule, occurrence: Occurrence) -> None:
    """Make `occurrence` the next whose prompt is to open."""
    schedule.next_on = occurrence.on
    schedule.next_at = occurrence.opens_at


async def replan(session: AsyncSession, rep_id: int) -> None:
    """Work out anew when a rep's next prompt opens: the zone its local time is meant in has changed."""
    schedule = await session.scalar(
        select(models.Schedule)
        .join(models.Schedule.pair)
        .where(models.Pair.rep_id == rep_id)
        .with_for_update(of=models.Schedule)
        .options(joinedload(models.Schedule.pair).joinedload(models.Pair.rep))
    )
    if schedule:
        wait_for(schedule, upcoming(schedule))


async def next_opening(session: AsyncSession) -> datetime | None:
    """Return the instant of the next prompt of all, or None where nobody has a cadence."""
    return await session.scalar(select(func.min(models.Schedule.next_at)))
