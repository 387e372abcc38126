"""A process that dies at the n-th thing it does: before it writes or commits, before a call to Slack or after it.

Between two of these it only reads, and dying there is dying at the next one.
"""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

WRITES = ("INSERT", "UPDATE", "DELETE")


class Died(BaseException):
    """The process is gone: nothing in it catches that."""


class Doom:
    """Counts what a process does, and ends it at the n-th; from then on it does nothing any more."""

    def __init__(self, at: int) -> None:
        self.at = self._left = at
        self._opened: list[Any] = []

    @property
    def struck(self) -> bool:
        return self._left <= 0

    def step(self, *_: object, **__: object) -> None:
        self._left -= 1
        if self.struck:
            raise Died

    @contextmanager
    def over(self, engine: AsyncEngine) -> Iterator[None]:
        """Count what is written and committed, and note what the process opens, while entered."""

        def write(_connection: object, _cursor: object, statement: str, *_: object) -> None:
            if statement.startswith(WRITES):
                self.step()

        def note(opened: Any, _record: object) -> None:
            self._opened.append(opened)

        heard = [("connect", note), ("before_cursor_execute", write), ("commit", self.step)]
        for name, listener in heard:
            event.listen(engine.sync_engine, name, listener)
        try:
            yield
        finally:
            for name, listener in heard:
                event.remove(engine.sync_engine, name, listener)

    async def bury(self) -> None:
        """Close what the process left open, as an operating system does."""
        for opened in self._opened:
            await opened.driver_connection.close()

    def client(self, client: Callable[[str], Awaitable[AsyncWebClient]]) -> Callable[[str], Awaitable[AsyncWebClient]]:
        """Count the calls of a workspace's client twice: before they leave, and once Slack has answered."""

        async def doomed(workspace: str) -> AsyncWebClient:
            found = await client(workspace)
            call = found.api_call

            async def counted(*arguments: Any, **named: Any) -> Any:
                self.step()
                answer = await call(*arguments, **named)
                self.step()
                return answer

            found.api_call = counted  # pyright: ignore[reportAttributeAccessIssue]
            return found

        return doomed
