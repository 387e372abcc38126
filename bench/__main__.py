"""`python -m bench`: measure everything, and write the figures into docs/performance.md."""

import asyncio
import logging
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import text

from bench import answers, prompts, report
from bench.machine import described
from bench.report import Database
from bench.scene import Size
from bot.app import set_up_logging, settle
from models.database import open_engine
from tests.models.servers import Files, Postgres, Server

DOCUMENT = Path(__file__).parents[1] / "docs" / "performance.md"
DURABLE = "-h '' -c max_connections=100"  # PostgreSQL as it comes: a commit is on the disk


WHOLE, PAST = Size(50, 200), Size(5, 100)


@dataclass(frozen=True)
class Extent:
    """How much is measured: the largest planning, that with a past, and how much of what in how many rounds."""

    whole: Size = WHOLE
    past: Size = PAST
    messages: int = 300
    jobs: int = 5_000
    submissions: int = 150
    rounds: int = 3


async def measure(name: str, server: Server, extent: Extent) -> Database:
    """Measure everything that concerns one database."""
    whole, past = extent.whole, extent.past
    smaller = [Size(1, whole.prompts // share) for share in (1_000, 100, 10) if whole.prompts >= share]
    planned = [await prompts.plan_new(server, size) for size in smaller]
    few = await prompts.plan_new(server, past)
    many = await prompts.plan_new(server, Size(past.workspaces, past.reps, past=100))
    largest, owed, sent = await prompts.send(server, whole, messages=extent.messages, rounds=extent.rounds)
    found = await answers.answers(server, submissions=extent.submissions, rounds=extent.rounds)
    return Database(name, [*planned, largest], few, many, owed, sent, found)


async def version(server: Server) -> str:
    engine = open_engine(await server.empty())
    async with engine.connect() as connection:
        said = str(await connection.scalar(text("SHOW server_version")))
    await engine.dispose()
    return said.split(maxsplit=1)[0]


async def main(extent: Extent) -> None:
    with tempfile.TemporaryDirectory(prefix="tdm-bench-") as name:
        folder = Path(name)
        postgres, files = Postgres(folder, DURABLE), Files(folder, folder)
        try:
            machine = described(await version(postgres))
            databases = [await measure("PostgreSQL", postgres, extent), await measure("SQLite", files, extent)]
            queues = await prompts.queues(postgres, jobs=extent.jobs, rounds=3)
        finally:
            postgres.stop()
    report.write(DOCUMENT, machine, databases, queues)


if __name__ == "__main__":
    set_up_logging(logging.ERROR)
    settle()
    asyncio.run(main(Extent()))
