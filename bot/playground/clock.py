"""The time in the playground: real or standing still, moved forward by jumps, never backward."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta

from bot.playground.feed import Feed
from bot.playground.values import Json


class Clock:
    """Aware UTC. With `ticking` it runs with real time from `start`, and rests while it jumps."""

    def __init__(self, start: datetime | None = None, ticking: bool = True) -> None:  # noqa: FBT001, FBT002
        self.ticking = ticking
        self.on_jump: Callable[[datetime], Awaitable[None]] | None = None
        self.changes: Feed[None] = Feed()
        self._at = _utc(start or datetime.now(UTC))
        self._read_at = time.monotonic()
        self._jumps = 0
        self._one_jump_at_a_time = asyncio.Lock()

    @property
    def busy(self) -> bool:
        return self._jumps > 0

    def now(self) -> datetime:
        if not self.ticking or self.busy:
            return self._at
        return self._at + timedelta(seconds=time.monotonic() - self._read_at)

    def set(self, at: datetime) -> None:
        """Move to `at`; raises ValueError for a naive time or one that has passed."""
        if _utc(at) < self.now():
            raise ValueError(f"the clock goes forward only: {at} is before {self.now()}")
        self._stand_at(_utc(at))

    async def reach(self, at: datetime) -> None:
        """Wait until this clock shows `at` or later, by ticking or by a jump."""
        moved = asyncio.Event()
        forget = self.changes.subscribe(lambda _: moved.set())
        try:
            while (left := (at - self.now()).total_seconds()) > 0:
                moved.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(moved.wait(), left if self.ticking and not self.busy else None)
        finally:
            forget()

    async def jump(self, by: timedelta) -> None:
        """Move forward by `by` after `on_jump(target)` has done what falls in between; one jump at a time.

        Raises ValueError for a negative `by`, and whatever `on_jump` raises: the clock then stays where it got to.
        """
        if by < timedelta():
            raise ValueError("the clock goes forward only")
        self._begin_jump()
        try:
            async with self._one_jump_at_a_time:
                await self._run_jump(self.now() + by)
        finally:
            self._end_jump()

    async def _run_jump(self, target: datetime) -> None:
        if self.on_jump is not None:
            await self.on_jump(target)
        self.set(target)

    def _begin_jump(self) -> None:
        at = self.now()
        self._jumps += 1
        self._stand_at(at)

    def _end_jump(self) -> None:
        self._jumps -= 1
        self._stand_at(self._at)

    def _stand_at(self, at: datetime) -> None:
        self._at = at
        self._read_at = time.monotonic()
        self.changes.tell(None)

    def as_dict(self) -> Json:
        return {"now": self.now().isoformat(), "busy": self.busy, "ticking": self.ticking}


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"a time with a zone is needed: {at}")
    return at.astimezone(UTC)
