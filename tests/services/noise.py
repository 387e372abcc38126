"""Rows of others, there before a test's own: a query that forgets its filter meets them first."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.services import checkin, delivery
from bot.services.workspace import Installed, install
from tests.services.scene import MADE, opened, set_scene

ELSEWHERE = "T0ELSEWHERE"
ITS_OPENING = datetime(2026, 9, 29, 8, tzinfo=UTC)
LATER = datetime(2027, 6, 1, tzinfo=UTC)


async def make_noise(session: AsyncSession) -> None:
    """Add a workspace with the same Slack ids: a pair, a check-in with both halves, values, messages of every kind.

    Nothing of it is due at the time of a test: the cadence rests for half a year, and so does the one message owed.
    """
    await install(session, Installed(ELSEWHERE, "Elsewhere", "xoxb-elsewhere", "U0BOT", "B0BOT"), at=MADE)
    scene = await set_scene(session, ELSEWHERE, anchor=date(2026, 10, 1), every=26)
    made = await opened(session, scene, ITS_OPENING)
    await checkin.record_half(session, scene.reps_half(made), by=scene.rep, at=ITS_OPENING)
    await checkin.record_half(session, scene.managers_half(made), by=scene.manager, at=ITS_OPENING)
    await session.execute(
        update(models.Delivery).values(
            sent=models.Delivery.wanted, channel="D0ELSEWHERE", ts="1.000001", sent_at=ITS_OPENING, attempts=0
        )
    )
    lea = await session.get_one(models.Person, scene.lea.id)
    for cause in ("failed", "later"):
        await delivery.owe(session, delivery.HELP, to=lea, cause=cause, at=LATER)
    failed = update(models.Delivery).where(models.Delivery.key.contains("failed"))
    await session.execute(failed.values(due_at=ITS_OPENING, failed_at=ITS_OPENING + timedelta(hours=1), error="gone"))
