"""What the stateful tests stand on: a database, and a loop in which a machine, which is not asynchronous, asks it."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from contextlib import AsyncExitStack, contextmanager
from typing import Any, TypeVar

from hypothesis import HealthCheck, settings
from sqlalchemy.ext.asyncio import AsyncSession

from models.database import opened
from tests.services.scene import Scene, set_scene

Machine = TypeVar("Machine")


class World:
    """A database, and a loop in which a machine, which is not asynchronous, asks it."""

    def __init__(self, runner: asyncio.Runner, url: str) -> None:
        self._runner, self._stack = runner, AsyncExitStack()
        self.sessions = self.run(self._stack.enter_async_context(opened(url)))
        self.scene: Scene = self.transact(set_scene)

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self._runner.run(work)

    def transact(self, act: Callable[[AsyncSession], Awaitable[Any]]) -> Any:
        async def work() -> Any:
            async with self.sessions.begin() as session:
                return await act(session)

        return self.run(work())

    def close(self) -> None:
        self.run(self._stack.aclose())


def patient(**given: int) -> settings:
    """Return settings under which how busy the machine is decides nothing."""
    return settings(**given, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@contextmanager
def machine_on(url: str, machine: type[Machine]) -> Iterator[type[Machine]]:
    """Give a machine its world, over an empty database."""
    with asyncio.Runner(loop_factory=asyncio.new_event_loop) as runner:
        world = World(runner, url)
        try:
            yield type(machine.__name__, (machine,), {"world": world})
        finally:
            world.close()
