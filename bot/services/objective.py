"""Objectives: recording progress, telling where they stand, and what has become of them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, case, func, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules import visibility
from bot.rules.checkin import Report
from bot.rules.objective import (
    Change,
    Field,
    Measure,
    NewObjective,
    NewValue,
    Objective,
    Progress,
    Recorded,
    Shared,
    Shelf,
)
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.services import delivery, person, strategy

SHOWN_AFTER_ITS_END = timedelta(days=31)  # time to record the last value
WITH_LINE = joinedload(models.Objective.strategy).joinedload(models.Strategy.goal)

Values = tuple[tuple[datetime, Decimal], ...]


async def create(session: AsyncSession, objective: NewObjective, *, owner: int, by: models.Person, at: datetime) -> int:
    """Store an objective that `by` wrote down and return its key. The caller has seen to it that they may."""
    measure = objective.measure
    row = models.Objective(
        workspace_id=by.workspace_id,
        owner_id=owner,
        author_id=by.id,
        created_at=at,
        title=objective.title,
        why=objective.why,
        unit=measure.unit,
        direction=measure.direction,
        currency=measure.currency,
        baseline=measure.baseline,
        target=measure.target,
        starts_on=objective.starts_on,
        ends_on=objective.ends_on,
        strategy=await _line(session, objective, owner),
    )
    session.add(row)
    await session.flush()
    return row.id


async def record(
    session: AsyncSession,
    reports: Iterable[Report],
    *,
    by: models.Person,
    at: datetime,
    checkin: int | None = None,
) -> None:
    """Add a dated, signed value for each report. The caller has seen to it that the objectives are `by`'s to report."""
    for report in reports:
        _add_value(
            session, report.objective_id, NewValue(report.value, report.confidence), by=by, at=at, checkin=checkin
        )


async def record_value(session: AsyncSession, objective_id: int, value: NewValue, *, by: Caller, at: datetime) -> None:
    """Add a value outside a check-in, by the rep or the manager, and owe both a new Home.

    How it feels, only the rep says. The same value sent twice is recorded once. Raises Rejected for somebody else.
    """
    me, row, pair = await shared(session, objective_id, by=by, lock=True)
    said = value if row.owner_id == me.id else NewValue(value.value, None, value.seen_at)
    if not await _is_recorded(session, row, said, me):
        _add_value(session, row.id, said, by=me, at=at)
    await redraw_homes(session, row, pair, at=at)


async def standing(
    session: AsyncSession, owners: Collection[int], *, at: datetime
) -> Mapping[int, tuple[Objective, ...]]:
    """Return the objectives whose period has begun and not ended, by owner, each with its latest value."""
    under_way = (models.Objective.starts_on <= at.date(), models.Objective.ends_on >= at.date())
    return await _by_owner(session, owners, *under_way, order=(models.Objective.id,))


async def histories(session: AsyncSession, owners: Collection[int], *, since: datetime) -> Mapping[int, Values]:
    """Return the values of each objective of these people over time, oldest first.

    They begin with the one that stood at `since`; an objective without a value is absent.
    """
    entry = models.ProgressEntry
    rows = await session.scalars(
        select(entry)
        .join(models.Objective, models.Objective.id == entry.objective_id)
        .where(models.Objective.owner_id.in_(owners))
        .order_by(entry.objective_id, entry.recorded_at, entry.id)
    )
    values: dict[int, Values] = {}
    for row in rows:
        known = values.get(row.objective_id, ())
        values[row.objective_id] = (*(known if row.recorded_at > since else ()), (row.recorded_at, row.value))
    return values


async def shelves(
    session: AsyncSession, pairs: Sequence[models.Pair], *, by: Caller, at: datetime
) -> tuple[Shelf, ...]:
    """Return the objectives of each pair that the caller is part of: under way, then to come, then ended of late."""
    me = await person.require(session, by)
    open_to_me = [
        pair for pair in pairs if visibility.may_share_objectives(me.id, rep=pair.rep_id, manager=pair.manager_id)
    ]
    today, row = at.date(), models.Objective
    found = await _by_owner(
        session,
        [pair.rep_id for pair in open_to_me],
        row.ends_on >= today - SHOWN_AFTER_ITS_END,
        order=(case((row.ends_on < today, 2), (row.starts_on > today, 1), else_=0), row.id),
    )
    return tuple(Shelf(person.frozen(pair.rep), found[pair.rep_id]) for pair in open_to_me)


async def look(session: AsyncSession, objective_id: int, *, by: Caller) -> Shared:
    """Return an objective to the rep or the manager, or raise Rejected to anybody else."""
    me, row, pair = await shared(session, objective_id, by=by)
    latest = (await _latest(session, [row.id])).get(row.id)
    manager = person.frozen(pair.manager) if pair else None
    return Shared(frozen(row, latest), person.frozen(row.owner), manager, person.frozen(me))


async def history(session: AsyncSession, objective_id: int, *, by: Caller) -> Sequence[Recorded | Change]:
    """Return what has become of an objective, newest first: its values and its changes. Raises Rejected as `look`."""
    _, row, _ = await shared(session, objective_id, by=by)
    told = [*await _values(session, row.id), *await changes(session, models.ObjectiveChange.objective_id == row.id)]
    return sorted(told, key=lambda one: one.at, reverse=True)


async def changes(session: AsyncSession, *which: ColumnElement[bool]) -> tuple[Change, ...]:
    """Return changes of objectives, the newest first. The caller has seen to it that they may be read."""
    rows = await session.scalars(
        select(models.ObjectiveChange)
        .where(*which)
        .order_by(models.ObjectiveChange.changed_at.desc(), models.ObjectiveChange.id)
        .options(joinedload(models.ObjectiveChange.author))
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
        .options(WITH_LINE, joinedload(models.Objective.owner))
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
    """Owe the two a new Home: last, and in everybody's order, so that two transactions never wait for each other."""
    readers = {reader.id: reader for reader in ((pair.rep, pair.manager) if pair else (row.owner,))}
    for _, reader in sorted(readers.items()):
        await delivery.owe(session, delivery.HOME, to=reader, at=at)


async def has_values(session: AsyncSession, objective_id: int) -> bool:
    entry = models.ProgressEntry
    return bool(await session.scalar(select(func.count()).where(entry.objective_id == objective_id)))


async def of_period(
    session: AsyncSession, owners: Collection[int], *, since: date, until: date
) -> Mapping[int, tuple[Objective, ...]]:
    """Return the objectives whose period meets a stretch of days, by owner, each with its latest value."""
    meets = (models.Objective.starts_on <= until, models.Objective.ends_on >= since)
    return await _by_owner(session, owners, *meets, order=(models.Objective.id,))


def frozen(row: models.Objective, latest: Progress | None) -> Objective:
    """Read an objective. Needs `row.strategy.goal` loaded."""
    measure = Measure(row.unit, row.direction, row.baseline, row.target, row.currency)
    line = strategy.frozen(row.strategy) if row.strategy else None
    return Objective(row.id, row.title, row.why, measure, row.starts_on, row.ends_on, latest, line)


async def _line(session: AsyncSession, objective: NewObjective, owner: int) -> models.Strategy | None:
    if objective.line is None:
        return None
    team = await session.scalar(
        select(models.Team)
        .join(models.Pair, models.Pair.team_id == models.Team.id)
        .where(models.Pair.rep_id == owner, models.Pair.is_running)
    )
    return await strategy.settle(session, objective.line, team=team) if team else None


def _add_value(
    session: AsyncSession,
    objective_id: int,
    value: NewValue,
    *,
    by: models.Person,
    at: datetime,
    checkin: int | None = None,
) -> None:
    session.add(
        models.ProgressEntry(
            workspace_id=by.workspace_id,
            objective_id=objective_id,
            checkin_id=checkin,
            author_id=by.id,
            value=value.value,
            confidence=value.confidence,
            recorded_at=at,
        )
    )


async def _is_recorded(session: AsyncSession, row: models.Objective, value: NewValue, me: models.Person) -> bool:
    """Say whether the form that was sent has been taken before: a value like it came after what its writer had seen."""
    entry = models.ProgressEntry
    found = await session.scalar(
        select(entry.id)
        .where(
            entry.objective_id == row.id,
            entry.author_id == me.id,
            entry.value == value.value,
            entry.confidence.is_(None) if value.confidence is None else entry.confidence == value.confidence,
            entry.recorded_at > value.seen_at if value.seen_at else true(),
        )
        .limit(1)
    )
    return found is not None


async def _by_owner(
    session: AsyncSession, owners: Collection[int], *which: ColumnElement[bool], order: Collection[Any]
) -> dict[int, tuple[Objective, ...]]:
    """Return objectives by owner, each with its latest value; somebody without any has none."""
    rows = await session.scalars(
        select(models.Objective)
        .where(models.Objective.owner_id.in_(owners), *which)
        .order_by(*order)
        .options(WITH_LINE)
    )
    objectives = rows.all()
    latest = await _latest(session, [row.id for row in objectives])
    found: dict[int, tuple[Objective, ...]] = dict.fromkeys(owners, ())
    for row in objectives:
        found[row.owner_id] += (frozen(row, latest.get(row.id)),)
    return found


async def _latest(session: AsyncSession, objectives: Collection[int]) -> Mapping[int, Progress]:
    """Return where each objective stands by its newest entry, and how the rep felt when last asked."""
    newest = await _newest(session, objectives)
    silent = [key for key, row in newest.items() if row.confidence is None]
    felt = newest | await _newest(session, silent, models.ProgressEntry.confidence.is_not(None))
    return {
        key: Progress(row.value, row.recorded_at, row.author.name, felt[key].confidence) for key, row in newest.items()
    }


async def _newest(
    session: AsyncSession, objectives: Collection[int], *which: ColumnElement[bool]
) -> dict[int, models.ProgressEntry]:
    """Return the newest such entry of each objective: the one added last among those of the latest instant."""
    if not objectives:
        return {}
    entry = models.ProgressEntry
    ranked = (
        select(
            entry.id,
            func.row_number()
            .over(partition_by=entry.objective_id, order_by=(entry.recorded_at.desc(), entry.id.desc()))
            .label("rank"),
        )
        .where(entry.objective_id.in_(objectives), *which)
        .subquery()
    )
    newest = await session.scalars(
        select(entry).join(ranked, ranked.c.id == entry.id).where(ranked.c.rank == 1).options(joinedload(entry.author))
    )
    return {row.objective_id: row for row in newest}


async def _values(session: AsyncSession, objective_id: int) -> list[Recorded]:
    """Return the values of an objective, the newest first, each with the one before it."""
    entry = models.ProgressEntry
    rows = await session.execute(
        select(entry, models.CheckIn.talk_at)
        .outerjoin(models.CheckIn, models.CheckIn.id == entry.checkin_id)
        .where(entry.objective_id == objective_id)
        .order_by(entry.recorded_at, entry.id)
        .options(joinedload(entry.author))
    )
    told: list[Recorded] = []
    for row, talk_at in rows:
        before = told[-1].value if told else None
        told.append(Recorded(row.value, before, row.confidence, row.author.name, row.recorded_at, talk_at))
    return told[::-1]
