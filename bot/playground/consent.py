"""The consent page, on which a person lets an app into the workspace (docs: authentication/installing-with-oauth)."""

import secrets
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from string import Template
from urllib.parse import unquote, urlencode, urlsplit

from aiohttp import web
from multidict import MultiMapping

from bot.playground.errors import SlackError
from bot.playground.people import User
from bot.playground.phrases import phrase
from bot.playground.scopes import explained
from bot.playground.workspace import Workspace

PATH = "/oauth/v2/authorize"
WITH_ORIGIN = "same-origin"  # a form without any referrer would come from the origin "null"
# A browser holds every redirect after a form to form-action, and an app may send people on from where they come back.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action http: https:"
)
SHELL, FORM = (
    Template((Path(__file__).parent / "page" / name).read_text(encoding="utf-8"))
    for name in ("consent.html", "consent-form.html")
)


@dataclass(frozen=True)
class Request:
    """What an app asks for, checked against its manifest."""

    scopes: tuple[str, ...]
    redirect_uri: str
    given_uri: str | None
    state: str | None

    def answered(self, **values: str) -> str:
        """Give the address that the person is sent to, with what was asked to come back."""
        query = values | ({"state": self.state} if self.state is not None else {})
        joint = "&" if urlsplit(self.redirect_uri).query else "?"
        return f"{self.redirect_uri}{joint}{urlencode(query)}"


@dataclass
class Consent:
    workspace: Workspace
    _pending: dict[str, Request] = field(default_factory=dict[str, Request])

    def routes(self) -> list[web.RouteDef]:
        return [web.get(PATH, self.ask), web.post(PATH, self.decide)]

    async def ask(self, request: web.Request) -> web.Response:
        """Show what the app wants; what it may not ask for is said here, and nobody is sent anywhere."""
        language = _language(request)
        try:
            asked = self._asked(request.query)
        except SlackError as refusal:
            return _refused(refusal.code, language)
        ticket = secrets.token_urlsafe(24)
        self._pending[ticket] = asked
        names = {"app": self.workspace.app.app_name, "team": self.workspace.name}
        title, lead = phrase(language, "consent_title", **names), phrase(language, "consent_may", **names)
        return _page(language, title, lead, self._form(asked, ticket, language))

    async def decide(self, request: web.Request) -> web.Response:
        """Send the person back to the app, with a code or with access_denied; each question is answered once."""
        form = await request.post()
        asked = self._pending.pop(str(form.get("ticket", "")), None)
        if asked is None:
            return _refused("invalid_ticket", _language(request))
        if form.get("decision") != "allow":
            return _sent_to(asked.answered(error="access_denied"))
        user_id = str(form.get("user", ""))
        if user_id not in [one.id for one in self._people()]:
            return _refused("user_not_found", _language(request))
        return _sent_to(asked.answered(code=self.workspace.grant(user_id, asked.given_uri, asked.scopes)))

    def _people(self) -> list[User]:
        return [one for one in self.workspace.people.values() if not (one.is_bot or one.deleted)]

    def _asked(self, query: MultiMapping[str]) -> Request:
        """Read a request; raises invalid_client_id, invalid_scope, bad_redirect_uri."""
        if query.get("client_id") != self.workspace.client_id:
            raise SlackError("invalid_client_id")
        scopes = tuple(dict.fromkeys(query.get("scope", "").replace(",", " ").split()))
        if not scopes or query.get("user_scope") or not self.workspace.app.scopes.issuperset(scopes):
            raise SlackError("invalid_scope")
        given, known = query.get("redirect_uri"), self.workspace.app.redirect_urls
        uri = given or next(iter(known), "")
        if not any(_is_below(uri, url) for url in known):
            raise SlackError("bad_redirect_uri")
        return Request(scopes, uri, given, query.get("state"))

    def _form(self, asked: Request, ticket: str, language: str) -> str:
        return FORM.substitute(
            {name: phrase(language, f"consent_{name}") for name in ("who", "allow", "cancel")},
            scopes="".join(f"<li>{escape(explained(scope, language))}</li>" for scope in asked.scopes),
            people="".join(
                f'<option value="{escape(one.id)}">{escape(one.real_name)}</option>' for one in self._people()
            ),
            ticket=ticket,
        )


def _refused(code: str, language: str) -> web.Response:
    title, reason = phrase(language, "consent_refused"), phrase(language, "consent_reason", code=code)
    return _page(language, title, reason, status=400)


def _page(language: str, title: str, lead: str, form: str = "", *, status: int = 200) -> web.Response:
    text = SHELL.substitute(
        language=language, tab=phrase(language, "consent_tab"), title=escape(title), lead=escape(lead), form=form
    )
    headers = {"Content-Security-Policy": POLICY, "Referrer-Policy": WITH_ORIGIN}
    return web.Response(text=text, content_type="text/html", charset="utf-8", status=status, headers=headers)


def _sent_to(address: str) -> web.Response:
    return web.Response(status=302, headers={"Location": address})


def _language(request: web.Request) -> str:
    return "fr" if request.headers.get("Accept-Language", "").lower().startswith("fr") else "en"


def _is_below(uri: str, known: str) -> bool:
    """Say whether an address is a configured one or below it: same scheme and host, the path going on.

    A browser goes up at an escaped dot, too, and takes a backslash for a slash.
    """
    here, there = urlsplit(uri), urlsplit(known)
    base = there.path.rstrip("/")
    is_plain = uri.isprintable() and not set(uri) & set(" \\#") and ".." not in unquote(here.path).split("/")
    same_place = here.scheme in {"http", "https"} and (here.scheme, here.netloc) == (there.scheme, there.netloc)
    return is_plain and same_place and (here.path.rstrip("/") == base or here.path.startswith(f"{base}/"))
