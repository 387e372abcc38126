"""Imports: asked for, read into a plan that nothing has been written of, then applied whole or not at all."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.importing import Import, NewImport, Outcome, Plan, Proposed, State
from bot.rules.person import Caller
from bot.rules.refusal import Problem, Reason, Rejected
from bot.services import delivery, person, team

TOLD, PLANNED, PROPOSED = "import", "import_plan", "import_proposed"
LEASE = timedelta(minutes=2)
MOST_TRIES = 3  # a file that ends the process each time is given up
KEPT = timedelta(days=7)  # how long a plan waits to be applied
UNDER_WAY = (State.WAITING, State.READY, State.APPLYING)


async def begin(session: AsyncSession, wanted: NewImport, *, by: Caller, at: datetime) -> int:
    """Keep that somebody has sent a file, and return its key; a plan they have not applied is dropped.

    Raises Rejected for somebody in no team, and while a file of theirs is being applied.
    """
    me = await person.require(session, by)
    await team.pairs_of(session, by=by)
    await session.execute(select(models.Person.id).where(models.Person.id == me.id).with_for_update(key_share=True))
    for row in await _mine(session, me.id, *UNDER_WAY):
        if row.state is State.APPLYING:
            raise Rejected.because(Reason.IMPORT_UNDER_WAY)
        await _move(session, row, State.DROPPED, at=at)
    await session.flush()
    row = models.Import(
        workspace_id=me.workspace_id,
        author_id=me.id,
        kind=wanted.kind,
        state=State.WAITING,
        file_id=wanted.file_id,
        name=wanted.name,
        view=wanted.view,
        asked_at=at,
    )
    session.add(row)
    await session.flush()
    return row.id


async def claim(session: AsyncSession, *, at: datetime) -> Import | None:
    """Take an import that is to be read or applied, and hold it for a while; None where nobody waits."""
    row = models.Import
    free = or_(row.claimed_until.is_(None), row.claimed_until <= at)
    found = await session.scalar(
        select(row)
        .where(row.state.in_([State.WAITING, State.APPLYING]), free)
        .order_by(row.id)
        .limit(1)
        .with_for_update(skip_locked=True, of=row)
        .options(joinedload(row.author))
    )
    if found is None:
        return None
    found.claimed_until, found.tried = at + LEASE, found.tried + 1
    if found.tried > MOST_TRIES:  # it has ended whoever worked on it
        found.problem = json.dumps([Reason.FILE_GONE, {}])
        await _move(session, found, State.FAILED, at=at)
        return await claim(session, at=at)
    return _frozen(found)


async def next_at(session: AsyncSession) -> datetime | None:
    """Return when there is next an import to work on, or one to drop, or None."""
    row = models.Import
    found = await session.execute(select(row.state, row.claimed_until, row.asked_at).where(row.state.in_(UNDER_WAY)))
    coming = [asked_at + KEPT if state is State.READY else until or asked_at for state, until, asked_at in found]
    return min(coming, default=None)


async def drop_old(session: AsyncSession, *, at: datetime) -> int:
    """Drop the plans that nobody has applied for a week, with the files; return how many."""
    row = models.Import
    old = await session.scalars(
        select(row)
        .where(row.state == State.READY, row.asked_at <= at - KEPT)
        .order_by(row.id)
        .with_for_update(skip_locked=True, of=row)
        .options(joinedload(row.author))
    )
    dropped = old.all()
    for one in dropped:
        await _move(session, one, State.DROPPED, at=at)
    return len(dropped)


async def keep(session: AsyncSession, import_id: int, content: bytes) -> None:
    """Keep the file, so that it is read again as it was."""
    await session.execute(update(models.Import).where(models.Import.id == import_id).values(content=content))


async def ready(session: AsyncSession, known: Import, plan: Plan, *, at: datetime) -> bool:
    """Keep what a plan says, and owe its importer a message and the plan as a file; False if it was dropped since."""
    row = await _locked(session, known.id)
    if row.state is not known.state:
        return False
    row.print, row.asked_at = plan.print, at
    row.counts = json.dumps(plan.counts)
    await _move(session, row, State.READY, at=at)
    await delivery.owe_once(session, PLANNED, to=row.author, subject=row.id, cause=f"{row.id} {plan.print[:16]}", at=at)
    return True


async def fail(session: AsyncSession, known: Import, problem: Problem, *, at: datetime) -> None:
    """Keep why a file could not be read, and tell its importer."""
    row = await _locked(session, known.id)
    if row.state is known.state:
        row.problem = json.dumps([problem.reason, dict(problem.details)])
        await _move(session, row, State.FAILED, at=at)


async def done(session: AsyncSession, known: Import, *, at: datetime) -> None:
    """Keep that a plan was applied at an instant."""
    row = await _locked(session, known.id)
    row.applied_at = at
    await _move(session, row, State.APPLIED, at=at)


async def ask_to_apply(session: AsyncSession, import_id: int, view: str, *, by: Caller, at: datetime) -> None:
    """Have a plan applied, seen in a modal; asking twice changes nothing. Raises Rejected where there is none."""
    row = await _own(session, import_id, by)
    if row.state is State.READY:
        row.view = view
        await _move(session, row, State.APPLYING, at=at)
    elif row.state is not State.APPLYING:
        raise Rejected.because(Reason.IMPORT_GONE)


async def ask_again(session: AsyncSession, import_id: int, view: str, *, by: Caller, at: datetime) -> None:
    """Have a plan made anew, to be shown in a modal. Raises Rejected where there is none."""
    row = await _own(session, import_id, by)
    if row.state not in (State.READY, State.WAITING):
        raise Rejected.because(Reason.IMPORT_GONE)
    row.view = view
    await _move(session, row, State.WAITING, at=at)


async def look(session: AsyncSession, import_id: int, *, by: Caller) -> Import:
    """Return an import to its importer. Raises Rejected to anybody else."""
    return _frozen(await _own(session, import_id, by))


async def proposed(session: AsyncSession, import_id: int, *, by: Caller) -> Proposed:
    """Return what an import proposed to the caller, a rep or who leads one. Raises Rejected where that is nothing."""
    me, row = await person.require(session, by), models.Objective
    found = await session.get(models.Import, import_id, options=[joinedload(models.Import.author)])
    if found is None or found.workspace_id != me.workspace_id or found.applied_at is None:
        raise Rejected.because(Reason.IMPORT_GONE)
    led = select(models.Pair.rep_id).where(models.Pair.manager_id == me.id, models.Pair.is_running)
    rows = await session.scalars(
        select(row)
        .where(
            row.author_id == found.author_id,
            row.created_at == found.applied_at,
            (row.owner_id == me.id) | row.owner_id.in_(led),
            row.author_id != me.id,
        )
        .order_by(row.id)
        .options(joinedload(row.owner))
    )
    objectives = rows.all()
    if not objectives:
        raise Rejected.because(Reason.IMPORT_GONE)
    return Proposed(person.frozen(found.author), person.frozen(objectives[0].owner), len(objectives))


async def _move(session: AsyncSession, row: models.Import, state: State, *, at: datetime) -> None:
    """Have an import stand elsewhere, to be worked on from now on, and its message say so."""
    row.state, row.claimed_until, row.tried = state, None, 0
    if state not in UNDER_WAY:
        row.content = None
    await session.flush()
    if state in (State.READY, State.FAILED):
        await delivery.owe(session, TOLD, to=row.author, subject=row.id, at=at)
    else:
        await delivery.redraw(session, TOLD, to=row.author, subject=row.id, at=at)


async def _mine(session: AsyncSession, author: int, *states: State) -> list[models.Import]:
    row = models.Import
    return list(
        await session.scalars(
            select(row)
            .where(row.author_id == author, row.state.in_(states))
            .with_for_update(of=row)
            .options(joinedload(row.author))
        )
    )


async def _own(session: AsyncSession, import_id: int, by: Caller) -> models.Import:
    me = await person.require(session, by)
    row = await _find(session, models.Import.id == import_id, models.Import.author_id == me.id)
    if row is None:
        raise Rejected.because(Reason.IMPORT_GONE)
    return row


async def _locked(session: AsyncSession, import_id: int) -> models.Import:
    row = await _find(session, models.Import.id == import_id)
    if row is None:
        raise Rejected.because(Reason.IMPORT_GONE)
    return row


async def _find(session: AsyncSession, *which: ColumnElement[bool]) -> models.Import | None:
    row = models.Import
    found = select(row).where(*which).with_for_update(of=row).options(joinedload(row.author))
    return await session.scalar(found.execution_options(populate_existing=True))


def _frozen(row: models.Import) -> Import:
    counts: Mapping[str, int] = json.loads(row.counts)
    reason, details = json.loads(row.problem) if row.problem else (None, {})
    return Import(
        id=row.id,
        kind=row.kind,
        file_id=row.file_id,
        name=row.name,
        state=row.state,
        view=row.view,
        reader=person.frozen(row.author),
        print=row.print,
        counts={Outcome(one): count for one, count in counts.items()},
        workspace=row.workspace_id,
        is_last_try=row.tried >= MOST_TRIES,
        problem=Problem(Reason(reason), details=details) if reason else None,
        content=row.content,
    )
