"""Tokens: what kind each is, whether it still holds; and the codes that one gets for an installation."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.playground.errors import SlackError

CODE_LASTS = timedelta(minutes=10)


@dataclass(frozen=True)
class Behalf:
    """For whom a person's token acts, and what they let it do."""

    user_id: str
    scopes: frozenset[str]


@dataclass
class Tokens:
    kinds: dict[str, str] = field(default_factory=dict[str, str])
    behalves: dict[str, Behalf] = field(default_factory=dict[str, Behalf])
    revoked: set[str] = field(default_factory=set[str])

    def issue(self, kind: str, prefix: str) -> str:
        token = f"{prefix}-{secrets.token_hex(16)}"
        self.kinds[token] = kind
        return token

    def issue_for(self, user_id: str, scopes: frozenset[str]) -> str:
        """Give the token that acts for a person; these scopes add to those they have granted before."""
        token = next((each for each in self.of_people() if self.behalves[each].user_id == user_id), None)
        if token is None:
            token = self.issue("user", "xoxp")
        held = self.behalves[token].scopes if token in self.behalves else frozenset[str]()
        self.behalves[token] = Behalf(user_id, held | scopes)
        return token

    def of_people(self) -> list[str]:
        """List the tokens of people that still hold."""
        return [token for token in self.behalves if token not in self.revoked]

    def revoke(self, token: str) -> None:
        self.revoked.add(token)

    def kind(self, token: str | None) -> str:
        """Say what kind of token it is; raises not_authed, invalid_auth, token_revoked."""
        if not token:
            raise SlackError("not_authed")
        if token not in self.kinds:
            raise SlackError("invalid_auth")
        if token in self.revoked:
            raise SlackError("token_revoked")
        return self.kinds[token]


@dataclass(frozen=True)
class Grant:
    """Somebody's consent to an installation, waiting to be exchanged for a token."""

    user_id: str
    redirect_uri: str | None
    scopes: frozenset[str]
    user_scopes: frozenset[str]
    until: datetime


@dataclass
class Grants:
    """Codes that hold once, for ten minutes of the playground's time."""

    now: Callable[[], datetime]
    waiting: dict[str, Grant] = field(default_factory=dict[str, Grant])

    def issue(self, user_id: str, redirect_uri: str | None, scopes: frozenset[str], user_scopes: frozenset[str]) -> str:
        code = f"{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self.waiting[code] = Grant(user_id, redirect_uri, scopes, user_scopes, self.now() + CODE_LASTS)
        return code

    def exchange(self, code: str, redirect_uri: str | None) -> Grant:
        """Take a code; raises invalid_code for an unknown, used or old one, bad_redirect_uri for another address."""
        grant = self.waiting.get(code)
        if grant is None or self.now() > grant.until:
            raise SlackError("invalid_code")
        if grant.redirect_uri != redirect_uri:
            raise SlackError("bad_redirect_uri")
        return self.waiting.pop(code)
