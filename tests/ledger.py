"""All that Slack has shown at the playground, to whom, and as it was then."""

import json
from dataclasses import dataclass, field

from bot.playground import Workspace
from bot.playground.feed import Change
from bot.playground.values import Json, copy_of
from tests.reading import read

KINDS = ("message", "home", "modals")


@dataclass(frozen=True)
class Shown:
    """A message, somebody's Home or their modals, once they were there or had changed."""

    kind: str
    to: frozenset[str]
    body: Json


@dataclass
class Ledger:
    """Keeps what the people of a workspace see from now on."""

    workspace: Workspace
    shown: list[Shown] = field(default_factory=list[Shown])

    def __post_init__(self) -> None:
        self.workspace.changes.subscribe(self._keep)

    def told(self, who: str) -> list[str]:
        """Return what each message to somebody (a Slack id) said when it was posted, answers to commands aside."""
        posted: dict[str, Json] = {}
        for one in self._to(who, "message"):
            message = one.body["message"]
            if not message.get("is_ephemeral"):
                posted.setdefault(message["ts"], message)
        return [read(one) for one in posted.values()]

    def shows(self, who: str, words: str, *kinds: str) -> bool:
        """Say whether somebody was ever shown some words, if only where they cannot be read."""
        return any(words in json.dumps(one.body, ensure_ascii=False) for one in self._to(who, *kinds or KINDS))

    def _to(self, who: str, *kinds: str) -> list[Shown]:
        return [one for one in self.shown if one.kind in kinds and who in one.to]

    def _keep(self, change: Change) -> None:
        if change.audience and change.type in KINDS:
            self.shown.append(Shown(change.type, change.audience, copy_of(change.body)))
