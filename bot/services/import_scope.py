"""What an import can touch, and an export shows: the objectives of the caller and of those they lead."""

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.i18n import currencies
from bot.rules.importing import Known, Scope
from bot.rules.objective import Field, Line
from bot.rules.person import Caller
from bot.services import person, progress, revision, strategy, team, terms

EVER = datetime(2000, 1, 1, tzinfo=UTC)


async def read(session: AsyncSession, *, by: Caller, at: datetime) -> Scope:
    """Return what the caller may import and export, or raise Rejected for somebody in no team."""
    me = await person.require(session, by)
    pairs = await team.pairs_of(session, by=by)
    rows = await _rows(session, [pair.rep_id for pair in pairs])
    return Scope(
        reader=person.frozen(me),
        at=at,
        owners=tuple(person.frozen(pair.rep) for pair in pairs),
        known=await _known(session, rows, me, at),
        lines=await _lines(session, pairs),
        currencies=currencies(),
    )


async def hold(session: AsyncSession, *, by: Caller, at: datetime) -> Scope:
    """Return the same as `read`; nobody else changes it, or adds to it, until the transaction ends.

    Objectives are locked before pairs, as whoever closes one and carries it over does, and others may go on referring
    to the pairs.
    """
    reps = [pair.rep_id for pair in await team.pairs_of(session, by=by)]
    row, pair = models.Objective, models.Pair
    theirs = (pair.rep_id.in_(reps), pair.is_running)
    await session.execute(select(row.id).where(row.owner_id.in_(reps)).order_by(row.id).with_for_update())
    await session.execute(select(pair.id).where(*theirs).order_by(pair.id).with_for_update(key_share=True))
    return await read(session, by=by, at=at)


async def _rows(session: AsyncSession, owners: Collection[int]) -> Sequence[models.Objective]:
    """Return all objectives of some people but those that were withdrawn."""
    row = models.Objective
    found = await session.scalars(
        select(row)
        .where(row.owner_id.in_(owners), row.closed_at.is_(None) | row.is_signed)
        .order_by(row.owner_id, row.id)
        .options(*terms.WITH_TERMS, joinedload(row.owner))
        .execution_options(populate_existing=True)
    )
    return found.all()


async def _known(
    session: AsyncSession, rows: Sequence[models.Objective], me: models.Person, at: datetime
) -> tuple[Known, ...]:
    keys = [row.id for row in rows]
    latest = await progress.latest(session, keys)
    values = await progress.histories(session, {row.owner_id for row in rows}, since=EVER)
    changes = await revision.changes_of_amounts(session, rows, at=at)
    suggested = await _suggested(session, rows, me)
    return tuple(
        Known(
            terms.frozen(row, latest.get(row.id)),
            person.frozen(row.owner),
            values.get(row.id, ()),
            changes.get(row.id, 0),
            suggested.get(row.id, {}),
        )
        for row in rows
    )


async def _suggested(
    session: AsyncSession, rows: Sequence[models.Objective], me: models.Person
) -> Mapping[int, dict[Field, str]]:
    """Return what somebody has suggested and nobody has answered, by objective."""
    row = models.ObjectiveChange
    mine = [one.open_revision.id for one in rows if one.open_revision and one.open_revision.author_id == me.id]
    found: dict[int, dict[Field, str]] = {}
    if mine:
        for one in await session.scalars(select(row).where(row.revision_id.in_(mine))):
            found.setdefault(one.objective_id, {})[Field(one.field)] = one.after
    return found


async def _lines(session: AsyncSession, pairs: Sequence[models.Pair]) -> Mapping[int, tuple[Line, ...]]:
    teams = {pair.team_id for pair in pairs}
    of_team = {key: await strategy.lines(session, key) for key in sorted(teams)}
    return {pair.rep_id: of_team[pair.team_id] for pair in pairs}
