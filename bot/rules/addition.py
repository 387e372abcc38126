"""An addition to a half: once both halves are in nothing is changed any more, but either may add a word."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.question import Side
from bot.rules.refusal import Problem, Reason, Rejected

TEXT = "addition"  # the field of the form


@dataclass(frozen=True)
class Addition:
    """What one side added to its half, and when."""

    side: Side
    text: str
    at: datetime


@dataclass(frozen=True)
class NewAddition:
    """What somebody adds to their half of a check-in. The same words since `begun_at` are the same form sent twice."""

    checkin_id: int
    text: str
    begun_at: datetime

    def check(self) -> None:
        """Raise Rejected, in its field, for an addition without a word."""
        if not self.text:
            raise Rejected(Problem(Reason.EMPTY, TEXT))
