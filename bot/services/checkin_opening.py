"""Opening check-ins: when their time has come, late after downtime, or before their time."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import takewhile

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.absence import Away
from bot.rules.cadence import Occurrence
from bot.rules.checkin import Cause, CheckIn, Sheet, Side
from bot.rules.person import Caller
from bot.rules.quiet import awake
from bot.rules.refusal import Reason, Rejected
from bot.services import cadence, delivery, person
from bot.services.cadence import WITH_PAIR
from bot.services.checkin import REMINDERS, WITH_HALVES, WITH_PEOPLE, frozen, latest, leave_out, sheet
from bot.services.delivery import PROMPT

ONE_DAY = timedelta(days=1)


async def open_due(session: AsyncSession, *, at: datetime, limit: int = 100) -> int:
    """Open the check-ins whose time has come, owe their prompts, and return how many schedules moved on.

    After downtime only the latest of the missed dates is opened: one late prompt, never a flood.
    """
    due = await session.scalars(
        select(models.Schedule)
        .where(models.Schedule.next_at <= at)
        .order_by(models.Schedule.next_at)
        .limit(limit)
        .with_for_update(skip_locked=True, of=models.Schedule)
        .options(*WITH_PAIR)
    )
    schedules = due.all()
    opened = [await _open(session, schedule, at=at) for schedule in schedules]
    await delivery.redraw_homes(session, [who for row in opened if row for who in (row.rep, row.manager)], at=at)
    return len(schedules)


async def open_early(session: AsyncSession, *, by: Caller, at: datetime) -> Sheet:
    """Return the sheet a rep is to fill: the check-in under way, or the next one, opened before its time.

    Raises Rejected for somebody who is no rep.
    """
    me = await person.require(session, by)
    schedule = await session.scalar(
        select(models.Schedule)
        .join(models.Schedule.pair)
        .where(models.Pair.rep_id == me.id, models.Pair.is_running)
        .with_for_update(of=models.Schedule)
        .options(*WITH_PAIR)
    )
    if schedule is None:
        raise Rejected.because(Reason.NO_CHECKIN)
    current = (await latest(session, [me.id])).get(me.id)
    if current is None or not current.under_way(at):
        absences = await cadence.absences(session, schedule, at)
        row = await made(session, schedule, cadence.upcoming(schedule, absences), at=at)
        return await sheet(session, row.id, by=by, at=at)
    return await sheet(session, current.id, by=by, at=at)


async def made(
    session: AsyncSession, schedule: models.Schedule, occurrence: Occurrence, *, at: datetime
) -> models.CheckIn:
    """Return the check-in of a date, made now unless it was opened early. The schedule must be locked."""
    if found := await _of_date(session, schedule, occurrence.on):
        return found
    row = models.CheckIn(
        workspace_id=schedule.workspace_id,
        schedule_id=schedule.id,
        rep=schedule.pair.rep,
        manager=schedule.pair.manager,
        scheduled_on=occurrence.on,
        opens_at=occurrence.opens_at,
        due_at=occurrence.due_at,
        talk_at=occurrence.talk_at,
        remind_at=cadence.of(schedule).reminder(occurrence, max(at, occurrence.opens_at)),
        halves=[],
    )
    session.add(row)
    await session.flush()
    return row


async def _of_date(session: AsyncSession, schedule: models.Schedule, on: date) -> models.CheckIn | None:
    return await session.scalar(
        select(models.CheckIn)
        .where(
            models.CheckIn.schedule_id == schedule.id,
            models.CheckIn.rep_id == schedule.pair.rep_id,
            models.CheckIn.scheduled_on == on,
        )
        .options(*WITH_PEOPLE, WITH_HALVES)
    )


async def _open(session: AsyncSession, schedule: models.Schedule, *, at: datetime) -> models.CheckIn | None:
    """Open the latest date whose time has come; earlier ones are left out, each with its cause."""
    coming = cadence.of(schedule).occurrences(schedule.next_on)
    due = list(takewhile(lambda one: one.opens_at <= at, coming))
    if not due:  # the rep has moved to where it is earlier
        cadence.expect(schedule)
        return None
    absences = await cadence.absences(session, schedule, due[0].opens_at)
    away = cadence.away(schedule.pair, absences)
    for one in due[:-1]:
        await _pass_over(session, schedule, one, away, at=at)
    before = (await latest(session, [schedule.pair.rep_id])).get(schedule.pair.rep_id)
    held = await _held(session, schedule, due[-1].on, away, at=at)
    if held and held.opens_at > at:
        cadence.wait_for(schedule, held)
        return None
    row = (
        await _asked(session, schedule, held, at=at)
        if held
        else await _pass_over(session, schedule, due[-1], away, at=at)
    )
    cadence.expect(schedule, absences, since=due[-1].on + ONE_DAY)
    if before and before.id != row.id:
        await _step_back(session, before, at=at)
    return row


async def _held(
    session: AsyncSession, schedule: models.Schedule, on: date, away: Away, *, at: datetime
) -> Occurrence | None:
    """Return how a date is held, or None where it is not. One whose talk has passed is held late, if there is room."""
    if row := await _of_date(session, schedule, on):
        return cadence.occurrence_of(row)
    wish = cadence.of(schedule)
    held = wish.fitted(on, away)
    if held is None or held.talk_at > at:
        return held
    late = wish.fitted(on, away, after=at + ONE_DAY)
    return late and replace(late, opens_at=at)


async def _asked(
    session: AsyncSession, schedule: models.Schedule, occurrence: Occurrence, *, at: datetime
) -> models.CheckIn:
    """Open a check-in and owe its prompt, unless its rep has written already or it is skipped."""
    row = await made(session, schedule, occurrence, at=at)
    if frozen(row).rep_sent_at is None and row.skipped_at is None:
        await delivery.owe(session, PROMPT, to=row.rep, subject=row.id, at=awake(person.frozen(row.rep), at))
    return row


async def _pass_over(
    session: AsyncSession, schedule: models.Schedule, occurrence: Occurrence, away: Away, *, at: datetime
) -> models.CheckIn:
    """Record a date that nobody was asked for: one of the two is away, or Tandem did not run when it was due."""
    if row := await _of_date(session, schedule, occurrence.on):
        return row
    row = await made(session, schedule, occurrence, at=at)
    is_away = cadence.of(schedule).fitted(occurrence.on, away) is None
    leave_out(row, Cause.AWAY if is_away else Cause.TANDEM, at=at)
    return row


async def _step_back(session: AsyncSession, before: CheckIn, *, at: datetime) -> None:
    """Have what asked for a half that never came drawn anew: it is no longer the one to answer."""
    for side in Side:
        if before.sent_at(side) is None:
            reader = await session.get_one(models.Person, before.person(side).id)
            for kind in (PROMPT, *REMINDERS):
                await delivery.redraw(session, kind, to=reader, subject=before.id, at=at)
