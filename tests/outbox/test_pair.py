"""Messages to the two of a pair: their group direct message is opened once, and nobody else reads it."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.i18n import Translator
from bot.outbox import PICTURE, Due, Message, Outbox, Upload
from bot.outbox.queue import LEASE
from bot.services import delivery
from tests.outbox.office import RENDER, Office, section
from tests.outbox.weather import Mishap, hanging_up, losing_the_reply, refusing
from tests.playground.pictures import png

OPEN, POST, UPDATE, COMPLETE = "conversations.open", "chat.postMessage", "chat.update", "files.completeUploadExternal"
NOTE = "note"


@dataclass
class Desk:
    """Writes to Léa and Marc together; `figures` is what its pictures show."""

    office: Office
    figures: str = "one"
    worker: Outbox = field(init=False)

    def __post_init__(self) -> None:
        self.worker = self.office.another_worker({**RENDER, "picture": self._picture})

    async def _picture(self, _session: AsyncSession, _due: Due, t: Translator) -> Message:
        picture = Upload("chart.png", "Progress", png(), alt="A line that rises", version=self.figures)
        image = {"type": "image", "alt_text": "A line that rises", "slack_file": {"id": PICTURE}}
        return Message(f"picture of {self.figures} ({t.tag})", [section("picture"), image], picture)

    async def pair(self, session: AsyncSession) -> models.Pair:
        of_lea = select(models.Pair).where(models.Pair.rep_id == self.office.scene.lea.id)
        people = (joinedload(models.Pair.rep), joinedload(models.Pair.manager), joinedload(models.Pair.team))
        return (await session.scalars(of_lea.options(*people))).one()

    async def owe(self, subject: int = 1, *, kind: str = NOTE) -> None:
        async with self.office.sessions.begin() as session:
            await delivery.owe_pairs(session, kind, [(await self.pair(session), subject, self.office.now())])

    async def answer(self, subject: int, *, under: int) -> None:
        async with self.office.sessions.begin() as session:
            wanted = [(await self.pair(session), subject, under)]
            await delivery.answer_pairs(session, NOTE, wanted, under=NOTE, at=self.office.now())

    async def send(self, *subjects: int) -> None:
        for subject in subjects:
            await self.owe(subject)
        await self.worker.drain()

    async def again(self) -> None:
        """Send what is due again once a lease is over."""
        self.office.wait(LEASE)
        await self.worker.drain()

    @property
    def groups(self) -> list[str]:
        return [one.id for one in self.office.playground.workspace.channels.values() if one.is_mpim]

    @property
    def posted(self) -> list[dict[str, Any]]:
        """Return what Marc reads in the group, which is what Léa reads there, too."""
        [group] = self.groups
        assert self.office.lea.messages(group) == self.office.marc.messages(group)
        return self.office.marc.messages(group)


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office)


async def test_the_two_and_tandem_are_in_it_and_it_is_opened_once(desk: Desk) -> None:
    await desk.send(1, 2)
    await desk.send(3)

    [group] = desk.groups
    members = desk.office.playground.workspace.channel(group).members
    scene, bot = desk.office.scene, desk.office.playground.workspace.bot_user_id
    assert set(members) == {scene.lea.slack_id, scene.marc.slack_id, bot}
    assert [message["text"] for message in desk.posted] == [f"note {one} as wanted 1 (fr-FR)" for one in (1, 2, 3)]
    assert desk.office.calls(OPEN) == [OPEN]
    async with desk.office.sessions.begin() as session:
        assert (await desk.pair(session)).dm == group
        assert (await session.get_one(models.Person, scene.lea.id)).dm is None


async def test_it_is_in_the_teams_language_as_that_is_when_it_was_last_owed(desk: Desk) -> None:
    await desk.send(1)
    async with desk.office.sessions.begin() as session:
        await session.execute(
            update(models.Team).where(models.Team.id == desk.office.scene.team).values(locale="en-GB")
        )

    await desk.send(1)

    assert [message["text"] for message in desk.posted] == ["note 1 as wanted 2 (en-GB)"]


async def test_an_answer_stands_in_the_thread_of_what_it_answers_to(desk: Desk) -> None:
    await desk.owe(1)
    await desk.answer(2, under=1)

    await desk.worker.drain()

    parent, answer = desk.posted
    assert answer["thread_ts"] == parent["ts"]
    with pytest.raises(LookupError):
        await desk.answer(3, under=99)


@pytest.mark.parametrize("method", [OPEN, POST])
@pytest.mark.parametrize("mishap", [losing_the_reply, hanging_up])
async def test_whatever_gets_lost_on_the_way_it_is_there_once(desk: Desk, method: str, mishap: Mishap) -> None:
    await desk.send(1)
    desk.office.weather.coming[method] = [mishap]
    async with desk.office.sessions.begin() as session:
        await session.execute(update(models.Pair).values(dm=None))

    await desk.answer(2, under=1)
    await desk.worker.drain()
    await desk.again()

    assert [message["text"][:6] for message in desk.posted] == ["note 1", "note 2"]


async def test_a_group_that_slack_has_closed_is_opened_again(desk: Desk) -> None:
    await desk.send(1)
    desk.office.weather.coming[POST] = [refusing("channel_not_found")]

    await desk.send(2)

    assert desk.office.calls(OPEN) == [OPEN, OPEN]
    assert len(desk.posted) == 2


async def test_when_slack_wants_to_be_spared_opening_only_what_has_no_group_yet_waits(desk: Desk) -> None:
    async with desk.office.sessions.begin() as session:
        until = desk.office.now() + timedelta(minutes=1)
        session.add(models.Pause(workspace_id=desk.office.scene.workspace, method=OPEN, until=until))
    await desk.send(1)
    assert desk.groups == []
    assert await desk.office.next_due() == until

    desk.office.wait_until(until)
    await desk.worker.drain()

    assert len(desk.posted) == 1


@pytest.mark.parametrize("error", ["user_disabled", "user_not_found"])
async def test_where_one_of_the_two_is_gone_all_that_was_for_both_is_given_up_in_silence(
    desk: Desk, error: str
) -> None:
    desk.office.weather.coming[OPEN] = [refusing(error)]

    await desk.send(1, 2)

    rows = await desk.office.rows()
    assert [(row.error, row.claimed_until) for row in rows] == [(error, None)] * 2
    assert all(row.failed_at for row in rows)
    async with desk.office.sessions.begin() as session:  # nobody says which of the two it is
        assert (await session.get_one(models.Person, desk.office.scene.lea.id)).left_at is None


async def test_a_pair_that_has_ended_is_owed_nothing(desk: Desk) -> None:
    await desk.owe(1)
    async with desk.office.sessions.begin() as session:
        pair = await desk.pair(session)
        await delivery.forget_pair(session, pair)
        pair.ended_at = desk.office.now()

    await desk.send(2)

    assert desk.groups == []
    row = await desk.office.row()
    assert row.sent == row.wanted


async def test_of_a_pair_of_which_somebody_has_left_nothing_is_owed(desk: Desk) -> None:
    async with desk.office.sessions.begin() as session:
        marc = models.Person.id == desk.office.scene.marc.id
        await session.execute(update(models.Person).where(marc).values(left_at=desk.office.now()))

    await desk.send(1)

    assert await desk.office.rows() == []


async def test_a_picture_is_uploaded_anew_only_when_it_shows_something_else(desk: Desk) -> None:
    for figures in ("one", "one", "two"):
        desk.figures = figures
        await desk.owe(kind="picture")
        await desk.worker.drain()

    [message] = desk.posted
    assert message["text"] == "picture of two (fr-FR)"
    assert desk.office.calls(COMPLETE) == [COMPLETE] * 2
    assert desk.office.calls(POST, UPDATE) == [POST, UPDATE, UPDATE]


async def test_a_picture_that_changed_while_its_message_was_in_doubt_is_the_new_one(desk: Desk) -> None:
    await desk.owe(kind="picture")
    desk.office.weather.coming[POST] = [hanging_up]
    await desk.worker.drain()
    desk.figures = "two"

    await desk.again()

    [message] = desk.posted
    files = desk.office.playground.workspace.files.by_id
    assert message["text"] == "picture of two (fr-FR)"
    assert len([one for one in files.values() if one.stage >= 3]) == 2
