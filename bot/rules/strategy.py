"""The strategy: business goals, the lines that lead to them, and what it means when one of them changes."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from bot.rules.person import Person
from bot.rules.refusal import Problem, Reason, Rejected

TITLE, WORDS, HORIZON, GOAL, NOTE = "title", "words", "horizon", "goal", "note"  # fields of the forms


class Horizon(StrEnum):
    """How far away a goal is."""

    MEDIUM = "medium"
    LONG = "long"


class Kind(StrEnum):
    """What the strategy is made of."""

    GOAL = "goal"
    LINE = "line"


class Aspect(StrEnum):
    """In which respect a goal or a line changes. What has ended is stored as "ended", what has not as ""."""

    TITLE = "title"
    WORDS = "words"
    HORIZON = "horizon"
    GOAL = "goal"
    ENDED = "ended"


class Answer(StrEnum):
    """What a rep says of an objective whose strategy has changed."""

    VALID = "valid"
    TALK = "talk"


@dataclass(frozen=True)
class NewGoal:
    """What it takes to write a goal down, or to change one; `note` says why it is changed."""

    title: str
    words: str = ""
    horizon: Horizon = Horizon.MEDIUM
    note: str = field(default="", compare=False)

    def check(self) -> None:
        """Raise Rejected for a goal without a title."""
        _check(self.title)


@dataclass(frozen=True)
class NewLine:
    """What it takes to write a strategy line down, or to change one: `goal` is the key of the one it leads to."""

    title: str
    goal: int
    note: str = field(default="", compare=False)

    def check(self) -> None:
        """Raise Rejected for a line without a title."""
        _check(self.title)


@dataclass(frozen=True)
class Turn:
    """One respect in which a goal or a line, named as it is now, was changed; both values as they were stored."""

    kind: Kind
    key: int
    title: str
    aspect: Aspect
    before: str
    after: str
    author: str
    at: datetime
    note: str = ""


@dataclass(frozen=True)
class Asked:
    """One objective of which a rep is asked whether it still stands, and what they answered."""

    id: int
    objective: str
    line: str
    answer: Answer | None = None
    answered_at: datetime | None = None


@dataclass(frozen=True)
class News:
    """What has changed above the objectives of a rep, and what is asked about each."""

    rep: Person
    manager: Person
    turns: tuple[Turn, ...]
    asked: tuple[Asked, ...]


@dataclass(frozen=True)
class Reply:
    """What one rep answered of one objective, as the manager sees it; None until they have."""

    rep: str
    objective: str
    answer: Answer | None


def net(turns: Iterable[Turn]) -> tuple[Turn, ...]:
    """Return what is left of changes, the oldest first: those of one thing in one respect are one, undone ones none."""
    left: dict[tuple[Kind, int, Aspect], Turn] = {}
    for turn in sorted(turns, key=lambda one: one.at):
        key = (turn.kind, turn.key, turn.aspect)
        first = left.get(key, turn)
        left[key] = replace(turn, before=first.before, note=turn.note or first.note)
    return tuple(turn for turn in left.values() if turn.before != turn.after)


def _check(title: str) -> None:
    if not title:
        raise Rejected(Problem(Reason.NAME_IT, TITLE))
