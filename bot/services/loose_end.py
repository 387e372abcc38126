"""Loose ends: open objectives that stand under no strategy line which their team pursues."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import contains_eager

import models
from bot.rules.tree import LooseEnd
from bot.services import person, terms

Columns = TypeVarTuple("Columns")


async def counts(session: AsyncSession, teams: Collection[int], *, at: datetime) -> Mapping[int, int]:
    """Return how many loose ends each team has; one that has none is left out."""
    pair = models.Pair
    query = _joined(select(pair.team_id, func.count()).select_from(models.Objective))
    found = await session.execute(query.where(pair.team_id.in_(teams), _is_loose(at)).group_by(pair.team_id))
    return dict(iter(found))


async def of_team(session: AsyncSession, team_id: int, *, at: datetime) -> tuple[LooseEnd, ...]:
    """Return a team's loose ends by rep. The caller has seen to it that they may be read."""
    row = models.Objective
    query = _joined(select(row)).join(row.owner).where(models.Pair.team_id == team_id, _is_loose(at))
    rows = await session.scalars(
        query.order_by(models.Person.name, row.id).options(*terms.WITH_TERMS, contains_eager(row.owner))
    )
    return tuple(LooseEnd(person.frozen(one.owner), terms.frozen(one, None)) for one in rows)


def is_open(at: datetime) -> ColumnElement[bool]:
    """Say whether an objective is still to be reached."""
    return and_(models.Objective.closed_at.is_(None), models.Objective.ends_on >= at.date())


def _joined(query: Select[*Columns]) -> Select[*Columns]:
    """Join the running pair of each objective's rep, and what the objective stands under."""
    row, line, goal = models.Objective, models.Strategy, models.Goal
    return (
        query.join(models.Pair, and_(models.Pair.rep_id == row.owner_id, models.Pair.is_running))
        .outerjoin(line, line.id == row.strategy_id)
        .outerjoin(goal, goal.id == line.goal_id)
    )


def _is_loose(at: datetime) -> ColumnElement[bool]:
    line, goal = models.Strategy, models.Goal
    tied = and_(line.is_running, goal.is_running, goal.team_id == models.Pair.team_id)
    return and_(is_open(at), or_(line.id.is_(None), ~tied))
