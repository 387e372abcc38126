"""Reminding the two of objectives that end, and of those that are to be closed."""

from datetime import datetime

from bot.deps import Deps
from bot.services import closing_reminder


async def run_once(deps: Deps, at: datetime) -> None:
    """Plan what is new and remind of everything that is due at `at`, a batch a transaction."""
    for step in (closing_reminder.plan_new, closing_reminder.remind_due):
        done = 1
        while done:
            async with deps.transaction() as session:
                done = await step(session, at=at)


async def next_at(deps: Deps) -> datetime | None:
    """Return when there is next somebody to remind, or None."""
    async with deps.sessions() as session:
        return await closing_reminder.next_reminder(session, at=deps.now())
