"""The table of jobs: each does what is due at an instant, and tells the next such instant."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.deps import Deps
from bot.jobs import JOBS, Job
from bot.outbox import queue
from bot.outbox.queue import LEASE
from bot.rules.person import Profile
from bot.rules.team import NewRep
from bot.services import checkin, delivery, person, team
from tests.jobs.conftest import Bell
from tests.services.noise import ELSEWHERE, LATER
from tests.services.scene import DUE, MADE, OPENING, TALK, WORKSPACE, Scene

BY_NAME = {job.name: job for job in JOBS}
CHECKIN, OUTBOX = BY_NAME["checkin"], BY_NAME["outbox"]
TWO_WEEKS = timedelta(days=14)


async def opened(deps: Deps) -> int:
    here = select(func.count()).select_from(models.CheckIn).where(models.CheckIn.workspace_id == WORKSPACE)
    async with deps.sessions() as session:
        return await session.scalar(here) or 0


def test_each_job_has_a_name_of_its_own_and_looks_every_few_seconds() -> None:
    assert len(BY_NAME) == len(JOBS) > 0
    assert all(timedelta(seconds=1) <= job.every <= timedelta(minutes=1) for job in JOBS)


async def test_check_ins_open_at_their_instant_and_the_outbox_is_woken(deps: Deps, bell: Bell, scene: Scene) -> None:
    assert await CHECKIN.next_at(deps) == OPENING

    await CHECKIN.run_once(deps, OPENING)

    assert await opened(deps) == 1
    assert await OUTBOX.next_at(deps) == OPENING
    assert bell.rung > 0


async def test_after_the_prompt_come_the_reminder_the_talks_messages_and_then_the_next_prompt(
    deps: Deps, scene: Scene
) -> None:
    await CHECKIN.run_once(deps, OPENING)
    reminding = OPENING + timedelta(days=1)
    assert await CHECKIN.next_at(deps) == reminding

    await CHECKIN.run_once(deps, reminding)
    assert await CHECKIN.next_at(deps) == DUE

    await CHECKIN.run_once(deps, DUE)
    assert await CHECKIN.next_at(deps) == DUE + timedelta(hours=2)

    await CHECKIN.run_once(deps, DUE + timedelta(hours=2))
    assert await CHECKIN.next_at(deps) == OPENING + TWO_WEEKS


async def test_before_its_instant_nothing_opens(deps: Deps, scene: Scene) -> None:
    await CHECKIN.run_once(deps, OPENING - timedelta(microseconds=1))

    assert await opened(deps) == 0
    assert await CHECKIN.next_at(deps) == OPENING


async def test_the_same_instant_twice_opens_once(deps: Deps, scene: Scene) -> None:
    await CHECKIN.run_once(deps, OPENING)
    await CHECKIN.run_once(deps, OPENING)

    assert await opened(deps) == 1


@pytest.mark.parametrize("server", ["sqlite"], indirect=True)
async def test_all_that_is_due_opens_even_where_it_is_more_than_a_batch(
    deps: Deps, session: AsyncSession, scene: Scene
) -> None:
    for number in range(101):
        profile = Profile(f"U0REP{number:03}", f"Rep {number}", "Europe/Paris", "fr-FR")
        rep = await person.remember(session, profile, workspace=WORKSPACE)
        await team.add_rep(session, scene.team, NewRep(rep.id, "FR", TALK), at=MADE)
    await session.commit()

    await CHECKIN.run_once(deps, OPENING)

    assert await opened(deps) == 102


async def test_where_nobody_has_a_cadence_nothing_comes_next(deps: Deps, session: AsyncSession) -> None:
    assert await CHECKIN.next_at(deps) == datetime(2027, 3, 30, 7, 30, tzinfo=UTC)  # of the workspace elsewhere

    await session.execute(delete(models.Workspace))
    await session.commit()

    assert await CHECKIN.next_at(deps) is None


async def test_the_outbox_is_woken_at_every_beat(deps: Deps, bell: Bell) -> None:
    await OUTBOX.run_once(deps, OPENING)
    await OUTBOX.run_once(deps, OPENING)

    assert bell.rung == 2


async def test_the_outbox_comes_next_when_the_first_message_can_go(
    deps: Deps, session: AsyncSession, scene: Scene
) -> None:
    assert await OUTBOX.next_at(deps) == LATER  # what is owed elsewhere

    lea = await session.get_one(models.Person, scene.lea.id)
    await delivery.owe(session, "note", to=lea, at=OPENING)
    await session.commit()
    assert await OUTBOX.next_at(deps) == OPENING

    await queue.claim(session, at=OPENING)
    await session.commit()
    assert await OUTBOX.next_at(deps) == OPENING + LEASE


async def test_where_nothing_is_owed_nothing_comes_next(deps: Deps, session: AsyncSession) -> None:
    await session.execute(delete(models.Workspace))
    await session.commit()

    assert await OUTBOX.next_at(deps) is None


@pytest.mark.parametrize("job", JOBS, ids=list(BY_NAME))
async def test_after_what_is_due_is_done_the_next_instant_is_later(job: Job, deps: Deps, scene: Scene) -> None:
    late = OPENING + timedelta(days=40)

    await job.run_once(deps, late)

    coming = await job.next_at(deps)
    assert coming
    assert coming > late


async def test_nothing_of_another_workspace_is_touched(deps: Deps, session: AsyncSession, scene: Scene) -> None:
    for job in JOBS:
        await job.run_once(deps, OPENING)

    there = select(models.CheckIn.id).where(models.CheckIn.workspace_id == ELSEWHERE)
    assert len((await session.scalars(there)).all()) == 1
    prompts = models.Delivery.kind == checkin.PROMPT
    wanted = select(models.Delivery.wanted - models.Delivery.sent).where(
        models.Delivery.workspace_id == ELSEWHERE, prompts
    )
    assert (await session.scalars(wanted)).all() == [0]
