"""The demo's stage as a fixture: the small Slack, the real Tandem and the seeded team; its clock stands still."""

from collections.abc import AsyncGenerator

import pytest

from bot.demo.play import Stage, staged
from bot.demo.team import CAMILLE, INES, LEA, MARC, TOM
from bot.playground import Actor


@pytest.fixture
async def stage() -> AsyncGenerator[Stage]:
    async with staged(ticking=False) as stage:
        yield stage


@pytest.fixture
def lea(stage: Stage) -> Actor:
    return stage.playground.acting_as(LEA.id)


@pytest.fixture
def marc(stage: Stage) -> Actor:
    return stage.playground.acting_as(MARC.id)


@pytest.fixture
def tom(stage: Stage) -> Actor:
    return stage.playground.acting_as(TOM.id)


@pytest.fixture
def camille(stage: Stage) -> Actor:
    return stage.playground.acting_as(CAMILLE.id)


@pytest.fixture
def ines(stage: Stage) -> Actor:
    return stage.playground.acting_as(INES.id)
