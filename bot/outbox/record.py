"""Recording what was sent: all that waits at once, since a commit takes longer than what it writes."""

import asyncio

from bot.outbox import queue
from bot.outbox.means import Means
from bot.outbox.queue import Sent


class Record:
    """Writes one batch after the other; what is sent while one is being written makes the next."""

    def __init__(self, means: Means) -> None:
        self._means, self._turn = means, asyncio.Lock()
        self._waiting: list[Sent] = []
        self._next: asyncio.Task[None] | None = None

    async def add(self, sent: Sent) -> None:
        """Return once it is recorded. Raises what writing its batch has raised."""
        self._waiting.append(sent)
        if self._next is None:
            self._next = asyncio.create_task(self._write())
        await asyncio.shield(self._next)

    async def _write(self) -> None:
        async with self._turn:
            batch, self._waiting, self._next = self._waiting, [], None
            async with self._means.transaction() as session:
                await queue.done(session, batch)
