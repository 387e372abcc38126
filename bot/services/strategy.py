"""Goals and strategy lines of a team: the ones there are, and the one an objective is to stand under."""

from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules import visibility
from bot.rules.objective import Ended, Field, Line
from bot.rules.refusal import Problem, Reason, Rejected
from bot.rules.strategy import Kind
from bot.services import person
from models.database import INSERT

PURSUED = models.Strategy.is_running & models.Goal.is_running


async def lines(session: AsyncSession, team_id: int) -> tuple[Line, ...]:
    """Return the strategy lines that a team pursues with their goals, in the order they were written down."""
    rows = await session.scalars(_of_team(team_id).where(PURSUED).order_by(models.Strategy.id))
    return tuple(frozen(row) for row in rows)


async def settle(
    session: AsyncSession, line: Line | int | None, *, team: models.Team, pursued: bool = False
) -> models.Strategy | None:
    """Return the team's strategy line that is meant: a known one by its key, or one made now unless it is there.

    Raises Rejected for the key of a line that is not the team's, and if it is to be `pursued`, for one that has ended.
    """
    if line is None:
        return None
    if isinstance(line, Line):
        found = await _made(session, line, team)
    else:
        found = await session.scalar(_of_team(team.id).where(models.Strategy.id == line))
    if found is None:
        raise Rejected(Problem(Reason.LINE_GONE, Field.LINE))
    if pursued and ended(found):
        raise Rejected(Problem(Reason.LINE_ENDED, Field.LINE))
    return found


async def shapeable(
    session: AsyncSession, kind: Kind, key: int, *, by: models.Person
) -> tuple[models.Goal | models.Strategy, models.Goal, models.Team]:
    """Return a goal or a line, its goal and the team, locked, to whoever may change it. Raises Rejected for others."""
    row = await session.get(models.Goal if kind is Kind.GOAL else models.Strategy, key)
    if row is None or row.workspace_id != by.workspace_id:
        raise Rejected.because(Reason.GOAL_GONE)
    goal = row if isinstance(row, models.Goal) else await session.get_one(models.Goal, row.goal_id)
    team = await shaped(session, goal.team_id, by=by)
    await session.refresh(row)  # as whoever had the lock before has left it
    if isinstance(row, models.Strategy):
        goal = await session.get_one(models.Goal, row.goal_id, populate_existing=True)
    return row, goal, team


async def shaped(session: AsyncSession, team_id: int, *, by: models.Person) -> models.Team:
    """Return a team, locked, to whoever may change its strategy. Raises Rejected for others, naming who may.

    Others may go on writing what refers to the team: an objective brings goals and lines of its own.
    """
    mine = (models.Team.id == team_id, models.Team.workspace_id == by.workspace_id, models.Team.is_running)
    if await session.scalar(select(models.Team.id).where(*mine).with_for_update(key_share=True)) is None:
        raise Rejected.because(Reason.TEAM_GONE)
    # read once it is locked: what comes joined to a row that was waited for is as it was before the wait
    manager = joinedload(models.Team.manager)
    team = await session.get_one(models.Team, team_id, options=[manager], populate_existing=True)
    if not visibility.may_shape_strategy(person.frozen(by), manager=team.manager_id):
        raise Rejected.because(Reason.ONLY_WHO_LEADS, manager=team.manager.name)
    return team


def frozen(row: models.Strategy) -> Line:
    """Read a line. Needs `row.goal` loaded."""
    return Line(row.title, row.goal.title, row.id, row.goal.words, row.goal.horizon, ended(row))


def ended(row: models.Strategy) -> Ended | None:
    """Say since when a line is not pursued: on its own, or because its goal is not. Needs `row.goal` loaded."""
    goals = own_end(row.goal)
    return own_end(row) or (replace(goals, is_goal=True) if goals else None)


def own_end(row: models.Strategy | models.Goal) -> Ended | None:
    if row.ended_at is None:
        return None
    return Ended(row.ended_at, row.ended_because)


def _of_team(team_id: int):  # noqa: ANN202 (SQLAlchemy names it at length)
    return (
        select(models.Strategy)
        .join(models.Strategy.goal)
        .where(models.Goal.team_id == team_id)
        .options(joinedload(models.Strategy.goal))
    )


async def _made(session: AsyncSession, line: Line, team: models.Team) -> models.Strategy:
    """Make a line and its goal, each unless it is there. Two people who name the same one at once share it."""
    insert = INSERT[session.get_bind().dialect.name]
    goal = {"workspace_id": team.workspace_id, "team_id": team.id, "title": line.goal}
    await session.execute(insert(models.Goal).values(goal).on_conflict_do_nothing())
    goal_id = await session.scalar(
        select(models.Goal.id).where(models.Goal.team_id == team.id, models.Goal.title == line.goal)
    )
    strategy = {"workspace_id": team.workspace_id, "goal_id": goal_id, "title": line.title}
    await session.execute(insert(models.Strategy).values(strategy).on_conflict_do_nothing())
    return (
        await session.scalars(
            _of_team(team.id).where(models.Strategy.goal_id == goal_id, models.Strategy.title == line.title)
        )
    ).one()
