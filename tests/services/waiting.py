"""Two transactions that meet in the same rows of PostgreSQL: one is begun, and held up by the other."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


async def begun_beside(
    session: AsyncSession, sessions: async_sessionmaker[AsyncSession], act: Callable[[AsyncSession], Awaitable[Any]]
) -> asyncio.Task[Any]:
    """Begin an act in a transaction of its own; return it once it waits for what `session` holds, or is over."""

    async def beside() -> Any:
        async with sessions.begin() as other:
            return await act(other)

    task = asyncio.create_task(beside())
    for _ in range(1_000):
        if task.done() or await session.scalar(WAITING):
            return task
        await asyncio.sleep(0.01)
    raise TimeoutError
