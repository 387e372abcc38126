"""Reminding the two that an objective ends, has ended, or is still open weeks later: each once, when they are there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ColumnExpressionArgument, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.absence import Days
from bot.rules.closing import Party, Reminder, reminder
from bot.rules.quiet import Quiet
from bot.services import absence, delivery, person, quiet
from models.team import WITH_THE_TWO

KINDS = dict(zip(Reminder, delivery.ENDINGS, strict=True))
OF_A_PAIR = and_(models.Pair.rep_id == models.Objective.owner_id, models.Pair.is_running)
OPEN = (models.Objective.closed_at.is_(None), models.Objective.is_signed)
Due = tuple[models.Objective, models.Pair]


@dataclass(frozen=True)
class Calendar:
    """When people, by their keys, are not to be reminded."""

    away: Mapping[int, tuple[Days, ...]]
    quiet: Mapping[int, Quiet]


async def plan_new(session: AsyncSession, *, at: datetime, limit: int = 100) -> int:
    """Plan the reminders of objectives that were signed or have another end, and return of how many."""
    row = models.Objective
    rows = await _locked(session, ~row.is_reminder_planned, order=row.id, limit=limit)
    calendar = await _calendar(session, rows, at)
    for found, pair in rows:
        _plan(found, pair, calendar, at)
    return len(rows)


async def remind_due(session: AsyncSession, *, at: datetime, limit: int = 100) -> int:
    """Owe the reminders whose time has come, and return of how many objectives that was.

    After a downtime only the last of those missed is owed. Whoever is away is reminded once they are back.
    """
    row = models.Objective
    rows = await _locked(session, row.remind_at <= at, order=row.remind_at, limit=limit)
    calendar = await _calendar(session, rows, at)
    reminded = list[models.Person]()
    for found, pair in rows:
        for who, party in _parties(found, pair, calendar):
            when, now = party.next_at(found.ends_on, at), reminder(found.ends_on, party.who.today(at))
            if when and when <= at and now:
                await _remind(session, found, who, now, at)
                reminded.append(who)
        _plan(found, pair, calendar, at)
    await delivery.redraw_homes(session, reminded, at=at)
    return len(rows)


async def next_reminder(session: AsyncSession, *, at: datetime) -> datetime | None:
    """Return the instant of the next reminder, `at` where some are still to be planned, or None."""
    row = models.Objective
    of_pairs = select(row.id).join(models.Pair, OF_A_PAIR).where(*OPEN)
    if await session.scalar(of_pairs.where(~row.is_reminder_planned).limit(1)):
        return at
    return await session.scalar(of_pairs.with_only_columns(func.min(row.remind_at)))


async def _remind(
    session: AsyncSession, row: models.Objective, who: models.Person, now: Reminder, at: datetime
) -> None:
    cause = f"{row.id} {row.ends_on.isoformat()}"
    await delivery.owe(session, KINDS[now], to=who, subject=row.id, cause=cause, at=at)
    if who.id == row.owner_id:
        row.rep_reminded = now
    else:
        row.manager_reminded = now


def _plan(row: models.Objective, pair: models.Pair, calendar: Calendar, at: datetime) -> None:
    nexts = [party.next_at(row.ends_on, at) for _, party in _parties(row, pair, calendar)]
    row.is_reminder_planned, row.remind_at = True, min((one for one in nexts if one), default=None)


def _parties(row: models.Objective, pair: models.Pair, calendar: Calendar) -> list[tuple[models.Person, Party]]:
    sides = ((pair.rep, pair.country, row.rep_reminded), (pair.manager, pair.team.country, row.manager_reminded))
    return [
        (who, Party(person.frozen(who), country, told, calendar.away[who.id], calendar.quiet[who.id]))
        for who, country, told in sides
    ]


async def _calendar(session: AsyncSession, rows: Sequence[Due], at: datetime) -> Calendar:
    people = {who.id: who for _, pair in rows for who in (pair.rep, pair.manager)}
    absences = await absence.since(session, people.keys(), at)
    away = {key: tuple(one.days for one in absences if one.person.id == key) for key in people}
    return Calendar(away, await quiet.of_people(session, people.values()))


async def _locked(
    session: AsyncSession, *which: ColumnElement[bool], order: ColumnExpressionArgument[Any], limit: int
) -> Sequence[Due]:
    """Return open objectives of pairs that are running, each with its pair, nobody else working on them."""
    rows = await session.execute(
        select(models.Objective, models.Pair)
        .join(models.Pair, OF_A_PAIR)
        .where(*OPEN, *which)
        .order_by(order, models.Objective.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=models.Objective)
        .options(*WITH_THE_TWO, joinedload(models.Pair.team))
    )
    return [(row, pair) for row, pair in rows]
