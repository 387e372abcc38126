"""The demo's stage as a fixture: the small Slack, the real Tandem and the seeded team; its clock stands still."""

from collections.abc import AsyncGenerator

import pytest
from sqlalchemy import delete

from bot.demo.play import Stage, plant, staged
from bot.demo.team import CAMILLE, INES, LEA, MARC, TOM
from bot.playground import Actor
from models import Absence, Action, Feedback
from models.database import open_engine
from tests.models.servers import Server
from tests.services.scene import WORKSPACE


@pytest.fixture
async def stage(servers: dict[str, Server]) -> AsyncGenerator[Stage]:
    url = await servers["sqlite"].prepared(demo)
    async with staged(ticking=False, database=url) as stage:
        yield stage


async def demo(url: str) -> None:
    """Fill a database with the demo's team and its check-ins; what else there is to see, a test adds by itself."""
    await plant(url, WORKSPACE)
    await clear_desks(url)


async def clear_desks(url: str) -> None:
    """Take away what the demo's people have agreed, given each other and planned."""
    engine = open_engine(url)
    async with engine.begin() as connection:
        for table in (Action, Feedback, Absence):
            await connection.execute(delete(table).where(table.workspace_id == WORKSPACE))
    await engine.dispose()


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
