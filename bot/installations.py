"""Acting in a workspace: its token, a client with it, and Bolt's question who we are there."""

import time
from datetime import datetime

from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.answer import told
from bot.services import workspace
from bot.services.workspace import Installed

CACHE_SECONDS = 60.0
TIMEOUT = 15  # seconds a call may take: the few calls of one delivery end within its lease


class Installations:
    """The workspaces Tandem is installed in, read from our table with a short cache."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession], api_url: str) -> None:
        self._sessions, self._api_url = sessions, api_url
        self._known: dict[str, tuple[float, Installed]] = {}

    async def install(self, bot_token: str, *, at: datetime) -> Installed:
        """Ask Slack whose token this is and store it. Raises SlackApiError when Slack refuses the token."""
        who = told(await self._client(bot_token).auth_test())
        installed = Installed(
            workspace=who["team_id"],
            name=who["team"],
            bot_token=bot_token,
            bot_user_id=who["user_id"],
            bot_id=who["bot_id"],
        )
        async with self._sessions.begin() as session:
            await workspace.install(session, installed, at=at)
        self._known.pop(installed.workspace, None)
        return installed

    async def client(self, workspace_id: str) -> AsyncWebClient:
        """Return a client that acts in that workspace. Raises LookupError where Tandem is not installed."""
        return self._client((await self._installed(workspace_id)).bot_token)

    async def authorize(self, team_id: str | None) -> AuthorizeResult | None:
        """Answer Bolt for each request; None has it refused. Named as Bolt names the argument."""
        try:
            installed = await self._installed(team_id or "")
        except LookupError:
            return None
        return AuthorizeResult(
            enterprise_id=None,
            team_id=installed.workspace,
            bot_token=installed.bot_token,
            bot_id=installed.bot_id,
            bot_user_id=installed.bot_user_id,
        )

    async def _installed(self, workspace_id: str) -> Installed:
        read_at, installed = self._known.get(workspace_id, (0.0, None))
        if installed and time.monotonic() - read_at < CACHE_SECONDS:
            return installed
        async with self._sessions.begin() as session:
            installed = await workspace.installation(session, workspace_id)
        if installed is None:
            raise LookupError(f"Tandem is not installed in workspace {workspace_id}")
        self._known[workspace_id] = (time.monotonic(), installed)
        return installed

    def _client(self, token: str) -> AsyncWebClient:
        """Build a client that never repeats a call by itself: a repeated post is a second message."""
        return AsyncWebClient(token=token, base_url=self._api_url, timeout=TIMEOUT, retry_handlers=[])
