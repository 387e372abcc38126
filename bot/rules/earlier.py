"""Earlier check-ins of a rep: a page of those that somebody may look back at, and the agendas of pairs that ended."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.agenda import Outcome, Point
from bot.rules.checkin import CheckIn, Sheet, Side
from bot.rules.person import Person

PAGE = 10


@dataclass(frozen=True)
class Entry:
    """A check-in that is over; one that the rep `is_shown` is a former pair's, read by who leads them now."""

    checkin: CheckIn
    is_shown: bool = False

    def side_of(self, reader: Person) -> Side | None:
        return None if self.is_shown else self.checkin.side_of(reader)


@dataclass(frozen=True)
class Ended:
    """A pair (its key) that has ended and had an agenda: who was the other for its reader, and when it ended."""

    pair: int
    other: Person
    ended_at: datetime


@dataclass(frozen=True)
class Left:
    """A point of such an agenda, and what became of it: the `outcome` is None where it was open when the pair ended.

    Who settled it (`by`, a name), when, and why are empty where nobody did.
    """

    point: Point
    outcome: Outcome | None = None
    at: datetime | None = None
    by: str = ""
    why: str = ""


@dataclass(frozen=True)
class EndedAgenda:
    """All that the two of a pair that has ended wanted to talk about: what was open still, then the last settled."""

    ended: Ended
    reader: Person
    points: tuple[Left, ...]


@dataclass(frozen=True)
class Earlier:
    """A page of a rep's check-ins before its reader, the newest first, `total` in all; pages from 0.

    `chooses_for` is the manager for whom the reader, as that rep, decides what they may read. On the first page,
    `agendas` are those of the pairs of the two that have ended, the newest first.
    """

    reader: Person
    rep: Person
    entries: tuple[Entry, ...]
    total: int
    page: int = 0
    chooses_for: Person | None = None
    agendas: tuple[Ended, ...] = ()

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))

    @property
    def is_own(self) -> bool:
        return self.reader.id == self.rep.id


@dataclass(frozen=True)
class Reading:
    """A check-in to read: what its reader sees of it; `is_shown` says that it is only what the rep shows them."""

    sheet: Sheet
    is_shown: bool = False
