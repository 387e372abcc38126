"""The consent page as a browser gets it, in the language of whom it speaks to: a question, or why there is none."""

from html import escape
from pathlib import Path
from string import Template

from aiohttp import web

from bot.playground.consent_questions import Request
from bot.playground.people import User
from bot.playground.phrases import phrase, spoken
from bot.playground.scopes import explained, explained_for_person

WITH_ORIGIN = "same-origin"  # a form without any referrer would come from the origin "null"
# A browser holds every redirect after a form to form-action, and an app may send people on from where they come back.
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; form-action http: https:"
)
SHELL, FORM = (
    Template((Path(__file__).parent / "page" / name).read_text(encoding="utf-8"))
    for name in ("consent.html", "consent-form.html")
)
EXPIRED = "expired_ticket"


def question(asked: Request, ticket: str, people: list[User], chosen: User, *, app: str, team: str) -> web.Response:
    """Ask one of these people, this one until they say otherwise, whether the app may do what it asks for."""
    language = spoken(chosen.language)
    form = FORM.substitute(
        {name: phrase(language, f"consent_{name}") for name in ("who", "allow", "cancel")},
        scopes=_group(phrase(language, "consent_may", app=app), explained(asked.scopes, language)),
        user_scopes=_group(
            phrase(language, "consent_behalf", app=app), explained_for_person(asked.user_scopes, language)
        ),
        people="".join(_choice(one, is_chosen=one is chosen) for one in people),
        ticket=ticket,
    )
    return _page(language, phrase(language, "consent_title", app=app, team=team), form)


def refusal(language: str, code: str) -> web.Response:
    """Say why nobody is asked or sent anywhere."""
    language = spoken(language)
    if code == EXPIRED:
        title, reason = phrase(language, "consent_expired"), phrase(language, "consent_anew")
    else:
        title, reason = phrase(language, "consent_refused"), phrase(language, "consent_reason", code=code)
    return _page(language, title, f"<p>{escape(reason)}</p>", status=400)


def _group(title: str, rights: list[str]) -> str:
    listed = "".join(f"<li>{escape(right)}</li>" for right in rights)
    return f"<h2>{escape(title)}</h2><ul>{listed}</ul>" if rights else ""


def _choice(one: User, *, is_chosen: bool) -> str:
    marks = f'data-language="{spoken(one.language)}"' + (" selected" if is_chosen else "")
    return f'<option value="{escape(one.id)}" {marks}>{escape(one.real_name)}</option>'


def _page(language: str, title: str, content: str, *, status: int = 200) -> web.Response:
    tab = phrase(language, "consent_tab")
    text = SHELL.substitute(language=language, tab=tab, title=escape(title), content=content)
    headers = {"Content-Security-Policy": POLICY, "Referrer-Policy": WITH_ORIGIN}
    return web.Response(text=text, content_type="text/html", charset="utf-8", status=status, headers=headers)
