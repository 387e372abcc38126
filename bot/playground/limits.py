"""How often an app may call: a budget a minute for each method, and a message a second for each channel.

Docs: apis/web-api/rate-limits. Slack does not publish how long a burst may be; BURST is our guess.
"""

import math
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.playground.errors import SlackError

PER_MINUTE = {1: 1, 2: 20, 3: 50, 4: 100, "special": 300}
MINUTE = 60.0  # seconds
BURST = 5  # messages in a channel, in as many seconds
TIERS: dict[str, int | str] = {
    "apps.uninstall": 1,
    **dict.fromkeys(("bookmarks.add", "conversations.create", "conversations.list", "dnd.teamInfo"), 2),
    **dict.fromkeys(("pins.add", "pins.list", "pins.remove", "reactions.remove"), 2),
    **dict.fromkeys(("usergroups.list", "usergroups.users.list", "users.list"), 2),
    **dict.fromkeys(("api.test", "chat.postEphemeral", "conversations.members"), 4),
    **dict.fromkeys(("files.completeUploadExternal", "files.getUploadURLExternal", "files.info"), 4),
    **dict.fromkeys(("users.info", "users.profile.get"), 4),
    **dict.fromkeys(("views.open", "views.publish", "views.push", "views.update"), 4),
    **dict.fromkeys(("auth.test", "chat.getPermalink", "chat.postMessage", "oauth.v2.access"), "special"),
}
USUAL_TIER = 3


class RateLimited(SlackError):  # noqa: N818 - Slack's word for it
    """A call too many; it may come again after `seconds`."""

    def __init__(self, seconds: float) -> None:
        super().__init__("ratelimited")
        self.seconds = math.ceil(seconds)


@dataclass
class Limits:
    """Counts calls by the playground's time, if it is `enforced`."""

    now: Callable[[], datetime]
    enforced: bool = False
    _calls: dict[str, deque[float]] = field(default_factory=lambda: defaultdict(deque))

    def count(self, method: str, channel: str | None) -> None:
        """Count a call; raises RateLimited for one too many, which is not counted."""
        if not self.enforced:
            return
        budgets = [(method, PER_MINUTE[TIERS.get(method, USUAL_TIER)], MINUTE)]
        if method == "chat.postMessage":
            budgets.append((f"{method} to {channel}", BURST, float(BURST)))
        at = self.now().timestamp()
        for name, most, seconds in budgets:
            self._check(self._calls[name], at, most, seconds)
        for name, _, _ in budgets:
            self._calls[name].append(at)

    def _check(self, calls: deque[float], at: float, most: int, seconds: float) -> None:
        while calls and calls[0] <= at - seconds:
            calls.popleft()
        if len(calls) >= most:
            raise RateLimited(calls[0] + seconds - at)
