"""Writing an objective down and changing it: by the rep or the manager, told to the other of the two."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.draft import Desk, Draft, check
from bot.rules.objective import Change, Field, Line, Measure, NewObjective, Objective, Shared
from bot.rules.person import Caller, Person
from bot.rules.refusal import Problem, Reason, Rejected
from bot.services import delivery, objective, person, strategy, team

WRITTEN, CHANGED = "objective_new", "objective_changed"
ONE_MESSAGE = timedelta(hours=1)  # what somebody changes within it is told in one message


async def desk(session: AsyncSession, *, rep: str | None = None, by: Caller, at: datetime) -> Desk:
    """Return what a new objective of `rep` (a Slack id), or of the caller, is written with.

    Raises Rejected for somebody who may not write one for them.
    """
    pair = await team.pair_of(session, by=by, rep=rep)
    me = await person.require(session, by)
    lines = await strategy.lines(session, pair.team_id)
    return Desk(person.frozen(pair.rep), person.frozen(me), lines, pair.country, await _usual_period(session, pair, at))


async def take(session: AsyncSession, draft: Draft, *, by: Caller, at: datetime) -> Person | None:
    """Do what a form says: write a new objective down, or change one. Raises Rejected as either does.

    Returns who is told of it: the other of the two, or None where nothing has changed or nobody shares the objective.
    """
    if draft.changes is None:
        return await write_down(session, draft.wanted, rep=draft.rep, since=draft.since, by=by, at=at)
    return await change(session, draft.changes, draft.wanted, since=draft.since, by=by, at=at)


async def again(session: AsyncSession, objective_id: int, *, by: Caller, at: datetime) -> tuple[Desk, Objective]:
    """Return an objective with what it takes to change it. Raises Rejected for whoever is neither of the two."""
    shared = await objective.look(session, objective_id, by=by)
    return await desk(session, rep=shared.rep.slack_id, by=by, at=at), shared.objective


async def write_down(
    session: AsyncSession, wanted: NewObjective, *, rep: str, since: datetime, by: Caller, at: datetime
) -> Person:
    """Store an objective of `rep` (a Slack id), owe the other of the two a message about it, and return them.

    The same one sent twice from a form opened at `since` is stored once. Raises Rejected for whoever is neither of
    the two, and for what is wrong with it.
    """
    pair = await team.pair_of(session, by=by, rep=rep)
    me = await person.require(session, by)
    check(wanted)
    await session.execute(select(models.Pair.id).where(models.Pair.id == pair.id).with_for_update())
    other = _other(pair, me)
    if not await _is_stored(session, wanted, pair, me, since=since):
        made = await objective.create(session, wanted, owner=pair.rep_id, by=me, at=at)
        await delivery.owe(session, WRITTEN, to=other, subject=made, at=at)
        await objective.redraw_homes(session, await session.get_one(models.Objective, made), pair, at=at)
    return person.frozen(other)


async def change(
    session: AsyncSession, objective_id: int, wanted: NewObjective, *, since: datetime, by: Caller, at: datetime
) -> Person | None:
    """Change an objective to what a form opened at `since` says; owe the other what has changed, and return them.

    Only what was touched in the form is changed: the rest stays as the other may have left it meanwhile. Raises
    Rejected for whoever is neither of the two, and for what is wrong with the result.
    """
    me, row, pair = await objective.shared(session, objective_id, by=by, lock=True)
    line = await _settled(session, wanted, pair)
    before, sent = _written(objective.frozen(row, None)), _texts(wanted, line)
    seen = before | await _as_seen(session, row, since)
    touched = {field for field in Field if sent[field] != seen[field] and sent[field] != before[field]}
    if {Field.UNIT, Field.CURRENCY} & touched and await objective.has_values(session, row.id):
        raise Rejected(Problem(Reason.UNIT_STAYS, Field.UNIT))
    _apply(row, wanted, line, touched)
    check(_again(row))
    if not touched:
        return None
    await _sign(session, row, {field: (before[field], sent[field]) for field in Field if field in touched}, me, at)
    await _tell(session, row, pair, me, at)
    return person.frozen(_other(pair, me)) if pair else None


async def told(session: AsyncSession, change_id: int, *, by: Caller) -> tuple[Shared, tuple[Change, ...]]:
    """Return what somebody changed at one go, beginning with the change `change_id`. Raises Rejected as `look`."""
    row = models.ObjectiveChange
    first = await session.get(row, change_id)
    if first is None:
        raise Rejected.because(Reason.NO_OBJECTIVE)
    shared = await objective.look(session, first.objective_id, by=by)
    return shared, await objective.changes(
        session,
        row.objective_id == first.objective_id,
        row.author_id == first.author_id,
        row.changed_at >= first.changed_at,
        row.changed_at < first.changed_at + ONE_MESSAGE,
    )


async def _usual_period(session: AsyncSession, pair: models.Pair, at: datetime) -> tuple[date, date]:
    """Return the period of the rep's newest objective under way, else the calendar year."""
    standing = (await objective.standing(session, [pair.rep_id], at=at))[pair.rep_id]
    if standing:
        return standing[-1].starts_on, standing[-1].ends_on
    return date(at.year, 1, 1), date(at.year, 12, 31)


async def _is_stored(
    session: AsyncSession, wanted: NewObjective, pair: models.Pair, me: models.Person, *, since: datetime
) -> bool:
    row = models.Objective
    rows = await session.scalars(
        select(row).where(row.owner_id == pair.rep_id, row.author_id == me.id, row.created_at >= since)
    )
    return any(_again(row, line=wanted.line) == wanted for row in rows)


async def _settled(session: AsyncSession, wanted: NewObjective, pair: models.Pair | None) -> models.Strategy | None:
    if pair is None:
        return None
    return await strategy.settle(session, wanted.line, team=await session.get_one(models.Team, pair.team_id))


async def _as_seen(session: AsyncSession, row: models.Objective, since: datetime) -> dict[Field, str]:
    """Return what has been changed since a form was opened, as it was then."""
    changed = models.ObjectiveChange
    later = await objective.changes(session, changed.objective_id == row.id, changed.changed_at >= since)
    return {one.field: one.before for one in later}  # the newest comes first, so that the oldest stays


def _written(found: Objective) -> dict[Field, str]:
    wanted = NewObjective(found.title, found.why, found.measure, found.starts_on, found.ends_on)
    return _texts(wanted, found.line)


def _texts(wanted: NewObjective, line: Line | models.Strategy | None) -> dict[Field, str]:
    """Write each field as changes store it."""
    measure = wanted.measure
    goal = "" if line is None else line.goal if isinstance(line, Line) else line.goal.title
    return {
        Field.TITLE: wanted.title,
        Field.WHY: wanted.why,
        Field.LINE: f"{line.title} ← {goal}" if line else "",
        Field.UNIT: measure.unit,
        Field.CURRENCY: measure.currency or "",
        Field.DIRECTION: measure.direction,
        Field.BASELINE: f"{measure.baseline.normalize():f}",
        Field.TARGET: f"{measure.target.normalize():f}",
        Field.STARTS_ON: wanted.starts_on.isoformat(),
        Field.ENDS_ON: wanted.ends_on.isoformat(),
    }


def _apply(row: models.Objective, wanted: NewObjective, line: models.Strategy | None, touched: set[Field]) -> None:
    measure = wanted.measure
    values = {
        Field.TITLE: wanted.title,
        Field.WHY: wanted.why,
        Field.UNIT: measure.unit,
        Field.CURRENCY: measure.currency,
        Field.DIRECTION: measure.direction,
        Field.BASELINE: measure.baseline,
        Field.TARGET: measure.target,
        Field.STARTS_ON: wanted.starts_on,
        Field.ENDS_ON: wanted.ends_on,
    }
    for field in touched & values.keys():
        setattr(row, field, values[field])
    if Field.LINE in touched:
        row.strategy = line


def _again(row: models.Objective, line: Line | int | None = None) -> NewObjective:
    """Read a row as what it would take to write it down."""
    measure = Measure(row.unit, row.direction, row.baseline, row.target, row.currency)
    return NewObjective(row.title, row.why, measure, row.starts_on, row.ends_on, line)


async def _sign(
    session: AsyncSession,
    row: models.Objective,
    changed: Mapping[Field, tuple[str, str]],
    me: models.Person,
    at: datetime,
) -> None:
    session.add_all(
        models.ObjectiveChange(
            workspace_id=row.workspace_id,
            objective_id=row.id,
            author_id=me.id,
            changed_at=at,
            field=field,
            before=before,
            after=after,
        )
        for field, (before, after) in changed.items()
    )
    await session.flush()


async def _tell(
    session: AsyncSession, row: models.Objective, pair: models.Pair | None, me: models.Person, at: datetime
) -> None:
    """Owe the other of the two one message for all that is changed at one go, and both a new Home."""
    changed = models.ObjectiveChange
    first = await session.scalar(
        select(func.min(changed.id)).where(
            changed.objective_id == row.id, changed.author_id == me.id, changed.changed_at > at - ONE_MESSAGE
        )
    )
    if pair:
        await delivery.owe(session, CHANGED, to=_other(pair, me), subject=first, at=at)
    await objective.redraw_homes(session, row, pair, at=at)


def _other(pair: models.Pair, me: models.Person) -> models.Person:
    return pair.manager if me.id == pair.rep_id else pair.rep
