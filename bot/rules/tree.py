"""A team's strategy as somebody sees it: goals, the lines under them, and the objectives under those."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.rules.objective import Ended, Line, Objective, Status
from bot.rules.person import Person
from bot.rules.strategy import Horizon, Kind, Reply


@dataclass(frozen=True)
class Twig:
    """A line: how many objectives of the team stand under it, how they stand, and the reader's own.

    `standing` is empty for whoever shares none of them.
    """

    id: int
    title: str
    ended: Ended | None = None
    count: int = 0
    standing: Mapping[Status, int] = field(default_factory=dict[Status, int])
    mine: tuple[Objective, ...] = ()


@dataclass(frozen=True)
class Branch:
    """A goal with its lines, those that are pursued first."""

    id: int
    title: str
    words: str = ""
    horizon: Horizon = Horizon.MEDIUM
    ended: Ended | None = None
    twigs: tuple[Twig, ...] = ()


@dataclass(frozen=True)
class Grove:
    """A team, to be chosen from."""

    id: int
    name: str


@dataclass(frozen=True)
class Tree:
    """The strategy of a team; `teams` are those whose strategy the reader may read. `loose` counts loose ends."""

    team: Grove
    teams: tuple[Grove, ...]
    reader: Person
    at: datetime
    may_shape: bool
    branches: tuple[Branch, ...]
    loose: int = 0

    @property
    def pursued(self) -> tuple[Branch, ...]:
        return tuple(one for one in self.branches if one.ended is None)

    @property
    def ended(self) -> tuple[Branch, ...]:
        """Return what is not pursued any more: goals, and lines of goals that are."""
        return tuple(one for one in self.branches if one.ended or any(twig.ended for twig in one.twigs))


@dataclass(frozen=True)
class Leaf:
    """A goal or a line to be changed, with what the reps have answered since it last changed.

    `team` is the one it belongs to, by key; a line has a `goal`.
    """

    kind: Kind
    id: int
    team: int
    title: str
    words: str = ""
    horizon: Horizon = Horizon.MEDIUM
    goal: int = 0
    ended: Ended | None = None
    replies: tuple[Reply, ...] = ()


@dataclass(frozen=True)
class Bench:
    """What a goal or a line is written with: the teams and goals to choose from, and the one that is to be changed."""

    teams: tuple[Grove, ...]
    goals: Mapping[int, str]
    at: datetime
    leaf: Leaf | None = None


@dataclass(frozen=True)
class LooseEnd:
    """An objective under no line that is pursued, and whose it is."""

    rep: Person
    objective: Objective


@dataclass(frozen=True)
class Loose:
    """The loose ends of a team, with the lines there are to tie them to."""

    team: Grove
    ends: tuple[LooseEnd, ...]
    lines: tuple[Line, ...]
