"""The messages of every conversation: order, threads, what is seen by one person only."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from bot.playground.errors import SlackError
from bot.playground.values import Json

TOMBSTONE: Json = {"subtype": "tombstone", "text": "This message was deleted.", "user": "USLACKBOT"}


@dataclass(frozen=True)
class Pin:
    user_id: str
    created: int


@dataclass
class Post:
    """One message where it stands; `only_for` names the one person who sees an ephemeral."""

    channel_id: str
    message: Json
    only_for: str | None = None
    pin: Pin | None = None

    @property
    def ts(self) -> str:
        return self.message["ts"]

    def visible_to(self, user_id: str) -> bool:
        return self.only_for in (None, user_id)

    def belongs_to(self, thread_ts: str) -> bool:
        return thread_ts in (self.ts, self.message.get("thread_ts"))


class Timestamps:
    """Slack's `ts`: seconds and six digits that never repeat in the workspace, so they name a message."""

    def __init__(self) -> None:
        self.last = 0

    def next(self, at: datetime) -> str:
        self.last = max(self.last + 1, int(at.timestamp()) * 1_000_000 + at.microsecond)
        return f"{self.last // 1_000_000}.{self.last % 1_000_000:06d}"


@dataclass
class Messages:
    by_channel: dict[str, list[Post]] = field(default_factory=dict[str, list[Post]])

    def add(self, post: Post) -> Post:
        self.by_channel.setdefault(post.channel_id, []).append(post)
        return post

    def find(self, channel_id: str, ts: str) -> Post | None:
        return next((post for post in self.by_channel.get(channel_id, []) if post.ts == ts), None)

    def locate(self, ts: str, user_id: str) -> Post | None:
        """Find a message this person sees in whatever conversation holds it."""
        everywhere = (post for posts in self.by_channel.values() for post in posts)
        return next((post for post in everywhere if post.ts == ts and post.visible_to(user_id)), None)

    def shown(self, channel_id: str, user_id: str) -> list[Post]:
        return [post for post in self.by_channel.get(channel_id, []) if post.visible_to(user_id)]

    def public(self, channel_id: str) -> Iterator[Post]:
        return (post for post in self.by_channel.get(channel_id, []) if post.only_for is None)

    def pinned(self, channel_id: str) -> list[Post]:
        """Give what is pinned in a conversation, the newest pin first."""
        pins = [(post.pin.created, post) for post in self.public(channel_id) if post.pin]
        return [post for _, post in sorted(pins, key=lambda pin: pin[0], reverse=True)]

    def thread(self, channel_id: str, thread_ts: str) -> list[Post]:
        return [post for post in self.public(channel_id) if post.belongs_to(thread_ts)]

    def parent(self, channel_id: str, thread_ts: str) -> Post:
        """Find what a reply may hang on; raises cannot_reply_to_message unless it is a thread's parent."""
        post = self.find(channel_id, thread_ts)
        is_parent = post is not None and post.message.get("thread_ts", post.ts) == post.ts
        if post is None or post.only_for is not None or not is_parent:
            raise SlackError("cannot_reply_to_message")
        return post

    def count_replies(self, channel_id: str, thread_ts: str) -> Post | None:
        """Bring a parent's reply figures up to date, and give it back if it still stands."""
        parent = self.find(channel_id, thread_ts)
        if parent is None:
            return None
        replies = [post for post in self.thread(channel_id, thread_ts) if post.ts != thread_ts]
        authors = list(dict.fromkeys(post.message.get("user", "") for post in replies))
        parent.message.update(
            thread_ts=thread_ts,
            reply_count=len(replies),
            reply_users=authors,
            reply_users_count=len(authors),
            latest_reply=replies[-1].ts if replies else thread_ts,
        )
        return parent

    def remove(self, post: Post) -> bool:
        """Take a message away, or leave a tombstone where a thread hangs on it; say whether it is gone."""
        if not post.message.get("reply_count"):
            self.by_channel[post.channel_id].remove(post)
            return True
        kept = {key: post.message[key] for key in ("type", "ts", "thread_ts", "reply_count")}
        post.message = kept | TOMBSTONE
        return False
