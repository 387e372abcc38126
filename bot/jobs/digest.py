"""Posting the digests whose time has come."""

from datetime import datetime

from bot.deps import Deps
from bot.services import digest


async def run_once(deps: Deps, at: datetime) -> None:
    """Give new teams their rhythm and post everything that is due at `at`, a batch a transaction."""
    for step in (digest.make_schedules, digest.post_due):
        moved_on = 1
        while moved_on:
            async with deps.transaction() as session:
                moved_on = await step(session, at=at)


async def next_at(deps: Deps) -> datetime | None:
    """Return when there is next something to post, or None."""
    async with deps.sessions() as session:
        return await digest.next_posting(session)
