"""Sending one delivery: held, drawn, said to Slack, and its outcome recorded."""

import structlog
from slack_sdk.web.async_client import AsyncWebClient

from bot.outbox import ends, queue, slack
from bot.outbox.drawing import Drawn, draw
from bot.outbox.means import Means
from bot.outbox.message import Content, Document, Due, HomeTab
from bot.outbox.outcome import End, LeaseLapsed, Outcome, outcome
from bot.outbox.queue import Sent
from bot.outbox.record import Record

log = structlog.get_logger()


class Sending:
    """A claimed delivery on its way."""

    def __init__(self, means: Means, record: Record, due: Due, drawn: Drawn | None = None) -> None:
        self._means, self._record, self._due, self._drawn = means, record, due, drawn

    async def run(self) -> None:
        """Send it, as it was drawn or as it is drawn now. Raises nothing of Slack's: the outcome is recorded."""
        try:
            drawn = self._drawn or next(iter(await draw(self._means, [self._due])), None)
            if drawn is None:
                return  # another worker has it, or is sending to the same place
            self._due = drawn.due
            place = await self._say(drawn.said) if drawn.said else slack.Place(self._due.channel, self._due.ts)
        except LeaseLapsed:
            await self._let_go()
        except Exception as error:  # noqa: BLE001 (whatever is wrong with one delivery, the others go on)
            await self._put_back(outcome(error))
        else:
            await self._done(place)

    async def keep_file(self, file_id: str, version: str) -> None:
        async with self._means.transaction() as session:
            self._due = await queue.remember_file(session, self._due, file_id, version, at=self._means.now())

    async def keep_dm(self, channel: str) -> None:
        async with self._means.transaction() as session:
            await queue.remember_dm(session, self._due, channel)

    def be_in_time(self) -> None:
        if self._means.now() >= self._due.held_until:
            raise LeaseLapsed

    async def _say(self, said: Content) -> slack.Place:
        async with self._means.calls:
            self.be_in_time()
            return await self._said_to_slack(said, await self._means.client(self._due.workspace))

    async def _said_to_slack(self, said: Content, client: AsyncWebClient) -> slack.Place:
        due = self._due
        if isinstance(said, HomeTab):
            return await slack.publish(client, said, due)
        if isinstance(said, Document):
            return await slack.share(client, said, due, self)
        message = await slack.with_picture(client, said, due, self)
        if due.channel and due.ts:
            return await slack.update(client, message, due.channel, due.ts)
        return await slack.post(client, message, due, self)

    async def _done(self, place: slack.Place) -> None:
        at = self._means.now()
        posted = place.channel is not None and self._due.ts is None
        quiet_until = at + self._means.pace if posted and self._means.pace else None
        await self._record.add(Sent(self._due, place.channel, place.ts, quiet_until, at, place.shown))
        self._means.attempted("sent")

    async def _let_go(self) -> None:
        log.warning("outbox.lease_lapsed", delivery=self._due.id, kind=self._due.kind)
        async with self._means.transaction() as session:
            await queue.untried(session, self._due, error="the lease lapsed")

    async def _put_back(self, told: Outcome) -> None:
        due, at = self._due, self._means.now()
        log.warning("outbox.not_sent", delivery=due.id, kind=due.kind, attempt=due.attempts, error=told.error)
        if told.end is End.REVOKED:
            told = await slack.looked_into(await self._means.client(due.workspace), told)
        async with self._means.transaction() as session:
            await ends.record(session, self._means, due, told, at=at)
        self._means.attempted(told.end.name.lower())
