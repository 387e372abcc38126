"""What became of the objectives of a rep: every value, change and signature, for the two to keep."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.rules.objective import Change, Objective, Recorded
from bot.rules.person import Person
from bot.rules.signing import Done

Told = Recorded | Change | Done


@dataclass(frozen=True)
class Chapter:
    """One objective, with what became of it, oldest first."""

    objective: Objective
    told: Sequence[Told]


@dataclass(frozen=True)
class History:
    """All that became of a rep's objectives up to an instant, as `reader`, one of the two, may read it."""

    rep: Person
    reader: Person
    at: datetime
    chapters: Sequence[Chapter]
