"""The consent page, on which a person lets an app into the workspace (docs: authentication/installing-with-oauth)."""

from dataclasses import dataclass

from aiohttp import web

from bot.playground.consent_page import question, refusal
from bot.playground.consent_questions import Questions, Request
from bot.playground.errors import SlackError
from bot.playground.people import User
from bot.playground.workspace import Workspace

PATH = "/oauth/v2/authorize"


@dataclass(frozen=True)
class Consent:
    workspace: Workspace
    questions: Questions

    def routes(self) -> list[web.RouteDef]:
        return [web.get(PATH, self.ask), web.post(PATH, self.decide)]

    async def ask(self, request: web.Request) -> web.Response:
        """Show what the app wants; what it may not ask for is said here, and nobody is sent anywhere."""
        chosen = self._chosen(request, request.query.get("as"))
        try:
            asked = self._asked(request)
        except SlackError as refused:
            return refusal(chosen.language, refused.code)
        names = {"app": self.workspace.app.app_name, "team": self.workspace.name}
        return question(asked, self.questions.ask(asked), self._people(), chosen, **names)

    async def decide(self, request: web.Request) -> web.Response:
        """Send the person back to the app, with a code or with access_denied; each question is answered once."""
        form = await request.post()
        user_id = str(form.get("user", ""))
        try:
            asked = self.questions.take(str(form.get("ticket", "")))
            if form.get("decision") != "allow":
                return _sent_to(asked.answered(error="access_denied"))
            return _sent_to(asked.answered(code=self._code(asked, user_id)))
        except SlackError as refused:
            return refusal(self._chosen(request, user_id).language, refused.code)

    def _chosen(self, request: web.Request, user_id: str | None) -> User:
        """Give whom the page speaks to: the person named, or who speaks the browser's language, or the first.

        In a workspace without people it is the app's bot.
        """
        language = request.headers.get("Accept-Language", "")[:2].lower()
        people = self._people() or [self.workspace.user(self.workspace.bot_user_id)]
        named = [one for one in people if one.id == user_id]
        speaking = [one for one in people if one.language == language]
        return [*named, *speaking, *people][0]

    def _people(self) -> list[User]:
        return [one for one in self.workspace.people.values() if not (one.is_bot or one.deleted)]

    def _asked(self, request: web.Request) -> Request:
        """Read a request; raises invalid_client_id, invalid_scope, bad_redirect_uri."""
        if request.query.get("client_id") != self.workspace.client_id:
            raise SlackError("invalid_client_id")
        return Request.read(request.query, self.workspace.app)

    def _code(self, asked: Request, user_id: str) -> str:
        """Give the code that one of the people consents with; raises user_not_found for anybody else."""
        if user_id not in [one.id for one in self._people()]:
            raise SlackError("user_not_found")
        return self.workspace.grant(user_id, asked.given_uri, asked.scopes, asked.user_scopes)


def _sent_to(address: str) -> web.Response:
    return web.Response(status=302, headers={"Location": address})
