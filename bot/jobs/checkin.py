"""Opening the check-ins whose time has come, reminding of halves and actions, preparing talks and recording them."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.deps import Deps
from bot.services import action_reminder, cadence, checkin_opening, reminder, talk_due


async def run_once(deps: Deps, at: datetime) -> None:
    """Do everything that is due at `at`, a batch a transaction."""
    deps.opened(await _all(checkin_opening.open_due, deps, at))
    await _all(reminder.remind_due, deps, at)
    await _all(talk_due.prepare_due, deps, at)
    await _all(talk_due.record_due, deps, at)
    await _all(action_reminder.remind_due, deps, at)


async def next_at(deps: Deps) -> datetime | None:
    """Return when there is next something to do, or None."""
    async with deps.sessions() as session:
        found = [
            await cadence.next_opening(session),
            await reminder.next_reminder(session),
            await talk_due.next_preparation(session),
            await talk_due.next_record(session),
            await action_reminder.next_reminder(session),
        ]
    return min((at for at in found if at), default=None)


async def _all(batch: Callable[..., Awaitable[int]], deps: Deps, at: datetime) -> int:
    total, done = 0, 1
    while done:
        async with deps.transaction() as session:
            done = await batch(session, at=at)
        total += done
    return total
