"""Groups of people that are mentioned by one handle (docs: reference/objects/usergroup-object)."""

from dataclasses import dataclass

from bot.playground.values import Json


@dataclass(frozen=True)
class Usergroup:
    id: str
    team_id: str
    handle: str
    name: str
    users: tuple[str, ...]
    created: int
    disabled: int = 0

    def as_dict(self, creator: str) -> Json:
        return {
            "id": self.id,
            "team_id": self.team_id,
            "is_usergroup": True,
            "is_subteam": True,
            "name": self.name,
            "description": "",
            "handle": self.handle,
            "is_external": False,
            "date_create": self.created,
            "date_update": self.disabled or self.created,
            "date_delete": self.disabled,
            "created_by": creator,
            "updated_by": creator,
            "deleted_by": creator if self.disabled else None,
            "prefs": {"channels": [], "groups": []},
        }
