"""Feedback outside a check-in: from one person to another, and read by nobody else."""

from dataclasses import dataclass
from datetime import datetime

from bot.rules.person import Person


@dataclass(frozen=True)
class Envelope:
    """That a feedback is there: what messages and Home may tell. It carries no word of it."""

    id: int
    author: Person
    recipient: Person
    given_at: datetime
    read_at: datetime | None = None


@dataclass(frozen=True)
class Feedback:
    """A feedback, opened by one of its two people."""

    envelope: Envelope
    text: str


@dataclass(frozen=True)
class NewFeedback:
    """What somebody wrote to `to`, a Slack id. The same words since `begun_at` are the same form sent twice."""

    to: str
    text: str
    begun_at: datetime


@dataclass(frozen=True)
class Letterbox:
    """A person's feedback at a glance: the latest received, unread first, and the latest given."""

    received: tuple[Envelope, ...] = ()
    given: tuple[Envelope, ...] = ()
    may_give: bool = False
