"""Compiling each statement once a session, though every test opens an engine of its own on the same tables."""

from functools import partial

import pytest
from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg
from sqlalchemy.dialects.sqlite.aiosqlite import SQLiteDialect_aiosqlite
from sqlalchemy.util import LRUCache

import models.database

STATEMENTS = 5_000


def compile_once(patch: pytest.MonkeyPatch) -> None:
    """Give all engines one cache, and let their dialects, which are part of its keys, count as the same."""
    options = {"compiled_cache": LRUCache(STATEMENTS)}
    patch.setattr(
        models.database, "create_async_engine", partial(models.database.create_async_engine, execution_options=options)
    )
    for dialect in (PGDialect_asyncpg, SQLiteDialect_aiosqlite):
        patch.setattr(dialect, "__eq__", lambda self, other: type(self) is type(other))
        patch.setattr(dialect, "__hash__", lambda self: hash(type(self)))
