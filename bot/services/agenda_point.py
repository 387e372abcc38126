"""The agenda of a pair in the hands of the two: raising a point for the next talk, and settling it."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules import visibility
from bot.rules.agenda import WHY, Agenda, NewPoint, Outcome, Point
from bot.rules.person import Caller, Person
from bot.rules.refusal import Problem, Reason, Rejected
from bot.rules.talk import Amendment
from bot.services import agenda, delivery, person, talk_record, team
from models.team import WITH_THE_TWO

SETTLING = {Outcome.TALKED: Amendment.TALKED, Outcome.DROPPED: Amendment.DROPPED}


async def of_rep(session: AsyncSession, rep: str, *, by: Caller) -> Agenda:
    """Return the agenda that the caller shares with a rep (a Slack id), or, as that rep, with the manager.

    Raises Rejected for whoever is neither of the two.
    """
    pair = await team.pair_of(session, by=by, rep=rep)
    return await _frozen(session, pair, await person.require(session, by))


async def shared(session: AsyncSession, *, by: Caller) -> tuple[Agenda, ...]:
    """Return the agendas that the caller shares with somebody, one's own as a rep first, without their points.

    Raises Rejected for whoever shares none.
    """
    me = person.frozen(await person.require(session, by))
    pairs = await team.pairs_of(session, by=by)
    if not pairs:
        raise Rejected.because(Reason.NO_TEAM)
    return tuple(Agenda(person.frozen(one.rep), person.frozen(one.manager), me) for one in pairs)


async def raise_point(session: AsyncSession, new: NewPoint, *, by: Caller, at: datetime) -> Person:
    """Put a point on the agenda of a pair and return the other of the two, who finds it on Home.

    The same one sent twice from one form is one. Raises Rejected for a point without a word, and as `of_rep`.
    """
    new.check()
    pair = await team.held_pair_of(session, by=by, rep=new.rep)
    me = await person.require(session, by)
    row = models.AgendaPoint
    twin = (row.pair_id == pair.id, row.author_id == me.id, row.text == new.text, row.raised_at >= new.begun_at)
    if await session.scalar(select(row.id).where(*twin).limit(1)) is None:
        await agenda.add(session, pair, new.text, new.origin, by=me, at=at, link=new.link)
    return person.frozen(pair.other(me.id))


async def talked(session: AsyncSession, point_id: int, *, by: Caller, at: datetime) -> Agenda:
    """Settle a point as talked about and return what is left; a second time changes nothing.

    Raises Rejected for one that was settled otherwise, and for whoever is neither of the two.
    """
    return await _settle(session, point_id, Outcome.TALKED, by=by, at=at)


async def drop(session: AsyncSession, point_id: int, why: str, *, by: Caller, at: datetime) -> Agenda:
    """Take a point off the agenda with a reason, and return what is left. Raises Rejected as `talked`, and for none."""
    if not why:
        raise Rejected(Problem(Reason.EMPTY, WHY))
    return await _settle(session, point_id, Outcome.DROPPED, by=by, at=at, why=why)


async def reopen(session: AsyncSession, point_id: int, *, by: Caller, at: datetime) -> Agenda:
    """Put a point back that was settled by mistake, and return what is open; a second time changes nothing.

    Raises Rejected for one that was carried on to another pair, and for whoever is neither of the two.
    """
    row, pair, me = await _point_of(session, point_id, by=by, lock=True)
    if row.outcome is Outcome.CARRIED:
        raise _settled(row)
    if row.outcome:
        row.settled_at = row.settled_by_id = row.outcome = None
        row.why = ""
        await _tell(session, pair, Amendment.REOPENED, by=me, at=at)
    return await _frozen(session, pair, me)


async def look(session: AsyncSession, point_id: int, *, by: Caller) -> Point:
    """Return a point that is open. Raises Rejected for another, and for whoever is neither of the two."""
    row, _, _ = await _point_of(session, point_id, by=by)
    if row.outcome:
        raise _settled(row)
    return agenda.frozen(row)


async def _settle(
    session: AsyncSession, point_id: int, outcome: Outcome, *, by: Caller, at: datetime, why: str = ""
) -> Agenda:
    row, pair, me = await _point_of(session, point_id, by=by, lock=True)
    if row.outcome not in (None, outcome):
        await session.refresh(row, ["settled_by"])  # the row was waited for: its join is of before
        raise _settled(row)
    if row.outcome is None:
        row.settled_at, row.settled_by_id, row.outcome, row.why = at, me.id, outcome, why
        await _tell(session, pair, SETTLING[outcome], by=me, at=at)
    else:
        await delivery.redraw_homes(session, (pair.rep, pair.manager), at=at)
    return await _frozen(session, pair, me)


async def _tell(
    session: AsyncSession, pair: models.Pair, change: Amendment, *, by: models.Person, at: datetime
) -> None:
    """Have everything that shows a point drawn anew: the record of the talk it belongs to now, both Homes."""
    await session.flush()
    await talk_record.amend(session, pair.id, change, by=by, at=at)
    await talk_record.redraw(session, pair.id, at=at)
    await delivery.redraw_homes(session, (pair.rep, pair.manager), at=at)


async def _point_of(
    session: AsyncSession, point_id: int, *, by: Caller, lock: bool = False
) -> tuple[models.AgendaPoint, models.Pair, models.Person]:
    me, row = await person.require(session, by), models.AgendaPoint
    query = (
        select(row)
        .where(row.id == point_id, row.workspace_id == me.workspace_id)
        .options(joinedload(row.author), joinedload(row.settled_by))
        .execution_options(populate_existing=lock)
    )
    found = await session.scalar(query.with_for_update(of=row) if lock else query)
    if found is None:
        raise Rejected.because(Reason.NO_POINT)
    pair = await session.get_one(models.Pair, found.pair_id, options=WITH_THE_TWO)
    if not visibility.may_share_agenda(me.id, rep=pair.rep_id, manager=pair.manager_id):
        raise Rejected.because(Reason.NOT_YOUR_PAIR, rep=pair.rep.name, manager=pair.manager.name)
    return found, pair, me


def _settled(row: models.AgendaPoint) -> Rejected:
    who = row.settled_by.name if row.settled_by else ""
    return Rejected.because(Reason.POINT_SETTLED, outcome=row.outcome or "", who=who, why=row.why)


async def _frozen(session: AsyncSession, pair: models.Pair, me: models.Person) -> Agenda:
    """Return a pair's agenda. Needs its people loaded."""
    points = (await agenda.open_points(session, [pair.id]))[pair.id]
    return Agenda(person.frozen(pair.rep), person.frozen(pair.manager), person.frozen(me), points)
