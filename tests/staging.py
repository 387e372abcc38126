"""The demo's stage as a fixture: the small Slack, the real Tandem and the seeded team; its clock stands still."""

from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager
from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update

import models
from bot.demo.play import Stage, plant, staged
from bot.demo.team import CAMILLE, INES, LEA, MARC, START, TOM, Colleague
from bot.playground import Actor
from bot.services import delivery
from models.database import opened
from tests.models.servers import Server
from tests.services.scene import WORKSPACE

NO_HURRY = 60  # seconds the stage's Slack waits: how busy the machine is must decide no test


@pytest.fixture
async def stage(servers: dict[str, Server]) -> AsyncGenerator[Stage]:
    async with on_stage(await servers["sqlite"].prepared(live, clear_desks)) as stage:
        yield stage


def on_stage(database: str) -> AbstractAsyncContextManager[Stage]:
    """Set the stage over a database in which the team has lived its year."""
    return staged(ticking=False, database=database, ack_within=NO_HURRY)


async def live(url: str) -> None:
    """Fill a database with the demo's team and its year."""
    await plant(url, WORKSPACE)


async def clear_desks(url: str) -> None:
    """Take away what the demo's people have agreed, given each other, planned, not closed and are to be sent.

    A test adds what it looks at.
    """
    async with opened(url) as sessions, sessions.begin() as session:
        await session.execute(delete(models.Objective).where(models.Objective.ends_on < START.date()))
        for table in (models.Action, models.AgendaPoint, models.Feedback, models.Absence, models.Delivery):
            await session.execute(delete(table).where(table.workspace_id == WORKSPACE))


async def rest_all_but(stage: Stage, rep: Colleague) -> None:
    """Let the cadence of the other reps rest for two years: their prompts would be messages to nobody."""
    async with stage.tandem.deps.transaction() as session:
        others = select(models.Pair.id).join(models.Pair.rep).where(models.Person.slack_id != rep.id)
        resting = update(models.Schedule).where(models.Schedule.pair_id.in_(others))
        await session.execute(resting.values(next_at=stage.clock.now() + timedelta(days=730)))


async def redraw_home(stage: Stage, whose: Actor) -> None:
    """Have somebody's Home drawn anew, as whatever may show on it does."""
    async with stage.tandem.deps.transaction() as session:
        reader = await session.scalar(select(models.Person).where(models.Person.slack_id == whose.user_id))
        assert reader
        await delivery.redraw_homes(session, [reader], at=stage.clock.now())
    await stage.tandem.outbox.drain()


def published(stage: Stage, whose: Actor) -> int:
    """Return how often somebody's Home was published."""
    calls = [call for call in stage.playground.calls if call.method == "views.publish"]
    return sum(call.args["user_id"] == whose.user_id for call in calls)


@pytest.fixture
def lea(stage: Stage) -> Actor:
    return stage.playground.acting_as(LEA.id)


@pytest.fixture
def marc(stage: Stage) -> Actor:
    return stage.playground.acting_as(MARC.id)


@pytest.fixture
def tom(stage: Stage) -> Actor:
    return stage.playground.acting_as(TOM.id)


@pytest.fixture
def camille(stage: Stage) -> Actor:
    return stage.playground.acting_as(CAMILLE.id)


@pytest.fixture
def ines(stage: Stage) -> Actor:
    return stage.playground.acting_as(INES.id)
