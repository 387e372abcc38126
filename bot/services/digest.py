"""Digests: when a team's channel gets one, posting it on time or by hand, and looking at it beforehand."""

from datetime import date, datetime, timedelta
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.digest import USUAL, Digest, Place, Plan, Posting, Preview, Rhythm, Wish, beginning
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.services import delivery, digest_reading, person, team

DIGEST = "digest"
SHOWN = 4  # dates of a plan
AT_ONCE = timedelta(minutes=1)  # two digests asked for within it are one
ALONE = select(models.Team.id).with_for_update(key_share=True)  # rows that refer to the team may go on being made
WITH_TEAM = joinedload(models.DigestSchedule.team).joinedload(models.Team.manager)


async def make_schedules(session: AsyncSession, *, at: datetime, limit: int = 100) -> int:
    """Give each team that has none the usual rhythm, and return how many got one."""
    without = await session.scalars(
        select(models.Team)
        .outerjoin(models.DigestSchedule, models.DigestSchedule.team_id == models.Team.id)
        .where(models.DigestSchedule.id.is_(None), models.Team.is_running)
        .order_by(models.Team.id)
        .limit(limit)
        .with_for_update(skip_locked=True, key_share=True, of=models.Team)
        .options(joinedload(models.Team.manager))
    )
    teams = without.all()
    for row in teams:
        await _usual(session, row, at=at)
    return len(teams)


async def post_due(session: AsyncSession, *, at: datetime, limit: int = 100) -> int:
    """Owe the digests whose time has come, and return how many schedules moved on.

    After downtime only the latest of the missed dates gets one: it tells all that happened meanwhile.
    """
    due = await session.scalars(
        select(models.DigestSchedule)
        .where(models.DigestSchedule.next_at <= at)
        .order_by(models.DigestSchedule.next_at)
        .limit(limit)
        .with_for_update(skip_locked=True, of=models.DigestSchedule)
        .options(WITH_TEAM)
    )
    schedules = due.all()
    for schedule in schedules:
        await _post_missed(session, schedule, at=at)
    await delivery.redraw_homes(session, [one.team.manager for one in schedules], at=at)
    return len(schedules)


async def next_posting(session: AsyncSession) -> datetime | None:
    """Return the instant of the next digest of all, or None where no team has a rhythm."""
    return await session.scalar(select(func.min(models.DigestSchedule.next_at)))


async def read(session: AsyncSession, digest_id: int) -> Digest | None:
    """Return what a digest tells, of its own period; None where its team is gone."""
    row = await session.scalar(
        select(models.Digest)
        .where(models.Digest.id == digest_id)
        .options(joinedload(models.Digest.team).joinedload(models.Team.manager))
    )
    return row and await digest_reading.read(session, row.team, since=row.since, until=row.until)


async def preview(
    session: AsyncSession, *, by: Caller, team_id: int | None = None, channel: str = "", at: datetime
) -> Preview:
    """Return the digest as it would be posted now. Raises Rejected for whoever does not lead the team."""
    schedule = await _schedule(session, by=by, team_id=team_id, channel=channel, at=at)
    since = await _since(session, schedule, at=at)
    told = await digest_reading.read(session, schedule.team, since=since, until=at)
    return Preview(schedule.team_id, schedule.team.channel, told)


async def where(session: AsyncSession, *, by: Caller, team_id: int | None = None, channel: str = "") -> Place:
    """Return where a team's digest goes. Raises Rejected for whoever does not lead the team."""
    led = await _led(session, by=by, team_id=team_id, channel=channel)
    return Place(led.id, led.channel)


async def post(
    session: AsyncSession,
    *,
    by: Caller,
    team_id: int | None = None,
    channel: str = "",
    seen_at: datetime | None = None,
    at: datetime,
) -> None:
    """Owe the channel a digest now. `seen_at` is when whoever posts it looked at it.

    Raises Rejected where one was posted since they looked, or a moment ago: a second click posts no second one.
    """
    schedule = await _schedule(session, by=by, team_id=team_id, channel=channel, at=at)
    latest = await _latest(session, schedule)
    if latest and latest.until > min(seen_at or at, at - AT_ONCE):
        raise Rejected.because(Reason.DIGEST_POSTED)
    await _post(session, schedule, None, at=at)


async def plan(
    session: AsyncSession,
    *,
    by: Caller,
    team_id: int | None = None,
    channel: str = "",
    wish: Wish | None = None,
    at: datetime,
) -> Plan:
    """Return the rhythm of a team as it is or, with a wish, as it would be; only whoever leads the team may ask."""
    schedule = await _schedule(session, by=by, team_id=team_id, channel=channel, at=at)
    beyond = await _last_date(session, schedule)
    rhythm = _rhythm(schedule) if wish is None else _rhythm(schedule).changed(wish, at, beyond=beyond)
    coming = islice(rhythm.after(at, beyond=beyond), SHOWN)
    return Plan(schedule.team_id, schedule.team.name, rhythm, tuple(coming))


async def change(session: AsyncSession, wish: Wish, *, by: Caller, team_id: int, at: datetime) -> Plan:
    """Give a team another rhythm from now on, and return what comes of it."""
    planned = await plan(session, by=by, team_id=team_id, wish=wish, at=at)
    schedule = await _schedule(session, by=by, team_id=team_id, at=at)
    schedule.anchor, schedule.often = planned.rhythm.anchor, planned.rhythm.often
    schedule.posts_at = planned.rhythm.posts_at
    _wait_for(schedule, planned.coming[0])
    await delivery.owe(session, delivery.HOME, to=schedule.team.manager, at=at)
    return planned


async def _post_missed(session: AsyncSession, schedule: models.DigestSchedule, *, at: datetime) -> None:
    rhythm = _rhythm(schedule)
    missed = list(takewhile(lambda one: one.at <= at, rhythm.from_date(schedule.next_on)))
    if missed:
        await _post(session, schedule, missed[-1].on, at=at)
    _wait_for(schedule, next(rhythm.after(at, beyond=await _last_date(session, schedule))))


async def _post(session: AsyncSession, schedule: models.DigestSchedule, on: date | None, *, at: datetime) -> None:
    """Make a digest of all since the one before. The schedule must be locked."""
    row = models.Digest(
        workspace_id=schedule.workspace_id,
        team_id=schedule.team_id,
        scheduled_on=on,
        since=await _since(session, schedule, at=at),
        until=at,
    )
    session.add(row)
    await session.flush()
    await delivery.owe_channel(session, DIGEST, team=schedule.team, subject=row.id, at=at)


async def _since(session: AsyncSession, schedule: models.DigestSchedule, *, at: datetime) -> datetime:
    """Return where a digest begins: at the end of the one before, or for the first one as far back as the next is."""
    latest = await _latest(session, schedule)
    return latest.until if latest else at - schedule.often.longest


async def _latest(session: AsyncSession, schedule: models.DigestSchedule) -> models.Digest | None:
    return await session.scalar(
        select(models.Digest)
        .where(models.Digest.team_id == schedule.team_id)
        .order_by(models.Digest.until.desc(), models.Digest.id.desc())
        .limit(1)
    )


async def _last_date(session: AsyncSession, schedule: models.DigestSchedule) -> date | None:
    """Return the last date of a rhythm that has its digest: none gets a second one, however the rhythm changes."""
    return await session.scalar(
        select(func.max(models.Digest.scheduled_on)).where(models.Digest.team_id == schedule.team_id)
    )


async def _schedule(
    session: AsyncSession, *, by: Caller, team_id: int | None = None, channel: str = "", at: datetime
) -> models.DigestSchedule:
    """Return the schedule of a team that the caller leads, locked; a team that has none gets the usual one."""
    led = await _led(session, by=by, team_id=team_id, channel=channel)
    await session.execute(ALONE.where(models.Team.id == led.id))  # two first requests make one schedule
    found = await session.scalar(
        select(models.DigestSchedule)
        .where(models.DigestSchedule.team_id == led.id)
        .with_for_update(of=models.DigestSchedule)
        .options(WITH_TEAM)
    )
    return found or await _usual(session, led, at=at)


async def _led(session: AsyncSession, *, by: Caller, team_id: int | None, channel: str) -> models.Team:
    """Return the team meant, or raise Rejected for whoever does not lead it, naming who does."""
    if team_id is None:
        return await team.led_by(session, by, channel=channel)
    me = await person.require(session, by)
    found = await session.scalar(
        select(models.Team)
        .where(models.Team.id == team_id, models.Team.workspace_id == me.workspace_id, models.Team.is_running)
        .options(joinedload(models.Team.manager))
    )
    if found is None:
        raise Rejected.because(Reason.NO_TEAM)
    if found.manager_id != me.id:
        raise Rejected.because(Reason.ONLY_THE_MANAGER, manager=found.manager.name)
    return found


async def _usual(session: AsyncSession, row: models.Team, *, at: datetime) -> models.DigestSchedule:
    """Store the usual rhythm for a team that has none; the first digest is the next one to come. Locks by the team."""
    rhythm = beginning(USUAL, at, ZoneInfo(row.tz), row.country)
    schedule = models.DigestSchedule(
        workspace_id=row.workspace_id,
        team=row,
        team_id=row.id,
        anchor=rhythm.anchor,
        often=rhythm.often,
        posts_at=rhythm.posts_at,
    )
    _wait_for(schedule, next(rhythm.after(at)))
    session.add(schedule)
    await session.flush()
    return schedule


def _rhythm(schedule: models.DigestSchedule) -> Rhythm:
    row = schedule.team
    return Rhythm(schedule.anchor, schedule.often, schedule.posts_at, ZoneInfo(row.tz), row.country)


def _wait_for(schedule: models.DigestSchedule, posting: Posting) -> None:
    """Make `posting` the next digest of a schedule."""
    schedule.next_on, schedule.next_at = posting.on, posting.at
