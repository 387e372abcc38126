"""What a rep lets the manager who follows read of earlier check-ins: asked when one takes over, chosen, taken back."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, Row, Select, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased, joinedload

import models
from bot.rules.checkin import Side
from bot.rules.disclosure import Choice, Former, Reach, Shown, Standing
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.services import delivery, person
from models.team import WITH_THE_TWO

ASKED, SHOWN = "disclosure_asked", "disclosure_shown"
MOST = 90  # former pairs that a rep is asked about, the newest: a form holds 100 blocks


async def ask(session: AsyncSession, pair: models.Pair, *, at: datetime) -> None:
    """Owe the rep of a pair that begins the question what its manager may read, where there is anything to read."""
    if await _formers(session, pair):
        await delivery.owe(session, ASKED, to=pair.rep, subject=pair.id, at=at)


async def choice(session: AsyncSession, *, by: Caller, pair_id: int | None = None) -> Choice:
    """Return what the caller decides for whoever leads them now, or led them in the pair that is named.

    Raises Rejected to anybody but the rep, once the pair has ended, and where nothing was written before it.
    """
    me = await person.require(session, by)
    return await _choice(session, await _pair(session, me, pair_id))


async def choose(
    session: AsyncSession, pair_id: int, chosen: Mapping[int, Reach], *, by: Caller, at: datetime
) -> Choice:
    """Show who leads a rep now what the rep has `chosen`, by former pair; those left out stay as they are.

    The same choice again changes nothing. Who may read something is told so. Raises Rejected as `choice` does.
    """
    me = await person.require(session, by)
    pair = await _pair(session, me, pair_id, lock=True)
    before = await _choice(session, pair)
    changed = [
        (one, chosen[one.pair])
        for one in before.formers
        if one.pair in chosen and (one.reach is not chosen[one.pair] or not one.is_chosen)
    ]
    if not changed:
        return before
    for former, reach in changed:
        await _write(session, pair, former, reach, at=at)
    await session.flush()
    await _tell(session, pair, at=at)
    return await _choice(session, pair)


async def shown(session: AsyncSession, pair_id: int, *, by: Caller, at: datetime) -> Shown:
    """Return to a pair's manager whether its rep shows them anything. Raises Rejected for others, and once ended."""
    me = await person.require(session, by)
    pair = await session.get(models.Pair, pair_id, options=WITH_THE_TWO)
    if pair is None or not pair.is_running or pair.manager_id != me.id:
        raise Rejected.because(Reason.NOT_SHOWN)
    return Shown(person.frozen(pair.rep), await _is_shown(session, pair, at=at))


def shown_to(reader: models.Person, *, at: datetime) -> Select[int]:
    """Select the check-ins (by key) that reps show to who leads them now: over, and with something of the rep's."""
    checkin, schedule, row, now = models.CheckIn, models.Schedule, models.Disclosure, models.Pair
    return (
        select(checkin.id)
        .join(schedule, schedule.id == checkin.schedule_id)
        .join(row, row.former_id == schedule.pair_id)
        .join(now, now.id == row.pair_id)
        .where(now.manager_id == reader.id, now.is_running, *_read_by(row, checkin, at))
    )


async def standing(session: AsyncSession, pairs: Collection[int], *, at: datetime) -> Mapping[int, Standing]:
    """Return what there is to choose and to read in each of some pairs that run.

    Asked pair by pair: of an EXISTS PostgreSQL makes a join with all that reps ever wrote.
    """
    now, before = models.Pair, aliased(models.Pair)
    former = select(before.id).where(*_is_former(before, now)).limit(1).correlate(now).scalar_subquery()
    asked = set(await session.scalars(select(now.id).where(now.id.in_(pairs), former.is_not(None))))
    row, checkin, schedule = models.Disclosure, models.CheckIn, models.Schedule
    theirs = (schedule.pair_id == row.former_id, checkin.schedule_id == schedule.id, *_read_by(row, checkin, at))
    shown = select(checkin.id).where(*theirs).limit(1).correlate(row).scalar_subquery()
    read = set(await session.scalars(select(row.pair_id).where(row.pair_id.in_(pairs), shown.is_not(None))))
    return {pair: Standing(pair in asked, pair in read) for pair in pairs}


def _read_by(
    row: type[models.Disclosure], checkin: type[models.CheckIn], at: datetime
) -> tuple[ColumnElement[bool], ...]:
    return (
        row.taken_back_at.is_(None),
        or_(row.since.is_(None), checkin.scheduled_on >= row.since),
        checkin.talk_at <= at,
        checkin.halves.any(models.Half.side == Side.REP),
    )


def _is_former(before: type[models.Pair], now: type[models.Pair] | models.Pair) -> tuple[ColumnElement[bool], ...]:
    """Say of a pair that it was its rep's before, with another manager, and that the rep wrote something in it."""
    checkin, schedule = models.CheckIn, models.Schedule
    wrote = (
        select(checkin.id)
        .join(schedule, schedule.id == checkin.schedule_id)
        .where(schedule.pair_id == before.id, checkin.halves.any(models.Half.side == Side.REP))
        .correlate(before)
    )
    ended = (before.rep_id == now.rep_id, before.manager_id != now.manager_id, before.ended_at.is_not(None))
    return (*ended, wrote.exists())


async def _formers(session: AsyncSession, pair: models.Pair) -> Sequence[Row[models.Pair, models.Disclosure]]:
    """Return the former pairs of a pair's rep, the newest first, each with what the rep has chosen about it."""
    before, row = aliased(models.Pair), models.Disclosure
    found = await session.execute(
        select(before, row)
        .outerjoin(row, (row.former_id == before.id) & (row.pair_id == pair.id))
        .where(*_is_former(before, pair))
        .order_by(before.ended_at.desc(), before.id.desc())
        .limit(MOST)
        .options(joinedload(before.manager))
    )
    return found.all()


async def _choice(session: AsyncSession, pair: models.Pair) -> Choice:
    formers = tuple(_former(before, row) for before, row in await _formers(session, pair))
    if not formers:
        raise Rejected.because(Reason.NOTHING_BEFORE)
    return Choice(pair.id, person.frozen(pair.rep), person.frozen(pair.manager), formers)


def _former(pair: models.Pair, row: models.Disclosure | None) -> Former:
    ended_on = pair.ended_at.date() if pair.ended_at else date.max
    is_shown = row is not None and row.taken_back_at is None
    reach = Reach.of(row.since, ended_on) if row and is_shown else Reach.NOTHING
    return Former(pair.id, person.frozen(pair.manager), ended_on, reach, is_chosen=row is not None)


async def _pair(
    session: AsyncSession, me: models.Person, pair_id: int | None = None, *, lock: bool = False
) -> models.Pair:
    """Return the pair that runs in which somebody is the rep; where another is named, say that it has ended."""
    pair = models.Pair
    query = select(pair).where(pair.rep_id == me.id, pair.is_running).options(*WITH_THE_TWO)
    query = query.with_for_update(of=pair).execution_options(populate_existing=True) if lock else query
    found = await session.scalar(query)
    if found is None or pair_id not in (None, found.id):
        raise Rejected.because(Reason.NOT_TO_SHOW if pair_id else Reason.NO_TEAM)
    return found


async def _write(session: AsyncSession, pair: models.Pair, former: Former, reach: Reach, *, at: datetime) -> None:
    theirs = (models.Disclosure.pair_id == pair.id, models.Disclosure.former_id == former.pair)
    row = await session.scalar(select(models.Disclosure).where(*theirs))
    if row is None:
        row = models.Disclosure(workspace_id=pair.workspace_id, pair_id=pair.id, former_id=former.pair)
        session.add(row)
    row.since, row.chosen_at = reach.since(former.ended_on), at
    row.taken_back_at = at if reach is Reach.NOTHING else None


async def _tell(session: AsyncSession, pair: models.Pair, *, at: datetime) -> None:
    """Have the question say what was chosen, and the manager told what there is to read, or no longer."""
    await delivery.redraw(session, ASKED, to=pair.rep, subject=pair.id, at=at)
    if await _is_shown(session, pair, at=at):
        await delivery.owe(session, SHOWN, to=pair.manager, subject=pair.id, at=at)
    else:
        await delivery.withdraw(session, SHOWN, to=pair.manager, subject=pair.id)
        await delivery.redraw(session, SHOWN, to=pair.manager, subject=pair.id, at=at)
    await delivery.redraw_homes(session, (pair.rep, pair.manager), at=at)


async def _is_shown(session: AsyncSession, pair: models.Pair, *, at: datetime) -> bool:
    return (await standing(session, [pair.id], at=at))[pair.id].is_shown
