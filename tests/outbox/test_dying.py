"""Wherever a process dies, the next one finds its way: each message is in Slack once, as it was wanted last."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import randrange
from typing import Any

import pytest
from sqlalchemy import event, make_url, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

import models
from bot.demo.play import read_manifest
from bot.installations import Installations
from bot.messages import RENDER
from bot.outbox import Outbox, worker
from bot.outbox.queue import LEASE
from bot.playground import Clock, Playground, Workspace
from bot.services import checkin, checkin_opening, letter, unreachable
from bot.services import half as halves
from models.database import open_engine
from tests.conftest import make_scene, prepare
from tests.models.servers import Server
from tests.outbox.dying import Doom
from tests.services.scene import INES, LEA, MARC, OPENING, WORKSPACE, find_scene

NEVER = 10**6
EVERY = 1 if os.environ.get("TANDEM_EVERY_DEATH") else 8  # `make torture` tries each, `make test` some, never the same
POST = "chat.postMessage"

Sessions = async_sessionmaker[AsyncSession]


class Life:
    """A database and a Slack, which outlive the processes that work on them."""

    def __init__(self, playground: Playground, engine: AsyncEngine) -> None:
        self.playground, self.clock, self._engine = playground, playground.workspace.clock, engine

    @asynccontextmanager
    async def process(self, doom: Doom) -> AsyncIterator[tuple[Sessions, Outbox]]:
        """Run services and an outbox until `doom` ends them."""
        engine = self._engine
        sessions = async_sessionmaker(engine, expire_on_commit=False)
        installations = Installations(sessions, self.playground.api_url)
        await installations.install(self.playground.workspace.bot_token, at=self.clock.now())
        await engine.dispose()  # what is opened from now on is the doomed process's
        outbox = Outbox(
            sessions,
            render=RENDER,
            client=doom.client(installations.client),
            now=self.clock.now,
            unreachable=unreachable.tell,
            given_up=letter.tell,
        )
        try:
            with doom.over(engine):
                yield sessions, outbox
        except BaseException:
            if not doom.struck:
                raise
        finally:
            await engine.dispose()
            await doom.bury()

    async def live(self, doom: Doom) -> None:
        """Have Léa asked, and answer; what was done before is done again, as a job or a person would."""
        async with self.process(doom) as (sessions, outbox):
            async with sessions.begin() as session:
                await checkin_opening.open_due(session, at=OPENING)
            await outbox.drain()
            async with sessions.begin() as session:
                scene = await find_scene(session)
                asked = (await checkin.latest(session, [scene.lea.id]))[scene.lea.id]
                await halves.record(session, scene.reps_half(asked.id), by=scene.rep, at=self.clock.now())
            await outbox.drain()

    async def settle(self) -> list[models.Delivery]:
        """Send what is left, after as long as leases last, and return all there is."""
        async with self.process(Doom(NEVER)) as (sessions, outbox):
            for _ in range(3):
                self.clock.set(self.clock.now() + LEASE)
                await outbox.drain()
            async with sessions() as session:
                return list(
                    await session.scalars(select(models.Delivery).where(models.Delivery.workspace_id == WORKSPACE))
                )
        raise AssertionError("nothing ends this process")


@asynccontextmanager
async def ground(url: str) -> AsyncIterator[tuple[AsyncEngine, list[str]]]:
    """Give an engine for all lives, which compiles each statement once, and the file that it opens at present."""
    engine, files = open_engine(url), [make_url(url).database or ""]

    @event.listens_for(engine.sync_engine, "do_connect")
    def connect(_dialect: object, _record: object, arguments: list[Any], _named: object) -> None:
        arguments[0] = files[-1]

    yield engine, files
    await engine.dispose()


@asynccontextmanager
async def life(server: Server, engine: AsyncEngine, files: list[str]) -> AsyncIterator[Life]:
    workspace = Workspace("Acme", manifest=read_manifest(), clock=Clock(OPENING, ticking=False))
    for who in (LEA, MARC, INES):
        workspace.add_person(who.slack_id, name=who.name, real_name=who.name, tz=who.tz, locale=who.locale)
    url = await server.prepared(prepare, make_scene)
    files.append(make_url(url).database or "")
    async with Playground(workspace) as playground:
        yield Life(playground, engine)
    await server.drop(url)


@pytest.mark.parametrize("server", ["sqlite"], indirect=True)
async def test_wherever_a_process_dies_each_message_is_there_once(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "AT_ONCE", 1)  # what is done n-th is then always the same
    monkeypatch.setattr(worker, "AHEAD", 0)
    deaths, doom = 0, Doom(randrange(EVERY) + 1 - EVERY)  # noqa: S311 (which of them, is all the same)
    async with ground(await server.prepared(prepare, make_scene)) as (engine, files):
        while deaths == 0 or doom.struck:
            doom = Doom(doom.at + EVERY)
            async with life(server, engine, files) as here:
                await here.live(doom)
                here.clock.set(here.clock.now() + LEASE)
                await here.live(Doom(NEVER))

                rows = await here.settle()

                for who, words in ((LEA, "Votre partie"), (MARC, "Léa")):
                    [message] = here.playground.acting_as(who.slack_id).messages()
                    assert words in str(message), f"death {doom.at}"
                assert [(row.kind, row.failed_at) for row in rows if row.wanted != row.sent] == [], f"death {doom.at}"
            deaths += doom.struck
    assert deaths > 50 / EVERY
