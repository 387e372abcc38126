"""Opening check-ins: when their time has come, late after downtime, or before their time."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import takewhile

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.absence import Absence, Away
from bot.rules.cadence import Occurrence
from bot.rules.checkin import Cause, CheckIn, Sheet, Side
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.services import absence, cadence, delivery, person, quiet
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
    known = await _read(session, schedules, at=at)
    opened = [row for schedule in schedules if (row := _open(schedule, known, at=at))]
    session.add_all(known.rows.values())
    await session.flush()
    await _ask(session, opened, at=at)
    await _step_back(session, [known.latest[row.rep_id] for row in opened if row.rep_id in known.latest], opened, at=at)
    await delivery.redraw_homes(session, [who for row in opened for who in (row.rep, row.manager)], at=at)
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
    row = _new(schedule, occurrence, at=at)
    session.add(row)
    await session.flush()
    return row


def _new(schedule: models.Schedule, occurrence: Occurrence, *, at: datetime) -> models.CheckIn:
    return models.CheckIn(
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


@dataclass(frozen=True)
class _Known:
    """What is known of a batch of schedules before any is opened.

    `due` are the dates of each schedule whose time has come; `rows` the check-ins of a schedule and a date, which those
    that are made join; `latest` the newest check-in of each rep so far.
    """

    due: Mapping[int, Sequence[Occurrence]]
    rows: dict[tuple[int, date], models.CheckIn]
    latest: Mapping[int, CheckIn]
    absences: Collection[Absence]


async def _read(session: AsyncSession, schedules: Collection[models.Schedule], *, at: datetime) -> _Known:
    due = {schedule.id: _due(schedule, at) for schedule in schedules}
    pairs = [schedule.pair for schedule in schedules]
    since = min((dates[0].opens_at for dates in due.values() if dates), default=at)
    return _Known(
        due,
        {(row.schedule_id, row.scheduled_on): row for row in await _of_dates(session, due)},
        await latest(session, [pair.rep_id for pair in pairs]),
        await absence.since(session, [key for pair in pairs for key in (pair.rep_id, pair.manager_id)], since),
    )


def _due(schedule: models.Schedule, at: datetime) -> Sequence[Occurrence]:
    coming = cadence.of(schedule).occurrences(schedule.next_on)
    return list(takewhile(lambda one: one.opens_at <= at, coming))


async def _of_dates(session: AsyncSession, schedules: Collection[int]) -> Sequence[models.CheckIn]:
    """Return the check-ins made already for the next date of a schedule or a later one."""
    found = await session.scalars(
        select(models.CheckIn)
        .join(models.Schedule, models.Schedule.id == models.CheckIn.schedule_id)
        .join(models.Schedule.pair)
        .where(
            models.Schedule.id.in_(schedules),
            models.CheckIn.rep_id == models.Pair.rep_id,
            models.CheckIn.scheduled_on >= models.Schedule.next_on,
        )
        .options(*WITH_PEOPLE, WITH_HALVES)
    )
    return found.all()


def _open(schedule: models.Schedule, known: _Known, *, at: datetime) -> models.CheckIn | None:
    """Open the latest date whose time has come; earlier ones are left out, each with its cause."""
    due = known.due[schedule.id]
    if not due:  # the rep has moved to where it is earlier
        cadence.expect(schedule)
        return None
    away = cadence.away(schedule.pair, known.absences)
    for one in due[:-1]:
        _pass_over(schedule, one, away, known, at=at)
    held = _held(schedule, due[-1].on, away, known, at=at)
    if held and held.opens_at > at:
        cadence.wait_for(schedule, held)
        return None
    row = _made(schedule, held, known, at=at) if held else _pass_over(schedule, due[-1], away, known, at=at)
    cadence.expect(schedule, known.absences, since=due[-1].on + ONE_DAY)
    return row


def _held(schedule: models.Schedule, on: date, away: Away, known: _Known, *, at: datetime) -> Occurrence | None:
    """Return how a date is held, or None where it is not. One whose talk has passed is held late, if there is room."""
    if row := known.rows.get((schedule.id, on)):
        return cadence.occurrence_of(row)
    wish = cadence.of(schedule)
    held = wish.fitted(on, away)
    if held is None or held.talk_at > at:
        return held
    late = wish.fitted(on, away, after=at + ONE_DAY)
    return late and replace(late, opens_at=at)


def _made(schedule: models.Schedule, occurrence: Occurrence, known: _Known, *, at: datetime) -> models.CheckIn:
    key = (schedule.id, occurrence.on)
    if key not in known.rows:
        known.rows[key] = _new(schedule, occurrence, at=at)
    return known.rows[key]


def _pass_over(
    schedule: models.Schedule, occurrence: Occurrence, away: Away, known: _Known, *, at: datetime
) -> models.CheckIn:
    """Record a date that nobody was asked for: one of the two is away, or Tandem did not run when it was due."""
    if row := known.rows.get((schedule.id, occurrence.on)):
        return row
    row = _made(schedule, occurrence, known, at=at)
    is_away = cadence.of(schedule).fitted(occurrence.on, away) is None
    leave_out(row, Cause.AWAY if is_away else Cause.TANDEM, at=at)
    return row


async def _ask(session: AsyncSession, rows: Iterable[models.CheckIn], *, at: datetime) -> None:
    """Owe the prompts of check-ins, unless the rep has written already or one is skipped."""
    asked = [row for row in rows if frozen(row).rep_sent_at is None and row.skipped_at is None]
    wake = await quiet.awakes(session, [row.rep for row in asked], at)
    await delivery.owe_each(session, PROMPT, [(row.rep, row.id, wake[row.rep_id]) for row in asked])


async def _step_back(
    session: AsyncSession, before: Iterable[CheckIn], opened: Iterable[models.CheckIn], *, at: datetime
) -> None:
    """Have what asked for a half that never came drawn anew: it is no longer the one to answer."""
    current = {row.id for row in opened}
    silent = [(one, side) for one in before if one.id not in current for side in Side if one.sent_at(side) is None]
    shown = [
        (kind, await session.get_one(models.Person, one.person(side).id), one.id)
        for one, side in silent
        for kind in (PROMPT, *REMINDERS)
    ]
    await delivery.redraw_each(session, shown, at=at)
