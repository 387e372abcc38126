"""The Events API: what happens in the workspace goes to the app that subscribed, again if it does not answer."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import accumulate

from bot.playground.tasks import Tasks
from bot.playground.traffic import Traffic
from bot.playground.transport import Attempt, NotDelivered, Transport
from bot.playground.values import Json, new_id, without
from bot.playground.workspace import Workspace

# Slack sends again nearly at once, after a minute and after five (docs: apis/events-api): seconds of the clock.
RETRY_AFTER = (0.0, 60.0, 300.0)
FAREWELLS = frozenset({"app_uninstalled", "tokens_revoked"})
HELD_UNTIL_READY = 1000
MESSAGE_SUBSCRIPTIONS = {
    "channel": "message.channels",
    "group": "message.groups",
    "im": "message.im",
    "mpim": "message.mpim",
}


class EventsApi:
    """Delivers events; those that happen while there is no way to the app are held until there is one."""

    def __init__(
        self,
        workspace: Workspace,
        transport: Transport,
        traffic: Traffic,
        retry_after: tuple[float, ...] = RETRY_AFTER,
    ) -> None:
        self.workspace = workspace
        self.transport = transport
        self.traffic = traffic
        self.retry_after = retry_after
        self._repeats = 0
        self._held: deque[Json] = deque(maxlen=HELD_UNTIL_READY)
        self._first_attempts = Tasks()
        self._retries = Tasks()
        self._forget = workspace.events.subscribe(self._offer)
        transport.on_ready.subscribe(lambda _: self._release())

    async def acknowledged(self, happening: Callable[[], object]) -> None:
        """Let something happen, and wait until the app has acknowledged its events or had its time to."""
        before = set(self._first_attempts)
        happening()
        started = self._first_attempts - before
        if started:
            await asyncio.wait(started)

    def repeat(self, times: int = 1) -> None:
        """Deliver each of the next events twice, although the app acknowledges it: it may happen with Slack."""
        self._repeats += times

    async def close(self) -> None:
        self._forget()
        await self._first_attempts.end()
        await self._retries.end()

    def _offer(self, event: Json) -> None:
        for wanted in self._wanted(event):
            self._held.append(self._callback(wanted))
        self._release()

    def _release(self) -> None:
        while self._held and self.transport.ready.is_set():
            self._first_attempts.begin(self._first_attempt(self._held.popleft()))

    def _wanted(self, event: Json) -> Iterator[Json]:
        """Give the events that the app subscribed to and may see, for one thing that happened."""
        subscribed = self.workspace.app.events
        if not self._is_in_sight(event) or not (self.workspace.is_installed or event["type"] in FAREWELLS):
            return
        if event["type"] != "message":
            if event["type"] in subscribed:
                yield event
            return
        if MESSAGE_SUBSCRIPTIONS[event["channel_type"]] in subscribed:
            yield event
        if "app_mention" in subscribed and self._mentions_app(event):
            yield without(event, "channel_type") | {"type": "app_mention"}

    def _is_in_sight(self, event: Json) -> bool:
        """Say whether the app is where it happened: what concerns a conversation it hears in its own only."""
        place = event.get("channel_id") or event.get("item", event).get("channel")
        return not isinstance(place, str) or self.workspace.bot_user_id in self.workspace.channel(place).members

    def _mentions_app(self, event: Json) -> bool:
        is_new = event.get("subtype") in (None, "thread_broadcast", "file_share") and event["channel_type"] != "im"
        return is_new and f"<@{self.workspace.bot_user_id}>" in event.get("text", "")

    def _callback(self, event: Json) -> Json:
        workspace = self.workspace
        installed = {
            "enterprise_id": None,
            "team_id": workspace.id,
            "user_id": workspace.bot_user_id,
            "is_bot": True,
            "is_enterprise_install": False,
        }
        return {
            "token": "verification-token",
            "team_id": workspace.id,
            "context_team_id": workspace.id,
            "context_enterprise_id": None,
            "api_app_id": workspace.app_id,
            "event": self._stamped(event),
            "type": "event_callback",
            "event_id": new_id("Ev"),
            "event_time": workspace.moment,
            "authorizations": [installed],
            "is_ext_shared_channel": False,
        }

    def _stamped(self, event: Json) -> Json:
        if "event_ts" in event or event["type"] in FAREWELLS:
            return event
        return {"event_ts": self.workspace.next_ts(), **event}

    async def _first_attempt(self, callback: Json) -> None:
        begun, repeated = self.workspace.clock.now(), self._repeats > 0
        self._repeats -= repeated
        failure = await self._failure(callback, Attempt())
        if repeated and failure is None:
            failure = NotDelivered("operation_timeout", self.transport.late)
        if failure is not None and not failure.is_final:
            self._retries.begin(self._redeliver(callback, begun, failure))

    async def _redeliver(self, callback: Json, begun: datetime, failure: NotDelivered) -> None:
        for number, after in enumerate(accumulate(self.retry_after), start=1):
            await self.workspace.clock.reach(begun + timedelta(seconds=after))
            await self.transport.ready.wait()
            failed_again = await self._failure(callback, Attempt(number, failure.reason))
            if failed_again is None or failed_again.is_final:
                return
            failure = failed_again

    async def _failure(self, callback: Json, attempt: Attempt) -> NotDelivered | None:
        """Send an event; give what went wrong, None if the app has acknowledged it."""
        name = callback["event"]["type"]
        try:
            body = await self.transport.send("events_api", callback, attempt)
        except NotDelivered as failure:
            self.traffic.record_delivery(name, callback, None, failure.code)
            return failure
        self.traffic.record_delivery(name, callback, body, None)
        return None
