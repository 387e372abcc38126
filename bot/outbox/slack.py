"""How a delivery reaches Slack, and what Slack's answer means for it."""

from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus
from typing import Any, NamedTuple

from aiohttp import ClientConnectorError, ClientError, ClientResponse
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.answer import told
from bot.outbox import files
from bot.outbox.message import PICTURE, Document, Due, HomeTab, Message

EVENT_TYPE = "tandem_delivery"  # without dots: Slack ignores metadata whose type has one
LOOK_BACK = 15
FINAL_ERRORS = frozenset(
    {
        "account_inactive",
        "cannot_dm_bot",
        "cant_update_message",
        "channel_not_found",
        "edit_window_closed",
        "invalid_arguments",
        "invalid_auth",
        "invalid_blocks",
        "is_archived",
        "message_not_found",
        "missing_scope",
        "msg_too_long",
        "not_enabled",
        "token_revoked",
        "user_disabled",
        "user_not_found",
    }
)


class Place(NamedTuple):
    """Where a message stands in Slack; a home stands nowhere."""

    channel: str | None
    ts: str | None


@dataclass(frozen=True)
class Outcome:
    """Why a delivery did not go out: for good if `final`, else after `wait` where Slack said how long.

    `in_doubt` says that it may have gone out all the same.
    """

    error: str
    final: bool = False
    wait: timedelta | None = None
    in_doubt: bool = False


async def publish(client: AsyncWebClient, home: HomeTab, due: Due) -> Place:
    await client.views_publish(user_id=due.reader.slack_id, view=home.view)
    return Place(None, None)


async def update(client: AsyncWebClient, message: Message, channel: str, ts: str) -> Place:
    await client.chat_update(channel=channel, ts=ts, text=message.text, blocks=message.blocks)
    return Place(channel, ts)


async def with_picture(client: AsyncWebClient, message: Message, due: Due, remember: files.Remember) -> Message:
    """Upload the picture of a message, if it has one that is not in Slack yet, and put its id where it is shown."""
    if message.picture is None:
        return message
    known = await files.info(client, due.file_id)
    file_id = known["id"] if known else await files.upload(client, message.picture, remember)
    await files.looked_at(client, file_id)
    shown = {"slack_file": {"id": file_id}}
    blocks = [block | shown if block.get("slack_file") == {"id": PICTURE} else block for block in message.blocks]
    return Message(message.text, blocks)


async def share(client: AsyncWebClient, document: Document, due: Due, remember: files.Remember) -> Place:
    """Share a file where the delivery goes, unless an earlier attempt whose answer was lost did so already."""
    channel = await _channel(client, due)
    known = await files.info(client, due.file_id)
    if not known or channel not in _shared_in(known):
        place = {"channel_id": channel, "thread_ts": due.thread_ts, "initial_comment": document.comment}
        await files.upload(client, document.file, remember, **place)
    return Place(channel, None)


async def post(client: AsyncWebClient, message: Message, due: Due) -> Place:
    """Post where the delivery goes, unless an earlier attempt whose answer was lost did so already."""
    channel = await _channel(client, due)
    if due.in_doubt and (found := await _posted(client, channel, due)):
        return await update(client, message, channel, found)
    posted = await client.chat_postMessage(
        channel=channel,
        text=message.text,
        blocks=message.blocks,
        thread_ts=due.thread_ts,
        metadata={"event_type": EVENT_TYPE, "event_payload": {"delivery": due.uid}},
        unfurl_links=False,
        unfurl_media=False,
    )
    return Place(channel, told(posted)["ts"])


def outcome(error: Exception) -> Outcome:
    """Read Slack's refusal, a connection's failure or our own mistake as what to do next."""
    if not isinstance(error, SlackApiError):
        lost = isinstance(error, (ClientError, OSError, TimeoutError)) and not isinstance(error, ClientConnectorError)
        return Outcome(f"{type(error).__name__}: {error}", in_doubt=lost)
    answer: AsyncSlackResponse | ClientResponse = error.response  # the latter where the body could not be read
    status = answer.status_code if isinstance(answer, AsyncSlackResponse) else answer.status
    said = answer.data if isinstance(answer, AsyncSlackResponse) else None
    code = str(said.get("error", status) if isinstance(said, dict) else status)
    if status == HTTPStatus.TOO_MANY_REQUESTS or code == "ratelimited":
        return Outcome(code, wait=timedelta(seconds=int(answer.headers.get("Retry-After", 30))))
    return Outcome(code, final=code in FINAL_ERRORS, in_doubt=status >= HTTPStatus.INTERNAL_SERVER_ERROR)


async def _channel(client: AsyncWebClient, due: Due) -> str:
    """Return the channel of a delivery; a person's direct message is opened first."""
    if due.target:
        return due.target
    return told(await client.conversations_open(users=due.reader.slack_id))["channel"]["id"]


async def _posted(client: AsyncWebClient, channel: str, due: Due) -> str | None:
    for message in await _recent(client, channel, due):
        if message.get("metadata", {}).get("event_payload", {}).get("delivery") == due.uid:
            return str(message["ts"])
    return None


async def _recent(client: AsyncWebClient, channel: str, due: Due) -> list[dict[str, Any]]:
    if due.thread_ts is None:
        found = await client.conversations_history(channel=channel, include_all_metadata=True, limit=LOOK_BACK)
        return told(found)["messages"]
    since = str(due.tried_since.timestamp())
    found = await client.conversations_replies(
        channel=channel, ts=due.thread_ts, oldest=since, include_all_metadata=True, limit=LOOK_BACK
    )
    return told(found)["messages"]


def _shared_in(file: dict[str, Any]) -> set[str]:
    return {channel for kind in file.get("shares", {}).values() for channel in kind}
