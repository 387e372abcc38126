"""Earlier check-ins of a rep: a page of those that somebody may look back at."""

from dataclasses import dataclass

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
class Earlier:
    """A page of a rep's check-ins before its reader, the newest first, `total` in all; pages from 0.

    `chooses_for` is the manager for whom the reader, as that rep, decides what they may read.
    """

    reader: Person
    rep: Person
    entries: tuple[Entry, ...]
    total: int
    page: int = 0
    chooses_for: Person | None = None

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
