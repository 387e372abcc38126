"""Looking before posting again: far enough back, in channels and threads, and what happens where one may not look."""

from datetime import timedelta

import pytest
from structlog.testing import capture_logs

import models
from bot.outbox.looking import PART, PARTS
from bot.outbox.queue import LEASE
from bot.services import delivery
from tests.outbox.office import Office
from tests.outbox.weather import Mishap, hanging_up, losing_the_reply, refusing

POST, LOOK, REPLIES = "chat.postMessage", "conversations.history", "conversations.replies"
CHANNEL = "C0SALES"
SENT = "note 1 as wanted 1 (fr-FR)"


@pytest.fixture
def channel(office: Office) -> str:
    workspace = office.playground.workspace
    members = [office.scene.lea.slack_id, workspace.bot_user_id]
    workspace.add_channel(CHANNEL, name="ventes", members=members)
    return CHANNEL


async def owe_channel(office: Office, subject: int = 1, under: tuple[str, int] | None = None) -> None:
    async with office.sessions.begin() as session:
        team = await session.get_one(models.Team, office.scene.team)
        await delivery.owe_channel(session, "note", team=team, subject=subject, under=under, at=office.now())


async def say(office: Office, count: int) -> None:
    """Have Léa say so much in the channel, a second apart."""
    for number in range(count):
        office.wait(timedelta(seconds=1))
        await office.lea.say(f"Words {number}", CHANNEL)


def posted(office: Office) -> list[str]:
    return [one["text"] for one in office.lea.messages(CHANNEL) if one["text"].startswith("note")]


@pytest.mark.parametrize("words", [PART - 1, PART + 5, 3 * PART])
async def test_however_much_was_said_since_the_message_is_found(office: Office, channel: str, words: int) -> None:
    office.weather.coming[POST] = [losing_the_reply]
    await owe_channel(office)
    await office.worker.drain()
    await say(office, words)

    office.wait(LEASE)
    await office.worker.drain()

    assert posted(office) == [SENT]
    assert office.calls(POST) == [POST]


async def test_what_was_said_long_before_is_not_looked_through(office: Office, channel: str) -> None:
    await say(office, 2 * PART)
    office.wait(timedelta(hours=1))
    office.weather.coming[POST] = [hanging_up]
    await owe_channel(office)
    await office.worker.drain()

    office.wait(LEASE)
    await office.worker.drain()

    assert office.calls(LOOK) == [LOOK]
    assert posted(office) == [SENT]


async def test_an_answer_is_found_in_its_thread(office: Office, channel: str) -> None:
    await owe_channel(office, 1)
    await office.worker.drain()
    office.weather.coming[POST] = [losing_the_reply]
    await owe_channel(office, 2, under=("note", 1))
    await office.worker.drain()

    office.wait(LEASE)
    await office.worker.drain()

    assert posted(office) == [SENT, "note 2 as wanted 1 (fr-FR)"]
    assert office.calls(LOOK, REPLIES) == [REPLIES]


@pytest.mark.parametrize("error", ["missing_scope", "not_in_channel"])
async def test_where_one_may_not_look_it_is_sent_again_and_said_in_the_log(
    office: Office, channel: str, error: str
) -> None:
    office.weather.coming |= {POST: [losing_the_reply], LOOK: [refusing(error)]}
    await owe_channel(office)
    await office.worker.drain()

    office.wait(LEASE)
    with capture_logs() as logs:
        await office.worker.drain()

    assert posted(office) == [SENT, SENT]
    row = await office.row()
    warning = {"event": "outbox.may_not_look", "log_level": "warning", "error": error, "kind": "note"}
    assert warning | {"delivery": row.id} in logs
    assert (row.sent, row.error) == (1, None)


async def test_so_much_that_the_end_is_not_reached_is_said_in_the_log(office: Office, channel: str) -> None:
    office.weather.coming[POST] = [refusing("internal_error")]
    await owe_channel(office)
    await office.worker.drain()
    await say(office, PART * PARTS + 1)

    with capture_logs() as logs:
        await office.worker.drain()

    assert office.calls(LOOK) == [LOOK] * PARTS
    assert "outbox.looked_in_vain" in [line["event"] for line in logs]
    assert posted(office) == [SENT]


@pytest.mark.parametrize("mishap", [refusing("internal_error"), losing_the_reply])
async def test_while_the_look_itself_fails_nothing_is_sent(office: Office, channel: str, mishap: Mishap) -> None:
    office.weather.coming |= {POST: [losing_the_reply], LOOK: [mishap]}
    await owe_channel(office)
    await office.worker.drain()

    office.wait(LEASE)
    await office.worker.drain()
    assert office.calls(POST) == [POST]

    office.wait(2 * LEASE)
    await office.worker.drain()
    assert posted(office) == [SENT]
    assert office.calls(POST) == [POST]
