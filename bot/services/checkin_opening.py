"""Opening check-ins: when their time has come, late after downtime, or before their time."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import Select, bindparam, exists, insert, select, update
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.cadence import Occurrence
from bot.rules.checkin import Sheet
from bot.rules.checkin_opening import New, Turn, new, turn
from bot.rules.person import Caller, Reader
from bot.rules.refusal import Reason, Rejected
from bot.services import cadence, checkin_waiting, delivery, person, quiet
from bot.services.cadence import WITH_PAIR
from bot.services.checkin import REMINDERS, WITH_HALVES, WITH_PEOPLE, latest, sheet
from bot.services.checkin_waiting import Waiting
from bot.services.delivery import PROMPT

BATCH = 1_000  # schedules a transaction
CHECKINS, SCHEDULES = (models.Base.metadata.tables[one.__tablename__] for one in (models.CheckIn, models.Schedule))
MAKE = insert(CHECKINS)
MOVE_ON = update(SCHEDULES).where(SCHEDULES.c.id == bindparam("schedule"))
Turns = Sequence[tuple[Waiting, Turn]]


async def open_due(session: AsyncSession, *, at: datetime, limit: int = BATCH) -> int:
    """Open the check-ins whose time has come, owe their prompts, and return how many schedules moved on.

    After downtime only the latest of the missed dates is opened: one late prompt, never a flood. All is written past
    the session: schedules that it holds already stay in it as they were.
    """
    waiting = await checkin_waiting.waiting(session, at=at, limit=limit)
    if waiting:
        await _open(session, await _turns(session, waiting, at=at), at=at)
    return len(waiting)


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
    found = _of_date(schedule, occurrence.on)
    if row := await session.scalar(found):
        return row
    one = new(cadence.of(schedule), occurrence, at)
    await session.execute(MAKE, _row(schedule.id, schedule.workspace_id, schedule.pair, one, at=at))
    return (await session.scalars(found)).one()


def _of_date(schedule: models.Schedule, on: date) -> Select[models.CheckIn]:
    row = models.CheckIn
    one = (row.schedule_id == schedule.id, row.rep_id == schedule.pair.rep_id, row.scheduled_on == on)
    return select(row).where(*one).options(*WITH_PEOPLE, WITH_HALVES)


async def _turns(session: AsyncSession, waiting: Collection[Waiting], *, at: datetime) -> Turns:
    early = await checkin_waiting.made(session, [one.schedule for one in waiting])
    away = await checkin_waiting.away(session, waiting)
    known = {key: tuple(row.occurrence for row in rows) for key, rows in early.items()}
    return [
        (one, turn(one.cadence, one.next_on, at, away[one.schedule], known.get(one.schedule, ()))) for one in waiting
    ]


async def _open(session: AsyncSession, turns: Turns, *, at: datetime) -> None:
    theirs = [(one, taken.opened) for one, taken in turns if taken.opened]
    unanswered = await checkin_waiting.unanswered(session, [one.rep.id for one, _ in theirs])
    await _make(session, turns, at=at)
    made = await checkin_waiting.made(session, [one.schedule for one, _ in theirs])
    opened = [(one, row) for one, on in theirs for row in made[one.schedule] if row.occurrence.on == on]
    await _move_on(session, turns)
    await _ask(session, [(one.rep, row.id) for one, row in opened if row.is_to_ask], at=at)
    await _step_back(session, set(unanswered) - {row.id for _, row in opened}, at=at)
    await delivery.redraw_homes(session, [who for one, _ in opened for who in (one.rep, one.manager)], at=at)


async def _make(session: AsyncSession, turns: Turns, *, at: datetime) -> None:
    rows = [_row(one.schedule, one.workspace, one, row, at=at) for one, taken in turns for row in taken.new]
    if rows:
        await session.execute(MAKE, rows)


def _row(schedule: int, workspace: str, of: Waiting | models.Pair, one: New, *, at: datetime) -> Mapping[str, object]:
    return {
        "workspace_id": workspace,
        "schedule_id": schedule,
        "rep_id": of.rep.id,
        "manager_id": of.manager.id,
        "scheduled_on": one.occurrence.on,
        "opens_at": one.occurrence.opens_at,
        "due_at": one.occurrence.due_at,
        "talk_at": one.occurrence.talk_at,
        "remind_at": one.remind_at,
        "skipped_at": at if one.left_out else None,
        "skip_cause": one.left_out,
    }


async def _move_on(session: AsyncSession, turns: Turns) -> None:
    coming = [(one.schedule, taken.following) for one, taken in turns]
    await session.execute(MOVE_ON, [{"schedule": key, "next_on": to.on, "next_at": to.opens_at} for key, to in coming])


async def _ask(session: AsyncSession, asked: Collection[tuple[Reader, int]], *, at: datetime) -> None:
    """Owe reps the prompts of check-ins."""
    wake = await quiet.awakes(session, [rep for rep, _ in asked], at)
    await delivery.owe_each(session, PROMPT, [(rep, key, wake[rep.id]) for rep, key in asked])


async def _step_back(session: AsyncSession, checkins: Collection[int], *, at: datetime) -> None:
    """Have what asked for a half that never came drawn anew: it is no longer the one to answer."""
    if checkins:
        await delivery.redraw_those(session, models.Delivery.id.in_(_unanswered(checkins)), at=at)


def _unanswered(checkins: Collection[int]) -> Select[int]:
    """Find what asked one of the two, still there, for the half of a check-in that they did not send."""
    row, asking, half = models.CheckIn, models.Delivery, models.Half
    sent = exists().where(half.checkin_id == row.id, half.author_id == asking.recipient_id)
    return (
        select(asking.id)
        .join(row, (row.id == asking.subject_id) & asking.recipient_id.in_([row.rep_id, row.manager_id]))
        .join(asking.recipient)
        .where(row.id.in_(checkins), asking.kind.in_((PROMPT, *REMINDERS)), ~sent, models.Person.left_at.is_(None))
    )
