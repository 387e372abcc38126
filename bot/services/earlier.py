"""Earlier check-ins: those of a rep before whoever may look back at them, and each of them to read."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules import visibility
from bot.rules.earlier import PAGE, Earlier, Entry, Reading
from bot.rules.person import Caller, Person
from bot.rules.refusal import Reason, Rejected
from bot.rules.visibility import Passage, Reader
from bot.services import checkin, disclosure, earlier_agenda, person, team


async def listed(session: AsyncSession, *, by: Caller, at: datetime, rep: str | None = None, page: int = 0) -> Earlier:
    """Return a page of the caller's own check-ins, or of those of `rep` (a Slack id) that they may read.

    A rep's go across managers; a manager reads those of the two, and what the rep shows of others. A page beyond the
    last is the last; with the first go the agendas of the pairs that have ended. Raises Rejected for whoever was never
    in a pair with that rep.
    """
    me = await person.require(session, by)
    whose = await _whose(session, me, rep, by=by)
    theirs = _theirs(me, whose, at=at)
    total = await session.scalar(select(func.count()).select_from(models.CheckIn).where(theirs)) or 0
    page = max(0, min(page, (total - 1) // PAGE))
    agendas = await earlier_agenda.ended(session, whose.id, me) if page == 0 else ()
    return Earlier(
        reader=person.frozen(me),
        rep=whose,
        entries=tuple(_entry(row, me) for row in await _page(session, theirs, page)),
        total=total,
        page=page,
        chooses_for=await _chooses_for(session, by) if whose.id == me.id else None,
        agendas=agendas,
    )


async def read(session: AsyncSession, checkin_id: int, *, by: Caller, at: datetime) -> Reading:
    """Return a check-in to one of the two, or what its rep shows of it to the manager who follows.

    Raises Rejected for anybody else, and once it is not shown any more.
    """
    me = await person.require(session, by)
    rep = await _followed(session, checkin_id, me)
    if rep is None:
        return Reading(await checkin.sheet(session, checkin_id, by=by, at=at))
    shown = disclosure.shown_to(me, at=at).where(models.CheckIn.id == checkin_id)
    is_shown = await session.scalar(shown.limit(1)) is not None
    if not visibility.may_read_dialogue(Passage.WORDS, Reader.NEXT, is_shown=is_shown):
        raise Rejected.because(Reason.NOT_SHOWN)
    whole = await checkin.sheet(session, checkin_id, by=Caller(rep.workspace_id, rep.slack_id), at=at)
    return Reading(visibility.shown_part(whole), is_shown=True)


async def _followed(session: AsyncSession, checkin_id: int, me: models.Person) -> models.Person | None:
    """Return the rep of a check-in where somebody leads them now, and another manager wrote in it."""
    row, pair = models.CheckIn, models.Pair
    return await session.scalar(
        select(models.Person)
        .join(row, row.rep_id == models.Person.id)
        .join(pair, pair.rep_id == row.rep_id)
        .where(row.id == checkin_id, row.manager_id != me.id, pair.manager_id == me.id, pair.is_running)
    )


async def _whose(session: AsyncSession, me: models.Person, rep: str | None, *, by: Caller) -> Person:
    """Return whose check-ins are asked for. Raises Rejected for who is no part of any, in the words of `pair_of`."""
    whose = await person.find(session, Caller(by.workspace, rep)) if rep else person.frozen(me)
    row = models.CheckIn
    parts = or_(row.rep_id == me.id, row.manager_id == me.id)
    is_part = whose and await session.scalar(select(row.id).where(row.rep_id == whose.id, parts).limit(1))
    if whose and (is_part or await earlier_agenda.ended(session, whose.id, me)):
        return whose
    return person.frozen((await team.pair_of(session, by=by, rep=rep)).rep)


def _theirs(me: models.Person, rep: Person, *, at: datetime) -> ColumnElement[bool]:
    """Say which check-ins of a rep somebody may look back at: their own, and what the rep shows them of others."""
    row = models.CheckIn
    own = or_(row.rep_id == me.id, row.manager_id == me.id)
    is_over = or_(row.talk_at <= at, row.skipped_at.is_not(None))
    return and_(row.rep_id == rep.id, is_over, or_(own, row.id.in_(disclosure.shown_to(me, at=at))))


async def _page(session: AsyncSession, theirs: ColumnElement[bool], page: int) -> Sequence[models.CheckIn]:
    row = models.CheckIn
    found = await session.scalars(
        select(row)
        .where(theirs)
        .order_by(row.talk_at.desc(), row.id.desc())
        .offset(page * PAGE)
        .limit(PAGE)
        .options(*checkin.WITH_PEOPLE, checkin.WITH_HALVES)
    )
    return found.all()


def _entry(row: models.CheckIn, me: models.Person) -> Entry:
    return Entry(checkin.frozen(row), is_shown=me.id not in (row.rep_id, row.manager_id))


async def _chooses_for(session: AsyncSession, by: Caller) -> Person | None:
    try:
        return (await disclosure.choice(session, by=by)).manager
    except Rejected:
        return None
