"""Additions to the halves of a check-in, and the news of them."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.addition import NewAddition
from bot.rules.checkin import CheckIn, Sheet
from bot.rules.person import Caller, Person
from bot.rules.refusal import Reason, Rejected
from bot.services import checkin, delivery, person

ADDED = "checkin_added"
ROW = models.Addition


async def look(session: AsyncSession, checkin_id: int, *, by: Caller) -> CheckIn:
    """Return a check-in to whose half the caller may add. Raises Rejected as `add` does."""
    me = await person.require(session, by)
    return _addable(await checkin.get(session, checkin_id, me.workspace_id), me)


async def add(session: AsyncSession, new: NewAddition, *, by: Caller, at: datetime) -> Sheet:
    """Add to the caller's half, tell the other of the two that it is there, and return the check-in as it is now.

    The same form sent twice adds once. Raises Rejected for no word, while a half is missing (what was sent may be
    changed until then), and for whoever is neither of the two.
    """
    new.check()
    me = await person.require(session, by)
    row = await checkin.get(session, new.checkin_id, me.workspace_id, lock=True)
    found = _addable(row, me)
    twin = (ROW.checkin_id == row.id, ROW.author_id == me.id, ROW.text == new.text, ROW.added_at >= new.begun_at)
    if await session.scalar(select(ROW.id).where(*twin).limit(1)) is None:
        added = ROW(workspace_id=me.workspace_id, checkin_id=row.id, author_id=me.id, text=new.text, added_at=at)
        session.add(added)
        await session.flush()
        other = row.manager if found.rep.id == me.id else row.rep
        await delivery.owe(session, ADDED, to=other, subject=added.id, at=at)
    return await checkin.sheet(session, row.id, by=by, at=at)


async def news(session: AsyncSession, addition_id: int, *, by: Caller) -> tuple[CheckIn, Person]:
    """Return in which check-in something was added, and by whom. Raises Rejected for who is neither of the two."""
    me = await person.require(session, by)
    row = await session.scalar(select(ROW).where(ROW.id == addition_id, ROW.workspace_id == me.workspace_id))
    if row is None:
        raise Rejected.because(Reason.NO_CHECKIN)
    found = checkin.frozen(await checkin.get(session, row.checkin_id, me.workspace_id))
    checkin.side_of(found, me)
    return found, found.rep if row.author_id == found.rep.id else found.manager


def _addable(row: models.CheckIn, me: models.Person) -> CheckIn:
    found = checkin.frozen(row)
    other = found.person(checkin.side_of(found, me).other)
    if not found.revealed:
        raise Rejected.because(Reason.NOT_REVEALED, name=other.name)
    return found
