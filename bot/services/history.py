"""The history of a rep's objectives, for the rep and the manager: to look through, and as a file."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.history import Chapter, History
from bot.rules.objective import Objective, Shelf
from bot.rules.person import Caller, Person
from bot.rules.visibility import Role, seen_by
from bot.services import delivery, objective, person, team

MARKDOWN, CSV = "history_markdown", "history_csv"


async def shelf(session: AsyncSession, *, rep: str | None = None, by: Caller) -> Shelf:
    """Return every objective that `rep` (a Slack id), or the caller, ever had.

    Raises Rejected for somebody who is neither the rep nor the manager.
    """
    owner = await _owner(session, rep, by=by)
    return Shelf(person.frozen(owner), await objective.ever(session, owner.id))


async def ask(session: AsyncSession, kind: str, rep: str, *, by: Caller, at: datetime) -> Person:
    """Owe the caller the history of `rep` (a Slack id) as a file; return whose it is. Raises Rejected as `shelf`."""
    owner, me = await _owner(session, rep, by=by), await person.require(session, by)
    await delivery.owe(session, kind, to=me, subject=owner.id, cause=f"{owner.id} {at.isoformat()}", at=at)
    return person.frozen(owner)


async def read(session: AsyncSession, rep_id: int, *, by: Caller, at: datetime) -> History:
    """Return all that became of a rep's objectives, as one of the two may read it. Raises Rejected as `shelf`."""
    rep = await session.get_one(models.Person, rep_id)
    owner, me = await _owner(session, rep.slack_id, by=by), await person.require(session, by)
    reader = Role.REP if owner.id == me.id else Role.MANAGER
    chapters = [await _chapter(session, one, reader) for one in await objective.ever(session, owner.id)]
    return History(person.frozen(owner), person.frozen(me), at, chapters)


async def _chapter(session: AsyncSession, found: Objective, reader: Role) -> Chapter:
    told = await objective.told(session, found.id, reader, is_margin_shown=found.charter.is_shown)
    return Chapter(seen_by(reader, found), told[::-1])


async def _owner(session: AsyncSession, rep: str | None, *, by: Caller) -> models.Person:
    """Return whose objectives are meant; one's own stay readable to somebody who is in no team any more."""
    me = await person.require(session, by)
    if rep in (None, me.slack_id) and await _has_any(session, me):
        return me
    return (await team.pair_of(session, by=by, rep=rep)).rep


async def _has_any(session: AsyncSession, me: models.Person) -> bool:
    mine = select(models.Objective.id).where(models.Objective.owner_id == me.id).limit(1)
    return await session.scalar(mine) is not None
