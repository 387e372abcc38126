"""Opening the check-ins whose time has come."""

from datetime import datetime

from bot.deps import Deps
from bot.services import cadence, checkin


async def run_once(deps: Deps, at: datetime) -> None:
    """Open everything that is due at `at`, a batch a transaction."""
    moved_on = 1
    while moved_on:
        async with deps.transaction() as session:
            moved_on = await checkin.open_due(session, at=at)


async def next_at(deps: Deps) -> datetime | None:
    """Return when there is next something to open, or None."""
    async with deps.sessions() as session:
        return await cadence.next_opening(session)
