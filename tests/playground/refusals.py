"""Calls that Slack refuses."""

from collections.abc import Awaitable
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError


async def refusal(call: Awaitable[Any]) -> dict[str, Any]:
    with pytest.raises(SlackApiError) as refused:
        await call
    assert refused.value.response.status_code == 200
    return refused.value.response.data  # type: ignore[return-value]


async def code(call: Awaitable[Any]) -> str:
    return (await refusal(call))["error"]
