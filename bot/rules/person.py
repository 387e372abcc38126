"""People as they travel through the code."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.rules.refusal import Problem, Reason


@dataclass(frozen=True)
class Caller:
    """Who is acting, as Slack names them."""

    workspace: str
    slack_id: str


class Bar(StrEnum):
    """Why somebody cannot be in a team."""

    BOT = "bot"
    LEFT = "left"
    EXTERNAL = "external"


BARRED = {Bar.BOT: Reason.IS_A_BOT, Bar.LEFT: Reason.HAS_LEFT, Bar.EXTERNAL: Reason.IS_EXTERNAL}


@dataclass(frozen=True)
class Profile:
    """What Slack says of a person. `tz` is an IANA name, `locale` an IETF tag such as fr-FR."""

    slack_id: str
    name: str
    tz: str
    locale: str
    is_admin: bool = False
    bar: Bar | None = None

    def problem(self, field: str) -> Problem | None:
        """Return what is wrong with choosing this person, in a field of a form."""
        return Problem(BARRED[self.bar], field, {"name": self.name}) if self.bar else None


@dataclass(frozen=True)
class Person:
    """Somebody Tandem knows."""

    id: int
    slack_id: str
    name: str
    tz: str
    locale: str
    is_admin: bool = False
    is_organiser: bool = False

    @property
    def makes_teams(self) -> bool:
        """Say whether this is an admin of the workspace, or somebody named by one."""
        return self.is_admin or self.is_organiser

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.tz)

    def today(self, at: datetime) -> date:
        """Return which day it is where this person is."""
        return at.astimezone(self.zone).date()


@dataclass(frozen=True)
class Reader:
    """What sending somebody a message depends on: their zone, since when they are gone, and their own quiet hours."""

    id: int
    workspace_id: str
    tz: str
    left_at: datetime | None
    quiet_begins: time | None
    quiet_ends: time | None
