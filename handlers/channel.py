"""Seeing whether Tandem is in a channel before it posts there."""

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.answer import told
from bot.rules.refusal import Reason, Rejected


async def require_presence(client: AsyncWebClient, channel: str) -> None:
    """Raise Rejected unless Tandem is a member of the channel; a private one that it is not in, it cannot even see."""
    try:
        found = told(await client.conversations_info(channel=channel))["channel"]
    except SlackApiError as error:
        if error.response["error"] != "channel_not_found":
            raise
        found = {}
    if not found.get("is_member"):
        raise Rejected.because(Reason.NOT_IN_CHANNEL, channel=channel)
