"""Slack's answers as plain mappings: the SDK types them loosely."""

from typing import Any, cast

from slack_sdk.web.async_slack_response import AsyncSlackResponse


def told(response: AsyncSlackResponse) -> dict[str, Any]:
    """Return what an answer says; the SDK has raised SlackApiError already if it was a refusal."""
    return cast("dict[str, Any]", response.data)
