"""The card of an objective in the group direct message of its pair: when it is owed, and what is told under it."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.services import delivery
from models.team import WITH_THE_TWO

CARD, VALUE, REVISED, CLOSED = "card", "card_value", "card_revision", "card_closing"
ONE_DRAWING = timedelta(minutes=1)  # what changes within one minute of the clock is drawn once
WITH_ALL = (*WITH_THE_TWO, joinedload(models.Pair.team))

News = tuple[models.Pair, int, int]  # to whom, about which row, and under the card of which objective


async def post(session: AsyncSession, objective_id: int, *, at: datetime) -> None:
    """Owe the pair of an objective its card, once both have signed."""
    await delivery.owe_pairs(session, CARD, [(pair, key, at) for pair, key in await _shared(session, [objective_id])])


async def tell_values(session: AsyncSession, objectives: Collection[int], *, at: datetime) -> None:
    """Tell under the card of each of these objectives what was recorded for it, or corrected, at that instant."""
    entry = models.ProgressEntry
    shared = {key: pair for pair, key in await _shared(session, objectives)}
    entries = await session.execute(
        select(entry.id, entry.objective_id).where(entry.objective_id.in_(shared), entry.written_at == at)
    )
    await _tell(session, VALUE, [(shared[key], found, key) for found, key in entries], at=at)


async def tell_revision(session: AsyncSession, revision: models.Revision, *, at: datetime) -> None:
    """Tell under the card of an objective what both have confirmed."""
    shared = await _shared(session, [revision.objective_id])
    await _tell(session, REVISED, [(pair, revision.id, key) for pair, key in shared], at=at)


async def tell_closing(session: AsyncSession, objective_id: int, *, at: datetime) -> None:
    """Tell under the card of an objective that it is closed, and how it ended."""
    await _tell(session, CLOSED, [(pair, key, key) for pair, key in await _shared(session, [objective_id])], at=at)


async def redraw(session: AsyncSession, objectives: Collection[int], *, at: datetime) -> None:
    """Have the cards of objectives drawn anew, without a word about it."""
    await _redraw(session, await _shared(session, objectives), at=at)


async def move(session: AsyncSession, pair: models.Pair, *, at: datetime) -> None:
    """Owe a pair that begins the cards of what its rep brings along: all that is signed and not over."""
    row = models.Objective
    going_on = (row.owner_id == pair.rep_id, row.is_signed, row.closed_at.is_(None), row.ends_on >= at.date())
    brought = await session.scalars(select(row.id).where(*going_on).order_by(row.id))
    await delivery.owe_pairs(session, CARD, [(pair, key, at) for key in brought])


async def _tell(session: AsyncSession, kind: str, news: Collection[News], *, at: datetime) -> None:
    """Owe an answer for each, under a card that is drawn anew, or made where there is none yet."""
    await _redraw(session, [(pair, key) for pair, _, key in news], at=at)
    await delivery.answer_pairs(session, kind, news, under=CARD, at=at)


async def _redraw(session: AsyncSession, shared: Iterable[tuple[models.Pair, int]], *, at: datetime) -> None:
    due = at.replace(second=0, microsecond=0) + ONE_DRAWING
    await delivery.owe_pairs(session, CARD, [(pair, key, due) for pair, key in shared])


async def _shared(session: AsyncSession, objectives: Collection[int]) -> list[tuple[models.Pair, int]]:
    """Return those of the objectives that both have signed, by the pair that shares them now."""
    if not objectives:
        return []
    row, pair = models.Objective, models.Pair
    rows = await session.execute(
        select(pair, row.id)
        .join(row, row.owner_id == pair.rep_id)
        .where(row.id.in_(objectives), row.is_signed, pair.is_running)
        .order_by(row.id)
        .options(*WITH_ALL)
    )
    return [(pair, key) for pair, key in rows]
