"""Writing goals and strategy lines down, changing, ending and reopening them: what that means is asked of the reps."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.person import Caller
from bot.rules.refusal import Problem, Reason, Rejected
from bot.rules.strategy import GOAL, TITLE, Aspect, Kind, NewGoal, NewLine
from bot.services import delivery, person, strategy, strategy_news

Row = models.Goal | models.Strategy
Diff = Mapping[Aspect, tuple[str, str]]
ENDED = "ended"


async def write_goal(
    session: AsyncSession, new: NewGoal, team_id: int, *, since: datetime, by: Caller, at: datetime
) -> None:
    """Write a goal of a team down; the same one sent twice from a form opened at `since` is one.

    Raises Rejected for whoever may not, and in its field for a title that the team has already.
    """
    new.check()
    me = await person.require(session, by)
    team = await strategy.shaped(session, team_id, by=me)
    twin = await _titled(session, Kind.GOAL, new.title, team)
    if isinstance(twin, models.Goal) and _is_sent_twice(twin, since):
        return
    _refuse(twin)
    row = models.Goal(workspace_id=team.workspace_id, team_id=team.id, title=new.title, made_at=at)
    row.words, row.horizon = new.words, new.horizon
    session.add(row)
    await _store(session)


async def write_line(session: AsyncSession, new: NewLine, *, since: datetime, by: Caller, at: datetime) -> int:
    """Write a strategy line down, and return its team (by key).

    Raises Rejected as `write_goal`, and for a goal that is not pursued.
    """
    new.check()
    me = await person.require(session, by)
    _, goal, team = await strategy.shapeable(session, Kind.GOAL, new.goal, by=me)
    if goal.ended_at:
        raise Rejected(Problem(Reason.GOAL_GONE, GOAL))
    twin = await _titled(session, Kind.LINE, new.title, team)
    if isinstance(twin, models.Strategy) and twin.goal_id == goal.id and _is_sent_twice(twin, since):
        return team.id
    _refuse(twin)
    session.add(models.Strategy(workspace_id=team.workspace_id, goal_id=goal.id, title=new.title, made_at=at))
    await _store(session)
    return team.id


async def change_goal(session: AsyncSession, goal_id: int, new: NewGoal, *, by: Caller, at: datetime) -> None:
    """Change a goal, and ask the reps below it what that means. Raises Rejected as `write_goal`."""
    new.check()
    me = await person.require(session, by)
    row, goal, team = await strategy.shapeable(session, Kind.GOAL, goal_id, by=me)
    _refuse(await _titled(session, Kind.GOAL, new.title, team, besides=row.id))
    before = {Aspect.TITLE: goal.title, Aspect.WORDS: goal.words, Aspect.HORIZON: goal.horizon.value}
    goal.title, goal.words, goal.horizon = new.title, new.words, new.horizon
    after = {Aspect.TITLE: new.title, Aspect.WORDS: new.words, Aspect.HORIZON: new.horizon.value}
    await _keep(session, row, team, _diff(before, after), new.note, by=me, at=at)


async def change_line(session: AsyncSession, line_id: int, new: NewLine, *, by: Caller, at: datetime) -> None:
    """Change a line, and ask the reps below it what that means. Raises Rejected as `write_line`."""
    new.check()
    me = await person.require(session, by)
    row, goal, team = await strategy.shapeable(session, Kind.LINE, line_id, by=me)
    to = await session.get(models.Goal, new.goal)
    if to is None or to.team_id != team.id or (to.ended_at and to.id != goal.id):
        raise Rejected(Problem(Reason.GOAL_GONE, GOAL))
    _refuse(await _titled(session, Kind.LINE, new.title, team, besides=row.id))
    diff = _diff({Aspect.TITLE: row.title, Aspect.GOAL: goal.title}, {Aspect.TITLE: new.title, Aspect.GOAL: to.title})
    row.title = new.title
    if isinstance(row, models.Strategy):
        row.goal_id = to.id
    await _keep(session, row, team, diff, new.note, by=me, at=at)


async def end(session: AsyncSession, kind: Kind, key: int, why: str, *, by: Caller, at: datetime) -> int:
    """Pursue a goal or a line no more, ask the reps below it what that means, and return the team (by key).

    One that has ended already stays as it is. Raises Rejected for whoever may not.
    """
    me = await person.require(session, by)
    row, _, team = await strategy.shapeable(session, kind, key, by=me)
    if row.ended_at is None:
        row.ended_at, row.ended_because = at, why
        await _keep(session, row, team, {Aspect.ENDED: ("", ENDED)}, why, by=me, at=at)
    return team.id


async def reopen(session: AsyncSession, kind: Kind, key: int, *, by: Caller, at: datetime) -> int:
    """Pursue a goal or a line again, and return the team (by key). Raises Rejected for whoever may not."""
    me = await person.require(session, by)
    row, _, team = await strategy.shapeable(session, kind, key, by=me)
    if row.ended_at:
        row.ended_at, row.ended_because = None, ""
        await _keep(session, row, team, {Aspect.ENDED: (ENDED, "")}, "", by=me, at=at)
    return team.id


def _diff(before: Mapping[Aspect, str], after: Mapping[Aspect, str]) -> Diff:
    return {one: (before[one], after[one]) for one in before if before[one] != after[one]}


async def _keep(
    session: AsyncSession, row: Row, team: models.Team, diff: Diff, note: str, *, by: models.Person, at: datetime
) -> None:
    """Keep what was changed, tell the reps below, and owe the team's manager a new Home: loose ends may have come."""
    goal, line = (row.id, None) if isinstance(row, models.Goal) else (None, row.id)
    for aspect, (before, after) in diff.items():
        session.add(
            models.StrategyChange(
                workspace_id=team.workspace_id,
                team_id=team.id,
                goal_id=goal,
                strategy_id=line,
                author_id=by.id,
                changed_at=at,
                aspect=aspect,
                before=before,
                after=after,
                note=note,
            )
        )
    await _store(session)
    if diff:
        await strategy_news.tell(session, row, at=at, anew=diff.get(Aspect.ENDED) != (ENDED, ""))
        await delivery.redraw_homes(session, [team.manager], at=at)


async def _store(session: AsyncSession) -> None:
    """Write what was changed. Raises Rejected, in its field, for a title that an objective has brought this moment."""
    try:
        await session.flush()
    except IntegrityError as taken:
        raise Rejected(Problem(Reason.TITLE_TAKEN, TITLE)) from taken


async def _titled(
    session: AsyncSession, kind: Kind, title: str, team: models.Team, *, besides: int | None = None
) -> Row | None:
    """Return another goal, or another line, of the team with the same title, however it is written."""
    goal, line = models.Goal, models.Strategy
    rows = (
        await session.scalars(select(goal).where(goal.team_id == team.id))
        if kind is Kind.GOAL
        else await session.scalars(select(line).join(line.goal).where(goal.team_id == team.id))
    )
    same = (row for row in rows if row.title.casefold() == title.casefold() and row.id != besides)
    return next(same, None)


def _is_sent_twice(row: Row, since: datetime) -> bool:
    return row.made_at is not None and row.made_at >= since


def _refuse(twin: Row | None) -> None:
    if twin:
        raise Rejected(Problem(Reason.TITLE_ENDED if twin.ended_at else Reason.TITLE_TAKEN, TITLE))
