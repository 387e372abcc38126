"""The rows of the outbox: who may take which, when, and for how long."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

import models
from bot.outbox import Due, queue
from bot.outbox.queue import BATCH, LEASE
from bot.rules.person import Caller, Profile
from bot.services import delivery, person
from tests.services.scene import OPENING, Scene

AtOnce = Callable[..., Awaitable[list[Any]]]
Sessions = async_sessionmaker[AsyncSession]
ONE_SECOND = timedelta(seconds=1)


@pytest.fixture
async def lea(session: AsyncSession, scene: Scene) -> models.Person:
    return await session.get_one(models.Person, scene.lea.id)


async def owe(session: AsyncSession, to: models.Person, *dues: int) -> None:
    """Owe a note each, due so many seconds after the opening."""
    for number, due in enumerate(dues):
        await delivery.owe(session, "note", to=to, subject=number, at=OPENING + due * ONE_SECOND)


async def owe_each(session: AsyncSession, scene: Scene, *dues: int) -> None:
    """Owe a note to as many readers, due so many seconds after the opening."""
    for number, due in enumerate(dues):
        known = await person.remember(
            session, Profile(f"U0REP{number:03}", "Rep", "Europe/Paris", "fr-FR"), workspace=scene.workspace
        )
        reader = await session.get_one(models.Person, known.id)
        await delivery.owe(session, "note", to=reader, subject=number, at=OPENING + due * ONE_SECOND)


async def claimed(session: AsyncSession, *, after: float = 0) -> list[int]:
    return [due.subject for due in await queue.claim(session, at=OPENING + after * ONE_SECOND)]


async def test_a_delivery_is_told_with_its_reader(session: AsyncSession, scene: Scene, lea: models.Person) -> None:
    await owe(session, lea, 0)

    [due] = await queue.claim(session, at=OPENING)

    row = await session.scalar(select(models.Delivery).where(models.Delivery.recipient_id == lea.id))
    assert row
    reader = Caller(scene.workspace, lea.slack_id)
    assert due == Due(
        id=row.id,
        uid=row.uid,
        kind="note",
        subject_id=0,
        workspace=scene.workspace,
        recipient=reader,
        pair_id=None,
        target=None,
        members=(lea.slack_id,),
        dm=None,
        locale="fr-FR",
        wanted=1,
        attempts=1,
        channel=None,
        ts=None,
        thread_ts=None,
        file_id=None,
        file_version="",
        chosen="",
        shown=None,
        tried_since=OPENING,
        at=OPENING,
        held_until=OPENING + LEASE,
    )
    assert due.in_doubt is False


async def test_nobody_elses_old_failed_or_later_messages_are_taken(session: AsyncSession, scene: Scene) -> None:
    assert await claimed(session, after=3600) == []


async def test_what_is_due_first_is_taken_first(session: AsyncSession, scene: Scene) -> None:
    await owe_each(session, scene, 30, 10, 20, 10)

    assert await claimed(session, after=60) == [1, 3, 2, 0]


async def test_what_is_due_later_is_left(session: AsyncSession, scene: Scene) -> None:
    await owe_each(session, scene, 0, 1, 2)

    assert await claimed(session, after=1) == [0, 1]


async def test_what_is_claimed_is_left_alone_until_the_lease_ends(session: AsyncSession, lea: models.Person) -> None:
    await owe(session, lea, 0)
    assert await claimed(session) == [0]

    assert await claimed(session, after=LEASE.total_seconds() - 0.001) == []
    [due] = await queue.claim(session, at=OPENING + LEASE)
    assert (due.attempts, due.in_doubt) == (2, True)


async def test_several_workers_at_once_never_take_the_same(
    at_once: AtOnce, session: AsyncSession, scene: Scene
) -> None:
    await owe_each(session, scene, *range(2 * BATCH + 5))
    await session.commit()

    async def claim(session: AsyncSession) -> list[int]:
        return await claimed(session, after=3600)

    batches = await at_once(claim, claim, claim, claim)

    taken = [subject for batch in batches for subject in batch]
    assert len(taken) == len(set(taken))
    assert len(taken) >= BATCH
    rest = await claimed(session, after=3600)
    assert sorted([*taken, *rest]) == list(range(2 * BATCH + 5))


@pytest.mark.parametrize("server", ["postgresql"], indirect=True)
async def test_a_worker_passes_over_rows_that_another_is_just_taking(
    session: AsyncSession, sessions: Sessions, scene: Scene
) -> None:
    await owe_each(session, scene, *range(BATCH + 5))
    await session.commit()

    async with asyncio.timeout(10), sessions.begin() as first, sessions.begin() as second:
        assert await claimed(first, after=3600) == list(range(BATCH))
        assert await claimed(second, after=3600) == list(range(BATCH, BATCH + 5))


async def test_owed_again_after_an_attempt_it_is_still_in_doubt(session: AsyncSession, lea: models.Person) -> None:
    await owe(session, lea, 0)
    assert await claimed(session) == [0]
    await owe(session, lea, 0)

    [due] = await queue.claim(session, at=OPENING + LEASE)

    assert (due.wanted, due.in_doubt) == (2, True)


async def test_a_lease_is_kept_by_who_holds_it(session: AsyncSession, lea: models.Person) -> None:
    await owe(session, lea, 0)
    [due] = await queue.claim(session, at=OPENING)

    assert await queue.hold(session, [due], at=OPENING + LEASE / 2)

    assert await claimed(session, after=1.4 * LEASE.total_seconds()) == []
    assert await claimed(session, after=1.5 * LEASE.total_seconds()) == [0]


async def test_a_lease_that_has_lapsed_is_lost(session: AsyncSession, lea: models.Person) -> None:
    await owe(session, lea, 0)
    [due] = await queue.claim(session, at=OPENING)

    assert not await queue.hold(session, [due], at=OPENING + LEASE)
    assert await claimed(session, after=LEASE.total_seconds()) == [0]
    assert not await queue.hold(session, [due], at=OPENING + LEASE / 2)


async def test_next_comes_what_is_due_first(session: AsyncSession, lea: models.Person) -> None:
    await owe(session, lea, 30, 10)

    assert await queue.next_due(session) == OPENING + 10 * ONE_SECOND


async def test_what_is_claimed_comes_next_when_its_lease_ends(session: AsyncSession, lea: models.Person) -> None:
    await owe(session, lea, 0, 3600)
    await claimed(session)
    assert await queue.next_due(session) == OPENING + LEASE

    await claimed(session, after=LEASE.total_seconds())
    assert await queue.next_due(session) == OPENING + 2 * LEASE


async def test_put_back_untried_it_forgets_no_attempt_in_doubt(session: AsyncSession, lea: models.Person) -> None:
    await owe(session, lea, 0)
    [first] = await queue.claim(session, at=OPENING)
    await queue.again(session, first, wait=ONE_SECOND, error="", in_doubt=True, at=OPENING)
    [second] = await queue.claim(session, at=OPENING + LEASE)
    await owe(session, lea, 0)  # begins the count of attempts anew

    await queue.untried(session, second, error="ratelimited")

    [third] = await queue.claim(session, at=OPENING + LEASE)
    assert third.in_doubt
