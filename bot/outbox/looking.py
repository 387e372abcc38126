"""Looking whether a message whose outcome is in doubt is in Slack already."""

from typing import Any

import structlog
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.answer import told
from bot.outbox.message import Due

PART, PARTS = 15, 10  # messages a call, which is all some apps are given, and how many calls
MAY_NOT_LOOK = frozenset({"missing_scope", "not_in_channel"})

log = structlog.get_logger()


async def posted(client: AsyncWebClient, channel: str, due: Due) -> str | None:
    """Return the `ts` of a delivery that an earlier attempt posted, or None.

    Where Tandem may not read a channel, or so much was said there that it does not find the end, that is logged: the
    message goes out, and may then be there twice.
    """
    try:
        return await _found(client, channel, due)
    except SlackApiError as error:
        if error.response["error"] not in MAY_NOT_LOOK:
            raise
        log.warning("outbox.may_not_look", delivery=due.id, kind=due.kind, error=error.response["error"])
        return None


async def _found(client: AsyncWebClient, channel: str, due: Due) -> str | None:
    cursor: str | None = None
    for _ in range(PARTS):
        part = await _part(client, channel, due, cursor)
        for message in part["messages"]:
            if message.get("metadata", {}).get("event_payload", {}).get("delivery") == due.uid:
                return str(message["ts"])
        cursor = (part.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return None
    log.warning("outbox.looked_in_vain", delivery=due.id, kind=due.kind)
    return None


async def _part(client: AsyncWebClient, channel: str, due: Due, cursor: str | None) -> dict[str, Any]:
    since = str(due.tried_since.timestamp())
    asked: dict[str, Any] = {"oldest": since, "cursor": cursor, "include_all_metadata": True, "limit": PART}
    if due.thread_ts is None:
        return told(await client.conversations_history(channel=channel, **asked))
    return told(await client.conversations_replies(channel=channel, ts=due.thread_ts, **asked))
