"""Actions between two check-ins: written down on Home, given another day, dropped with a reason."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.action import Moved, NewAction, check_reason
from bot.rules.action_plan import Detail, Listed, Partner, Sheet, Written
from bot.rules.person import Caller
from bot.rules.refusal import Problem, Reason, Rejected
from bot.rules.talk import Amendment
from bot.services import action, action_reminder, delivery, objective, person, talk_record, team


async def drop(session: AsyncSession, action_id: int, reason: str, *, by: Caller, at: datetime) -> None:
    """Drop an action for a reason that both read. Raises Rejected as `action.done()` does, and for no reason."""
    check_reason(reason)
    row, pair, me = await action.still_open(session, action_id, by=by)
    row.dropped_at, row.dropped_by, row.dropped_because, row.remind_at = at, me, reason, None
    await _amend(session, row, by=me, at=at)
    await action.redraw(session, row, pair, at=at)


async def move(session: AsyncSession, action_id: int, day: date, *, by: Caller, at: datetime) -> None:
    """Give an action another day, which is kept. Raises Rejected to whoever neither does it nor wrote it down."""
    row, pair, me = await action.still_open(session, action_id, by=by)
    _check_mover(row, me)
    if day == row.due_on:
        return
    NewAction(row.owner_id, row.text, day).check(person.frozen(me).today(at))
    session.add(
        models.ActionMove(
            workspace_id=row.workspace_id, action_id=row.id, by_id=me.id, moved_at=at, before=row.due_on, after=day
        )
    )
    row.due_on = day
    await _amend(session, row, by=me, at=at)
    row.remind_at = await action_reminder.next_of(session, row, at=at)
    for kind in action_reminder.KINDS:
        await delivery.withdraw(session, kind, to=row.owner, subject=row.id)
    await action.redraw(session, row, pair, at=at)


async def detail(session: AsyncSession, action_id: int, *, by: Caller) -> Detail:
    """Return an open action with the days it had before, or raise Rejected as `action.done()` does."""
    row, _, me = await action.still_open(session, action_id, by=by)
    [found] = await action.those(session, [row.id])
    moves = await session.scalars(
        select(models.ActionMove)
        .where(models.ActionMove.action_id == row.id)
        .order_by(models.ActionMove.id)
        .options(joinedload(models.ActionMove.by))
    )
    return Detail(person.frozen(me), found, tuple(Moved(one.by.name, one.before, one.after) for one in moves))


async def listed(session: AsyncSession, *, by: Caller, at: datetime) -> Listed:
    """Return every open action that concerns the caller, oldest day first."""
    me = await person.require(session, by)
    return Listed(person.frozen(me), await action.concerning(session, me), at)


async def sheet(session: AsyncSession, *, by: Caller, at: datetime) -> Sheet:
    """Return with whom the caller may agree an action and for what; raise Rejected to who is in no pair."""
    me = await person.require(session, by)
    pairs = await team.pairs_of(session, by=by)
    if not pairs:
        raise Rejected.because(Reason.NO_TEAM)
    partners = tuple(Partner(one.id, _other(one, me)) for one in pairs)
    found = await objective.current(session, [one.rep_id for one in pairs], at=at)
    return Sheet(person.frozen(me), partners, tuple(one for mine in found.values() for one in mine), at)


async def create(
    session: AsyncSession, written: Written, *, by: Caller, at: datetime, checkin: int | None = None
) -> None:
    """Store an action that the caller wrote down, and show it to both; the same one sent twice is one.

    One that was agreed in the talk of a `checkin` is in that record.

    Raises Rejected, in their fields, for a day that is past and an objective that is not the pair's.
    """
    me = await person.require(session, by)
    pair = next((one for one in await team.pairs_of(session, by=by) if one.id == written.pair), None)
    if pair is None or not await team.hold(session, pair):
        raise Rejected.because(Reason.NOT_YOUR_ACTION)
    await _check_objective(session, written, pair, at=at)
    owner = me if written.is_mine else next(one for one in (pair.rep, pair.manager) if one != me)
    new = NewAction(owner.id, written.text, written.due_on, written.objective)
    if await _is_there(session, new, pair, me):
        return
    key = await action.add(session, new, by=me, at=at, pair=pair.id, checkin=checkin)
    if checkin:
        await talk_record.amend(session, pair.id, Amendment.AGREED, by=me, at=at, checkin=checkin)
    row = await session.get_one(models.Action, key, options=action.WITH_PEOPLE)
    await action.redraw(session, row, pair, at=at)


async def _amend(session: AsyncSession, row: models.Action, *, by: models.Person, at: datetime) -> None:
    """Note it in the record of the talk in which an action was agreed, as long as that is open."""
    await session.flush()
    if row.pair_id and row.checkin_id:
        await talk_record.amend(session, row.pair_id, Amendment.ACTION, by=by, at=at, checkin=row.checkin_id)


def _check_mover(row: models.Action, me: models.Person) -> None:
    if me.id not in (row.owner_id, row.author_id):
        raise Rejected.because(Reason.NOT_TO_CHANGE)


async def _check_objective(session: AsyncSession, written: Written, pair: models.Pair, *, at: datetime) -> None:
    if written.objective is None:
        return
    theirs = (await objective.current(session, [pair.rep_id], at=at))[pair.rep_id]
    if written.objective not in {one.id for one in theirs}:
        raise Rejected(Problem(Reason.ANOTHERS_OBJECTIVE, Written.OBJECTIVE))


async def _is_there(session: AsyncSession, new: NewAction, pair: models.Pair, me: models.Person) -> bool:
    same = select(models.Action.id).filter_by(
        pair_id=pair.id, author_id=me.id, owner_id=new.owner_id, text=new.text, due_on=new.due_on
    )
    return await session.scalar(same.where(action.OPEN).limit(1)) is not None


def _other(pair: models.Pair, me: models.Person) -> str:
    return (pair.manager if pair.rep_id == me.id else pair.rep).name
