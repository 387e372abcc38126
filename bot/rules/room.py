"""A channel in which Tandem is to post."""

from dataclasses import dataclass

from bot.rules.refusal import Problem, Reason, Rejected


@dataclass(frozen=True)
class Room:
    """A channel as Slack tells it: `name` is None and `member` False for a private one without Tandem.

    An `external` one is shared with another company.
    """

    id: str
    name: str | None
    member: bool
    archived: bool = False
    external: bool = False

    def refusal(self) -> Rejected:
        """Return why nothing can be posted here while Tandem is not a member."""
        return Rejected.because(Reason.NOT_IN_CHANNEL, channel=self.id)

    def check(self, field: str) -> None:
        """Raise Rejected, in a field of a form, for a channel that no team can have."""
        if self.external:
            raise Rejected(Problem(Reason.EXTERNAL_CHANNEL, field))
        if self.archived:
            raise Rejected(Problem(Reason.ARCHIVED_CHANNEL, field))
