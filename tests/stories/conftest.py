"""The stage of a story stands on both databases, among the rows of another workspace."""

from collections.abc import AsyncIterator

import pytest

from bot.demo.play import Stage, plant, staged
from tests.conftest import or_skip, prepare
from tests.models.servers import Server
from tests.services.scene import WORKSPACE
from tests.staging import camille, clear_desks, ines, lea, marc, tom

__all__ = ["camille", "ines", "lea", "marc", "tom"]


@pytest.fixture
async def demo_url(server: Server) -> AsyncIterator[str]:
    """Return the URL of a database in which the demo's team has lived its year."""
    url = await or_skip(server.prepared(demo_among_others))
    yield url
    await server.drop(url)


@pytest.fixture
async def stage(demo_url: str) -> AsyncIterator[Stage]:
    async with staged(ticking=False, database=demo_url) as stage:
        yield stage


async def demo_among_others(url: str) -> None:
    await prepare(url)
    await plant(url, WORKSPACE)
    await clear_desks(url)
