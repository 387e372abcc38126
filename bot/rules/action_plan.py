"""Actions between two check-ins, as forms show them and hear of them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from bot.rules.action import Action, Moved
from bot.rules.objective import Objective
from bot.rules.person import Person


@dataclass(frozen=True)
class Detail:
    """An open action that `reader` may change, with the days it had before."""

    reader: Person
    action: Action
    moves: tuple[Moved, ...]


@dataclass(frozen=True)
class Listed:
    """Every open action that concerns somebody."""

    reader: Person
    actions: tuple[Action, ...]
    at: datetime


@dataclass(frozen=True)
class Partner:
    """The other of a pair, by name; `pair` is its key."""

    pair: int
    name: str


@dataclass(frozen=True)
class Sheet:
    """What there is to choose from when an action is written down."""

    writer: Person
    partners: tuple[Partner, ...]
    objectives: tuple[Objective, ...]
    at: datetime


@dataclass(frozen=True)
class Written:
    """An action as it was written down: for a pair, done by the writer or by the other."""

    OBJECTIVE: ClassVar = "action_objective"

    pair: int
    text: str
    is_mine: bool
    due_on: date
    objective: int | None
