"""The record of a talk: how it stands, and what follows where somebody changes what is in it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.talk import Amendment, Frame, Record
from bot.services import delivery, person, quiet
from models.database import INSERT

WITH_PEOPLE = (joinedload(models.CheckIn.rep), joinedload(models.CheckIn.manager))


async def current(session: AsyncSession, pair: int, *, at: datetime) -> models.CheckIn | None:
    """Return the check-in whose talk the two of a pair may have open, people loaded: until the next one opens."""
    row, schedule = models.CheckIn, models.Schedule
    found = await session.scalar(
        select(row)
        .join(schedule, schedule.id == row.schedule_id)
        .where(schedule.pair_id == pair, row.skipped_at.is_(None), row.opens_at <= at)
        .order_by(row.scheduled_on.desc())
        .limit(1)
        .options(*WITH_PEOPLE)
    )
    return found if found and found.due_at <= at else None


async def locked(session: AsyncSession, row: models.CheckIn) -> models.TalkRecord:
    """Return the record of a talk, made now unless it is there, locked: everything that changes it waits here."""
    record = models.TalkRecord
    insert = INSERT[session.get_bind().dialect.name](record)
    made = insert.values(workspace_id=row.workspace_id, checkin_id=row.id)
    await session.execute(made.on_conflict_do_nothing(index_elements=["checkin_id"]))
    found = await session.scalars(
        select(record)
        .where(record.checkin_id == row.id)
        .with_for_update(of=record)
        .options(joinedload(record.changed_by))
        .execution_options(populate_existing=True)
    )
    return found.one()


async def of_checkin(session: AsyncSession, checkin: int) -> Record:
    """Return how the record of a talk stands."""
    record = models.TalkRecord
    found = await session.scalar(
        select(record)
        .where(record.checkin_id == checkin)
        .options(joinedload(record.changed_by))
        .execution_options(populate_existing=True)
    )
    return frozen(found) if found else Record()


async def frame(session: AsyncSession, row: models.CheckIn, pair: models.Pair) -> Frame:
    """Return what decides how far a talk is."""
    following = models.CheckIn
    opens_at = await session.scalar(
        select(following.opens_at)
        .where(
            following.schedule_id == row.schedule_id,
            following.scheduled_on > row.scheduled_on,
            following.skipped_at.is_(None),
        )
        .order_by(following.scheduled_on)
        .limit(1)
    )
    return Frame(opens_at, pair.ended_at)


async def amend(
    session: AsyncSession, pair: int, change: Amendment, *, by: models.Person, at: datetime, checkin: int | None = None
) -> None:
    """Note that somebody has changed what belongs in the record of a pair's open talk; the caller has it drawn anew.

    Who has confirmed is asked anew, besides whoever changes it: they know. A record that both have confirmed stays, and
    where a `checkin` is named, so does one of another.
    """
    row = await current(session, pair, at=at)
    if row is None or by.id not in (row.rep_id, row.manager_id) or checkin not in (None, row.id):
        return
    record = await locked(session, row)
    if frozen(record).closed_at:
        return
    record.change, record.changed_by_id, record.changed_at = change, by.id, at
    if record.rep_confirmed_at or record.manager_confirmed_at:
        is_rep = by.id == row.rep_id
        record.rep_confirmed_at, record.manager_confirmed_at = (at, None) if is_rep else (None, at)
    await session.flush()


async def redraw(session: AsyncSession, pair: int, *, at: datetime) -> None:
    """Have the messages about a pair's open talk drawn anew, since what is open between the two has changed."""
    if row := await current(session, pair, at=at):
        await tell(session, row, at=at)


async def tell(session: AsyncSession, row: models.CheckIn, *, at: datetime) -> None:
    """Have both messages of a talk drawn anew; a record that had nothing to say is owed once it has. Needs people."""
    readers = (row.rep, row.manager)
    kinds = (delivery.PREPARATION, delivery.RECORD)
    await delivery.redraw_each(session, [(kind, who, row.id) for kind in kinds for who in readers], at=at)
    if row.recorded_at is None or not (await of_checkin(session, row.id)).changed_since(row.recorded_at):
        return
    for reader in readers:
        if not await delivery.is_known(session, [delivery.RECORD], to=reader, subject=row.id):
            wake = await quiet.awake(session, reader, at)
            await delivery.owe(session, delivery.RECORD, to=reader, subject=row.id, at=wake)


def frozen(row: models.TalkRecord) -> Record:
    who = person.frozen(row.changed_by) if row.changed_by else None
    return Record(row.rep_confirmed_at, row.manager_confirmed_at, row.change, who, row.changed_at)
