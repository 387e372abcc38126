"""What somebody's Home shows, as noted by whoever publishes it beside the outbox.

A version is noted only by who was alone with the Home from before the call until after: of several that publish at
once nobody knows who comes last. Who begins takes the version away and leaves a mark in `unsure_until`, its own or,
where another's is, one that is nobody's. At the end it must find its own, and the outbox not at work. The outbox, whose
lease is mark enough, must find none, and makes one that it finds nobody's. Without a version the next drawing is
published, whatever it is, and a mark that is left behind lapses.

The version is that of what was published, with the list that its reader had chosen, and not that of the whole Home: on
a page further on something may change that the whole does not show. So the choice is kept beside it.
"""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import case, update
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.services import delivery
from models import Delivery
from models.database import INSERT
from models.delivery import HOME, IN_FLIGHT


async def begin(session: AsyncSession, reader: int, *, chosen: str = "", at: datetime) -> None:
    """Note that the Home of somebody, by key, is about to be published with the list they have chosen.

    It is the last that a transaction does, and the transaction has ended before Slack is called.
    """
    row = delivery.home_of(await session.get_one(models.Person, reader))
    begun = {"uid": uuid4().hex, "due_at": at, "wanted": 0, "chosen": chosen, "unsure_until": at + IN_FLIGHT}
    mark = case((Delivery.unsure_until > at, at + 2 * IN_FLIGHT), else_=at + IN_FLIGHT)
    insert = INSERT[session.get_bind().dialect.name](Delivery).values(row | begun)
    changed = {"chosen": chosen, "shown": None, "unsure_until": mark}
    await session.execute(insert.on_conflict_do_update(index_elements=["workspace_id", "key"], set_=changed))


async def end(session: AsyncSession, reader: int, *, shown: str, begun: datetime) -> None:
    """Note which version Slack has published, unless somebody else was at it too since it was `begun`."""
    of_reader = (Delivery.recipient_id == reader, Delivery.kind == HOME)
    alone = (Delivery.attempts == 0, Delivery.unsure_until == begun + IN_FLIGHT)
    await session.execute(update(Delivery).where(*of_reader, *alone).values(shown=shown, unsure_until=None))
