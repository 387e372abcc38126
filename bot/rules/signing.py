"""Signatures: an objective counts once both have signed, and then changes only by what both confirm.

```mermaid
stateDiagram-v2
    [*] --> draft: the form is begun
    draft --> proposed: sent, which signs it
    proposed --> proposed: changed by either, who then signs what they wrote
    proposed --> signed: the other signs
    signed --> signed: a change that both confirm
    signed --> closed: at the end, with what was learnt
    proposed --> closed: withdrawn
```
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.rules.person import Person


class State(StrEnum):
    """How far an objective has come. A draft is a form that is not sent yet: only who writes it sees it."""

    PROPOSED = "proposed"
    SIGNED = "signed"
    CLOSED = "closed"


class Deed(StrEnum):
    """What somebody did about an objective as a whole; its fields and values have records of their own."""

    PROPOSED = "proposed"
    SIGNED = "signed"
    ASKED = "asked"
    WITHDREW = "withdrew"
    SUGGESTED = "suggested"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    CLOSED = "closed"
    AFFIRMED = "affirmed"


@dataclass(frozen=True)
class Signatures:
    """When each of the two signed an objective as it stands, and when it was closed."""

    rep_at: datetime | None = None
    manager_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def state(self) -> State:
        if self.closed_at:
            return State.CLOSED
        return State.SIGNED if self.rep_at and self.manager_at else State.PROPOSED

    def of(self, *, is_rep: bool) -> datetime | None:
        return self.rep_at if is_rep else self.manager_at

    def awaits(self, *, is_rep: bool) -> bool:
        """Say whether one of the two, the rep or the manager, has still to sign."""
        return self.state is State.PROPOSED and self.of(is_rep=is_rep) is None


UNSIGNED = Signatures()


@dataclass(frozen=True)
class Done:
    """Something that somebody did about an objective, dated and signed, with the reason they gave."""

    deed: Deed
    author: str
    at: datetime
    note: str = ""


@dataclass(frozen=True)
class Revision:
    """A change of a signed objective that one of the two suggested, and the other has not answered yet."""

    id: int
    author: Person
    at: datetime
    note: str = ""
