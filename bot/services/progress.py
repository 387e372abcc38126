"""Progress: the values told of an objective, dated and signed, and only ever added to."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.checkin import Report
from bot.rules.objective import NewValue, Progress, Recorded

Values = tuple[tuple[datetime, Decimal], ...]


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
        add(session, report.objective_id, NewValue(report.value, report.confidence), by=by, at=at, checkin=checkin)


def add(
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


async def has_values(session: AsyncSession, objective_id: int) -> bool:
    entry = models.ProgressEntry
    return bool(await session.scalar(select(func.count()).where(entry.objective_id == objective_id)))


async def is_recorded(session: AsyncSession, row: models.Objective, value: NewValue, me: models.Person) -> bool:
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


async def latest(session: AsyncSession, objectives: Collection[int]) -> Mapping[int, Progress]:
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


async def values(session: AsyncSession, objective_id: int) -> list[Recorded]:
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
