"""Lists of objectives: which of them a filter keeps, and the page of a list that is shown."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

from bot.rules.objective import Confidence, Objective, Shelf, Status
from bot.rules.signing import State

Item = TypeVar("Item")


class Filter(StrEnum):
    """What somebody looks for among objectives."""

    ALL = "all"
    AT_RISK = "at_risk"
    UNSIGNED = "unsigned"
    LOOSE = "loose"
    ENDING = "ending"
    TO_CLOSE = "to_close"

    def keeps(self, objective: Objective, on: date) -> bool:
        """Say whether an objective belongs to the list on a day.

        At risk is what counts, has a value and is behind, or of which the rep thinks that it will be hard. A loose end
        serves no strategy line. What ends this month has not ended yet.
        """
        is_open = objective.state is not State.CLOSED
        match self:
            case Filter.ALL:
                return True
            case Filter.AT_RISK:
                return _is_at_risk(objective, on)
            case Filter.UNSIGNED:
                return objective.state is State.PROPOSED
            case Filter.LOOSE:
                return is_open and objective.line is None
            case Filter.ENDING:
                return is_open and on <= objective.ends_on and _month(objective.ends_on) == _month(on)
            case Filter.TO_CLOSE:
                return objective.is_to_close(on)

    def kept(self, shelves: Iterable[Shelf], on: date) -> tuple[Shelf, ...]:
        """Keep of each shelf what belongs to the list, and no shelf that is empty then."""
        found = (
            replace(shelf, objectives=tuple(one for one in shelf.objectives if self.keeps(one, on)))
            for shelf in shelves
        )
        return tuple(shelf for shelf in found if shelf.objectives)

    def number_in(self, shelves: Iterable[Shelf], on: date) -> int:
        return sum(self.keeps(one, on) for shelf in shelves for one in shelf.objectives)


@dataclass(frozen=True)
class Choice:
    """Which list somebody has chosen: `whose` is a rep's Slack id, "" for their own and their team's; pages from 0.

    It travels in the value of a button; only that of a Home is stored, which is drawn anew with it.
    """

    whose: str = ""
    filter: Filter = Filter.ALL
    page: int = 0

    @classmethod
    def read(cls, written: str) -> "Choice":
        """Read what `written()` gave, or a Slack id alone."""
        whose, kept, page = (*written.split(":"), Filter.ALL, "0")[:3]
        return cls(whose, Filter(kept), int(page))

    def written(self) -> str:
        return f"{self.whose}:{self.filter}:{self.page}"


@dataclass(frozen=True)
class Page(Generic[Item]):
    """A page of a list. A number beyond the last page means the last: what was there may be gone."""

    items: Sequence[Item]
    number: int
    count: int

    @classmethod
    def of(cls, every: Sequence[Item], number: int, size: int) -> "Page[Item]":
        count = max(1, -(-len(every) // size))
        shown = max(0, min(number, count - 1))
        return cls(every[shown * size : (shown + 1) * size], shown, count)

    @property
    def is_first(self) -> bool:
        return self.number == 0

    @property
    def is_last(self) -> bool:
        return self.number == self.count - 1


def _is_at_risk(objective: Objective, on: date) -> bool:
    latest = objective.latest
    if objective.state is not State.SIGNED or latest is None or not objective.starts_on <= on <= objective.ends_on:
        return False
    return objective.status(on) is not Status.ON_TRACK or latest.confidence is Confidence.LOW


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month
