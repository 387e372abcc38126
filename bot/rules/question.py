"""What a half asks: a set of questions for each side, held as data with a wording in each language.

The set for sales is in `sales.toml`. Answers are stored by a question's key, and read with whatever set the reader's
check-in has, so that a team may have its own one day.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from pathlib import Path
from typing import Any

ENGLISH = "en"


class Side(StrEnum):
    REP = "rep"
    MANAGER = "manager"

    @property
    def other(self) -> "Side":
        return Side.MANAGER if self is Side.REP else Side.REP


class Step(IntEnum):
    """The steps of a half, in their order. The last one shows what will be sent."""

    OBJECTIVES = 1
    PERIOD = 2
    EXCHANGE = 3
    SUMMARY = 4


class Kind(StrEnum):
    """How a question is answered: in words, with the objective that gave energy and why, or with a segment."""

    WORDS = "words"
    ENERGY = "energy"
    SEGMENT = "segment"


class Source(StrEnum):
    """What made an objective give energy."""

    CLIENT = "client"
    LEARNING = "learning"
    AMOUNT = "amount"
    AUTONOMY = "autonomy"
    TEAM = "team"


@dataclass(frozen=True)
class Wording:
    """A question in one language: above its field, above its answer, and an example of an answer."""

    read: str
    ask: str = ""
    example: str = ""


@dataclass(frozen=True)
class Question:
    """A question to one side. A sealed answer opens to the other side once both halves are in.

    A `retired` question is no longer asked. One that `answers` another of the other side is asked only where that was
    answered.
    """

    key: str
    side: Side
    wordings: Mapping[str, Wording]
    step: Step = Step.EXCHANGE
    kind: Kind = Kind.WORDS
    sealed: bool = False
    required: bool = False
    retired: bool = False
    answers: str = ""

    def wording(self, language: str) -> Wording:
        """Return the question in a language (`fr`), or in English where it has none."""
        return self.wordings.get(language) or self.wordings[ENGLISH]


@dataclass(frozen=True)
class Answer:
    """The answer to a question: words, and for some kinds an objective (a key) with a choice that goes with it.

    The choice is the source of energy, or the name of a segment.
    """

    text: str = ""
    objective_id: int | None = None
    choice: str = ""


Answers = Mapping[str, Answer]  # by the question's key


@dataclass(frozen=True)
class Questions:
    """A set of questions."""

    all: tuple[Question, ...] = field(default=())

    def of(self, side: Side) -> Iterator[Question]:
        """Return the questions of a side, also those no longer asked."""
        return (one for one in self.all if one.side is side)

    def asked(self, side: Side, theirs: Answers) -> Iterator[Question]:
        """Return what a side is asked, where `theirs` is what it may see of the other side's answers."""
        return (one for one in self.of(side) if not one.retired and (not one.answers or one.answers in theirs))

    def is_sealed(self, side: Side, key: str) -> bool:
        """Say whether an answer of a side is sealed; one to a question that nobody knows is."""
        return next((one.sealed for one in self.of(side) if one.key == key), True)


def read(text: str) -> Questions:
    """Read a set of questions written as in `sales.toml`. Raises KeyError or ValueError for one that is not whole."""
    return Questions(tuple(_question(told) for told in tomllib.loads(text)["question"]))


def _question(told: Mapping[str, Any]) -> Question:
    marks = {name: told.get(name, False) for name in ("sealed", "required", "retired")}
    return Question(
        told["key"],
        Side(told["side"]),
        {language: Wording(**words) for language, words in told.items() if isinstance(words, dict)},
        Step[told.get("step", "exchange").upper()],
        Kind(told.get("kind", Kind.WORDS)),
        answers=told.get("answers", ""),
        **marks,
    )


SALES = read((Path(__file__).parent / "sales.toml").read_text(encoding="utf-8"))
