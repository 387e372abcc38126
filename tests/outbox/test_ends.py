"""Ends: a channel that is gone, a reader who left, a token that is revoked, a direct message that is closed."""

from collections.abc import Awaitable, Callable, Sequence

import pytest

import models
from bot.messages import RENDER as ALL
from bot.services import delivery, person, unreachable
from tests.outbox.office import HOME, RENDER, Office
from tests.outbox.weather import refusing
from tests.services.noise import LATER
from tests.services.scene import LEA

POST, OPEN = "chat.postMessage", "conversations.open"
CHANNEL = "C0SALES"
EVERYTHING = {**ALL, **RENDER}


async def owe_channel(office: Office, subject: int = 1) -> None:
    async with office.sessions.begin() as session:
        team = await session.get_one(models.Team, office.scene.team)
        await delivery.owe_channel(session, "note", team=team, subject=subject, at=office.now())


async def told(office: Office) -> Sequence[str]:
    """Return what Marc, who leads the team, reads in his direct message."""
    return [message["text"] for message in office.marc.messages()]


def make_channel(office: Office, *, with_bot: bool) -> None:
    workspace = office.playground.workspace
    members = [office.scene.marc.slack_id, *([workspace.bot_user_id] if with_bot else [])]
    workspace.add_channel(CHANNEL, name="ventes", members=members)


async def archive(office: Office) -> None:
    make_channel(office, with_bot=True)
    office.playground.workspace.archive(CHANNEL)


async def leave_out(office: Office) -> None:
    make_channel(office, with_bot=False)


async def delete(_office: Office) -> None:
    """There is no such channel in the playground to begin with."""


@pytest.mark.parametrize(
    ("lose", "error", "kind", "words"),
    [
        (archive, "is_archived", unreachable.ARCHIVED, "est archivé"),
        (leave_out, "not_in_channel", unreachable.NOT_IN, "Je ne suis pas dans le canal"),
        (delete, "channel_not_found", unreachable.GONE, "Je ne trouve plus le canal"),
    ],
)
async def test_of_a_channel_that_is_lost_its_manager_is_told_once(
    office: Office, lose: Callable[[Office], Awaitable[None]], error: str, kind: str, words: str
) -> None:
    await lose(office)
    for subject in (1, 2):
        await owe_channel(office, subject)
        await office.another_worker(EVERYTHING).drain()

    [message] = await told(office)
    assert words in message
    assert "Ventes" in message
    assert f"<#{CHANNEL}>" in str(office.marc.messages()[0]["blocks"])
    rows = await office.rows()
    assert [(row.kind, row.error) for row in rows if row.failed_at] == [("note", error)] * 2
    assert [row.wanted for row in rows if row.kind == kind] == [1]


async def test_another_reason_is_another_message(office: Office) -> None:
    await leave_out(office)
    for error in ("not_in_channel", "is_archived", "not_in_channel"):
        office.weather.coming[POST] = [refusing(error)]
        await owe_channel(office)
        await office.another_worker(EVERYTHING).drain()

    assert len(await told(office)) == 2


async def test_whoever_leads_the_team_no_longer_is_told_nothing(office: Office) -> None:
    await owe_channel(office)
    await office.worker.drain()  # has no words for the message to the manager, and puts it back
    async with office.sessions.begin() as session:
        (await session.get_one(models.Team, office.scene.team)).manager_id = office.scene.ines.id

    office.wait_until(max(row.due_at for row in await office.rows()))
    await office.another_worker(EVERYTHING).drain()

    assert await told(office) == []


@pytest.mark.parametrize("error", ["user_disabled", "user_not_found", "account_inactive"])
async def test_to_somebody_who_left_nothing_more_is_owed(office: Office, error: str) -> None:
    office.weather.coming[OPEN] = [refusing(error)]
    for subject in (1, 2):
        await office.owe(subject)

    await office.worker.drain()
    await office.owe(3)
    await office.owe(3, HOME)

    assert office.calls(OPEN, POST) == []
    assert [(row.error, row.failed_at) for row in await office.rows()] == [(error, office.now())] * 2


async def test_somebody_who_is_deactivated_in_slack_has_left(office: Office) -> None:
    office.playground.workspace.change_person(LEA.slack_id, deleted=True)
    await office.owe()

    await office.worker.drain()

    row = await office.row()
    assert (row.error, row.failed_at) == ("user_disabled", office.now())
    assert await told(office) == []


async def test_somebody_who_is_back_is_written_to_again(office: Office) -> None:
    office.weather.coming[OPEN] = [refusing("user_disabled")]
    await office.owe(1)
    await office.worker.drain()
    async with office.sessions.begin() as session:
        await person.remember(session, LEA, workspace=office.scene.workspace)

    await office.owe(2)
    await office.worker.drain()

    assert [text.split()[1] for text in office.read] == ["2"]


async def test_while_tandem_is_not_installed_all_rests_and_nothing_is_given_up(office: Office) -> None:
    office.playground.workspace.uninstall()
    await office.owe(1)
    await office.owe(1, to="marc")
    await office.worker.drain()
    await office.owe(2)
    calls = office.calls()

    await office.another_worker().drain()

    assert office.calls() == calls
    assert await office.next_due() == LATER  # what is owed elsewhere
    assert [(row.failed_at, row.attempts) for row in await office.rows()] == [(None, 0)] * 3


async def test_installed_anew_it_sends_what_was_owed_in_its_order(office: Office) -> None:
    office.playground.workspace.uninstall()
    for subject in (1, 2):
        await office.owe(subject)
    await office.worker.drain()

    await office.installations.install(office.playground.workspace.install(), at=office.now())
    await office.worker.drain()

    assert [text.split()[1] for text in office.read] == ["1", "2"]


async def test_a_single_call_that_refuses_the_token_lets_nothing_rest(office: Office) -> None:
    office.weather.coming[POST] = [refusing("invalid_auth")]
    await office.owe(1)
    await office.owe(1, to="marc")

    await office.worker.drain()
    office.wait_until(max(row.due_at for row in await office.rows()))
    await office.worker.drain()

    assert (len(office.read), len(await told(office))) == (1, 1)


async def test_while_slack_does_not_say_whether_it_takes_the_token_nobody_has_left(office: Office) -> None:
    office.weather.coming |= {OPEN: [refusing("account_inactive")], "auth.test": [refusing("internal_error")]}
    await office.owe(1)
    await office.worker.drain()

    office.wait_until((await office.row()).due_at)
    await office.worker.drain()

    assert len(office.read) == 1


async def test_a_token_that_was_renewed_meanwhile_is_not_taken_for_revoked(office: Office) -> None:
    await office.owe()
    old = await office.installations.client(office.scene.workspace)
    office.playground.workspace.uninstall()
    async with office.sessions.begin() as session:
        row = await session.get_one(models.Installation, office.scene.workspace)
        row.bot_token = office.playground.workspace.install()

    await office.worker.drain()

    async with office.sessions.begin() as session:
        row = await session.get_one(models.Installation, office.scene.workspace)
        assert row.revoked_at is None
        assert row.bot_token != old.token
    assert (await office.row()).failed_at is None


async def test_a_direct_message_is_opened_once(office: Office) -> None:
    for subject in (1, 2):
        await office.owe(subject)
        await office.worker.drain()

    assert office.calls(OPEN) == [OPEN]
    assert len(office.read) == 2


async def test_a_direct_message_that_is_closed_is_opened_again(office: Office) -> None:
    await office.owe(1)
    await office.worker.drain()
    office.weather.coming[POST] = [refusing("channel_not_found")]
    await office.owe(2)

    await office.worker.drain()

    assert office.calls(OPEN) == [OPEN, OPEN]
    assert [text.split()[1] for text in office.read] == ["1", "2"]
