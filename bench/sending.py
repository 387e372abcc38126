"""Sending what is owed, as Tandem does and as a bare loop would."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bench.rounds import Watch
from bench.slack import Slack
from bot.messages import RENDER
from bot.outbox import Outbox
from bot.outbox.worker import AT_ONCE
from bot.services import letter, unreachable

Sessions = async_sessionmaker[AsyncSession]


@dataclass(frozen=True)
class Call:
    """A call of a method of slack-sdk's client."""

    method: str
    arguments: dict[str, Any]


@dataclass
class Nobody:
    """Takes every call at once, without a network, and keeps what it was told: a client of slack-sdk to the outbox."""

    calls: list[Call] = field(default_factory=list[Call])
    token: str = "of nobody"  # noqa: S105 (it opens nothing)

    def __getattr__(self, method: str) -> Callable[..., Any]:
        async def call(**arguments: Any) -> AsyncSlackResponse:
            self.calls.append(Call(method, arguments))
            said = {"ok": True, "ts": f"1790000000.{len(self.calls):06}"}
            return AsyncSlackResponse(
                client=None, http_verb="POST", api_url="", req_args={}, data=said, headers={}, status_code=200
            )

        return call


def client_of(slack: Slack) -> AsyncWebClient:
    return AsyncWebClient(token=slack.token, base_url=slack.api_url, retry_handlers=[])


async def send_owed(sessions: Sessions, client: Any, *, at: datetime, messages: int) -> float:
    """Have the outbox send so many of the messages that are owed, and return how many it sent a second."""
    begun = 0

    async def counted(_workspace: str) -> Any:
        nonlocal begun
        begun += 1
        if begun >= messages:
            outbox.stop()
        return client

    outbox = Outbox(
        sessions,
        render=RENDER,
        client=counted,
        now=lambda: at,
        unreachable=unreachable.tell,
        given_up=letter.tell,
        pace=timedelta(),
    )
    watch = Watch()
    await outbox.drain()
    return begun / watch.seconds


async def make_calls(client: AsyncWebClient, calls: Iterable[Call]) -> float:
    """Make the calls, as many at once as the outbox does, and return how many a second that were."""
    waiting = deque(calls)
    count = len(waiting)

    async def work() -> None:
        while waiting:
            call = waiting.popleft()
            await getattr(client, call.method)(**call.arguments)

    watch = Watch()
    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(work())
    return count / watch.seconds
