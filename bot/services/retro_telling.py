"""Who is told what of a retrospective: its messages to each rep and to the manager, and those in the thread."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.retro import Step
from bot.services import delivery, quiet
from bot.services.action import OPEN
from bot.services.delivery import PACKET

LEAD = "retro_lead"
ENDED, TASKS = "retro_ended", "retro_tasks"
THREAD, STEP, SUMMARY, FILE = "retro_thread", "retro_step", "retro_summary", "retro_file"


async def packets(session: AsyncSession, row: models.Retro, *, at: datetime) -> None:
    """Owe each rep the packet of their year, which asks them to prepare: in nobody's quiet hours."""
    found = await _preparations(session, row)
    awake = await quiet.awakes(session, [one.rep for one in found], at)
    await delivery.owe_each(session, PACKET, [(one.rep, one.id, awake[one.rep_id]) for one in found])


async def redraw_packets(session: AsyncSession, row: models.Retro, *, at: datetime) -> None:
    shown = [(PACKET, one.rep, one.id) for one in await _preparations(session, row)]
    await delivery.redraw_each(session, shown, at=at)


async def _preparations(session: AsyncSession, row: models.Retro) -> Sequence[models.Preparation]:
    found = await session.scalars(
        select(models.Preparation)
        .where(models.Preparation.retro_id == row.id)
        .order_by(models.Preparation.id)
        .options(joinedload(models.Preparation.rep))
    )
    return found.all()


async def lead(session: AsyncSession, row: models.Retro, *, at: datetime) -> None:
    """Owe the manager where it stands."""
    await delivery.owe(session, LEAD, to=row.team.manager, subject=row.id, at=at)


async def moved(session: AsyncSession, row: models.Retro, *steps: Step, at: datetime) -> None:
    """Owe what changes when the team is at another step: the root of the thread and the messages of these steps."""
    await delivery.owe_channel(session, THREAD, team=row.team, subject=row.id, at=at)
    for step in steps:
        await _step(session, row, step, at=at)
    await lead(session, row, at=at)


async def said(session: AsyncSession, row: models.Retro, *concerned: models.Person, at: datetime) -> None:
    """Owe what changes when somebody has said something in the step the team is at."""
    await _step(session, row, row.step, at=at)
    await lead(session, row, at=at)
    await delivery.redraw_homes(session, [row.team.manager, *concerned], at=at)


async def closed(session: AsyncSession, row: models.Retro, *, at: datetime) -> None:
    """Owe the summary and its file, at the end of the thread."""
    for kind in (SUMMARY, FILE):
        await delivery.owe_channel(session, kind, team=row.team, subject=row.id, under=(THREAD, row.id), at=at)


async def ended(session: AsyncSession, row: models.Retro, *, at: datetime) -> None:
    """Owe the thread why it closed early, and whoever committed to something that it stays with them."""
    await delivery.owe_channel(session, ENDED, team=row.team, subject=row.id, under=(THREAD, row.id), at=at)
    action = models.Action
    owners = select(action.owner_id).where(action.retro_id == row.id, OPEN)
    found = await session.scalars(select(models.Person).where(models.Person.id.in_(owners)).order_by(models.Person.id))
    for owner in found:
        await delivery.owe(session, TASKS, to=owner, subject=row.id, at=at)


async def homes(session: AsyncSession, row: models.Retro, *, at: datetime) -> None:
    """Owe everybody in the team a new Home: last, and in everybody's order."""
    reps = await session.scalars(
        select(models.Person)
        .join(models.Pair, models.Pair.rep_id == models.Person.id)
        .where(models.Pair.team_id == row.team_id, models.Pair.is_running)
    )
    await delivery.redraw_homes(session, [*reps, row.team.manager], at=at)


async def _step(session: AsyncSession, row: models.Retro, step: Step, *, at: datetime) -> None:
    """Owe the message of a step that was reached."""
    stage = await session.scalar(
        select(models.RetroStage.id).where(models.RetroStage.retro_id == row.id, models.RetroStage.step == step)
    )
    if stage is not None:
        await delivery.owe_channel(session, STEP, team=row.team, subject=stage, under=(THREAD, row.id), at=at)
