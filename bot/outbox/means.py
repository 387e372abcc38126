"""What it takes to send deliveries."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.outbox.message import Render

AT_ONCE = 16  # calls of Slack, which answers in a tenth of a second or more
TRANSACTIONS = 4  # at once: the rest of the pool is for people, who wait for an answer


@dataclass(frozen=True)
class Means:
    """Where deliveries are kept, their words and their way to Slack; `Outbox` says what each is."""

    sessions: async_sessionmaker[AsyncSession]
    render: Mapping[str, Render]
    client: Callable[[str], Awaitable[AsyncWebClient]]
    now: Callable[[], datetime]
    unreachable: Callable[..., Awaitable[None]]
    pace: timedelta
    chance: Callable[[], float]
    given_up: Callable[..., Awaitable[None]]
    attempted: Callable[[str], None]
    calls: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))
    turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(TRANSACTIONS))

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[AsyncSession]:
        async with self.turns, self.sessions.begin() as session:
            yield session
