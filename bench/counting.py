"""Counting the statements that reach a database."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, event


@dataclass
class Count:
    statements: int = 0


@contextmanager
def counted() -> Generator[Count]:
    """Count the statements of this process while entered, on whichever engine."""
    count = Count()

    def see(*_: Any) -> None:
        count.statements += 1

    event.listen(Engine, "before_cursor_execute", see)
    try:
        yield count
    finally:
        event.remove(Engine, "before_cursor_execute", see)
