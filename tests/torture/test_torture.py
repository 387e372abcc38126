"""A short torture on both databases; `make torture` goes on for longer."""

from asyncio import gather
from datetime import timedelta
from pathlib import Path

from tests.models.servers import Server
from tests.torture.run import Ordeal, a_seed, undergo


async def test_nothing_is_lost_doubled_or_left_however_processes_die(
    servers: dict[str, Server], tmp_path: Path
) -> None:
    async def suffer(server: str, replicas: int) -> int:
        database, seed = await servers[server].empty(), a_seed()
        ordeal = Ordeal(database, replicas, reps=8, blows=8, over=timedelta(seconds=4), seed=seed)
        return (await undergo(ordeal, tmp_path / server)).total()

    # Both at once: most of the time they wait.
    assert await gather(suffer("sqlite", 1), suffer("postgresql", 2)) == [8, 8]
