"""Pairs that begin, end, or pass a rep on to another manager: what is open goes along or is closed, nothing is lost."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.cadence import Rhythm
from bot.rules.checkin import Cause
from bot.services import absence, action, agenda, cadence, card, checkin, delivery, disclosure, talk_due, talk_record

BEGUN, ENDED = "pair_begun", "pair_ended"
ONE_DAY = timedelta(days=1)


async def begin(
    session: AsyncSession, team: models.Team, rep: models.Person, rhythm: Rhythm, *, by: models.Person, at: datetime
) -> models.Schedule:
    """Pair a rep with the manager of a team, whose rhythm they follow; a rep who comes back finds their open actions.

    Needs `team.manager` loaded, and the rep's row locked: nobody is in two pairs at a time.
    """
    before = await _before(session, team, rep)
    pair = models.Pair(
        workspace_id=team.workspace_id,
        team=team,
        rep=rep,
        manager=team.manager,
        country=before.country if before else team.country,
        added_by_id=by.id,
    )
    wish = rhythm.beginning(absence.today(rep, at))
    schedule = models.Schedule(
        workspace_id=team.workspace_id,
        pair=pair,
        anchor=wish.anchor,
        often=wish.often,
        meets_at=wish.meets_at,
        prompt_at=wish.prompt_at,
    )
    cadence.wait_for(schedule, next(cadence.of(schedule).coming(wish.anchor, at)))
    session.add_all([pair, schedule])
    await session.flush()
    if before:
        await _succeed(session, before, pair)
    await card.move(session, pair, at=at)
    await agenda.carry(session, pair, at=at)
    await delivery.owe(session, BEGUN, to=rep, subject=pair.id, at=at)
    await disclosure.ask(session, pair, at=at)
    return schedule


async def hand_over(
    session: AsyncSession, schedule: models.Schedule, team: models.Team, *, by: models.Person, at: datetime
) -> models.Schedule:
    """End a pair and begin one with the team's manager in the same rhythm; return its schedule.

    A check-in that nobody has begun goes along; one that was begun stays with the former two until its talk. The
    schedule must be locked.
    """
    former = schedule.pair
    former.ended_at = at
    await session.flush()  # a rep is in one pair at a time
    pair = models.Pair(
        workspace_id=team.workspace_id,
        team=team,
        rep=former.rep,
        manager=team.manager,
        country=former.country,
        added_by_id=by.id,
    )
    moved = _moved(schedule, pair)
    session.add_all([pair, moved])
    await session.flush()
    await _succeed(session, former, pair)
    await delivery.forget_pair(session, former)
    await card.move(session, pair, at=at)
    await agenda.carry(session, pair, at=at)
    await _pass_on(session, schedule, moved, at=at)
    await talk_record.redraw(session, former.id, at=at)
    await _tell_ended(session, former, besides={by.id, former.rep_id}, at=at)
    await delivery.owe(session, BEGUN, to=pair.rep, subject=pair.id, at=at)
    await disclosure.ask(session, pair, at=at)
    return moved


async def end(session: AsyncSession, schedule: models.Schedule, *, besides: Collection[int] = (), at: datetime) -> None:
    """End a pair and tell the two, `besides` some (by key): it is asked no more, and its open check-in is closed.

    The schedule must be locked.
    """
    pair = schedule.pair
    pair.ended_at, schedule.next_at = at, None
    row = await _open_checkin(session, schedule, at=at)
    if row and row.skipped_at is None:
        checkin.leave_out(row, Cause.CLOSED, at=at)
        await checkin.redraw(session, checkin.frozen(row), at=at)
    await session.flush()
    await talk_record.redraw(session, pair.id, at=at)
    await delivery.forget_pair(session, pair)
    await _tell_ended(session, pair, besides=besides, at=at)


def _moved(schedule: models.Schedule, pair: models.Pair) -> models.Schedule:
    """Return the schedule with which a successor goes on; the former one stops."""
    moved = models.Schedule(
        workspace_id=schedule.workspace_id,
        pair=pair,
        anchor=schedule.anchor,
        often=schedule.often,
        meets_at=schedule.meets_at,
        prompt_at=schedule.prompt_at,
        next_on=schedule.next_on,
        next_at=schedule.next_at,
        is_own=schedule.is_own,
    )
    schedule.next_at = None
    return moved


async def _pass_on(session: AsyncSession, schedule: models.Schedule, moved: models.Schedule, *, at: datetime) -> None:
    row = await _open_checkin(session, schedule, at=at)
    if row is None:
        return
    if checkin.frozen(row).begun:
        if moved.next_on <= row.scheduled_on:
            cadence.expect(moved, since=row.scheduled_on + ONE_DAY)
    else:
        former, row.schedule_id, row.manager = row.manager, moved.id, moved.pair.manager
        await session.flush()
        for kind in (delivery.PROMPT, *checkin.REMINDERS):
            await delivery.redraw(session, kind, to=row.rep, subject=row.id, at=at)
        await talk_due.prepare_who_follows(session, row, former, at=at)


async def _succeed(session: AsyncSession, before: models.Pair, pair: models.Pair) -> None:
    """Have a pair take over what the one before it has still to do."""
    before.successor_id = pair.id
    still_open = (models.Action.pair_id == before.id, action.OPEN)
    await session.execute(update(models.Action).where(*still_open).values(pair_id=pair.id))


async def _before(session: AsyncSession, team: models.Team, rep: models.Person) -> models.Pair | None:
    """Return the last pair of a rep in the same team, if nobody has taken it over."""
    return await session.scalar(
        select(models.Pair)
        .where(
            models.Pair.team_id == team.id,
            models.Pair.rep_id == rep.id,
            models.Pair.ended_at.is_not(None),
            models.Pair.successor_id.is_(None),
        )
        .order_by(models.Pair.id.desc())
        .limit(1)
    )


async def _open_checkin(session: AsyncSession, schedule: models.Schedule, *, at: datetime) -> models.CheckIn | None:
    """Return the check-in of a schedule whose talk is to come, locked: who sends a half goes through its lock, too."""
    return await session.scalar(
        select(models.CheckIn)
        .where(models.CheckIn.schedule_id == schedule.id, models.CheckIn.talk_at > at)
        .order_by(models.CheckIn.scheduled_on.desc())
        .limit(1)
        .with_for_update(of=models.CheckIn)
        .options(*checkin.WITH_PEOPLE, checkin.WITH_HALVES)
        .execution_options(populate_existing=True)
    )


async def _tell_ended(session: AsyncSession, pair: models.Pair, *, besides: Collection[int], at: datetime) -> None:
    for reader in (pair.rep, pair.manager):
        if reader.id not in besides and reader.left_at is None:
            await delivery.owe(session, ENDED, to=reader, subject=pair.id, at=at)
