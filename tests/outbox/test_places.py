"""Places: what goes to one person or one channel goes in order and one at a time; the others go on meanwhile."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import pytest
from aiohttp import web
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

import models
from bot.outbox import Due, queue
from bot.outbox.queue import LEASE, Sent
from bot.outbox.worker import AT_ONCE
from bot.rules.person import Profile
from bot.services import delivery, person
from tests.outbox.office import HOME, Office
from tests.outbox.weather import PassOn, Stuck, after
from tests.services.scene import OPENING, Scene

AtOnce = Callable[..., Awaitable[list[Any]]]
Sessions = async_sessionmaker[AsyncSession]
POST, PUBLISH = "chat.postMessage", "views.publish"
ONE_SECOND = timedelta(seconds=1)


@pytest.fixture
async def lea(session: AsyncSession, scene: Scene) -> models.Person:
    return await session.get_one(models.Person, scene.lea.id)


async def owe(session: AsyncSession, to: models.Person, subject: int, kind: str = "note", after: float = 0) -> None:
    await delivery.owe(session, kind, to=to, subject=subject, at=OPENING + after * ONE_SECOND)


async def claim(session: AsyncSession, after: float = 60) -> list[Due]:
    return await queue.claim(session, at=OPENING + after * ONE_SECOND)


async def end(session: AsyncSession, due: Due) -> None:
    await queue.done(session, [Sent(due, "D0LEA00001", "1.1", None, OPENING)])


async def test_only_the_oldest_of_a_place_can_be_taken(session: AsyncSession, lea: models.Person) -> None:
    for subject, seconds in ((1, 30), (2, 10), (3, 20)):
        await owe(session, lea, subject, after=seconds)

    taken: list[int] = []
    for _ in range(3):
        [due] = await claim(session)
        assert await claim(session) == []
        await end(session, due)
        taken.append(due.subject)

    assert taken == [2, 3, 1]


async def test_everybody_a_channel_and_a_home_are_places_of_their_own(
    session: AsyncSession, scene: Scene, lea: models.Person
) -> None:
    marc = await session.get_one(models.Person, scene.marc.id)
    team = await session.get_one(models.Team, scene.team)
    await owe(session, lea, 1)
    await owe(session, marc, 1)
    await owe(session, lea, 1, kind=delivery.HOME)
    await delivery.owe_channel(session, "digest", team=team, subject=1, at=OPENING)

    assert len(await claim(session)) == 4


async def test_while_one_is_sent_an_older_one_that_comes_late_waits(session: AsyncSession, lea: models.Person) -> None:
    await owe(session, lea, 1, after=10)
    [sending] = await claim(session)
    await owe(session, lea, 2, after=5)

    assert await claim(session) == []
    await end(session, sending)
    assert [due.subject for due in await claim(session)] == [2]


async def test_owed_again_while_it_is_sent_it_lets_nothing_pass(session: AsyncSession, lea: models.Person) -> None:
    await owe(session, lea, 1)
    await owe(session, lea, 2, after=10)
    await claim(session)
    await owe(session, lea, 1, after=20)

    assert await claim(session) == []


async def test_an_answer_that_waits_for_its_thread_holds_nothing_up(session: AsyncSession, scene: Scene) -> None:
    team = await session.get_one(models.Team, scene.team)
    await delivery.owe_channel(session, "thread", team=team, subject=1, at=OPENING + ONE_SECOND)
    await delivery.owe_channel(session, "answer", team=team, subject=1, under=("thread", 1), at=OPENING)

    [thread] = await claim(session)
    await end(session, thread)

    assert [due.kind for due in (thread, *await claim(session))] == ["thread", "answer"]


@pytest.mark.parametrize("server", ["postgresql"], indirect=True)
async def test_of_two_claims_that_did_not_see_each_other_one_gives_way(
    session: AsyncSession, sessions: Sessions, lea: models.Person
) -> None:
    await owe(session, lea, 1, after=10)
    await session.commit()
    async with sessions.begin() as first:
        [mine] = await claim(first)
        async with sessions.begin() as late:  # commits an older one before the first claim does
            await owe(late, lea, 2, after=5)
        async with sessions.begin() as second:
            [theirs] = await claim(second)

    async with sessions.begin() as again:
        assert await queue.hold(again, [theirs], at=OPENING + 60 * ONE_SECOND) == []
        assert await queue.hold(again, [mine], at=OPENING + 60 * ONE_SECOND)
        row = await again.scalar(select(models.Delivery).where(models.Delivery.id == theirs.id))
        assert row
        assert (row.claimed_until, row.attempts) == (None, 0)


@pytest.mark.parametrize("server", ["postgresql"], indirect=True)
async def test_processes_beside_each_other_take_one_a_place(
    at_once: AtOnce, session: AsyncSession, scene: Scene
) -> None:
    for number in range(30):
        profile = Profile(f"U0REP{number:03}", "Rep", "Europe/Paris", "fr-FR")
        known = await person.remember(session, profile, workspace=scene.workspace)
        for subject in range(3):
            await owe(session, await session.get_one(models.Person, known.id), subject)
    await session.commit()

    taken = [due for batch in await at_once(claim, claim, claim, claim) for due in batch]

    readers = [due.recipient for due in taken]
    assert len(readers) == len(set(readers)) >= queue.BATCH
    assert {due.subject for due in taken} == {0}


async def test_who_comes_back_from_a_stall_changes_nothing(session: AsyncSession, lea: models.Person) -> None:
    await owe(session, lea, 1)
    [stalled] = await queue.claim(session, at=OPENING)
    [heir] = await queue.claim(session, at=OPENING + LEASE)
    later = OPENING + LEASE

    await queue.done(session, [Sent(stalled, "D0", "1.1", None, later)])
    assert not await queue.again(session, stalled, wait=ONE_SECOND, error="", in_doubt=False, at=later)
    assert not await queue.failed(session, stalled, error="gone", at=later)
    assert await queue.hold(session, [heir], at=later)


async def test_a_worker_that_stalls_before_it_posts_leaves_it_to_its_heir(office: Office) -> None:
    async def stall() -> None:
        office.wait(LEASE)
        await office.another_worker().drain()

    office.weather.coming["conversations.open"] = [after(stall)]
    await office.owe()

    await office.worker.drain()

    assert office.read == ["note 1 as wanted 1 (fr-FR)"]
    assert office.calls(POST) == [POST]


async def test_after_a_stall_a_worker_takes_nothing_that_it_is_sending_itself(office: Office) -> None:
    stalled, took_more = asyncio.Event(), asyncio.Event()

    async def stall(_request: web.Request, pass_on: PassOn) -> web.Response:
        answer = await pass_on()
        office.wait(LEASE)
        await office.owe(kind=HOME, to="marc")
        stalled.set()
        await took_more.wait()
        return answer

    async def note_it() -> None:
        took_more.set()

    office.weather.coming |= {POST: [stall], PUBLISH: [after(stalled.wait), after(note_it)]}
    await office.owe(1)
    await office.owe(kind=HOME)
    async with asyncio.timeout(10):
        await office.worker.drain()

    assert office.calls(POST, "conversations.history", "chat.update") == [POST]
    assert {row.sent for row in await office.rows()} == {1}


async def test_a_call_that_never_ends_holds_up_its_own_place_only(office: Office) -> None:
    stuck = Stuck()
    office.weather.coming[POST] = [stuck]
    await office.owe(1)
    await office.owe(2)
    sending = asyncio.create_task(office.worker.drain())
    await stuck.reached.wait()

    await office.owe(1, to="marc")
    await office.owe(kind=HOME)
    await office.another_worker().drain()

    assert [message["text"] for message in office.marc.messages()] == ["note 1 as wanted 1 (fr-FR)"]
    assert office.lea.home
    assert office.read == ["note 1 as wanted 1 (fr-FR)"]
    sending.cancel()


async def test_several_are_on_their_way_at_once(office: Office) -> None:
    """Each call waits for all the others: one after the other, none would ever end."""
    waiting = asyncio.Barrier(AT_ONCE)

    async def together(_request: web.Request, pass_on: PassOn) -> web.Response:
        await waiting.wait()
        return await pass_on()

    for number in range(AT_ONCE):
        slack_id = f"U0REP{number:05}"
        office.playground.workspace.add_person(slack_id, name=f"rep{number}", real_name="Rep")
        async with office.sessions.begin() as session:
            profile = Profile(slack_id, "Rep", "Europe/Paris", "fr-FR")
            known = await person.remember(session, profile, workspace=office.scene.workspace)
            reader = await session.get_one(models.Person, known.id)
            await delivery.owe(session, HOME, to=reader, at=office.now())
    office.weather.coming[PUBLISH] = [together] * AT_ONCE

    async with asyncio.timeout(10):
        await office.worker.drain()

    assert office.calls(PUBLISH) == [PUBLISH] * AT_ONCE
