"""Goals and strategy lines of a team: the ones there are, and the one an objective is to stand under."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.objective import Field, Line
from bot.rules.refusal import Problem, Reason, Rejected
from models.database import INSERT


async def lines(session: AsyncSession, team_id: int) -> tuple[Line, ...]:
    """Return the strategy lines of a team with their goals, in the order they were written down."""
    rows = await session.scalars(_of_team(team_id).order_by(models.Strategy.id))
    return tuple(frozen(row) for row in rows)


async def settle(session: AsyncSession, line: Line | int | None, *, team: models.Team) -> models.Strategy | None:
    """Return the team's strategy line that is meant: a known one by its key, or one made now unless it is there.

    Raises Rejected for the key of a line that is not the team's, or not any more.
    """
    if line is None:
        return None
    if isinstance(line, Line):
        return await _made(session, line, team)
    found = await session.scalar(_of_team(team.id).where(models.Strategy.id == line))
    if found is None:
        raise Rejected(Problem(Reason.LINE_GONE, Field.LINE))
    return found


def frozen(row: models.Strategy) -> Line:
    """Read a line. Needs `row.goal` loaded."""
    return Line(row.title, row.goal.title, row.id)


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
