"""Signing an objective, asking for a change of it first, and withdrawing one."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.person import Caller, Person
from bot.rules.refusal import Reason, Rejected
from bot.rules.signing import Deed
from bot.services import card, delivery, objective, person, terms

SIGNED, ASKED, WITHDRAWN = "objective_signed", "objective_asked", "objective_withdrawn"
WRITTEN, CHANGED = "objective_new", "objective_changed"
REMINDERS = ENDS_SOON, HAS_ENDED, STILL_OPEN = "objective_ends_soon", "objective_has_ended", "objective_still_open"
CARDS = (
    WRITTEN,
    SIGNED,
    ASKED,
    *REMINDERS,
)  # messages that show an objective with its buttons; CHANGED does too, by a change


async def sign(session: AsyncSession, objective_id: int, *, by: Caller, at: datetime) -> None:
    """Sign an objective as it stands: with both signatures it counts. Signing twice changes nothing.

    Raises Rejected for whoever is neither of the two, and for one that is closed.
    """
    me, row, pair = await _open(session, objective_id, by=by)
    if terms.signatures(row).of(is_rep=row.owner_id == me.id):
        return
    terms.sign(row, me, at)
    note(session, row, Deed.SIGNED, by=me, at=at)
    await card.post(session, row.id, at=at)
    await _tell(session, SIGNED, row, pair, by=me, at=at)


async def ask(session: AsyncSession, objective_id: int, wish: str, *, by: Caller, at: datetime) -> Person:
    """Tell the other what should be different before one signs, and return them. Raises Rejected as `sign`."""
    me, row, pair = await _open(session, objective_id, by=by)
    if row.is_signed:
        raise Rejected.because(Reason.SIGNED_ALREADY)
    note(session, row, Deed.ASKED, wish, by=me, at=at)
    return await _tell(session, ASKED, row, pair, by=me, at=at)


async def withdraw(session: AsyncSession, objective_id: int, *, by: Caller, at: datetime) -> Person:
    """Take back what was proposed and not signed by both; it stays readable, and counts for nothing."""
    me, row, pair = await _open(session, objective_id, by=by)
    if row.is_signed:
        raise Rejected.because(Reason.SIGNED_ALREADY)
    row.closed_at, row.closed_by_id = at, me.id
    note(session, row, Deed.WITHDREW, by=me, at=at)
    return await _tell(session, WITHDRAWN, row, pair, by=me, at=at)


async def wish(session: AsyncSession, objective_id: int, *, by: Caller) -> str:
    """Return what the other of the two last asked to be different, or raise Rejected where there is nothing."""
    me = await person.require(session, by)
    row = models.ObjectiveDeed
    found = await session.scalar(
        select(row.note)
        .where(row.objective_id == objective_id, row.deed == Deed.ASKED, row.author_id != me.id)
        .order_by(row.id.desc())
        .limit(1)
    )
    if found is None:
        raise Rejected.because(Reason.NO_OBJECTIVE)
    return found


def note(
    session: AsyncSession, row: models.Objective, deed: Deed, said: str = "", *, by: models.Person, at: datetime
) -> None:
    """Keep what somebody did about an objective as a whole."""
    session.add(
        models.ObjectiveDeed(
            workspace_id=row.workspace_id, objective_id=row.id, author_id=by.id, done_at=at, deed=deed, note=said
        )
    )


async def redraw(session: AsyncSession, row: models.Objective, pair: models.Pair, *, at: datetime) -> None:
    """Have whatever shows an objective to the two drawn anew, as it is now and with what is to be done about it."""
    change = models.ObjectiveChange
    changes = await session.scalars(select(change.id).where(change.objective_id == row.id))
    cards = [*((kind, row.id) for kind in CARDS), *((CHANGED, key) for key in changes)]
    shown = [(kind, reader, key) for reader in (pair.rep, pair.manager) for kind, key in cards]
    await delivery.redraw_each(session, shown, at=at)


async def _open(
    session: AsyncSession, objective_id: int, *, by: Caller
) -> tuple[models.Person, models.Objective, models.Pair]:
    me, row, pair = await objective.shared(session, objective_id, by=by, lock=True)
    if row.closed_at:
        raise Rejected.because(Reason.CLOSED)
    if pair is None:
        raise Rejected.because(Reason.NO_TEAM)
    return me, row, pair


async def _tell(
    session: AsyncSession, kind: str, row: models.Objective, pair: models.Pair, *, by: models.Person, at: datetime
) -> Person:
    """Owe the other the news, have what asked for a signature drawn anew, and both a new Home; return the other."""
    await session.flush()
    other = pair.other(by.id)
    await redraw(session, row, pair, at=at)
    await delivery.owe(session, kind, to=other, subject=row.id, cause=f"{row.id} {at.isoformat()}", at=at)
    await objective.redraw_homes(session, row, pair, at=at)
    return person.frozen(other)
