"""Retrospectives as they stand: found, locked, and read from their rows."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload, selectinload

import models
from bot.rules import visibility
from bot.rules.person import Person
from bot.rules.refusal import Reason, Rejected
from bot.rules.retro import Case, Commitment, Contribution, Notes, Preparer, Retro
from bot.services import person

WITH_TEAM = joinedload(models.Retro.team).joinedload(models.Team.manager)
UNDER_WAY = models.Retro.closed_at.is_(None)
NEWEST_FIRST = (models.Retro.closed_at.is_not(None), models.Retro.year.desc(), models.Retro.id.desc())


async def get(session: AsyncSession, retro_id: int, workspace: str, *, lock: bool = False) -> models.Retro:
    """Return a retrospective with its team, or raise Rejected."""
    query = select(models.Retro).where(models.Retro.id == retro_id, models.Retro.workspace_id == workspace)
    row = await session.scalar((query.with_for_update(of=models.Retro) if lock else query).options(WITH_TEAM))
    if row is None:
        raise Rejected.because(Reason.NO_RETRO)
    return row


async def of_teams(session: AsyncSession, *which: ColumnElement[bool]) -> Sequence[models.Retro]:
    """Return the retrospectives of some teams: those under way first, then the newest."""
    found = await session.scalars(
        select(models.Retro).join(models.Retro.team).where(*which).order_by(*NEWEST_FIRST).options(WITH_TEAM)
    )
    return found.all()


async def under_way(session: AsyncSession, keys: Collection[int]) -> tuple[Retro, ...]:
    """Return the retrospectives under way in which any of some people have a part."""
    return tuple([await frozen(session, row) for row in await of_teams(session, part_of(*keys), UNDER_WAY)])


def part_of(*people: int) -> ColumnElement[bool]:
    """Restrict to the teams that somebody, or one of some people, leads or is a rep in."""
    theirs = select(models.Pair.team_id).where(models.Pair.rep_id.in_(people), models.Pair.is_running)
    return models.Team.is_running & or_(models.Team.manager_id.in_(people), models.Team.id.in_(theirs))


def require_leader(retro: Retro, me: models.Person) -> None:
    if me.id != retro.manager.id:
        raise Rejected.because(Reason.ONLY_THE_MANAGER, manager=retro.manager.name)


def require_member(retro: Retro, me: models.Person) -> None:
    if me.id not in {one.id for one in retro.members}:
        raise Rejected.because(Reason.ONLY_THE_TEAM, team=retro.team, manager=retro.manager.name)


async def notes(session: AsyncSession, retro: Retro, me: models.Person) -> Notes:
    """Return what somebody prepared: for themselves alone."""
    rows = await session.scalars(
        select(models.Preparation)
        .where(models.Preparation.retro_id == retro.id, models.Preparation.rep_id == me.id)
        .options(selectinload(models.Preparation.notes))
    )
    return {
        note.topic: note.text
        for row in rows
        if visibility.may_read_preparation(me.id, row.rep_id)
        for note in row.notes
    }


async def frozen(session: AsyncSession, row: models.Retro) -> Retro:
    """Read all that the team may see of a retrospective. Needs its team and manager loaded."""
    said = await _contributions(session, row)
    return Retro(
        id=row.id,
        team=row.team.name,
        channel=row.team.channel,
        manager=person.frozen(row.team.manager),
        reps=await _reps(session, row.team),
        year=row.year,
        dots=row.dots,
        step=row.step,
        closed_at=row.closed_at,
        preparers=await _preparers(session, row),
        said=tuple(_contribution(one, row) for one in said),
        cases=await _cases(session, row),
        commitments=await _commitments(session, row),
        voters=frozenset(vote.voter_id for one in said for vote in one.votes),
    )


def today(row: models.Retro, at: datetime) -> date:
    return at.astimezone(ZoneInfo(row.team.tz)).date()


async def _reps(session: AsyncSession, team: models.Team) -> tuple[Person, ...]:
    """Return the reps of a team; of one that was dissolved, those who were in it until then."""
    ended = team.ended_at
    found = await session.scalars(
        select(models.Person)
        .join(models.Pair, models.Pair.rep_id == models.Person.id)
        .where(models.Pair.team_id == team.id, models.Pair.ended_at == ended if ended else models.Pair.is_running)
        .order_by(models.Person.name, models.Person.id)
    )
    return tuple(map(person.frozen, found))


async def _preparers(session: AsyncSession, row: models.Retro) -> tuple[Preparer, ...]:
    found = await session.scalars(
        select(models.Preparation)
        .join(models.Preparation.rep)
        .where(models.Preparation.retro_id == row.id)
        .order_by(models.Person.name, models.Person.id)
        .options(joinedload(models.Preparation.rep))
    )
    return tuple(Preparer(one.id, person.frozen(one.rep), one.sent_at) for one in found)


async def _contributions(session: AsyncSession, row: models.Retro) -> Sequence[models.Contribution]:
    found = await session.scalars(
        select(models.Contribution)
        .where(models.Contribution.retro_id == row.id)
        .order_by(models.Contribution.id)
        .options(joinedload(models.Contribution.author), selectinload(models.Contribution.votes))
    )
    return found.all()


def _contribution(one: models.Contribution, row: models.Retro) -> Contribution:
    votes = len(one.votes) if visibility.may_see_tally(row.step) else 0
    return Contribution(one.id, one.step, person.frozen(one.author), one.text, one.why or "", votes)


async def _cases(session: AsyncSession, row: models.Retro) -> tuple[Case, ...]:
    found = await session.scalars(
        select(models.ParkedCase)
        .where(models.ParkedCase.retro_id == row.id)
        .order_by(models.ParkedCase.id)
        .options(joinedload(models.ParkedCase.author))
    )
    return tuple(Case(person.frozen(one.author), one.text, one.lesson) for one in found)


async def _commitments(session: AsyncSession, row: models.Retro) -> tuple[Commitment, ...]:
    found = await session.scalars(
        select(models.Action)
        .where(models.Action.retro_id == row.id)
        .order_by(models.Action.due_on, models.Action.id)
        .options(joinedload(models.Action.owner))
    )
    return tuple(Commitment(person.frozen(one.owner), one.text, one.due_on) for one in found)
