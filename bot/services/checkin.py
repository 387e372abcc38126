"""Check-ins: who sees what of one, and what both halves need to know of it."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload

import models
from bot.rules import visibility
from bot.rules.action import Action
from bot.rules.addition import Addition
from bot.rules.checkin import Cause, CheckIn, Move, Report, Sheet, Skip
from bot.rules.person import Caller, Person
from bot.rules.question import Answer, Answers, Side
from bot.rules.refusal import Reason, Rejected
from bot.services import action, agenda, delivery, objective, person, progress
from bot.services.delivery import PREPARATION, PROMPT, RECORD, REMINDER, SHARED

REVEALED, SNOOZED = "checkin_revealed", "checkin_snoozed"
TALK = (PREPARATION, RECORD)
REMINDERS = (REMINDER, SNOOZED, *TALK)
ONE_DAY = timedelta(days=1)
Pairs = tuple[int, int | None]  # that of the check-in, and the one its rep is in now
WITH_PEOPLE = (joinedload(models.CheckIn.rep), joinedload(models.CheckIn.manager))
WITH_HALVES = selectinload(models.CheckIn.halves)
WITH_ANSWERS = WITH_HALVES.selectinload(models.Half.answers)


async def sheet(session: AsyncSession, checkin_id: int, *, by: Caller, at: datetime) -> Sheet:
    """Return what a person may see of a check-in, or raise Rejected to whoever is no part of it."""
    me = await person.require(session, by)
    row = await get(session, checkin_id, me.workspace_id)
    checkin = frozen(row)
    side = side_of(checkin, me)
    theirs = answers(row, side.other)
    standing = await objective.standing(session, [checkin.rep.id], at=checkin.opens_at)  # for good: they are its own
    pair, running = (await pairs(session, [row.id]))[row.id]
    is_former = side is Side.MANAGER and running != pair
    return Sheet(
        checkin=checkin,
        side=side,
        objectives=tuple(replace(one, latest=None) if is_former else one for one in standing[checkin.rep.id]),
        mine=answers(row, side),
        theirs=visibility.visible(theirs, checkin, side, at),
        reports=await reports(session, checkin_id) if checkin.begun else (),
        agreed=await action.added_in(session, checkin_id) if checkin.begun else (),
        pending=await action.open_of_pair(session, pair, besides=checkin_id),
        done=await _done_since_last_time(session, row, pair),
        points=(await agenda.open_points(session, [pair]))[pair],
        additions=await _additions(session, row) if checkin.revealed else (),
    )


async def owing(
    session: AsyncSession, checkin_id: int, me: models.Person, *, at: datetime
) -> tuple[models.CheckIn, Side]:
    """Return a check-in, locked, with the side that owes its half. Raises Rejected for whoever owes none."""
    row = await get(session, checkin_id, me.workspace_id, lock=True)
    side = side_of(frozen(row), me)
    if not frozen(row).owed(side, at):
        raise Rejected.because(Reason.NOTHING_OWED)
    return row, side


async def latest(session: AsyncSession, reps: Collection[int]) -> Mapping[int, CheckIn]:
    """Return the newest check-in of each rep who has one."""
    of_rep = select(models.CheckIn.id).where(models.CheckIn.rep_id == models.Person.id).correlate(models.Person)
    newest = of_rep.order_by(models.CheckIn.scheduled_on.desc(), models.CheckIn.id.desc()).limit(1).scalar_subquery()
    rows = await session.scalars(
        select(models.CheckIn)
        .where(models.CheckIn.id.in_(select(newest).where(models.Person.id.in_(reps))))
        .options(*WITH_PEOPLE, WITH_HALVES)
    )
    return {row.rep_id: frozen(row) for row in rows}


def frozen(row: models.CheckIn) -> CheckIn:
    sent = {half.side: half.sent_at for half in row.halves}
    return CheckIn(
        id=row.id,
        rep=person.frozen(row.rep),
        manager=person.frozen(row.manager),
        opens_at=row.opens_at,
        due_at=row.due_at,
        talk_at=row.talk_at,
        rep_sent_at=sent.get(Side.REP),
        manager_sent_at=sent.get(Side.MANAGER),
        skip=_skip(row),
        rep_snoozed_until=row.rep_snoozed_until,
        manager_snoozed_until=row.manager_snoozed_until,
        moved=Move(row.moved_from, _one_of(row, row.moved_by_id)) if row.moved_from else None,
    )


def leave_out(
    row: models.CheckIn, cause: Cause, *, at: datetime, by: models.Person | None = None, reason: str | None = None
) -> None:
    """Skip a check-in: nobody is asked for it any more. Only a person has a reason."""
    row.skipped_at, row.skip_cause, row.skipped_by_id, row.skip_reason = at, cause, by.id if by else None, reason
    row.remind_at = None


async def redraw(session: AsyncSession, checkin: CheckIn, *, at: datetime) -> None:
    """Have whatever asks for the halves of a check-in drawn anew."""
    rep, manager = [await session.get_one(models.Person, one.id) for one in (checkin.rep, checkin.manager)]
    await delivery.redraw(session, PROMPT, to=rep, subject=checkin.id, at=at)
    await delivery.redraw(session, SHARED, to=manager, subject=checkin.id, at=at)
    for reader in (rep, manager):
        for kind in REMINDERS:
            await delivery.redraw(session, kind, to=reader, subject=checkin.id, at=at)


async def get(session: AsyncSession, checkin_id: int, workspace: str, *, lock: bool = False) -> models.CheckIn:
    """Return a check-in of a workspace with its halves, as it is now if it is locked. Raises Rejected for none."""
    query = (
        select(models.CheckIn)
        .where(models.CheckIn.id == checkin_id, models.CheckIn.workspace_id == workspace)
        .options(*WITH_PEOPLE, WITH_ANSWERS)
        .execution_options(populate_existing=lock)
    )
    row = await session.scalar(query.with_for_update(of=models.CheckIn) if lock else query)
    if row is None:
        raise Rejected.because(Reason.NO_CHECKIN)
    return row


def _skip(row: models.CheckIn) -> Skip | None:
    if row.skipped_at is None or row.skip_cause is None:
        return None
    return Skip(row.skipped_at, row.skip_cause, _one_of(row, row.skipped_by_id), row.skip_reason)


def _one_of(row: models.CheckIn, key: int | None) -> Person | None:
    return next((person.frozen(one) for one in (row.rep, row.manager) if one.id == key), None)


def side_of(checkin: CheckIn, me: models.Person) -> Side:
    """Return on which side somebody is. Raises Rejected for whoever is on none."""
    side = checkin.side_of(person.frozen(me))
    if side is None:
        raise Rejected.because(Reason.NOT_YOURS)
    return side


def answers(row: models.CheckIn, side: Side) -> Answers:
    """Return what a side has answered. Needs the answers loaded."""
    given = (answer for half in row.halves if half.side is side for answer in half.answers)
    return {one.question: Answer(one.text, one.objective_id, one.choice) for one in given}


async def pairs(session: AsyncSession, keys: Collection[int]) -> Mapping[int, Pairs]:
    """Return the pairs of check-ins: the running one is another, where somebody has taken over since one began."""
    now = models.Pair
    rows = await session.execute(
        select(models.CheckIn.id, models.Schedule.pair_id, now.id)
        .join(models.Schedule, models.Schedule.id == models.CheckIn.schedule_id)
        .outerjoin(now, (now.rep_id == models.CheckIn.rep_id) & now.is_running)
        .where(models.CheckIn.id.in_(keys))
    )
    return {key: (pair, running) for key, pair, running in rows}


def talk_before(row: models.CheckIn) -> Select[datetime]:
    """Select when the two of a check-in talked before it, as far as that was not skipped."""
    before = models.CheckIn
    return select(func.max(before.talk_at)).where(
        before.schedule_id == row.schedule_id,
        before.scheduled_on < row.scheduled_on,
        before.skipped_at.is_(None),
    )


async def _additions(session: AsyncSession, row: models.CheckIn) -> tuple[Addition, ...]:
    added = models.Addition
    rows = await session.scalars(select(added).where(added.checkin_id == row.id).order_by(added.id))
    return tuple(
        Addition(Side.REP if one.author_id == row.rep_id else Side.MANAGER, one.text, one.added_at) for one in rows
    )


async def _done_since_last_time(session: AsyncSession, row: models.CheckIn, pair: int) -> tuple[Action, ...]:
    """Return what was done between the talk before and this one, or ticked in a half however late."""
    before, sent = talk_before(row).scalar_subquery(), [half.sent_at for half in row.halves]
    return await action.done_between(session, pair, before, row.talk_at, sent=sent, besides=row.id)


async def reports(
    session: AsyncSession, checkin_id: int, which: ColumnElement[bool] | None = None
) -> tuple[Report, ...]:
    """Return what was reported in a check-in, each value with the one before it; corrected unless it says `which`."""
    entry = models.ProgressEntry
    which = entry.stands() if which is None else which
    in_order = (entry.recorded_at, entry.id)
    before = func.lag(entry.value, type_=entry.value.type).over(partition_by=entry.objective_id, order_by=in_order)
    reported = select(entry.objective_id).where(entry.checkin_id == checkin_id)
    history = select(entry.id, before.label("before")).where(entry.objective_id.in_(reported), which).subquery()
    rows = await session.execute(
        select(entry, history.c.before)
        .join(history, history.c.id == entry.id)
        .where(entry.checkin_id == checkin_id)
        .order_by(entry.id)
        .options(selectinload(entry.parts))
    )
    return tuple(
        Report(row.objective_id, row.value, row.confidence, earlier, progress.said(row).parts)
        for row, earlier in rows
        if row.confidence
    )
