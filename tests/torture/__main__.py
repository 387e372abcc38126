"""`make torture`: hundreds of blows on both databases, over and over, until the time is up or something is wrong."""

import asyncio
import logging
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path

import typer

from tests.models.servers import Files, Postgres
from tests.torture.run import Ordeal, a_seed, undergo

REPS, BLOWS, OVER = 60, 100, timedelta(seconds=40)


async def main(minutes: float) -> None:
    """Say each run's seed before it begins and its blows after it."""
    logging.getLogger("aiohttp.server").setLevel(logging.CRITICAL)  # callers that are killed leave calls unfinished
    ends = time.monotonic() + minutes * 60
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "files").mkdir()
        servers = ((Files(folder / "files", folder), 1), (Postgres(folder), 2))
        try:
            while time.monotonic() < ends:
                for server, replicas in servers:
                    seed = a_seed()
                    typer.echo(f"{type(server).__name__}, {replicas} at once, TANDEM_SEED={seed}")
                    ordeal = Ordeal(await server.empty(), replicas, REPS, BLOWS, OVER, seed)
                    blows = await undergo(ordeal, Path(tempfile.gettempdir()) / "tandem-torture.log")
                    typer.echo(f"  held through {dict(blows)}")
        finally:
            servers[1][0].stop()


if __name__ == "__main__":
    asyncio.run(main(float(sys.argv[1])))
