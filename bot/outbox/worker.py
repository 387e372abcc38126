"""The worker: sends what is owed, when a commit wakes it and at every heartbeat."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime, timedelta

import structlog
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.i18n import translator
from bot.outbox import queue, slack
from bot.outbox.message import Content, Document, Due, HomeTab, Render

log = structlog.get_logger()


class Outbox:
    """Sends deliveries. `render` has the words for each kind; `client` the Slack client of a workspace."""

    def __init__(
        self,
        sessions: async_sessionmaker[AsyncSession],
        *,
        render: Mapping[str, Render],
        client: Callable[[str], Awaitable[AsyncWebClient]],
        now: Callable[[], datetime],
    ) -> None:
        self._sessions, self._render, self._client, self._now = sessions, render, client, now
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
        """Send whatever is owed each time the worker is woken, until it is stopped."""
        while not self._stopping:
            await self._woken.wait()
            self._woken.clear()
            try:
                await self.drain()
            except Exception:  # the heartbeat tries again; the worker must outlive a database that is away
                log.exception("outbox.drain_failed")

    async def drain(self) -> None:
        """Send everything that is due now. Raises nothing of Slack's: outcomes are recorded in the rows."""
        async with self._turn:
            while not self._stopping and (due := await self._claim()):
                for delivery in due:
                    await self._deliver(delivery)

    async def _claim(self) -> list[Due]:
        async with self._sessions.begin() as session:
            return await queue.claim(session, at=self._now())

    async def _deliver(self, due: Due) -> None:
        try:
            async with self._sessions.begin() as session:
                if not await queue.hold(session, due, at=self._now()):
                    return  # it took so long to come to this one that another worker may have it
                said = await self._render[due.kind](session, due, translator(due.locale))
            channel, ts = await self._say(said, due) if said else slack.Place(due.channel, due.ts)
        except Exception as error:  # noqa: BLE001 (whatever is wrong with one delivery, the others go on)
            await self._put_back(due, error)
        else:
            async with self._sessions.begin() as session:
                await queue.done(session, due, channel=channel, ts=ts, at=self._now())

    async def _say(self, said: Content, due: Due) -> slack.Place:
        client = await self._client(due.workspace)

        async def remember(file_id: str) -> None:
            async with self._sessions.begin() as session:
                await queue.remember_file(session, due, file_id, at=self._now())

        if isinstance(said, HomeTab):
            return await slack.publish(client, said, due)
        if isinstance(said, Document):
            return await slack.share(client, said, due, remember)
        message = await slack.with_picture(client, said, due, remember)
        if due.channel and due.ts:
            return await slack.update(client, message, due.channel, due.ts)
        return await slack.post(client, message, due)

    async def _put_back(self, due: Due, error: Exception) -> None:
        told = slack.outcome(error)
        log.warning("outbox.not_sent", delivery=due.id, kind=due.kind, attempt=due.attempts, error=told.error)
        async with self._sessions.begin() as session:
            if told.final or due.attempts >= queue.MAX_ATTEMPTS:
                log.error("outbox.given_up", delivery=due.id, kind=due.kind, error=told.error)
                await queue.failed(session, due, error=told.error, at=self._now())
            else:
                wait = told.wait or timedelta(seconds=2**due.attempts)
                await queue.again(session, due, wait=wait, error=told.error, in_doubt=told.in_doubt, at=self._now())
