"""The HTTP side of the Web API: who calls, with what, and Slack's envelope around the answer."""

import asyncio
import base64
from dataclasses import dataclass

from aiohttp import web

from bot.playground.address import Address
from bot.playground.errors import SlackError
from bot.playground.faults import Faults, Kind
from bot.playground.limits import Limits, RateLimited
from bot.playground.sockets import SocketMode
from bot.playground.traffic import Traffic
from bot.playground.values import Json, copy_of
from bot.playground.webapi.arguments import Arguments, read_arguments
from bot.playground.webapi.call import ApiCall
from bot.playground.webapi.mishaps import cut, instead, retry_after
from bot.playground.webapi.table import METHODS, Method
from bot.playground.workspace import Workspace

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True)
class WebApi:
    workspace: Workspace
    sockets: SocketMode
    traffic: Traffic
    address: Address
    faults: Faults
    limits: Limits

    async def serve(self, request: web.Request) -> web.Response:
        """Answer a call, unless a fault was asked for."""
        fault = self.faults.take(request.match_info["method"])
        if fault is None:
            return await self._serve(request)
        if fault.kind is Kind.DELAY:
            await asyncio.sleep(fault.seconds)
        if fault.kind in (Kind.DELAY, Kind.LOSE_ANSWER):
            answer = await self._serve(request)
            return cut(request) if fault.kind is Kind.LOSE_ANSWER else answer
        self.traffic.record_fault(request.match_info["method"], fault.kind)
        return instead(request, fault)

    async def _serve(self, request: web.Request) -> web.Response:
        """Answer a call: HTTP 200 also for refusals, as Slack does; 429 for one too many (docs: apis/web-api)."""
        name, args, headers = request.match_info["method"], Json(), dict[str, str]()
        try:
            given = await read_arguments(request)
            token = _token(request, given.pop("token", None))
            args = copy_of(given | _client(request))
            response = {"ok": True, **self._answer(name, token, args, _charset_warnings(request))}
        except SlackError as refusal:
            response = {"ok": False, "error": refusal.code, **refusal.details}
            headers = retry_after(refusal.seconds) if isinstance(refusal, RateLimited) else headers
        self.traffic.record_call(name, args, response)
        granted = {"X-OAuth-Scopes": ",".join(sorted(self.workspace.scopes))} if response["ok"] else {}
        return web.json_response(response, status=429 if headers else 200, headers=headers | granted)

    def _answer(self, name: str, token: str | None, args: Json, warnings: list[str]) -> Json:
        method = METHODS.get(name)
        if method is None:
            raise SlackError("unknown_method", req_method=name)
        self._check_token(token, method)
        self.limits.count(name, args.get("channel"))
        call = ApiCall(self.workspace, self.sockets, self.address, Arguments(args), token, warnings)
        call.require_scopes(*method.scopes)
        answer = copy_of(method.handler(call))
        return answer | _warnings(call, answer)

    def _check_token(self, token: str | None, method: Method) -> None:
        """Raise not_authed, invalid_auth, token_revoked, account_inactive, not_allowed_token_type."""
        if not method.tokens:
            return
        if self.workspace.tokens.kind(token) not in method.tokens:
            raise SlackError("not_allowed_token_type")
        behalf = self.workspace.tokens.behalves.get(token or "")
        if behalf and self.workspace.user(behalf.user_id).deleted:
            raise SlackError("account_inactive")


def _warnings(call: ApiCall, answer: Json) -> Json:
    if not call.warnings:
        return {}
    metadata = answer.get("response_metadata", {}) | {"warnings": call.warnings}
    return {"warning": ",".join(call.warnings), "response_metadata": metadata}


def _charset_warnings(request: web.Request) -> list[str]:
    """Warn where a body names no charset or names one in vain (docs: any method's page)."""
    is_form = request.content_type in FORMS
    if not request.body_exists or is_form == (request.charset is None):
        return []
    return ["superfluous_charset" if is_form else "missing_charset"]


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
