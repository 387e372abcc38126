"""What the card of an objective says, and the news under it, read when they are sent."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules import visibility
from bot.rules.card import Card, Retarget, RevisionNews, ValueNews
from bot.rules.objective import Field
from bot.rules.refusal import Reason, Rejected
from bot.services import objective, person, progress, revision, terms

EVER = datetime.min.replace(tzinfo=UTC)


async def card(session: AsyncSession, objective_id: int, pair_id: int | None, *, at: datetime) -> Card:
    """Return the card of an objective for a pair. Raises Rejected where that pair shares it no more."""
    pair = await session.get(models.Pair, pair_id, options=[joinedload(models.Pair.team)])
    row = await session.scalar(
        select(models.Objective)
        .where(models.Objective.id == objective_id)
        .options(*terms.WITH_TERMS, joinedload(models.Objective.owner))
    )
    if row is None or pair is None or not pair.is_running or row.owner_id != pair.rep_id:
        raise Rejected.because(Reason.NO_OBJECTIVE)
    latest = (await progress.latest(session, [row.id])).get(row.id)
    zone = ZoneInfo(pair.team.tz)
    values = (await progress.histories(session, [row.owner_id], since=EVER)).get(row.id, ())
    return Card(
        objective=visibility.seen_by(visibility.Role.REP, terms.frozen(row, latest)),
        rep=person.frozen(row.owner),
        at=at,
        zone=zone,
        values=tuple((when.astimezone(zone).date(), value) for when, value in values),
        retargets=await _retargets(session, row.id, zone),
    )


async def value(session: AsyncSession, entry_id: int, pair_id: int | None, *, at: datetime) -> ValueNews:
    """Return a value that was recorded, with the one before it and the one it corrects. Raises Rejected as `card`."""
    entry = await session.get(models.ProgressEntry, entry_id)
    if entry is None:
        raise Rejected.because(Reason.NO_OBJECTIVE)
    shown = await card(session, entry.objective_id, pair_id, at=at)
    told = {one.id: one for one in await progress.values(session, entry.objective_id)}
    wrong = told.get(entry.corrects_id or 0)
    recorded = replace(told[entry_id], note="", segments=())
    return ValueNews(shown, recorded, wrong.value if wrong else None)


async def revised(session: AsyncSession, revision_id: int, pair_id: int | None, *, at: datetime) -> RevisionNews:
    """Return a change that both confirmed, as the two may read it together. Raises Rejected as `card`."""
    found, confirmed = await revision.confirmed(session, revision_id)
    shown = await card(session, found.objective_id, pair_id, at=at)
    changes = await objective.changes(session, models.ObjectiveChange.revision_id == revision_id)
    is_shown = shown.objective.charter.is_shown
    told = visibility.changes_seen_by(visibility.Role.REP, changes, is_margin_shown=is_shown)
    return RevisionNews(shown, terms.revision(found), confirmed, told)


async def _retargets(session: AsyncSession, objective_id: int, zone: ZoneInfo) -> tuple[Retarget, ...]:
    row = models.ObjectiveChange
    of_target = (row.objective_id == objective_id, row.field == Field.TARGET, row.revision_id.is_not(None))
    made = await objective.changes(session, *of_target)
    return tuple(
        Retarget(one.at.astimezone(zone).date(), Decimal(one.before), Decimal(one.after)) for one in reversed(made)
    )
