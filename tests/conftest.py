"""What all tests share: an instant, and a fresh database a test, once on SQLite and once on PostgreSQL."""

import os
import tempfile
from asyncio import gather
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from models.database import migrate, open_engine
from tests.models.servers import CannotStart, Files, Postgres, Server, quick_folder
from tests.services.noise import make_noise
from tests.services.scene import OPENING, Scene, set_scene


@pytest.fixture
def at() -> datetime:
    """Return the instant at which the pair of `scene` is asked: Tuesday 6 October 2026, 09:30 in Paris."""
    return OPENING


@pytest.fixture(scope="session")
def servers() -> Iterator[dict[str, Server]]:
    with tempfile.TemporaryDirectory(prefix="tdm-", dir=quick_folder()) as folder:
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
    url = await or_skip(server.empty())
    yield url
    await server.drop(url)


@pytest.fixture
async def database_url(server: Server) -> AsyncIterator[str]:
    """Return the URL of a database brought to head, with `noise` in it and nothing else."""
    url = await or_skip(server.prepared(prepare))
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


@pytest.fixture
async def at_once(
    engine: AsyncEngine, sessions: async_sessionmaker[AsyncSession]
) -> Callable[..., Awaitable[list[Any]]]:
    """Run several acts, each in a transaction of its own, step by step beside each other; return what each returned."""

    async def transact(act: Callable[[AsyncSession], Awaitable[Any]]) -> Any:
        async with sessions.begin() as session:
            return await act(session)

    async def run(*acts: Callable[[AsyncSession], Awaitable[Any]]) -> list[Any]:
        async with AsyncExitStack() as stack:  # connected beforehand, so that none has a start
            for _ in acts:
                await stack.enter_async_context(engine.connect())
        return await gather(*map(transact, acts))

    return run


async def prepare(url: str) -> None:
    """Make what every database begins with, once a session: the tables, and another workspace's rows in them."""
    engine = open_engine(url)
    try:
        await migrate(engine)
        async with async_sessionmaker(engine, expire_on_commit=False).begin() as session:
            await make_noise(session)
    finally:
        await engine.dispose()


async def or_skip(url: Awaitable[str]) -> str:
    try:
        return await url
    except CannotStart as reason:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no PostgreSQL: {reason}")
