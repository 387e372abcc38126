"""Who and what is in a workspace: people, conversations, the installed app; and telling of changes."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.playground.channels import Channel
from bot.playground.clock import Clock
from bot.playground.errors import SlackError
from bot.playground.feed import Change, Feed
from bot.playground.manifest import AppManifest
from bot.playground.people import Quiet, User
from bot.playground.usergroups import Usergroup
from bot.playground.values import Json, copy_of, new_id


class Roster:
    """People and conversations; `changes` tells what people see differently, `events` what an app may hear."""

    def __init__(self, name: str, manifest: Json, clock: Clock) -> None:
        self.name = name
        self.clock = clock
        self.app = AppManifest.model_validate(manifest)
        self.scopes = self.app.scopes
        self.id, self.app_id, self.bot_id, self.bot_user_id = "T0PLAYGROUND", "A0APP", "B0APP", "U0APPBOT"
        self.changes: Feed[Change] = Feed()
        self.events: Feed[Json] = Feed()
        self.people: dict[str, User] = {}
        self.channels: dict[str, Channel] = {}
        self.usergroups: dict[str, Usergroup] = {}
        self._add_bot()
        clock.changes.subscribe(self._tell_clock)

    @property
    def domain(self) -> str:
        return self.name.lower().replace(" ", "-")

    @property
    def moment(self) -> int:
        return int(self.clock.now().timestamp())

    def _tell_clock(self, _: None) -> None:
        self._tell("clock", {"clock": self.clock.as_dict()})

    def _tell(self, kind: str, body: Json, *audience: str) -> None:
        self.changes.tell(Change(kind, copy_of(body), frozenset(audience) or None))

    # People

    def _add_bot(self) -> None:
        self.people[self.bot_user_id] = User(
            self.bot_user_id, self.id, self.app.bot_name, self.app.app_name, is_bot=True, bot_id=self.bot_id
        )

    def add_person(
        self,
        id: str,  # noqa: A002 - Slack's own word
        *,
        name: str,
        real_name: str,
        tz: str = "UTC",
        locale: str = "en-US",
        title: str = "",
        email: str = "",
        is_admin: bool = False,
    ) -> User:
        """Add someone, with a direct message to the app; raises ValueError for an id that is taken."""
        if id in self.people:
            raise ValueError(f"{id} is taken")
        person = User(id, self.id, name, real_name, tz, locale, title, email, is_admin=is_admin)
        self.people[id] = person
        self._add(Channel(f"D{id[1:]}", "", (id, self.bot_user_id), is_im=True, created=self.moment))
        self._tell("person", {"person": self.user_dict(person)})
        return person

    def change_person(self, user_id: str, **changes: Any) -> User:
        """Change a person (status_text, tz, deleted …); the app hears user_change."""
        person = self._replace_person(user_id, **changes)
        self._announce("user_change", person)
        return person

    def join(self, id: str, **facts: Any) -> User:  # noqa: A002 - Slack's own word
        """Add somebody new to a workspace at work: the app hears team_join. Raises as add_person()."""
        person = self.add_person(id, **facts)
        self._announce("team_join", person)
        return person

    def _announce(self, kind: str, person: User) -> None:
        shown = self.user_dict(person)
        shown["profile"]["fields"] = {}
        self.events.tell({"type": kind, "user": shown, "cache_ts": self.moment})

    def set_presence(self, user_id: str, presence: str) -> None:
        """Have somebody be "active" or "away"; the Events API does not tell apps."""
        self._replace_person(user_id, presence=presence)

    def keep_quiet(self, user_id: str, begins: datetime, ends: datetime) -> None:
        """Have somebody ask not to be disturbed for a while."""
        self._replace_person(user_id, quiet=Quiet(begins, ends))

    def _replace_person(self, user_id: str, **changes: Any) -> User:
        person = self.people[user_id] = replace(self.people[user_id], **changes)
        self._tell("person", {"person": self.user_dict(person)})
        return person

    def user(self, user_id: str) -> User:
        """Find a person; raises user_not_found."""
        if user_id not in self.people:
            raise SlackError("user_not_found")
        return self.people[user_id]

    def user_dict(self, user: User, *, with_locale: bool = True) -> Json:
        return user.as_dict(self.clock.now(), with_locale=with_locale, with_email=self.shows_email)

    @property
    def shows_email(self) -> bool:
        return "users:read.email" in self.scopes

    def add_usergroup(self, id: str, *, handle: str, name: str, users: list[str], disabled: bool = False) -> Usergroup:  # noqa: A002
        """Add a group of people; a disabled one is listed only on request."""
        group = Usergroup(id, self.id, handle, name, tuple(users), self.moment, self.moment if disabled else 0)
        self.usergroups[id] = group
        return group

    # Conversations

    def add_channel(
        self,
        id: str,  # noqa: A002 - Slack's own word
        *,
        name: str,
        members: list[str],
        topic: str = "",
        is_private: bool = False,
    ) -> Channel:
        """Add a channel; the app is in it only if its bot's id is among the members."""
        return self._add(Channel(id, name, tuple(members), topic, is_private=is_private, created=self.moment))

    def create_channel(self, name: str, creator: str, *, is_private: bool) -> Channel:
        """Make a channel with one person in it, which the app hears of if it is public; raises name_taken."""
        if any(channel.name == name for channel in self.channels.values()):
            raise SlackError("name_taken")
        channel = self.add_channel(new_id("C"), name=name, members=[creator], is_private=is_private)
        if not is_private:
            self.events.tell({"type": "channel_created", "channel": channel.as_created(self.id)})
        return channel

    def enter(self, channel_id: str, user_id: str, inviter: str | None = None) -> Channel:
        """Have somebody in a channel; the app hears member_joined_channel where it is itself."""
        channel = self.channels[channel_id]
        channel = self._add(replace(channel, members=(*channel.members, user_id)))
        kind = "G" if channel.is_private else "C"
        event: Json = {"type": "member_joined_channel", "user": user_id, "channel": channel_id, "channel_type": kind}
        self.events.tell(event | {"team": self.id} | ({"inviter": inviter} if inviter else {}))
        return channel

    def share(self, channel_id: str) -> Channel:
        """Share a channel with another company (Slack Connect)."""
        return self._add(replace(self.channels[channel_id], is_ext_shared=True))

    def archive(self, channel_id: str) -> Channel:
        return self._add(replace(self.channels[channel_id], is_archived=True))

    def _add(self, channel: Channel) -> Channel:
        self.channels[channel.id] = channel
        for member in channel.members:
            self._tell("channel", {"channel": channel.seen_by(member)}, member)
        return channel

    def channel(self, channel_id: str) -> Channel:
        """Find a conversation; raises channel_not_found."""
        if channel_id not in self.channels:
            raise SlackError("channel_not_found")
        return self.channels[channel_id]

    def channels_of(self, user_id: str) -> list[Channel]:
        return [channel for channel in self.channels.values() if user_id in channel.members]

    def dm(self, user_id: str) -> Channel:
        """Find someone's direct message with the app."""
        return self.channel(f"D{self.user(user_id).id[1:]}")

    def open_group_dm(self, members: list[str]) -> tuple[Channel, bool]:
        """Find or make the direct message of several people and the app; say whether it is new."""
        everyone = tuple(dict.fromkeys([*members, self.bot_user_id]))
        for channel in self.channels.values():
            if channel.is_mpim and set(channel.members) == set(everyone):
                return channel, False
        name = "mpdm-" + "--".join(self.people[member].name for member in everyone) + "-1"
        number = sum(channel.is_mpim for channel in self.channels.values())
        return self._add(Channel(f"G0GROUP{number}", name, everyone, is_mpim=True, created=self.moment)), True
