"""People and bots, as users.info shows them."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.playground.values import Json


@dataclass(frozen=True)
class User:
    id: str
    team_id: str
    name: str
    real_name: str
    tz: str = "UTC"
    locale: str = "en-US"
    title: str = ""
    status_text: str = ""
    status_emoji: str = ""
    status_expiration: int = 0
    is_admin: bool = False
    is_bot: bool = False
    deleted: bool = False
    bot_id: str = ""

    @property
    def language(self) -> str:
        return self.locale[:2]

    def as_dict(self, at: datetime, *, with_locale: bool) -> Json:
        """Give Slack's user object; `tz_offset` holds daylight saving at that instant, in seconds."""
        local = at.astimezone(ZoneInfo(self.tz))
        offset = local.utcoffset()
        user: Json = {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name,
            "deleted": self.deleted,
            "real_name": self.real_name,
            "tz": self.tz,
            "tz_label": local.tzname(),
            "tz_offset": int(offset.total_seconds()) if offset is not None else 0,
            "profile": self._profile(),
            "is_admin": self.is_admin,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": False,
            "is_ultra_restricted": False,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": int(at.timestamp()),
        }
        return user | ({"locale": self.locale} if with_locale else {})

    def _profile(self) -> Json:
        profile = {
            "title": self.title,
            "real_name": self.real_name,
            "real_name_normalized": self.real_name,
            "display_name": self.name,
            "display_name_normalized": self.name,
            "status_text": self.status_text,
            "status_emoji": self.status_emoji,
            "status_expiration": self.status_expiration,
            "team": self.team_id,
        }
        return profile | ({"bot_id": self.bot_id} if self.is_bot else {})
