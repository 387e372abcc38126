"""The rows of the outbox: which are due, who holds them, how they ended."""

from datetime import datetime, timedelta

from sqlalchemy import case, func, or_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased, contains_eager, joinedload

from bot.outbox.message import Due
from bot.rules.person import Caller
from models import Delivery

LEASE = timedelta(seconds=60)
BATCH = 20
MAX_ATTEMPTS = 8

_THREAD = aliased(Delivery)
_PENDING = (
    Delivery.wanted > Delivery.sent,
    Delivery.failed_at.is_(None),
    or_(Delivery.thread_id.is_(None), _THREAD.ts.is_not(None)),  # an answer waits for what it answers to
)


async def claim(session: AsyncSession, *, at: datetime) -> list[Due]:
    """Take up to a batch of due deliveries, the oldest first, and hold them for the length of a lease."""
    rows = await session.scalars(
        select(Delivery)
        .outerjoin(Delivery.thread.of_type(_THREAD))
        .where(
            *_PENDING,
            Delivery.due_at <= at,
            or_(Delivery.claimed_until.is_(None), Delivery.claimed_until <= at),
        )
        .order_by(Delivery.due_at, Delivery.id)
        .limit(BATCH)
        .with_for_update(skip_locked=True, of=Delivery)
        .options(joinedload(Delivery.recipient), contains_eager(Delivery.thread.of_type(_THREAD)))
    )
    return [_held(row, at) for row in rows]


async def hold(session: AsyncSession, due: Due, *, at: datetime) -> bool:
    """Begin the lease of a claimed delivery anew, before it is sent; say whether it had not lapsed."""
    held = await session.scalar(
        update(Delivery)
        .where(Delivery.id == due.id, Delivery.claimed_until == due.at + LEASE, Delivery.claimed_until > at)
        .values(claimed_until=at + LEASE)
        .returning(Delivery.id)
    )
    return held is not None


async def done(session: AsyncSession, due: Due, *, channel: str | None, ts: str | None, at: datetime) -> None:
    """Record that a delivery is drawn as it was wanted when claimed; if it was owed again since, it stays pending."""
    await session.execute(
        update(Delivery)
        .where(Delivery.id == due.id)
        .values(sent=due.wanted, channel=channel, ts=ts, sent_at=at, claimed_until=None, attempts=0, error=None)
    )


async def remember_file(session: AsyncSession, due: Due, file_id: str, *, at: datetime) -> None:
    """Record which file a delivery is uploading, and begin its lease anew: an upload takes several calls."""
    await session.execute(
        update(Delivery).where(Delivery.id == due.id).values(file_id=file_id, claimed_until=at + LEASE)
    )


async def again(session: AsyncSession, due: Due, *, wait: timedelta, error: str, in_doubt: bool, at: datetime) -> None:
    """Put a delivery back for later. One whose outcome is in doubt rests for a lease, even if it is owed again."""
    rest = at + LEASE if in_doubt else None
    await session.execute(
        update(Delivery).where(Delivery.id == due.id).values(due_at=at + wait, claimed_until=rest, error=error)
    )


async def failed(session: AsyncSession, due: Due, *, error: str, at: datetime) -> None:
    """Give a delivery up. It stays as a row, with the reason."""
    await session.execute(
        update(Delivery).where(Delivery.id == due.id).values(failed_at=at, claimed_until=None, error=error)
    )


async def next_due(session: AsyncSession) -> datetime | None:
    """Return when the next pending delivery can be claimed, or None."""
    free_at = case((Delivery.claimed_until > Delivery.due_at, Delivery.claimed_until), else_=Delivery.due_at)
    pending = select(func.min(free_at)).select_from(Delivery).outerjoin(Delivery.thread.of_type(_THREAD))
    return await session.scalar(pending.where(*_PENDING))


def _held(row: Delivery, at: datetime) -> Due:
    tried_since = (row.claimed_until or at) - 2 * LEASE
    row.claimed_until = at + LEASE
    row.attempts += 1
    reader = row.recipient
    return Due(
        id=row.id,
        uid=row.uid,
        kind=row.kind,
        subject_id=row.subject_id,
        workspace=row.workspace_id,
        recipient=Caller(row.workspace_id, reader.slack_id) if reader else None,
        target=row.target,
        locale=reader.locale if reader else row.locale or "",
        wanted=row.wanted,
        attempts=row.attempts,
        channel=row.channel,
        ts=row.ts,
        thread_ts=row.thread.ts if row.thread else None,
        file_id=row.file_id,
        tried_since=tried_since,
        at=at,
    )
