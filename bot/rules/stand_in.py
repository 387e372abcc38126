"""Standing in for a manager on leave."""

from dataclasses import dataclass

from bot.rules.absence import Days
from bot.rules.person import Person

FIELD = "stand_in"


@dataclass(frozen=True)
class Duty:
    """On which days somebody stands in for a manager, on which they did before a change, and for whom."""

    manager: Person
    before: tuple[Days, ...]
    now: tuple[Days, ...]
    reps: tuple[Person, ...]
    is_undone: bool = False


@dataclass(frozen=True)
class Gap:
    """That somebody cannot stand in on some days: away on one of them too, or gone for good."""

    stand_in: Person
    days: Days
    is_gone: bool
