"""What Tandem answers over HTTP, and what whoever watches it may ask there: whether it is well, and its metrics."""

import asyncio
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import structlog
from aiohttp import web

BODY_LIMIT = 1024 * 1024  # bytes; Slack's largest payload carries a view of 250 kB

log = structlog.get_logger()


@asynccontextmanager
async def serving(routes: Iterable[web.RouteDef], host: str, port: int, *, patience: float) -> AsyncGenerator[None]:
    """Answer at an address while entered; at the end what is in hand has so many seconds."""
    application = web.Application(client_max_size=BODY_LIMIT)
    application.add_routes(routes)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=patience, auto_decompress=False)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield
    finally:
        await runner.cleanup()


class Watched:
    """What a watcher may ask: `healthy` raises where Tandem is not well, `measured` tells the metrics as text."""

    def __init__(
        self, healthy: Callable[[], Awaitable[None]], measured: Callable[[], Awaitable[web.Response]], seconds: float
    ) -> None:
        self._healthy, self._measured, self._seconds = healthy, measured, seconds

    @property
    def routes(self) -> list[web.RouteDef]:
        return [web.get("/healthz", self._health), web.get("/metrics", self._metrics)]

    def open(self, host: str, port: int) -> AbstractAsyncContextManager[None]:
        """Answer at an address of their own."""
        return serving(self.routes, host, port, patience=self._seconds)

    async def _health(self, _request: web.Request) -> web.Response:
        try:
            async with asyncio.timeout(self._seconds):
                await self._healthy()
        except Exception as error:  # noqa: BLE001 (whatever it is, Tandem is not well)
            log.warning("health.failed", error=type(error).__name__)
            return web.Response(status=503)
        return web.Response(text="ok")

    async def _metrics(self, _request: web.Request) -> web.Response:
        return await self._measured()
