"""What the two have before them an hour before they talk: what has changed since they talked last, and what is open."""

from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.action import Action
from bot.rules.checkin import Sheet
from bot.rules.objective import Change, Field, Objective
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.rules.talk import Moved, Phase, Preparation
from bot.rules.team import Parting
from bot.services import checkin, person, progress, talk, talk_record

EVER = datetime.min.replace(tzinfo=UTC)


async def read(session: AsyncSession, checkin_id: int, *, by: Caller, at: datetime) -> Preparation:
    """Return the preparation of a talk to one of the two. Raises Rejected to anybody else.

    After a handover the former manager reads what had changed by then.
    """
    me = await person.require(session, by)
    row, pair = await talk.rows(session, checkin_id, me)
    sheet = await checkin.sheet(session, checkin_id, by=by, at=at)
    since, until = await session.scalar(checkin.talk_before(row)), pair.ended_at or at
    record = await talk_record.of_checkin(session, row.id)
    phase = await talk.phase(session, row, pair, record, at=at)
    return Preparation(
        checkin=sheet.checkin,
        side=sheet.side,
        phase=phase,
        since=since,
        moved=await _moved(session, sheet.objectives, row.rep_id, since or EVER, until),
        targets=await _targets(session, sheet.objectives, since or EVER, until),
        lines=await _lines(session, pair, since or EVER),
        done=sheet.done,
        points=sheet.points,
        actions=_open(sheet, phase),
    )


async def handed_over(session: AsyncSession, checkin_id: int, *, by: Caller) -> Parting:
    """Return to whom a talk went, to the former manager who was prepared for it. Raises Rejected to anybody else."""
    me, row = await person.require(session, by), await checkin.get(session, checkin_id, by.workspace)
    pair = await session.scalar(
        select(models.Pair)
        .where(
            models.Pair.rep_id == row.rep_id,
            models.Pair.manager_id == me.id,
            models.Pair.ended_at > row.prepared_at,
        )
        .order_by(models.Pair.id.desc())
        .limit(1)
        .options(joinedload(models.Pair.team))
    )
    if pair is None:
        raise Rejected.because(Reason.NOT_YOURS)
    found = checkin.frozen(row)
    return Parting(pair.team.name, found.rep, person.frozen(me), found.manager, found)


def _open(sheet: Sheet, phase: Phase) -> tuple[Action, ...]:
    agreed = [one for one in sheet.agreed if one.is_open] if phase is not Phase.ENDED else []
    return tuple(sorted((*agreed, *sheet.pending), key=lambda one: (one.due_on, one.id)))


async def _moved(
    session: AsyncSession, objectives: Sequence[Objective], rep: int, since: datetime, until: datetime
) -> tuple[Moved, ...]:
    """Return the objectives whose value is another one than then."""
    histories = await progress.histories(session, [rep], since=since)
    found: list[Moved] = []
    for one in objectives:
        values = [(told_at, value) for told_at, value in histories.get(one.id, ()) if told_at <= until]
        before = next((value for told_at, value in values if told_at <= since), one.measure.baseline)
        if values and values[-1][1] != before:
            found.append(Moved(one, before, values[-1][1]))
    return tuple(found)


async def _targets(
    session: AsyncSession, objectives: Sequence[Objective], since: datetime, until: datetime
) -> tuple[tuple[Objective, Change], ...]:
    row, by_id = models.ObjectiveChange, {one.id: one for one in objectives}
    rows = await session.scalars(
        select(row)
        .where(
            row.objective_id.in_(by_id),
            row.field == Field.TARGET,
            ~row.is_suggested,
            row.changed_at > since,
            row.changed_at <= until,
        )
        .order_by(row.id)
        .options(joinedload(row.author))
    )
    return tuple(
        (by_id[one.objective_id], Change(Field.TARGET, one.before, one.after, one.author.name, one.changed_at))
        for one in rows
    )


async def _lines(session: AsyncSession, pair: models.Pair, since: datetime) -> tuple[str, ...]:
    """Return the titles of the lines above the rep's objectives that have changed, or whose goal has."""
    news, question = models.StrategyNews, models.StrategyQuestion
    found = await session.scalars(
        select(models.Strategy.title)
        .join(question, question.strategy_id == models.Strategy.id)
        .join(news, news.id == question.news_id)
        .where(news.pair_id == pair.id, news.told_at > since)
        .distinct()
        .order_by(models.Strategy.title)
    )
    return tuple(found)
