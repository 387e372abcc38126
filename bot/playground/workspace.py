"""The state of the small Slack: who is there, what was said, what is open before whom."""

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime

from bot.playground.clock import Clock
from bot.playground.elements import Values
from bot.playground.errors import SlackError
from bot.playground.feed import Feed
from bot.playground.files import File, Files
from bot.playground.grants import ResponseUrls, Triggers
from bot.playground.messages import Messages, Pin, Post, Timestamps
from bot.playground.roster import Roster
from bot.playground.scheduled import Scheduled, ScheduledMessages
from bot.playground.tokens import Grants, Tokens
from bot.playground.values import Json, copy_of
from bot.playground.views import OpenView, Ownership, Views

Toast = dict[str, str]


class Workspace(Roster):
    """One workspace with one installed app, whose manifest says what it may do; raises ValueError for none."""

    def __init__(self, name: str = "Acme", *, manifest: Json, clock: Clock) -> None:
        super().__init__(name, manifest, clock)
        self.tokens = Tokens()
        self.bot_token = self.tokens.issue("bot", "xoxb")
        self.app_token = self.tokens.issue("app", f"xapp-1-{self.app_id}")
        self.client_id, self.client_secret = f"1.{secrets.randbelow(10**12)}", secrets.token_hex(16)
        self.signing_secret = secrets.token_hex(16)
        self.grants = Grants(clock.now)
        self.owner = Ownership(self.id, self.app_id, self.bot_id)
        self.guide: list[Json] = []
        self.messages = Messages()
        self.bookmarks: dict[str, list[Json]] = {}
        self.files = Files()
        self.views = Views()
        self.message_values: dict[tuple[str, str], Values] = {}
        self.toasts: dict[str, list[Toast]] = {}
        self.triggers = Triggers(clock.now)
        self.response_urls = ResponseUrls(clock.now)
        self.scheduled = ScheduledMessages()
        self.on_scheduled: Feed[Scheduled] = Feed()
        self._timestamps = Timestamps()
        clock.changes.subscribe(self._post_due)

    def next_ts(self, at: datetime | None = None) -> str:
        return self._timestamps.next(at or self.clock.now())

    # Installation

    def grant(
        self,
        user_id: str,
        redirect_uri: str | None = None,
        scopes: Iterable[str] | None = None,
        user_scopes: Iterable[str] = (),
    ) -> str:
        """Have a person agree to install the app, with all its scopes or these; give the code for oauth.v2.access.

        With `user_scopes` the app gets a token of that person's, too, or that alone where `scopes` is empty.
        """
        return self.grants.issue(self.user(user_id).id, redirect_uri, self._granted(scopes), frozenset(user_scopes))

    def install(self, scopes: Iterable[str] | None = None) -> str:
        """Give the bot token that holds, with all scopes of the manifest or these.

        They add to those it has (docs: authentication/installing-with-oauth). An app that was taken out of the
        workspace gets a new token with these alone, and its bot is a member again.
        """
        if not self.is_installed:
            self.bot_token, self.scopes = self.tokens.issue("bot", "xoxb"), frozenset[str]()
            self._replace_person(self.bot_user_id, deleted=False)
        self.scopes |= self._granted(scopes)
        return self.bot_token

    def _granted(self, scopes: Iterable[str] | None) -> frozenset[str]:
        return self.app.scopes if scopes is None else frozenset(scopes)

    @property
    def is_installed(self) -> bool:
        """Say whether the app has a token here; one without hears nothing but that it was taken out."""
        return self.bot_token not in self.tokens.revoked

    def revoke(self, *tokens: str) -> None:
        """End tokens, the bot's or people's; the app hears tokens_revoked."""
        for token in tokens:
            self.tokens.revoke(token)
        people = [self.tokens.behalves[token].user_id for token in tokens if token in self.tokens.behalves]
        bots = [self.bot_user_id] if self.bot_token in tokens else []
        self.events.tell({"type": "tokens_revoked", "tokens": {"oauth": people, "bot": bots}})

    def uninstall(self) -> None:
        """Take the app out of the workspace: its tokens end, and its bot is a member no more.

        The app hears app_uninstalled and tokens_revoked.
        """
        self.events.tell({"type": "app_uninstalled"})
        self.revoke(self.bot_token, *self.tokens.of_people())
        self._replace_person(self.bot_user_id, deleted=True)

    # Messages for later

    def schedule(self, channel_id: str, message: Json, post_at: int, *, thread_ts: str | None = None) -> Scheduled:
        """Keep a message until the clock shows `post_at`, in seconds since the epoch."""
        name = f"Q{secrets.randbelow(10**10):010}"
        later = Scheduled(name, channel_id, post_at, self.moment, message, thread_ts)
        self.scheduled.waiting[name] = later
        self.on_scheduled.tell(later)
        return later

    def _post_due(self, _: None) -> None:
        self.post_due()

    def post_due(self) -> None:
        """Post what was written for now or earlier, as of its own time; what has lost its place is dropped."""
        for later in self.scheduled.take_due(self.moment):
            if self._has_place(later):
                at = datetime.fromtimestamp(later.post_at, UTC)
                self.post(later.channel_id, later.message, thread_ts=later.thread_ts, at=at)

    def _has_place(self, later: Scheduled) -> bool:
        channel = self.channels[later.channel_id]
        thread = later.thread_ts is None or self.messages.find(channel.id, later.thread_ts) is not None
        return thread and not channel.is_archived and self.bot_user_id in channel.members

    # Messages

    def post(self, channel_id: str, message: Json, *, thread_ts: str | None = None, at: datetime | None = None) -> Post:
        """Post for everyone in the conversation; raises cannot_reply_to_message for a wrong thread_ts."""
        place = self._place_in_thread(channel_id, thread_ts)
        stamped = {"type": "message", **message, "ts": self.next_ts(at), **place}
        post = self.messages.add(Post(channel_id, stamped))
        self._tell_post(post)
        self._tell_event(post, {key: value for key, value in stamped.items() if key != "metadata"})
        self._tell_parent(post)
        return post

    def post_ephemeral(self, channel_id: str, user_id: str, message: Json, *, thread_ts: str | None = None) -> Post:
        place = {"thread_ts": thread_ts} if thread_ts else {}
        stamped = {"type": "message", **message, "ts": self.next_ts(), **place, "is_ephemeral": True}
        post = self.messages.add(Post(channel_id, stamped, only_for=user_id))
        self._tell_post(post)
        return post

    def edit(self, post: Post, message: Json) -> None:
        """Put the fields of `message` in the place of what stood there; the others stay."""
        before = copy_of(post.message)
        post.message = post.message | message
        if post.only_for is None:
            author = post.message.get("user", self.bot_user_id)
            post.message["edited"] = {"user": author, "ts": self.next_ts()}
        self._tell_post(post)
        changed = {"subtype": "message_changed", "message": post.message, "previous_message": before}
        self._tell_event(post, changed)

    def delete(self, post: Post) -> None:
        before = copy_of(post.message)
        if self.messages.remove(post):
            self._tell("message_deleted", {"channel": post.channel_id, "ts": post.ts}, *self._audience(post))
        else:
            self._tell_post(post)
        gone = {"subtype": "message_deleted", "deleted_ts": post.ts, "previous_message": before}
        self._tell_event(post, gone)
        self._tell_parent(post)

    def delete_file(self, file: File) -> None:
        """Delete a file; where a message carried it, the message keeps a tombstone."""
        self.files.delete(file)
        for share in file.shares:
            post = self.messages.find(share.channel_id, share.ts)
            if post is not None and "files" in post.message:
                post.message["files"] = [_without(file, shown) for shown in post.message["files"]]
                self._tell_post(post)

    def react(self, post: Post, name: str, user_id: str) -> None:
        """Add a reaction; the app hears reaction_added. Raises already_reacted."""
        reactions: list[Json] = post.message.setdefault("reactions", [])
        reaction = next((each for each in reactions if each["name"] == name), None)
        if reaction is None:
            reaction = Json(name=name, users=[], count=0)
            reactions.append(reaction)
        if user_id in reaction["users"]:
            raise SlackError("already_reacted")
        reaction["users"].append(user_id)
        self._tell_reaction("reaction_added", post, reaction, user_id)

    def unreact(self, post: Post, name: str, user_id: str) -> None:
        """Take a reaction of one's own away; the app hears reaction_removed. Raises no_reaction."""
        reactions: list[Json] = post.message.get("reactions", [])
        reaction = next((each for each in reactions if each["name"] == name and user_id in each["users"]), None)
        if reaction is None:
            raise SlackError("no_reaction")
        reaction["users"].remove(user_id)
        if not reaction["users"]:
            reactions.remove(reaction)
        if not reactions:
            del post.message["reactions"]
        self._tell_reaction("reaction_removed", post, reaction, user_id)

    def pin(self, post: Post, user_id: str) -> None:
        post.pin = Pin(user_id, self.moment)
        post.message["pinned_to"] = [post.channel_id]
        self._tell_post(post)

    def unpin(self, post: Post) -> None:
        post.pin = None
        del post.message["pinned_to"]
        self._tell_post(post)

    def _tell_reaction(self, kind: str, post: Post, reaction: Json, user_id: str) -> None:
        reaction["count"] = len(reaction["users"])
        self._tell_post(post)
        item = {"type": "message", "channel": post.channel_id, "ts": post.ts}
        event: Json = {"type": kind, "user": user_id, "reaction": reaction["name"], "item": item}
        self.events.tell(event | {"item_user": post.message.get("user", "")})

    def permalink(self, post: Post) -> str:
        link = f"https://{self.domain}.slack.com/archives/{post.channel_id}/p{post.ts.replace('.', '')}"
        thread_ts = post.message.get("thread_ts")
        return link if thread_ts in (None, post.ts) else f"{link}?thread_ts={thread_ts}&cid={post.channel_id}"

    def _place_in_thread(self, channel_id: str, thread_ts: str | None) -> Json:
        if thread_ts is None:
            return {}
        parent = self.messages.parent(channel_id, thread_ts)
        return {"thread_ts": thread_ts, "parent_user_id": parent.message.get("user", "")}

    def _audience(self, post: Post) -> tuple[str, ...]:
        return (post.only_for,) if post.only_for else self.channels[post.channel_id].members

    def _tell_post(self, post: Post) -> None:
        body = {"channel": post.channel_id, "message": post.message}
        self._tell("message", body, *self._audience(post))

    def _tell_event(self, post: Post, event: Json) -> None:
        if post.only_for is None:
            channel = self.channels[post.channel_id]
            place = {"channel": channel.id, "channel_type": channel.event_type}
            stamp = event.get("ts") or self.next_ts()
            self.events.tell(copy_of({"type": "message", **event, **place, "ts": stamp, "event_ts": stamp}))

    def _tell_parent(self, post: Post) -> None:
        thread_ts = post.message.get("thread_ts")
        if thread_ts and thread_ts != post.ts:
            parent = self.messages.count_replies(post.channel_id, thread_ts)
            if parent is not None:
                self._tell_post(parent)

    # Views

    def tell_view(self, shown: OpenView) -> None:
        """Let the person see their modals or their Home as they are now."""
        if shown.is_modal:
            self.tell_modals(shown.user_id)
        else:
            self._tell("home", {"home": shown.view}, shown.user_id)

    def tell_modals(self, user_id: str) -> None:
        modals = [modal.as_dict() for modal in self.views.stack(user_id)]
        self._tell("modals", {"modals": modals}, user_id)

    def toast(self, user_id: str, code: str, text: str) -> None:
        """Show one line that Slack itself says to a person."""
        self.toasts.setdefault(user_id, []).append({"text": text, "code": code})
        self._tell("toast", {"text": text, "code": code}, user_id)


def _without(file: File, shown: Json) -> Json:
    return {"id": file.id, "mode": "tombstone"} if shown["id"] == file.id else shown
