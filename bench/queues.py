"""Jobs that do nothing, deferred and run by a queue in a process of its own: `python -m bench.queues NAME DSN JOBS`.

The queues are packages of `make bench` only, so they are imported here and nowhere else.
"""

import asyncio
import logging
import sys

import asyncpg  # pyright: ignore[reportMissingTypeStubs]
import pgqueuer
import procrastinate
from pgqueuer.types import QueueExecutionMode

from bench.rounds import Watch
from bot.outbox.worker import AT_ONCE


async def with_procrastinate(dsn: str, jobs: int) -> float:
    """Return how many jobs a second it has deferred and run."""
    app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=dsn, max_size=AT_ONCE))

    @app.task(name="nothing")
    async def nothing() -> None:
        """Do nothing."""

    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        watch = Watch()
        await nothing.batch_defer_async(*({} for _ in range(jobs)))
        await app.run_worker_async(concurrency=AT_ONCE, wait=False, listen_notify=False, install_signal_handlers=False)
        return jobs / watch.seconds


async def with_pgqueuer(dsn: str, jobs: int) -> float:
    """Return how many jobs a second it has deferred and run."""
    async with asyncpg.create_pool(dsn, max_size=AT_ONCE) as pool:
        queuer, queries = pgqueuer.PgQueuer.from_asyncpg_pool(pool), pgqueuer.Queries.from_asyncpg_pool(pool)

        @queuer.entrypoint("nothing")
        async def nothing(job: pgqueuer.Job) -> None:
            """Do nothing."""

        await queries.install()
        watch = Watch()
        await queries.enqueue(["nothing"] * jobs, [b""] * jobs, [0] * jobs)
        await queuer.run(batch_size=AT_ONCE, mode=QueueExecutionMode.drain)
        return jobs / watch.seconds


QUEUES = {"procrastinate": with_procrastinate, "PgQueuer": with_pgqueuer}


if __name__ == "__main__":
    _, name, dsn, jobs = sys.argv
    logging.basicConfig(level=logging.ERROR)
    print(asyncio.run(QUEUES[name](dsn, int(jobs))))
