"""An app without any Bolt: it notes what is posted to it, and answers what it was told to."""

import asyncio
import contextlib
import json
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from aiohttp import web
from multidict import CIMultiDictProxy

Answering = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True)
class Posted:
    path: str
    headers: CIMultiDictProxy[str]
    body: bytes

    @property
    def json(self) -> dict[str, Any]:
        return json.loads(self.body)

    @property
    def form(self) -> dict[str, str]:
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True, strict_parsing=True))

    @property
    def retry(self) -> tuple[str | None, str | None]:
        return self.headers.get("x-slack-retry-num"), self.headers.get("x-slack-retry-reason")


@dataclass
class BareApp:
    """`answers` are for what comes next, in turn; a challenge is repeated, all else acknowledged with nothing."""

    posted: list[Posted] = field(default_factory=list[Posted])
    answers: deque[Answering] = field(default_factory=deque[Answering])
    proves_itself: bool = True
    url: str = ""
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def paths(self) -> list[str]:
        return [each.path for each in self.posted]

    def will(self, *answers: Answering) -> None:
        self.answers.extend(answers)

    async def until(self, count: int) -> list[Posted]:
        """Wait until so much was posted, challenges aside."""
        async with asyncio.timeout(30):
            while len(self.posted) < count:
                self._news.clear()
                await self._news.wait()
        return self.posted

    async def serve(self, request: web.Request) -> web.StreamResponse:
        posted = Posted(request.path, request.headers, await request.read())
        if self.proves_itself and request.content_type == "application/json" and "challenge" in posted.json:
            return web.Response(text=posted.json["challenge"])
        self.posted.append(posted)
        self._news.set()
        return await self.answers.popleft()(request) if self.answers else web.Response()


@contextlib.asynccontextmanager
async def serving(application: web.Application, port: int = 0, host: str = "127.0.0.1") -> AsyncIterator[str]:
    """Serve an app, on a free port unless one is named; give its address."""
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=1)
    await runner.setup()
    await web.TCPSite(runner, host, port).start()
    try:
        yield f"http://{host}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


@contextlib.asynccontextmanager
async def bare_app() -> AsyncIterator[BareApp]:
    bare = BareApp()
    application = web.Application()
    application.router.add_post("/{path:.*}", bare.serve)
    async with serving(application) as url:
        bare.url = url
        yield bare


def answer(status: int = 200, **facts: Any) -> Answering:
    """Have an answer of that status, with `text`, `content_type`, `headers`."""

    async def give(_request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, **facts)

    return give


def answer_json(body: Any) -> Answering:
    return answer(text=json.dumps(body), content_type="application/json")


def redirect(to: str) -> Answering:
    return answer(302, headers={"Location": to})


async def hang_up(request: web.Request) -> web.StreamResponse:
    assert request.transport is not None
    request.transport.abort()
    return web.Response()
