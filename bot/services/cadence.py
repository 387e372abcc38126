"""The cadence of a pair: its rhythm, changing it, and telling what comes next."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from sqlalchemy import Select, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.absence import Absence, Away
from bot.rules.cadence import SATURDAY, Cadence, Occurrence, Plan, Rhythm
from bot.rules.person import Caller, Person
from bot.rules.refusal import Reason, Rejected
from bot.services import absence, delivery, person, quiet

CHANGED = "cadence_changed"
SHOWN = 4  # dates of a plan
A_WEEK = timedelta(weeks=1)
WITH_PAIR = (
    joinedload(models.Schedule.pair).joinedload(models.Pair.team),
    joinedload(models.Schedule.pair).joinedload(models.Pair.rep),
    joinedload(models.Schedule.pair).joinedload(models.Pair.manager),
)


def of(schedule: models.Schedule) -> Cadence:
    """Read a schedule in its rep's zone, with the public holidays of both. Needs the pair's rep and team loaded."""
    pair = schedule.pair
    return Cadence(
        anchor=schedule.anchor,
        often=schedule.often,
        meets_at=schedule.meets_at,
        prompt_at=schedule.prompt_at,
        zone=ZoneInfo(pair.rep.tz),
        country=pair.country,
        managers=pair.team.country,
    )


def away(pair: models.Pair, absences: Collection[Absence]) -> Away:
    """Keep the absences of the two."""
    return Away(pair.rep_id, tuple(one for one in absences if one.person.id in (pair.rep_id, pair.manager_id)))


async def absences(session: AsyncSession, schedule: models.Schedule, at: datetime) -> tuple[Absence, ...]:
    """Return the absences of the two that may matter from an instant on."""
    return await absence.since(session, [schedule.pair.rep_id, schedule.pair.manager_id], at)


def upcoming(schedule: models.Schedule, absences: Collection[Absence] = ()) -> Occurrence:
    """Return the next date without a prompt that is not left out, as it will be held."""
    wish, of_the_two = of(schedule), away(schedule.pair, absences)
    fitted = (wish.fitted(on, of_the_two) for on in wish.dates(schedule.next_on))
    return next(one for one in fitted if one)


def expect(schedule: models.Schedule, absences: Collection[Absence] = (), *, since: date | None = None) -> None:
    """Wait for the next date without a prompt, or for the first from `since` on; one left out is for its usual time."""
    wait_for(schedule, of(schedule).expected(since or schedule.next_on, away(schedule.pair, absences)))


def wait_for(schedule: models.Schedule, occurrence: Occurrence) -> None:
    """Make `occurrence` the next whose prompt is to open."""
    schedule.next_on = occurrence.on
    schedule.next_at = occurrence.opens_at


def occurrence_of(row: models.CheckIn) -> Occurrence:
    return Occurrence(row.scheduled_on, row.opens_at, row.due_at, row.talk_at)


async def present(session: AsyncSession, pair: models.Pair, *, at: datetime) -> Plan:
    """Return the rhythm of a pair as it is, from its next date on."""
    schedule = (await session.scalars(_of_pair(pair))).one()
    weekday = schedule.anchor.weekday()
    wish = Rhythm(
        schedule.often,
        weekday if weekday < SATURDAY else 0,  # at a weekend, the talk moves to Monday in any case
        schedule.meets_at,
        schedule.prompt_at,
        max(schedule.next_on, absence.today(pair.rep, at)),
    )
    return replace(await _plan(session, schedule, wish, at=at), is_own=schedule.is_own)


async def propose(session: AsyncSession, pair: models.Pair, wish: Rhythm, *, at: datetime) -> Plan:
    """Return what would come of a rhythm, or raise Rejected for one that cannot be."""
    wish.check(absence.today(pair.rep, at))
    schedule = (await session.scalars(_of_pair(pair))).one()
    return await _plan(session, schedule, wish, at=at)


async def change(
    session: AsyncSession, pair: models.Pair, wish: Rhythm, *, is_own: bool = True, by: Caller, at: datetime
) -> Person | None:
    """Give a pair another rhythm, its own or the one it follows; tell the other of the two, and return whom.

    A check-in that is open stays as it is; one opened before its time moves to the first date. The same rhythm twice
    changes nothing and tells nobody (None). Raises Rejected for a beginning in the past.
    """
    wish.check(absence.today(pair.rep, at))
    schedule = await locked(session, pair)
    schedule.is_own = is_own
    if not await take(session, schedule, wish, at=at):
        return None
    other = pair.manager if pair.rep.slack_id == by.slack_id else pair.rep
    cause = f"{schedule.id} at {at.isoformat()}"
    await delivery.owe(session, CHANGED, to=other, subject=schedule.id, cause=cause, at=at)
    await delivery.redraw_homes(session, (pair.rep, pair.manager), at=at)
    return person.frozen(other)


async def take(session: AsyncSession, schedule: models.Schedule, wish: Rhythm, *, at: datetime) -> bool:
    """Give a schedule another rhythm, and say whether it has changed. It must be locked."""
    plan = await _plan(session, schedule, wish, at=at)
    if _is(schedule, plan):
        return False
    early = await _early(session, schedule, at=at)
    schedule.anchor, schedule.often = wish.anchor, wish.often
    schedule.meets_at, schedule.prompt_at = wish.meets_at, wish.prompt_at
    wait_for(schedule, plan.coming[0])
    if early:
        _move(early, plan.coming[0], of(schedule))
    await session.flush()
    return True


async def told(session: AsyncSession, schedule_id: int, *, by: Caller, at: datetime) -> Plan:
    """Return the rhythm of a schedule to one of the pair. Raises Rejected for anybody else."""
    me = await person.require(session, by)
    schedule = await session.scalar(
        select(models.Schedule)
        .where(models.Schedule.id == schedule_id, models.Schedule.workspace_id == me.workspace_id)
        .options(*WITH_PAIR)
    )
    if schedule is None or me.id not in (schedule.pair.rep_id, schedule.pair.manager_id):
        raise Rejected.because(Reason.NOT_YOURS)
    return await _plan(session, schedule, _rhythm(schedule), at=at)


async def locked(session: AsyncSession, pair: models.Pair) -> models.Schedule:
    """Return the schedule of a pair: whoever changes it, or decides by it, goes through its lock."""
    query = _of_pair(pair).with_for_update(of=models.Schedule).execution_options(populate_existing=True)
    return (await session.scalars(query)).one()


async def replan(session: AsyncSession, rep_id: int, *, at: datetime) -> None:
    """Work out anew when a rep's next prompt opens: the zone its local time is meant in has changed."""
    schedule = await session.scalar(
        select(models.Schedule)
        .join(models.Schedule.pair)
        .where(models.Pair.rep_id == rep_id, models.Pair.is_running)
        .with_for_update(of=models.Schedule)
        .options(*WITH_PAIR)
    )
    if schedule:
        expect(schedule, await absences(session, schedule, at))


async def next_opening(session: AsyncSession) -> datetime | None:
    """Return the instant of the next prompt of all, or None where nobody has a cadence."""
    return await session.scalar(select(func.min(models.Schedule.next_at)))


def _of_pair(pair: models.Pair) -> Select[models.Schedule]:
    return select(models.Schedule).where(models.Schedule.pair_id == pair.id).options(*WITH_PAIR)


async def _plan(session: AsyncSession, schedule: models.Schedule, wish: Rhythm, *, at: datetime) -> Plan:
    last = await _last(session, schedule, at=at)
    wished = replace(
        of(schedule),
        anchor=wish.anchor,
        often=wish.often,
        meets_at=wish.meets_at,
        prompt_at=wish.prompt_at,
    )
    after = occurrence_of(last) if last else None
    of_the_two = away(schedule.pair, await absences(session, schedule, at))
    since = max(wish.anchor, at.date() - A_WEEK)  # a date that has passed may have moved to a talk that has not
    coming = tuple(islice(wished.coming(since, at, away=of_the_two, after=after), SHOWN))
    return Plan(
        rep=person.frozen(schedule.pair.rep),
        manager=person.frozen(schedule.pair.manager),
        country=wished.country,
        managers=wished.managers,
        rhythm=wish,
        coming=coming,
        at=at,
        standing=last.talk_at if last and last.talk_at > at and last.skipped_at is None else None,
        asleep=await _asleep(session, schedule.pair, coming),
    )


async def _asleep(session: AsyncSession, pair: models.Pair, coming: Sequence[Occurrence]) -> tuple[Person, ...]:
    """Return those of the two in whose quiet hours a prompt would come."""
    hours = await quiet.of_people(session, [pair.rep, pair.manager])
    both = map(person.frozen, (pair.rep, pair.manager))
    return tuple(
        who for who in both if any(hours[who.id].awake(one.opens_at, who.zone) > one.opens_at for one in coming)
    )


async def _checkins(session: AsyncSession, schedule: models.Schedule) -> Sequence[models.CheckIn]:
    """Return the last two check-ins of a schedule, the last one first."""
    found = await session.scalars(
        select(models.CheckIn)
        .where(models.CheckIn.schedule_id == schedule.id, models.CheckIn.rep_id == schedule.pair.rep_id)
        .order_by(models.CheckIn.scheduled_on.desc())
        .limit(2)
    )
    return found.all()


async def _early(session: AsyncSession, schedule: models.Schedule, *, at: datetime) -> models.CheckIn | None:
    """Return the check-in that was opened before its time and has not been asked for yet."""
    return next((row for row in (await _checkins(session, schedule))[:1] if _is_early(row, at)), None)


async def _last(session: AsyncSession, schedule: models.Schedule, *, at: datetime) -> models.CheckIn | None:
    """Return the last check-in that stays where it is, whatever the rhythm becomes."""
    return next((row for row in await _checkins(session, schedule) if not _is_early(row, at)), None)


def _is_early(row: models.CheckIn, at: datetime) -> bool:
    return row.opens_at > at and row.skipped_at is None


def _move(row: models.CheckIn, to: Occurrence, cadence: Cadence) -> None:
    row.scheduled_on, row.opens_at, row.due_at, row.talk_at = to.on, to.opens_at, to.due_at, to.talk_at
    row.remind_at = cadence.reminder(to, to.opens_at)


def _rhythm(schedule: models.Schedule) -> Rhythm:
    anchor = schedule.anchor
    return Rhythm(schedule.often, anchor.weekday(), schedule.meets_at, schedule.prompt_at, schedule.next_on)


def _is(schedule: models.Schedule, plan: Plan) -> bool:
    """Say whether a schedule has that rhythm already, with the same next date."""
    wish = plan.rhythm
    return (schedule.often, schedule.meets_at, schedule.prompt_at, schedule.next_on) == (
        wish.often,
        wish.meets_at,
        wish.prompt_at,
        plan.coming[0].on,
    )
