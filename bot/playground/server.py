"""The playground as a whole: one aiohttp server on this machine, in front of one workspace."""

import asyncio
import ipaddress
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

from aiohttp import web

from bot.playground.actor import Actor
from bot.playground.address import Address
from bot.playground.client import make_client
from bot.playground.consent import Consent
from bot.playground.consent_questions import Questions
from bot.playground.courier import Courier
from bot.playground.events import RETRY_AFTER, EventsApi
from bot.playground.faults import Faults
from bot.playground.file_server import FileServer
from bot.playground.guard import bind_browser, guard
from bot.playground.http_mode import HttpMode
from bot.playground.limits import Limits
from bot.playground.manifest import AppManifest
from bot.playground.payloads import Payloads
from bot.playground.request_urls import RequestUrls
from bot.playground.responding import ResponseUrlServer
from bot.playground.scheduled import Scheduled
from bot.playground.sockets import SocketMode
from bot.playground.tasks import Tasks
from bot.playground.traffic import Call, Traffic
from bot.playground.transport import ACK_SECONDS, Transport
from bot.playground.ui import Page
from bot.playground.uploads import Uploads
from bot.playground.webapi.server import WebApi
from bot.playground.workspace import Workspace

BODY_LIMIT = 8 * 1024 * 1024
SHUTDOWN_SECONDS = 1.0


class Playground:
    """Serves a workspace while entered: `async with Playground(workspace) as playground`.

    `ack_within` is how long the app may take to acknowledge, in seconds of real time; `retry_after` the pauses before
    an event is sent again, in seconds of the workspace's clock. With `rate_limits` an app is held to Slack's. An app
    whose manifest turns Socket Mode off is called at the addresses there, or at `request_url` for everything.

    Raises ValueError for an address, its own or the app's, that is not on this machine or that is missing.
    """

    def __init__(
        self,
        workspace: Workspace,
        host: str = "127.0.0.1",
        port: int = 0,
        *,
        ack_within: float = ACK_SECONDS,
        retry_after: tuple[float, ...] = RETRY_AFTER,
        rate_limits: bool = False,
        request_url: str | None = None,
    ) -> None:
        if not ipaddress.ip_address(host).is_loopback:
            raise ValueError(f"the playground serves this machine only, not {host}")
        self.workspace = workspace
        self.address = Address(host, port)
        self.traffic = Traffic(workspace.clock, workspace.changes)
        self.sockets = SocketMode(workspace.app_id, workspace.changes, ack_within)
        urls = _request_urls(workspace.app, request_url)
        self.http = HttpMode(urls or RequestUrls(), workspace.signing_secret, workspace.changes, ack_within)
        self.transport: Transport = self.sockets if urls is None else self.http
        self.events = EventsApi(workspace, self.transport, self.traffic, retry_after)
        self.faults = Faults(workspace.changes)
        self.limits = Limits(workspace.clock.now, enforced=rate_limits)
        courier = Courier(workspace, self.transport, self.traffic)
        self.client = make_client(workspace, Payloads(workspace, self.address), courier, self.events)
        self._waiting = Tasks()
        self._forget = workspace.on_scheduled.subscribe(lambda later: self._waiting.begin(self._post(later)))
        self.page = Page(self.client, self.transport, self.sockets, self.faults)
        self._runner = web.AppRunner(self._application(), access_log=None, shutdown_timeout=SHUTDOWN_SECONDS)

    @property
    def api_url(self) -> str:
        return self.address.url("/api/")

    @property
    def page_url(self) -> str:
        return self.address.url("/")

    @property
    def calls(self) -> list[Call]:
        return self.traffic.calls

    def acting_as(self, user_id: str) -> Actor:
        """Act as this person; raises SlackError user_not_found."""
        return Actor(user_id, self.client)

    async def connected(self, timeout: float = 10.0) -> None:  # noqa: ASYNC109
        """Wait until the app is there; raises TimeoutError."""
        await asyncio.wait_for(self.transport.reached(), timeout)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, self.address.host, self.address.port).start()
        self.address.port = self._runner.addresses[0][1]
        if self.transport is self.http:
            await self.http.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._forget()
        await self._waiting.end()
        for site in tuple(self._runner.sites):
            await site.stop()
        await self.events.close()
        await self.sockets.disconnect()
        if self.transport is self.http:
            await self.http.close()
        await self.page.close()
        await self._runner.cleanup()

    async def _post(self, later: Scheduled) -> None:
        """Post a scheduled message when a ticking clock comes to it; what a jump passes is posted on the way."""
        await self.workspace.clock.reach(datetime.fromtimestamp(later.post_at, UTC))
        self.workspace.post_due()

    def _application(self) -> web.Application:
        app = web.Application(middlewares=[guard(self.address)], client_max_size=BODY_LIMIT)
        api = WebApi(self.workspace, self.sockets, self.traffic, self.address, self.faults, self.limits)
        answers = ResponseUrlServer(self.workspace, self.traffic)
        app.add_routes(
            [
                web.get("/api/{method}", api.serve),
                web.post("/api/{method}", api.serve),
                web.get("/link", self.sockets.serve),
                web.post("/respond/{key}", answers.serve),
                *FileServer(self.workspace, self.traffic).routes(),
                *Consent(self.workspace, Questions(self.workspace.clock.now)).routes(),
                *Uploads(self.client).routes(),
                *self.page.routes(),
            ]
        )
        app.on_response_prepare.append(bind_browser)
        return app


def _request_urls(app: AppManifest, everything: str | None) -> RequestUrls | None:
    """Give the addresses of an app in HTTP mode, None in Socket Mode; raises ValueError where one is missing."""
    if everything is not None:
        return RequestUrls.all_at(everything, (each.command for each in app.commands))
    if app.settings.socket_mode_enabled:
        return None
    missing = app.missing_urls(app.request_urls)
    if missing:
        raise ValueError(f"in HTTP mode a request URL is needed for {', '.join(missing)}")
    return app.request_urls
