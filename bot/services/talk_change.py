"""What the two do in their talk: settling points, noting decisions, agreeing actions; and confirming the record."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.action_plan import Partner, Sheet, Written
from bot.rules.agenda import NewPoint
from bot.rules.person import Caller
from bot.rules.refusal import Problem, Reason, Rejected
from bot.rules.talk import AIM, Amendment, Decision, NewDecision, Phase
from bot.services import action, action_change, agenda_point, objective, person, talk, talk_record

WITH_ALL = (
    joinedload(models.Decision.author),
    joinedload(models.Decision.changed_by),
    joinedload(models.Decision.objective),
)


async def talked(session: AsyncSession, checkin_id: int, point_id: int, *, by: Caller, at: datetime) -> None:
    """Tick a point of the agenda as talked about. Raises Rejected once the talk is closed, and as the agenda does."""
    async with _in(session, checkin_id, by=by, at=at):
        await agenda_point.talked(session, point_id, by=by, at=at)


async def reopen(session: AsyncSession, checkin_id: int, point_id: int, *, by: Caller, at: datetime) -> None:
    """Put a point back on the agenda. Raises Rejected as `talked`."""
    async with _in(session, checkin_id, by=by, at=at):
        await agenda_point.reopen(session, point_id, by=by, at=at)


async def drop(session: AsyncSession, checkin_id: int, point_id: int, why: str, *, by: Caller, at: datetime) -> None:
    """Take a point off the agenda with a reason. Raises Rejected as `talked`, and without a reason."""
    async with _in(session, checkin_id, by=by, at=at):
        await agenda_point.drop(session, point_id, why, by=by, at=at)


async def raise_point(session: AsyncSession, checkin_id: int, new: NewPoint, *, by: Caller, at: datetime) -> None:
    """Put one more point on the agenda. Raises Rejected as `talked`, and for one without a word."""
    async with _in(session, checkin_id, by=by, at=at):
        await agenda_point.raise_point(session, new, by=by, at=at)


async def done(session: AsyncSession, checkin_id: int, action_id: int, *, by: Caller, at: datetime) -> None:
    """Tick an action. Raises Rejected as `talked`, and for one that is ticked or dropped already."""
    async with _in(session, checkin_id, by=by, at=at):
        await action.done(session, action_id, by=by, at=at)


async def sheet(session: AsyncSession, checkin_id: int, *, by: Caller, at: datetime) -> Sheet:
    """Return what there is to choose from when a decision or an action is written down. Raises Rejected as `talked`."""
    me = await person.require(session, by)
    row, pair = await _open(session, checkin_id, me, at=at)
    theirs = (await objective.current(session, [row.rep_id], at=at))[row.rep_id]
    return Sheet(person.frozen(me), (Partner(pair.id, pair.other(me.id).name),), theirs, at)


async def agree(session: AsyncSession, checkin_id: int, new: Written, *, by: Caller, at: datetime) -> None:
    """Write an action down that belongs to the check-in. Raises Rejected as `talked`, and as `action_change.create`."""
    async with _in(session, checkin_id, by=by, at=at):
        await action_change.create(session, new, by=by, at=at, checkin=checkin_id)


async def note(session: AsyncSession, checkin_id: int, new: NewDecision, *, by: Caller, at: datetime) -> None:
    """Note a decision; the same one sent twice from one form is one. Raises Rejected as `talked`, and for no word."""
    new.check()
    me = await person.require(session, by)
    row, pair = await _open(session, checkin_id, me, at=at, lock=True)
    await _check_objective(session, new.objective_id, row, at=at)
    decision = models.Decision
    twin = (decision.checkin_id == row.id, decision.author_id == me.id, decision.text == new.text)
    if await session.scalar(select(decision.id).where(*twin, decision.noted_at >= new.begun_at).limit(1)):
        return
    session.add(
        decision(
            workspace_id=row.workspace_id,
            checkin_id=row.id,
            author_id=me.id,
            objective_id=new.objective_id,
            text=new.text,
            noted_at=at,
        )
    )
    await _amend(session, row, pair, Amendment.NOTED, by=me, at=at)


async def reword(session: AsyncSession, decision_id: int, new: NewDecision, *, by: Caller, at: datetime) -> None:
    """Change a decision, which stays dated and signed. Raises Rejected as `note`, and for one that was removed."""
    new.check()
    row, checkin, pair, me = await _decision(session, decision_id, by=by, at=at)
    await _check_objective(session, new.objective_id, checkin, at=at, known=row.objective_id)
    if (row.text, row.objective_id) != (new.text, new.objective_id):
        row.text, row.objective_id, row.changed_by_id, row.changed_at = new.text, new.objective_id, me.id, at
        await _amend(session, checkin, pair, Amendment.REWORDED, by=me, at=at)


async def remove(session: AsyncSession, decision_id: int, *, by: Caller, at: datetime) -> None:
    """Remove a decision from the record. Raises Rejected as `reword`."""
    row, checkin, pair, me = await _decision(session, decision_id, by=by, at=at)
    row.removed_at = row.changed_at = at
    row.changed_by_id = me.id
    await _amend(session, checkin, pair, Amendment.REMOVED, by=me, at=at)


async def decision(session: AsyncSession, decision_id: int, *, by: Caller, at: datetime) -> Decision:
    """Return a decision that can be changed. Raises Rejected as `reword`."""
    row, _, _, _ = await _decision(session, decision_id, by=by, at=at)
    return talk.frozen(row)


async def confirm(session: AsyncSession, checkin_id: int, version: str, *, by: Caller, at: datetime) -> None:
    """Confirm the record of a talk as it was read, which `version` names; a second time changes nothing.

    Raises Rejected where somebody has changed it since, and once it is closed.
    """
    me = await person.require(session, by)
    row, pair = await talk.rows(session, checkin_id, me)
    record = await talk_record.locked(session, row)
    known, is_rep = talk_record.frozen(record), me.id == row.rep_id
    if (record.rep_confirmed_at if is_rep else record.manager_confirmed_at) and known.version == version:
        return
    _require_open(await talk.phase(session, row, pair, known, at=at))
    if known.version != version:
        name = known.changed_by.name if known.changed_by else ""
        raise Rejected.because(Reason.RECORD_CHANGED, name=name)
    if is_rep:
        record.rep_confirmed_at = at
    else:
        record.manager_confirmed_at = at
    await session.flush()
    await talk_record.tell(session, row, at=at)


@asynccontextmanager
async def _in(session: AsyncSession, checkin_id: int, *, by: Caller, at: datetime) -> AsyncGenerator[None]:
    """Do something that belongs to a talk. Raises Rejected where that is closed: before, or by somebody meanwhile."""
    me = await person.require(session, by)
    await _open(session, checkin_id, me, at=at)
    yield
    await _open(session, checkin_id, me, at=at)


async def _open(
    session: AsyncSession, checkin_id: int, me: models.Person, *, at: datetime, lock: bool = False
) -> talk.Rows:
    """Return a check-in whose talk is open, with its pair. Raises Rejected for one that is not."""
    row, pair = await talk.rows(session, checkin_id, me)
    record = talk_record.frozen(await talk_record.locked(session, row)) if lock else None
    known = record or await talk_record.of_checkin(session, row.id)
    _require_open(await talk.phase(session, row, pair, known, at=at))
    return row, pair


async def _amend(
    session: AsyncSession, row: models.CheckIn, pair: models.Pair, change: Amendment, *, by: models.Person, at: datetime
) -> None:
    await talk_record.amend(session, pair.id, change, by=by, at=at)
    await talk_record.tell(session, row, at=at)


async def _decision(
    session: AsyncSession, decision_id: int, *, by: Caller, at: datetime
) -> tuple[models.Decision, models.CheckIn, models.Pair, models.Person]:
    """Return a decision of a talk that is open, its record locked."""
    me, decision = await person.require(session, by), models.Decision
    here = (decision.id == decision_id, decision.workspace_id == me.workspace_id)
    checkin_id = await session.scalar(select(decision.checkin_id).where(*here))
    if checkin_id is None:
        raise Rejected.because(Reason.DECISION_GONE)
    checkin, pair = await _open(session, checkin_id, me, at=at, lock=True)
    found = await session.scalars(
        select(decision).where(*here).options(*WITH_ALL).execution_options(populate_existing=True)
    )
    row = found.one()
    if row.removed_at:
        raise Rejected.because(Reason.DECISION_REMOVED, name=row.changed_by.name if row.changed_by else "")
    return row, checkin, pair, me


async def _check_objective(
    session: AsyncSession, key: int | None, row: models.CheckIn, *, at: datetime, known: int | None = None
) -> None:
    theirs = (await objective.current(session, [row.rep_id], at=at))[row.rep_id]
    if key not in {None, known, *(one.id for one in theirs)}:
        raise Rejected(Problem(Reason.ANOTHERS_OBJECTIVE, AIM))


def _require_open(phase: Phase) -> None:
    if phase is not Phase.OPEN:
        raise Rejected.because(Reason.TALK_CLOSED, phase=phase)
