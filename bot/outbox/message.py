"""What a delivery says when its time comes, and what it is told to say it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.rules.person import Caller


@dataclass(frozen=True)
class Message:
    """A message: `text` is what a notification shows, `blocks` what Slack draws."""

    text: str
    blocks: list[dict[str, Any]]


@dataclass(frozen=True)
class HomeTab:
    """The reader's App Home, whole."""

    view: dict[str, Any]


@dataclass(frozen=True)
class Due:
    """A claimed delivery. `in_doubt` says that an earlier attempt may have reached Slack unknown to us."""

    id: int
    uid: str
    kind: str
    subject_id: int | None
    reader: Caller
    locale: str
    wanted: int
    attempts: int
    channel: str | None
    ts: str | None
    at: datetime = field(compare=False)

    @property
    def in_doubt(self) -> bool:
        return self.attempts > 1 and self.ts is None

    @property
    def subject(self) -> int:
        """The key of what the message is about. Raises LookupError for a kind that is about nothing in particular."""
        if self.subject_id is None:
            raise LookupError(f"a {self.kind} has no subject")
        return self.subject_id


Render = Callable[[AsyncSession, Due, Translator], Awaitable[Message | HomeTab | None]]
