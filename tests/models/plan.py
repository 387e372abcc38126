"""How a database goes about a question."""

from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

EXPLAIN = {"sqlite": "EXPLAIN QUERY PLAN", "postgresql": "EXPLAIN"}


async def steps_of(
    session: AsyncSession, engine: AsyncEngine, ask: Callable[[AsyncSession], Awaitable[object]]
) -> list[str]:
    """Return the steps in which the database answers what is asked first."""
    connection, asked = await session.connection(), list[tuple[str, Any]]()

    def note(_connection: Connection, _cursor: object, statement: str, values: Any, *_: object) -> None:
        asked.append((statement, values))

    event.listen(engine.sync_engine, "before_cursor_execute", note)
    assert await ask(session)
    event.remove(engine.sync_engine, "before_cursor_execute", note)

    statement, values = asked[0]
    plan = await connection.exec_driver_sql(f"{EXPLAIN[engine.dialect.name]} {statement}", values)
    return [str(step) for step in plan.all()]
