"""The agendas of pairs that have ended: found again by their two, as they were left."""

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules import visibility
from bot.rules.earlier import Ended, EndedAgenda, Left
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.services import agenda, person
from models.team import WITH_THE_TWO

MOST = 40  # agendas that are listed, the newest


async def ended(session: AsyncSession, rep: int, me: models.Person) -> tuple[Ended, ...]:
    """Return the pairs of a rep (by key) and `me`, as that rep or as the manager, that have ended and had an agenda."""
    pair, point = models.Pair, models.AgendaPoint
    rows = await session.scalars(
        select(pair)
        .where(
            pair.rep_id == rep,
            or_(pair.rep_id == me.id, pair.manager_id == me.id),
            pair.ended_at.is_not(None),
            select(point.id).where(point.pair_id == pair.id).exists(),
        )
        .order_by(pair.ended_at.desc(), pair.id.desc())
        .limit(MOST)
        .options(*WITH_THE_TWO)
    )
    return tuple(found for row in rows if (found := _frozen(row, me)))


async def read(session: AsyncSession, pair_id: int, *, by: Caller) -> EndedAgenda:
    """Return the agenda of a pair that has ended to one of its two. Raises Rejected to others, and while it runs."""
    me = await person.require(session, by)
    pair = await session.get(models.Pair, pair_id, options=WITH_THE_TWO)
    if pair is None or not visibility.may_share_agenda(me.id, rep=pair.rep_id, manager=pair.manager_id):
        raise Rejected.because(Reason.NOT_SHOWN)
    found = _frozen(pair, me)
    if found is None:
        raise Rejected.because(Reason.NOT_SHOWN)
    row = models.AgendaPoint
    rows = await session.scalars(
        select(row)
        .where(row.pair_id == pair.id)
        .order_by(row.settled_at.is_not(None), row.settled_at.desc(), row.id.desc())
        .options(joinedload(row.author), joinedload(row.settled_by))
    )
    return EndedAgenda(found, person.frozen(me), tuple(map(_left, rows)))


def _frozen(row: models.Pair, me: models.Person) -> Ended | None:
    return Ended(row.id, person.frozen(row.other(me.id)), row.ended_at) if row.ended_at else None


def _left(row: models.AgendaPoint) -> Left:
    who = row.settled_by.name if row.settled_by else ""
    return Left(agenda.frozen(row), row.outcome, row.settled_at, who, row.why)
