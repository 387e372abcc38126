"""A year compiled from what was written in it: objectives, check-ins, wins and obstacles, actions, feedback."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

import models
from bot.rules.objective import Objective
from bot.rules.question import Side
from bot.rules.year import Done, Held, TeamYear, Year
from bot.services import action, objective

WIN, OBSTACLE, FEEDBACK = "win", "obstacle", "feedback"  # questions that a year is read from


@dataclass(frozen=True)
class _Span:
    """A calendar year up to the instant at which it is looked at."""

    year: int
    at: datetime

    @property
    def first(self) -> date:
        return date(self.year, 1, 1)

    @property
    def last(self) -> date:
        return date(self.year, 12, 31)

    def holds(
        self, when: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None]
    ) -> ColumnElement[bool]:
        until = min(self.at, datetime(self.year + 1, 1, 1, tzinfo=UTC))
        return (when >= datetime(self.year, 1, 1, tzinfo=UTC)) & (when <= until)


async def of_rep(session: AsyncSession, rep: int, year: int, *, at: datetime) -> Year:
    """Compile one rep's year, for that rep."""
    span = _Span(year, at)
    return Year(
        objectives=await _objectives(session, [rep], span),
        checkins=await _checkins(session, [rep], span),
        wins=await _words(session, rep, WIN, span),
        obstacles=await _words(session, rep, OBSTACLE, span),
        actions=await _actions(session, [rep], span),
        feedback=await _feedback(session, rep, span),
    )


async def of_team(session: AsyncSession, reps: Collection[int], year: int, *, at: datetime) -> TeamYear:
    """Compile a team's year in figures that belong to nobody in particular."""
    span = _Span(year, at)
    objectives = await _objectives(session, reps, span)
    reached = sum(one.is_reached for one in objectives)
    checkins, actions = await _checkins(session, reps, span), await _actions(session, reps, span)
    return TeamYear(len(objectives), reached, checkins, actions)


async def _objectives(session: AsyncSession, reps: Collection[int], span: _Span) -> tuple[Objective, ...]:
    by_owner = await objective.of_period(session, reps, since=span.first, until=span.last)
    return tuple(one for rep in reps for one in by_owner[rep])


async def _checkins(session: AsyncSession, reps: Collection[int], span: _Span) -> Held:
    """Count the talks of the year that were not left out, and those for which both sides wrote."""
    sides = select(models.Half.checkin_id, func.count().label("sides")).group_by(models.Half.checkin_id).subquery()
    row = await session.execute(
        select(func.count(), func.count(models.CheckIn.id).filter(sides.c.sides == len(Side)))
        .select_from(models.CheckIn)
        .outerjoin(sides, sides.c.checkin_id == models.CheckIn.id)
        .where(models.CheckIn.rep_id.in_(reps), span.holds(models.CheckIn.talk_at), models.CheckIn.skipped_at.is_(None))
    )
    planned, held = row.one()
    return Held(held, planned)


async def _words(session: AsyncSession, rep: int, question: str, span: _Span) -> tuple[str, ...]:
    """Return what a rep answered to a question over the year, the newest first."""
    found = await session.scalars(
        select(models.Answer.text)
        .join(models.Half, models.Half.id == models.Answer.half_id)
        .where(
            models.Half.author_id == rep,
            models.Half.side == Side.REP,
            models.Answer.question == question,
            span.holds(models.Half.sent_at),
        )
        .order_by(models.Half.sent_at.desc(), models.Half.id.desc())
    )
    return tuple(found)


async def _actions(session: AsyncSession, reps: Collection[int], span: _Span) -> Done:
    mine = models.Action.owner_id.in_(reps)
    done = await session.scalar(
        select(func.count()).select_from(models.Action).where(mine, span.holds(models.Action.done_at))
    )
    still_open = await session.scalar(
        select(func.count()).select_from(models.Action).where(mine, action.OPEN, models.Action.due_on <= span.last)
    )
    return Done(done or 0, still_open or 0)


async def _feedback(session: AsyncSession, rep: int, span: _Span) -> int:
    """Count the feedback a rep received: outside check-ins, and in the manager's halves."""
    outside = await session.scalar(
        select(func.count())
        .select_from(models.Feedback)
        .where(models.Feedback.recipient_id == rep, span.holds(models.Feedback.given_at))
    )
    in_halves = await session.scalar(
        select(func.count())
        .select_from(models.Answer)
        .join(models.Half, models.Half.id == models.Answer.half_id)
        .join(models.CheckIn, models.CheckIn.id == models.Half.checkin_id)
        .where(
            models.CheckIn.rep_id == rep,
            models.Half.side == Side.MANAGER,
            models.Answer.question == FEEDBACK,
            span.holds(models.Half.sent_at),
        )
    )
    return (outside or 0) + (in_halves or 0)
