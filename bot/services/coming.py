"""The check-in of a pair whose talk comes next, and moving that talk. Everything here needs the schedule locked."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.cadence import Occurrence
from bot.services import cadence, checkin, checkin_opening, delivery

CHANGES = MOVED, SKIPPED = "checkin_moved", "checkin_skipped"


async def subject(session: AsyncSession, schedule: models.Schedule, *, at: datetime) -> models.CheckIn:
    """Return the check-in under way, or else the next one, made now."""
    found = await latest(session, schedule)
    if found and found.talk_at > at:
        return found
    upcoming = cadence.upcoming(schedule, await cadence.absences(session, schedule, at))
    return await checkin_opening.made(session, schedule, upcoming, at=at)


async def latest(session: AsyncSession, schedule: models.Schedule) -> models.CheckIn | None:
    return await session.scalar(
        select(models.CheckIn)
        .where(models.CheckIn.schedule_id == schedule.id, models.CheckIn.rep_id == schedule.pair.rep_id)
        .order_by(models.CheckIn.scheduled_on.desc())
        .limit(1)
        .with_for_update(of=models.CheckIn)
        .options(*checkin.WITH_PEOPLE, checkin.WITH_HALVES)
    )


async def next_talk(session: AsyncSession, schedule: models.Schedule, *, at: datetime) -> datetime:
    return cadence.upcoming(schedule, await cadence.absences(session, schedule, at)).talk_at


def shift(
    row: models.CheckIn, to: Occurrence, schedule: models.Schedule, *, by: models.Person | None, at: datetime
) -> None:
    """Move a talk, its deadline and its reminder, and its prompt too unless that is out. By nobody: an absence.

    One that was prepared already is prepared anew at its new deadline, in the same message.
    """
    back = to.talk_at == row.moved_from
    row.moved_from = None if back else row.moved_from or row.talk_at
    row.moved_by_id = by.id if by and not back else None
    row.due_at, row.talk_at, row.prepared_at = to.due_at, to.talk_at, None
    if row.opens_at > at:
        row.opens_at = to.opens_at
        if schedule.next_on == row.scheduled_on:
            cadence.wait_for(schedule, cadence.occurrence_of(row))
    if row.remind_at or not checkin.frozen(row).revealed:
        row.remind_at = cadence.of(schedule).reminder(to, max(at, row.opens_at))


async def tell(session: AsyncSession, kind: str, row: models.CheckIn, *, besides: str, at: datetime) -> None:
    """Tell the two, `besides` whoever (a Slack id) knows already, and draw anew what asks for their halves."""
    await checkin.redraw(session, checkin.frozen(row), at=at)
    for reader in (row.rep, row.manager):
        if reader.slack_id != besides:
            await delivery.owe(session, kind, to=reader, subject=row.id, cause=f"{row.id} {at.isoformat()}", at=at)


async def tell_of_absence(session: AsyncSession, row: models.CheckIn, *, besides: str, at: datetime) -> None:
    """Tell the other what an absence, or its end, means for their talk.

    They read it in the message they have of that talk (see `redraw()`), if it is the last that Tandem said to them,
    and in a new one otherwise.
    """
    await checkin.redraw(session, checkin.frozen(row), at=at)
    is_held = not row.skipped_at and not row.moved_from
    for reader in (row.rep, row.manager):
        if reader.slack_id == besides or (is_held and await _unheard(session, row, reader)):
            continue
        if not await delivery.is_last(session, CHANGES, to=reader, subject=row.id):
            kind, cause = SKIPPED if row.skipped_at else MOVED, f"{row.id} {at.isoformat()}"
            await delivery.owe(session, kind, to=reader, subject=row.id, cause=cause, at=at)


async def redraw(session: AsyncSession, row: models.CheckIn, *, at: datetime) -> None:
    """Have what the two were told of a talk drawn anew, so that no message contradicts another."""
    for reader in (row.rep, row.manager):
        for kind in CHANGES:
            await delivery.redraw(session, kind, to=reader, subject=row.id, at=at)


async def _unheard(session: AsyncSession, row: models.CheckIn, reader: models.Person) -> bool:
    """Take back what was to be told to somebody of a talk, and say whether nothing of it was."""
    for kind in CHANGES:
        await delivery.withdraw(session, kind, to=reader, subject=row.id)
    return not await delivery.is_known(session, CHANGES, to=reader, subject=row.id)
