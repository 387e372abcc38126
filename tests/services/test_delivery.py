"""Owing messages: one row however often, and none at all when the change is rolled back."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

import models
from bot.services import delivery
from tests.services.scene import OPENING, Scene

AtOnce = Callable[..., Awaitable[list[Any]]]
LATER = OPENING + timedelta(hours=1)


async def rows(session: AsyncSession, scene: Scene) -> list[models.Delivery]:
    mine = models.Delivery.workspace_id == scene.workspace
    found = await session.scalars(select(models.Delivery).where(mine).order_by(models.Delivery.id))
    return list(found)


async def lea(session: AsyncSession, scene: Scene) -> models.Person:
    return await session.get_one(models.Person, scene.lea.id)


async def test_a_message_is_owed_as_one_pending_row(session: AsyncSession, scene: Scene) -> None:
    await delivery.owe(session, "note", to=await lea(session, scene), subject=7, at=OPENING)

    [row] = await rows(session, scene)
    assert (row.kind, row.subject_id, row.recipient_id, row.due_at) == ("note", 7, scene.lea.id, OPENING)
    assert (row.wanted, row.sent, row.attempts, row.ts) == (1, 0, 0, None)


async def test_owing_it_again_has_the_same_row_drawn_anew(session: AsyncSession, scene: Scene) -> None:
    reader = await lea(session, scene)
    for at in (OPENING, LATER):
        await delivery.owe(session, "note", to=reader, subject=7, at=at)

    [row] = await rows(session, scene)
    assert (row.wanted, row.sent, row.due_at) == (2, 0, LATER)


async def test_owing_again_what_was_given_up_gives_it_another_chance(session: AsyncSession, scene: Scene) -> None:
    reader = await lea(session, scene)
    await delivery.owe(session, "note", to=reader, subject=7, at=OPENING)
    mine = models.Delivery.recipient_id == scene.lea.id
    await session.execute(update(models.Delivery).where(mine).values(failed_at=OPENING, error="gone", attempts=8))

    await delivery.owe(session, "note", to=reader, subject=7, at=LATER)

    [row] = await rows(session, scene)
    await session.refresh(row)
    assert (row.failed_at, row.error) == (None, None)
    assert row.attempts < 8


@pytest.mark.parametrize(
    "other", [{"subject": 8}, {"kind": "letter"}, {"to": "marc"}, {"subject": None, "cause": "7.1"}]
)
async def test_another_kind_subject_cause_or_reader_is_another_message(
    session: AsyncSession, scene: Scene, other: dict[str, Any]
) -> None:
    people = {"lea": await lea(session, scene), "marc": await session.get_one(models.Person, scene.marc.id)}
    for given in ({}, other):
        wish = {"kind": "note", "to": "lea", "subject": 7} | given
        await delivery.owe(session, wish.pop("kind"), to=people[wish.pop("to")], at=OPENING, **wish)

    found = await rows(session, scene)
    assert [row.wanted for row in found] == [1, 1]
    assert len({row.uid for row in found}) == 2


async def test_a_transaction_that_is_rolled_back_owes_nothing(
    sessions: async_sessionmaker[AsyncSession], scene: Scene
) -> None:
    async with sessions() as session:
        await delivery.owe(session, "note", to=await lea(session, scene), subject=7, at=OPENING)
        await session.rollback()

        assert await rows(session, scene) == []


async def test_two_changes_at_once_owe_one_message_wanted_twice(
    at_once: AtOnce, session: AsyncSession, scene: Scene
) -> None:
    async def owe(session: AsyncSession) -> None:
        await delivery.owe(session, "note", to=await lea(session, scene), subject=7, at=OPENING)

    await at_once(owe, owe)

    assert [row.wanted for row in await rows(session, scene)] == [2]
