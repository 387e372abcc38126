"""Objectives: recording progress, telling where they stand, and what has become of them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, ColumnExpressionArgument, case, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules import visibility
from bot.rules.objective import (
    Change,
    Field,
    NewObjective,
    NewValue,
    Objective,
    Recorded,
    Shared,
    Shelf,
)
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.rules.signing import Done
from bot.services import delivery, person, progress, strategy, terms

Told = Recorded | Change | Done
SHOWN_AFTER_ITS_END = timedelta(days=31)  # time to record the last value


async def create(session: AsyncSession, objective: NewObjective, *, owner: int, by: models.Person, at: datetime) -> int:
    """Store an objective that `by` wrote down, and thereby signed, and return its key.

    The caller has seen to it that they may.
    """
    row = models.Objective(
        workspace_id=by.workspace_id, owner_id=owner, author_id=by.id, created_at=at, reference=objective.reference
    )
    row.segments = []
    terms.apply(row, objective, await _line(session, objective, owner))
    terms.sign(row, by, at)
    session.add(row)
    await session.flush()
    return row.id


async def record_value(session: AsyncSession, objective_id: int, value: NewValue, *, by: Caller, at: datetime) -> None:
    """Add a value outside a check-in, by the rep or the manager, and owe both a new Home.

    How it feels, only the rep says. The same value sent twice is recorded once. Raises Rejected for somebody else.
    """
    me, row, pair = await shared(session, objective_id, by=by, lock=True)
    if not row.is_signed:
        raise Rejected.because(Reason.NOT_SIGNED)
    if row.closed_at:
        raise Rejected.because(Reason.CLOSED)
    said = value if row.owner_id == me.id else NewValue(value.value, None, value.seen_at)
    if not await progress.is_recorded(session, row, said, me):
        progress.add(session, row.id, said, by=me, at=at)
    await redraw_homes(session, row, pair, at=at)


async def standing(
    session: AsyncSession, owners: Collection[int], *, at: datetime
) -> Mapping[int, tuple[Objective, ...]]:
    """Return what counts: objectives that both signed, under way, by owner, each with its latest value."""
    row = models.Objective
    is_open = or_(row.closed_at.is_(None), row.closed_at > at)
    under_way = (row.is_signed, is_open, row.starts_on <= at.date(), row.ends_on >= at.date())
    return await _by_owner(session, owners, *under_way, order=(models.Objective.id,))


async def current(
    session: AsyncSession, owners: Collection[int], *, at: datetime
) -> Mapping[int, tuple[Objective, ...]]:
    """Return what is to be signed and what counts, by owner, each with its latest value."""
    row = models.Objective
    under_way = row.starts_on <= at.date()
    which = (row.closed_at.is_(None), row.ends_on >= at.date(), or_(~row.is_signed, under_way))
    return await _by_owner(session, owners, *which, order=(case((row.is_signed, 1), else_=0), row.id))


async def shelves(
    session: AsyncSession, pairs: Sequence[models.Pair], *, by: Caller, at: datetime
) -> tuple[Shelf, ...]:
    """Return the objectives of each pair that the caller is part of.

    Those to sign come first, then those under way, to come, and ended of late.
    """
    me = await person.require(session, by)
    open_to_me = [
        pair for pair in pairs if visibility.may_share_objectives(me.id, rep=pair.rep_id, manager=pair.manager_id)
    ]
    today, row = at.date(), models.Objective
    found = await _by_owner(
        session,
        [pair.rep_id for pair in open_to_me],
        row.ends_on >= today - SHOWN_AFTER_ITS_END,
        row.closed_at.is_(None) | (row.closed_at >= at - SHOWN_AFTER_ITS_END),
        order=(
            case(
                (row.closed_at.is_not(None), 4),
                (~row.is_signed, 0),
                (row.ends_on < today, 3),
                (row.starts_on > today, 2),
                else_=1,
            ),
            row.id,
        ),
    )
    return tuple(Shelf(person.frozen(pair.rep), found[pair.rep_id]) for pair in open_to_me)


async def look(session: AsyncSession, objective_id: int, *, by: Caller) -> Shared:
    """Return an objective to the rep or the manager, or raise Rejected to anybody else."""
    me, row, pair = await shared(session, objective_id, by=by)
    latest = (await progress.latest(session, [row.id])).get(row.id)
    manager = person.frozen(pair.manager) if pair else None
    return Shared(terms.frozen(row, latest), person.frozen(row.owner), manager, person.frozen(me))


async def history(session: AsyncSession, objective_id: int, *, by: Caller) -> Sequence[Told]:
    """Return what became of an objective, newest first: values, changes, signatures. Raises Rejected as `look`."""
    _, row, _ = await shared(session, objective_id, by=by)
    told = [
        *await progress.values(session, row.id),
        *await changes(session, models.ObjectiveChange.objective_id == row.id),
        *await _deeds(session, row.id),
    ]
    return sorted(told, key=lambda one: one.at, reverse=True)


async def _deeds(session: AsyncSession, objective_id: int) -> list[Done]:
    row = models.ObjectiveDeed
    rows = await session.scalars(
        select(row).where(row.objective_id == objective_id).order_by(row.id.desc()).options(joinedload(row.author))
    )
    return [Done(one.deed, one.author.name, one.done_at, one.note) for one in rows]


async def changes(session: AsyncSession, *which: ColumnElement[bool], suggested: bool = False) -> tuple[Change, ...]:
    """Return changes of objectives, the newest first; those that were made unless `suggested` ones are meant.

    The caller has seen to it that they may be read.
    """
    row = models.ObjectiveChange
    rows = await session.scalars(
        select(row)
        .where(*which, true() if suggested else ~row.is_suggested)
        .order_by(row.changed_at.desc(), row.id)
        .options(joinedload(row.author))
    )
    return tuple(Change(Field(row.field), row.before, row.after, row.author.name, row.changed_at) for row in rows)


async def shared(
    session: AsyncSession, objective_id: int, *, by: Caller, lock: bool = False
) -> tuple[models.Person, models.Objective, models.Pair | None]:
    """Return the caller, an objective and the pair that shares it, or raise Rejected to whoever is not of the two."""
    me = await person.require(session, by)
    query = (
        select(models.Objective)
        .where(models.Objective.id == objective_id, models.Objective.workspace_id == me.workspace_id)
        .options(*terms.WITH_TERMS, joinedload(models.Objective.owner))
        .execution_options(populate_existing=lock)
    )
    row = await session.scalar(query.with_for_update(of=models.Objective) if lock else query)
    if row is None:
        raise Rejected.because(Reason.NO_OBJECTIVE)
    pair = await _pair(session, row.owner_id)
    manager = pair.manager if pair else None
    if not visibility.may_share_objectives(me.id, rep=row.owner_id, manager=manager.id if manager else None):
        raise Rejected.because(
            Reason.NOT_YOUR_PAIR, rep=row.owner.name, manager=manager.name if manager else row.owner.name
        )
    return me, row, pair


async def _pair(session: AsyncSession, owner: int) -> models.Pair | None:
    return await session.scalar(
        select(models.Pair)
        .where(models.Pair.rep_id == owner, models.Pair.is_running)
        .options(joinedload(models.Pair.rep), joinedload(models.Pair.manager))
    )


async def redraw_homes(session: AsyncSession, row: models.Objective, pair: models.Pair | None, *, at: datetime) -> None:
    """Owe the two a new Home, or the rep alone where nobody shares the objective."""
    await delivery.redraw_homes(session, (pair.rep, pair.manager) if pair else (row.owner,), at=at)


async def of_period(
    session: AsyncSession, owners: Collection[int], *, since: date, until: date
) -> Mapping[int, tuple[Objective, ...]]:
    """Return the signed objectives whose period meets a stretch of days, by owner, each with its latest value."""
    meets = (models.Objective.is_signed, models.Objective.starts_on <= until, models.Objective.ends_on >= since)
    return await _by_owner(session, owners, *meets, order=(models.Objective.id,))


async def _by_owner(
    session: AsyncSession, owners: Collection[int], *which: ColumnExpressionArgument[bool], order: Collection[Any]
) -> dict[int, tuple[Objective, ...]]:
    """Return objectives by owner, each with its latest value; somebody without any has none."""
    rows = await session.scalars(
        select(models.Objective)
        .where(models.Objective.owner_id.in_(owners), *which)
        .order_by(*order)
        .options(*terms.WITH_TERMS)
    )
    objectives = rows.all()
    latest = await progress.latest(session, [row.id for row in objectives])
    found: dict[int, tuple[Objective, ...]] = dict.fromkeys(owners, ())
    for row in objectives:
        found[row.owner_id] += (terms.frozen(row, latest.get(row.id)),)
    return found


async def _line(session: AsyncSession, objective: NewObjective, owner: int) -> models.Strategy | None:
    if objective.line is None:
        return None
    team = await session.scalar(
        select(models.Team)
        .join(models.Pair, models.Pair.team_id == models.Team.id)
        .where(models.Pair.rep_id == owner, models.Pair.is_running)
    )
    return await strategy.settle(session, objective.line, team=team, pursued=True) if team else None
