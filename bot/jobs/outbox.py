"""The outbox's heartbeat: what no commit has woken it for, such as a second try."""

from datetime import datetime

from bot.deps import Deps
from bot.outbox import queue


async def run_once(deps: Deps, _at: datetime) -> None:
    """Wake the worker: it claims by its own clock."""
    deps.wake_outbox()


async def next_at(deps: Deps) -> datetime | None:
    """Return when the next pending delivery is due, or None."""
    async with deps.sessions() as session:
        return await queue.next_due(session)
