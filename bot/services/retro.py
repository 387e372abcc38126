"""Leading a retrospective: opening its thread, going from step to step, closing it."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.rules.retro import Retro, Step
from bot.rules.year import TeamYear
from bot.services import person, retro_telling, team, year
from bot.services.retro_reading import frozen, get, of_teams, part_of, require_leader


async def led(session: AsyncSession, *, by: Caller, channel: str = "") -> Retro:
    """Return the retrospective that the caller leads: the one under way, else the newest. Raises Rejected."""
    mine = await team.led_by(session, by, channel=channel)
    return await _first(session, await of_teams(session, models.Team.id == mine.id))


async def of_caller(session: AsyncSession, *, by: Caller, channel: str = "") -> Retro:
    """Return the retrospective in which the caller has a part, first that of this channel's team. Raises Rejected."""
    me = await person.require(session, by)
    rows = await of_teams(session, part_of(me.id))
    return await _first(session, [row for row in rows if row.team.channel == channel] or rows)


async def one(session: AsyncSession, retro_id: int, *, by: Caller) -> Retro:
    """Return a retrospective to whoever leads it. Raises Rejected."""
    me = await person.require(session, by)
    retro = await frozen(session, await get(session, retro_id, me.workspace_id))
    require_leader(retro, me)
    return retro


async def in_channel(session: AsyncSession, retro_id: int, *, workspace: str) -> Retro:
    """Return what everybody in the team's channel may see of a retrospective."""
    return await frozen(session, await get(session, retro_id, workspace))


async def team_year(session: AsyncSession, retro: Retro, *, at: datetime) -> TeamYear:
    return await year.of_team(session, [rep.id for rep in retro.reps], retro.year, at=at)


async def stage(session: AsyncSession, stage_id: int, *, workspace: str) -> tuple[Retro, Step]:
    """Return a retrospective, and the step of it that one message in its thread is about. Raises LookupError."""
    row = await session.scalar(
        select(models.RetroStage).where(models.RetroStage.id == stage_id, models.RetroStage.workspace_id == workspace)
    )
    if row is None:
        raise LookupError(f"no stage {stage_id}")
    return await in_channel(session, row.retro_id, workspace=workspace), row.step


async def open_thread(session: AsyncSession, retro_id: int, *, by: Caller, at: datetime) -> Retro:
    """Open the thread in the team's channel, which ends the preparation. Raises Rejected."""
    return await go_on(session, retro_id, seen=Step.PREPARATION, by=by, at=at)


async def go_on(session: AsyncSession, retro_id: int, *, seen: Step | None = None, by: Caller, at: datetime) -> Retro:
    """Go to the next step; the first one opens the thread, the last one closes the retrospective.

    `seen` is the step of the button that was pressed: one that the team has left moves nothing. Raises Rejected.
    """
    row, retro = await _to_lead(session, retro_id, seen, by=by)
    return await _move(session, row, retro.step.next or Step.CLOSING, at=at)


async def go_back(session: AsyncSession, retro_id: int, *, seen: Step | None = None, by: Caller, at: datetime) -> Retro:
    """Go back a step; what holds of `go_on` holds here too."""
    row, retro = await _to_lead(session, retro_id, seen, by=by)
    if retro.step.before is None:
        raise Rejected.because(Reason.FIRST_STEP)
    return await _move(session, row, retro.step.before, at=at)


async def close(session: AsyncSession, retro_id: int, *, by: Caller, at: datetime) -> Retro:
    """Close a retrospective whose thread is open, wherever the team is. Raises Rejected."""
    row, retro = await _to_lead(session, retro_id, None, by=by)
    if not retro.in_thread:
        raise Rejected.because(Reason.THREAD_NOT_OPEN, manager=retro.manager.name)
    return await shut(session, row, at=at)


async def shut(session: AsyncSession, row: models.Retro, *, at: datetime) -> Retro:
    """Close a retrospective, locked and with its thread open, and owe what that changes."""
    return await _move(session, row, Step.CLOSING, at=at)


def check_step(retro: Retro, seen: Step) -> None:
    """Raise Rejected, saying where the team is, unless it is still at the step that somebody had before them."""
    if retro.closed_at:
        raise Rejected.because(Reason.RETRO_CLOSED, year=str(retro.year))
    if seen.number < retro.step.number:
        raise Rejected.because(Reason.STEP_OVER, step=retro.step)
    if seen.number > retro.step.number:
        raise Rejected.because(Reason.STEP_AHEAD, step=retro.step)


async def _first(session: AsyncSession, rows: Sequence[models.Retro]) -> Retro:
    if not rows:
        raise Rejected.because(Reason.NO_RETRO)
    return await frozen(session, rows[0])


async def _to_lead(
    session: AsyncSession, retro_id: int, seen: Step | None, *, by: Caller
) -> tuple[models.Retro, Retro]:
    """Return a retrospective to whoever leads it, locked, if it is still where they saw it."""
    me = await person.require(session, by)
    row = await get(session, retro_id, me.workspace_id, lock=True)
    retro = await frozen(session, row)
    require_leader(retro, me)
    check_step(retro, seen or retro.step)
    return row, retro


async def _move(session: AsyncSession, row: models.Retro, to: Step, *, at: datetime) -> Retro:
    left, row.step = row.step, to
    if to is Step.CLOSING:
        row.closed_at = at
    await _reach(session, row, at=at)
    await retro_telling.moved(session, row, left, to, at=at)
    if to is Step.CLOSING:
        await retro_telling.closed(session, row, at=at)
    if left is Step.PREPARATION or to is Step.CLOSING:
        await retro_telling.redraw_packets(session, row, at=at)
    await retro_telling.homes(session, row, at=at)
    return await frozen(session, row)


async def _reach(session: AsyncSession, row: models.Retro, *, at: datetime) -> None:
    """Note that the team is at its step, unless it has been there before."""
    reached = await session.scalar(
        select(models.RetroStage.id).where(models.RetroStage.retro_id == row.id, models.RetroStage.step == row.step)
    )
    if reached is None:
        session.add(models.RetroStage(workspace_id=row.workspace_id, retro_id=row.id, step=row.step, entered_at=at))
    await session.flush()
