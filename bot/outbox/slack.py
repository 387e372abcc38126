"""How a delivery reaches Slack, and what Slack's answer means for it."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, NamedTuple

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.answer import told
from bot.outbox.message import Due, HomeTab, Message

EVENT_TYPE = "tandem_delivery"  # without dots: Slack ignores metadata whose type has one
LOOK_BACK = 15
FINAL_ERRORS = frozenset(
    {
        "account_inactive",
        "cannot_dm_bot",
        "channel_not_found",
        "invalid_arguments",
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
    """Why a delivery did not go out: for good if `final`, else after `wait` where Slack said how long."""

    error: str
    final: bool = False
    wait: timedelta | None = None


async def publish(client: AsyncWebClient, home: HomeTab, due: Due) -> Place:
    await client.views_publish(user_id=due.reader.slack_id, view=home.view)
    return Place(None, None)


async def update(client: AsyncWebClient, message: Message, channel: str, ts: str) -> Place:
    await client.chat_update(channel=channel, ts=ts, text=message.text, blocks=message.blocks)
    return Place(channel, ts)


async def post(client: AsyncWebClient, message: Message, due: Due) -> Place:
    """Post to the reader's direct message, unless an earlier attempt whose answer was lost did so already."""
    opened = told(await client.conversations_open(users=due.reader.slack_id))
    channel: str = opened["channel"]["id"]
    if due.in_doubt and (found := await _posted(client, channel, due.uid)):
        return await update(client, message, channel, found)
    posted = await client.chat_postMessage(
        channel=channel,
        text=message.text,
        blocks=message.blocks,
        metadata={"event_type": EVENT_TYPE, "event_payload": {"delivery": due.uid}},
        unfurl_links=False,
        unfurl_media=False,
    )
    return Place(channel, told(posted)["ts"])


def outcome(error: Exception) -> Outcome:
    """Read Slack's refusal, or a connection's failure, as what to do next."""
    if not isinstance(error, SlackApiError):
        return Outcome(f"{type(error).__name__}: {error}")
    code = str(error.response.get("error", error.response.status_code))
    if code == "ratelimited":
        return Outcome(code, wait=timedelta(seconds=int(error.response.headers.get("Retry-After", 30))))
    return Outcome(code, final=code in FINAL_ERRORS)


async def _posted(client: AsyncWebClient, channel: str, uid: str) -> str | None:
    history = await client.conversations_history(channel=channel, include_all_metadata=True, limit=LOOK_BACK)
    messages: list[dict[str, Any]] = told(history)["messages"]
    for message in messages:
        if message.get("metadata", {}).get("event_payload", {}).get("delivery") == uid:
            return str(message["ts"])
    return None
