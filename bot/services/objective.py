"""Objectives: recording progress, telling where they stand, and what has become of them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, ColumnExpressionArgument, case, or_, select, true
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules import visibility
from bot.rules.history import Told
from bot.rules.objective import (
    Change,
    Field,
    NewObjective,
    NewValue,
    Objective,
    Shared,
    Shelf,
)
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.rules.signing import Done
from bot.services import card, delivery, person, progress, strategy, terms
from models.team import WITH_THE_TWO

SHOWN_AFTER_ITS_END = timedelta(days=31)


async def create(session: AsyncSession, objective: NewObjective, *, owner: int, by: models.Person, at: datetime) -> int:
    """Store an objective that `by` wrote down, and thereby signed, and return its key.

    The caller has seen to it that they may.
    """
    row = models.Objective(
        workspace_id=by.workspace_id, owner_id=owner, author_id=by.id, created_at=at, reference=objective.reference
    )
    row.segments = []
    terms.apply(row, objective, await _line(session, objective, owner))
    terms.sign(row, by, at)
    session.add(row)
    await session.flush()
    return row.id


async def record_value(session: AsyncSession, objective_id: int, value: NewValue, *, by: Caller, at: datetime) -> None:
    """Add a value outside a check-in, by the rep or the manager, and owe both a new Home.

    How it feels, only the rep says. The same value sent twice is recorded once. Raises Rejected for somebody else.
    """
    me, row, pair = await shared(session, objective_id, by=by, lock=True)
    said = allowed(row, value, me)
    if not await progress.is_recorded(session, row, said, me):
        progress.add(session, row.id, said, by=me, at=at)
        await card.tell_values(session, [row.id], at=at)
    await redraw_homes(session, row, pair, at=at)


def allowed(row: models.Objective, value: NewValue, me: models.Person) -> NewValue:
    """Return a value as `me` may tell it. Raises Rejected where the objective takes none, or none of that kind."""
    if not row.is_signed:
        raise Rejected.because(Reason.NOT_SIGNED)
    if row.closed_at:
        raise Rejected.because(Reason.CLOSED)
    if not {segment for segment, _ in value.parts} <= {one.id for one in row.segments if not one.is_removed}:
        raise Rejected.because(Reason.SEGMENTS_CHANGED)
    return value if row.owner_id == me.id else replace(value, confidence=None)


async def standing(
    session: AsyncSession, owners: Collection[int], *, at: datetime
) -> Mapping[int, tuple[Objective, ...]]:
    """Return what counts: objectives that both signed, under way, by owner, each with its latest value."""
    row = models.Objective
    is_open = or_(row.closed_at.is_(None), row.closed_at > at)
    under_way = (row.is_signed, is_open, row.starts_on <= at.date(), row.ends_on >= at.date())
    return await _by_owner(session, owners, *under_way, order=(models.Objective.id,))


async def current(
    session: AsyncSession, owners: Collection[int], *, at: datetime
) -> Mapping[int, tuple[Objective, ...]]:
    """Return what is to be signed, what is to be closed and what counts, by owner, each with its latest value."""
    row, today = models.Objective, at.date()
    which = (
        row.closed_at.is_(None),
        or_(row.is_signed, row.ends_on >= today),
        or_(~row.is_signed, row.starts_on <= today),
    )
    return await _by_owner(
        session, owners, *which, order=(case((~row.is_signed, 0), (row.ends_on < today, 1), else_=2), row.id)
    )


async def shelves(
    session: AsyncSession, pairs: Sequence[models.Pair], *, by: Caller, at: datetime
) -> tuple[Shelf, ...]:
    """Return the objectives of each pair that the caller is part of.

    Those to sign come first, then those to close, under way, to come, and closed of late.
    """
    me = await person.require(session, by)
    open_to_me = [
        pair for pair in pairs if visibility.may_share_objectives(me.id, rep=pair.rep_id, manager=pair.manager_id)
    ]
    today, row = at.date(), models.Objective
    found = await _by_owner(
        session,
        [pair.rep_id for pair in open_to_me],
        or_(row.is_signed, row.ends_on >= today - SHOWN_AFTER_ITS_END),
        row.closed_at.is_(None) | (row.closed_at >= at - SHOWN_AFTER_ITS_END),
        order=(
            case(
                (row.closed_at.is_not(None), 4),
                (~row.is_signed, 0),
                (row.ends_on < today, 1),
                (row.starts_on > today, 3),
                else_=2,
            ),
            row.id,
        ),
    )
    return tuple(_shelf(pair, me, found[pair.rep_id]) for pair in open_to_me)


def _shelf(pair: models.Pair, me: models.Person, found: tuple[Objective, ...]) -> Shelf:
    reader = visibility.role(me.id, rep=pair.rep_id, manager=pair.manager_id)
    return Shelf(person.frozen(pair.rep), tuple(visibility.seen_by(reader, one) for one in found))


async def look(session: AsyncSession, objective_id: int, *, by: Caller) -> Shared:
    """Return an objective to the rep, the manager or its sponsor, or raise Rejected to anybody else."""
    me, row, pair = await _read(session, objective_id, by=by)
    [found] = await _told(session, [row])
    manager = person.frozen(pair.manager) if pair else None
    return Shared(visibility.seen_by(_role(me, row, pair), found), person.frozen(row.owner), manager, person.frozen(me))


async def history(session: AsyncSession, objective_id: int, *, by: Caller) -> Sequence[Told]:
    """Return what became of an objective, newest first: values, changes, signatures. Raises Rejected as `look`."""
    me, row, pair = await _read(session, objective_id, by=by)
    return await told(session, row.id, _role(me, row, pair), is_margin_shown=row.is_margin_shown)


async def told(
    session: AsyncSession, objective_id: int, reader: visibility.Role, *, is_margin_shown: bool
) -> Sequence[Told]:
    """Return what became of an objective as somebody may read it, newest first.

    The caller has seen to it that they may.
    """
    made = await changes(session, models.ObjectiveChange.objective_id == objective_id)
    found = [
        *await progress.values(session, objective_id),
        *visibility.changes_seen_by(reader, made, is_margin_shown=is_margin_shown),
        *await _deeds(session, objective_id),
    ]
    return sorted(found, key=lambda one: one.at, reverse=True)


async def _deeds(session: AsyncSession, objective_id: int) -> list[Done]:
    row = models.ObjectiveDeed
    rows = await session.scalars(
        select(row).where(row.objective_id == objective_id).order_by(row.id.desc()).options(joinedload(row.author))
    )
    return [Done(one.deed, one.author.name, one.done_at, one.note) for one in rows]


async def changes_seen(
    session: AsyncSession, objective_id: int, *which: ColumnElement[bool], by: Caller, suggested: bool = False
) -> tuple[Change, ...]:
    """Return changes of an objective as the caller may read them. Raises Rejected as `look`."""
    me, row, pair = await _read(session, objective_id, by=by)
    made = await changes(session, models.ObjectiveChange.objective_id == row.id, *which, suggested=suggested)
    return visibility.changes_seen_by(_role(me, row, pair), made, is_margin_shown=row.is_margin_shown)


def _role(me: models.Person, row: models.Objective, pair: models.Pair | None) -> visibility.Role:
    return visibility.role(me.id, rep=row.owner_id, manager=pair.manager_id if pair else None, sponsor=row.sponsor_id)


async def changes(session: AsyncSession, *which: ColumnElement[bool], suggested: bool = False) -> tuple[Change, ...]:
    """Return changes of objectives, the newest first; those that were made unless `suggested` ones are meant.

    The caller has seen to it that they may be read.
    """
    row = models.ObjectiveChange
    rows = await session.scalars(
        select(row)
        .where(*which, true() if suggested else ~row.is_suggested)
        .order_by(row.changed_at.desc(), row.id)
        .options(joinedload(row.author))
    )
    return tuple(Change(Field(row.field), row.before, row.after, row.author.name, row.changed_at) for row in rows)


async def shared(
    session: AsyncSession, objective_id: int, *, by: Caller, lock: bool = False
) -> tuple[models.Person, models.Objective, models.Pair | None]:
    """Return the caller, an objective and the pair that shares it, or raise Rejected to whoever is not of the two."""
    me, row, pair = await _found(session, objective_id, by=by, lock=lock)
    if not visibility.may_change(_role(me, row, pair)):
        raise _not_shared(row, pair)
    return me, row, pair


async def _read(
    session: AsyncSession, objective_id: int, *, by: Caller
) -> tuple[models.Person, models.Objective, models.Pair | None]:
    """Return the same to whoever may read it, or raise Rejected."""
    me, row, pair = await _found(session, objective_id, by=by)
    if not visibility.may_read(visibility.Part.TERMS, _role(me, row, pair), is_signed=row.is_signed):
        raise _not_shared(row, pair)
    return me, row, pair


def _not_shared(row: models.Objective, pair: models.Pair | None) -> Rejected:
    manager = pair.manager.name if pair else row.owner.name
    return Rejected.because(Reason.NOT_YOUR_PAIR, rep=row.owner.name, manager=manager)


async def _found(
    session: AsyncSession, objective_id: int, *, by: Caller, lock: bool = False
) -> tuple[models.Person, models.Objective, models.Pair | None]:
    me = await person.require(session, by)
    if lock:  # on its own first: what comes joined to a row that was waited for is as it was before the wait
        await session.execute(select(models.Objective.id).where(models.Objective.id == objective_id).with_for_update())
    row = await session.scalar(
        select(models.Objective)
        .where(models.Objective.id == objective_id, models.Objective.workspace_id == me.workspace_id)
        .options(*terms.WITH_TERMS, joinedload(models.Objective.owner))
        .execution_options(populate_existing=lock)
    )
    if row is None:
        raise Rejected.because(Reason.NO_OBJECTIVE)
    return me, row, await _pair(session, row.owner_id)


async def _pair(session: AsyncSession, owner: int) -> models.Pair | None:
    return await session.scalar(
        select(models.Pair).where(models.Pair.rep_id == owner, models.Pair.is_running).options(*WITH_THE_TWO)
    )


async def redraw_homes(session: AsyncSession, row: models.Objective, pair: models.Pair | None, *, at: datetime) -> None:
    """Owe the two a new Home, or the rep alone where nobody shares the objective."""
    await delivery.redraw_homes(session, (pair.rep, pair.manager) if pair else (row.owner,), at=at)


async def of_period(
    session: AsyncSession, owners: Collection[int], *, since: date, until: date
) -> Mapping[int, tuple[Objective, ...]]:
    """Return the signed objectives whose period meets a stretch of days, by owner, each with its latest value."""
    meets = (models.Objective.is_signed, models.Objective.starts_on <= until, models.Objective.ends_on >= since)
    return await _by_owner(session, owners, *meets, order=(models.Objective.id,))


async def sponsored(session: AsyncSession, rep: str, *, by: Caller, at: datetime) -> Shelf:
    """Return the objectives of `rep` (a Slack id) that name the caller as sponsor: signed, and not over for long."""
    row, owner, me = models.Objective, models.Person, await person.require(session, by)
    whose = await session.scalar(select(owner).where(owner.workspace_id == by.workspace, owner.slack_id == rep))
    if whose is None:
        raise Rejected.because(Reason.NOT_A_REP)
    named = (row.sponsor_id == me.id, row.is_signed, row.ends_on >= at.date() - SHOWN_AFTER_ITS_END)
    return Shelf(person.frozen(whose), (await _by_owner(session, [whose.id], *named, order=(row.id,)))[whose.id])


async def ever(session: AsyncSession, owner: int) -> tuple[Objective, ...]:
    """Return every objective that somebody ever had, those that are closed last. The caller may read them."""
    is_closed = case((models.Objective.closed_at.is_(None), 0), else_=1)
    return (await _by_owner(session, [owner], order=(is_closed, models.Objective.id.desc())))[owner]


async def _by_owner(
    session: AsyncSession, owners: Collection[int], *which: ColumnExpressionArgument[bool], order: Collection[Any]
) -> dict[int, tuple[Objective, ...]]:
    """Return objectives by owner, each with its latest value; somebody without any has none."""
    rows = await session.scalars(
        select(models.Objective)
        .where(models.Objective.owner_id.in_(owners), *which)
        .order_by(*order)
        .options(*terms.WITH_TERMS)
    )
    objectives = rows.all()
    found: dict[int, tuple[Objective, ...]] = dict.fromkeys(owners, ())
    for row, one in zip(objectives, await _told(session, objectives), strict=True):
        found[row.owner_id] += (one,)
    return found


async def _told(session: AsyncSession, rows: Sequence[models.Objective]) -> list[Objective]:
    """Read objectives with what was told of them last, as a whole and by segment."""
    latest = await progress.latest(session, [row.id for row in rows])
    told = await progress.by_segment(session, [one.id for row in rows for one in row.segments])
    return [terms.frozen(row, latest.get(row.id), told) for row in rows]


async def _line(session: AsyncSession, objective: NewObjective, owner: int) -> models.Strategy | None:
    if objective.line is None:
        return None
    team = await session.scalar(
        select(models.Team)
        .join(models.Pair, models.Pair.team_id == models.Team.id)
        .where(models.Pair.rep_id == owner, models.Pair.is_running)
    )
    return await strategy.settle(session, objective.line, team=team, pursued=True) if team else None
