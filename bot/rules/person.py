"""People as they travel through the code."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Caller:
    """Who is acting, as Slack names them."""

    workspace: str
    slack_id: str


@dataclass(frozen=True)
class Profile:
    """What Slack says of a person. `tz` is an IANA name, `locale` an IETF tag such as fr-FR."""

    slack_id: str
    name: str
    tz: str
    locale: str
    is_admin: bool = False


@dataclass(frozen=True)
class Person:
    """Somebody Tandem knows."""

    id: int
    slack_id: str
    name: str
    tz: str
    locale: str
    is_admin: bool = False

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.tz)

    def today(self, at: datetime) -> date:
        """Return which day it is where this person is."""
        return at.astimezone(self.zone).date()
