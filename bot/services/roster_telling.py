"""Who is told what when teams change: each rep where they are, each manager whom they lead, and who has to act."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.cadence import Plan
from bot.rules.checkin import CheckIn
from bot.rules.person import Caller, Person
from bot.rules.refusal import Reason, Rejected
from bot.rules.team import Leading, Parting, Seat
from bot.services import absence, cadence, checkin, delivery, organiser, person, rhythm
from models.team import WITH_THE_TWO

LEADING, LEADERLESS, DISSOLVED, FOLLOWED = "team_leading", "team_leaderless", "team_dissolved", "rhythm_followed"
PEOPLE = (*WITH_THE_TWO, joinedload(models.Pair.team))


def people(schedules: Iterable[models.Schedule]) -> list[models.Person]:
    return [who for one in schedules for who in (one.pair.rep, one.pair.manager)]


async def leading(session: AsyncSession, team: models.Team, *, besides: models.Person, at: datetime) -> None:
    """Owe the manager whom they lead, unless it is their own doing."""
    if team.manager_id != besides.id:
        cause = f"{team.id} at {at.isoformat()}"
        await delivery.owe(session, LEADING, to=team.manager, subject=team.id, cause=cause, at=at)


async def rhythm_changed(
    session: AsyncSession, schedules: Sequence[models.Schedule], *, by: Caller, at: datetime
) -> None:
    """Owe everybody whose talks come at other times with the workspace's rhythm the news, managers once a team."""
    me = await person.require(session, by)
    teams = sorted({one.pair.team_id for one in schedules})
    await followed(session, schedules, at=at)
    for team in await session.scalars(
        select(models.Team)
        .where(models.Team.id.in_(teams))
        .order_by(models.Team.id)
        .options(joinedload(models.Team.manager))
    ):
        await leading(session, team, besides=me, at=at)
    await delivery.redraw_homes(session, people(schedules), at=at)


async def followed(session: AsyncSession, schedules: Iterable[models.Schedule], *, at: datetime) -> None:
    """Owe each rep the new rhythm of the team."""
    for one in schedules:
        cause = f"{one.id} at {at.isoformat()}"
        await delivery.owe(session, FOLLOWED, to=one.pair.rep, subject=one.id, cause=cause, at=at)


async def dissolved(session: AsyncSession, team: models.Team, *, besides: models.Person, at: datetime) -> None:
    if team.manager_id != besides.id and team.manager.left_at is None:
        await delivery.owe(session, DISSOLVED, to=team.manager, subject=team.id, at=at)


async def leaderless(session: AsyncSession, teams: Sequence[models.Team], *, at: datetime) -> None:
    """Owe who makes the teams that these have no manager any more."""
    for team in teams:
        for reader in await organiser.who_may(session, team.workspace_id):
            await delivery.owe(session, LEADERLESS, to=reader, subject=team.id, cause=f"{team.id} at {at}", at=at)


async def seat(session: AsyncSession, pair_id: int, *, by: Caller, at: datetime) -> Seat:
    """Return a rep's place in a team to that rep. Raises Rejected for others, and once it is history."""
    me = await person.require(session, by)
    pair = await session.scalar(
        select(models.Pair)
        .where(models.Pair.id == pair_id, models.Pair.rep_id == me.id, models.Pair.is_running)
        .options(*PEOPLE, joinedload(models.Pair.added_by))
    )
    if pair is None:
        raise Rejected.because(Reason.TEAM_GONE)
    return (await _seats(session, [pair], at=at))[0]


async def told_leading(session: AsyncSession, team_id: int, *, by: Caller, at: datetime) -> Leading:
    """Return whom a team's manager leads, to that manager. Raises Rejected for others."""
    me = await person.require(session, by)
    team = await session.scalar(
        select(models.Team)
        .where(models.Team.id == team_id, models.Team.manager_id == me.id, models.Team.is_running)
        .options(joinedload(models.Team.set_up_by))
    )
    if team is None:
        raise Rejected.because(Reason.TEAM_GONE)
    pairs = await session.scalars(
        select(models.Pair)
        .join(models.Pair.rep)
        .where(models.Pair.team_id == team.id, models.Pair.is_running)
        .order_by(models.Person.name, models.Person.id)
        .options(*PEOPLE, joinedload(models.Pair.added_by))
    )
    set_up_by = person.frozen(team.set_up_by) if team.set_up_by else None
    return Leading(team.name, set_up_by, person.frozen(me), tuple(await _seats(session, pairs.all(), at=at)))


async def parting(session: AsyncSession, pair_id: int, *, by: Caller) -> Parting:
    """Return a pair that has ended to one of the two. Raises Rejected for others."""
    me = await person.require(session, by)
    pair = await session.scalar(
        select(models.Pair)
        .where(models.Pair.id == pair_id, models.Pair.workspace_id == me.workspace_id)
        .options(*PEOPLE, joinedload(models.Pair.successor).joinedload(models.Pair.manager))
    )
    if pair is None or me.id not in (pair.rep_id, pair.manager_id):
        raise Rejected.because(Reason.NOT_YOURS)
    successor = person.frozen(pair.successor.manager) if pair.successor else None
    return Parting(
        team=pair.team.name,
        rep=person.frozen(pair.rep),
        manager=person.frozen(pair.manager),
        successor=successor,
        checkin=await _open_when_it_ended(session, pair),
    )


async def rhythm_of(session: AsyncSession, schedule_id: int, *, by: Caller, at: datetime) -> tuple[Plan, Person | None]:
    """Return the rhythm of a schedule to one of the pair, and who chose the one it follows. Raises Rejected."""
    plan = await cadence.told(session, schedule_id, by=by, at=at)
    team_id = await session.scalar(
        select(models.Pair.team_id)
        .join(models.Schedule, models.Schedule.pair_id == models.Pair.id)
        .where(models.Schedule.id == schedule_id)
    )
    chosen = await rhythm.chosen(session, by.workspace, team_id)
    return plan, person.frozen(chosen.set_by) if chosen else None


async def team_name(session: AsyncSession, team_id: int) -> tuple[str, Person]:
    """Return what a team is called, and who leads or led it."""
    team = await session.get_one(models.Team, team_id, options=[joinedload(models.Team.manager)])
    return team.name, person.frozen(team.manager)


async def _seats(session: AsyncSession, pairs: Sequence[models.Pair], *, at: datetime) -> list[Seat]:
    schedules = await session.scalars(
        select(models.Schedule)
        .where(models.Schedule.pair_id.in_([one.id for one in pairs]))
        .options(*cadence.WITH_PAIR)
    )
    by_pair = {one.pair_id: one for one in schedules}
    latest = await checkin.latest(session, [one.rep_id for one in pairs])
    absences = await absence.since(session, {who for one in pairs for who in (one.rep_id, one.manager_id)}, at)
    former = await _former(session, pairs)
    return [
        Seat(
            team=pair.team.name,
            rep=person.frozen(pair.rep),
            manager=person.frozen(pair.manager),
            next_talk=cadence.upcoming(by_pair[pair.id], absences).talk_at,
            added_by=person.frozen(pair.added_by) if pair.added_by else None,
            former=former.get(pair.id),
            standing=_standing(latest.get(pair.rep_id), at),
        )
        for pair in pairs
    ]


def _standing(found: CheckIn | None, at: datetime) -> CheckIn | None:
    return found if found and found.under_way(at) else None


async def _former(session: AsyncSession, pairs: Sequence[models.Pair]) -> dict[int, Person]:
    """Return who led each pair's rep in the same team before, where somebody else did."""
    found = await session.scalars(
        select(models.Pair)
        .where(models.Pair.successor_id.in_([one.id for one in pairs]))
        .options(joinedload(models.Pair.manager))
    )
    now = {one.id: one.manager_id for one in pairs}
    return {
        one.successor_id: person.frozen(one.manager)
        for one in found
        if one.successor_id and one.manager_id != now[one.successor_id]
    }


async def _open_when_it_ended(session: AsyncSession, pair: models.Pair) -> CheckIn | None:
    """Return the check-in of a pair's rep whose talk was to come when the pair ended, whoever has it now."""
    if pair.ended_at is None:
        return None
    found = await session.scalar(
        select(models.CheckIn)
        .join(models.Schedule, models.Schedule.id == models.CheckIn.schedule_id)
        .where(
            models.Schedule.pair_id.in_([one for one in (pair.id, pair.successor_id) if one]),
            models.CheckIn.talk_at > pair.ended_at,
        )
        .order_by(models.CheckIn.scheduled_on)
        .limit(1)
        .options(*checkin.WITH_PEOPLE, checkin.WITH_HALVES)
    )
    return checkin.frozen(found) if found else None
