"""What a rep lets the manager who leads them now read of check-ins with the ones before."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.rules.person import Person


class Reach(StrEnum):
    """How far back what was open is shown: nothing, so many months before the former pair ended, or all of it."""

    NOTHING = "nothing"
    THREE_MONTHS = "3"
    SIX_MONTHS = "6"
    A_YEAR = "12"
    ALL = "all"

    def since(self, ended_on: date) -> date | None:
        """Return the first day that is shown, None for all; nothing has none."""
        return months_before(ended_on, int(self)) if self.isdigit() else None

    @classmethod
    def of(cls, since: date | None, ended_on: date) -> "Reach":
        """Return what was chosen when it gave that first day."""
        return next((one for one in cls if one.isdigit() and one.since(ended_on) == since), cls.ALL)


@dataclass(frozen=True)
class Former:
    """A pair (its key) that the rep was in before, until when (UTC), and what they show of it, if they have chosen."""

    pair: int
    manager: Person
    ended_on: date
    reach: Reach = Reach.NOTHING
    is_chosen: bool = False


@dataclass(frozen=True)
class Choice:
    """What a rep decides for the manager of a pair (its key) that runs: about each former one, the newest first."""

    pair: int
    rep: Person
    manager: Person
    formers: tuple[Former, ...]

    @property
    def is_chosen(self) -> bool:
        return any(one.is_chosen for one in self.formers)

    @property
    def shown(self) -> tuple[Former, ...]:
        return tuple(one for one in self.formers if one.reach is not Reach.NOTHING)


@dataclass(frozen=True)
class Shown:
    """To the manager of a pair: whose earlier check-ins they may read, and whether there are any still."""

    rep: Person
    is_any: bool


@dataclass(frozen=True)
class Standing:
    """What a pair's Home tells: whether the rep has something to choose, and whether the manager may read something."""

    is_to_choose: bool = False
    is_shown: bool = False


def months_before(day: date, months: int) -> date:
    """Return the same day so many months earlier, or the last one of a month that is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
