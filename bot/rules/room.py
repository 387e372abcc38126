"""A channel in which Tandem is to post."""

from dataclasses import dataclass

from bot.rules.refusal import Reason, Rejected


@dataclass(frozen=True)
class Room:
    """A channel as Slack tells it: `name` is None and `member` False for a private one without Tandem."""

    id: str
    name: str | None
    member: bool

    def refusal(self) -> Rejected:
        """Return why nothing can be posted here while Tandem is not a member."""
        return Rejected.because(Reason.NOT_IN_CHANNEL, channel=self.id)
