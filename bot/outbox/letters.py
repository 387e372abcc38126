"""What was given up and what is late, for whoever runs Tandem."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

from models import Delivery, Installation

LATE = timedelta(minutes=5)  # after that something is the matter, and no longer a burst
_GIVEN_UP = and_(Delivery.wanted > Delivery.sent, Delivery.failed_at.is_not(None))


@dataclass(frozen=True)
class Letter:
    """A delivery that was given up, since `failed_at`, or is late, since `due_at`; `to` is a Slack id."""

    id: int
    workspace: str
    kind: str
    to: str
    since: datetime
    tries: int
    why: str
    given_up: bool


async def stuck(session: AsyncSession, *, at: datetime, limit: int) -> list[Letter]:
    """Return what was given up, the newest first, and what is late, the oldest first: up to so many of each."""
    given_up = select(Delivery).where(_GIVEN_UP).order_by(Delivery.failed_at.desc(), Delivery.id)
    pending = (Delivery.wanted > Delivery.sent, Delivery.failed_at.is_(None), Delivery.due_at < at - LATE)
    late = select(Delivery).where(*pending).order_by(Delivery.due_at, Delivery.id)
    rests = set(await session.scalars(select(Installation.workspace_id).where(Installation.revoked_at.is_not(None))))
    rows: list[Delivery] = []
    for wish in (given_up, late):
        rows += await session.scalars(wish.limit(limit).options(joinedload(Delivery.recipient)))
    return [_letter(row, rests) for row in rows]


async def put_back(session: AsyncSession, ids: Collection[int] | None, *, at: datetime) -> Sequence[int]:
    """Have what was given up sent after all, the ones named or all, and return which that were.

    What one attempt may have sent unknown to us is looked for before it is sent again.
    """
    which: list[ColumnElement[bool]] = [_GIVEN_UP] if ids is None else [_GIVEN_UP, Delivery.id.in_(ids)]
    again = update(Delivery).where(*which).values(failed_at=None, error=None, due_at=at, attempts=1)
    found = await session.scalars(again.returning(Delivery.id))
    return sorted(found)


def _letter(row: Delivery, rests: set[str]) -> Letter:
    return Letter(
        id=row.id,
        workspace=row.workspace_id,
        kind=row.kind,
        to=row.recipient.slack_id if row.recipient else row.target or row.place,
        since=row.failed_at or row.due_at,
        tries=row.attempts,
        why=_why(row, rests),
        given_up=row.failed_at is not None,
    )


def _why(row: Delivery, rests: set[str]) -> str:
    if row.failed_at is None and row.workspace_id in rests:
        return "Slack takes the token no longer; rests until Tandem is installed anew"
    return row.error or ("waits for its turn" if row.thread_id is None else f"answers to {row.thread_id}")
