"""What all tests share: an instant, and a fresh database a test, once on SQLite and once on PostgreSQL."""

import gc
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

from models.database import open_engine, opened
from tests.models.compiled import compile_once
from tests.models.servers import CannotStart, Files, Postgres, Prepare, Server, quick_folder
from tests.services.noise import make_noise
from tests.services.scene import OPENING, Scene, find_scene, set_scene


def pytest_collection_finish() -> None:
    """Spare the collector of garbage what stays until the end: it would look at all of it again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


Engines = dict[tuple[Server, tuple[Prepare, ...]], AsyncEngine]

SCENES: dict[Server, Scene] = {}


@pytest.fixture(scope="session", autouse=True)
def statements() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        compile_once(patch)
        yield


@pytest.fixture
def at() -> datetime:
    """Return the instant at which the pair of `scene` is asked: Tuesday 6 October 2026, 09:30 in Paris."""
    return OPENING


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Server]]:
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")  # the same for those who work beside each other
    with tempfile.TemporaryDirectory(prefix="tdm-", dir=quick_folder()) as name:
        folder = Path(name)
        templates = tmp_path_factory.getbasetemp().parent if run else folder
        shared = folder.with_name(f"tdm-{run}") if run else folder
        servers: dict[str, Server] = {"sqlite": Files(folder, templates), "postgresql": Postgres(shared)}
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
async def database_url(request: pytest.FixtureRequest, server: Server) -> AsyncIterator[str]:
    """Return the URL of a database brought to head, with `noise` in it, the `scene` if the test has it, and no more."""
    url = await or_skip(server.prepared(*steps_of(request)))
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


@pytest.fixture(scope="session")
async def shared_engines() -> AsyncIterator[Engines]:
    engines: Engines = {}
    yield engines
    for engine in engines.values():
        await engine.dispose()


@pytest.fixture
async def shared_engine(request: pytest.FixtureRequest, server: Server, shared_engines: Engines) -> AsyncEngine:
    """Return an engine for the one database of all tests that leave no trace: what they write is rolled back."""
    steps = steps_of(request)
    if (server, steps) not in shared_engines:
        engine = shared_engines[server, steps] = open_engine(await or_skip(server.prepared(*steps)))
        if make_scene in steps:
            await scene_in(server, engine)  # before a session has its turn
    return shared_engines[server, steps]


@pytest.fixture
def some_engine(request: pytest.FixtureRequest, server: Server) -> AsyncEngine:
    """Return an engine for a database of the test's own if it may be looked at from outside, else the shared one."""
    return request.getfixturevalue("engine" if needs_its_own(request) else "shared_engine")


@pytest.fixture
async def session(request: pytest.FixtureRequest, some_engine: AsyncEngine) -> AsyncIterator[AsyncSession]:
    """Return a session for tests in which one is enough. In the shared database even a commit is taken back."""
    if needs_its_own(request):
        async with AsyncSession(some_engine, expire_on_commit=False) as session:
            yield session
        return
    async with some_engine.connect() as bind, bind.begin() as outer:
        async with AsyncSession(bind, expire_on_commit=False, join_transaction_mode="create_savepoint") as session:
            yield session
        await outer.rollback()


@pytest.fixture
async def scene(server: Server, some_engine: AsyncEngine) -> Scene:
    """Return the pair of `make_scene`, which has the same keys in every copy."""
    return await scene_in(server, some_engine)


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
            for _ in acts if engine.dialect.name == "postgresql" else ():  # on SQLite they take turns
                await stack.enter_async_context(engine.connect())
        return await gather(*map(transact, acts))

    return run


def needs_its_own(request: pytest.FixtureRequest) -> bool:
    return not {"database_url", "engine", "sessions"}.isdisjoint(request.fixturenames)


def steps_of(request: pytest.FixtureRequest) -> tuple[Prepare, ...]:
    return (prepare, make_scene) if "scene" in request.fixturenames else (prepare,)


async def scene_in(server: Server, engine: AsyncEngine) -> Scene:
    if server not in SCENES:
        async with AsyncSession(engine) as session:
            SCENES[server] = await find_scene(session)
    return SCENES[server]


async def prepare(url: str) -> None:
    """Make what every database begins with, once a session: the tables, and another workspace's rows in them."""
    async with opened(url) as sessions, sessions.begin() as session:
        await make_noise(session)


async def make_scene(url: str) -> None:
    """Set up a pair in a team, with objectives and a cadence."""
    async with opened(url) as sessions, sessions.begin() as session:
        await set_scene(session)


async def or_skip(made: Awaitable[Any]) -> Any:
    try:
        return await made
    except CannotStart as reason:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no PostgreSQL: {reason}")
