"""Objectives: writing them down, recording progress, telling where they stand."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.checkin import Report
from bot.rules.objective import Measure, NewObjective, Objective, Progress


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
    session.add_all(
        models.ProgressEntry(
            workspace_id=by.workspace_id,
            objective_id=report.objective_id,
            checkin_id=checkin,
            author_id=by.id,
            value=report.value,
            confidence=report.confidence,
            recorded_at=at,
        )
        for report in reports
    )


async def standing(
    session: AsyncSession, owners: Collection[int], *, at: datetime
) -> Mapping[int, tuple[Objective, ...]]:
    """Return the objectives whose period has begun and not ended, by owner, each with its latest value."""
    rows = await session.scalars(
        select(models.Objective)
        .where(
            models.Objective.owner_id.in_(owners),
            models.Objective.starts_on <= at.date(),
            models.Objective.ends_on >= at.date(),
        )
        .order_by(models.Objective.id)
    )
    objectives = rows.all()
    latest = await _latest(session, [row.id for row in objectives])
    standing: dict[int, tuple[Objective, ...]] = dict.fromkeys(owners, ())
    for row in objectives:
        standing[row.owner_id] += (frozen(row, latest.get(row.id)),)
    return standing


async def of_period(
    session: AsyncSession, owners: Collection[int], *, since: date, until: date
) -> Mapping[int, tuple[Objective, ...]]:
    """Return the objectives whose period meets a stretch of days, by owner, each with its latest value."""
    rows = await session.scalars(
        select(models.Objective)
        .where(
            models.Objective.owner_id.in_(owners),
            models.Objective.starts_on <= until,
            models.Objective.ends_on >= since,
        )
        .order_by(models.Objective.id)
    )
    objectives = rows.all()
    latest = await _latest(session, [row.id for row in objectives])
    found: dict[int, tuple[Objective, ...]] = dict.fromkeys(owners, ())
    for row in objectives:
        found[row.owner_id] += (frozen(row, latest.get(row.id)),)
    return found


def frozen(row: models.Objective, latest: Progress | None) -> Objective:
    measure = Measure(row.unit, row.direction, row.baseline, row.target, row.currency)
    return Objective(row.id, row.title, row.why, measure, row.starts_on, row.ends_on, latest)


async def _latest(session: AsyncSession, objectives: Collection[int]) -> Mapping[int, Progress]:
    """Return the newest entry of each objective: the one added last among those of the latest instant."""
    entry = models.ProgressEntry
    ranked = (
        select(
            entry.id,
            func.row_number()
            .over(partition_by=entry.objective_id, order_by=(entry.recorded_at.desc(), entry.id.desc()))
            .label("rank"),
        )
        .where(entry.objective_id.in_(objectives))
        .subquery()
    )
    newest = await session.scalars(
        select(entry).join(ranked, ranked.c.id == entry.id).where(ranked.c.rank == 1).options(joinedload(entry.author))
    )
    return {row.objective_id: Progress(row.value, row.recorded_at, row.author.name, row.confidence) for row in newest}
