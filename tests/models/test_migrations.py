"""Migrations on both databases: up to head, the same as the models, and down again."""

from collections.abc import AsyncIterator, Callable

import pytest
from alembic import command
from alembic.config import Config
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection, Table, Text, func, inspect, select, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

from models import Base, Person
from models.database import migrate, migration_config, open_engine

HOUSEHOLD = {"alembic_version"}


@pytest.fixture
async def empty(empty_url: str) -> AsyncIterator[AsyncEngine]:
    engine = open_engine(empty_url)
    yield engine
    await engine.dispose()


async def alembic(engine: AsyncEngine, act: Callable[[Config], object]) -> None:
    async with engine.connect() as connection:
        await connection.run_sync(lambda bound: act(migration_config(bound)))
        await connection.commit()


async def tables(engine: AsyncEngine) -> set[str]:
    async with engine.connect() as connection:
        return await connection.run_sync(lambda bound: set(inspect(bound).get_table_names()))


async def test_an_empty_database_is_brought_to_what_the_models_say(empty: AsyncEngine) -> None:
    await migrate(empty)

    await alembic(empty, command.check)
    assert await tables(empty) == Base.metadata.tables.keys() | HOUSEHOLD


async def test_migrating_twice_changes_nothing(empty: AsyncEngine) -> None:
    await migrate(empty)
    await migrate(empty)

    await alembic(empty, command.check)


async def test_every_migration_can_be_taken_back(empty: AsyncEngine) -> None:
    await migrate(empty)

    await alembic(empty, lambda config: command.downgrade(config, "base"))

    assert await tables(empty) == HOUSEHOLD


async def test_what_was_taken_back_can_be_made_again(empty: AsyncEngine) -> None:
    await migrate(empty)
    await alembic(empty, lambda config: command.downgrade(config, "base"))
    await migrate(empty)

    await alembic(empty, command.check)


async def test_constraints_and_indexes_are_named_by_the_convention(empty: AsyncEngine) -> None:
    await migrate(empty)

    async with empty.connect() as connection:
        names = await connection.run_sync(_names)

    assert len(names) > 40
    assert [name for table, kind, name in names if not (name or "").startswith(f"{kind}_{table}")] == []


def _names(connection: Connection) -> list[tuple[str, str, str | None]]:
    seen = inspect(connection)
    found: list[tuple[str, str, str | None]] = []
    for table in Base.metadata.tables:
        unique = {one["name"] for one in seen.get_unique_constraints(table)}
        found.append((table, "pk", seen.get_pk_constraint(table)["name"]))
        found += [(table, "fk", one["name"]) for one in seen.get_foreign_keys(table)]
        found += [(table, "uq", name) for name in unique]
        found += [(table, "ck", one["name"]) for one in seen.get_check_constraints(table)]
        found += [(table, "ix", one["name"]) for one in seen.get_indexes(table) if one["name"] not in unique]
    return found


@pytest.mark.parametrize("table", [table for name, table in Base.metadata.tables.items() if name != "workspaces"])
def test_every_table_but_workspaces_says_whose_workspace_a_row_is(table: Table) -> None:
    column = table.c["workspace_id"]

    assert not column.nullable
    assert [(key.target_fullname, key.ondelete) for key in column.foreign_keys] == [("workspaces.id", "CASCADE")]


def rebuild_workspaces(config: Config, _revision: str) -> None:
    operations = Operations(MigrationContext.configure(config.attributes["connection"]))
    with operations.batch_alter_table("workspaces") as table:
        table.alter_column("name", existing_type=Text(), nullable=True)


@pytest.mark.parametrize(("often", "weeks", "again"), [("w2", 2, "w2"), ("m-1", 4, "w4")])
async def test_the_weeks_of_a_digest_are_kept_and_a_month_taken_back_is_four_weeks(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch, often: str, weeks: int, again: str
) -> None:
    async def stored(query: str) -> set[object]:
        async with engine.connect() as connection:
            return set(await connection.scalars(text(query)))

    async with engine.begin() as connection:
        await connection.execute(text("UPDATE digest_schedules SET often = :often"), {"often": often})
    with monkeypatch.context() as patch:
        patch.setattr(command, "upgrade", lambda config, _: command.downgrade(config, "c4e19d70b2a6-1"))
        await migrate(engine)
    assert await stored("SELECT every_weeks FROM digest_schedules") == {weeks}

    await migrate(engine)
    assert await stored("SELECT often FROM digest_schedules") == {again}


@pytest.mark.parametrize("server", ["sqlite"], indirect=True)
async def test_a_table_that_is_rebuilt_keeps_the_rows_that_refer_to_it(
    engine: AsyncEngine, sessions: async_sessionmaker[AsyncSession], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(command, "upgrade", rebuild_workspaces)

    await migrate(engine)

    async with sessions() as session:
        assert await session.scalar(select(func.count()).select_from(Person))
        assert await session.scalar(text("PRAGMA foreign_keys")) == 1
