"""Check-ins that nobody has begun, as those who are asked for a half see them: read for many people at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.action import Action
from bot.rules.agenda import Point
from bot.rules.checkin import CheckIn, Sheet, Side
from bot.rules.objective import Objective
from bot.rules.person import Caller
from bot.services import action, agenda, checkin, objective, person

Asked = tuple[int, Caller]
Actions = Mapping[int, tuple[Action, ...]]
Points = Mapping[int, tuple[Point, ...]]


async def sheets(session: AsyncSession, asked: Collection[Asked]) -> Mapping[Asked, Sheet]:
    """Return `checkin.sheet()` of each check-in to each reader, as far as messages tell it: not what was done before.

    Left out are check-ins that somebody has begun, and who is no part of one.
    """
    people = await person.known(session, {by for _, by in asked})
    rows = await _unbegun(session, {key for key, _ in asked})
    pairs = await checkin.pairs(session, rows)
    standing = await _standing(session, rows.values())
    theirs = {pair for pair, _ in pairs.values()}
    actions, points = await action.open_of_pairs(session, theirs), await agenda.open_points(session, theirs)
    return {
        (key, by): _sheet(rows[key], side, standing[key], pairs[key], actions=actions, points=points)
        for key, by in asked
        if key in rows and by in people and (side := rows[key].side_of(person.frozen(people[by])))
    }


def _sheet(
    read: CheckIn, side: Side, standing: Sequence[Objective], pairs: checkin.Pairs, *, actions: Actions, points: Points
) -> Sheet:
    pair, running = pairs
    is_former = side is Side.MANAGER and running != pair
    objectives = tuple(replace(one, latest=None) if is_former else one for one in standing)
    return Sheet(read, side, objectives, mine={}, theirs={}, pending=actions.get(pair, ()), points=points[pair])


async def _unbegun(session: AsyncSession, keys: Collection[int]) -> Mapping[int, CheckIn]:
    rows = await session.scalars(
        select(models.CheckIn).where(models.CheckIn.id.in_(keys)).options(*checkin.WITH_PEOPLE, checkin.WITH_HALVES)
    )
    return {row.id: one for row in rows if not (one := checkin.frozen(row)).begun}


async def _standing(session: AsyncSession, rows: Collection[CheckIn]) -> Mapping[int, Sequence[Objective]]:
    """Return the objectives of each check-in, as of when it was opened."""
    found: dict[int, Sequence[Objective]] = {}
    for opens_at in {one.opens_at for one in rows}:
        those = [one for one in rows if one.opens_at == opens_at]
        standing = await objective.standing(session, {one.rep.id for one in those}, at=opens_at)
        found |= {one.id: standing[one.rep.id] for one in those}
    return found
