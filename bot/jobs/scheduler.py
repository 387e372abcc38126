"""The heartbeat: APScheduler calls each job every few seconds; what is due is written in our own tables."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # pyright: ignore[reportMissingTypeStubs]

from bot.deps import Deps


@dataclass(frozen=True)
class Job:
    """`run_once(deps, at)` does what is due at an instant; `next_at(deps)` tells the next such instant."""

    name: str
    run_once: Callable[[Deps, datetime], Awaitable[None]]
    next_at: Callable[[Deps], Awaitable[datetime | None]]
    every: timedelta


def heartbeat(jobs: Iterable[Job], deps: Deps) -> AsyncIOScheduler:
    """Return a scheduler, not yet started, that runs each job on its interval and the first time at once."""
    scheduler = AsyncIOScheduler(timezone=UTC)
    for job in jobs:
        scheduler.add_job(
            _tick,
            "interval",
            args=(job, deps),
            id=job.name,
            seconds=job.every.total_seconds(),
            next_run_time=datetime.now(UTC),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    return scheduler


async def _tick(job: Job, deps: Deps) -> None:
    await job.run_once(deps, deps.now())
