"""Overload: when more comes than can be handled, what is taken succeeds and the rest is turned away at once.

Time is the loop's own and leaps from one event to the next: what these tests tell does not depend on the machine.
"""

import asyncio
import random
import selectors
from collections import Counter
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from slack_bolt.response import BoltResponse

from bot.in_flight import ANSWERED, FAILED, IN_FLIGHT, TOO_SLOW, InFlight

SECONDS = 2.5
PAYLOAD = {"type": "block_actions"}


class Leaping(asyncio.SelectorEventLoop):
    """A loop whose clock goes on exactly as far as the next timer, when there is nothing else to do."""

    def __init__(self) -> None:
        super().__init__(selector := selectors.DefaultSelector())
        self._now, select = 0.0, selector.select

        def leap(timeout: float | None = None) -> list[Any]:
            assert timeout is not None, "everything waits, and for nothing"
            self._now += max(timeout, 0)
            return select(0)

        selector.select = leap  # pyright: ignore[reportAttributeAccessIssue]

    def time(self) -> float:
        return self._now


class Crowd:
    """Sends payloads to listeners that take as long as `needs` says, and counts what became of them and when."""

    def __init__(self, needs: Callable[[], float], status: int = 200) -> None:
        self._needs, self._status = needs, status
        self.outcomes: Counter[str] = Counter()
        self.kinds: set[str] = set()
        self.waits: list[float] = []  # seconds until somebody who was turned away knew it
        self.in_flight = InFlight(SECONDS, self._observe)

    def _observe(self, kind: str, outcome: str, _seconds: float | None) -> None:
        self.kinds.add(kind)
        self.outcomes[outcome] += 1

    async def _listener(self) -> BoltResponse:
        await asyncio.sleep(self._needs())
        return BoltResponse(status=self._status)

    async def come(self) -> None:
        began = asyncio.get_running_loop().time()
        if await self.in_flight.handle(PAYLOAD, self._listener) is None:
            self.waits.append(asyncio.get_running_loop().time() - began)

    async def all_at_once(self, count: int) -> None:
        await asyncio.gather(*(self.come() for _ in range(count)))

    async def one_after_another(self, count: int, a_second: float) -> None:
        async with asyncio.TaskGroup() as group:
            for _ in range(count):
                group.create_task(self.come())
                await asyncio.sleep(1 / a_second)


def run(work: Coroutine[Any, Any, None]) -> None:
    loop = Leaping()
    try:
        loop.run_until_complete(work)
    finally:
        loop.close()


def test_a_burst_that_can_be_handled_in_time_is_handled_whole() -> None:
    crowd = Crowd(lambda: 0.02)
    run(crowd.all_at_once(240))
    assert crowd.outcomes == {ANSWERED: 240}


def test_of_a_flood_as_many_succeed_as_can_and_nobody_waits_in_vain() -> None:
    crowd = Crowd(lambda: 0.1)
    run(crowd.all_at_once(2_000))
    capacity = SECONDS / 0.1 * IN_FLIGHT
    assert crowd.outcomes[ANSWERED] >= 0.9 * capacity
    assert crowd.outcomes[TOO_SLOW] == 0
    assert crowd.outcomes.total() == 2_000
    assert sorted(crowd.waits)[1_700] == 0


@pytest.mark.parametrize("times", [1.5, 4, 20])
def test_under_lasting_overload_what_is_done_stays_near_what_can_be_done(times: float) -> None:
    rng, mean = random.Random(7), 0.2  # noqa: S311 (listeners that take a while, not a secret)
    crowd = Crowd(lambda: rng.uniform(0.5 * mean, 1.5 * mean))
    capacity = IN_FLIGHT / mean
    count = int(60 * capacity * times)
    run(crowd.one_after_another(count, capacity * times))
    assert crowd.outcomes[ANSWERED] >= 0.9 * 60 * capacity
    assert crowd.outcomes[TOO_SLOW] == 0
    assert crowd.outcomes.total() == count
    assert sum(wait == 0 for wait in crowd.waits) >= 0.99 * len(crowd.waits)


def test_after_a_minute_in_which_nothing_answered_everything_is_handled_again() -> None:
    needs = {"seconds": 60.0}
    crowd = Crowd(lambda: needs["seconds"])
    run(crowd.one_after_another(600, a_second=10))
    assert crowd.outcomes[ANSWERED] == 0
    assert crowd.outcomes[TOO_SLOW] > 0

    needs["seconds"] = 0.05
    crowd.outcomes.clear()
    run(crowd.one_after_another(1_000, a_second=100))
    assert crowd.outcomes[ANSWERED] >= 950


def test_a_listener_that_fails_is_counted_as_such_by_its_kind() -> None:
    crowd = Crowd(lambda: 0.01, status=500)
    run(crowd.all_at_once(3))
    assert crowd.outcomes == {FAILED: 3}
    assert crowd.kinds == {"block_actions"}


def test_at_the_end_those_in_hand_are_answered() -> None:
    crowd = Crowd(lambda: 1)

    async def stop() -> None:
        async with asyncio.TaskGroup() as group:
            for _ in range(IN_FLIGHT):
                group.create_task(crowd.come())
            await asyncio.sleep(0)
            await crowd.in_flight.end()
            assert crowd.outcomes == {ANSWERED: IN_FLIGHT}

    run(stop())
