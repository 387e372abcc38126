"""Making teams and changing them: whoever is in, out or led by somebody else follows, and is told."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.person import Caller
from bot.rules.refusal import Problem, Reason, Rejected
from bot.rules.team import MANAGER, Wish
from bot.services import (
    absence,
    cadence,
    delivery,
    handover,
    organiser,
    person,
    retro_ending,
    rhythm,
    roster,
    roster_telling,
    stand_in,
)

Schedules = Sequence[models.Schedule]


async def save(session: AsyncSession, wish: Wish, team_id: int | None, *, by: Caller, at: datetime) -> int:
    """Make a team, or change it to what is wished; tell everybody concerned, and return its key.

    The same wish twice changes nothing. Raises Rejected for whoever may not, and for what is wrong in its field.
    """
    wish.check()
    me = await person.require(session, by)
    wish.rhythm.check(absence.today(me, at))
    team = await _team(session, wish, team_id, by=by)
    await _check_free(session, wish, team_id)
    before = await rhythm.running(session, models.Pair.team_id == team.id) if team_id else []
    concerned, managers = roster_telling.people(before), {one.pair.manager_id for one in before}
    is_changed = await _write(session, team, wish, before, by=me)
    kept, new = await _seat(session, team, wish, before, by=me, at=at)
    moved = await _keep_rhythm(session, team, wish, kept, by=me, at=at)
    if is_changed or moved or new or len(kept) < len(before):
        await roster_telling.leading(session, team, besides=me, at=at)
    if new or len(kept) < len(before) or not managers <= {team.manager_id}:
        await stand_in.team_changed(session, managers | {team.manager_id}, besides=me, at=at)
    await roster_telling.followed(session, moved, at=at)
    await delivery.redraw_homes(session, [*concerned, *roster_telling.people([*kept, *new]), team.manager], at=at)
    return team.id


async def dissolve(session: AsyncSession, team_id: int, *, by: Caller, at: datetime) -> str:
    """Dissolve a team and return its name: its pairs, its digests and a retrospective end, what was written stays.

    Raises Rejected for who does not make teams.
    """
    me = await organiser.require(session, by)
    team = await roster.may_change(session, team_id, by=by, lock=True)
    schedules = await rhythm.running(session, models.Pair.team_id == team.id)
    await retro_ending.end(session, team, at=at)
    for schedule in schedules:
        await handover.end(session, schedule, besides={me.id, team.manager_id}, at=at)
    team.ended_at = at
    await session.execute(delete(models.DigestSchedule).where(models.DigestSchedule.team_id == team.id))
    await session.flush()
    await roster_telling.dissolved(session, team, besides=me, at=at)
    await stand_in.team_changed(session, {team.manager_id}, besides=me, at=at)
    await delivery.redraw_homes(session, [*roster_telling.people(schedules), team.manager], at=at)
    return team.name


async def depart(session: AsyncSession, who: int, *, at: datetime) -> None:
    """Let somebody go (by key) whose account is no more: their pairs end, and teams they led ask for a manager."""
    row = await session.get_one(models.Person, who, with_for_update={"key_share": True}, populate_existing=True)
    if row.left_at:
        return
    row.left_at, row.is_organiser = at, False
    schedules = await rhythm.running(session, (models.Pair.rep_id == who) | (models.Pair.manager_id == who))
    for schedule in schedules:
        await handover.end(session, schedule, besides={who}, at=at)
    led = await session.scalars(select(models.Team).where(models.Team.manager_id == who, models.Team.is_running))
    await roster_telling.leaderless(session, led.all(), at=at)
    await stand_in.warn(session, row, at=at)
    await stand_in.team_changed(session, {one.pair.manager_id for one in schedules}, at=at)
    await delivery.redraw_homes(session, [one for one in roster_telling.people(schedules) if one.id != who], at=at)


async def _team(session: AsyncSession, wish: Wish, team_id: int | None, *, by: Caller) -> models.Team:
    """Return the team to be changed, locked, or a new one. Raises Rejected for whoever may not."""
    if team_id is None:
        me = await organiser.require(session, by)
        return models.Team(workspace_id=me.workspace_id, manager=await _row(session, wish))
    team = await roster.may_change(session, team_id, by=by, lock=True)
    me = await person.require(session, by)
    if team.manager_id != wish.manager.id and not person.frozen(me).makes_teams:
        refusal = await organiser.refusal(session, by.workspace)
        raise Rejected(Problem(Reason.MANAGER_STAYS, MANAGER, refusal.problems[0].details))
    return team


async def _row(session: AsyncSession, wish: Wish) -> models.Person:
    return await session.get_one(models.Person, wish.manager.id)


async def _check_free(session: AsyncSession, wish: Wish, team_id: int | None) -> None:
    """Lock the reps, and raise Rejected for those who are in another team: nobody is in two."""
    reps = {one.id: one for one in wish.reps}
    locked = select(models.Person.id).where(models.Person.id.in_(reps)).order_by(models.Person.id)
    await session.execute(locked.with_for_update(key_share=True))
    pair = models.Pair
    taken = await session.scalars(
        select(pair)
        .where(pair.rep_id.in_(reps), pair.is_running, pair.team_id.is_distinct_from(team_id))
        .order_by(pair.id)
        .options(joinedload(pair.team))
    )
    problems = [
        Problem(
            Reason.IN_ANOTHER_TEAM,
            wish.field_of(reps[one.rep_id]),
            {"name": reps[one.rep_id].name, "team": one.team.name},
        )
        for one in taken
    ]
    if problems:
        raise Rejected(*problems)


async def _write(session: AsyncSession, team: models.Team, wish: Wish, before: Schedules, *, by: models.Person) -> bool:
    """Write what a team is to be, and say whether that is news. Reps of its country go along to another one."""
    wanted = {
        "name": wish.name,
        "manager_id": wish.manager.id,
        "channel": wish.channel,
        "country": wish.country,
        "locale": wish.locale,
    }
    is_changed = any(getattr(team, name) != value for name, value in wanted.items())
    if is_changed:
        movers = [one for one in before if one.pair.country == team.country != wish.country]
        for name, value in wanted.items():
            setattr(team, name, value)
        team.manager, team.tz, team.set_up_by_id = await _row(session, wish), wish.manager.tz, by.id
        session.add(team)
        for one in movers:
            one.pair.country = wish.country
            cadence.expect(one)
        await session.flush()
    return is_changed


async def _seat(
    session: AsyncSession, team: models.Team, wish: Wish, before: Schedules, *, by: models.Person, at: datetime
) -> tuple[Schedules, Schedules]:
    """Bring the pairs in line with the wish; return the schedules that go on, and those that begin."""
    wanted, known = {one.id for one in wish.reps}, {one.pair.rep_id for one in before}
    for one in before:
        if one.pair.rep_id not in wanted:
            await handover.end(session, one, besides={by.id}, at=at)
    kept = [one for one in before if one.pair.rep_id in wanted]
    handed_over = [
        await handover.hand_over(session, one, team, by=by, at=at) if one.pair.manager_id != team.manager_id else one
        for one in kept
    ]
    reps = [await session.get_one(models.Person, one.id) for one in wish.reps if one.id not in known]
    return handed_over, [await handover.begin(session, team, rep, wish.rhythm, by=by, at=at) for rep in reps]


async def _keep_rhythm(
    session: AsyncSession, team: models.Team, wish: Wish, kept: Schedules, *, by: models.Person, at: datetime
) -> Schedules:
    """Store the rhythm of a team unless it has it already, and return the schedules that changed with it."""
    chosen = await rhythm.chosen(session, team.workspace_id, team.id)
    if chosen is None or not rhythm.is_same(chosen, wish.rhythm):
        await rhythm.keep(session, wish.rhythm, workspace=team.workspace_id, team_id=team.id, by=by)
    return await rhythm.follow(session, kept, wish.rhythm, at=at)
