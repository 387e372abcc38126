"""Slack's two ways in, Socket Mode and HTTP: so many payloads at a time, each for so long."""

import asyncio
import re
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager

import structlog
from aiohttp import web
from multidict import CIMultiDictProxy
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp, AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.payload import is_whole, read_payload

IN_FLIGHT = 10  # payloads handled at a time; in a burst the others wait for milliseconds
BODY_LIMIT = 1024 * 1024  # bytes; Slack's largest payload carries a view of 250 kB
PATH = "/slack/events"  # where Bolt listens by default, too
TIMESTAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"

log = structlog.get_logger()


class InFlight:
    """Payloads in hand; one that takes longer than `seconds`, its wait included, raises TimeoutError."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._room = asyncio.Semaphore(IN_FLIGHT)

    @asynccontextmanager
    async def one(self) -> AsyncGenerator[None]:
        async with asyncio.timeout(self.seconds), self._room:
            yield

    async def end(self) -> None:
        """Let those in hand be answered, and take no more."""
        for _ in range(IN_FLIGHT):
            await self._room.acquire()


class Socket(AsyncSocketModeHandler):
    """Socket Mode; a payload that takes too long is not acknowledged, so that Slack tells the person."""

    def __init__(self, app: AsyncApp, app_token: str, in_flight: InFlight) -> None:
        super().__init__(app, app_token)
        self._in_flight = in_flight

    async def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:
        try:
            async with self._in_flight.one():
                await super().handle(client, req)
        except TimeoutError:
            log.warning("listener.too_slow", type=req.type, envelope=req.envelope_id)

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
    """The address that Slack posts to, for an app that Slack can reach; `healthy` raises where Tandem is not.

    Bolt's own adapter is not used: it raises for a malformed signature header, and answers 404 to a command whose
    text holds the word "payload" (slack-bolt 1.30).
    """

    def __init__(
        self, app: AsyncApp, signing_secret: str, in_flight: InFlight, healthy: Callable[[], Awaitable[None]]
    ) -> None:
        self._app = app
        self._verifier = SignatureVerifier(signing_secret)
        self._in_flight = in_flight
        self._healthy = healthy

    @asynccontextmanager
    async def open(self, host: str, port: int) -> AsyncGenerator[None]:
        """Serve while entered; at the end those in hand are answered."""
        application = web.Application(client_max_size=BODY_LIMIT)
        application.add_routes([web.post(PATH, self._receive), web.get("/healthz", self._health)])
        runner = web.AppRunner(
            application, access_log=None, shutdown_timeout=self._in_flight.seconds, auto_decompress=False
        )
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
            log.info("slack.listening", host=host, port=port, path=PATH)
            yield
        finally:
            await runner.cleanup()

    async def _receive(self, request: web.Request) -> web.Response:
        body = await self._read(request)
        if not is_from_slack(self._verifier, request.headers, body):
            return web.Response(status=401)
        payload = read_payload(request.content_type, body)
        if payload is None or not is_whole(payload):
            log.warning("slack.malformed", content=request.content_type, bytes=len(body))
            return web.Response(status=400)
        try:
            async with self._in_flight.one():
                # Bolt checks no signature of a request in this mode, and takes a body that is parsed already.
                answer = await self._app.async_dispatch(AsyncBoltRequest(body=payload, mode="socket_mode"))
        except TimeoutError:
            log.warning("listener.too_slow", type=payload.get("type", payload.get("command")))
            return web.Response(status=503)
        return _response(answer)

    async def _read(self, request: web.Request) -> bytes:
        """Read a body as it was sent; raises a 4xx for one that is too large, breaks off or takes too long."""
        try:
            async with asyncio.timeout(self._in_flight.seconds):
                return await request.read()
        except TimeoutError:
            raise web.HTTPRequestTimeout from None
        except (web.RequestPayloadError, ConnectionError):
            raise web.HTTPBadRequest from None

    async def _health(self, _request: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(self._in_flight.seconds):
                await self._healthy()
        except Exception as error:  # noqa: BLE001 (whatever it is, Tandem is not well)
            log.warning("health.failed", error=type(error).__name__)
            return web.Response(status=503)
        return web.Response(text="ok")


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
