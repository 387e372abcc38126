"""A post office for every test here."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from bot.demo.play import read_manifest
from bot.installations import Installations
from bot.playground import Clock, Playground, Workspace
from tests.outbox.office import Office
from tests.outbox.weather import Weather
from tests.services.scene import INES, LEA, MARC, OPENING, Scene


@pytest.fixture
async def office(scene: Scene, sessions: async_sessionmaker[AsyncSession]) -> AsyncIterator[Office]:
    workspace = Workspace("Acme", manifest=read_manifest(), clock=Clock(OPENING, ticking=False))
    for who in (LEA, MARC, INES):
        workspace.add_person(who.slack_id, name=who.name, real_name=who.name, tz=who.tz, locale=who.locale)
    async with Playground(workspace) as playground, Weather(playground.api_url) as weather:
        installations = Installations(sessions, weather.api_url)
        await installations.install(workspace.bot_token, at=OPENING)
        playground.calls.clear()
        yield Office(scene, sessions, playground, weather, installations)
