"""What is known of the schedules whose time has come, before any check-in is opened: read at once, as plain values."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, exists, func, select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.absence import Absence, Away
from bot.rules.cadence import Cadence, Occurrence
from bot.rules.checkin import Side
from bot.rules.person import Reader
from bot.services import absence, person


@dataclass(frozen=True)
class Waiting:
    """A schedule whose time has come: its key and workspace, the two, their cadence and its next date."""

    schedule: int
    workspace: str
    rep: Reader
    manager: Reader
    cadence: Cadence
    next_on: date


@dataclass(frozen=True)
class Made:
    """A check-in that is there: its key, its instants, and whether its rep is still to be asked."""

    id: int
    occurrence: Occurrence
    is_to_ask: bool


async def waiting(session: AsyncSession, *, at: datetime, limit: int) -> Sequence[Waiting]:
    """Return the schedules that are due, who waits longest first, locked; those of another worker are left out."""
    schedule, pair = models.Schedule, models.Pair
    found = await session.execute(
        select(
            *(schedule.id, schedule.workspace_id, schedule.next_on),
            *(schedule.anchor, schedule.often, schedule.meets_at, schedule.prompt_at),
            *(pair.rep_id, pair.manager_id, pair.country, models.Team.country.label("managers")),
        )
        .join(schedule.pair)
        .join(pair.team)
        .where(schedule.next_at <= at)
        .order_by(schedule.next_at)
        .limit(limit)
        .with_for_update(skip_locked=True, of=schedule)
    )
    rows = found.all()
    people = await person.readers(session, {key for row in rows for key in (row.rep_id, row.manager_id)})
    return [_waiting(row, people) for row in rows]


async def away(session: AsyncSession, schedules: Collection[Waiting]) -> Mapping[int, Away]:
    """Return when the two of each schedule (by its key) are away, from the first date that is due on."""
    people = {key for one in schedules for key in (one.rep.id, one.manager.id)}
    since = min(cadence.occurrence(on).opens_at for cadence, on in {(one.cadence, one.next_on) for one in schedules})
    of_person = defaultdict[int, list[Absence]](list)
    for one in await absence.since(session, people, since):
        of_person[one.person.id].append(one)
    return {one.schedule: _away(of_person.get(one.rep.id, ()), of_person.get(one.manager.id, ())) for one in schedules}


async def made(session: AsyncSession, schedules: Collection[int]) -> Mapping[int, Sequence[Made]]:
    """Return the check-ins that are there for the next date of a schedule (by its key) or a later one."""
    row, schedule = models.CheckIn, models.Schedule
    sent = exists().where(models.Half.checkin_id == row.id, models.Half.side == Side.REP)
    found = await session.execute(
        select(
            row.id,
            row.schedule_id,
            row.scheduled_on,
            row.opens_at,
            row.due_at,
            row.talk_at,
            (row.skipped_at.is_(None) & ~sent).label("is_to_ask"),
        )
        .join(schedule, schedule.id == row.schedule_id)
        .join(schedule.pair)
        .where(schedule.id.in_(schedules), row.rep_id == models.Pair.rep_id, row.scheduled_on >= schedule.next_on)
    )
    of_schedule = defaultdict[int, list[Made]](list)
    for key, its_schedule, on, opens_at, due_at, talk_at, is_to_ask in found:
        of_schedule[its_schedule].append(Made(key, Occurrence(on, opens_at, due_at, talk_at), bool(is_to_ask)))
    return of_schedule


async def unanswered(session: AsyncSession, reps: Collection[int]) -> Sequence[int]:
    """Return the newest check-in of each rep so far, by its key, unless both halves of it were sent."""
    row, who = models.CheckIn, models.Person
    of_rep = select(row.id).where(row.rep_id == who.id).correlate(who)
    newest = of_rep.order_by(row.scheduled_on.desc(), row.id.desc()).limit(1).scalar_subquery()
    halves = select(func.count()).where(models.Half.checkin_id == row.id).scalar_subquery()
    of_each = row.id.in_(select(newest).where(who.id.in_(reps)))
    return (await session.scalars(select(row.id).where(of_each, halves < len(Side)))).all()


def _waiting(row: Row[*tuple[Any, ...]], people: Mapping[int, Reader]) -> Waiting:
    rep, manager = people[row.rep_id], people[row.manager_id]
    wish = (row.anchor, row.often, row.meets_at, row.prompt_at)
    cadence = Cadence(*wish, zone=ZoneInfo(rep.tz), country=row.country, managers=row.managers)
    return Waiting(row.id, row.workspace_id, rep, manager, cadence, row.next_on)


def _away(of_rep: Sequence[Absence], of_manager: Sequence[Absence]) -> Away:
    """Name the rep only where it matters: whose manager alone is away, all have the same turns."""
    return Away(of_rep[0].person.id if of_rep else 0, (*of_rep, *of_manager))
