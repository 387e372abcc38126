"""Private notes: written, changed, deleted and read by their author, and by nobody else ever."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules import visibility
from bot.rules.note import PAGE, PIN, NewNote, Note, Notebook, NoteSheet, Pad, kept_as
from bot.rules.objective import Field
from bot.rules.person import Caller
from bot.rules.refusal import Problem, Reason, Rejected
from bot.services import delivery, form, objective, person
from models.team import WITH_THE_TWO

MOST_CHECKINS = 10
WITH_PINS = (joinedload(models.Note.objective), joinedload(models.Note.checkin))


async def notebook(
    session: AsyncSession, *, by: Caller, pair: int | None = None, rep: str | None = None, page: int = 0
) -> Notebook:
    """Return a page of the caller's notes about a pair: by its key, that of `rep` (a Slack id), or the first of theirs.

    Raises Rejected to who is in no pair and was in none, and for a rep with whom they never were.
    """
    me = await person.require(session, by)
    rows = await _pairs(session, me)
    chosen = next((one for one in rows if _is_meant(one, pair, rep)), None)
    if chosen is None:
        raise Rejected.because(Reason.NOT_A_REP if rep else Reason.NO_TEAM)
    mine = (models.Note.author_id == me.id, models.Note.pair_id == chosen.id)
    total = await session.scalar(select(func.count()).select_from(models.Note).where(*mine)) or 0
    page = max(0, min(page, (total - 1) // PAGE))
    found = await session.scalars(
        select(models.Note)
        .where(*mine)
        .order_by(models.Note.written_at.desc(), models.Note.id.desc())
        .offset(page * PAGE)
        .limit(PAGE)
        .options(*WITH_PINS)
    )
    pads = tuple(Pad(one.id, _other(one, me), not one.is_running) for one in rows)
    return Notebook(person.frozen(me), pads, chosen.id, await _read(session, found.all(), chosen, me), total, page)


async def counts(session: AsyncSession, people: Collection[int]) -> Mapping[int, int]:
    """Return how many notes each keeps, by their keys; one who keeps none is left out."""
    author = models.Note.author_id
    rows = await session.execute(select(author, func.count()).where(author.in_(people)).group_by(author))
    return {row[0]: row[1] for row in rows}


async def sheet(
    session: AsyncSession, *, by: Caller, pair: int | None = None, note: int | None = None, at: datetime
) -> NoteSheet:
    """Return what a new note about a `pair` may be pinned to, or one of the caller's that is to be changed."""
    me = await person.require(session, by)
    row = await _mine(session, note, me) if note else None
    mine = await _pair(session, row.pair_id if row else pair, me)
    objectives = (await objective.current(session, [mine.rep_id], at=at))[mine.rep_id] if mine.is_running else ()
    checkins = tuple((one.id, one.talk_at) for one in await _checkins(session, mine))
    [found] = await _read(session, [row], mine, me) if row else [None]
    return NoteSheet(person.frozen(me), mine.id, tuple(objectives), checkins, found)


async def write(session: AsyncSession, pair: int, new: NewNote, *, by: Caller, at: datetime) -> None:
    """Store a note of the caller's about a pair; the same one sent twice in a row is one. Raises Rejected."""
    new.check()
    me = await person.require(session, by)
    mine = await _pair(session, pair, me, lock=True)
    await _check_pin(session, new, mine, me)
    newest = await session.scalar(
        select(models.Note)
        .where(models.Note.author_id == me.id, models.Note.pair_id == mine.id)
        .order_by(models.Note.id.desc())
        .limit(1)
    )
    if newest and (newest.text, newest.objective_id, newest.checkin_id) == (new.text, new.objective, new.checkin):
        return
    session.add(
        models.Note(
            workspace_id=me.workspace_id,
            author_id=me.id,
            pair_id=mine.id,
            objective_id=new.objective,
            checkin_id=new.checkin,
            text=new.text,
            written_at=at,
        )
    )
    await session.flush()
    await delivery.redraw_homes(session, [me], at=at)


async def change(session: AsyncSession, note_id: int, new: NewNote, *, by: Caller, at: datetime) -> int:
    """Change one of the caller's notes, and return the pair it is about. Raises Rejected for anybody else's."""
    new.check()
    me = await person.require(session, by)
    row = await _mine(session, note_id, me, lock=True)
    await _check_pin(session, new, await _pair(session, row.pair_id, me), me, held=row.objective_id)
    row.text, row.objective_id, row.checkin_id, row.changed_at = new.text, new.objective, new.checkin, at
    return row.pair_id


async def delete(session: AsyncSession, note_id: int, *, by: Caller, at: datetime) -> int:
    """Delete one of the caller's notes for good, with what was typed to change it, and return the pair it was about.

    Raises Rejected as `change()`.
    """
    me = await person.require(session, by)
    row = await _mine(session, note_id, me, lock=True)
    pair = row.pair_id
    await session.delete(row)
    await form.forget(session, kept_as(pair, note_id), by=by)
    await session.flush()
    await delivery.redraw_homes(session, [me], at=at)
    return pair


async def _mine(session: AsyncSession, note_id: int, me: models.Person, *, lock: bool = False) -> models.Note:
    """Return a note to its author; to anybody else there is none."""
    query = select(models.Note).where(models.Note.id == note_id).options(*WITH_PINS)
    row = await session.scalar(query.with_for_update(of=models.Note) if lock else query)
    if row is None or not visibility.may_read_note(me.id, row.author_id):
        raise Rejected.because(Reason.NO_NOTE)
    return row


async def _pair(session: AsyncSession, key: int | None, me: models.Person, *, lock: bool = False) -> models.Pair:
    query = select(models.Pair).where(models.Pair.id == key)
    row = await session.scalar(query.with_for_update(key_share=True) if lock else query)
    if row is None or me.id not in (row.rep_id, row.manager_id):
        raise Rejected.because(Reason.NO_NOTE)
    return row


async def _check_pin(
    session: AsyncSession, new: NewNote, pair: models.Pair, me: models.Person, *, held: int | None = None
) -> None:
    """Refuse what is not the pair's; a former manager pins a note to no other objective than it `held`."""
    theirs = {one.id for one in await _checkins(session, pair, among=new.checkin)} if new.checkin else {None}
    owner = await session.scalar(select(models.Objective.owner_id).where(models.Objective.id == new.objective))
    shared = owner == pair.rep_id and not _is_of_before(pair, me)
    if new.checkin not in theirs or (new.objective not in (None, held) and not shared):
        raise Rejected(Problem(Reason.ANOTHERS_OBJECTIVE, PIN))


async def _checkins(session: AsyncSession, pair: models.Pair, *, among: int | None = None) -> Sequence[models.CheckIn]:
    """Return the newest check-ins of a pair, or the one named."""
    query = (
        select(models.CheckIn)
        .join(models.Schedule, models.Schedule.id == models.CheckIn.schedule_id)
        .where(models.Schedule.pair_id == pair.id)
        .order_by(models.CheckIn.talk_at.desc())
        .limit(MOST_CHECKINS)
    )
    return (await session.scalars(query.where(models.CheckIn.id == among) if among else query)).all()


async def _pairs(session: AsyncSession, me: models.Person) -> Sequence[models.Pair]:
    """Return the running pairs of somebody, as a rep first, then the former ones about which they keep notes."""
    noted = select(models.Note.pair_id).where(models.Note.author_id == me.id)
    rows = await session.scalars(
        select(models.Pair)
        .join(models.Pair.rep)
        .where((models.Pair.rep_id == me.id) | (models.Pair.manager_id == me.id))
        .where(models.Pair.is_running | models.Pair.id.in_(noted))
        .order_by(~models.Pair.is_running, models.Pair.rep_id != me.id, models.Person.name, models.Pair.id.desc())
        .options(*WITH_THE_TWO)
    )
    return rows.all()


def _is_meant(row: models.Pair, pair: int | None, rep: str | None) -> bool:
    return row.id == pair if pair else rep in (None, row.rep.slack_id, row.manager.slack_id)


def _other(pair: models.Pair, me: models.Person) -> str:
    return (pair.manager if pair.rep_id == me.id else pair.rep).name


def _is_of_before(pair: models.Pair, me: models.Person) -> bool:
    """Say whether somebody led a rep once: what is written of the objectives since is not for them."""
    return not pair.is_running and pair.rep_id != me.id


async def _read(
    session: AsyncSession, rows: Sequence[models.Note], pair: models.Pair, me: models.Person
) -> tuple[Note, ...]:
    titles = await _titles_of_then(session, rows, pair) if _is_of_before(pair, me) else {}
    return tuple(_frozen(row, titles) for row in rows)


async def _titles_of_then(session: AsyncSession, rows: Sequence[models.Note], pair: models.Pair) -> Mapping[int, str]:
    """Return what objectives were called when a pair ended, those that are called otherwise since."""
    row = models.ObjectiveChange
    renamed = (row.field == Field.TITLE, ~row.is_suggested, row.changed_at > pair.ended_at)
    keys = {one.objective_id for one in rows if one.objective_id}
    found = await session.scalars(
        select(row).where(row.objective_id.in_(keys), *renamed).order_by(row.changed_at.desc(), row.id.desc())
    )
    return {one.objective_id: one.before for one in found}  # the first of them comes last, and stays


def _frozen(row: models.Note, titles: Mapping[int, str]) -> Note:
    aim = (row.objective.id, titles.get(row.objective.id, row.objective.title)) if row.objective else None
    talk = (row.checkin.id, row.checkin.talk_at) if row.checkin else None
    return Note(row.id, row.author_id, row.pair_id, row.text, row.written_at, row.changed_at, aim, talk)
