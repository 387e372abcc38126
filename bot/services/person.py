"""Knowing people: their names, zones and languages, as Slack tells them."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.person import Caller, Person, Profile
from bot.rules.refusal import Reason, Rejected
from models.database import INSERT


async def remember(session: AsyncSession, profile: Profile, *, workspace: str) -> Person:
    """Store what Slack says of a person, whether new, known or back. Met twice at once, they are one person still."""
    told: dict[str, object] = {
        "name": profile.name,
        "tz": profile.tz,
        "locale": profile.locale,
        "is_admin": profile.is_admin and profile.bar is None,
    }
    if profile.bar is None:
        told["left_at"] = None
    insert = INSERT[session.get_bind().dialect.name](models.Person)
    stored = await session.scalars(
        insert.values(workspace_id=workspace, slack_id=profile.slack_id, **told)
        .on_conflict_do_update(index_elements=["workspace_id", "slack_id"], set_=told)
        .returning(models.Person),
        execution_options={"populate_existing": True},
    )
    return frozen(stored.one())


async def find(session: AsyncSession, who: Caller) -> Person | None:
    row = await look_up(session, who)
    return None if row is None else frozen(row)


async def require(session: AsyncSession, who: Caller) -> models.Person:
    """Return the row of someone known, or raise Rejected: a stranger has no part in any pair."""
    row = await look_up(session, who)
    if row is None:
        raise Rejected.because(Reason.NO_TEAM)
    return row


def frozen(row: models.Person) -> Person:
    return Person(row.id, row.slack_id, row.name, row.tz, row.locale, row.is_admin, row.is_organiser)


async def look_up(session: AsyncSession, who: Caller) -> models.Person | None:
    """Return the row of somebody, if Tandem knows them."""
    return await session.scalar(
        select(models.Person).where(models.Person.workspace_id == who.workspace, models.Person.slack_id == who.slack_id)
    )
