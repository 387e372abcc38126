"""Teams: making them, and telling their state to those who lead them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.absence import Absence, on_the_day
from bot.rules.checkin import CheckIn
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.rules.team import Home, NewRep, NewTeam, RepState, TeamState
from bot.services import (
    absence,
    action,
    agenda,
    cadence,
    checkin,
    disclosure,
    feedback,
    loose_end,
    note,
    objective,
    person,
    retro_reading,
)
from models.team import WITH_THE_TWO

States = Sequence[tuple[int, RepState]]


async def create(session: AsyncSession, team: NewTeam, *, workspace: str) -> int:
    """Store a team without reps and return its key."""
    row = models.Team(
        workspace_id=workspace,
        name=team.name,
        manager_id=team.manager_id,
        channel=team.channel,
        country=team.country,
        locale=team.locale,
        tz=team.tz,
    )
    session.add(row)
    await session.flush()
    return row.id


async def add_rep(session: AsyncSession, team_id: int, rep: NewRep, *, at: datetime) -> None:
    """Pair a rep with the team's manager; the first prompt is the next one to open after `at`."""
    team = await session.get_one(models.Team, team_id)
    pair = models.Pair(
        workspace_id=team.workspace_id,
        team_id=team.id,
        rep_id=rep.rep_id,
        manager_id=team.manager_id,
        country=rep.country,
    )
    pair.team = team
    pair.rep = await session.get_one(models.Person, rep.rep_id)
    schedule = models.Schedule(
        workspace_id=team.workspace_id,
        pair=pair,
        anchor=rep.anchor,
        often=rep.often,
        meets_at=rep.meets_at,
        prompt_at=rep.prompt_at,
        is_own=True,
    )
    first = next(one for one in cadence.of(schedule).occurrences(rep.anchor) if one.opens_at >= at)
    cadence.wait_for(schedule, first)
    session.add_all([pair, schedule])
    await session.flush()


async def pair_of(session: AsyncSession, *, by: Caller, rep: str | None = None) -> models.Pair:
    """Return the pair in which the caller is the rep, or that of `rep` (a Slack id) for the manager, people loaded.

    Raises Rejected for somebody who is neither of the two, saying who they are.
    """
    me = await person.require(session, by)
    whose = await person.find(session, Caller(by.workspace, rep)) if rep else person.frozen(me)
    pair = await session.scalar(
        select(models.Pair)
        .where(models.Pair.rep_id == (whose.id if whose else None), models.Pair.is_running)
        .options(*WITH_THE_TWO)
    )
    if pair is None:
        leads = await _led(session, me)
        raise Rejected.because(
            Reason.NAME_A_REP if leads and rep is None else Reason.NOT_A_REP if rep else Reason.NO_TEAM
        )
    if me.id not in (pair.rep_id, pair.manager_id):
        raise Rejected.because(Reason.NOT_YOUR_PAIR, rep=pair.rep.name, manager=pair.manager.name)
    return pair


async def held_pair_of(session: AsyncSession, *, by: Caller, rep: str | None = None) -> models.Pair:
    """Return the same as `pair_of`, held as `hold` does. Raises Rejected as `pair_of`."""
    pair = await pair_of(session, by=by, rep=rep)
    return pair if await hold(session, pair) else await held_pair_of(session, by=by, rep=rep)


async def hold(session: AsyncSession, pair: models.Pair) -> bool:
    """Have a pair not end before the transaction does, and nobody else hold it; False if it has ended meanwhile."""
    running = select(models.Pair.id).where(models.Pair.id == pair.id, models.Pair.is_running)
    return await session.scalar(running.with_for_update(key_share=True)) is not None


async def pairs_of(session: AsyncSession, *, by: Caller) -> Sequence[models.Pair]:
    """Return the pairs that the caller is part of, people loaded: as a rep, then those they lead, by the rep's name.

    Raises Rejected for somebody who is in no team and leads none.
    """
    me = await person.require(session, by)
    rows = await session.scalars(
        select(models.Pair)
        .join(models.Pair.rep)
        .where((models.Pair.rep_id == me.id) | (models.Pair.manager_id == me.id), models.Pair.is_running)
        .order_by(models.Pair.rep_id != me.id, models.Person.name, models.Person.id)
        .options(*WITH_THE_TWO)
    )
    pairs = rows.all()
    if not pairs and not await _led(session, me):
        raise Rejected.because(Reason.NO_TEAM)
    return pairs


async def led_by(session: AsyncSession, by: Caller, *, channel: str = "") -> models.Team:
    """Return the team that the caller leads; of several the one whose channel it is, else the oldest.

    Raises Rejected for a rep, naming the manager who may, and for somebody in no team.
    """
    me = await person.require(session, by)
    teams = await _led(session, me)
    if not teams:
        mine = await session.scalar(
            select(models.Pair)
            .where(models.Pair.rep_id == me.id, models.Pair.is_running)
            .options(joinedload(models.Pair.manager))
        )
        raise (
            Rejected.because(Reason.ONLY_THE_MANAGER, manager=mine.manager.name)
            if mine
            else Rejected.because(Reason.NO_TEAM)
        )
    return next((team for team in teams if team.channel == channel), teams[0])


async def _led(session: AsyncSession, *managers: models.Person) -> Sequence[models.Team]:
    found = await session.scalars(
        select(models.Team)
        .where(models.Team.manager_id.in_([one.id for one in managers]), models.Team.is_running)
        .order_by(models.Team.id)
        .options(joinedload(models.Team.manager))
    )
    return found.all()


async def home(session: AsyncSession, *, by: Caller, at: datetime) -> Home:
    """Return what App Home shows a person, or raise Rejected for somebody Tandem does not know."""
    found = await homes(session, [by], at=at)
    if by not in found:
        raise Rejected.because(Reason.NO_TEAM)
    return found[by]


async def homes(session: AsyncSession, readers: Collection[Caller], *, at: datetime) -> Mapping[Caller, Home]:
    """Return the same for several people, with as many statements as for one. A stranger is left out."""
    people = await person.known(session, readers)
    rows = people.values()
    keys = [me.id for me in rows]
    theirs = or_(models.Pair.rep_id.in_(keys), models.Pair.manager_id.in_(keys))
    states = await _states(session, theirs, at=at)
    teams = await _teams(session, rows, states, at=at)
    actions = await action.open_of_each(session, keys)
    letters = await feedback.letterboxes(
        session, keys, {one.id for _, state in states for one in (state.rep, state.manager)}
    )
    retros = await retro_reading.under_way(session, keys)
    notes = await note.counts(session, keys)
    return {
        reader: Home(
            person=person.frozen(me),
            at=at,
            mine=next((state.to_the_rep(at) for _, state in states if state.rep.id == me.id), None),
            teams=teams.get(me.id, ()),
            actions=actions.get(me.id, ()),
            letterbox=letters[me.id],
            retros=tuple(retro for retro in retros if me.id in {one.id for one in retro.members}),
            notes=notes.get(me.id, 0),
        )
        for reader, me in people.items()
    }


async def _teams(
    session: AsyncSession, managers: Collection[models.Person], states: States, *, at: datetime
) -> Mapping[int, tuple[TeamState, ...]]:
    """Return the teams of each manager."""
    rows = await _led(session, *managers)
    if not rows:
        return {}
    digests = await _next_digests(session, [team.id for team in rows])
    loose = await loose_end.counts(session, [team.id for team in rows], at=at)
    found: dict[int, tuple[TeamState, ...]] = {}
    for team in rows:
        led = [state.to_the_manager() for key, state in states if (key, state.manager.id) == (team.id, team.manager_id)]
        state = TeamState(team.name, tuple(led), team.id, digests.get(team.id), loose=loose.get(team.id, 0))
        found[team.manager_id] = (*found.get(team.manager_id, ()), state)
    return found


async def _next_digests(session: AsyncSession, teams: Collection[int]) -> Mapping[int, datetime]:
    found = await session.scalars(select(models.DigestSchedule).where(models.DigestSchedule.team_id.in_(teams)))
    return {schedule.team_id: schedule.next_at for schedule in found}


async def _states(session: AsyncSession, which: ColumnElement[bool], *, at: datetime) -> States:
    """Return the state of each pair, with the team it belongs to, by the rep's name."""
    schedules = await session.scalars(
        select(models.Schedule)
        .join(models.Schedule.pair)
        .join(models.Pair.rep)
        .where(which, models.Pair.is_running)
        .order_by(models.Person.name, models.Person.id)
        .options(
            *cadence.WITH_PAIR,
        )
    )
    if not (rows := schedules.all()):
        return []
    reps = [row.pair.rep_id for row in rows]
    latest = await checkin.latest(session, reps)
    objectives = await objective.current(session, reps, at=at)
    absences = await absence.since(session, {*reps, *(row.pair.manager_id for row in rows)}, at)
    pairs = [row.pair_id for row in rows]
    open_actions = await action.open_counts(session, pairs)
    points = await agenda.open_points(session, pairs)
    earlier = await disclosure.standing(session, pairs, at=at)
    return [
        (
            row.pair.team_id,
            RepState(
                rep=person.frozen(row.pair.rep),
                manager=person.frozen(row.pair.manager),
                checkin=latest.get(row.pair.rep_id),
                upcoming=cadence.upcoming(row, absences),
                objectives=objectives[row.pair.rep_id],
                away=_away(row, latest.get(row.pair.rep_id), absences, at),
                open_actions=open_actions.get(row.pair_id, 0),
                points=points[row.pair_id],
                chooses_for=person.frozen(row.pair.manager) if earlier[row.pair_id].is_to_choose else None,
                is_shown=earlier[row.pair_id].is_shown,
            ),
        )
        for row in rows
    ]


def _away(
    schedule: models.Schedule, latest: CheckIn | None, absences: Collection[Absence], at: datetime
) -> tuple[Absence, ...]:
    """Return the absences of the two today, and on the day of the talk that they are thinking of."""
    moments = [at, cadence.upcoming(schedule).talk_at] + ([latest.talk_at] if latest and not latest.past(at) else [])
    of_the_two = [one for one in absences if one.person.id in (schedule.pair.rep_id, schedule.pair.manager_id)]
    found = {one.id: one for moment in moments for one in on_the_day(of_the_two, moment)}
    return tuple(found.values())
