"""The demo's stage as a fixture: the small Slack, the real Tandem and the seeded team; its clock stands still."""

from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager
from copy import deepcopy
from datetime import timedelta
from typing import NamedTuple

import pytest
from sqlalchemy import delete, func, select

import models
from bot.demo.play import Stage, plant, staged
from bot.demo.team import CAMILLE, INES, LEA, MARC, START, TOM, Colleague
from bot.playground import Actor, Workspace
from bot.services import cadence, delivery
from models.database import opened
from tests.models.servers import Server
from tests.services.scene import WORKSPACE

NO_HURRY = 60  # seconds the stage's Slack waits: how busy the machine is must decide no test
SAM = Colleague("U0SAM00001", "sam", "Sam Reed", "Sales director, London", "Europe/London", "en-GB")


@pytest.fixture
async def stage(servers: dict[str, Server]) -> AsyncGenerator[Stage]:
    async with on_stage(*await first_morning(servers["sqlite"])) as stage:
        yield stage


def on_stage(database: str, workspace: Workspace | None = None) -> AbstractAsyncContextManager[Stage]:
    """Set the stage over a database in which the team has lived its year, and what Slack shows of it already."""
    return staged(ticking=False, database=database, workspace=workspace, ack_within=NO_HURRY)


class Morning(NamedTuple):
    """The demo when all that was due at its start is sent and nobody is at work."""

    database: str
    workspace: Workspace


_MORNINGS: dict[Server, Morning] = {}


async def first_morning(server: Server) -> Morning:
    """Return a copy of the first morning, lived through once on each server: of a stage it takes half the time."""
    if server not in _MORNINGS:
        database = await server.prepared(live, clear_desks)
        async with on_stage(database) as stage:
            _MORNINGS[server] = Morning(database, stage.workspace)
    database, workspace = _MORNINGS[server]
    return Morning(await server.copied(database), deepcopy(workspace))


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
    """Have the other reps begin to talk two years later: their prompts would be messages to nobody."""
    async with stage.tandem.deps.transaction() as session:
        others = select(models.Schedule).join(models.Schedule.pair).join(models.Pair.rep)
        others = others.where(models.Person.slack_id != rep.id).options(*cadence.WITH_PAIR)
        for one in await session.scalars(others):
            one.anchor += timedelta(weeks=104)
            cadence.expect(one, since=one.anchor)


async def choose_a_digest_every_four_weeks(marc: Actor) -> None:
    """Have fewer digests come than there usually are: each has a picture, which takes time to draw."""
    await marc.command("/digest planifier")
    await marc.fill({"every": "w4"})
    await marc.submit()


async def unsent(stage: Stage) -> int | None:
    """Count what is owed and not sent, or given up."""
    async with stage.tandem.deps.sessions() as session:
        row = models.Delivery
        pending = (row.wanted > row.sent) | row.failed_at.is_not(None)
        return await session.scalar(
            select(func.count()).select_from(row).where(row.workspace_id == stage.workspace.id, pending)
        )


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
