"""The annual retrospective: prepared in private, led step by step, closed with commitments."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.rules.action import NewAction
from bot.rules.person import Person

JULY = 7
DOTS, MOST_DOTS = 3, 10
MOST_VOTED = 3  # the solutions that commitments begin from


class Step(StrEnum):
    """Where a retrospective stands, in order. Before its thread it is being prepared."""

    PREPARATION = "preparation"
    OPENING = "opening"
    WORKED = "worked"
    MOTIVATED = "motivated"
    DID_NOT = "did_not"
    SOLUTIONS = "solutions"
    VOTES = "votes"
    COMMITMENTS = "commitments"
    CLOSING = "closing"

    @property
    def number(self) -> int:
        """Return its place in the thread: the opening is 1."""
        return _ORDER[self]

    @property
    def next(self) -> "Step | None":
        return THREAD[self.number] if self is not Step.CLOSING else None

    @property
    def before(self) -> "Step | None":
        """Return the step to which one may go back: the thread, once open, stays open, and what is closed is closed."""
        return THREAD[self.number - 2] if self in GOES_BACK else None


class Topic(StrEnum):
    """What a rep prepares in private."""

    WORKED = "worked"
    MOTIVATED = "motivated"
    DID_NOT = "did_not"
    IDEAS = "ideas"
    ROLE = "role"


class Phase(StrEnum):
    """How a step's message stands: over, the one the team is at, or ahead again because the team went back."""

    OVER = "over"
    CURRENT = "current"
    AHEAD = "ahead"


_ORDER = {step: number for number, step in enumerate(Step)}
THREAD = tuple(Step)[1:]
GOES_BACK = THREAD[1:-1]
ASKED = (Step.WORKED, Step.MOTIVATED, Step.DID_NOT, Step.SOLUTIONS)  # the steps to which everybody contributes
PARKING = (*ASKED, Step.VOTES, Step.COMMITMENTS)  # the steps in which a case can be parked

PREPARED: Mapping[Step, Topic] = {
    Step.WORKED: Topic.WORKED,
    Step.MOTIVATED: Topic.MOTIVATED,
    Step.DID_NOT: Topic.DID_NOT,
    Step.SOLUTIONS: Topic.IDEAS,
}

Notes = Mapping[Topic, str]


@dataclass(frozen=True)
class At:
    """A retrospective and the step of it that somebody had before them."""

    retro: int
    step: Step


@dataclass(frozen=True)
class NewRetro:
    """What it takes to begin one. `dots` is how many votes each person has."""

    year: int
    dots: int = DOTS


@dataclass(frozen=True)
class NewContribution:
    """What somebody says in a step; `why` is asked of what did not work."""

    at: At
    text: str
    why: str = ""


@dataclass(frozen=True)
class NewCase:
    """A client's special case, and the lesson it holds for other clients."""

    retro: int
    text: str
    lesson: str


@dataclass(frozen=True)
class NewVotes:
    """The solutions somebody gives their dots to, all of them: earlier ones are forgotten."""

    at: At
    solutions: frozenset[int]


@dataclass(frozen=True)
class NewCommitment:
    """Who of the team does what by when."""

    at: At
    action: NewAction


@dataclass(frozen=True)
class Contribution:
    """What was said; `votes` is 0 as long as nobody may see the tally."""

    id: int
    step: Step
    author: Person
    text: str
    why: str = ""
    votes: int = 0


@dataclass(frozen=True)
class Case:
    author: Person
    text: str
    lesson: str


@dataclass(frozen=True)
class Commitment:
    owner: Person
    text: str
    due_on: date


@dataclass(frozen=True)
class Preparer:
    """A rep who prepares: the key of the preparation, and when it was last sent, if it was."""

    preparation: int
    rep: Person
    sent_at: datetime | None


@dataclass(frozen=True)
class Retro:
    """A retrospective as the whole team may see it: nothing of what was prepared is in it."""

    id: int
    team: str
    channel: str
    manager: Person
    reps: tuple[Person, ...]
    year: int
    dots: int
    step: Step
    closed_at: datetime | None = None
    preparers: tuple[Preparer, ...] = ()
    said: tuple[Contribution, ...] = ()
    cases: tuple[Case, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    voters: frozenset[int] = frozenset()

    @property
    def members(self) -> tuple[Person, ...]:
        return (*self.reps, self.manager)

    @property
    def at(self) -> At:
        return At(self.id, self.step)

    @property
    def called_off(self) -> bool:
        """Say whether it was closed before its thread was open."""
        return self.step is Step.PREPARATION and self.closed_at is not None

    @property
    def in_thread(self) -> bool:
        """Say whether its thread is open and under way."""
        return self.step is not Step.PREPARATION and self.closed_at is None

    def phase(self, step: Step) -> Phase:
        if self.closed_at or step.number < self.step.number:
            return Phase.OVER
        return Phase.CURRENT if step is self.step else Phase.AHEAD

    def said_in(self, step: Step) -> tuple[Contribution, ...]:
        return tuple(one for one in self.said if one.step is step)

    def speakers(self, step: Step) -> int:
        """Count the people who have contributed to a step."""
        return len({one.author.id for one in self.said_in(step)})

    @property
    def solutions(self) -> tuple[Contribution, ...]:
        """Return the solutions, the most voted first; equal ones in the order in which they were said."""
        return tuple(sorted(self.said_in(Step.SOLUTIONS), key=lambda one: -one.votes))

    @property
    def most_voted(self) -> tuple[Contribution, ...]:
        return tuple(one for one in self.solutions if one.votes)[:MOST_VOTED]

    @property
    def counts(self) -> Mapping[Step, int]:
        return Counter(one.step for one in self.said)

    def preparer(self, person: Person) -> Preparer | None:
        return next((one for one in self.preparers if one.rep.id == person.id), None)


@dataclass(frozen=True)
class Desk:
    """What somebody has before them when they contribute, vote or commit: the retrospective, and what is theirs.

    `notes` is what they prepared, `given` the solutions they voted for; `today` is the team's date.
    """

    retro: Retro
    person: Person
    today: date
    notes: Notes
    given: frozenset[int] = frozenset()

    def prefill(self, step: Step) -> str:
        """Return what a first contribution begins with: what the person prepared on that topic."""
        spoken = any(one.author.id == self.person.id for one in self.retro.said_in(step))
        return "" if spoken or step not in PREPARED else self.notes.get(PREPARED[step], "")


def usual_year(today: date) -> int:
    """Return the year that one looks back on: this one from July on, else the last."""
    return today.year if today.month >= JULY else today.year - 1


def years_to_choose(today: date, taken: Collection[int]) -> tuple[int, ...]:
    """Return the years that can be looked back on, the usual one first: those that have a retrospective are taken."""
    usual = usual_year(today)
    return tuple(year for year in (usual, *({today.year, today.year - 1} - {usual})) if year not in taken)


@dataclass(frozen=True)
class Offer:
    """Which years a team may begin a retrospective of, or the one that is `shown` instead."""

    team: int
    channel: str
    years: tuple[int, ...]
    shown: Retro | None = None
