"""One run of the torture: a database, so many replicas, so many blows, and what must hold at the end."""

import asyncio
import os
import random
import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.playground import Clock, Playground
from bot.services.delivery import PROMPT
from models.database import open_engine, opened
from tests.torture.processes import replicas
from tests.torture.storm import Rep, Storm, posted
from tests.torture.team import BEGIN, FIRST, scenery, seed

LEASE = 1.0  # seconds
PATIENCE = 180  # seconds for everything to be sent once the storm is over
MIGRATING = asyncio.Lock()  # Alembic knows one database at a time


@dataclass(frozen=True)
class Ordeal:
    """How large and how long."""

    database: str
    replicas: int
    reps: int
    blows: int
    over: timedelta
    seed: int


def a_seed() -> int:
    """Return the seed: the one that is to be replayed, or any."""
    return int(os.environ.get("TANDEM_SEED") or random.randrange(10**6))  # noqa: S311 (dice)


async def undergo(ordeal: Ordeal, log: Path) -> Counter[str]:
    """Run it and return how often it was struck, by what. Raises AssertionError for what was lost, doubled or left."""
    try:
        return await _undergo(ordeal, log)
    except BaseException as error:
        error.add_note(f"replay with TANDEM_SEED={ordeal.seed}; what the replicas logged is in {log}")
        raise


async def _undergo(ordeal: Ordeal, log: Path) -> Counter[str]:
    clock = Clock(BEGIN)
    stage = scenery(ordeal.reps, clock)
    async with MIGRATING, opened(ordeal.database) as sessions, sessions.begin() as session:
        await seed(session, stage, over=ordeal.over)
    async with Playground(stage.workspace) as playground:
        slack = {
            "bot_token": stage.workspace.bot_token,
            "app_token": stage.workspace.app_token,
            "api_url": playground.api_url,
        }
        ahead = (clock.now() - datetime.fromtimestamp(time.time(), UTC)).total_seconds()
        settings = {"database": ordeal.database, "slack": slack, "ahead": ahead, "lease": LEASE}
        dice = random.Random(ordeal.seed)  # noqa: S311
        people = [Rep(playground.acting_as(name), dice) for name in stage.reps]
        async with replicas(ordeal.replicas, settings, log) as processes:
            answering = [asyncio.create_task(one.answer()) for one in people]
            storm = Storm(playground, processes, LEASE, dice)
            await clock.reach(FIRST)
            await storm.rage(ordeal.blows, ordeal.over)
            async with asyncio.timeout(PATIENCE):
                await asyncio.gather(*answering)
                await _all_sent(ordeal.database)
        await _check(ordeal.database, playground, people)
    return storm.blows


async def _all_sent(database: str) -> None:
    """Wait until nothing is owed any more."""
    engine = open_engine(database)
    pending = select(func.count()).where(models.Delivery.wanted > models.Delivery.sent)
    try:
        async with AsyncSession(engine) as session:
            while await session.scalar(pending.where(models.Delivery.failed_at.is_(None))):
                await session.rollback()
                await asyncio.sleep(0.5)
    finally:
        await engine.dispose()


async def _check(database: str, playground: Playground, people: list[Rep]) -> None:
    """Compare what stands in Slack and in the database with what must."""
    engine = open_engine(database)
    async with AsyncSession(engine) as session:
        deliveries = (await session.scalars(select(models.Delivery))).all()
        checkins = (await session.scalars(select(models.CheckIn))).all()
        wins = set(await session.scalars(select(models.Answer.text).where(models.Answer.question == "win")))
    await engine.dispose()
    assert [one.error for one in deliveries if one.failed_at] == []
    assert Counter(one.rep_id for one in checkins).most_common(1)[0][1] == 1, "a check-in was made twice"
    assert sum(one.kind == PROMPT for one in deliveries) == len(people) == len(checkins)
    assert {one.acknowledged for one in people} <= wins, "an answer that was acknowledged is lost"
    standing = Counter(message["metadata"]["event_payload"]["delivery"] for message in posted(playground))
    assert [uid for uid, count in standing.items() if count > 1] == [], "a message stands twice"
    owed = {one.uid for one in deliveries if one.ts}
    assert standing.keys() == owed, "what stands in Slack is not what was recorded as sent"
