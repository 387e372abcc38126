"""Quiet hours: the usual ones, those of a workspace, and a person's own; the narrower setting wins."""

from collections.abc import Collection, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.person import Caller, Reader
from bot.rules.quiet import USUAL, Quiet, Setting
from bot.services import delivery, organiser, person


async def awake(session: AsyncSession, who: models.Person, at: datetime) -> datetime:
    """Return `at` itself, or the end of the quiet hours of somebody that it falls into."""
    return (await awakes(session, [who], at))[who.id]


async def awakes(
    session: AsyncSession, people: Collection[models.Person | Reader], at: datetime
) -> Mapping[int, datetime]:
    """Return for each, by their keys, `at` itself or the end of the quiet hours it falls into."""
    hours = await of_people(session, people)
    return {who.id: hours[who.id].awake(at, ZoneInfo(who.tz)) for who in people}


async def of_people(session: AsyncSession, people: Collection[models.Person | Reader]) -> Mapping[int, Quiet]:
    """Return the quiet hours that hold for each, by their keys."""
    here = {who.workspace_id for who in people if _own(who) is None}
    rows = await session.scalars(select(models.Workspace).where(models.Workspace.id.in_(here))) if here else ()
    usual = {row.id: _own(row) or USUAL for row in rows}
    return {who.id: _own(who) or usual[who.workspace_id] for who in people}


async def of_workspace(session: AsyncSession, workspace: str) -> Quiet:
    """Return the quiet hours of whoever has none of their own."""
    return _own(await session.get_one(models.Workspace, workspace)) or USUAL


async def setting(session: AsyncSession, *, by: Caller) -> Setting:
    """Return the caller's quiet hours, and the workspace's. Raises Rejected for somebody Tandem does not know."""
    me = await person.require(session, by)
    return Setting(_own(me), await of_workspace(session, me.workspace_id))


async def change(session: AsyncSession, wish: Quiet | None, *, by: Caller, at: datetime) -> None:
    """Give the caller quiet hours of their own or, for None, the workspace's. Raises as `setting`."""
    me = await person.require(session, by)
    _keep(me, wish)
    await session.flush()
    await _hold_back(session, models.Person.id == me.id, at=at)


async def change_of_workspace(session: AsyncSession, wish: Quiet, *, by: Caller, at: datetime) -> None:
    """Give the workspace other quiet hours. Raises Rejected for who makes no teams."""
    me = await organiser.require(session, by)
    _keep(await session.get_one(models.Workspace, me.workspace_id), wish)
    await session.flush()
    await _hold_back(session, models.Person.workspace_id == me.workspace_id, at=at)


async def _hold_back(session: AsyncSession, *whose: ColumnElement[bool], at: datetime) -> None:
    """Have what waits to be asked already wait for the end of hours that have changed."""
    waiting = await delivery.waiting(session, delivery.ASKING, *whose)
    hours = await of_people(session, [who for _, who in waiting])
    for row, who in waiting:
        row.due_at = hours[who.id].awake(max(row.due_at, at), person.frozen(who).zone)
    await session.flush()


def _own(row: models.Person | Reader | models.Workspace) -> Quiet | None:
    if row.quiet_begins is None or row.quiet_ends is None:
        return None
    return Quiet(row.quiet_begins, row.quiet_ends)


def _keep(row: models.Person | models.Workspace, wish: Quiet | None) -> None:
    row.quiet_begins, row.quiet_ends = (wish.begins, wish.ends) if wish else (None, None)
