"""Knowing people: their names, zones and languages, as Slack tells them."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.person import Caller, Person, Profile
from bot.rules.refusal import Reason, Rejected


async def remember(session: AsyncSession, profile: Profile, *, workspace: str) -> Person:
    """Store what Slack says of a person, whether new or known."""
    row = await _find(session, Caller(workspace, profile.slack_id))
    if row is None:
        row = models.Person(workspace_id=workspace, slack_id=profile.slack_id)
        session.add(row)
    row.name, row.tz, row.locale = profile.name, profile.tz, profile.locale
    await session.flush()
    return frozen(row)


async def find(session: AsyncSession, who: Caller) -> Person | None:
    row = await _find(session, who)
    return None if row is None else frozen(row)


async def require(session: AsyncSession, who: Caller) -> models.Person:
    """Return the row of someone known, or raise Rejected: a stranger has no part in any pair."""
    row = await _find(session, who)
    if row is None:
        raise Rejected.because(Reason.NO_TEAM)
    return row


def frozen(row: models.Person) -> Person:
    return Person(row.id, row.slack_id, row.name, row.tz, row.locale)


async def _find(session: AsyncSession, who: Caller) -> models.Person | None:
    return await session.scalar(
        select(models.Person).where(models.Person.workspace_id == who.workspace, models.Person.slack_id == who.slack_id)
    )
