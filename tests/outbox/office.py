"""A post office: the playground as Slack, workers that send to it, and plain letters to send."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

import models
from bot.i18n import Translator
from bot.installations import Installations
from bot.outbox import Due, HomeTab, Message, Outbox, Render, queue
from bot.playground import Actor, Playground
from bot.services import delivery, unreachable
from tests.outbox.weather import Weather
from tests.services.scene import Scene

NOTE, HOME, NOTHING, BROKEN, UNKNOWN = "note", "home", "nothing", "broken", "unknown"


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


async def note(_session: AsyncSession, due: Due, t: Translator) -> Message:
    """Say which note it is, as it was wanted, and in which language its reader is."""
    text = f"note {due.subject} as wanted {due.wanted} ({t.tag})"
    return Message(text, [section(text)])


async def home(_session: AsyncSession, due: Due, _t: Translator) -> HomeTab:
    return HomeTab({"type": "home", "blocks": [section(f"home as wanted {due.wanted}")]})


async def nothing(_session: AsyncSession, _due: Due, _t: Translator) -> None:
    """Nothing is worth saying any more."""


async def broken(_session: AsyncSession, _due: Due, _t: Translator) -> Message:
    raise ValueError("cannot be drawn")


RENDER: dict[str, Render] = {NOTE: note, HOME: home, NOTHING: nothing, BROKEN: broken}


async def tell_nobody(*_which: object, **_where: object) -> None:
    """Keep what was given up to itself: the message about it is no part of these tests."""


@dataclass
class Office:
    """Who owes, who sends and who reads."""

    scene: Scene
    sessions: async_sessionmaker[AsyncSession]
    playground: Playground
    weather: Weather
    installations: Installations
    worker: Outbox = field(init=False)

    def __post_init__(self) -> None:
        self.worker = self.another_worker()

    def another_worker(
        self, render: Mapping[str, Render] = RENDER, *, pace: timedelta = timedelta(), chance: float = 0
    ) -> Outbox:
        """Return a worker that sends whatever the clock says, unless it is to keep a pace."""
        return Outbox(
            self.sessions,
            render=render,
            client=self.installations.client,
            now=self.now,
            unreachable=unreachable.tell,
            given_up=tell_nobody,
            pace=pace,
            chance=lambda: chance,
        )

    def now(self) -> datetime:
        return self.playground.workspace.clock.now()

    def wait(self, time: timedelta) -> None:
        self.playground.workspace.clock.set(self.now() + time)

    def wait_until(self, at: datetime) -> None:
        self.playground.workspace.clock.set(max(at, self.now()))

    async def owe(self, subject: int = 1, kind: str = NOTE, to: str = "lea", at: datetime | None = None) -> None:
        async with self.sessions.begin() as session:
            reader = await session.get_one(models.Person, getattr(self.scene, to).id)
            await delivery.owe(session, kind, to=reader, subject=subject, at=at or self.now())

    async def rows(self) -> list[models.Delivery]:
        mine = models.Delivery.workspace_id == self.scene.workspace
        async with self.sessions.begin() as session:
            return list(await session.scalars(select(models.Delivery).where(mine).order_by(models.Delivery.id)))

    async def row(self) -> models.Delivery:
        [row] = await self.rows()
        return row

    async def next_due(self) -> datetime | None:
        async with self.sessions.begin() as session:
            return await queue.next_due(session)

    @property
    def lea(self) -> Actor:
        return self.playground.acting_as(self.scene.lea.slack_id)

    @property
    def marc(self) -> Actor:
        return self.playground.acting_as(self.scene.marc.slack_id)

    @property
    def read(self) -> list[str]:
        """Return what Léa reads in her direct message, oldest first."""
        return [message["text"] for message in self.lea.messages()]

    def calls(self, *methods: str) -> list[str]:
        """Return the names of the Web API calls so far, or of those of some methods."""
        return [call.method for call in self.playground.calls if not methods or call.method in methods]
