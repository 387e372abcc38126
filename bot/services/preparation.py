"""Preparing a retrospective: the packet of a rep's year, and what that rep alone writes and reads."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload

import models
from bot.rules import visibility
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.rules.retro import Notes, Step, Topic
from bot.rules.year import Packet
from bot.services import delivery, person, retro_telling, year
from bot.services.retro_reading import frozen, get, notes


async def packet(session: AsyncSession, preparation_id: int, *, by: Caller, at: datetime) -> Packet:
    """Return a rep's year and what they prepared, to that rep. Raises Rejected for anybody else."""
    me = await person.require(session, by)
    row = await _preparation(session, preparation_id, me)
    retro = await frozen(session, await get(session, row.retro_id, me.workspace_id))
    compiled = await year.of_rep(session, me.id, retro.year, at=at)
    return Packet(row.id, retro, person.frozen(me), compiled, await notes(session, retro, me))


async def prepare(session: AsyncSession, preparation_id: int, written: Notes, *, by: Caller, at: datetime) -> None:
    """Take what a rep prepared, in place of what they prepared before. Raises Rejected once the thread is open."""
    me = await person.require(session, by)
    row = await _preparation(session, preparation_id, me)
    retro = await get(session, row.retro_id, me.workspace_id, lock=True)
    if retro.step is not Step.PREPARATION or retro.closed_at:
        raise Rejected.because(Reason.PREPARATION_OVER)
    await session.refresh(row, ["notes"])  # as they are now that nobody else writes
    known = {note.topic: note for note in row.notes}
    row.notes = [_note(known.get(topic), topic, text, me) for topic, text in written.items()]
    row.sent_at = at
    await session.flush()
    await delivery.redraw(session, retro_telling.PACKET, to=row.rep, subject=row.id, at=at)
    await retro_telling.lead(session, retro, at=at)
    await delivery.redraw_homes(session, [me, retro.team.manager], at=at)


async def _preparation(session: AsyncSession, preparation_id: int, me: models.Person) -> models.Preparation:
    row = await session.scalar(
        select(models.Preparation)
        .where(models.Preparation.id == preparation_id, models.Preparation.workspace_id == me.workspace_id)
        .options(selectinload(models.Preparation.notes), joinedload(models.Preparation.rep))
    )
    if row is None:
        raise Rejected.because(Reason.NO_RETRO)
    if not visibility.may_read_preparation(me.id, row.rep_id):
        raise Rejected.because(Reason.ONLY_THE_PREPARER, rep=row.rep.name)
    return row


def _note(known: models.PreparationNote | None, topic: Topic, text: str, me: models.Person) -> models.PreparationNote:
    row = known or models.PreparationNote(workspace_id=me.workspace_id, topic=topic)
    row.text = text
    return row
