"""What pairs want to talk about next: points are added, read, and carried on to the pair that follows."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.agenda import Origin, Outcome, Point
from bot.services import delivery, person, talk_record

OPEN = models.AgendaPoint.settled_at.is_(None)


async def add(
    session: AsyncSession,
    pair: models.Pair,
    text: str,
    origin: Origin,
    *,
    by: models.Person,
    at: datetime,
    link: str = "",
    objective: int | None = None,
) -> None:
    """Store a point that `by`, one of the pair, has raised, and owe both a new Home. Needs the pair's people loaded."""
    session.add(
        models.AgendaPoint(
            workspace_id=pair.workspace_id,
            pair_id=pair.id,
            author_id=by.id,
            text=text,
            link=link,
            origin=origin,
            objective_id=objective,
            raised_at=at,
        )
    )
    await session.flush()
    await talk_record.redraw(session, pair.id, at=at)
    await delivery.redraw_homes(session, (pair.rep, pair.manager), at=at)


async def open_points(session: AsyncSession, pairs: Collection[int]) -> Mapping[int, tuple[Point, ...]]:
    """Return what each pair wants to talk about, the oldest first. The caller has seen to it that it may be read."""
    row = models.AgendaPoint
    rows = await session.scalars(
        select(row).where(row.pair_id.in_(pairs), OPEN).order_by(row.id).options(joinedload(row.author))
    )
    found: dict[int, tuple[Point, ...]] = dict.fromkeys(pairs, ())
    for one in rows:
        found[one.pair_id] += (frozen(one),)
    return found


async def carry(session: AsyncSession, pair: models.Pair, *, at: datetime) -> None:
    """Carry on, to a pair that begins, what was open in the rep's pairs before it.

    What the rep raised goes along to whoever leads them now. What a former manager raised stays in the record of
    those two, since it was said between them; it goes along only where the same manager leads the rep again.
    """
    row, before = models.AgendaPoint, models.Pair
    ended = (before.rep_id == pair.rep_id, before.ended_at.is_not(None), before.id != pair.id)
    goes_along = or_(row.author_id == pair.rep_id, before.manager_id == pair.manager_id)
    query = select(row).join(before, before.id == row.pair_id).where(*ended, OPEN, goes_along).order_by(row.id)
    found = await session.scalars(query.with_for_update(of=row).execution_options(populate_existing=True))
    for one in found.all():
        session.add(_copy(one, pair))
        one.settled_at, one.outcome = at, Outcome.CARRIED
    await session.flush()


def _copy(one: models.AgendaPoint, pair: models.Pair) -> models.AgendaPoint:
    return models.AgendaPoint(
        workspace_id=pair.workspace_id,
        pair_id=pair.id,
        author_id=one.author_id,
        text=one.text,
        link=one.link,
        origin=one.origin,
        objective_id=one.objective_id,
        raised_at=one.raised_at,
    )


def frozen(row: models.AgendaPoint) -> Point:
    return Point(row.id, person.frozen(row.author), row.text, row.origin, row.raised_at, row.link)
