"""The stage of a story stands on both databases, among the rows of another workspace."""

from collections.abc import AsyncIterator

import pytest

from bot.demo.play import Stage, plant, staged
from tests.conftest import or_skip, prepare
from tests.models.servers import Server
from tests.services.scene import WORKSPACE
from tests.staging import camille, ines, lea, marc, tom

__all__ = ["camille", "ines", "lea", "marc", "tom"]


@pytest.fixture
async def stage(server: Server) -> AsyncIterator[Stage]:
    url = await or_skip(server.prepared(demo_among_others))
    async with staged(ticking=False, database=url) as stage:
        yield stage
    await server.drop(url)


async def demo_among_others(url: str) -> None:
    await prepare(url)
    await plant(url, WORKSPACE)
