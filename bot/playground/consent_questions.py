"""What an app asks of a person on the consent page, and the questions that wait for an answer."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Self
from urllib.parse import unquote, urlencode, urlsplit

from multidict import MultiMapping

from bot.playground.errors import SlackError
from bot.playground.manifest import AppManifest

QUESTION_LASTS = timedelta(minutes=10)
MOST_QUESTIONS = 100


@dataclass(frozen=True)
class Request:
    """What an app asks for, checked against its manifest."""

    scopes: tuple[str, ...]
    user_scopes: tuple[str, ...]
    redirect_uri: str
    given_uri: str | None
    state: str | None

    @classmethod
    def read(cls, query: MultiMapping[str], app: AppManifest) -> Self:
        """Read what a link to the page asks for; raises invalid_scope, bad_redirect_uri."""
        scopes, user_scopes = _listed(query.get("scope", "")), _listed(query.get("user_scope", ""))
        is_known = app.scopes.issuperset(scopes) and app.user_scopes.issuperset(user_scopes)
        if not is_known or not (scopes or user_scopes):
            raise SlackError("invalid_scope")
        given = query.get("redirect_uri")
        uri = given or next(iter(app.redirect_urls), "")
        if not any(_is_below(uri, url) for url in app.redirect_urls):
            raise SlackError("bad_redirect_uri")
        return cls(scopes, user_scopes, uri, given, query.get("state"))

    def answered(self, **values: str) -> str:
        """Give the address that the person is sent to, with what was asked to come back."""
        query = values | ({"state": self.state} if self.state is not None else {})
        joint = "&" if urlsplit(self.redirect_uri).query else "?"
        return f"{self.redirect_uri}{joint}{urlencode(query)}"


@dataclass
class Questions:
    """Questions by their tickets: answered once, within ten minutes of the playground's time, the newest hundred."""

    now: Callable[[], datetime]
    waiting: dict[str, tuple[Request, datetime]] = field(default_factory=dict[str, tuple[Request, datetime]])

    def ask(self, request: Request) -> str:
        """Keep a question, in the place of the oldest where there are too many; give its ticket."""
        if len(self.waiting) >= MOST_QUESTIONS:
            del self.waiting[next(iter(self.waiting))]
        ticket = secrets.token_urlsafe(24)
        self.waiting[ticket] = request, self.now() + QUESTION_LASTS
        return ticket

    def take(self, ticket: str) -> Request:
        """Give what was asked; raises invalid_ticket for an unknown or used one, expired_ticket for an old one."""
        if ticket not in self.waiting:
            raise SlackError("invalid_ticket")
        request, until = self.waiting.pop(ticket)
        if self.now() > until:
            raise SlackError("expired_ticket")
        return request


def _listed(scopes: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(scopes.replace(",", " ").split()))


def _is_below(uri: str, known: str) -> bool:
    """Say whether an address is a configured one or below it: same scheme and host, the path going on.

    A browser goes up at an escaped dot, too, and takes a backslash for a slash.
    """
    here, there = urlsplit(uri), urlsplit(known)
    base = there.path.rstrip("/")
    is_plain = uri.isprintable() and not set(uri) & set(" \\#") and ".." not in unquote(here.path).split("/")
    same_place = here.scheme in {"http", "https"} and (here.scheme, here.netloc) == (there.scheme, there.netloc)
    return is_plain and same_place and (here.path.rstrip("/") == base or here.path.startswith(f"{base}/"))
