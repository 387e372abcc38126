"""Where an app in HTTP mode wants to be called, all of it on this machine (docs: reference/app-manifest)."""

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from bot.playground.values import Json


@dataclass(frozen=True)
class RequestUrls:
    """An address for each kind of call, None where the app names none; `commands` has one for each command."""

    events: str | None = None
    interactivity: str | None = None
    options: str | None = None
    commands: dict[str, str] = field(default_factory=dict[str, str])

    @classmethod
    def all_at(cls, url: str, commands: Iterable[str]) -> Self:
        """Have everything go to one address, as Bolt listens."""
        return cls(url, url, url, dict.fromkeys(commands, url))

    def check_local(self) -> None:
        """Raise ValueError for an address on another machine: a playground calls nobody but this one."""
        for url in (self.events, self.interactivity, self.options, *self.commands.values()):
            if url is not None and not is_local(url):
                raise ValueError(f"the playground calls request URLs on this machine only, not {url}")

    def at(self, kind: str, payload: Json) -> str | None:
        """Give the address for a payload; look-ups of options go where interactions go, unless they have their own."""
        if kind == "events_api":
            return self.events
        if kind == "slash_commands":
            return self.commands.get(payload["command"])
        is_lookup = payload["type"] == "block_suggestion"
        return (is_lookup and self.options) or self.interactivity


def is_local(url: str) -> bool:
    """Say whether an address is one of this machine's: by http or https, at a loopback address or localhost."""
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or parts.hostname is None:
        return False
    if parts.hostname == "localhost":
        return True
    try:
        return ipaddress.ip_address(parts.hostname).is_loopback
    except ValueError:
        return False
