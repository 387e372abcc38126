"""What an interaction grants an app for a while: a trigger to open a view, an address to answer to."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.playground.errors import SlackError

TRIGGER_LASTS = timedelta(seconds=3)
ANSWERS_PER_URL = 5
ANSWER_WITHIN = timedelta(minutes=30)


@dataclass
class Trigger:
    user_id: str
    issued: datetime
    exchanged: bool = False


@dataclass
class Triggers:
    """Trigger ids: valid for 3 seconds of the playground's time, once (docs: surfaces/modals)."""

    now: Callable[[], datetime]
    issued: dict[str, Trigger] = field(default_factory=dict[str, Trigger])

    def issue(self, user_id: str) -> str:
        trigger_id = f"{secrets.randbelow(10**7)}.{secrets.randbelow(10**7)}.{secrets.token_hex(16)}"
        self.issued[trigger_id] = Trigger(user_id, self.now())
        return trigger_id

    def check(self, trigger_id: str) -> Trigger:
        """Say whose trigger this is; raises invalid_, expired_ or exchanged_trigger_id."""
        trigger = self.issued.get(trigger_id)
        if trigger is None:
            raise SlackError("invalid_trigger_id")
        if trigger.exchanged:
            raise SlackError("exchanged_trigger_id")
        if self.now() - trigger.issued > TRIGGER_LASTS:
            raise SlackError("expired_trigger_id")
        return trigger


@dataclass
class Answering:
    """Where an answer to a response_url goes; `message_ts` is the message that was clicked, if any."""

    user_id: str
    channel_id: str
    message_ts: str | None
    issued: datetime
    thread_ts: str | None = None
    used: int = 0


@dataclass
class ResponseUrls:
    """Keys of response_urls: 5 answers within 30 minutes of the playground's time."""

    now: Callable[[], datetime]
    issued: dict[str, Answering] = field(default_factory=dict[str, Answering])

    def issue(self, user_id: str, channel_id: str, message_ts: str | None = None, thread_ts: str | None = None) -> str:
        key = secrets.token_urlsafe(18)
        self.issued[key] = Answering(user_id, channel_id, message_ts, self.now(), thread_ts)
        return key

    def use(self, key: str) -> Answering:
        """Count one use; raises no_service, expired_url or used_url."""
        answering = self.issued.get(key)
        if answering is None:
            raise SlackError("no_service")
        if self.now() - answering.issued > ANSWER_WITHIN:
            raise SlackError("expired_url")
        if answering.used >= ANSWERS_PER_URL:
            raise SlackError("used_url")
        answering.used += 1
        return answering
