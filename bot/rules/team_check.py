"""What Slack must allow for a team to work, and what may be amiss."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum

from bot.rules.person import Bar, Profile
from bot.rules.room import Room

SCOPES = frozenset(
    {
        "channels:history",
        "channels:read",
        "chat:write",
        "commands",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:write",
        "mpim:history",
        "mpim:write",
        "usergroups:read",
        "users:read",
    }
)


class Trouble(StrEnum):
    """What is amiss. `bot/views/team_check.py` says what to do about each."""

    NOT_IN_CHANNEL = "not_in_channel"
    ARCHIVED = "archived"
    SHARED = "shared"
    SCOPE = "scope"
    EXTERNAL = "external"
    LEFT = "left"
    BOT = "bot"
    NO_MANAGER = "no_manager"


BARRED = {Bar.EXTERNAL: Trouble.EXTERNAL, Bar.LEFT: Trouble.LEFT, Bar.BOT: Trouble.BOT}


@dataclass(frozen=True)
class Finding:
    """Something amiss; `what` is the channel (a Slack id), the scope or the person (by name) it is about."""

    trouble: Trouble
    what: str = ""


def findings(
    room: Room, people: Collection[Profile], granted: Collection[str] | None, *, leaderless: bool = False
) -> Iterator[Finding]:
    """Yield what is amiss; `granted` are the scopes Slack names, None where it names none."""
    if leaderless:
        yield Finding(Trouble.NO_MANAGER)
    if room.archived:
        yield Finding(Trouble.ARCHIVED, room.id)
    elif not room.member:
        yield Finding(Trouble.NOT_IN_CHANNEL, room.id)
    if room.external:
        yield Finding(Trouble.SHARED, room.id)
    for one in people:
        if one.bar:
            yield Finding(BARRED[one.bar], one.name)
    for scope in sorted(SCOPES - set(SCOPES if granted is None else granted)):
        yield Finding(Trouble.SCOPE, scope)
