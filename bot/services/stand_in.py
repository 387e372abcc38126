"""Who stands in for a manager on leave: who may, who is told, and what happens when they cannot."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.absence import Days, Entry
from bot.rules.person import Caller, Person
from bot.rules.refusal import Problem, Reason, Rejected
from bot.rules.stand_in import FIELD, Duty, Gap
from bot.services import delivery, person

TOLD, GAP, TEAM = "stand_in_told", "stand_in_gap", "stand_in_team"


async def check(session: AsyncSession, whose: models.Person, chosen: Person, days: Days) -> None:
    """Raise Rejected, in its field, for who cannot stand in: oneself, a rep of the team, who is away as well."""
    if chosen.id == whose.id:
        raise Rejected(Problem(Reason.STAND_IN_ONESELF, FIELD))
    if chosen.id in {one.id for one in await _reps(session, whose.id)}:
        raise Rejected(Problem(Reason.STAND_IN_A_REP, FIELD, {"name": chosen.name}))
    if await _is_away(session, chosen.id, days):
        raise Rejected(Problem(Reason.STAND_IN_AWAY, FIELD, {"name": chosen.name}))


async def leaders(session: AsyncSession, people: Collection[int]) -> frozenset[int]:
    """Return who of some people (their keys) leads reps."""
    leading = select(models.Pair.manager_id).where(models.Pair.manager_id.in_(people), models.Pair.is_running)
    return frozenset(await session.scalars(leading))


async def on(session: AsyncSession, who: int, day: date) -> Person | None:
    """Return who stands in for somebody (by key) on a day, if anybody does."""
    found = await session.scalar(
        select(models.Person)
        .join(models.Absence, models.Absence.stand_in_id == models.Person.id)
        .where(models.Absence.person_id == who, models.Absence.starts_on <= day, models.Absence.ends_on >= day)
        .where(models.Person.left_at.is_(None))
        .limit(1)
    )
    return person.frozen(found) if found else None


async def follow(session: AsyncSession, change: models.AbsenceChange, *, by: models.Person, at: datetime) -> None:
    """Tell who stands in, or does no longer, after a change; and managers whose stand-in cannot."""
    before, after = Entry.read(change.before), Entry.read(change.after)
    named = await _people(session, {one.stand_in for one in (*before, *after)})
    for who in named:
        if _days(before, who.id) != _days(after, who.id):
            tell = delivery.redraw if who.id == by.id else delivery.owe
            await tell(session, TOLD, to=who, subject=change.id, at=at)
    for who in (change.person, *named):
        await warn(session, who, at=at)


async def warn(session: AsyncSession, stand_in: models.Person, *, at: datetime) -> None:
    """Tell the managers for whom somebody was to stand in who is away on those days as well, or has left."""
    for row in await _duties(session, stand_in, at):
        if stand_in.left_at or await _is_away(session, stand_in.id, Days(row.starts_on, row.ends_on)):
            await delivery.owe(session, GAP, to=row.person, subject=row.id, cause=f"{row.id} {stand_in.id}", at=at)


async def team_changed(
    session: AsyncSession, managers: Collection[int], *, besides: models.Person | None = None, at: datetime
) -> None:
    """Tell who stands in for managers (keys), now or in days to come, that these lead other people than before."""
    found = await session.scalars(
        select(models.Absence)
        .where(models.Absence.person_id.in_(managers), models.Absence.stand_in_id.is_not(None))
        .where(models.Absence.ends_on >= at.date() - timedelta(days=1))
        .order_by(models.Absence.id)
        .options(joinedload(models.Absence.stand_in))
    )
    for row in found:
        if row.stand_in and row.stand_in is not besides:
            cause = f"{row.id} at {at.isoformat()}"
            await delivery.owe(session, TEAM, to=row.stand_in, subject=row.id, cause=cause, at=at)


async def team(session: AsyncSession, absence_id: int, *, by: Caller, at: datetime) -> Duty | None:
    """Return for whom the caller stands in during an absence; None once it is over, or somebody else does."""
    me = await person.require(session, by)
    row = await session.scalar(
        select(models.Absence)
        .where(models.Absence.id == absence_id, models.Absence.stand_in_id == me.id)
        .options(joinedload(models.Absence.person))
    )
    if row is None or row.ends_on < person.frozen(row.person).today(at):
        return None
    return Duty(person.frozen(row.person), (), (Days(row.starts_on, row.ends_on),), await _reps(session, row.person_id))


async def told(session: AsyncSession, change_id: int, *, by: Caller, at: datetime) -> Duty:
    """Return what a change means for whoever stands in; raise Rejected for anybody else."""
    me = await person.require(session, by)
    row = await session.scalar(
        select(models.AbsenceChange)
        .where(models.AbsenceChange.id == change_id, models.AbsenceChange.workspace_id == me.workspace_id)
        .options(joinedload(models.AbsenceChange.person))
    )
    before, now = (_days(Entry.read(entries), me.id) for entries in ((row.before, row.after) if row else ((), ())))
    if row is None or not (before or now):
        raise Rejected.because(Reason.NO_ABSENCE)
    if row.undone_at:
        before, now = now, before
    manager = person.frozen(row.person)
    coming = tuple(one for one in now if one.last >= manager.today(at))
    return Duty(manager, before, coming, await _reps(session, row.person_id), row.undone_at is not None)


async def gap(session: AsyncSession, absence_id: int, *, by: Caller) -> Gap | None:
    """Return why nobody stands in during the caller's absence, or None where somebody does, or nobody was to."""
    me = await person.require(session, by)
    row = await session.scalar(
        select(models.Absence)
        .where(models.Absence.id == absence_id, models.Absence.person_id == me.id)
        .options(joinedload(models.Absence.stand_in))
    )
    if row is None or row.stand_in is None:
        return None
    days, gone = Days(row.starts_on, row.ends_on), row.stand_in.left_at is not None
    cannot = gone or await _is_away(session, row.stand_in.id, days)
    return Gap(person.frozen(row.stand_in), days, gone) if cannot else None


def _days(entries: Iterable[Entry], who: int) -> tuple[Days, ...]:
    return tuple(one.days for one in entries if one.stand_in == who)


async def _reps(session: AsyncSession, manager: int) -> tuple[Person, ...]:
    found = await session.scalars(
        select(models.Person)
        .join(models.Pair, models.Pair.rep_id == models.Person.id)
        .where(models.Pair.manager_id == manager, models.Pair.is_running)
        .order_by(models.Person.name, models.Person.id)
    )
    return tuple(map(person.frozen, found))


async def _is_away(session: AsyncSession, who: int, days: Days) -> bool:
    """Say whether somebody is away on one of some days. Which one is not for the manager of others to know."""
    found = await session.scalar(
        select(models.Absence.id)
        .where(models.Absence.person_id == who)
        .where(models.Absence.starts_on <= days.last, models.Absence.ends_on >= days.first)
        .limit(1)
    )
    return found is not None


async def _duties(session: AsyncSession, stand_in: models.Person, at: datetime) -> Sequence[models.Absence]:
    found = await session.scalars(
        select(models.Absence)
        .where(models.Absence.stand_in_id == stand_in.id, models.Absence.ends_on >= at.date() - timedelta(days=1))
        .order_by(models.Absence.id)
        .options(joinedload(models.Absence.person))
    )
    return found.all()


async def _people(session: AsyncSession, keys: Collection[int | None]) -> Sequence[models.Person]:
    return (
        await session.scalars(select(models.Person).where(models.Person.id.in_(keys)).order_by(models.Person.id))
    ).all()
