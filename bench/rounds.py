"""Rounds in turn: whatever else the machine does meanwhile falls on every contestant alike."""

import time
from collections.abc import Awaitable, Callable, Mapping
from statistics import median

Contestant = Callable[[], Awaitable[float]]  # runs one round and returns its figure


async def medians(contestants: Mapping[str, Contestant], rounds: int) -> dict[str, float]:
    """Run each contestant once a round, one after the other, and return the median of each one's figures."""
    figures: dict[str, list[float]] = {name: [] for name in contestants}
    for _ in range(rounds):
        for name, run in contestants.items():
            figures[name].append(await run())
    return {name: median(found) for name, found in figures.items()}


class Watch:
    """Seconds since it was made, at least one tick of the clock."""

    def __init__(self) -> None:
        self._since = time.perf_counter()

    @property
    def seconds(self) -> float:
        return max(time.perf_counter() - self._since, 1e-9)
