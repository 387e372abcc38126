"""What handlers and jobs may reach."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.i18n import Translator, translator
from bot.rules.person import Caller


@dataclass(frozen=True)
class Deps:
    """`client(workspace_id)` returns that workspace's Slack client and raises LookupError when there is none.

    `opened` is told how many check-ins were.
    """

    sessions: async_sessionmaker[AsyncSession]
    now: Callable[[], datetime]
    client: Callable[[str], Awaitable[AsyncWebClient]]
    wake_outbox: Callable[[], None]
    opened: Callable[[int], None] = lambda _checkins: None

    @asynccontextmanager
    async def transaction(self) -> AsyncGenerator[AsyncSession]:
        """Open a session, commit at the end, and wake the outbox once the commit has succeeded."""
        async with self.sessions.begin() as session:
            yield session
        self.wake_outbox()

    def translator(self, locale: str) -> Translator:
        return translator(locale)

    @staticmethod
    def caller(body: dict[str, Any]) -> Caller:
        """Tell who acts in an interaction or an event, or who typed a slash command."""
        team: dict[str, str] = body.get("team") or {"id": body.get("team_id", "")}
        event: dict[str, Any] = body.get("event") or {}
        user: dict[str, str] | str = body.get("user") or event.get("user") or body["user_id"]
        return Caller(team["id"], user if isinstance(user, str) else user["id"])
