"""Playing the demo: the small Slack, the real Tandem against it, and a clock that can be moved."""

import asyncio
import os
import sys
import tempfile
import webbrowser
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import typer
import yaml

from bot.app import ACK_SECONDS, Tandem, running, until_stopped
from bot.config import SocketSettings
from bot.demo.guide import read_guide
from bot.demo.seed import seed
from bot.demo.team import CHANNEL, EVERYONE, START, Colleague
from bot.jobs import JOBS
from bot.playground import Clock, Playground, Workspace
from models.database import opened

HERE = Path(__file__).parent
MANIFESTS = (HERE.parents[1] / "manifest.yml", HERE / "manifest.yml")  # in a checkout, in a wheel


@dataclass(frozen=True)
class Stage:
    """The demo under way."""

    playground: Playground
    workspace: Workspace
    tandem: Tandem
    clock: Clock


@asynccontextmanager
async def staged(
    *,
    port: int = 0,
    ticking: bool = True,
    database: str | None = None,
    workspace: Workspace | None = None,
    ack_within: float = ACK_SECONDS,
) -> AsyncGenerator[Stage]:
    """Set the stage: the playground with its people, and Tandem connected to it; `ack_within` is in seconds.

    A `database` that is given has the team in it already (`plant`); without one, a new one is seeded. A `workspace`
    that is given, with its clock, is what Slack shows of it already.
    """
    workspace = workspace or make_workspace(Clock(START, ticking=ticking))
    with tempfile.TemporaryDirectory(prefix="tandem-demo-") as folder:
        url = database or f"sqlite+aiosqlite:///{folder}/tandem.sqlite3"
        async with Playground(workspace, port=port, ack_within=ack_within) as playground:
            slack = SocketSettings(
                bot_token=workspace.bot_token, app_token=workspace.app_token, api_url=playground.api_url
            )
            if database is None:
                await plant(url, workspace.id)
            async with performing(slack, url, workspace.clock, ack_within=ack_within) as tandem:
                yield Stage(playground, workspace, tandem, workspace.clock)


@asynccontextmanager
async def performing(slack: SocketSettings, url: str, clock: Clock, *, ack_within: float) -> AsyncGenerator[Tandem]:
    """Run Tandem by a clock that can be moved, and begin with what is due. At the end the clock lets go of it.

    This Slack has no limits, and its clock may stand still: messages need no pace.
    """
    async with running(slack, url, now=clock.now, ack_within=ack_within, pace=timedelta()) as tandem:
        clock.on_jump = Jump(tandem, clock)
        try:
            await act_all(tandem, clock.now())
            await clock.jump(timedelta())  # the heartbeat may have found the same: wait for what it has in hand
            yield tandem
        finally:
            clock.on_jump = None


async def plant(url: str, workspace: str) -> None:
    """Seed a database with the team and its year."""
    async with opened(url) as sessions, sessions.begin() as session:
        await seed(session, workspace)


def make_workspace(clock: Clock) -> Workspace:
    """Return the workspace of the demo: its people, its channel and the guide."""
    workspace = Workspace("Méridienne", manifest=read_manifest(), clock=clock)
    for one in EVERYONE:
        join(workspace, one)
    workspace.add_channel(CHANNEL, name="ventes-europe", members=[*(one.id for one in EVERYONE), workspace.bot_user_id])
    workspace.guide = read_guide()
    return workspace


def join(workspace: Workspace, one: Colleague) -> None:
    """Give somebody an account in the workspace."""
    workspace.add_person(
        one.id,
        name=one.name,
        real_name=one.real_name,
        tz=one.tz,
        locale=one.locale,
        title=one.title,
        is_admin=one.is_admin,
    )


@cache
def read_manifest() -> dict[str, Any]:
    manifest = next(path for path in MANIFESTS if path.exists())
    return yaml.safe_load(manifest.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Jump:
    """Moving the clock: every instant at which a job has something to do is lived through, in order."""

    tandem: Tandem
    clock: Clock

    async def __call__(self, target: datetime) -> None:
        while (coming := await self._next()) and coming <= target:
            self.clock.set(max(coming, self.clock.now()))
            await act_all(self.tandem, self.clock.now())
        await self.tandem.outbox.drain()  # what the heartbeat found meanwhile is sent, too

    async def _next(self) -> datetime | None:
        found = [await job.next_at(self.tandem.deps) for job in JOBS]
        return min((at for at in found if at), default=None)


async def act_all(tandem: Tandem, at: datetime) -> None:
    """Do all that is due at an instant, and have its messages sent."""
    for job in JOBS:
        await job.run_once(tandem.deps, at)
    await tandem.outbox.drain()


async def play(*, port: int, open_browser: bool) -> None:
    """Run the demo until interrupted."""
    typer.echo("\n  A sales team lives its year, which takes some seconds ...")
    async with staged(port=port) as stage:
        address = stage.playground.page_url
        typer.echo(f"\n  Tandem is running in a small Slack of its own:\n\n      {address}\n\n  Ctrl+C ends it.\n")
        if open_browser and _has_desktop():
            await asyncio.to_thread(webbrowser.open, address)
        await until_stopped()


def _has_desktop() -> bool:
    """Say whether a page can be shown: without a desktop Python may open a text browser over our own output."""
    return sys.platform in {"darwin", "win32"} or bool({"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys())
