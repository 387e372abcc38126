"""What went between Slack and the app: for tests to look at, and for the page's inspector, without secrets."""

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bot.playground.clock import Clock
from bot.playground.feed import Change, Feed
from bot.playground.values import Json, is_list, is_object

SECRET = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+|(?<=ticket=)[\w-]+|(?<=/respond/)[\w-]+|(?<=/upload/v1/)[\w-]+")
SECRET_KEYS = frozenset({"token", "client_secret", "code"})
MASK = "•••"


@dataclass(frozen=True)
class Call:
    """One Web API call as it was answered; `args` come without the token."""

    method: str
    args: Json
    response: Json
    at: datetime


@dataclass
class Traffic:
    clock: Clock
    changes: Feed[Change]
    calls: list[Call] = field(default_factory=list[Call])

    def record_call(self, method: str, args: Json, response: Json) -> None:
        """Note what the app asked of Slack ("in": into the workspace)."""
        self.calls.append(Call(method, args, response, self.clock.now()))
        self._tell("in", method, args, response, response.get("error"))

    def record_fault(self, method: str, kind: str) -> None:
        """Note that a call went wrong because it was asked for; it is no answer of Slack's."""
        self._tell("in", method, {}, {}, f"fault: {kind}")

    def record_delivery(self, name: str, payload: Json, response: Json | None, error: str | None) -> None:
        """Note what Slack sent the app ("out"), and what the app acknowledged it with."""
        self._tell("out", name, payload, response or {}, error)

    def _tell(self, direction: str, name: str, payload: Json, response: Json, error: str | None) -> None:
        call: Json = {
            "direction": direction,
            "name": name,
            "ok": error is None,
            "error": error,
            "at": self.clock.now().isoformat(),
            "payload": masked(payload),
            "response": masked(response),
        }
        self.changes.tell(Change("call", {"call": call}))


def masked(value: Any) -> Any:
    """Give the value with every token, socket ticket, response address and upload address made unreadable."""
    if isinstance(value, str):
        return SECRET.sub(MASK, value)
    if is_list(value):
        return [masked(item) for item in value]
    if is_object(value):
        return {key: MASK if key in SECRET_KEYS else masked(item) for key, item in value.items()}
    return value
