"""What somebody's Home shows when it was published beside the outbox."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.services import delivery
from models import Delivery
from models.database import INSERT


async def opened(session: AsyncSession, reader: int, *, chosen: str = "", at: datetime) -> None:
    """Note that somebody, by key, has opened their Home or chosen a list on it, which is about to be published.

    Two calls on their way arrive in any order. So from now on it is not known what Slack shows, until the outbox has
    published by itself: what it has in hand, and what it takes up while the call may be under way, does not count.
    """
    row = delivery.home_of(await session.get_one(models.Person, reader))
    noted = {"chosen": chosen, "shown": None, "opened_at": at}
    insert = INSERT[session.get_bind().dialect.name](Delivery)
    values = row | noted | {"uid": uuid4().hex, "due_at": at, "wanted": 0}
    known = insert.values(values).on_conflict_do_update(index_elements=["workspace_id", "key"], set_=noted)
    await session.execute(known)
