"""A form that somebody has begun: what was typed in it is kept until it is sent."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Kept:
    """Which form of somebody's it is: of a kind, for a subject."""

    kind: str
    subject: str


@dataclass(frozen=True)
class Begun:
    """What was typed in a form since `since`, a text by field."""

    since: datetime
    typed: Mapping[str, str] = field(default_factory=dict[str, str])
