"""The worker: sends what is owed, when a commit wakes it, at every heartbeat, and when a pace or a pause lets it."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

import structlog
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.outbox import queue
from bot.outbox.drawing import draw
from bot.outbox.means import AT_ONCE, Means
from bot.outbox.message import Due, Render
from bot.outbox.record import Record
from bot.outbox.sending import Sending

AHEAD = 2 * AT_ONCE  # deliveries drawn while others are on their way, half of them at a time: no call waits for a draw
PACE = timedelta(seconds=1)  # between two posts in one place: Slack's rule
NAP = 0.05  # seconds slept at least while something is due that another worker is about to send

log = structlog.get_logger()


class Outbox:
    """Sends deliveries, several at once and one a place.

    `render` has the words for each kind; `client` the Slack client of a workspace. `unreachable` is told, within a
    transaction, of a channel in which a delivery was given up, and why. Between two posts in a place passes the `pace`.
    `chance` (0 to 1) spreads what is tried again. `given_up` is told, likewise, of each message that was,
    and `attempted` how each attempt ended.
    """

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        *,
        render: Mapping[str, Render],
        client: Callable[[str], Awaitable[AsyncWebClient]],
        now: Callable[[], datetime],
        unreachable: Callable[..., Awaitable[None]],
        pace: timedelta = PACE,
        chance: Callable[[], float] = random.random,
        given_up: Callable[..., Awaitable[None]],
        attempted: Callable[[str], None] = lambda _outcome: None,
    ) -> None:
        self._means = Means(sessions, render, client, now, unreachable, pace, chance, given_up, attempted)
        self._record = Record(self._means)
        self._turn = asyncio.Lock()
        self._woken = asyncio.Event()
        self._stopping = False

    def wake(self) -> None:
        """Tell the worker that something may be owed."""
        self._woken.set()

    def stop(self) -> None:
        """End `run` and `drain` once the deliveries in hand have been recorded."""
        self._stopping = True
        self._woken.set()

    async def run(self) -> None:
        """Send whatever is owed each time the worker is woken or something can go, until it is stopped."""
        until_next = None
        while not self._stopping:
            with suppress(TimeoutError):
                async with asyncio.timeout(until_next):
                    await self._woken.wait()
            self._woken.clear()
            try:
                await self.drain()
                until_next = await self._until_next()
            except Exception:  # the heartbeat tries again; the worker must outlive a database that is away
                log.exception("outbox.drain_failed")
                until_next = None

    async def drain(self) -> None:
        """Send everything that can go now. Raises nothing of Slack's: outcomes are recorded in the rows."""
        async with self._turn, asyncio.TaskGroup() as group:
            under_way: dict[asyncio.Task[None], int] = {}
            while not self._stopping:
                for due, sending in await self._take(under_way.values()):
                    under_way[group.create_task(self._send(due, sending))] = due.id
                if not under_way:
                    return
                await _fewer(under_way)

    async def _take(self, besides: Collection[int]) -> list[tuple[Due, Sending]]:
        """Claim deliveries and draw them together; where one cannot be drawn, each is left to draw itself."""
        claimed = await self._claim(tuple(besides))
        try:
            drawn = await draw(self._means, claimed) if claimed else []
        except Exception:  # noqa: BLE001 (it is told of the one that it concerns)
            return [(due, Sending(self._means, self._record, due)) for due in claimed]
        return [(one.due, Sending(self._means, self._record, one.due, one)) for one in drawn]

    async def _claim(self, besides: Collection[int]) -> list[Due]:
        async with self._means.transaction() as session:
            limit = AT_ONCE + AHEAD - len(besides)
            return await queue.claim(session, at=self._means.now(), limit=limit, besides=besides)

    async def _send(self, due: Due, sending: Sending) -> None:
        try:
            await sending.run()
        except Exception:  # it was not recorded: its lease lapses, and then it is looked for
            log.exception("outbox.not_recorded", delivery=due.id, kind=due.kind)

    async def _until_next(self) -> float | None:
        async with self._means.transaction() as session:
            coming = await queue.next_due(session)
        return None if coming is None else max((coming - self._means.now()).total_seconds(), NAP)


async def _fewer(under_way: dict[asyncio.Task[None], int]) -> None:
    """Wait until one is done, and enough are that more is claimed at once; forget those that are."""
    while True:
        done, _ = await asyncio.wait(under_way, return_when=asyncio.FIRST_COMPLETED)
        for task in done:
            del under_way[task]
        if len(under_way) <= AT_ONCE + AHEAD // 2:
            return
