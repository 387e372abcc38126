"""Opening a database: one writer at a time on SQLite, a pool on PostgreSQL, and migrations up to head."""

import asyncio
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from filelock import FileLock, Timeout
from sqlalchemy import URL, event, func, make_url, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, ConnectionPoolEntry
from sqlalchemy.util import await_only

from models.sqlite import connect

MEMORY = ":memory:"
ONE_TRIP = {"async_creator_fn": connect}
MIGRATIONS = Path(__file__).parent / "migrations"
NO_JIT = {"server_settings": {"jit": "off"}}  # our statements take less time than compiling them would
BUSY_TIMEOUT = 5_000  # milliseconds a writer on SQLite waits for another process
MIGRATING = 0x54414E44454D  # the lock on PostgreSQL under which one replica migrates and the others wait

INSERT = {"postgresql": postgresql.insert, "sqlite": sqlite.insert}  # by dialect: the INSERT that knows ON CONFLICT


class DatabaseInUse(Exception):  # noqa: N818 (it says what is the case)
    """Another process has this SQLite file open."""


class InTurn(AsyncAdaptedQueuePool):
    """Connections that are used one at a time, by whoever asked first.

    SQLite takes one writer, and has the others try again and again until one of them happens to be lucky. Raises
    TimeoutError for who waited half a minute.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn = asyncio.Lock()

    def _do_get(self) -> ConnectionPoolEntry:
        await_only(self._wait())
        try:
            return super()._do_get()
        except BaseException:
            self._turn.release()
            raise

    def _do_return_conn(self, record: ConnectionPoolEntry) -> None:
        try:
            super()._do_return_conn(record)
        finally:
            self._turn.release()

    async def _wait(self) -> None:
        """Wait for one's turn, at most for the pool's timeout: a transaction within another would wait for itself."""
        async with asyncio.timeout(self.timeout()):
            await self._turn.acquire()


def open_engine(url: str) -> AsyncEngine:
    """Return an engine for `url`. A new SQLite file is created readable by its owner only.

    Errors do not carry the values of a statement: they end in logs, and people wrote some of them.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_async_engine(parsed, pool_pre_ping=True, hide_parameters=True, connect_args=NO_JIT)
    if parsed.database and parsed.database != MEMORY:
        _private_file(Path(parsed.database))
        engine = create_async_engine(parsed, hide_parameters=True, connect_args=ONE_TRIP, poolclass=InTurn)
    else:
        engine = create_async_engine(parsed, hide_parameters=True, connect_args=ONE_TRIP)
    event.listen(engine.sync_engine, "connect", _set_up_sqlite)
    event.listen(engine.sync_engine, "begin", _begin_immediate)
    return engine


@asynccontextmanager
async def opened(url: str) -> AsyncGenerator[async_sessionmaker[AsyncSession]]:
    """Open a database for one process, migrated to head.

    Raises DatabaseInUse for a SQLite file that another process has open: it takes one writer.
    """
    with _alone_on(make_url(url)):
        engine = open_engine(url)
        try:
            await migrate(engine)
            yield async_sessionmaker(engine, expire_on_commit=False)
        finally:
            await engine.dispose()


@asynccontextmanager
async def beside(url: str) -> AsyncGenerator[async_sessionmaker[AsyncSession]]:
    """Open a database, migrated already, for a look or a word while the process that works on it may be running."""
    engine = open_engine(url)
    try:
        yield async_sessionmaker(engine, expire_on_commit=False)
    finally:
        await engine.dispose()


def migration_config(connection: Connection | None = None) -> Config:
    """Return Alembic's configuration, bound to a connection when there is one."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


async def migrate(engine: AsyncEngine) -> None:
    """Bring the database up to the newest migration."""
    async with engine.connect() as connection, _room_to_rebuild(connection):
        if engine.dialect.name == "postgresql":
            await connection.execute(select(func.pg_advisory_xact_lock(MIGRATING)))
        await connection.run_sync(lambda bound: command.upgrade(migration_config(bound), "head"))
        await connection.commit()


@asynccontextmanager
async def _room_to_rebuild(connection: AsyncConnection) -> AsyncGenerator[None]:
    """Leave foreign keys unchecked on SQLite: a table that is rebuilt would take along all that refers to it."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = (await connection.get_raw_connection()).driver_connection
    await driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        await connection.rollback()  # the setting takes effect outside a transaction only
        await driver.execute("PRAGMA foreign_keys=ON")


@contextmanager
def _alone_on(url: URL) -> Generator[None]:
    if url.get_backend_name() != "sqlite" or not url.database or url.database == MEMORY:
        yield
        return
    _private_file(Path(url.database))
    lock = FileLock(f"{url.database}.lock", mode=0o600)
    try:
        with lock.acquire(timeout=0):
            yield
    except Timeout:
        raise DatabaseInUse(url.database) from None


def _private_file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)


def _set_up_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # SQLAlchemy says BEGIN itself, below
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={BUSY_TIMEOUT}"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_immediate(connection: Connection) -> None:
    """Take the write lock at once: a transaction that reads and then writes must not find the file changed."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
