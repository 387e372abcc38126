"""Taking part in a retrospective: contributing, parking a case, voting, committing."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, exists, select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.person import Caller
from bot.rules.refusal import Problem, Reason, Rejected
from bot.rules.retro import (
    At,
    Desk,
    NewCase,
    NewCommitment,
    NewContribution,
    NewVotes,
    Retro,
    Step,
)
from bot.services import action, person, retro_telling
from bot.services.retro import check_step
from bot.services.retro_reading import frozen, get, notes, of_teams, require_member, today


async def desk(session: AsyncSession, at_step: At, *, by: Caller, at: datetime) -> Desk:
    """Return what a member of the team needs to take part in a step. Raises Rejected, saying who may or where it is."""
    me = await person.require(session, by)
    row = await get(session, at_step.retro, me.workspace_id)
    return await _desk(session, row, me, at_step.step, at=at)


async def desk_of_channel(session: AsyncSession, channel: str, *, by: Caller, at: datetime) -> Desk:
    """Return the same for the retrospective whose thread is open in a channel. Raises Rejected where there is none."""
    me = await person.require(session, by)
    here = (models.Team.channel == channel) & (models.Team.workspace_id == me.workspace_id)
    found = await of_teams(session, here & models.Team.is_running)
    open_ones = [row for row in found if not row.closed_at and row.step is not Step.PREPARATION]
    if not open_ones:
        raise Rejected.because(Reason.NO_RETRO_HERE)
    return await _desk(session, open_ones[0], me, open_ones[0].step, at=at)


async def contribute(session: AsyncSession, said: NewContribution, *, by: Caller, at: datetime) -> None:
    """Take a contribution to the step the team is at. The same one sent twice is one. Raises Rejected."""
    row, _, me = await _taking_part(session, said.at, by=by)
    kept = {"retro_id": row.id, "step": said.at.step, "author_id": me.id, "text": said.text, "why": said.why or None}
    if not await _is_there(session, models.Contribution, kept):
        session.add(models.Contribution(workspace_id=row.workspace_id, said_at=at, **kept))
        await session.flush()
    await retro_telling.said(session, row, at=at)


async def park(session: AsyncSession, case: NewCase, *, by: Caller, at: datetime) -> None:
    """Set a client's case aside with its lesson, at whatever step. The same one sent twice is one. Raises Rejected."""
    row, _, me = await _taking_part(session, At(case.retro, Step.PREPARATION), by=by, anywhere=True)
    kept = {"retro_id": row.id, "author_id": me.id, "text": case.text, "lesson": case.lesson}
    if not await _is_there(session, models.ParkedCase, kept):
        session.add(models.ParkedCase(workspace_id=row.workspace_id, parked_at=at, **kept))
        await session.flush()
    await retro_telling.said(session, row, at=at)


async def vote(session: AsyncSession, votes: NewVotes, *, by: Caller, at: datetime) -> None:
    """Give one's dots, in place of those given before. Raises Rejected for more of them than one has."""
    row, retro, me = await _taking_part(session, votes.at, by=by)
    given = votes.solutions & {one.id for one in retro.solutions}
    if len(given) > retro.dots:
        raise Rejected(Problem(Reason.TOO_MANY_DOTS, details={"dots": str(retro.dots)}))
    solutions = [one.id for one in retro.solutions]
    mine = models.Vote.voter_id == me.id
    await session.execute(delete(models.Vote).where(mine, models.Vote.contribution_id.in_(solutions)))
    session.add_all(
        models.Vote(workspace_id=row.workspace_id, contribution_id=solution, voter_id=me.id)
        for solution in sorted(given)
    )
    await session.flush()
    await retro_telling.said(session, row, at=at)


async def commit(session: AsyncSession, new: NewCommitment, *, by: Caller, at: datetime) -> None:
    """Note who does what by when, as an action that comes back. The same one sent twice is one. Raises Rejected."""
    row, retro, me = await _taking_part(session, new.at, by=by)
    owner, text, due_on = new.action.owner_id, new.action.text, new.action.due_on
    if owner not in {one.id for one in retro.members}:
        raise Rejected(Problem(Reason.ONLY_THE_TEAM, "owner", {"team": retro.team, "manager": retro.manager.name}))
    kept = {"retro_id": row.id, "owner_id": owner, "text": text, "due_on": due_on}
    if not await _is_there(session, models.Action, kept):
        pair = await session.scalar(select(models.Pair.id).where(models.Pair.rep_id == owner, models.Pair.is_running))
        await action.add(session, new.action, by=me, at=at, pair=pair, retro=row.id)
    await retro_telling.said(session, row, await session.get_one(models.Person, owner), at=at)


async def _desk(session: AsyncSession, row: models.Retro, me: models.Person, step: Step, *, at: datetime) -> Desk:
    retro = await frozen(session, row)
    require_member(retro, me)
    _check_open(retro)
    check_step(retro, step)
    given = await session.scalars(
        select(models.Vote.contribution_id)
        .join(models.Contribution, models.Contribution.id == models.Vote.contribution_id)
        .where(models.Contribution.retro_id == row.id, models.Vote.voter_id == me.id)
    )
    return Desk(retro, person.frozen(me), today(row, at), await notes(session, retro, me), frozenset(given))


async def _taking_part(
    session: AsyncSession, at_step: At, *, by: Caller, anywhere: bool = False
) -> tuple[models.Retro, Retro, models.Person]:
    """Return a retrospective, locked, to a member of its team, at the step they had before them or `anywhere`."""
    me = await person.require(session, by)
    row = await get(session, at_step.retro, me.workspace_id, lock=True)
    retro = await frozen(session, row)
    require_member(retro, me)
    _check_open(retro)
    check_step(retro, retro.step if anywhere else at_step.step)
    return row, retro, me


def _check_open(retro: Retro) -> None:
    if retro.step is Step.PREPARATION:
        raise Rejected.because(Reason.THREAD_NOT_OPEN, manager=retro.manager.name)


async def _is_there(session: AsyncSession, table: type[models.Base], kept: Mapping[str, object]) -> bool:
    """Say whether such a row is there: a submission that Slack sends twice must not count twice."""
    same = [getattr(table, column) == value for column, value in kept.items()]
    return bool(await session.scalar(select(exists().where(*same))))
