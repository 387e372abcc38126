"""Leaving a check-in out: because one of the two says so, or because one of them is away."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.absence import Absence, on_the_day
from bot.rules.checkin import Skipped
from bot.rules.person import Caller
from bot.rules.refusal import Problem, Reason, Rejected
from bot.services import absence, cadence, checkin, delivery, person

SKIPPED = "checkin_skipped"
ONE_DAY = timedelta(days=1)


async def skip(session: AsyncSession, pair: models.Pair, reason: str, *, by: Caller, at: datetime) -> Skipped:
    """Skip a pair's check-in under way, or else the next one; the other of the two is told why.

    One that is skipped already stays as it is. Raises Rejected without a reason, and once both halves are in.
    """
    if not reason.strip():
        raise Rejected(Problem(Reason.SKIP_NEEDS_REASON, "reason"))
    schedule = await cadence.locked(session, pair)
    row = await _subject(session, schedule, at=at)
    if checkin.frozen(row).revealed:
        raise Rejected(Problem(Reason.SKIP_TOO_LATE, "reason"))
    if row.skipped_at is None:
        checkin.leave_out(row, at=at, by=await person.require(session, by), reason=reason.strip())
        _move_on(schedule, row)
        await session.flush()
        await _tell(session, row, besides=by.slack_id, at=at)
        await delivery.redraw_homes(session, (row.rep, row.manager), at=at)
    return Skipped(checkin.frozen(row), await _next_talk(session, schedule, at=at))


async def preview(session: AsyncSession, pair: models.Pair, *, at: datetime) -> datetime:
    """Return the talk that would be skipped now, or raise Rejected where there is none to skip."""
    schedule = await cadence.locked(session, pair)
    latest = (await checkin.latest(session, [pair.rep_id])).get(pair.rep_id)
    if latest is None or latest.past(at):
        return await _next_talk(session, schedule, at=at)
    if latest.skip:
        raise Rejected.because(Reason.SKIPPED, **latest.skip.details())
    if latest.revealed:
        raise Rejected.because(Reason.SKIP_TOO_LATE)
    return latest.talk_at


async def told(session: AsyncSession, checkin_id: int, *, by: Caller, at: datetime) -> Skipped:
    """Return a check-in that was skipped, with the next talk. Raises Rejected to whoever is no part of it."""
    sheet = await checkin.sheet(session, checkin_id, by=by, at=at)
    found = await session.scalars(
        select(models.Schedule)
        .join(models.CheckIn, models.CheckIn.schedule_id == models.Schedule.id)
        .where(models.CheckIn.id == sheet.checkin.id)
        .options(*cadence.WITH_PAIR)
    )
    return Skipped(sheet.checkin, await _next_talk(session, found.one(), at=at))


async def follow_absences(session: AsyncSession, *, by: Caller, at: datetime) -> None:
    """Bring what is open into line with the caller's absences, which have changed.

    A check-in nobody has written in is left out when its talk falls on an absence, and takes place after all when
    it does so no longer. A prompt that waits for somebody's return is thought over again.
    """
    me = await person.require(session, by)
    readers = {me.id: me}
    for schedule in await _schedules(session, me):
        pair = schedule.pair
        readers |= {pair.rep_id: pair.rep, pair.manager_id: pair.manager}
        absences = await _absences(session, schedule, at)
        row = await _latest(session, schedule)
        if row and row.talk_at > at:
            await _follow(session, row, schedule, absences, besides=me.slack_id, at=at)
        cadence.wait_for(schedule, cadence.upcoming(schedule))
    await delivery.redraw_homes(session, readers.values(), at=at)


async def _follow(
    session: AsyncSession,
    row: models.CheckIn,
    schedule: models.Schedule,
    absences: Collection[Absence],
    *,
    besides: str,
    at: datetime,
) -> None:
    away, was_away = bool(on_the_day(absences, row.talk_at)), row.skipped_at is not None and row.skipped_by_id is None
    if away and row.skipped_at is None and not checkin.frozen(row).begun:
        checkin.leave_out(row, at=at)
    elif was_away and not away:
        await _take_up(session, row, schedule, at=at)
    else:
        return
    await session.flush()
    await _tell(session, row, besides=besides, at=at)


async def _take_up(session: AsyncSession, row: models.CheckIn, schedule: models.Schedule, *, at: datetime) -> None:
    """Let a check-in take place after all."""
    row.skipped_at = None
    row.remind_at = cadence.of(schedule).reminder(cadence.occurrence_of(row), max(at, row.opens_at))
    if row.opens_at <= at:
        await delivery.owe(session, checkin.PROMPT, to=row.rep, subject=row.id, at=at)


async def _subject(session: AsyncSession, schedule: models.Schedule, *, at: datetime) -> models.CheckIn:
    """Return the check-in whose talk comes next: the one under way, or the next one, made now."""
    latest = await _latest(session, schedule)
    if latest and latest.talk_at > at:
        return latest
    upcoming = cadence.upcoming(schedule, await _absences(session, schedule, at))
    return await checkin.made(session, schedule, upcoming, at=at)


async def _latest(session: AsyncSession, schedule: models.Schedule) -> models.CheckIn | None:
    return await session.scalar(
        select(models.CheckIn)
        .where(models.CheckIn.schedule_id == schedule.id, models.CheckIn.rep_id == schedule.pair.rep_id)
        .order_by(models.CheckIn.scheduled_on.desc())
        .limit(1)
        .with_for_update(of=models.CheckIn)
        .options(*checkin.WITH_PEOPLE, checkin.WITH_HALVES)
    )


async def _schedules(session: AsyncSession, who: models.Person) -> Collection[models.Schedule]:
    found = await session.scalars(
        select(models.Schedule)
        .join(models.Schedule.pair)
        .where(or_(models.Pair.rep_id == who.id, models.Pair.manager_id == who.id), models.Pair.ended_at.is_(None))
        .order_by(models.Schedule.id)
        .with_for_update(of=models.Schedule)
        .options(*cadence.WITH_PAIR)
    )
    return found.all()


async def _absences(session: AsyncSession, schedule: models.Schedule, at: datetime) -> Collection[Absence]:
    return await absence.since(session, [schedule.pair.rep_id, schedule.pair.manager_id], at)


def _move_on(schedule: models.Schedule, row: models.CheckIn) -> None:
    """Have the schedule go on with the date after a check-in that is not to open any more."""
    if schedule.next_on <= row.scheduled_on:
        cadence.wait_for(schedule, next(cadence.of(schedule).occurrences(row.scheduled_on + ONE_DAY)))


async def _tell(session: AsyncSession, row: models.CheckIn, *, besides: str, at: datetime) -> None:
    await checkin.redraw(session, checkin.frozen(row), at=at)
    for reader in (row.rep, row.manager):
        if reader.slack_id != besides:
            await delivery.owe(session, SKIPPED, to=reader, subject=row.id, at=at)


async def _next_talk(session: AsyncSession, schedule: models.Schedule, *, at: datetime) -> datetime:
    return cadence.upcoming(schedule, await _absences(session, schedule, at)).talk_at
