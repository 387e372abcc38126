"""Files on their way to Slack: uploaded, completed, and for a picture awaited until Slack has looked at it."""

import asyncio
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

from aiohttp import ClientSession, ClientTimeout
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.answer import told
from bot.outbox.message import Upload

PAUSES = (0.1, 0.2, 0.4, 0.8, 1.5, 3, 4)  # seconds between two looks at a picture; then its message is put back
UPLOAD_TIMEOUT = ClientTimeout(total=15)

GONE = frozenset({"file_not_found", "file_deleted"})

Remember = Callable[[str, str], Awaitable[None]]


async def upload(client: AsyncWebClient, file: Upload, remember: Remember, **place: str | None) -> str:
    """Upload a file and return its id; `place` says where Slack is to share it, if anywhere.

    Its id is remembered before Slack is told that the file is complete: whoever tries again can ask what
    became of it.
    """
    content = file.content if isinstance(file.content, bytes) else await asyncio.to_thread(file.content)
    granted = told(await client.files_getUploadURLExternal(filename=file.name, length=len(content), alt_txt=file.alt))
    await remember(granted["file_id"], file.version)
    await _send(granted["upload_url"], content)
    await client.files_completeUploadExternal(files=[{"id": granted["file_id"], "title": file.title}], **place)  # pyright: ignore[reportArgumentType]
    return granted["file_id"]


async def info(client: AsyncWebClient, file_id: str | None) -> dict[str, Any] | None:
    """Return what Slack knows of a file, or None where an upload was not completed or somebody deleted it."""
    if file_id is None:
        return None
    try:
        return told(await client.files_info(file=file_id))["file"]
    except SlackApiError as error:
        if error.response["error"] in GONE:
            return None
        raise


async def looked_at(client: AsyncWebClient, file_id: str) -> None:
    """Wait until Slack knows what a picture is: before that, no message can show it. Raises TimeoutError."""
    for pause in (0, *PAUSES):
        await asyncio.sleep(pause)
        known = await info(client, file_id)
        if known and known.get("mimetype"):
            return
    raise TimeoutError(f"Slack has not looked at the file {file_id} yet")


async def _send(url: str, content: bytes) -> None:
    async with ClientSession(timeout=UPLOAD_TIMEOUT) as session, session.post(url, data=content) as answer:
        if answer.status != HTTPStatus.OK:
            raise OSError(f"Slack took no file: {answer.status}")
