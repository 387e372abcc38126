"""Owing the two of a check-in the preparation of their talk, and afterwards its record."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ColumnElement, ColumnExpressionArgument, func, select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.absence import on_the_day
from bot.rules.checkin import Side
from bot.rules.talk import RECORD_LAG, RECORD_LATEST
from bot.services import absence, checkin, delivery, quiet, talk
from bot.services.delivery import PREPARATION, RECORD
from models.team import WITH_THE_TWO

Row = models.CheckIn
UNPREPARED = (Row.prepared_at.is_(None), Row.skipped_at.is_(None))
UNRECORDED = (Row.recorded_at.is_(None), Row.skipped_at.is_(None))


async def prepare_due(session: AsyncSession, *, at: datetime, limit: int = 100) -> int:
    """Owe the preparations whose time has come, an hour before the talks; return of how many check-ins that was.

    They wait for the end of quiet hours, and where that is after the talk has begun, none is sent. Who is away that day
    gets none. They ask for the halves that are missing, so that no reminder of the same goes out any more.
    """
    rows = await _due(session, *UNPREPARED, Row.due_at <= at, by=Row.due_at, limit=limit)
    for row in rows:
        row.prepared_at = at
    coming = [row for row in rows if row.talk_at > at]
    if coming:
        asked = (delivery.REMINDER, checkin.SNOOZED)
        await delivery.withdraw_each(session, asked, subjects=[row.id for row in coming])
    wanted = [(who, row) for row in coming for who in (row.rep, row.manager)]
    await _owe_preparations(session, wanted, at=at)
    await delivery.redraw_homes(session, [who for who, _ in wanted], at=at)
    return len(rows)


async def prepare_who_follows(session: AsyncSession, row: Row, former: models.Person, *, at: datetime) -> None:
    """Owe its preparation to the manager who takes a talk over, where that of the `former` one was owed already.

    What the former one was shown says then who talks with the rep.
    """
    if row.prepared_at and row.skipped_at is None:
        await _owe_preparations(session, [(row.manager, row)], at=at)
        await delivery.redraw(session, PREPARATION, to=former, subject=row.id, at=at)


async def record_due(session: AsyncSession, *, at: datetime, limit: int = 100) -> int:
    """Owe the records whose time has come, an hour after the talks began; return of how many check-ins that was.

    None is owed where nobody has written or noted anything, nor once the next check-in has opened.
    """
    rows = await _due(session, *UNRECORDED, Row.talk_at <= at - RECORD_LAG, by=Row.talk_at, limit=limit)
    told = [row for row in rows if at - row.talk_at <= RECORD_LATEST and await _is_worth_it(session, row, at=at)]
    for row in rows:
        row.recorded_at = at
    people = [who for row in told for who in (row.rep, row.manager)]
    wake = await quiet.awakes(session, people, at)
    wanted = [(who, row.id, wake[who.id]) for row in told for who in (row.rep, row.manager)]
    await delivery.owe_each(session, RECORD, wanted)
    return len(rows)


async def next_preparation(session: AsyncSession) -> datetime | None:
    """Return the instant of the next preparation of all, or None."""
    return await session.scalar(select(func.min(Row.due_at)).where(*UNPREPARED))


async def next_record(session: AsyncSession) -> datetime | None:
    """Return the instant of the next record of all, or None."""
    talk_at = await session.scalar(select(func.min(Row.talk_at)).where(*UNRECORDED))
    return talk_at and talk_at + RECORD_LAG


async def _owe_preparations(
    session: AsyncSession, wanted: Collection[tuple[models.Person, Row]], *, at: datetime
) -> None:
    """Owe the preparations of talks to come to who is there that day, and awake before they begin."""
    people = [who for who, _ in wanted]
    wake = await quiet.awakes(session, people, at)
    away = {one.person.id for one in on_the_day(await absence.since(session, [one.id for one in people], at), at)}
    fit = [(who, row.id, wake[who.id]) for who, row in wanted if who.id not in away and wake[who.id] < row.talk_at]
    await delivery.owe_each(session, PREPARATION, fit)


async def _is_worth_it(session: AsyncSession, row: Row, *, at: datetime) -> bool:
    pair = await session.scalar(
        select(models.Pair)
        .join(models.Schedule, models.Schedule.pair_id == models.Pair.id)
        .where(models.Schedule.id == row.schedule_id)
        .options(*WITH_THE_TWO)
    )
    if pair is None:
        return False
    found = await talk.read(session, row, pair, Side.REP, at=at)
    return found.says_something or (found.is_open and found.checkin.begun)


async def _due(
    session: AsyncSession, *which: ColumnElement[bool], by: ColumnExpressionArgument[datetime], limit: int
) -> Collection[Row]:
    rows = await session.scalars(
        select(Row)
        .where(*which)
        .order_by(by, Row.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Row)
        .options(*checkin.WITH_PEOPLE, checkin.WITH_HALVES)
    )
    return rows.all()
