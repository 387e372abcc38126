"""The rows of the outbox: which are due, who holds them, how they ended."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, bindparam, case, func, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload

from bot.outbox import claimable
from bot.outbox.message import Due
from bot.rules.person import Caller
from models import Delivery, Pair, Person
from models.delivery import IN_FLIGHT

LEASE = timedelta(seconds=60)
BATCH = 20
MAX_ATTEMPTS = 16
WITH_READERS = (
    joinedload(Delivery.recipient),
    selectinload(Delivery.pair).options(joinedload(Pair.rep), joinedload(Pair.manager)),  # few are to a pair
)


UNSEEN = {"synchronize_session": False}  # no session has read the rows
_TABLE = Delivery.metadata.tables[Delivery.__tablename__]
_CLAIM = (
    select(Delivery, claimable.thread_ts(Delivery))
    .where(*claimable.CLAIMABLE)
    .order_by(Delivery.due_at, Delivery.id)
    .limit(bindparam("limit", type_=Integer))
    .with_for_update(skip_locked=True, of=Delivery)
    .options(*WITH_READERS)
)
_CLAIM_ELSEWHERE = _CLAIM.where(claimable.ELSEWHERE)
_HOLD = (
    update(Delivery)
    .where(
        tuple_(Delivery.id, Delivery.claimed_until).in_(bindparam("theirs", expanding=True)),
        Delivery.claimed_until > claimable.AT,
        claimable.ALONE,
    )
    .values(claimed_until=bindparam("until"))
    .returning(Delivery.id)
)
_INSTANT = _TABLE.c.opened_at.type
_UNOPENED = or_(_TABLE.c.opened_at.is_(None), _TABLE.c.opened_at < bindparam("undisturbed_since", type_=_INSTANT))
_DONE = (
    update(_TABLE)
    .where(_TABLE.c.id == bindparam("delivery"), _TABLE.c.claimed_until == bindparam("held_until"))
    .values(
        sent=bindparam("drawn"),
        channel=bindparam("where"),
        ts=bindparam("stamp"),
        shown=case((_UNOPENED, bindparam("version", type_=_TABLE.c.shown.type)), else_=None),
        sent_at=bindparam("when"),
        quiet_until=func.coalesce(bindparam("quiet", type_=_INSTANT), _TABLE.c.quiet_until),
        claimed_until=None,
        attempts=0,
        error=None,
    )
)


@dataclass(frozen=True)
class Sent:
    """A delivery that went out `at` an instant: where it stands, and until when nothing else is to be posted there.

    Of a Home, `shown` is the version that was published.
    """

    due: Due
    channel: str | None
    ts: str | None
    quiet_until: datetime | None
    at: datetime
    shown: str | None = None


async def claim(session: AsyncSession, *, at: datetime, limit: int = BATCH, besides: Collection[int] = ()) -> list[Due]:
    """Take due deliveries, the oldest first and one a place, and hold them for the length of a lease.

    `besides` are those that whoever claims is sending itself, which may be after a stall, when their leases are over.
    """
    values = {"at": at, "limit": limit, "besides": list(besides)}
    rows = await session.execute(_CLAIM_ELSEWHERE if besides else _CLAIM, values)
    return [_held(row, thread_ts, at) for row, thread_ts in rows]


async def hold(session: AsyncSession, claimed: Collection[Due], *, at: datetime) -> list[Due]:
    """Begin the leases of claimed deliveries anew, before they are drawn, and return them with the new lease.

    Left out is one whose lease has lapsed, or to whose place somebody else is sending: two transactions that claim at
    once do not see each other's claims, and this one does.
    """
    until, theirs = at + LEASE, [(due.id, due.held_until) for due in claimed]
    values = {"at": at, "theirs": theirs, "until": until}
    held = set((await session.scalars(_HOLD, values, execution_options=UNSEEN)).all())
    for due in claimed:
        if due.id not in held:
            await _if_held(session, due, claimed_until=None, attempts=_untried(due))
    return [replace(due, held_until=until) for due in claimed if due.id in held]


async def done(session: AsyncSession, sent: Collection[Sent]) -> None:
    """Record that deliveries are drawn as they were wanted when claimed; one owed again since stays pending.

    Who comes back from a stall changes nothing any more, here as in what is below.
    """
    rows = [
        {
            "delivery": one.due.id,
            "held_until": one.due.held_until,
            "drawn": one.due.wanted,
            "where": one.channel,
            "stamp": one.ts,
            "quiet": one.quiet_until,
            "when": one.at,
            "version": one.shown,
            "undisturbed_since": one.due.at - IN_FLIGHT,
        }
        for one in sorted(sent, key=lambda one: one.due.id)  # in everybody's order
    ]
    await session.execute(_DONE, rows)


async def remember_file(session: AsyncSession, due: Due, file_id: str, version: str, *, at: datetime) -> Due:
    """Record which file a delivery is uploading, and begin its lease anew: an upload takes several calls."""
    renewed = replace(due, held_until=at + LEASE)
    await _if_held(session, due, file_id=file_id, file_version=version, claimed_until=renewed.held_until)
    return renewed


async def remember_dm(session: AsyncSession, due: Due, channel: str) -> None:
    """Record which direct message a delivery's reader has with Tandem, or its two readers."""
    if due.pair_id:
        await session.execute(update(Pair).where(Pair.id == due.pair_id).values(dm=channel))
        return
    here = (Person.workspace_id == due.workspace, Person.slack_id == due.reader.slack_id)
    await session.execute(update(Person).where(*here).values(dm=channel))


async def again(session: AsyncSession, due: Due, *, wait: timedelta, error: str, in_doubt: bool, at: datetime) -> bool:
    """Put a delivery back for later, and say, as those below do, whether it was still held.

    One whose outcome is in doubt rests for a lease, even if it is owed again.
    """
    due_at = at + (max(wait, LEASE) if in_doubt else wait)
    return await _if_held(session, due, due_at=due_at, claimed_until=None, error=error)


async def untried(session: AsyncSession, due: Due, *, error: str, not_before: datetime | None = None) -> bool:
    """Put a delivery back as if it had not been tried, in its old turn unless it has to wait by itself."""
    due_at = not_before or Delivery.due_at
    return await _if_held(session, due, due_at=due_at, claimed_until=None, attempts=_untried(due), error=error)


async def failed(session: AsyncSession, due: Due, *, error: str, at: datetime) -> bool:
    """Give a delivery up. It stays as a row, with the reason."""
    return await _if_held(session, due, failed_at=at, claimed_until=None, error=error)


async def next_due(session: AsyncSession) -> datetime | None:
    """Return when the next pending delivery can be claimed, or None."""
    return await session.scalar(claimable.EARLIEST)


async def _if_held(session: AsyncSession, due: Due, *also: ColumnElement[bool], **values: Any) -> bool:
    still_held = (Delivery.id == due.id, Delivery.claimed_until == due.held_until)
    changed = update(Delivery).where(*still_held, *also).values(**values).returning(Delivery.id)
    return await session.scalar(changed) is not None


def _untried(due: Due) -> ColumnElement[int]:
    """Return the attempts without the present one, also where the count began anew meanwhile."""
    return case((Delivery.attempts < due.attempts, Delivery.attempts), else_=due.attempts - 1)


def _held(row: Delivery, thread_ts: str | None, at: datetime) -> Due:
    if row.attempts == 0:
        row.tried_at = at
    row.claimed_until = held_until = at + LEASE
    row.attempts += 1
    reader, pair = row.recipient, row.pair
    members = [reader] if reader else [pair.rep, pair.manager] if pair else []
    return Due(
        id=row.id,
        uid=row.uid,
        kind=row.kind,
        subject_id=row.subject_id,
        workspace=row.workspace_id,
        recipient=Caller(row.workspace_id, reader.slack_id) if reader else None,
        pair_id=row.pair_id,
        target=row.target,
        members=tuple(one.slack_id for one in members),
        dm=reader.dm if reader else pair.dm if pair else None,
        locale=reader.locale if reader else row.locale or "",
        wanted=row.wanted,
        attempts=row.attempts,
        channel=row.channel,
        ts=row.ts,
        thread_ts=thread_ts,
        file_id=row.file_id,
        file_version=row.file_version,
        chosen=row.chosen,
        shown=row.shown if row.attempts == 1 else None,
        tried_since=(row.tried_at or at) - LEASE,
        at=at,
        held_until=held_until,
    )
