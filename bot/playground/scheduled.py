"""Messages that an app has written for later (docs: reference/methods/chat.scheduleMessage)."""

from dataclasses import dataclass, field

from bot.playground.values import Json

MOST_IN_A_WHILE = 30
WHILE = 300  # seconds


@dataclass(frozen=True)
class Scheduled:
    """A message to be posted at `post_at`, in seconds since the epoch."""

    id: str
    channel_id: str
    post_at: int
    created: int
    message: Json
    thread_ts: str | None

    def as_dict(self) -> Json:
        text = self.message["text"]
        place = {"id": self.id, "channel_id": self.channel_id, "post_at": self.post_at}
        return place | {"date_created": self.created, "text": text}


@dataclass
class ScheduledMessages:
    waiting: dict[str, Scheduled] = field(default_factory=dict[str, Scheduled])

    def ordered(self) -> list[Scheduled]:
        return sorted(self.waiting.values(), key=lambda one: one.post_at)

    def is_full(self, channel_id: str, post_at: int) -> bool:
        """Say whether a channel has as many messages around that moment as it takes."""
        near = (one for one in self.waiting.values() if one.channel_id == channel_id)
        return sum(abs(one.post_at - post_at) < WHILE for one in near) >= MOST_IN_A_WHILE

    def take_due(self, moment: int) -> list[Scheduled]:
        due = [one for one in self.ordered() if one.post_at <= moment]
        for one in due:
            del self.waiting[one.id]
        return due
