"""What a way to the app is, whichever it is: payloads out, acknowledgements in, or a reason why there is none."""

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Protocol

from bot.playground.feed import Feed
from bot.playground.values import Json

ACK_SECONDS = 3.0


class NotDelivered(Exception):  # noqa: N818 - an outcome that has a name, not a fault
    """The app has not acknowledged: `code` is what Slack tells a person, `reason` what it tells the app later.

    What `is_final` is not sent again.
    """

    def __init__(self, code: str, reason: str, *, is_final: bool = False) -> None:
        super().__init__(code)
        self.code = code
        self.reason = reason
        self.is_final = is_final


@dataclass(frozen=True)
class Attempt:
    """Which delivery of the same event this is, the first being 0, and why the one before it failed."""

    number: int = 0
    reason: str = ""


class Delays:
    """How late the app's next acknowledgements arrive, for who wants to see what comes of it."""

    def __init__(self) -> None:
        self._late: deque[float] = deque()

    def delay_acknowledgements(self, seconds: float, times: int = 1) -> None:
        """Have the next acknowledgements of the app arrive late, by seconds of real time."""
        self._late.extend([seconds] * times)


class Transport(Protocol):
    """A way to the app. `ready` is set while it can be tried, and `late` is what it calls an answer in want."""

    late: str
    ready: asyncio.Event
    on_ready: Feed[None]

    @property
    def is_connected(self) -> bool:
        """Say whether the app was there when last heard of."""
        ...

    async def send(self, kind: str, payload: Json, attempt: Attempt | None = None) -> Json:
        """Send a payload of a kind (events_api, interactive, slash_commands) and give what the app answers.

        {} stands for an empty answer. Raises NotDelivered.
        """
        ...

    async def reached(self) -> None:
        """Wait until the app is there."""
        ...

    def delay_acknowledgements(self, seconds: float, times: int = 1) -> None:
        """Have the next acknowledgements of the app arrive late, by seconds of real time."""
        ...
