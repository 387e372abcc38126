"""What an absence means for the talks to come."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.absence import Days, Effect
from bot.rules.person import Person
from bot.services import absence, cadence, checkin, person

MOVED = timedelta(days=14)  # by which a talk may come later than its date: after holidays


async def effects(session: AsyncSession, whose: Person, days: Days, *, at: datetime) -> tuple[Effect, ...]:
    """Return whom somebody talks with, which of the talks to come fall on some days, and which one is held next."""
    schedules = await _schedules(session, whose)
    people = {one for schedule in schedules for one in (schedule.pair.rep_id, schedule.pair.manager_id)}
    absences = await absence.since(session, people, at)
    latest = await checkin.latest(session, [one.pair.rep_id for one in schedules])
    found: list[Effect] = []
    for one in schedules:
        other = person.frozen(one.pair.other(whose.id))
        known = latest.get(one.pair.rep_id)
        following = known.talk_at if known and known.under_way(at) else cadence.upcoming(one, absences).talk_at
        fallen = tuple(talk for talk in _talks_on(one, days, whose, at) if talk != following)
        found.append(Effect(other, fallen, following))
    return tuple(found)


def _talks_on(schedule: models.Schedule, days: Days, whose: Person, at: datetime) -> Iterator[datetime]:
    """Give the talks to come that are meant for one of the days, by the calendar of whoever is away."""
    for one in cadence.of(schedule).occurrences(max(days.first, whose.today(at)) - MOVED):
        on = whose.today(one.talk_at)
        if on > days.last:
            return
        if one.talk_at > at and days.covers(on):
            yield one.talk_at


async def _schedules(session: AsyncSession, whose: Person) -> Sequence[models.Schedule]:
    found = await session.scalars(
        select(models.Schedule)
        .join(models.Schedule.pair)
        .where(or_(models.Pair.rep_id == whose.id, models.Pair.manager_id == whose.id), models.Pair.is_running)
        .order_by(models.Pair.rep_id != whose.id, models.Schedule.id)
        .options(*cadence.WITH_PAIR)
    )
    return found.all()
