"""Leaving a check-in out: because one of the two says so, or because one of them is away."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.absence import Away
from bot.rules.cadence import Occurrence
from bot.rules.checkin import Cause, Skipped
from bot.rules.person import Caller
from bot.rules.refusal import Problem, Reason, Rejected
from bot.services import cadence, checkin, coming, delivery, person, quiet

ONE_DAY = timedelta(days=1)


async def skip(session: AsyncSession, pair: models.Pair, reason: str, *, by: Caller, at: datetime) -> Skipped:
    """Skip a pair's check-in under way, or else the next one; the other of the two is told why.

    One that is skipped already stays as it is. Raises Rejected without a reason, and once both halves are in.
    """
    if not reason.strip():
        raise Rejected(Problem(Reason.SKIP_NEEDS_REASON, "reason"))
    schedule = await cadence.locked(session, pair)
    row = await coming.subject(session, schedule, at=at)
    if checkin.frozen(row).revealed:
        raise Rejected(Problem(Reason.SKIP_TOO_LATE, "reason"))
    if row.skipped_at is None:
        me = await person.require(session, by)
        checkin.leave_out(row, Cause.PERSON, at=at, by=me, reason=reason.strip())
        _move_on(schedule, row)
        await session.flush()
        await coming.tell(session, coming.SKIPPED, row, besides=by.slack_id, at=at)
        await delivery.redraw_homes(session, (row.rep, row.manager), at=at)
    return Skipped(checkin.frozen(row), await coming.next_talk(session, schedule, at=at))


async def preview(session: AsyncSession, pair: models.Pair, *, at: datetime) -> datetime:
    """Return the talk that would be skipped now, or raise Rejected where there is none to skip."""
    schedule = await cadence.locked(session, pair)
    latest = (await checkin.latest(session, [pair.rep_id])).get(pair.rep_id)
    if latest is None or latest.past(at):
        return await coming.next_talk(session, schedule, at=at)
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
    return Skipped(sheet.checkin, await coming.next_talk(session, found.one(), at=at))


async def follow_absences(session: AsyncSession, *, by: Caller, at: datetime) -> None:
    """Bring what is open into line with the caller's absences, which have changed.

    A talk that falls on an absence moves to when both are there, or is left out, and takes place as it was to be when
    it does so no longer. A prompt that waits for somebody's return is thought over again.
    """
    me = await person.require(session, by)
    readers = {me.id: me}
    for schedule in await _schedules(session, me):
        pair = schedule.pair
        readers |= {pair.rep_id: pair.rep, pair.manager_id: pair.manager}
        absences = await cadence.absences(session, schedule, at)
        row = await coming.latest(session, schedule)
        if row and row.talk_at > at:
            await coming.redraw(session, row, at=at)
            await _follow(session, row, schedule, cadence.away(pair, absences), besides=me.slack_id, at=at)
        cadence.expect(schedule, absences)
    await delivery.redraw_homes(session, readers.values(), at=at)


async def _follow(
    session: AsyncSession, row: models.CheckIn, schedule: models.Schedule, away: Away, *, besides: str, at: datetime
) -> None:
    was_out, was_moved = row.skip_cause is Cause.AWAY, row.moved_from is not None and row.moved_by_id is None
    if (row.skipped_at and not was_out) or not (was_out or was_moved or away.on_the_day(row.talk_at)):
        return
    found = cadence.of(schedule).fitted(row.scheduled_on, away, after=at)
    if (found is None and was_out) or (found and not was_out and found.talk_at == row.talk_at):
        return
    if found is None:
        if checkin.frozen(row).begun:
            return
        checkin.leave_out(row, Cause.AWAY, at=at)
    else:
        await _hold(session, row, found, schedule, at=at)
    await session.flush()
    await coming.tell_of_absence(session, row, besides=besides, at=at)


async def _hold(
    session: AsyncSession, row: models.CheckIn, found: Occurrence, schedule: models.Schedule, *, at: datetime
) -> None:
    """Have a talk take place as it is found to be possible."""
    if row.skipped_at:
        row.skipped_at = row.skip_cause = None
        if row.opens_at <= at:
            asked_at = await quiet.awake(session, row.rep, at)
            await delivery.owe(session, checkin.PROMPT, to=row.rep, subject=row.id, at=asked_at)
    if found.talk_at == row.talk_at:
        row.remind_at = cadence.of(schedule).reminder(found, max(at, row.opens_at))
    else:
        coming.shift(row, found, schedule, by=None, at=at)


async def _schedules(session: AsyncSession, who: models.Person) -> Collection[models.Schedule]:
    found = await session.scalars(
        select(models.Schedule)
        .join(models.Schedule.pair)
        .where(or_(models.Pair.rep_id == who.id, models.Pair.manager_id == who.id), models.Pair.is_running)
        .order_by(models.Schedule.id)
        .with_for_update(of=models.Schedule)
        .options(*cadence.WITH_PAIR)
    )
    return found.all()


def _move_on(schedule: models.Schedule, row: models.CheckIn) -> None:
    """Have the schedule go on with the date after a check-in that is not to open any more."""
    if schedule.next_on <= row.scheduled_on:
        cadence.expect(schedule, since=row.scheduled_on + ONE_DAY)
