"""The agenda of a pair: what to talk about next time, raised by either, open until they have.

```mermaid
stateDiagram-v2
    [*] --> open: raised by either, or by an answer
    open --> talked: talked about
    open --> dropped: with a reason
    open --> carried: to the pair that follows
```
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.rules.person import Person
from bot.rules.refusal import Problem, Reason, Rejected

TEXT, WITH, WHY = "agenda_text", "agenda_with", "agenda_why"  # fields of the forms


class Origin(StrEnum):
    """Where a point comes from."""

    ANSWER = "answer"
    MESSAGE = "message"
    HOME = "home"
    STRATEGY = "strategy"


class Outcome(StrEnum):
    """How a point was settled."""

    TALKED = "talked"
    DROPPED = "dropped"
    CARRIED = "carried"


@dataclass(frozen=True)
class Point:
    """A point for the next talk; `link` leads to the message it came from.

    With the origin `strategy`, `text` is the title of the objective whose strategy has changed.
    """

    id: int
    author: Person
    text: str
    origin: Origin
    raised_at: datetime
    link: str = ""


@dataclass(frozen=True)
class NewPoint:
    """What it takes to raise a point with the rep of a pair (a Slack id); `begun_at` is when the form was opened."""

    rep: str
    text: str
    begun_at: datetime
    link: str = ""

    def check(self) -> None:
        """Raise Rejected for a point without a word."""
        if not self.text:
            raise Rejected(Problem(Reason.EMPTY, TEXT))

    @property
    def origin(self) -> Origin:
        return Origin.MESSAGE if self.link else Origin.HOME


@dataclass(frozen=True)
class Agenda:
    """What the two of a pair want to talk about, as one of them, the reader, sees it."""

    rep: Person
    manager: Person
    reader: Person
    points: tuple[Point, ...] = ()

    @property
    def other(self) -> Person:
        return self.manager if self.reader.id == self.rep.id else self.rep
