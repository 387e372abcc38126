"""The HTTP side of the Web API: who calls, with what, and Slack's envelope around the answer."""

import base64
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
            args = copy_of(given | _client(request))
            response = {"ok": True, **self._answer(name, token, args)}
        except SlackError as refusal:
            response = {"ok": False, "error": refusal.code, **refusal.details}
        self.traffic.record_call(name, args, response)
        return web.json_response(response)

    def _answer(self, name: str, token: str | None, args: Json) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        self._check_token(token, method)
        call = ApiCall(self.workspace, self.sockets, self.address, Arguments(args), token)
        call.require_scopes(*method.scopes)
        answer = copy_of(method.handler(call))
        return answer | _warnings(call, answer)

    def _check_token(self, token: str | None, method: Method) -> None:
        """Raise not_authed, invalid_auth, token_revoked, not_allowed_token_type."""
        if method.token is not None and self.workspace.tokens.kind(token) != method.token:
            raise SlackError("not_allowed_token_type")


def _warnings(call: ApiCall, answer: Json) -> Json:
    if not call.warnings:
        return {}
    metadata = answer.get("response_metadata", {}) | {"warnings": call.warnings}
    return {"warning": ",".join(call.warnings), "response_metadata": metadata}


def _client(request: web.Request) -> Json:
    """Give the app's id and secret where they came as a name and a password (docs: oauth.v2.access)."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return {}
    try:
        client_id, _, client_secret = base64.b64decode(given, validate=True).decode().partition(":")
    except ValueError:
        raise SlackError("invalid_client_id") from None
    return {"client_id": client_id, "client_secret": client_secret}


def _token(request: web.Request, argument: object) -> str | None:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        return token
    return argument if isinstance(argument, str) else None
