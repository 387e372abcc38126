"""Absences: saying when one is away, ending it, and who is away when."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.absence import ONE_DAY, Absence, Book, Change, Days, Entry, What
from bot.rules.person import Caller, Person
from bot.rules.refusal import Reason, Rejected
from bot.services import absence_change, absence_for, person, stand_in

FOREVER = date.max
WITH_PEOPLE = (
    joinedload(models.Absence.person),
    joinedload(models.Absence.entered_by),
    joinedload(models.Absence.stand_in),
)


async def declare(
    session: AsyncSession,
    days: Days,
    *,
    who: str | None = None,
    stands_in: Person | None = None,
    by: Caller,
    at: datetime,
) -> Change | None:
    """Store that somebody (a Slack id, None for the caller) is away.

    Days that overlap an absence, or follow it at once, become one with it. Where all of them are known already,
    nothing changes (None). Raises Rejected for days that are over or the wrong way round, for who may not, and for
    somebody who cannot stand in.
    """
    whose = await absence_for.whom(session, who, by=by)
    days.check(today(whose, at))
    return await _enter(session, whose, days, stands_in, what=What.ENTERED, by=by, at=at)


async def change(
    session: AsyncSession,
    absence_id: int,
    days: Days,
    *,
    stands_in: Person | None = None,
    by: Caller,
    at: datetime,
) -> Change | None:
    """Give an absence other days or another stand-in. What holds of `declare()` holds here too; one gone is refused."""
    whose = await _whose(session, absence_id, by)
    if whose is None:
        raise Rejected.because(Reason.NO_ABSENCE)
    days.check(today(whose, at))
    return await _enter(session, whose, days, stands_in, instead_of=absence_id, what=What.CHANGED, by=by, at=at)


async def remove(session: AsyncSession, absence_id: int, *, by: Caller, at: datetime) -> Change | None:
    """Forget an absence; one that is gone already changes nothing (None)."""
    whose = await _whose(session, absence_id, by)
    rows = await absence_change.locked(session, whose) if whose else ()
    row = next((one for one in rows if one.id == absence_id), None)
    if whose is None or row is None:
        return None
    days = absence_change.days_of(row)
    return await absence_change.swap(session, whose, [row], [], what=What.REMOVED, days=days, by=by, at=at)


async def end(session: AsyncSession, *, who: str | None = None, by: Caller, at: datetime) -> Change | None:
    """End the absence under way as of yesterday, if there is one. One that began today is forgotten."""
    whose = await absence_for.whom(session, who, by=by)
    now = today(whose, at)
    for row in await absence_change.locked(session, whose):
        days = absence_change.days_of(row)
        if days.covers(now):
            past = replace(absence_change.entry(row), days=Days(days.first, now - ONE_DAY))
            over = [past] if days.first < now else []
            return await absence_change.swap(session, whose, [row], over, what=What.ENDED, days=days, by=by, at=at)
    return None


async def book(session: AsyncSession, *, who: str | None = None, by: Caller, at: datetime) -> Book:
    """Return somebody's absences that are not over, the next one first, to whoever may change them.

    The caller's own come with those that the caller has entered for others.
    """
    me = await person.require(session, by)
    people = await absence_for.people(session, me)
    alone = who is None and people and people[0].id != me.id  # an admin in no team chooses somebody
    whose = None if alone else await absence_for.whom(session, who, by=by)
    known = await _known(session, me, whose or me, at)
    return Book(
        reader=person.frozen(me),
        whose=person.frozen(whose) if whose else None,
        known=known,
        today=today(whose or me, at),
        people=tuple(map(person.frozen, people)) if len(people) > 1 or alone else (),
        leaders=await stand_in.leaders(session, {(whose or me).id, *(one.person.id for one in known)}),
    )


async def away(session: AsyncSession, people: Collection[int], on: date) -> tuple[Absence, ...]:
    """Return who of `people` (their keys) is away on a day."""
    return await away_between(session, people, on, on)


async def away_between(session: AsyncSession, people: Collection[int], first: date, last: date) -> tuple[Absence, ...]:
    """Return who of `people` (their keys) is away on a day from `first` to `last`, each absence with all its days."""
    return tuple(
        Absence(row.id, person.frozen(row.person), absence_change.days_of(row), stand_in=_stand_in(row))
        for row in await _rows(session, people, first, last)
    )


async def since(session: AsyncSession, people: Collection[int], at: datetime) -> tuple[Absence, ...]:
    """Return the absences that may matter from an instant on, whatever the zone."""
    return await away_between(session, people, at.date() - timedelta(days=1), FOREVER)


def today(who: models.Person, at: datetime) -> date:
    """Return the date by the calendar of somebody's own zone."""
    return at.astimezone(person.frozen(who).zone).date()


async def _enter(
    session: AsyncSession,
    whose: models.Person,
    days: Days,
    stands_in: Person | None,
    *,
    instead_of: int | None = None,
    what: What,
    by: Caller,
    at: datetime,
) -> Change | None:
    rows = await absence_change.locked(session, whose)
    replaced = [row for row in rows if row.id == instead_of]
    if instead_of and not replaced:
        raise Rejected.because(Reason.NO_ABSENCE)
    if stands_in:
        await stand_in.check(session, whose, stands_in, days)
    me = await person.require(session, by)
    others = {absence_change.entry(row): row for row in rows if row not in replaced}
    whole, joined = Entry(days, me.id, stands_in.id if stands_in else None).joined(others)
    gone = [*replaced, *(others[one] for one in joined)]
    if [replace(absence_change.entry(row), entered_by=me.id) for row in gone] == [whole]:
        return None
    return await absence_change.swap(session, whose, gone, [whole], what=what, days=whole.days, by=by, at=at)


async def _whose(session: AsyncSession, absence_id: int, by: Caller) -> models.Person | None:
    """Return whose absence it is, to who may change it; None where it is gone."""
    me = await person.require(session, by)
    whose = await session.scalar(
        select(models.Person)
        .join(models.Absence, models.Absence.person_id == models.Person.id)
        .where(models.Absence.id == absence_id, models.Absence.workspace_id == me.workspace_id)
    )
    if whose:
        await absence_for.check(session, me, whose)
    return whose


async def _known(session: AsyncSession, me: models.Person, whose: models.Person, at: datetime) -> tuple[Absence, ...]:
    mine = models.Absence.person_id == whose.id
    found = await session.scalars(
        select(models.Absence)
        .where(mine | (models.Absence.entered_by_id == me.id) if whose.id == me.id else mine)
        .where(models.Absence.ends_on >= today(whose, at))
        .order_by(models.Absence.starts_on, models.Absence.id)
        .options(*WITH_PEOPLE)
    )
    return tuple(
        Absence(row.id, person.frozen(row.person), absence_change.days_of(row), _other(row), _stand_in(row))
        for row in found
    )


def _other(row: models.Absence) -> Person | None:
    """Return who has entered an absence of somebody else."""
    return person.frozen(row.entered_by) if row.entered_by and row.entered_by_id != row.person_id else None


def _stand_in(row: models.Absence) -> Person | None:
    """Return who stands in, unless that person's account is no more."""
    return person.frozen(row.stand_in) if row.stand_in and row.stand_in.left_at is None else None


async def _rows(session: AsyncSession, people: Collection[int], first: date, last: date) -> Sequence[models.Absence]:
    found = await session.scalars(
        select(models.Absence)
        .where(models.Absence.person_id.in_(people), models.Absence.starts_on <= last, models.Absence.ends_on >= first)
        .order_by(models.Absence.starts_on, models.Absence.id)
        .options(*WITH_PEOPLE)
    )
    return found.all()
