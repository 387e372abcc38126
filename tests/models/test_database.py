"""Opening a database: a private SQLite file, one process at a time, one writer at a time."""

import asyncio
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest
from sqlalchemy import delete, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

import models
from models import database
from models.database import DatabaseInUse, open_engine, opened


def only(backend: str) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("server", [backend], indirect=True)


ROOT = Path(__file__).parents[2]
HOLD = """
import asyncio, sys
from models.database import DatabaseInUse, opened

async def hold():
    try:
        async with opened(sys.argv[1]):
            print("open", flush=True)
            await asyncio.to_thread(sys.stdin.read)
    except DatabaseInUse:
        print("in use", flush=True)

asyncio.run(hold())
"""

Start = Callable[[str], Awaitable[tuple[Process, str]]]


@pytest.fixture
async def another_process() -> AsyncIterator[Start]:
    """Open a database in a process of its own; return the process and what came of it."""
    started: list[Process] = []

    async def start(url: str) -> tuple[Process, str]:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", HOLD, url, cwd=ROOT, stdin=PIPE, stdout=PIPE
        )
        started.append(process)
        assert process.stdout
        return process, (await process.stdout.readline()).decode().strip()

    yield start
    for process in started:
        assert process.stdin
        process.stdin.close()
        await process.wait()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "data" / "tandem.sqlite3"


@pytest.fixture
def url(file: Path) -> str:
    return f"sqlite+aiosqlite:///{file}"


async def test_a_new_sqlite_file_can_be_read_by_its_owner_only(url: str, file: Path) -> None:
    async with opened(url) as sessions, sessions() as session:
        await session.execute(text("CREATE TABLE t (x)"))
        files = list(file.parent.iterdir())

        assert {one.name for one in files} >= {"tandem.sqlite3", "tandem.sqlite3-wal", "tandem.sqlite3.lock"}
        assert {one.name: oct(one.stat().st_mode & 0o777) for one in files} == {one.name: "0o600" for one in files}


@pytest.mark.parametrize(
    ("pragma", "value"), [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 5000)]
)
async def test_sqlite_is_set_up_to_keep_what_it_was_given(url: str, pragma: str, value: str | int) -> None:
    async with opened(url) as sessions, sessions() as session:
        assert await session.scalar(text(f"PRAGMA {pragma}")) == value


async def test_a_second_process_on_the_same_sqlite_file_is_refused(url: str, another_process: Start) -> None:
    async with opened(url):
        _, said = await another_process(url)

    assert said == "in use"


async def test_a_process_that_is_killed_leaves_the_file_free(url: str, another_process: Start) -> None:
    other, said = await another_process(url)
    assert said == "open"
    with pytest.raises(DatabaseInUse, match=r"tandem\.sqlite3"):
        async with opened(url):
            pass

    other.kill()
    await other.wait()

    async with opened(url) as sessions, sessions() as session:
        assert (await session.scalars(select(models.Workspace))).all() == []


@only("postgresql")
async def test_replicas_that_start_together_on_an_empty_database_all_find_it_migrated(
    empty_url: str, another_process: Start
) -> None:
    started = await asyncio.gather(*(another_process(empty_url) for _ in range(3)))

    assert [said for _, said in started] == ["open"] * 3


async def test_foreign_keys_are_enforced(session: AsyncSession) -> None:
    with pytest.raises(IntegrityError):
        await session.execute(
            insert(models.Person).values(workspace_id="T0NOWHERE", slack_id="U1", name="", tz="", locale="")
        )


async def test_an_error_does_not_repeat_what_somebody_wrote(session: AsyncSession) -> None:
    with pytest.raises(IntegrityError) as error:
        await session.execute(
            insert(models.Person).values(workspace_id="T0NOWHERE", slack_id="U1", name="Secret", tz="", locale="")
        )

    assert "Secret" not in str(error.value)


async def test_a_workspace_that_goes_takes_every_row_of_it_along(session: AsyncSession) -> None:
    tables = [table for name, table in models.Base.metadata.tables.items() if name != "workspaces"]

    async def filled() -> set[str]:
        return {one.name for one in tables if await session.scalar(select(func.count()).select_from(one))}

    assert await filled() == {one.name for one in tables}

    await session.execute(delete(models.Workspace))

    assert await filled() == set()


@only("sqlite")
async def test_a_transaction_that_reads_and_then_writes_never_finds_the_file_changed(database_url: str) -> None:
    engine = open_engine(database_url)
    sessions: async_sessionmaker[AsyncSession] = async_sessionmaker(engine)
    reading = asyncio.Barrier(2)

    async def add_a_letter(wait: bool) -> None:
        if wait:
            await reading.wait()
        async with sessions.begin() as session:
            name = await session.scalar(select(models.Workspace.name))
            if not wait:
                await reading.wait()
            await session.execute(update(models.Workspace).values(name=f"{name}!"))

    await asyncio.gather(add_a_letter(False), add_a_letter(True))

    async with sessions() as session:
        assert await session.scalar(select(models.Workspace.name)) == "Elsewhere!!"
    await engine.dispose()


@only("sqlite")
async def test_writers_take_turns_as_they_came(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT", 0)  # whoever met another writer would fail
    engine, everybody, wrote = open_engine(database_url), range(64), list[int]()

    async def write(number: int) -> None:
        async with engine.begin() as connection:
            await connection.execute(update(models.Workspace).values(name=str(number)))
            wrote.append(number)

    await asyncio.gather(*map(write, everybody))

    assert wrote == list(everybody)
    await engine.dispose()


@only("sqlite")
async def test_a_writer_who_leaves_the_queue_or_breaks_off_holds_up_nobody(database_url: str) -> None:
    engine, entered = open_engine(database_url), asyncio.Event()

    async def write() -> None:
        async with engine.begin() as connection:
            await connection.execute(update(models.Workspace).values(name="half a change"))
            entered.set()
            await asyncio.Event().wait()

    writers = [asyncio.create_task(write()) for _ in range(3)]
    await entered.wait()
    for writer in reversed(writers):
        writer.cancel()
    await asyncio.gather(*writers, return_exceptions=True)

    async with engine.begin() as connection:
        assert await connection.scalar(select(models.Workspace.name)) == "Elsewhere"
    await engine.dispose()
