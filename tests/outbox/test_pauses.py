"""Pauses: where Slack wants to be spared a method, every worker spares it there, and all else goes on."""

from datetime import timedelta

import pytest
from sqlalchemy import select

import models
from tests.outbox.office import HOME, Office
from tests.outbox.weather import answering, losing_the_reply
from tests.services.noise import ELSEWHERE

POST, UPDATE, PUBLISH, OPEN, LOOK = (
    "chat.postMessage",
    "chat.update",
    "views.publish",
    "conversations.open",
    "conversations.history",
)
LIMITED = answering('{"ok": false, "error": "ratelimited"}', status=429, Retry_After="17")
WAIT = timedelta(seconds=17)


async def test_what_needs_the_method_waits_and_what_does_not_goes_on(office: Office) -> None:
    await office.owe(1, to="marc")
    await office.worker.drain()
    office.weather.coming[POST] = [LIMITED]
    await office.owe(1)
    await office.worker.drain()
    await office.owe(2, to="marc")
    await office.owe(kind=HOME)

    await office.another_worker().drain()

    assert office.lea.home
    assert office.read == []
    assert len(office.marc.messages()) == 1

    office.wait(WAIT)
    await office.worker.drain()
    assert (len(office.read), len(office.marc.messages())) == (1, 2)


@pytest.mark.parametrize("method", [POST, OPEN])
async def test_every_worker_spares_slack_the_method_for_as_long(office: Office, method: str) -> None:
    office.weather.coming[method] = [LIMITED]
    await office.owe(1)
    await office.worker.drain()
    calls = office.calls()
    await office.owe(1, to="marc")

    office.wait(WAIT - timedelta(milliseconds=1))
    for worker in (office.worker, office.another_worker()):
        await worker.drain()
    assert office.calls() == calls
    assert await office.next_due() == office.now() + timedelta(milliseconds=1)

    office.wait(timedelta(milliseconds=1))
    await office.worker.drain()
    assert (len(office.read), len(office.marc.messages())) == (1, 1)


async def test_an_update_goes_on_while_posts_are_paused(office: Office) -> None:
    await office.owe(1, to="marc")
    await office.worker.drain()
    office.weather.coming[POST] = [LIMITED]
    await office.owe(1)
    await office.owe(1, to="marc")

    await office.worker.drain()

    assert [message["text"] for message in office.marc.messages()] == ["note 1 as wanted 2 (fr-FR)"]


@pytest.mark.parametrize(("method", "kind"), [(UPDATE, "note"), (PUBLISH, HOME)])
async def test_an_update_or_a_home_is_spared_as_well(office: Office, method: str, kind: str) -> None:
    await office.owe(1, kind)
    await office.worker.drain()
    office.weather.coming[method] = [LIMITED]
    await office.owe(1, kind)
    for _ in range(2):
        await office.worker.drain()
    before = office.calls(method)

    office.wait(WAIT)
    await office.worker.drain()

    assert office.calls(method) == [*before, method]


async def test_messages_keep_their_order_over_a_pause(office: Office) -> None:
    office.weather.coming[POST] = [LIMITED]
    for subject in (1, 2):
        await office.owe(subject)
    await office.worker.drain()

    office.wait(WAIT)
    await office.worker.drain()

    assert [text.split()[1] for text in office.read] == ["1", "2"]


async def test_a_pause_is_no_attempt_and_forgets_none(office: Office) -> None:
    office.weather.coming |= {POST: [losing_the_reply], LOOK: [LIMITED]}
    await office.owe()
    await office.worker.drain()
    office.wait(timedelta(minutes=1))
    await office.worker.drain()
    assert (await office.row()).attempts == 1

    office.wait(WAIT)
    await office.worker.drain()

    assert office.read == ["note 1 as wanted 1 (fr-FR)"]
    assert office.calls(POST) == [POST]


async def test_a_pause_is_stored_for_its_workspace_and_method(office: Office) -> None:
    office.weather.coming[POST] = [LIMITED]
    await office.owe()
    await office.worker.drain()

    async with office.sessions.begin() as session:
        [row] = await session.scalars(select(models.Pause).where(models.Pause.workspace_id != ELSEWHERE))
    assert (row.workspace_id, row.method, row.until) == (office.scene.workspace, POST, office.now() + WAIT)
