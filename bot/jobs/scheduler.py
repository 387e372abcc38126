"""The heartbeat: APScheduler calls each job every few seconds; what is due is written in our own tables."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Coroutine, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler  # pyright: ignore[reportMissingTypeStubs]

from bot.deps import Deps


@dataclass(frozen=True)
class Job:
    """`run_once(deps, at)` does what is due at an instant; `next_at(deps)` tells the next such instant."""

    name: str
    run_once: Callable[[Deps, datetime], Coroutine[None, None, None]]
    next_at: Callable[[Deps], Awaitable[datetime | None]]
    every: timedelta


@asynccontextmanager
async def beating(jobs: Iterable[Job], deps: Deps) -> AsyncGenerator[None]:
    """Run each job at once and then on its interval. At the end, what is running is let finish."""
    running: set[asyncio.Task[None]] = set()

    async def tick(job: Job) -> None:
        task = asyncio.create_task(job.run_once(deps, deps.now()))
        running.add(task)
        task.add_done_callback(running.discard)
        with suppress(asyncio.CancelledError):  # at the end: the task goes on, and is awaited below
            await asyncio.shield(task)

    scheduler = _scheduler(jobs, tick)
    scheduler.start()
    try:
        yield
    finally:
        scheduler.shutdown(wait=False)
        await asyncio.gather(*running, return_exceptions=True)


def _scheduler(jobs: Iterable[Job], tick: Callable[[Job], Awaitable[None]]) -> AsyncIOScheduler:
    scheduler = AsyncIOScheduler(timezone=UTC)
    for job in jobs:
        scheduler.add_job(
            tick,
            "interval",
            args=(job,),
            id=job.name,
            seconds=job.every.total_seconds(),
            next_run_time=datetime.now(UTC),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
    return scheduler
