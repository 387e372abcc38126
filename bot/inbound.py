"""Slack's two ways in, Socket Mode and HTTP."""

import asyncio
import re
from collections.abc import AsyncGenerator, Iterable
from contextlib import asynccontextmanager
from time import time

import structlog
from aiohttp import web
from multidict import CIMultiDictProxy
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.adapter.socket_mode.async_internals import run_async_bolt_app, send_async_response
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.in_flight import InFlight
from bot.payload import is_whole, read_payload
from bot.serving import serving

PATH = "/slack/events"  # where Bolt listens by default, too
TIMESTAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"

log = structlog.get_logger()


class Socket(AsyncSocketModeHandler):
    """Socket Mode; a payload that takes too long or is turned away is not acknowledged: Slack tells the person."""

    def __init__(self, app: AsyncApp, app_token: str, in_flight: InFlight) -> None:
        super().__init__(app, app_token)
        self._in_flight = in_flight

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:
        async def work() -> BoltResponse:
            began = time()
            answer = await run_async_bolt_app(self.app, req)
            await send_async_response(client, req, answer, began)
            return answer

        await self._in_flight.handle(req.payload, work)

    @asynccontextmanager
    async def open(self) -> AsyncGenerator[None]:
        """Hold a connection to Slack while entered."""
        await self.connect_async()
        log.info("slack.connected")
        try:
            yield
        finally:
            await self._in_flight.end()
            await self.close_async()


class HttpServer:
    """The address that Slack posts to, for an app that Slack can reach; `routes` are what else is answered there.

    Bolt's own adapter is not used: it raises for a malformed signature header, and answers 404 to a command whose
    text holds the word "payload" (slack-bolt 1.30).
    """

    def __init__(
        self, app: AsyncApp, signing_secret: str, in_flight: InFlight, routes: Iterable[web.RouteDef] = ()
    ) -> None:
        self._app = app
        self._verifier = SignatureVerifier(signing_secret)
        self._in_flight = in_flight
        self._routes = routes

    @asynccontextmanager
    async def open(self, host: str, port: int) -> AsyncGenerator[None]:
        """Serve while entered; at the end those in hand are answered."""
        routes = [web.post(PATH, self._receive), *self._routes]
        async with serving(routes, host, port, patience=self._in_flight.seconds):
            log.info("slack.listening", host=host, port=port, path=PATH)
            yield

    async def _receive(self, request: web.Request) -> web.Response:
        body = await self._read(request)
        if not is_from_slack(self._verifier, request.headers, body):
            return web.Response(status=401)
        payload = read_payload(request.content_type, body)
        if payload is None or not is_whole(payload):
            log.warning("slack.malformed", content=request.content_type, bytes=len(body))
            return web.Response(status=400)
        # Bolt checks no signature of a request in this mode, and takes a body that is parsed already.
        asked = AsyncBoltRequest(body=payload, mode="socket_mode")
        answer = await self._in_flight.handle(payload, lambda: self._app.async_dispatch(asked))
        return _response(answer) if answer else web.Response(status=503)

    async def _read(self, request: web.Request) -> bytes:
        """Read a body as it was sent; raises a 4xx for one that is too large, breaks off or takes too long."""
        try:
            async with asyncio.timeout(self._in_flight.seconds):
                return await request.read()
        except TimeoutError:
            raise web.HTTPRequestTimeout from None
        except (web.RequestPayloadError, ConnectionError):
            raise web.HTTPBadRequest from None


def is_from_slack(verifier: SignatureVerifier, headers: CIMultiDictProxy[str], body: bytes) -> bool:
    """Check the signature (docs: authentication/verifying-requests-from-slack); what is malformed is none."""
    timestamps, signatures = headers.getall(TIMESTAMP, []), headers.getall(SIGNATURE, [])
    if len(timestamps) != 1 or len(signatures) != 1:
        return False
    [timestamp], [signature] = timestamps, signatures
    if not re.fullmatch("[0-9]{1,15}", timestamp) or not signature.isascii():
        return False
    try:
        return verifier.is_valid(body, timestamp, signature)
    except UnicodeDecodeError:
        return False


def _response(answer: BoltResponse) -> web.Response:
    headers = {name: values[0] for name, values in answer.headers.items()}
    return web.Response(status=answer.status, body=answer.body.encode() if answer.body else None, headers=headers)
