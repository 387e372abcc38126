"""Knowing people: their names, zones and languages, as Slack tells them."""

from collections.abc import Collection, Mapping

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.person import Caller, Person, Profile, Reader
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


async def present(session: AsyncSession, who: Caller) -> Person | None:
    """Return somebody known whose account is not deactivated, as far as Slack has told."""
    row = await look_up(session, who)
    return None if row is None or row.left_at else frozen(row)


async def require(session: AsyncSession, who: Caller) -> models.Person:
    """Return the row of someone known, or raise Rejected: a stranger has no part in any pair.

    Nor has somebody whose account is deactivated, until it is back.
    """
    row = await look_up(session, who)
    if row is None or row.left_at:
        raise Rejected.because(Reason.NO_TEAM)
    return row


async def known(session: AsyncSession, who: Collection[Caller]) -> Mapping[Caller, models.Person]:
    """Return the rows of those that Tandem knows and whose account is not deactivated."""
    theirs = tuple_(models.Person.workspace_id, models.Person.slack_id)
    wanted = theirs.in_([(one.workspace, one.slack_id) for one in who])
    rows = await session.scalars(select(models.Person).where(wanted, models.Person.left_at.is_(None)))
    return {Caller(row.workspace_id, row.slack_id): row for row in rows}


async def readers(session: AsyncSession, keys: Collection[int]) -> Mapping[int, Reader]:
    """Return many to write to at once, by their keys."""
    who = models.Person
    found = await session.execute(
        select(who.id, who.workspace_id, who.tz, who.left_at, who.quiet_begins, who.quiet_ends).where(who.id.in_(keys))
    )
    return {row.id: Reader(*row) for row in found}


def frozen(row: models.Person) -> Person:
    return Person(row.id, row.slack_id, row.name, row.tz, row.locale, row.is_admin, row.is_organiser)


async def look_up(session: AsyncSession, who: Caller) -> models.Person | None:
    """Return the row of somebody, if Tandem knows them."""
    return await session.scalar(
        select(models.Person).where(models.Person.workspace_id == who.workspace, models.Person.slack_id == who.slack_id)
    )
