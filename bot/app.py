"""Building a running Tandem from settings: the only module that knows all the others."""

import asyncio
import gc
import logging
import signal
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy import select

import handlers
from bot.config import HttpSettings, SlackSettings, SocketSettings
from bot.deps import Deps
from bot.in_flight import InFlight
from bot.inbound import HttpServer, Socket
from bot.installations import Installations
from bot.jobs import JOBS, beating
from bot.messages import RENDER
from bot.metrics import Metrics
from bot.outbox import PACE, Outbox
from bot.services import letter, unreachable
from bot.serving import Watched
from models.database import opened

ACK_SECONDS = 3.0  # how long Slack waits for an acknowledgement
ON_THE_WAY = 0.5  # seconds of that which are not ours


@dataclass(frozen=True)
class Tandem:
    """A Tandem that is connected to Slack."""

    deps: Deps
    outbox: Outbox


def utc_now() -> datetime:
    return datetime.now(UTC)


@asynccontextmanager
async def running(
    slack: SocketSettings | HttpSettings,
    database: str,
    *,
    now: Callable[[], datetime] = utc_now,
    ack_within: float = ACK_SECONDS,
    pace: timedelta = PACE,
) -> AsyncGenerator[Tandem]:
    """Run Tandem, over Socket Mode or HTTP, for a Slack that waits `ack_within` seconds for an acknowledgement.

    `pace` is what passes between two posts in one place.

    Raises SlackApiError when Slack refuses a token.
    """
    async with opened(database) as sessions:
        installations = Installations(sessions, slack.api_url)
        await installations.install(slack.bot_token, at=now())
        seconds = ack_within - ON_THE_WAY
        metrics = Metrics(sessions, now, seconds=seconds)
        outbox = Outbox(
            sessions,
            render=RENDER,
            client=installations.client,
            now=now,
            unreachable=unreachable.tell,
            given_up=letter.tell,
            attempted=metrics.attempt,
            pace=pace,
        )
        deps = Deps(sessions, now, installations.client, outbox.wake, metrics.opened)
        watched = Watched(_healthy(deps), metrics.answer, seconds)
        way_in = _way_in(slack, build_bolt(slack, deps, installations), InFlight(seconds, metrics.payload), watched)
        async with _sending(outbox), beating(JOBS, deps), way_in:
            yield Tandem(deps, outbox)


def build_bolt(slack: SlackSettings, deps: Deps, installations: Installations) -> AsyncApp:
    """Return the Bolt app with every listener registered; `deps` reaches them by name."""

    async def authorize(team_id: str | None) -> AuthorizeResult | None:
        return await installations.authorize(team_id)

    async def hand_over_deps(context: AsyncBoltContext, next: Callable[[], Any]) -> None:  # noqa: A002 (Bolt's name)
        context["deps"] = deps
        await next()

    app = AsyncApp(
        name="tandem",  # else Bolt reads the source of all that called it
        client=AsyncWebClient(base_url=slack.api_url, retry_handlers=[]),
        authorize=authorize,  # pyright: ignore[reportArgumentType] (Bolt takes None for a refusal)
        process_before_response=True,
    )
    app.middleware(hand_over_deps)
    handlers.register(app)
    return app


def _way_in(
    slack: SocketSettings | HttpSettings, app: AsyncApp, in_flight: InFlight, watched: Watched
) -> AbstractAsyncContextManager[None]:
    """Return what lets Slack in while entered, and whoever watches."""
    if isinstance(slack, HttpSettings):
        server = HttpServer(app, slack.signing_secret, in_flight, watched.routes)
        return server.open(slack.http_host, slack.http_port)
    return _socket(slack, Socket(app, slack.app_token, in_flight), watched)


@asynccontextmanager
async def _socket(slack: SocketSettings, socket: Socket, watched: Watched) -> AsyncGenerator[None]:
    async with AsyncExitStack() as stack:
        if slack.metrics_port:
            await stack.enter_async_context(watched.open(slack.http_host, slack.metrics_port))
        await stack.enter_async_context(socket.open())
        yield


def _healthy(deps: Deps) -> Callable[[], Awaitable[None]]:
    async def healthy() -> None:
        async with deps.sessions() as session:
            await session.execute(select(1))

    return healthy


@asynccontextmanager
async def _sending(outbox: Outbox) -> AsyncGenerator[None]:
    worker = asyncio.create_task(outbox.run())
    try:
        yield
    finally:
        outbox.stop()
        await worker


async def until_stopped() -> None:
    """Wait for Ctrl+C or for whoever stops services."""
    stopped = asyncio.Event()
    for ending in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(ending, stopped.set)
    await stopped.wait()


def settle() -> None:
    """Have the garbage collector pass over what stays as long as the process: modules, tables, listeners.

    Looking through them takes a fifth of a second, which it does again and again while many prompts are planned.
    """
    gc.collect()
    gc.freeze()


def set_up_logging(level: int = logging.INFO) -> None:
    """Send our log and the libraries' to standard error, one line an event."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
