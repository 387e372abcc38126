"""Standing in for a manager on leave."""

from dataclasses import dataclass

from bot.rules.absence import Days
from bot.rules.person import Person


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
    """That somebody cannot stand in on some days: away as well on `away`, or gone where that is None."""

    stand_in: Person
    days: Days
    away: Days | None
