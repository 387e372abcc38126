"""Files on their way: pictures in messages and documents, in a channel and in threads, once each whatever gets lost."""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.i18n import Translator
from bot.messages import RENDER as ALL
from bot.outbox import PICTURE, Document, Due, Message, Upload
from bot.outbox.queue import LEASE
from bot.services import delivery, digest
from tests.outbox.office import Office, section
from tests.outbox.weather import Mishap, Stuck, after, hanging_up, losing_the_reply
from tests.playground.pictures import png
from tests.services.scene import OPENING

CHANNEL = "C0SALES"
POST, URL, COMPLETE = "chat.postMessage", "files.getUploadURLExternal", "files.completeUploadExternal"
IMAGE = {"type": "image", "alt_text": "A line that rises", "slack_file": {"id": PICTURE}}
MINUTES = b"# Minutes\n\n- one\n"


@dataclass
class Desk:
    """Sends pictures and documents to the team's channel; `drawn` counts how often the picture was made."""

    office: Office
    drawn: int = 0

    def __post_init__(self) -> None:
        render = {"picture": self._picture, "document": self._document, "note": self._note}
        self.worker = self.office.another_worker(render)

    async def _picture(self, _session: AsyncSession, due: Due, t: Translator) -> Message:
        picture = Upload("chart.png", "Progress", self._draw, alt="A line that rises")
        return Message(f"picture {due.subject} ({t.tag})", [section(f"picture {due.subject}"), IMAGE], picture)

    def _draw(self) -> bytes:
        self.drawn += 1
        return png()

    async def _document(self, _session: AsyncSession, _due: Due, _t: Translator) -> Document:
        return Document(Upload("minutes.md", "Minutes", MINUTES), "What was said")

    async def _note(self, _session: AsyncSession, due: Due, _t: Translator) -> Message:
        return Message(f"note {due.subject}", [section(f"note {due.subject}")])

    async def owe(self, kind: str, *, under: tuple[str, int] | None = None, later: timedelta = timedelta()) -> None:
        async with self.office.sessions.begin() as session:
            team = await session.get_one(models.Team, self.office.scene.team)
            await delivery.owe_channel(session, kind, team=team, subject=1, under=under, at=self.office.now() + later)

    async def send(self) -> None:
        """Send what is due, and what is due again once a lease is over."""
        await self.worker.drain()
        self.office.wait(LEASE)
        await self.worker.drain()

    @property
    def posted(self) -> list[dict[str, Any]]:
        return self.office.lea.messages(CHANNEL)

    @property
    def complete(self) -> list[str]:
        """Return the ids of the files that are in Slack."""
        return [file.id for file in self.office.playground.workspace.files.by_id.values() if file.stage >= 3]


@pytest.fixture
def desk(office: Office) -> Desk:
    workspace = office.playground.workspace
    members = [office.scene.lea.slack_id, office.scene.marc.slack_id, workspace.bot_user_id]
    workspace.add_channel(CHANNEL, name="ventes", members=members)
    return Desk(office)


def shown(message: dict[str, Any]) -> str:
    """Return the id of the picture that a message shows."""
    [image] = [block for block in message["blocks"] if block["type"] == "image"]
    return image["slack_file"]["id"]


async def test_a_message_in_a_channel_shows_its_picture_in_the_channels_language(desk: Desk) -> None:
    await desk.owe("picture")

    await desk.worker.drain()

    [message] = desk.posted
    assert message["text"] == "picture 1 (fr-FR)"
    assert desk.complete == [shown(message)]
    file = desk.office.playground.workspace.files.by_id[shown(message)]
    assert (file.name, file.title, file.alt_text, file.content) == ("chart.png", "Progress", "A line that rises", png())


LOST = [
    pytest.param(method, mishap, id=f"{method} {mishap.__name__}")
    for method in (URL, COMPLETE, "files.info", POST)
    for mishap in (losing_the_reply, hanging_up)
]


@pytest.mark.parametrize(("method", "mishap"), LOST)
async def test_whatever_gets_lost_on_the_way_there_is_one_message_with_one_picture(
    desk: Desk, method: str, mishap: Mishap
) -> None:
    await desk.owe("picture")
    desk.office.weather.coming[method] = [mishap]

    await desk.send()

    [message] = desk.posted
    assert shown(message) in desk.complete
    assert len(desk.complete) == 1


@pytest.mark.parametrize("method", [COMPLETE, POST])
async def test_a_second_attempt_takes_the_file_that_is_there_and_draws_no_other(desk: Desk, method: str) -> None:
    await desk.owe("picture")
    desk.office.weather.coming[method] = [losing_the_reply]

    await desk.send()

    assert len(desk.posted) == 1
    assert desk.office.calls(URL, COMPLETE) == [URL, COMPLETE]
    assert desk.drawn == 1


async def test_a_picture_that_somebody_deleted_before_it_was_shown_is_uploaded_anew(desk: Desk) -> None:
    await desk.owe("picture")
    desk.office.weather.coming[POST] = [hanging_up]
    await desk.worker.drain()
    workspace = desk.office.playground.workspace
    workspace.delete_file(workspace.files.by_id[desk.complete[0]])

    desk.office.wait(LEASE)
    await desk.worker.drain()

    assert desk.complete == [shown(desk.posted[0])]
    assert desk.drawn == 2


async def test_the_file_is_remembered_before_slack_is_told_that_it_is_complete(desk: Desk) -> None:
    seen: list[str | None] = []

    async def look() -> None:
        seen.append((await desk.office.row()).file_id)

    await desk.owe("picture")
    desk.office.weather.coming[COMPLETE] = [after(look)]

    await desk.worker.drain()

    assert seen == desk.complete


async def test_owed_again_it_is_updated_with_the_same_picture(desk: Desk) -> None:
    for _ in range(2):
        await desk.owe("picture")
        await desk.worker.drain()

    assert [shown(message) for message in desk.posted] == desk.complete
    assert desk.drawn == 1


@pytest.mark.parametrize("kind", ["note", "document"])
async def test_what_answers_a_message_waits_until_that_one_is_there(desk: Desk, kind: str) -> None:
    await desk.owe("picture", later=timedelta(minutes=5))
    await desk.owe(kind, under=("picture", 1))
    await desk.worker.drain()
    assert desk.posted == []

    desk.office.wait(timedelta(minutes=5))
    await desk.worker.drain()

    parent, answer = desk.posted
    assert answer["thread_ts"] == parent["ts"]


@pytest.mark.parametrize("mishap", [losing_the_reply, hanging_up])
@pytest.mark.parametrize("under", [None, ("note", 1)], ids=["channel", "thread"])
async def test_a_document_is_shared_once(desk: Desk, mishap: Mishap, under: tuple[str, int] | None) -> None:
    if under:
        await desk.owe("note")
        await desk.worker.drain()
    await desk.owe("document", under=under)
    desk.office.weather.coming[COMPLETE] = [mishap]

    await desk.send()

    *parents, shared = desk.posted
    assert len(parents) == (1 if under else 0)
    assert shared["text"] == "What was said"
    assert [file["id"] for file in shared["files"]] == desk.complete
    assert shared.get("thread_ts") == (parents[0]["ts"] if under else None)


async def test_a_worker_that_dies_while_uploading_leaves_nothing_twice(desk: Desk) -> None:
    await desk.owe("picture")
    desk.office.weather.coming[COMPLETE] = [stuck := Stuck()]
    dying = asyncio.create_task(desk.worker.drain())
    await stuck.reached.wait()
    dying.cancel()

    desk.office.wait(2 * LEASE)
    await Desk(desk.office).worker.drain()

    assert [shown(message) for message in desk.posted] == desk.complete
    assert len(desk.complete) == 1


async def test_a_digest_owed_before_a_restart_is_posted_after_it(desk: Desk) -> None:
    async with desk.office.sessions.begin() as session:  # the job commits, and Tandem stops before its outbox wakes
        await digest.post(session, by=desk.office.scene.manager, at=OPENING)

    desk.office.wait(timedelta(hours=3))
    await desk.office.another_worker(ALL).drain()

    [message] = desk.posted
    assert message["text"] == "Synthèse de l’équipe Ventes. Personne n’a encore saisi de valeur."
    assert "Du 29 sept. au 6 oct." in str(message["blocks"])
