"""Two that publish one Home, in every order of their steps: what counts as shown is what Slack shows."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import combinations

import pytest
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.outbox import Due, queue
from bot.outbox.queue import Sent
from bot.services import delivery, home
from tests.services.scene import OPENING, Scene

MINE, STEPS = models.Delivery.kind == delivery.HOME, 3


@dataclass
class Slack:
    shown: str | None = None


@dataclass
class Opened:
    """Somebody opens it: noted, published, noted."""

    session: AsyncSession
    reader: int
    slack: Slack
    text: str
    begun: datetime = OPENING

    async def begin(self, at: datetime) -> None:
        self.begun = at
        await home.begin(self.session, self.reader, at=at)

    async def reach(self, _at: datetime) -> None:
        self.slack.shown = self.text

    async def end(self, _at: datetime) -> None:
        await home.end(self.session, self.reader, shown=self.text, begun=self.begun)


@dataclass
class Redrawn(Opened):
    """The outbox draws it: claimed, published, recorded."""

    claimed: list[Due] = field(default_factory=list[Due])

    async def begin(self, at: datetime) -> None:
        self.claimed = await queue.claim(self.session, at=at)

    async def end(self, at: datetime) -> None:
        await queue.done(self.session, [Sent(due, None, None, None, at, self.text) for due in self.claimed])


def orders() -> Iterator[list[int]]:
    """Yield every order of the steps of two, as whose turn it is."""
    for firsts in combinations(range(2 * STEPS), STEPS):
        yield [0 if step in firsts else 1 for step in range(2 * STEPS)]


@pytest.mark.parametrize("other", [Opened, Redrawn])
@pytest.mark.parametrize("between", [timedelta(), timedelta(milliseconds=1)])
async def test_a_version_is_noted_if_and_only_if_nobody_came_between(
    session: AsyncSession, scene: Scene, other: type[Opened], between: timedelta
) -> None:
    for order in orders():
        await owed(session, scene)
        slack, at = Slack(), OPENING
        both = [kind(session, scene.lea.id, slack, text) for kind, text in ((Opened, "one"), (other, "two"))]
        steps = [iter(steps_of(one)) for one in both]
        for whose in order:
            at += between
            await next(steps[whose])(at)
            row = await now(session)
            assert row.attempts or row.shown in (None, slack.shown), order

        one_after_the_other = order in ([0, 0, 0, 1, 1, 1], [1, 1, 1, 0, 0, 0])
        assert (await now(session)).shown == (slack.shown if one_after_the_other else None), order


def steps_of(one: Opened) -> list[Callable[[datetime], Awaitable[None]]]:
    return [one.begin, one.reach, one.end]


async def owed(session: AsyncSession, scene: Scene) -> None:
    await session.execute(delete(models.Delivery).where(MINE, models.Delivery.recipient_id == scene.lea.id))
    lea = await session.get_one(models.Person, scene.lea.id)
    await delivery.redraw_homes(session, [lea], at=OPENING)


async def now(session: AsyncSession) -> models.Delivery:
    mine = select(models.Delivery).where(MINE, models.Delivery.due_at == OPENING)
    return (await session.scalars(mine, execution_options={"populate_existing": True})).one()
