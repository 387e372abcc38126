"""The strategy of a team as somebody sees it, and what a goal or a line is written with."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules import visibility
from bot.rules.objective import Objective
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.rules.strategy import Kind
from bot.rules.tree import Bench, Branch, Grove, Leaf, Loose, Tree, Twig
from bot.services import loose_end, objective, person, strategy, strategy_news


async def tree(session: AsyncSession, team_id: int | None = None, *, by: Caller, at: datetime) -> Tree:
    """Return the strategy of a team, or of the first that the caller may read: where they are a rep, then by name.

    Raises Rejected for whoever may read none, or not that one.
    """
    me = await person.require(session, by)
    teams = await _readable(session, me)
    team = next((one for one in teams if team_id in (None, one.id)), None)
    if team is None:
        raise Rejected.because(Reason.TEAM_GONE if teams else Reason.NO_TEAM)
    counts = await loose_end.counts(session, [team.id], at=at) if team.manager_id == me.id else {}
    return Tree(
        team=_grove(team),
        teams=tuple(map(_grove, teams)),
        reader=person.frozen(me),
        at=at,
        may_shape=visibility.may_shape_strategy(person.frozen(me), manager=team.manager_id),
        branches=await _branches(session, team, me, at=at),
        loose=counts.get(team.id, 0),
    )


async def bench(session: AsyncSession, kind: Kind, *, team_id: int | None = None, by: Caller, at: datetime) -> Bench:
    """Return what a new goal or line is written with, in one team or in any that the caller may shape.

    Raises Rejected for whoever may shape none, and for a line where there is no goal yet.
    """
    me = await person.require(session, by)
    teams = [one for one in await _shapeable(session, me) if team_id in (None, one.id)]
    if not teams:
        raise await _refusal(session, me)
    goals = await _goals(session, teams)
    if kind is Kind.LINE and not goals:
        raise Rejected.because(Reason.GOAL_FIRST)
    return Bench(tuple(map(_grove, teams)), goals, at)


async def again(session: AsyncSession, kind: Kind, key: int, *, by: Caller, at: datetime) -> Bench:
    """Return what a goal or a line is changed with. Raises Rejected for whoever may not."""
    found = await leaf(session, kind, key, by=by)
    team = await session.get_one(models.Team, found.team)
    return Bench((_grove(team),), await _goals(session, [team], besides=found.goal), at, found)


async def leaf(session: AsyncSession, kind: Kind, key: int, *, by: Caller) -> Leaf:
    """Return a goal or a line to whoever may change it; what reps answered, only to who leads them."""
    me = await person.require(session, by)
    row, goal, team = await strategy.shapeable(session, kind, key, by=me)
    return Leaf(
        kind=kind,
        id=row.id,
        team=team.id,
        title=row.title,
        words=goal.words,
        horizon=goal.horizon,
        goal=goal.id,
        ended=strategy.own_end(row),
        replies=await strategy_news.replies(session, kind, key, to=me),
    )


async def loose(session: AsyncSession, team_id: int, *, by: Caller, at: datetime) -> Loose:
    """Return the loose ends of a team to whoever leads it: they share its objectives. Raises Rejected for others."""
    me = await person.require(session, by)
    team = next((one for one in await _readable(session, me) if one.id == team_id), None)
    if team is None:
        raise Rejected.because(Reason.TEAM_GONE)
    if team.manager_id != me.id:
        raise Rejected.because(Reason.ONLY_THE_MANAGER, manager=team.manager.name)
    ends = await loose_end.of_team(session, team.id, at=at)
    return Loose(_grove(team), ends, await strategy.lines(session, team.id))


async def _branches(session: AsyncSession, team: models.Team, me: models.Person, *, at: datetime) -> tuple[Branch, ...]:
    goals = await session.scalars(select(models.Goal).where(models.Goal.team_id == team.id).order_by(models.Goal.id))
    lines = await session.scalars(
        select(models.Strategy)
        .join(models.Strategy.goal)
        .where(models.Goal.team_id == team.id)
        .order_by(models.Strategy.id)
    )
    under, rows = await _under(session, team, at=at), lines.all()
    return tuple(
        Branch(
            goal.id,
            goal.title,
            goal.words,
            goal.horizon,
            strategy.own_end(goal),
            tuple(_twig(row, under.get(row.id, []), team, me, at) for row in rows if row.goal_id == goal.id),
        )
        for goal in goals
    )


async def _under(
    session: AsyncSession, team: models.Team, *, at: datetime
) -> Mapping[int, list[tuple[int, Objective]]]:
    """Return the objectives that count, with their rep, by the line under which they stand."""
    found: dict[int, list[tuple[int, Objective]]] = {}
    reps = await _reps(session, team)
    for rep, objectives in (await objective.standing(session, reps, at=at)).items():
        for one in objectives:
            if one.line and one.line.id:
                found.setdefault(one.line.id, []).append((rep, one))
    return found


def _twig(
    row: models.Strategy,
    under: Sequence[tuple[int, Objective]],
    team: models.Team,
    me: models.Person,
    at: datetime,
) -> Twig:
    """Show a line with how many objectives stand under it, and of those that are shared with `me` how they stand."""
    shared = [one for rep, one in under if visibility.may_share_objectives(me.id, rep=rep, manager=team.manager_id)]
    today = person.frozen(me).today(at)
    return Twig(
        row.id,
        row.title,
        strategy.own_end(row),
        len(under),
        Counter(one.status(today) for one in shared) if team.manager_id == me.id else {},
        tuple(one for rep, one in under if rep == me.id),
    )


async def _readable(session: AsyncSession, me: models.Person) -> Sequence[models.Team]:
    """Return the teams whose strategy somebody may read: where they are a rep first, then by name."""
    pair = models.Pair
    mine = await session.scalar(select(pair.team_id).where(pair.rep_id == me.id, pair.is_running))
    rows = await session.scalars(
        select(models.Team)
        .where(models.Team.workspace_id == me.workspace_id, models.Team.is_running)
        .order_by(models.Team.id != (mine or 0), models.Team.manager_id != me.id, models.Team.name, models.Team.id)
        .options(joinedload(models.Team.manager))
    )
    who = person.frozen(me)
    return [
        row
        for row in rows
        if visibility.may_read_strategy(who, manager=row.manager_id, reps=[me.id] if row.id == mine else [])
    ]


async def _shapeable(session: AsyncSession, me: models.Person) -> Sequence[models.Team]:
    who = person.frozen(me)
    return [row for row in await _readable(session, me) if visibility.may_shape_strategy(who, manager=row.manager_id)]


async def _refusal(session: AsyncSession, me: models.Person) -> Rejected:
    teams = await _readable(session, me)
    if not teams:
        return Rejected.because(Reason.NO_TEAM)
    return Rejected.because(Reason.ONLY_WHO_LEADS, manager=teams[0].manager.name)


async def _reps(session: AsyncSession, team: models.Team) -> Sequence[int]:
    found = await session.scalars(
        select(models.Pair.rep_id).where(models.Pair.team_id == team.id, models.Pair.is_running)
    )
    return found.all()


async def _goals(session: AsyncSession, teams: Sequence[models.Team], *, besides: int = 0) -> Mapping[int, str]:
    """Return the goals that teams pursue, and one besides, by key; with the team where there are several."""
    row, names = models.Goal, {one.id: one.name for one in teams}
    found = await session.scalars(
        select(row).where(row.team_id.in_(names), row.is_running | (row.id == besides)).order_by(row.team_id, row.id)
    )
    return {one.id: f"{one.title}  ·  {names[one.team_id]}" if len(teams) > 1 else one.title for one in found}


def _grove(team: models.Team) -> Grove:
    return Grove(team.id, team.name)
