"""A strategy above the objectives of `scene`: a goal with a line under which Léa's contracts stand."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.refusal import Problem, Rejected
from bot.rules.strategy import Horizon, Kind, NewGoal, NewLine
from bot.services import strategy_change
from tests.services.scene import Scene

GOAL = NewGoal("Devenir le premier", "Parce que nos clients le demandent", Horizon.LONG)
LINE = "Entrer dans les filières"


@dataclass(frozen=True)
class Planned:
    goal: int
    line: int


async def plan(session: AsyncSession, scene: Scene, at: datetime) -> Planned:
    """Have Marc write a goal and a line down, and Léa's contracts stand under it; her accounts stand under none."""
    await strategy_change.write_goal(session, GOAL, scene.team, since=at, by=scene.manager, at=at)
    goal = await key_of(session, Kind.GOAL, GOAL.title)
    await strategy_change.write_line(session, NewLine(LINE, goal), since=at, by=scene.manager, at=at)
    line = await key_of(session, Kind.LINE, LINE)
    contracts = await session.get_one(models.Objective, scene.contracts)
    contracts.strategy_id = line
    await session.flush()
    return Planned(goal, line)


async def key_of(session: AsyncSession, kind: Kind, title: str) -> int:
    table = models.Goal if kind is Kind.GOAL else models.Strategy
    return (await session.scalars(select(table.id).where(table.title == title))).one()


def problems(refusal: Rejected) -> list[Problem]:
    return [Problem(one.reason, one.field) for one in refusal.problems]
