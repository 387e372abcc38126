"""`python -m models.migrations check`, or `new "what changes"`: Alembic against an empty database brought to head."""

import asyncio
import sys

from alembic import command
from sqlalchemy import Connection

from models.database import migration_config, open_engine


def _check(connection: Connection) -> None:
    command.check(migration_config(connection))


def _new(connection: Connection) -> None:
    command.revision(migration_config(connection), message=" ".join(sys.argv[2:]), autogenerate=True)


async def _main() -> None:
    engine = open_engine("sqlite+aiosqlite:///:memory:")
    async with engine.connect() as connection:
        await connection.run_sync(lambda bound: command.upgrade(migration_config(bound), "head"))
        await connection.run_sync({"check": _check, "new": _new}[sys.argv[1]])
    await engine.dispose()


asyncio.run(_main())
