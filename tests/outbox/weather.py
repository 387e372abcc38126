"""Bad weather between Tandem and Slack: a server before the playground that has a mishap when told to."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Self

from aiohttp import ClientSession, web
from yarl import URL

PassOn = Callable[[], Awaitable[web.Response]]
Mishap = Callable[[web.Request, PassOn], Awaitable[web.Response]]
HEADERS = ("Authorization", "Content-Type")


def answering(body: str, *, status: int = 200, kind: str = "application/json", **headers: str) -> Mishap:
    """Answer so, and pass nothing on."""

    async def answer(_request: web.Request, _pass_on: PassOn) -> web.Response:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return web.Response(text=body, status=status, content_type=kind, headers=named)

    return answer


def refusing(code: str) -> Mishap:
    return answering(f'{{"ok": false, "error": "{code}"}}')


async def hanging_up(request: web.Request, _pass_on: PassOn) -> web.Response:
    """Break the connection before anything has reached Slack."""
    return _hung_up(request)


async def losing_the_reply(request: web.Request, pass_on: PassOn) -> web.Response:
    """Let the call reach Slack, and break the connection before the answer."""
    await pass_on()
    return _hung_up(request)


def after(act: Callable[[], Awaitable[Any]]) -> Mishap:
    """Pass the call on once `act` has been done."""

    async def act_first(_request: web.Request, pass_on: PassOn) -> web.Response:
        await act()
        return await pass_on()

    return act_first


class Stuck:
    """The call reaches Slack, and the answer never comes; `reached` says when."""

    def __init__(self) -> None:
        self.reached = asyncio.Event()

    async def __call__(self, _request: web.Request, pass_on: PassOn) -> web.Response:
        await pass_on()
        self.reached.set()
        await asyncio.Event().wait()
        raise AssertionError("nothing ends this wait but the client's going away")


def _hung_up(request: web.Request) -> web.Response:
    if request.transport:
        request.transport.abort()
    return web.Response()


class Weather:
    """Passes every call on to a Slack at `api_url`; `coming[method]` lists the next mishaps, each for one call."""

    def __init__(self, api_url: str) -> None:
        self.coming: dict[str, list[Mishap]] = defaultdict(list)
        self._slack = api_url
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._serve)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0, handler_cancellation=True)
        self.api_url = ""

    async def __aenter__(self) -> Self:
        self._client = ClientSession()
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.api_url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/api/"
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._runner.cleanup()
        await self._client.close()

    async def _serve(self, request: web.Request) -> web.Response:
        method, body = request.match_info["method"], await request.read()
        slack = URL(self._slack + method).with_query(request.query)
        headers = {name: request.headers[name] for name in HEADERS if name in request.headers}

        async def pass_on() -> web.Response:
            async with self._client.request(request.method, slack, data=body, headers=headers) as answer:
                return web.Response(body=await answer.read(), status=answer.status, content_type=answer.content_type)

        mishaps = self.coming[method]
        return await mishaps.pop(0)(request, pass_on) if mishaps else await pass_on()
