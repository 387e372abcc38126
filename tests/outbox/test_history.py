"""What a claim costs: it looks at what is pending, however much was sent or given up before."""

import re
from collections.abc import Awaitable, Callable
from datetime import timedelta

import pytest
from sqlalchemy import insert, text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

import models
from bot.outbox import queue
from bot.services import delivery
from tests.models.plan import steps_of
from tests.services.scene import OPENING, Scene

PAST = 5_000
READS_ALL = re.compile(
    r"Seq Scan on deliveries|SCAN deliveries\w*(?! USING INDEX ix_deliveries_(pending|place))"
    r"|ix_deliveries_(workspace|recipient)_id"
)
READS_THE_QUEUE = re.compile(r"Anti Join|Semi Join|Sort|TEMP B-TREE")


@pytest.fixture
async def past(session: AsyncSession, scene: Scene) -> None:
    """Fill the table with what was sent to Léa and what was given up, and leave her one note to be sent."""
    to = {"workspace_id": scene.workspace, "recipient_id": scene.lea.id, "place": str(scene.lea.id), "due_at": OPENING}
    sent = {"sent": 1, "sent_at": OPENING, "quiet_until": OPENING, "failed_at": None}
    given_up = {"sent": 0, "sent_at": None, "quiet_until": None, "failed_at": OPENING}
    rows = [{"uid": str(n), "key": str(n), "kind": "note", **to, **(sent if n % 2 else given_up)} for n in range(PAST)]
    await session.execute(insert(models.Delivery), rows)
    lea = await session.get_one(models.Person, scene.lea.id)
    await delivery.owe(session, "note", to=lea, subject=1, at=OPENING)
    await session.execute(text("ANALYZE"))


async def claim(session: AsyncSession) -> object:
    return await queue.claim(session, at=OPENING + timedelta(hours=1))


@pytest.mark.parametrize("ask", [claim, queue.next_due])
async def test_what_is_past_is_not_read(
    session: AsyncSession, engine: AsyncEngine, past: None, ask: Callable[[AsyncSession], Awaitable[object]]
) -> None:
    steps = await steps_of(session, engine, ask)

    assert any("ix_deliveries_pending" in step or "ix_deliveries_place" in step for step in steps)
    assert [step for step in steps if READS_ALL.search(step)] == []


async def test_of_a_long_queue_no_more_is_read_than_is_claimed(
    session: AsyncSession, engine: AsyncEngine, scene: Scene
) -> None:
    to = {"workspace_id": scene.workspace, "recipient_id": scene.lea.id, "kind": "note", "due_at": OPENING}
    rows = [{"uid": f"{n}", "key": f"{n}", "place": f"{n}", **to} for n in range(500)]
    await session.execute(insert(models.Delivery), rows)

    steps = await steps_of(session, engine, claim)  # before anything has analysed the table

    assert [step for step in steps if READS_THE_QUEUE.search(step)] == []
