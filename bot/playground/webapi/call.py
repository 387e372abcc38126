"""What a method gets to answer a call: the workspace, the arguments, and what the token may do."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.playground.address import Address
from bot.playground.channels import Channel
from bot.playground.errors import SlackError, invalid_arguments
from bot.playground.messages import Post
from bot.playground.people import User
from bot.playground.sockets import SocketMode
from bot.playground.tokens import Behalf
from bot.playground.values import Json, without
from bot.playground.webapi.arguments import Arguments
from bot.playground.workspace import Workspace

TIMESTAMP = re.compile(r"\d+\.\d+")


@dataclass(frozen=True)
class ApiCall:
    workspace: Workspace
    sockets: SocketMode
    address: Address
    args: Arguments
    token: str | None
    warnings: list[str] = field(default_factory=list[str])

    def warn(self, code: str) -> None:
        """Answer with a warning, as Slack does where a call was of no use or lost something."""
        self.warnings.append(code)

    @property
    def behalf(self) -> Behalf | None:
        """Say for whom the call is made where the token is a person's."""
        return self.workspace.tokens.behalves.get(self.token or "")

    @property
    def actor_id(self) -> str:
        """Give who acts: the app's bot, or the person whose token it is."""
        return self.behalf.user_id if self.behalf else self.workspace.bot_user_id

    @property
    def scopes(self) -> frozenset[str]:
        return self.behalf.scopes if self.behalf else self.workspace.scopes

    def require_scopes(self, *any_of: str) -> None:
        """Let pass who holds one of these scopes; raises missing_scope with what is needed and provided."""
        held = self.scopes
        if any_of and not held.intersection(any_of):
            raise SlackError("missing_scope", needed=",".join(any_of), provided=",".join(sorted(held)))

    def channel(self, name: str = "channel", *, verb: str | None = None) -> Channel:
        """Find the conversation named in an argument, as far as who acts may see it.

        Raises channel_not_found (also for a private one without them), missing_scope for its kind.
        """
        channel = self.workspace.channel(self.args.required(name))
        self.check_sight(channel)
        if verb is not None:
            self.require_scopes(channel.scope(verb))
        return channel

    def post(self, channel: Channel, argument: str) -> Post:
        """Find the message that an argument names by its ts; raises message_not_found."""
        post = self.workspace.messages.find(channel.id, self.args.required(argument))
        if post is None or post.only_for is not None:
            raise SlackError("message_not_found")
        return post

    def item(self) -> Post:
        """Find the message that `channel` and `timestamp` name.

        Raises no_item_specified, channel_not_found, bad_timestamp, message_not_found.
        """
        timestamp = self.args.text("timestamp")
        if not timestamp or not self.args.text("channel"):
            raise SlackError("no_item_specified")
        channel = self.channel()
        if not TIMESTAMP.fullmatch(timestamp):
            raise SlackError("bad_timestamp")
        return self.post(channel, "timestamp")

    def linked(self, post: Post) -> Json:
        """Give a message as an item shows it: with its address, without metadata."""
        return without(post.message, "metadata") | {"permalink": self.workspace.permalink(post)}

    def shown(self, user: User, *, with_locale: bool) -> Json:
        """Describe a person, with their address where the token may see it."""
        return user.as_dict(self.workspace.clock.now(), with_locale=with_locale, with_email=self.shows_email)

    @property
    def shows_email(self) -> bool:
        return "users:read.email" in self.scopes

    def user(self) -> User:
        """Find the person named, who acts where none is; raises user_not_found."""
        return self.workspace.user(self.args.text("user") or self.actor_id)

    def check_thread(self, channel: Channel, thread_ts: str | None) -> None:
        """Raise invalid_arguments for a thread that is not there: for methods that list no code of their own for it."""
        try:
            if thread_ts:
                self.workspace.messages.parent(channel.id, thread_ts)
        except SlackError:
            raise invalid_arguments(f"invalid thread_ts: {thread_ts}") from None

    def check_sight(self, channel: Channel) -> None:
        if channel.type != "public_channel" and self.actor_id not in channel.members:
            raise SlackError("channel_not_found")

    def check_member(self, channel: Channel) -> None:
        if self.actor_id not in channel.members:
            raise SlackError("not_in_channel")

    def posting_channel(self) -> Channel:
        """Find where to post: an id, a name, or a person, whose direct message is opened (chat.postMessage).

        Raises channel_not_found, not_in_channel, is_archived, messages_tab_disabled.
        """
        channel = self._addressed(self.args.required("channel"))
        self.check_sight(channel)
        if channel.is_archived:
            raise SlackError("is_archived")
        if channel.type != "public_channel" or "chat:write.public" not in self.workspace.scopes:
            self.check_member(channel)
        if channel.is_im and not self.workspace.app.home.messages_tab_enabled:
            raise SlackError("messages_tab_disabled")
        return channel

    def _addressed(self, given: str) -> Channel:
        workspace = self.workspace
        if given in workspace.people and not workspace.people[given].is_bot:
            return workspace.dm(given)
        named = (channel for channel in workspace.channels.values() if channel.name == given.lstrip("#"))
        return next(named, None) or workspace.channel(given)


Handler = Callable[[ApiCall], Json]
