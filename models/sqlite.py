"""SQLite by way of aiosqlite, with one trip to its thread a statement."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from typing import Any, Self

import aiosqlite

ROWS_AT_ONCE = 64  # where rows are read one by one: what aiosqlite does by itself


def connect(database: str, **options: Any) -> aiosqlite.Connection:
    """Return a connection, to be awaited as the one of `aiosqlite.connect`."""
    return OneTrip(partial(sqlite3.connect, database, **options), ROWS_AT_ONCE)


class OneTrip(aiosqlite.Connection):
    """A connection whose cursors are what SQLAlchemy asks of one, done in one go where the connection's thread is.

    To open a cursor, ask, fetch and close takes four trips to that thread, each of which wakes it and waits for it:
    more than most statements take.
    """

    def __init__(self, connector: partial[sqlite3.Connection], iter_chunk_size: int) -> None:
        super().__init__(connector, iter_chunk_size)
        self._thread.daemon = True  # as SQLAlchemy does: a process may end without closing it

    def cursor(self) -> Any:  # pyright: ignore[reportIncompatibleMethodOverride] (ours is no aiosqlite.Cursor)
        return Statement(self)

    async def go(self, method: str, operation: str, parameters: Any) -> tuple[sqlite3.Cursor, list[Any]]:
        """Execute a statement, and return its closed cursor and all rows."""

        def run() -> tuple[sqlite3.Cursor, list[Any]]:
            with closing(self._conn.cursor()) as cursor:
                getattr(cursor, method)(operation, parameters)
                return cursor, cursor.fetchall() if cursor.description else []

        return await self._execute(run)


class Statement:
    """What SQLAlchemy asks of an asynchronous cursor that fetches all rows at once."""

    description: Any = None
    rowcount = -1
    lastrowid: int | None = None
    arraysize = 1

    def __init__(self, connection: OneTrip) -> None:
        self._connection = connection
        self._rows: list[Any] = []

    async def __aenter__(self) -> Self:
        return self

    async def execute(self, operation: str, parameters: Sequence[Any] = ()) -> None:
        await self._go("execute", operation, parameters)

    async def executemany(self, operation: str, parameters: Sequence[Sequence[Any]]) -> None:
        await self._go("executemany", operation, parameters)

    async def fetchall(self) -> list[Any]:
        rows, self._rows = self._rows, []
        return rows

    async def close(self) -> None:
        """Nothing is open between statements."""

    async def _go(self, method: str, operation: str, parameters: Any) -> None:
        cursor, self._rows = await self._connection.go(method, operation, parameters)
        self.description, self.rowcount, self.lastrowid = cursor.description, cursor.rowcount, cursor.lastrowid
