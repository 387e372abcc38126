"""Reading many things at once, so that all that is wrong is said at once."""

from collections.abc import Callable
from typing import Any, TypeVar

from bot.rules.refusal import Problem, Rejected

Found = TypeVar("Found")


class Gathering:
    """Reads one thing after the other and keeps what is wrong with each."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def __call__(self, read: Callable[..., Found], *what: Any) -> Found | None:
        """Return what `read` finds, or None where it refuses."""
        try:
            return read(*what)
        except Rejected as refusal:
            self.problems += refusal.problems
            return None
