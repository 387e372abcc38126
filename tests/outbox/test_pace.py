"""Pace: one post a second in one place, whoever posts it; what is updated or published needs none."""

from datetime import timedelta

import pytest

from bot.outbox import PACE, Outbox
from tests.outbox.office import HOME, NOTHING, Office

POST, UPDATE = "chat.postMessage", "chat.update"


@pytest.fixture
def worker(office: Office) -> Outbox:
    return office.another_worker(pace=PACE)


async def test_a_second_passes_between_two_posts_to_one_person(office: Office, worker: Outbox) -> None:
    for subject in (1, 2, 3):
        await office.owe(subject)

    await worker.drain()
    assert len(office.read) == 1

    office.wait(PACE - timedelta(milliseconds=1))
    await worker.drain()
    assert len(office.read) == 1

    office.wait(timedelta(milliseconds=1))
    await worker.drain()
    assert len(office.read) == 2


async def test_workers_beside_each_other_keep_one_pace(office: Office, worker: Outbox) -> None:
    for subject in (1, 2):
        await office.owe(subject)

    await worker.drain()
    await office.another_worker(pace=PACE).drain()

    assert len(office.read) == 1


async def test_another_person_does_not_wait(office: Office, worker: Outbox) -> None:
    await office.owe(1)
    await office.owe(1, to="marc")

    await worker.drain()

    assert (len(office.read), len(office.marc.messages())) == (1, 1)


async def test_an_update_and_a_home_do_not_wait_and_let_nothing_wait(office: Office, worker: Outbox) -> None:
    await office.owe(1)
    await worker.drain()
    await office.owe(1)
    await office.owe(kind=HOME)

    await worker.drain()

    assert office.read == ["note 1 as wanted 2 (fr-FR)"]
    assert office.lea.home

    office.wait(PACE)
    await office.owe(1)
    await worker.drain()
    await office.owe(2)
    await worker.drain()
    assert office.read == ["note 1 as wanted 3 (fr-FR)", "note 2 as wanted 1 (fr-FR)"]


async def test_what_was_dropped_lets_nothing_wait(office: Office, worker: Outbox) -> None:
    await office.owe(1, NOTHING)
    await office.owe(2)

    await worker.drain()

    assert len(office.read) == 1


async def test_the_next_comes_when_the_second_is_over(office: Office, worker: Outbox) -> None:
    for subject in (1, 2):
        await office.owe(subject)
    await worker.drain()

    assert await office.next_due() == office.now() + PACE
