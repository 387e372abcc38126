"""Actions: writing down who does what by when, ticking what is done, and reading them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, case, func, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased, joinedload

import models
from bot.rules.action import Action, Dropped, NewAction
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.services import action_reminder, delivery, person, talk_record
from models.team import WITH_THE_TWO

WITH_PEOPLE = (
    joinedload(models.Action.owner),
    joinedload(models.Action.author),
    joinedload(models.Action.dropped_by),
    joinedload(models.Action.objective),
)
OPEN = models.Action.done_at.is_(None) & models.Action.dropped_at.is_(None)
Concerned = tuple[models.Action, models.Pair | None, models.Person]


async def add(
    session: AsyncSession,
    new: NewAction,
    *,
    by: models.Person,
    at: datetime,
    pair: int | None = None,
    checkin: int | None = None,
    retro: int | None = None,
) -> int:
    """Store an action that `by` wrote down and return its key. The caller has seen to it that the owner may get it.

    With a `pair` it comes back in that pair's check-ins until done. Raises Rejected for a day that is past.
    """
    new.check(person.frozen(by).today(at))
    row = models.Action(
        workspace_id=by.workspace_id,
        owner_id=new.owner_id,
        author_id=by.id,
        pair_id=pair,
        checkin_id=checkin,
        retro_id=retro,
        text=new.text,
        due_on=new.due_on,
        created_at=at,
        objective_id=new.objective_id,
    )
    session.add(row)
    row.owner = await session.get_one(models.Person, new.owner_id)
    await session.flush()
    row.remind_at = await action_reminder.next_of(session, row, at=at)
    return row.id


async def done(session: AsyncSession, action_id: int, *, by: Caller, at: datetime) -> None:
    """Tick one action, and owe anew whatever shows it.

    Raises Rejected for one that is ticked or dropped already, saying so, and for somebody whom it does not concern.
    """
    row, pair, _ = await still_open(session, action_id, by=by)
    row.done_at, row.remind_at = at, None
    await redraw(session, row, pair, at=at)


async def still_open(session: AsyncSession, action_id: int, *, by: Caller) -> Concerned:
    """Return an open action, locked, with its pair and the caller. Raises Rejected as `done()` does."""
    me = await person.require(session, by)
    row = await session.scalar(
        select(models.Action)
        .where(models.Action.id == action_id, models.Action.workspace_id == me.workspace_id)
        .with_for_update(of=models.Action)
        .options(*WITH_PEOPLE)
    )
    if row is None:
        raise Rejected.because(Reason.NO_ACTION)
    pair = await _pair(session, row)
    if me not in _concerned(row, pair):
        raise Rejected.because(Reason.NOT_YOUR_ACTION)
    if row.done_at:
        raise Rejected.because(Reason.ACTION_DONE, on=person.frozen(me).today(row.done_at).isoformat())
    if row.dropped_at:
        on = person.frozen(me).today(row.dropped_at).isoformat()
        who = await session.get_one(models.Person, row.dropped_by_id)  # the row was waited for: its join is of before
        raise Rejected.because(Reason.ACTION_DROPPED, on=on, name=who.name, why=row.dropped_because or "")
    return row, pair, me


async def redraw(session: AsyncSession, row: models.Action, pair: models.Pair | None, *, at: datetime) -> None:
    """Have everything that shows an action drawn anew: its reminders, the messages of the pair, both Homes."""
    await session.flush()
    for kind in action_reminder.KINDS:
        await delivery.redraw(session, kind, to=row.owner, subject=row.id, at=at)
    if pair:
        await _redraw_messages(session, pair, at=at)
    await delivery.redraw_homes(session, _concerned(row, pair), at=at)


async def tick(session: AsyncSession, actions: Collection[int], *, pair: int, by: models.Person, at: datetime) -> None:
    """Tick several of a pair's actions; one that is ticked already keeps its date.

    One that has gone to the pair's successor meanwhile is ticked where it is still the caller's, else left as it is.
    Raises Rejected, and ticks none, when one of them was never the pair's.
    """
    if not actions:
        return
    found = await session.scalars(
        select(models.Action)
        .where(models.Action.id.in_(actions), models.Action.pair_id.in_(_line(pair)))
        .order_by(models.Action.id)
        .with_for_update()
    )
    rows = found.all()
    if len(rows) < len(actions):
        raise Rejected.because(Reason.NOT_YOUR_ACTION)
    for row in rows:
        holder = await _pair(session, row) if row.pair_id != pair else None
        if row.done_at or row.dropped_at:
            continue
        if holder is None:
            row.done_at, row.remind_at = at, None
        elif by.id in (holder.rep_id, holder.manager_id, row.owner_id, row.author_id):
            row.done_at, row.remind_at = at, None
            await _redraw_messages(session, holder, at=at)
            await delivery.redraw_homes(session, (holder.rep, holder.manager), at=at)


async def open_of_pair(session: AsyncSession, pair: int, *, besides: int | None = None) -> tuple[Action, ...]:
    """Return what a pair has still to do, oldest day first; `besides` leaves out what one check-in added."""
    return await _found(session, models.Action.pair_id == pair, OPEN, _not_added_in(besides))


async def open_of(session: AsyncSession, owner: models.Person, *, retro: int | None = None) -> tuple[Action, ...]:
    """Return what somebody has still to do, oldest day first: with whomever it was agreed, or in one `retro`."""
    agreed = models.Action.retro_id == retro if retro else true()
    return await _found(session, models.Action.owner_id == owner.id, OPEN, agreed)


async def open_of_each(session: AsyncSession, owners: Collection[int]) -> Mapping[int, tuple[Action, ...]]:
    """Return the same for several people, by their keys; one who has nothing to do is left out."""
    rows = await _rows(session, models.Action.owner_id.in_(owners), OPEN)
    return _grouped((row.owner_id, _frozen(row, partner)) for row, partner in rows)


async def open_of_pairs(session: AsyncSession, pairs: Collection[int]) -> Mapping[int, tuple[Action, ...]]:
    """Return what each pair has still to do, oldest day first; one that has nothing is left out."""
    rows = await _rows(session, models.Action.pair_id.in_(pairs), OPEN)
    return _grouped((row.pair_id, _frozen(row, partner)) for row, partner in rows if row.pair_id)


async def concerning(session: AsyncSession, me: models.Person) -> tuple[Action, ...]:
    """Return every open action that concerns somebody: their own, what they wrote down, and those of their pairs."""
    pairs = select(models.Pair.id).where((models.Pair.rep_id == me.id) | (models.Pair.manager_id == me.id))
    mine, written = models.Action.owner_id == me.id, models.Action.author_id == me.id
    alone = models.Action.pair_id.is_(None) & written
    return await _found(session, OPEN, or_(mine, alone, models.Action.pair_id.in_(pairs)))


async def those(session: AsyncSession, keys: Collection[int]) -> tuple[Action, ...]:
    """Return some actions, open or not. The caller has seen to it that they may be read."""
    return await _found(session, models.Action.id.in_(keys))


async def of_owner(session: AsyncSession, action_id: int, *, by: Caller) -> Action | None:
    """Return an action to whoever is to do it, None to anybody else."""
    me = await person.require(session, by)
    found = await _found(session, models.Action.id == action_id, models.Action.owner_id == me.id)
    return next(iter(found), None)


async def open_counts(session: AsyncSession, pairs: Collection[int]) -> Mapping[int, int]:
    """Return how many actions each pair has still to do; one that has none is left out."""
    counted = await session.execute(
        select(models.Action.pair_id, func.count())
        .where(models.Action.pair_id.in_(pairs), OPEN)
        .group_by(models.Action.pair_id)
    )
    return {pair: count for pair, count in counted if pair is not None}


async def added_in(session: AsyncSession, checkin: int) -> tuple[Action, ...]:
    """Return the actions that the halves of a check-in added."""
    return await _found(session, models.Action.checkin_id == checkin)


async def done_between(
    session: AsyncSession,
    pair: int,
    since: ScalarSelect[datetime],
    until: datetime,
    *,
    sent: Collection[datetime],
    besides: int,
) -> tuple[Action, ...]:
    """Return what a pair ended after `since`, if that is any time, up to `until`, or ticked in halves `sent`."""
    done_at = func.coalesce(models.Action.done_at, models.Action.dropped_at)
    in_time = (done_at <= until) & or_(since.is_(None), done_at > since)
    return await _found(session, models.Action.pair_id == pair, or_(in_time, done_at.in_(sent)), _not_added_in(besides))


def _line(pair: int) -> Select[tuple[int]]:
    """Select a pair and those that took it over, one after the other."""
    line = select(models.Pair.id, models.Pair.successor_id).where(models.Pair.id == pair).cte(recursive=True)
    following = select(models.Pair.id, models.Pair.successor_id).where(models.Pair.id == line.c.successor_id)
    return select(line.union(following).c.id)


def _not_added_in(checkin: int | None) -> ColumnElement[bool]:
    return models.Action.checkin_id.is_distinct_from(checkin) if checkin else true()


async def _found(session: AsyncSession, *which: ColumnElement[bool]) -> tuple[Action, ...]:
    return tuple(_frozen(row, partner) for row, partner in await _rows(session, *which))


async def _rows(session: AsyncSession, *which: ColumnElement[bool]) -> Sequence[Row[models.Action, models.Person]]:
    """Return actions, oldest day first, each with the other of its pair."""
    action, pair, partner = models.Action, models.Pair, aliased(models.Person)
    other = case((pair.rep_id == action.owner_id, pair.manager_id), else_=pair.rep_id)
    rows = await session.execute(
        select(action, partner)
        .outerjoin(pair, pair.id == action.pair_id)
        .outerjoin(partner, partner.id == other)
        .where(*which)
        .order_by(action.due_on, action.id)
        .options(*WITH_PEOPLE)
    )
    return rows.all()


def _grouped(actions: Iterable[tuple[int, Action]]) -> Mapping[int, tuple[Action, ...]]:
    found: dict[int, tuple[Action, ...]] = {}
    for key, one in actions:
        found[key] = (*found.get(key, ()), one)
    return found


def _frozen(row: models.Action, partner: models.Person | None) -> Action:
    owner, author = person.frozen(row.owner), person.frozen(row.author)
    other = person.frozen(partner) if partner else None
    objective = row.objective.title if row.objective else ""
    return Action(row.id, owner, author, row.text, row.due_on, row.done_at, other, _dropped(row), objective)


def _dropped(row: models.Action) -> Dropped | None:
    if row.dropped_at is None or row.dropped_by is None:
        return None
    return Dropped(row.dropped_by.name, row.dropped_at, row.dropped_because or "")


def _concerned(row: models.Action, pair: models.Pair | None) -> list[models.Person]:
    return [pair.rep, pair.manager, row.owner] if pair else [row.owner, row.author]


async def _pair(session: AsyncSession, row: models.Action) -> models.Pair | None:
    return await session.scalar(select(models.Pair).where(models.Pair.id == row.pair_id).options(*WITH_THE_TWO))


async def _redraw_messages(session: AsyncSession, pair: models.Pair, *, at: datetime) -> None:
    """Have the messages of the pair's latest check-in drawn anew: they list what is still to be done."""
    latest = await session.scalar(
        select(models.CheckIn.id)
        .join(models.Schedule, models.Schedule.id == models.CheckIn.schedule_id)
        .where(models.Schedule.pair_id == pair.id)
        .order_by(models.CheckIn.scheduled_on.desc())
        .limit(1)
    )
    if latest:
        await delivery.redraw(session, delivery.PROMPT, to=pair.rep, subject=latest, at=at)
        await delivery.redraw(session, delivery.SHARED, to=pair.manager, subject=latest, at=at)
    await talk_record.redraw(session, pair.id, at=at)
