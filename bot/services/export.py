"""Exports: a file of the objectives that somebody may see, owed to them."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.person import Caller
from bot.services import delivery, person, team

EXPORT = "export"


async def ask(session: AsyncSession, *, by: Caller, at: datetime) -> None:
    """Owe the caller a file of their objectives and their team's. Raises Rejected for somebody in no team."""
    me = await person.require(session, by)
    await team.pairs_of(session, by=by)
    await delivery.owe(session, EXPORT, to=me, cause=at.isoformat(), at=at)
