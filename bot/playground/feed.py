"""Telling whoever listens: a page, a test that waits, the Events API."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from bot.playground.values import Json

T = TypeVar("T")


@dataclass(frozen=True)
class Change:
    """Something a person may see differently now; `body` is what the page gets, `audience` who may."""

    type: str
    body: Json
    audience: frozenset[str] | None = None

    def concerns(self, user_id: str) -> bool:
        return self.audience is None or user_id in self.audience


@dataclass
class Feed(Generic[T]):
    listeners: list[Callable[[T], None]] = field(default_factory=list[Callable[[T], None]])

    def subscribe(self, listener: Callable[[T], None]) -> Callable[[], None]:
        """Call `listener` at each news from now on; call what is returned to stop."""
        self.listeners.append(listener)
        return lambda: self.listeners.remove(listener)

    def tell(self, news: T) -> None:
        for listener in tuple(self.listeners):
            listener(news)
