"""What is written for a pair in the moment in which it ends: nothing is left with a manager who is one no more."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

import models
from bot.rules.action_plan import Written
from bot.rules.agenda import NewPoint
from bot.rules.refusal import Reason, Rejected
from bot.services import action_change, agenda_point, draft
from tests.services.scene import ACCOUNTS, NEXT_TALK, Scene
from tests.services.test_action import pair_of
from tests.services.waiting import begun_beside

pytestmark = pytest.mark.parametrize("server", ["postgresql"], indirect=True)

Sessions = async_sessionmaker[AsyncSession]
Act = Callable[[AsyncSession], Awaitable[Any]]


async def as_ines_takes_over(sessions: Sessions, scene: Scene, act: Act, at: datetime) -> Any:
    """Do something while Inès takes over from Marc, in a transaction that is not over as it begins."""
    async with sessions.begin() as session:
        former = await pair_of(session, scene)
        await session.execute(update(models.Pair).where(models.Pair.id == former).values(ended_at=at))
        (await session.get_one(models.Team, scene.team)).manager_id = scene.ines.id
        following = {"rep_id": scene.lea.id, "manager_id": scene.ines.id, "team_id": scene.team, "country": "FR"}
        session.add(models.Pair(workspace_id=scene.workspace, **following))
        await session.flush()
        task = await begun_beside(session, sessions, act)
    return await task


async def test_a_former_manager_proposes_no_objective(sessions: Sessions, scene: Scene, at: datetime) -> None:
    wanted, rep = replace(ACCOUNTS, title="Ateliers"), scene.lea.slack_id

    async def propose(session: AsyncSession) -> Any:
        return await draft.write_down(session, wanted, rep=rep, since=at, by=scene.manager, at=at)

    with pytest.raises(Rejected) as refusal:
        await as_ines_takes_over(sessions, scene, propose, at)
    assert refusal.value.problems[0].reason is Reason.NOT_YOUR_PAIR


async def test_what_a_rep_wants_to_talk_about_reaches_the_manager_who_follows(
    sessions: Sessions, scene: Scene, at: datetime
) -> None:
    point = NewPoint(scene.lea.slack_id, "Orion hésite", at)

    async def ask(session: AsyncSession) -> Any:
        return await agenda_point.raise_point(session, point, by=scene.rep, at=at)

    assert await as_ines_takes_over(sessions, scene, ask, at) == scene.ines
    async with sessions() as session:
        points = (await agenda_point.of_rep(session, scene.lea.slack_id, by=scene.admin)).points
    assert [one.text for one in points] == ["Orion hésite"]


async def test_an_action_is_agreed_with_nobody_who_leads_the_rep_no_more(
    sessions: Sessions, scene: Scene, at: datetime
) -> None:
    async with sessions() as session:
        former = await pair_of(session, scene)
    written = Written(former, "Relancer Dupont", is_mine=True, due_on=NEXT_TALK, objective=None)

    async def agree(session: AsyncSession) -> Any:
        return await action_change.create(session, written, by=scene.manager, at=at)

    with pytest.raises(Rejected) as refusal:
        await as_ines_takes_over(sessions, scene, agree, at)
    assert refusal.value.problems[0].reason is Reason.NOT_YOUR_ACTION
