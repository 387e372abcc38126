"""What is done to somebody's absences: stored with what was there before, told to whom it concerns, and undone."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.absence import Change, Days, Entry, What
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.services import absence_for, delivery, person, stand_in

TOLD = "absence_told"
WITH_PEOPLE = (
    joinedload(models.AbsenceChange.person),
    joinedload(models.AbsenceChange.by),
    joinedload(models.AbsenceChange.undone_by),
)


async def locked(session: AsyncSession, whose: models.Person) -> Sequence[models.Absence]:
    """Return somebody's absences, all of them; whoever changes them goes through a lock on that person."""
    await session.refresh(whose, with_for_update={"key_share": True})  # others may go on writing to that person
    found = await session.scalars(
        select(models.Absence)
        .where(models.Absence.person_id == whose.id)
        .order_by(models.Absence.starts_on, models.Absence.id)
        .execution_options(populate_existing=True)
    )
    return found.all()


async def swap(
    session: AsyncSession,
    whose: models.Person,
    gone: Sequence[models.Absence],
    come: Sequence[Entry],
    *,
    what: What,
    days: Days,
    by: Caller,
    at: datetime,
) -> Change:
    """Put absences in the place of others, and tell the person of it if somebody else has done so."""
    me = await person.require(session, by)
    row = models.AbsenceChange(
        workspace_id=whose.workspace_id,
        person=whose,
        by=me,
        what=what,
        starts_on=days.first,
        ends_on=days.last,
        before=[entry(one).written() for one in gone],
        after=[one.written() for one in come],
        changed_at=at,
        undone_by=None,
    )
    session.add(row)
    await _replace(session, whose, gone, come)
    if me.id != whose.id:
        await delivery.owe(session, TOLD, to=whose, subject=row.id, at=at)
    await stand_in.follow(session, row, by=me, at=at)
    return _frozen(row)


async def undo(session: AsyncSession, change_id: int, *, by: Caller, at: datetime) -> Change:
    """Take back what was done, and tell the other of the two people whom it concerns.

    Raises Rejected for what was undone before, for days that were changed again since, and for who may not.
    """
    me = await person.require(session, by)
    row = await _get(session, change_id, me)
    await absence_for.check(session, me, row.person)
    rows = await locked(session, row.person)
    await session.refresh(row, ["undone_at"])
    if row.undone_at:
        raise Rejected.because(Reason.ABSENCE_UNDONE)
    made = [one for one in rows if entry(one) in Entry.read(row.after)]
    if len(made) != len(row.after):
        raise Rejected.because(Reason.ABSENCE_CHANGED)
    row.undone_at, row.undone_by = at, me
    left = [one for one in rows if one not in made]
    gone, come = _merged(left, Entry.read(row.before))
    await _replace(session, row.person, [*made, *gone], come)
    await _tell(session, row, me, at=at)
    await stand_in.follow(session, row, by=me, at=at)
    return _frozen(row)


async def told(session: AsyncSession, change_id: int, *, by: Caller) -> Change:
    """Return what was done, to one of the two people whom it concerns; raise Rejected for anybody else."""
    me = await person.require(session, by)
    row = await _get(session, change_id, me)
    if me.id not in (row.person_id, row.by_id):
        raise Rejected.because(Reason.NO_ABSENCE)
    return _frozen(row)


async def _replace(
    session: AsyncSession, whose: models.Person, gone: Sequence[models.Absence], come: Sequence[Entry]
) -> None:
    """Turn the absences that go into those that come, as far as there are as many."""
    for one in gone[len(come) :]:
        await session.delete(one)
    new = [models.Absence(workspace_id=whose.workspace_id, person_id=whose.id) for _ in come[len(gone) :]]
    for row, one in zip([*gone[: len(come)], *new], come, strict=True):
        row.starts_on, row.ends_on = one.days.first, one.days.last
        row.entered_by_id, row.stand_in_id = one.entered_by, one.stand_in
        session.add(row)
    await session.flush()


def _merged(rows: Sequence[models.Absence], entries: Iterable[Entry]) -> tuple[Sequence[models.Absence], list[Entry]]:
    """Return which rows give way to what comes back, where the days of both meet, and what comes in all."""
    gone: list[models.Absence] = []
    come: list[Entry] = []
    known = {entry(one): one for one in rows}
    for back in entries:
        whole, met = back.joined(known)
        gone += [known[one] for one in met if known[one] not in gone]
        come.append(whole)
    return gone, come


async def _tell(session: AsyncSession, row: models.AbsenceChange, me: models.Person, *, at: datetime) -> None:
    for one in (row.person, row.by):
        if one.id == me.id:
            await delivery.redraw(session, TOLD, to=one, subject=row.id, at=at)
        else:
            await delivery.owe(session, TOLD, to=one, subject=row.id, at=at)


async def _get(session: AsyncSession, change_id: int, me: models.Person) -> models.AbsenceChange:
    row = await session.scalar(
        select(models.AbsenceChange)
        .where(models.AbsenceChange.id == change_id, models.AbsenceChange.workspace_id == me.workspace_id)
        .options(*WITH_PEOPLE)
    )
    if row is None:
        raise Rejected.because(Reason.NO_ABSENCE)
    return row


def days_of(row: models.Absence) -> Days:
    return Days(row.starts_on, row.ends_on)


def entry(row: models.Absence) -> Entry:
    return Entry(days_of(row), row.entered_by_id, row.stand_in_id)


def _frozen(row: models.AbsenceChange) -> Change:
    return Change(
        id=row.id,
        what=row.what,
        person=person.frozen(row.person),
        by=person.frozen(row.by),
        days=Days(row.starts_on, row.ends_on),
        undone_by=person.frozen(row.undone_by) if row.undone_by else None,
    )
