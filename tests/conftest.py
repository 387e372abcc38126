"""What all tests share: an instant, and a fresh database a test, once on SQLite and once on PostgreSQL."""

import os
import tempfile
from collections.abc import AsyncIterator, Awaitable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from models.database import migrate, open_engine
from tests.models.servers import CannotStart, Files, Postgres, Server
from tests.services.noise import make_noise
from tests.services.scene import OPENING, Scene, set_scene


@pytest.fixture
def at() -> datetime:
    """Return the instant at which the pair of `scene` is asked: Tuesday 6 October 2026, 09:30 in Paris."""
    return OPENING


@pytest.fixture(scope="session")
def servers() -> Iterator[dict[str, Server]]:
    with tempfile.TemporaryDirectory(prefix="tdm-") as folder:
        servers: dict[str, Server] = {"sqlite": Files(Path(folder)), "postgresql": Postgres(Path(folder))}
        yield servers
        for server in servers.values():
            server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, servers: dict[str, Server]) -> Server:
    return servers[request.param]


@pytest.fixture
async def empty_url(server: Server) -> AsyncIterator[str]:
    """Return the URL of a database without tables."""
    url = await _or_skip(server.empty())
    yield url
    await server.drop(url)


@pytest.fixture
async def database_url(server: Server) -> AsyncIterator[str]:
    """Return the URL of a database brought to head, with `noise` in it and nothing else."""
    url = await _or_skip(server.prepared(_prepare))
    yield url
    await server.drop(url)


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    engine = open_engine(database_url)
    yield engine
    await engine.dispose()


@pytest.fixture
def sessions(engine: AsyncEngine) -> async_sessionmaker[AsyncSession]:
    return async_sessionmaker(engine, expire_on_commit=False)


@pytest.fixture
async def session(sessions: async_sessionmaker[AsyncSession]) -> AsyncIterator[AsyncSession]:
    """Return a session whose transaction nobody commits; for tests in which one is enough."""
    async with sessions() as session:
        yield session


@pytest.fixture
async def scene(sessions: async_sessionmaker[AsyncSession]) -> Scene:
    """Set up a pair in a team, with objectives and a cadence."""
    async with sessions.begin() as session:
        return await set_scene(session)


async def _prepare(url: str) -> None:
    """Make what every database begins with, once a session: the tables, and another workspace's rows in them."""
    engine = open_engine(url)
    await migrate(engine)
    async with async_sessionmaker(engine).begin() as session:
        await make_noise(session)
    await engine.dispose()


async def _or_skip(url: Awaitable[str]) -> str:
    try:
        return await url
    except CannotStart as reason:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no PostgreSQL: {reason}")
