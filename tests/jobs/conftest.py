"""What jobs may reach, with a bell in the place of the outbox's worker."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.deps import Deps


@dataclass
class Bell:
    """Counts how often the worker was woken."""

    rung: int = 0

    def ring(self) -> None:
        self.rung += 1


@pytest.fixture
def bell() -> Bell:
    return Bell()


@pytest.fixture
def deps(sessions: async_sessionmaker[AsyncSession], bell: Bell, at: datetime) -> Deps:
    async def no_client(workspace: str) -> AsyncWebClient:
        raise LookupError(f"jobs call no Slack, not even in {workspace}")

    return Deps(sessions, lambda: at, no_client, bell.ring)
