"""The HTTP side of the Web API: who calls, with what, and Slack's envelope around the answer."""

from dataclasses import dataclass

from aiohttp import web

from bot.playground.address import Address
from bot.playground.errors import SlackError
from bot.playground.sockets import SocketMode
from bot.playground.traffic import Traffic
from bot.playground.values import Json, copy_of
from bot.playground.webapi.arguments import Arguments, read_arguments
from bot.playground.webapi.call import ApiCall
from bot.playground.webapi.table import METHODS, Method
from bot.playground.workspace import Workspace


@dataclass(frozen=True)
class WebApi:
    workspace: Workspace
    sockets: SocketMode
    traffic: Traffic
    address: Address

    async def serve(self, request: web.Request) -> web.Response:
        """Answer a call: HTTP 200 also for refusals, as Slack does (docs: apis/web-api)."""
        name, args = request.match_info["method"], Json()
        try:
            given = await read_arguments(request)
            token = _token(request, given.pop("token", None))
            args = copy_of(given)
            response = {"ok": True, **copy_of(self._answer(name, token, args))}
        except SlackError as refusal:
            response = {"ok": False, "error": refusal.code, **refusal.details}
        self.traffic.record_call(name, args, response)
        return web.json_response(response)

    def _answer(self, name: str, token: str | None, args: Json) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        token_type = self._token_type(token, method)
        call = ApiCall(self.workspace, self.sockets, self.address, Arguments(args), token_type)
        call.require_scopes(*method.scopes)
        return method.handler(call)

    def _token_type(self, token: str | None, method: Method) -> str | None:
        """Say what kind of token it is; raises not_authed, invalid_auth, not_allowed_token_type."""
        known = {self.workspace.bot_token: "bot", self.workspace.app_token: "app"}
        if method.token is None:
            return known.get(token or "")
        if not token:
            raise SlackError("not_authed")
        if token not in known:
            raise SlackError("invalid_auth")
        if known[token] != method.token:
            raise SlackError("not_allowed_token_type")
        return known[token]


def _token(request: web.Request, argument: object) -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        return token
    return argument if isinstance(argument, str) else None
