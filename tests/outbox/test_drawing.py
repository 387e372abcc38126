"""Drawing: what is claimed at once is read at once, and one that cannot be drawn ends alone."""

from collections.abc import Mapping, Sequence

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.i18n import Translator
from bot.outbox import Due, Message, Together
from tests.outbox.office import BROKEN, NOTE, RENDER, Office, section


class Reading:
    """Reads notes, and remembers for how many each time."""

    def __init__(self) -> None:
        self.times: list[int] = []

    async def read(self, _session: AsyncSession, dues: Sequence[Due]) -> Mapping[int, str]:
        self.times.append(len(dues))
        if any(due.subject == 0 for due in dues):
            raise LookupError("no such note")
        return {due.id: f"note {due.subject}" for due in dues}

    @staticmethod
    def draw(text: str, _due: Due, _t: Translator) -> Message:
        return Message(text, [section(text)])


@pytest.fixture
def reading() -> Reading:
    return Reading()


async def test_what_is_claimed_at_once_is_read_at_once(office: Office, reading: Reading) -> None:
    worker = office.another_worker(RENDER | {NOTE: Together(reading.read, reading.draw)})
    await office.owe(1)
    await office.owe(2, to="marc")

    await worker.drain()

    assert reading.times == [2]
    assert office.read == ["note 1"]
    assert [message["text"] for message in office.marc.messages()] == ["note 2"]


async def test_what_cannot_be_read_with_others_is_read_alone(office: Office, reading: Reading) -> None:
    worker = office.another_worker(RENDER | {NOTE: Together(reading.read, reading.draw)})
    await office.owe(0)
    await office.owe(2, to="marc")

    await worker.drain()

    assert reading.times[:3] == [2, 1, 1]
    assert [message["text"] for message in office.marc.messages()] == ["note 2"]


async def test_one_that_cannot_be_drawn_keeps_none_of_its_claim_from_going_out(office: Office) -> None:
    await office.owe(1, kind=BROKEN)
    await office.owe(2, to="marc")

    await office.worker.drain()

    broken, note = await office.rows()
    assert (broken.sent, broken.attempts, note.sent) == (0, 1, 1)
    assert [message["text"] for message in office.marc.messages()] == ["note 2 as wanted 1 (fr-FR)"]
