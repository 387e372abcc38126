"""Progress: the values told of an objective, dated and signed and only added to; a corrected one counts no more."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, func, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload

import models
from bot.rules.checkin import Report
from bot.rules.objective import NewValue, Progress, Recorded, Segment

Values = tuple[tuple[datetime, Decimal], ...]
WHOLE = (
    joinedload(models.ProgressEntry.author),
    selectinload(models.ProgressEntry.parts).joinedload(models.SegmentValue.segment),
)


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
        said = NewValue(report.value, report.confidence, parts=report.parts)
        add(session, report.objective_id, said, by=by, at=at, checkin=checkin)


def add(
    session: AsyncSession,
    objective_id: int,
    value: NewValue,
    *,
    by: models.Person,
    at: datetime,
    checkin: int | None = None,
) -> models.ProgressEntry:
    entry = models.ProgressEntry(
        workspace_id=by.workspace_id,
        objective_id=objective_id,
        checkin_id=checkin,
        author_id=by.id,
        value=value.value,
        confidence=value.confidence,
        recorded_at=at,
        note=value.note,
        parts=[
            models.SegmentValue(workspace_id=by.workspace_id, segment_id=segment, value=part)
            for segment, part in value.parts
        ],
    )
    session.add(entry)
    return entry


def correct(
    session: AsyncSession, wrong: models.ProgressEntry, right: NewValue, *, by: models.Person, at: datetime
) -> models.ProgressEntry:
    """Put a value in the place of another, of the same instant. The objective must be locked."""
    entry = add(session, wrong.objective_id, right, by=by, at=wrong.recorded_at, checkin=wrong.checkin_id)
    entry.corrects_id, entry.corrected_at = wrong.id, at
    return entry


async def told_in(
    session: AsyncSession, checkin_id: int, objectives: Collection[int]
) -> Mapping[int, models.ProgressEntry]:
    """Return what was told of objectives in a check-in, as it stands."""
    entry = models.ProgressEntry
    those = (entry.checkin_id == checkin_id, entry.objective_id.in_(objectives), entry.stands())
    return {row.objective_id: row for row in await session.scalars(select(entry).where(*those))}


def said(entry: models.ProgressEntry) -> NewValue:
    """Return what was said when a value was recorded. Needs `entry.parts` loaded."""
    parts = tuple((one.segment_id, one.value) for one in entry.parts)
    return NewValue(entry.value, entry.confidence, None, entry.note, parts)


async def has_values(session: AsyncSession, objective_id: int) -> bool:
    entry = models.ProgressEntry
    return bool(await session.scalar(select(func.count()).where(entry.objective_id == objective_id)))


async def is_recorded(session: AsyncSession, row: models.Objective, value: NewValue, me: models.Person) -> bool:
    """Say whether the form that was sent has been taken before: a value like it came after what its writer had seen."""
    entry = models.ProgressEntry
    alike = await session.scalars(
        select(entry)
        .where(
            entry.objective_id == row.id,
            entry.author_id == me.id,
            entry.value == value.value,
            entry.corrects_id.is_(None),
            entry.recorded_at > value.seen_at if value.seen_at else true(),
        )
        .options(selectinload(entry.parts))
    )
    sent = replace(value, seen_at=None)
    return any(said(one) == sent for one in alike)


async def histories(session: AsyncSession, owners: Collection[int], *, since: datetime) -> Mapping[int, Values]:
    """Return the values of each objective of these people over time, oldest first.

    They begin with the one that stood at `since`; an objective without a value is absent.
    """
    entry = models.ProgressEntry
    rows = await session.scalars(
        select(entry)
        .join(models.Objective, models.Objective.id == entry.objective_id)
        .where(models.Objective.owner_id.in_(owners), entry.stands())
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
        key: Progress(row.value, row.recorded_at, row.author.name, felt[key].confidence, felt[key].note)
        for key, row in newest.items()
    }


async def by_segment(session: AsyncSession, segments: Collection[int]) -> Mapping[int, tuple[Decimal, datetime]]:
    """Return the latest value told of each segment, and when."""
    if not segments:
        return {}
    entry, part = models.ProgressEntry, models.SegmentValue
    newest = func.row_number().over(partition_by=part.segment_id, order_by=(entry.recorded_at.desc(), entry.id.desc()))
    ranked = (
        select(part.segment_id, part.value, entry.recorded_at, newest.label("rank"))
        .join(entry, entry.id == part.entry_id)
        .where(part.segment_id.in_(segments), entry.stands())
        .subquery()
    )
    rows = await session.execute(select(ranked).where(ranked.c.rank == 1))
    return {row.segment_id: (row.value, row.recorded_at) for row in rows}


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
        .where(entry.objective_id.in_(objectives), entry.stands(), *which)
        .subquery()
    )
    newest = await session.scalars(
        select(entry).join(ranked, ranked.c.id == entry.id).where(ranked.c.rank == 1).options(joinedload(entry.author))
    )
    return {row.objective_id: row for row in newest}


async def values(session: AsyncSession, objective_id: int) -> list[Recorded]:
    """Return the values of an objective, the newest first, each with the one that stood before it."""
    entry = models.ProgressEntry
    rows = await session.execute(
        select(entry, models.CheckIn.talk_at)
        .outerjoin(models.CheckIn, models.CheckIn.id == entry.checkin_id)
        .where(entry.objective_id == objective_id)
        .order_by(entry.recorded_at, entry.id)
        .options(*WHOLE, joinedload(entry.correction))
    )
    told: list[Recorded] = []
    before: Decimal | None = None
    for row, talk_at in rows:
        told.append(recorded(row, before=before, talk_at=talk_at))
        before = row.value if row.correction is None else before
    return told[::-1]


def recorded(row: models.ProgressEntry, *, before: Decimal | None = None, talk_at: datetime | None = None) -> Recorded:
    """Read a value as it was recorded. Needs what `WHOLE` loads, and `row.correction`."""
    return Recorded(
        row.value,
        before,
        row.confidence,
        row.author.name,
        row.recorded_at,
        talk_at,
        row.note,
        tuple(Segment(one.segment.name, one.segment.share, one.segment_id, one.value) for one in _in_order(row)),
        row.correction.corrected_at if row.correction else None,
        id=row.id,
        author_id=row.author_id,
    )


def _in_order(row: models.ProgressEntry) -> list[models.SegmentValue]:
    return sorted(row.parts, key=lambda one: one.segment.position)
