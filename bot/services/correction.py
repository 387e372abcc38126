"""Corrections: a value that was told wrong is told again by whoever told it, and stands in its place."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.objective import NewValue, Recorded, Shared
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.services import card, delivery, objective, person, progress

ENTRY = models.ProgressEntry


async def look(session: AsyncSession, entry_id: int, *, by: Caller) -> tuple[Shared, Recorded]:
    """Return the value to correct, and its objective. Raises Rejected as `take` does."""
    me = await person.require(session, by)
    entry = await _get(session, entry_id, me)
    shared = await objective.look(session, entry.objective_id, by=by)
    _check_author(entry, me)
    if entry.correction:
        raise Rejected.because(Reason.CORRECTED_ALREADY)
    return shared, progress.recorded(entry)


async def take(session: AsyncSession, entry_id: int, value: NewValue, *, by: Caller, at: datetime) -> None:
    """Put a value in the place of another, and owe whoever was told of that one the new one.

    The same correction sent twice is taken once. Raises Rejected for a value that somebody else told, and for one
    that has been corrected meanwhile: its correction may be corrected.
    """
    objective_id = (await _get(session, entry_id, await person.require(session, by))).objective_id
    me, row, pair = await objective.shared(session, objective_id, by=by, lock=True)
    wrong = await _get(session, entry_id, me)
    _check_author(wrong, me)
    right = objective.allowed(row, value, me)
    if wrong.correction:
        if await _said(session, wrong.correction.id) == replace(right, seen_at=None):
            return
        raise Rejected.because(Reason.CORRECTED_ALREADY)
    progress.correct(session, wrong, right, by=me, at=at)
    await session.flush()
    await card.tell_values(session, [row.id], at=at)
    await _tell(session, wrong, at=at)
    await objective.redraw_homes(session, row, pair, at=at)


async def _get(session: AsyncSession, entry_id: int, me: models.Person) -> models.ProgressEntry:
    """Return a value as it is now. The caller sees to who may know of it."""
    found = await session.scalar(
        select(ENTRY)
        .where(ENTRY.id == entry_id, ENTRY.workspace_id == me.workspace_id)
        .options(*progress.WHOLE, joinedload(ENTRY.correction))
        .execution_options(populate_existing=True)
    )
    if found is None:
        raise Rejected.because(Reason.NO_OBJECTIVE)
    return found


def _check_author(entry: models.ProgressEntry, me: models.Person) -> None:
    if entry.author_id != me.id:
        raise Rejected.because(Reason.NOT_YOUR_VALUE, author=entry.author.name)


async def _said(session: AsyncSession, entry_id: int) -> NewValue:
    found = await session.scalars(select(ENTRY).where(ENTRY.id == entry_id).options(*progress.WHOLE))
    return progress.said(found.one())


async def _tell(session: AsyncSession, wrong: models.ProgressEntry, *, at: datetime) -> None:
    """Have the message that told the manager of a check-in's values drawn anew."""
    if wrong.checkin_id is None:
        return
    checkin = await session.get_one(models.CheckIn, wrong.checkin_id, options=[joinedload(models.CheckIn.manager)])
    await delivery.redraw(session, delivery.SHARED, to=checkin.manager, subject=checkin.id, at=at)
