"""The one way the playground says no: Slack's error code, with whatever Slack adds to it."""

from typing import Any


class SlackError(Exception):
    """A refusal that becomes `{"ok": false, "error": code}` over HTTP."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def invalid_arguments(*messages: str) -> SlackError:
    """Say what is wrong with the arguments the way Slack does: lines that begin with [ERROR]."""
    return SlackError(
        "invalid_arguments",
        response_metadata={"messages": [f"[ERROR] {message}" for message in messages]},
    )
