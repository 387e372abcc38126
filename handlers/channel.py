"""Seeing whether Tandem is in a channel before it posts there."""

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.answer import told
from bot.rules.room import Room


async def look_into(client: AsyncWebClient, channel: str) -> Room:
    """Ask Slack about a channel; a private one without Tandem is hidden from it."""
    try:
        found = told(await client.conversations_info(channel=channel))["channel"]
    except SlackApiError as refused:
        if refused.response["error"] != "channel_not_found":
            raise
        return Room(channel, None, member=False)
    external = found.get("is_ext_shared", False) or found.get("is_pending_ext_shared", False)
    return Room(channel, found["name"], found["is_member"], archived=found.get("is_archived", False), external=external)


async def require_presence(client: AsyncWebClient, channel: str) -> Room:
    """Return the channel; raise Rejected unless Tandem is a member of it: nobody would ever see the message."""
    room = await look_into(client, channel)
    if not room.member:
        raise room.refusal()
    return room
