"""Trouble: what is tried again and when, what is given up, and that nothing is posted twice or held up."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import update

import models
from bot.outbox.queue import LEASE, MAX_ATTEMPTS
from tests.outbox.office import BROKEN, HOME, NOTE, UNKNOWN, Office
from tests.outbox.weather import Mishap, answering, hanging_up, losing_the_reply, refusing

POST, UPDATE, LOOK = "chat.postMessage", "chat.update", "conversations.history"
RATE_LIMITED = json.dumps({"ok": False, "error": "ratelimited"})
SENT = "note 1 as wanted 1 (fr-FR)"


async def test_an_error_is_tried_again_after_growing_waits_and_given_up_at_the_last(office: Office) -> None:
    office.weather.coming[POST] = [refusing("service_unavailable") for _ in range(MAX_ATTEMPTS)]
    await office.owe()
    waits: list[float] = []

    for _ in range(MAX_ATTEMPTS):
        office.wait_until((await office.row()).due_at)
        await office.worker.drain()
        waits.append(((await office.row()).due_at - office.now()).total_seconds())

    row = await office.row()
    assert waits[:-1] == [2, 4, 8, 16, 32, 64, 128, 256, 512, *[600] * 6]
    assert (row.attempts, row.error, row.failed_at) == (MAX_ATTEMPTS, "service_unavailable", office.now())
    office.wait(timedelta(days=1))
    await office.worker.drain()
    assert office.read == []


async def test_nothing_is_tried_before_its_wait_is_over(office: Office) -> None:
    office.weather.coming[POST] = [refusing("service_unavailable")]
    await office.owe()
    await office.worker.drain()

    office.wait(timedelta(seconds=1.999))
    await office.worker.drain()
    assert office.read == []

    office.wait(timedelta(seconds=0.001))
    await office.worker.drain()
    assert office.read == [SENT]


@pytest.mark.parametrize("error", ["invalid_blocks", "restricted_action", "is_archived"])
async def test_an_error_that_trying_cannot_mend_ends_it_at_once(office: Office, error: str) -> None:
    office.weather.coming[POST] = [refusing(error)]
    await office.owe()

    await office.worker.drain()

    row = await office.row()
    assert (row.attempts, row.error, row.failed_at) == (1, error, office.now())


async def test_what_was_given_up_is_sent_when_it_is_owed_again(office: Office) -> None:
    office.weather.coming[POST] = [refusing("restricted_action")]
    await office.owe()
    await office.worker.drain()

    await office.owe()
    await office.worker.drain()

    assert office.read == ["note 1 as wanted 2 (fr-FR)"]


@pytest.mark.parametrize(
    "limited",
    [
        answering(RATE_LIMITED, status=429, Retry_After="17"),
        answering("slow down", status=429, kind="text/plain", Retry_After="17"),
    ],
)
async def test_too_many_requests_wait_as_long_as_slack_says(office: Office, limited: Mishap) -> None:
    office.weather.coming[POST] = [limited]
    await office.owe()
    await office.worker.drain()

    office.wait(timedelta(seconds=16.999))
    await office.worker.drain()
    assert office.read == []

    office.wait(timedelta(seconds=0.001))
    await office.worker.drain()
    assert office.read == [SENT]


LOST = [
    pytest.param(losing_the_reply, id="connection lost after it arrived"),
    pytest.param(hanging_up, id="connection lost before it arrived"),
    pytest.param(answering('{"ok": false, "error": "internal_error"}', status=500), id="500 in JSON"),
    pytest.param(answering("<html>Bad gateway</html>", status=502, kind="text/html"), id="502 as a page"),
    pytest.param(answering("Bad gateway", status=502, kind="text/plain"), id="502 as text"),
    pytest.param(answering("{not json", status=503), id="503 with broken JSON"),
]


@pytest.mark.parametrize("mishap", LOST)
async def test_an_outcome_in_doubt_is_looked_up_a_lease_later_and_the_message_is_there_once(
    office: Office, mishap: Mishap
) -> None:
    office.weather.coming[POST] = [mishap]
    await office.owe()
    await office.worker.drain()

    office.wait(LEASE - timedelta(seconds=1))
    await office.worker.drain()
    assert office.calls(LOOK) == []

    office.wait(timedelta(seconds=1))
    await office.worker.drain()

    assert office.read == [SENT]
    assert office.calls(LOOK) == [LOOK]
    row = await office.row()
    assert (row.sent, row.error, row.ts) == (1, None, office.lea.messages()[0]["ts"])


async def test_owed_again_while_in_doubt_it_is_there_once_in_its_newest_form(office: Office) -> None:
    office.weather.coming[POST] = [losing_the_reply]
    await office.owe()
    await office.worker.drain()

    await office.owe()
    await office.worker.drain()
    office.wait(LEASE)
    await office.worker.drain()

    assert office.read == ["note 1 as wanted 2 (fr-FR)"]
    assert office.calls(POST) == [POST]


@pytest.mark.parametrize("mishap", LOST)
async def test_an_update_or_a_home_is_simply_made_again(office: Office, mishap: Mishap) -> None:
    await office.owe()
    await office.owe(kind=HOME)
    await office.worker.drain()
    office.weather.coming |= {UPDATE: [mishap], "views.publish": [mishap]}
    await office.owe()
    await office.owe(kind=HOME)

    await office.worker.drain()
    office.wait(LEASE)
    await office.worker.drain()

    assert office.read == ["note 1 as wanted 2 (fr-FR)"]
    assert office.lea.home
    assert office.lea.home["blocks"][0]["text"]["text"] == "home as wanted 2"


@pytest.mark.parametrize("kind", [BROKEN, UNKNOWN])
async def test_what_cannot_be_drawn_holds_nothing_up_and_is_given_up_in_the_end(office: Office, kind: str) -> None:
    await office.owe(1, kind)
    await office.owe(1)

    await office.worker.drain()
    assert office.read == [SENT]

    for _ in range(MAX_ATTEMPTS - 1):
        office.wait_until((await office.rows())[0].due_at)
        await office.worker.drain()
    row = (await office.rows())[0]
    assert (row.attempts, row.failed_at) == (MAX_ATTEMPTS, office.now())
    assert row.error


@pytest.mark.parametrize("mishap", [*LOST, pytest.param(refusing("restricted_action"), id="refused")])
async def test_when_one_fails_the_others_go_on(office: Office, mishap: Mishap) -> None:
    for subject in (1, 2, 3):
        await office.owe(subject)
    office.weather.coming[POST] = [mishap]

    await office.worker.drain()

    assert [text.split()[1] for text in office.read if "note 1" not in text] == ["2", "3"]
    assert [row.sent for row in await office.rows()] == [0, 1, 1]


async def test_where_tandem_is_no_longer_installed_it_waits_for_a_new_installation(office: Office) -> None:
    await office.owe()
    async with office.sessions.begin() as session:
        mine = models.Installation.workspace_id == office.scene.workspace
        await session.execute(update(models.Installation).where(mine).values(bot_token="xoxb-revoked"))

    await office.worker.drain()

    assert office.read == []
    assert ((await office.row()).kind, (await office.row()).error) == (NOTE, "invalid_auth")
