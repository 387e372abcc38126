"""Conversations: public and private channels, and direct messages."""

from dataclasses import dataclass

from bot.playground.values import Json

SCOPE_GROUPS = {
    "public_channel": "channels",
    "private_channel": "groups",
    "im": "im",
    "mpim": "mpim",
}


@dataclass(frozen=True)
class Channel:
    id: str
    name: str
    members: tuple[str, ...]
    topic: str = ""
    is_im: bool = False
    is_mpim: bool = False
    is_private: bool = False
    is_archived: bool = False
    is_ext_shared: bool = False
    created: int = 0

    @property
    def type(self) -> str:
        """Name the kind of conversation as the `types` argument of conversations.list does."""
        if self.is_im or self.is_mpim:
            return "im" if self.is_im else "mpim"
        return "private_channel" if self.is_private else "public_channel"

    @property
    def event_type(self) -> str:
        """Name the kind as `channel_type` of a message event and the message.* subscriptions do."""
        return {"public_channel": "channel", "private_channel": "group"}.get(self.type, self.type)

    @property
    def name_in_commands(self) -> str:
        return {"im": "directmessage", "private_channel": "privategroup"}.get(self.type, self.name)

    def scope(self, verb: str) -> str:
        return f"{SCOPE_GROUPS[self.type]}:{verb}"

    def other(self, user_id: str) -> str:
        return next((member for member in self.members if member != user_id), user_id)

    def seen_by(self, user_id: str) -> Json:
        """Give what the page shows this member."""
        seen: Json = {
            "id": self.id,
            "name": self.name,
            "is_im": self.is_im,
            "is_private": self.is_private or self.is_im,
            "is_archived": self.is_archived,
            "topic": self.topic,
            "members": list(self.members),
        }
        return seen | ({"user": self.other(user_id)} if self.is_im else {})

    def as_dict(self, team_id: str, member_id: str) -> Json:
        """Give Slack's conversation object as `member_id` gets it."""
        if self.is_im:
            return {
                "id": self.id,
                "created": self.created,
                "is_im": True,
                "is_archived": False,
                "is_org_shared": False,
                "context_team_id": team_id,
                "user": self.other(member_id),
                "is_open": True,
                "is_user_deleted": False,
            }
        return self._group_dict(team_id, member_id)

    def _group_dict(self, team_id: str, member_id: str) -> Json:
        return {
            "id": self.id,
            "name": self.name,
            "name_normalized": self.name,
            "is_channel": self.type == "public_channel",
            "is_group": self.type == "private_channel",
            "is_im": False,
            "is_mpim": self.is_mpim,
            "is_private": self.is_private or self.is_mpim,
            "is_archived": self.is_archived,
            "is_general": False,
            "is_member": member_id in self.members,
            "is_shared": self.is_ext_shared,
            "is_ext_shared": self.is_ext_shared,
            "is_org_shared": False,
            "context_team_id": team_id,
            "shared_team_ids": [team_id],
            "created": self.created,
            "creator": self.members[0] if self.members else "",
            "topic": {"value": self.topic, "creator": "", "last_set": self.created if self.topic else 0},
            "purpose": {"value": "", "creator": "", "last_set": 0},
        }

    def as_created(self, team_id: str) -> Json:
        """Give the conversation object of a channel_created event."""
        created = self._group_dict(team_id, "")
        left_out = {"is_member", "shared_team_ids", "topic", "purpose"}
        kept = {name: value for name, value in created.items() if name not in left_out}
        return kept | {"is_frozen": False, "is_pending_ext_shared": False}
