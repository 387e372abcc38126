"""People and bots, as users.info shows them."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.playground.values import Json

COLOUR = "9f69e7"
AVATAR_SIZES = (24, 32, 48, 72, 192, 512)  # pixels


@dataclass(frozen=True)
class Quiet:
    """A time in which somebody does not want to be disturbed."""

    begins: datetime
    ends: datetime

    def as_dict(self) -> Json:
        begins, ends = int(self.begins.timestamp()), int(self.ends.timestamp())
        return {"dnd_enabled": True, "next_dnd_start_ts": begins, "next_dnd_end_ts": ends}


NEVER_QUIET: Json = {"dnd_enabled": False, "next_dnd_start_ts": 1, "next_dnd_end_ts": 1}


@dataclass(frozen=True)
class User:
    id: str
    team_id: str
    name: str
    real_name: str
    tz: str = "UTC"
    locale: str = "en-US"
    title: str = ""
    email: str = ""
    presence: str = "active"
    quiet: Quiet | None = None
    status_text: str = ""
    status_emoji: str = ""
    status_expiration: int = 0
    is_admin: bool = False
    is_bot: bool = False
    is_stranger: bool = False
    deleted: bool = False
    bot_id: str = ""

    @property
    def language(self) -> str:
        return self.locale[:2]

    def dnd(self, at: datetime) -> Json:
        """Give when this person is not to be disturbed, now or next."""
        return self.quiet.as_dict() if self.quiet and at < self.quiet.ends else NEVER_QUIET

    def as_dict(self, at: datetime, *, with_locale: bool, with_email: bool = False) -> Json:
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
            "profile": self.profile(with_email=with_email),
            "is_admin": self.is_admin,
            "is_owner": False,
            "is_primary_owner": False,
            "is_restricted": False,
            "is_ultra_restricted": False,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "is_email_confirmed": not self.is_bot,
            "color": COLOUR,
            "who_can_share_contact_card": "EVERYONE",
            "updated": int(at.timestamp()),
        }
        user |= {"is_stranger": True} if self.is_stranger else {}
        return user | ({"locale": self.locale} if with_locale else {})

    def profile(self, *, with_email: bool) -> Json:
        first, _, last = self.real_name.partition(" ")
        profile: Json = {
            "title": self.title,
            "phone": "",
            "skype": "",
            "first_name": first,
            "last_name": last,
            "real_name": self.real_name,
            "real_name_normalized": self.real_name,
            "display_name": self.name,
            "display_name_normalized": self.name,
            "status_text": self.status_text,
            "status_text_canonical": "",
            "status_emoji": self.status_emoji,
            "status_emoji_display_info": [],
            "status_expiration": self.status_expiration,
            "team": self.team_id,
            "avatar_hash": f"g{self.id.lower()}",
            **{f"image_{size}": f"https://avatars.slack-edge.com/{self.id}-{size}.png" for size in AVATAR_SIZES},
        }
        more = {"bot_id": self.bot_id} if self.is_bot else {"email": self.email} if with_email and self.email else {}
        return profile | more
