"""Tying loose ends: naming the strategy line under which objectives are to stand from now on."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.draft import Draft
from bot.rules.objective import Field
from bot.rules.person import Caller
from bot.rules.refusal import Problem, Rejected
from bot.rules.terms import agreed
from bot.services import draft, objective

ALL_BUT_THE_LINE = frozenset(Field) - {Field.LINE}


async def tie(session: AsyncSession, chosen: Mapping[int, int], *, by: Caller, at: datetime) -> None:
    """Suggest for each objective (by key) the line (by key) it is to stand under; the rep of a signed one confirms it.

    Raises Rejected, and ties none, with what is wrong in the field of each: its key.
    """
    row = models.Objective
    await session.execute(select(row.id).where(row.id.in_(chosen)).order_by(row.id).with_for_update())
    problems: list[Problem] = []
    for key, line in chosen.items():
        try:
            found = (await objective.look(session, key, by=by)).objective
            wanted = replace(agreed(found), line=line)
            await draft.change(session, Draft(wanted, at, changes=key, keeps=ALL_BUT_THE_LINE), by=by, at=at)
        except Rejected as refusal:
            problems += [replace(one, field=str(key)) for one in refusal.problems]
    if problems:
        raise Rejected(*problems)
