"""A short torture on both databases; `make torture` goes on for longer."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.models.servers import Server
from tests.torture.run import Ordeal, a_seed, undergo


@pytest.mark.parametrize(("server", "replicas"), [("sqlite", 1), ("postgresql", 2)])
async def test_nothing_is_lost_doubled_or_left_however_processes_die(
    servers: dict[str, Server], tmp_path: Path, server: str, replicas: int
) -> None:
    ordeal = Ordeal(await servers[server].empty(), replicas, reps=8, blows=8, over=timedelta(seconds=4), seed=a_seed())

    blows = await undergo(ordeal, tmp_path / "log")

    assert sum(blows.values()) == 8
