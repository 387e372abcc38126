"""The stage of a story stands on SQLite, or on what it asks for."""

from collections.abc import AsyncIterator

import pytest

from bot.demo.play import Stage
from tests.conftest import or_skip
from tests.models.servers import Server
from tests.staging import camille, clear_desks, first_morning, ines, lea, live, marc, on_stage, tom

__all__ = ["camille", "ines", "lea", "marc", "tom"]


@pytest.fixture
def server(request: pytest.FixtureRequest, servers: dict[str, Server]) -> Server:
    return servers[getattr(request, "param", "sqlite")]


@pytest.fixture
async def demo_url(server: Server) -> AsyncIterator[str]:
    """Return the URL of a database in which the demo's team has lived its year."""
    url = await or_skip(server.prepared(live, clear_desks))
    yield url
    await server.drop(url)


@pytest.fixture
async def stage(server: Server) -> AsyncIterator[Stage]:
    morning = await or_skip(first_morning(server))
    async with on_stage(*morning) as stage:
        yield stage
    await server.drop(morning.database)
