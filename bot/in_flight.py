"""Payloads in hand: so many at a time, each for so long, and no more waiting than can be done in time."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus

import structlog
from slack_bolt.response import BoltResponse

from bot.payload import Payload, kind_of

IN_FLIGHT = 10  # payloads handled at a time; in a burst the others wait for milliseconds
TYPICAL = 0.05  # seconds one is taken to need before any was handled
RECENT = 0.1  # what the newest counts for in the mean
HOPEFUL = 0.5  # of the time there is, what may be spent on the wait by that mean
MARGIN = 2  # times the mean that one is given when it begins: some need longer

ANSWERED, FAILED, TOO_SLOW, TURNED_AWAY = "answered", "failed", "too_slow", "turned_away"

Observe = Callable[[str, str, float | None], None]  # the kind of a payload, its outcome and its seconds in hand

log = structlog.get_logger()


class TurnedAway(Exception):  # noqa: N818 (it says what is the case)
    """So many came before that this one would not be answered in time."""


def unobserved(_kind: str, _outcome: str, _seconds: float | None) -> None:
    """Keep no account of payloads."""


class InFlight:
    """Payloads in hand; each has `seconds`, its wait included.

    When more come than can be handled, a queue would let every one of them wait its time out, and none succeed. So one
    that finds no room is turned away at once where those before it, at the mean of late, take half of its time or more;
    and one that waited so long that it would hardly be done in what is left is not begun. Whoever finds room is never
    turned away: a mean that one bad minute has spoilt mends by itself.
    """

    def __init__(self, seconds: float, observe: Observe = unobserved) -> None:
        self.seconds = seconds
        self._observe = observe
        self._room = asyncio.Semaphore(IN_FLIGHT)
        self._here = 0  # in hand or waiting
        self._mean = min(TYPICAL, seconds * HOPEFUL / 2)
        self._told = False

    async def handle(self, payload: Payload, work: Callable[[], Awaitable[BoltResponse]]) -> BoltResponse | None:
        """Return what becomes of a payload, or None where it is not to be acknowledged: Slack then tells the person."""
        kind = kind_of(payload)
        try:
            async with self._one() as taken:
                answer = await work()
        except TurnedAway:
            self._tell()
            self._observe(kind, TURNED_AWAY, None)
        except TimeoutError:
            log.warning("listener.too_slow", type=kind)
            self._observe(kind, TOO_SLOW, self.seconds)
        else:
            failed = answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR
            self._observe(kind, FAILED if failed else ANSWERED, taken())
            return answer
        return None

    async def end(self) -> None:
        """Let those in hand be answered, and take no more."""
        for _ in range(IN_FLIGHT):
            await self._room.acquire()

    @asynccontextmanager
    async def _one(self) -> AsyncGenerator[Callable[[], float]]:
        """Have room for one, or raise TurnedAway; TimeoutError once its time is over. Gives the seconds in hand."""
        if waits := self._room.locked():
            self._turn_away_unless(self._mean * (self._here + 1) / IN_FLIGHT < self.seconds * HOPEFUL)
        else:
            self._told = False
        now = asyncio.get_running_loop().time
        ends = now() + self.seconds
        self._here += 1
        try:
            async with asyncio.timeout_at(ends), self._room:
                began = now()
                self._turn_away_unless(not waits or began + MARGIN * self._mean <= ends)
                try:
                    yield lambda: now() - began
                finally:
                    self._mean += RECENT * (now() - began - self._mean)
        finally:
            self._here -= 1

    def _tell(self) -> None:
        """Log the first that is turned away, and no other until there was room: in a flood, lines cost as well."""
        if not self._told:
            log.warning("listener.overload", in_hand=self._here, mean=round(self._mean, 3))
        self._told = True

    @staticmethod
    def _turn_away_unless(in_time: bool) -> None:  # noqa: FBT001 (its name is the sentence)
        if not in_time:
            raise TurnedAway
