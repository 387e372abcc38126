"""The outbox's queue in plain Python: slow and obvious, to hold the real one against."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.outbox import Due
from bot.outbox.queue import LEASE


@dataclass
class Letter:
    """A delivery: `number` says which was owed first."""

    number: int
    place: str
    subject: int
    due_at: datetime
    wanted: int = 1
    sent: int = 0
    attempts: int = 0
    held_until: datetime | None = None
    failed: bool = False

    @property
    def pending(self) -> bool:
        return self.wanted > self.sent and not self.failed

    @property
    def turn(self) -> tuple[datetime, int]:
        return self.due_at, self.number


@dataclass
class Plain:
    """What the queue is to do, told in the order in which it happens."""

    letters: dict[tuple[str, int], Letter] = field(default_factory=dict)

    def owe(self, place: str, subject: int, due_at: datetime) -> None:
        known = self.letters.setdefault((place, subject), Letter(len(self.letters), place, subject, due_at, wanted=0))
        waits = known.attempts > 0 and not known.failed
        known.due_at = max(known.due_at, due_at) if waits else due_at
        known.wanted += 1
        known.attempts = min(known.attempts, 1)
        known.failed = False

    def claimable(self, at: datetime) -> list[Letter]:
        """Return the oldest of each place in which nothing is held, if it is due: the oldest of all first."""
        found: list[Letter] = []
        for place in {letter.place for letter in self.letters.values()}:
            here = [letter for letter in self.letters.values() if letter.place == place]
            waiting = sorted((letter for letter in here if letter.pending), key=lambda letter: letter.turn)
            if waiting and waiting[0].due_at <= at and not any(is_held(letter, at) for letter in here):
                found.append(waiting[0])
        return sorted(found, key=lambda letter: letter.turn)

    def claim(self, letters: Iterable[Letter], at: datetime) -> None:
        for letter in letters:
            letter.held_until = at + LEASE
            letter.attempts += 1

    def next_due(self) -> datetime | None:
        """Return when a place can be claimed from next: its oldest is due, and nothing is held there."""
        coming: list[datetime] = []
        for place in {letter.place for letter in self.letters.values()}:
            here = [letter for letter in self.letters.values() if letter.place == place]
            waiting = [letter.turn for letter in here if letter.pending]
            if waiting:
                coming.append(max(min(waiting)[0], *(one.held_until or min(waiting)[0] for one in here)))
        return min(coming, default=None)

    def done(self, letter: Letter, due: Due) -> None:
        letter.sent, letter.attempts, letter.held_until = due.wanted, 0, None

    def again(self, letter: Letter, at: datetime, wait: timedelta, *, in_doubt: bool) -> None:
        letter.due_at, letter.held_until = at + (max(wait, LEASE) if in_doubt else wait), None

    def untried(self, letter: Letter, due: Due) -> None:
        letter.held_until = None
        letter.attempts = letter.attempts if letter.attempts < due.attempts else due.attempts - 1

    def give_up(self, letter: Letter) -> None:
        letter.failed, letter.held_until = True, None


def is_held(letter: Letter, at: datetime) -> bool:
    return letter.held_until is not None and letter.held_until > at
