"""Private notes: what one of a pair writes for themselves, and what it may be pinned to."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.form import Kept
from bot.rules.objective import Objective
from bot.rules.person import Person
from bot.rules.refusal import Problem, Reason, Rejected

FORM = "note"
TEXT, PIN = "note_text", "note_pin"  # the fields of its form
PAGE = 20


def kept_as(pair: int, note: int | None) -> Kept:
    """Name the form of a note as it is kept: of a new one about a pair, or of the one with the key `note`."""
    return Kept(FORM, f"note {note}" if note else f"pair {pair}")


@dataclass(frozen=True)
class Note:
    """A note about a pair (its key), perhaps pinned to an objective (key, title) or a check-in (key, talk)."""

    id: int
    author: int
    pair: int
    text: str
    written_at: datetime
    changed_at: datetime | None = None
    objective: tuple[int, str] | None = None
    checkin: tuple[int, datetime] | None = None


@dataclass(frozen=True)
class Pad:
    """A pair of somebody's (its key), the other by name; a former one keeps what was noted about it."""

    pair: int
    name: str
    is_former: bool = False


@dataclass(frozen=True)
class Notebook:
    """A page of somebody's notes about one pair, the newest first, `total` in all; `pads` are all they may open."""

    reader: Person
    pads: tuple[Pad, ...]
    pair: int
    notes: tuple[Note, ...]
    total: int
    page: int

    @property
    def name(self) -> str:
        return next(one.name for one in self.pads if one.pair == self.pair)

    @property
    def is_last(self) -> bool:
        return (self.page + 1) * PAGE >= self.total


@dataclass(frozen=True)
class NoteSheet:
    """What a note about a pair may be pinned to; `note` is the one that is changed, None for a new one."""

    reader: Person
    pair: int
    objectives: tuple[Objective, ...]
    checkins: tuple[tuple[int, datetime], ...]
    note: Note | None = None

    @property
    def kept(self) -> Kept:
        """Name its form as it is kept."""
        return kept_as(self.pair, self.note.id if self.note else None)


@dataclass(frozen=True)
class NewNote:
    """A note as it was written, with the key of what it is pinned to."""

    text: str
    objective: int | None = None
    checkin: int | None = None

    def check(self) -> None:
        """Raise Rejected, in its field, for a note that says nothing."""
        if not self.text:
            raise Rejected(Problem(Reason.EMPTY, TEXT))
