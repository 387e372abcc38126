"""Home: published when it is drawn otherwise than it is shown, and whenever one cannot know what is shown."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import timedelta

import pytest
from aiohttp import web
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bench.counting import counted
from bot.i18n import Translator
from bot.outbox import Due, HomeTab, Outbox, Together
from bot.outbox.queue import LEASE
from bot.rules.person import Person
from bot.services import delivery, home
from models.delivery import IN_FLIGHT
from tests.outbox.office import HOME, RENDER, Office, section
from tests.outbox.weather import Mishap, PassOn, Stuck, hanging_up, losing_the_reply, refusing

PUBLISH = "views.publish"


class Wall:
    """Draws for each reader what is written on it, by their name in the scene."""

    def __init__(self, office: Office) -> None:
        self.written = {office.scene.rep: "as ever", office.scene.manager: "as ever"}
        self._office = office

    def write(self, text: str) -> None:
        self.written[self._office.scene.rep] = text

    async def read(self, _session: AsyncSession, dues: Sequence[Due]) -> Mapping[int, str]:
        return {due.id: self.written[due.reader] for due in dues}

    @staticmethod
    def draw(text: str, _due: Due, _t: Translator) -> HomeTab:
        return HomeTab({"type": "home", "blocks": [section(text)]})


@pytest.fixture
def wall(office: Office) -> Wall:
    return Wall(office)


@pytest.fixture
def worker(office: Office, wall: Wall) -> Outbox:
    return office.another_worker(RENDER | {HOME: Together(wall.read, wall.draw)})


async def owe(office: Office, whose: Person) -> None:
    async with office.sessions.begin() as session:
        reader = await session.get_one(models.Person, whose.id)
        await delivery.redraw_homes(session, [reader], at=office.now())


async def redraw(office: Office, worker: Outbox) -> None:
    await owe(office, office.scene.lea)
    await worker.drain()


def shown(office: Office) -> str:
    return office.lea.home["blocks"][0]["text"]["text"] if office.lea.home else ""


async def test_what_is_drawn_as_it_is_shown_is_not_published_again(office: Office, worker: Outbox) -> None:
    for _ in range(3):
        await redraw(office, worker)

    assert office.calls() == [PUBLISH]
    row = await office.row()
    assert (row.wanted, row.sent, row.attempts, row.claimed_until) == (3, 3, 0, None)


async def test_what_is_drawn_otherwise_is_published_and_so_is_what_was_shown_before(
    office: Office, worker: Outbox, wall: Wall
) -> None:
    for text in ("one", "another", "one"):
        wall.write(text)
        await redraw(office, worker)
        assert shown(office) == text

    assert office.calls() == [PUBLISH] * 3


async def test_of_those_read_together_the_ones_that_differ_are_published(
    office: Office, worker: Outbox, wall: Wall
) -> None:
    for text in ("as ever", "other"):
        wall.write(text)
        await owe(office, office.scene.marc)
        await redraw(office, worker)

    assert [call.args["user_id"] for call in office.playground.calls][2:] == [office.scene.lea.slack_id]


async def test_leaving_it_out_takes_the_statements_of_publishing_it(office: Office, worker: Outbox, wall: Wall) -> None:
    async def statements(text: str) -> int:
        wall.write(text)
        await owe(office, office.scene.lea)
        with counted() as count:
            await worker.drain()
        return count.statements

    await statements("as ever")
    assert await statements("other") == await statements("other")
    assert office.calls() == [PUBLISH] * 2


@pytest.mark.parametrize("mishap", [losing_the_reply, refusing("internal_error"), hanging_up])
async def test_after_an_attempt_that_failed_nothing_counts_as_shown(
    office: Office, worker: Outbox, wall: Wall, mishap: Mishap
) -> None:
    await redraw(office, worker)
    wall.write("other")
    office.weather.coming[PUBLISH] = [mishap]
    await redraw(office, worker)

    wall.write("as ever")
    office.wait(LEASE)
    await worker.drain()

    assert shown(office) == "as ever"
    assert office.playground.calls[-1].args["view"]["blocks"][0]["text"]["text"] == "as ever"


async def test_after_one_that_was_given_up_nothing_counts_as_shown(office: Office, worker: Outbox, wall: Wall) -> None:
    await redraw(office, worker)
    wall.write("other")
    office.weather.coming[PUBLISH] = [refusing("invalid_blocks")]
    await redraw(office, worker)

    wall.write("as ever")
    await redraw(office, worker)

    assert office.calls() == [PUBLISH] * 2


async def test_of_a_worker_that_died_after_it_had_published_nothing_counts_as_shown(
    office: Office, worker: Outbox, wall: Wall
) -> None:
    await redraw(office, worker)
    wall.write("other")
    stuck = Stuck()
    office.weather.coming[PUBLISH] = [stuck]
    dying = asyncio.create_task(redraw(office, worker))
    await stuck.reached.wait()
    dying.cancel()
    await asyncio.wait([dying])
    assert shown(office) == "other"

    wall.write("as ever")
    office.wait(LEASE)
    await office.another_worker(RENDER | {HOME: Together(wall.read, wall.draw)}).drain()

    assert shown(office) == "as ever"


async def test_what_was_not_tried_leaves_known_what_is_shown(office: Office, worker: Outbox, wall: Wall) -> None:
    await redraw(office, worker)
    wall.write("other")
    office.weather.coming[PUBLISH] = [refusing("ratelimited")]
    await redraw(office, worker)

    wall.write("as ever")
    office.wait(timedelta(minutes=1))
    await worker.drain()

    assert office.calls() == [PUBLISH]
    assert (await office.row()).sent == 2


async def test_installed_anew_it_is_published_anew(office: Office, worker: Outbox) -> None:
    await redraw(office, worker)
    workspace = office.playground.workspace
    workspace.uninstall()
    workspace.views.homes.clear()
    await office.installations.install(workspace.install(), at=office.now())

    await redraw(office, worker)

    assert shown(office) == "as ever"


async def test_while_its_reader_opens_it_and_until_that_is_over_nothing_counts_as_shown(
    office: Office, worker: Outbox
) -> None:
    await redraw(office, worker)
    await opened(office, office.scene.lea)

    for _ in range(2):
        await redraw(office, worker)
    assert office.calls() == [PUBLISH] * 3
    office.wait(IN_FLIGHT * 2)
    for _ in range(2):
        await redraw(office, worker)
    assert office.calls() == [PUBLISH] * 4


async def test_what_the_outbox_has_in_hand_when_its_reader_opens_it_does_not_count_as_shown(
    office: Office, worker: Outbox
) -> None:
    async def opened_meanwhile(_request: web.Request, pass_on: PassOn) -> web.Response:
        office.wait(timedelta(seconds=1))
        await opened(office, office.scene.lea)
        return await pass_on()

    office.weather.coming[PUBLISH] = [opened_meanwhile]
    await redraw(office, worker)

    assert (await office.row()).shown is None


async def test_the_home_of_somebody_else_stays_known(office: Office, worker: Outbox) -> None:
    await redraw(office, worker)
    await opened(office, office.scene.marc)

    await redraw(office, worker)

    assert office.calls() == [PUBLISH]


async def opened(office: Office, whose: Person) -> None:
    async with office.sessions.begin() as session:
        await home.opened(session, whose.id, at=office.now())
