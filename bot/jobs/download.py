"""Fetching a file that somebody gave Tandem, from Slack."""

from aiohttp import ClientSession, ClientTimeout
from slack_sdk.web.async_client import AsyncWebClient

from bot.answer import told
from bot.rules.refusal import Reason, Rejected
from bot.rules.table import MOST_BYTES

TIMEOUT = ClientTimeout(total=30)


async def download(client: AsyncWebClient, file_id: str) -> bytes:
    """Return what is in a file. Raises Rejected for one that is too large, and SlackApiError or OSError otherwise."""
    file = told(await client.files_info(file=file_id))["file"]
    if file["size"] > MOST_BYTES:
        raise Rejected.because(Reason.TABLE_TOO_LARGE)
    headers = {"Authorization": f"Bearer {client.token}"}
    async with (
        ClientSession(timeout=TIMEOUT, raise_for_status=True) as session,
        session.get(file["url_private"], headers=headers, allow_redirects=False) as answer,
    ):
        if answer.status != 200:  # noqa: PLR2004 (Slack sends a token that it does not take to its sign-in)
            raise OSError(f"Slack hands out no file: {answer.status}")
        return await answer.read()
