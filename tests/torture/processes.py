"""Replicas as processes: started, killed, stalled, and brought back."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import IO, Any


class Replica:
    """One process of Tandem, the same from one death to the next."""

    def __init__(self, settings: dict[str, Any], log: IO[bytes]) -> None:
        self._settings, self._log = settings, log
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        command = (sys.executable, "-m", "tests.torture.replica", json.dumps(self._settings))
        self._process = await asyncio.create_subprocess_exec(*command, stdout=self._log, stderr=self._log)

    async def kill(self) -> None:
        """Let it die at once, whatever it was about to do."""
        await self._end(signal.SIGKILL)

    async def stop(self) -> None:
        await self._end(signal.SIGTERM)

    async def revive(self) -> None:
        """Start it again if it has died of something else, such as a Slack that did not let it in."""
        if self._process and self._process.returncode is not None:
            await self.start()

    async def stall(self, seconds: float) -> None:
        """Freeze it, as a machine that swaps or a container that is paused does."""
        self._signal(signal.SIGSTOP)
        await asyncio.sleep(seconds)
        self._signal(signal.SIGCONT)

    async def _end(self, how: signal.Signals) -> None:
        self._signal(signal.SIGCONT)
        self._signal(how)
        if self._process:
            await self._process.wait()

    def _signal(self, which: signal.Signals) -> None:
        if self._process and self._process.returncode is None:
            os.kill(self._process.pid, which)


@asynccontextmanager
async def replicas(count: int, settings: dict[str, Any], log: Path) -> AsyncGenerator[list[Replica]]:
    """Run so many; at the end each is stopped."""
    with log.open("ab") as file:
        made = [Replica(settings, file) for _ in range(count)]
        for one in made:
            await one.start()
        try:
            yield made
        finally:
            await asyncio.gather(*(one.stop() for one in made))
