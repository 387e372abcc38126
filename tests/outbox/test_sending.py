"""Sending: to the reader's direct message, once, and from then on updated in place."""

import asyncio
from datetime import timedelta

from bot.outbox.queue import LEASE
from tests.outbox.office import HOME, NOTHING, Office
from tests.outbox.weather import Stuck, after

POST, UPDATE, LOOK = "chat.postMessage", "chat.update", "conversations.history"


async def test_a_message_reaches_its_readers_direct_message_in_their_language(office: Office) -> None:
    await office.owe(7)

    await office.worker.drain()

    assert office.read == ["note 7 as wanted 1 (fr-FR)"]
    assert office.marc.messages() == []
    [message], row = office.lea.messages(), await office.row()
    assert (row.channel, row.ts, row.sent_at) == ("D0LEA00001", message["ts"], office.now())
    assert (row.wanted, row.sent, row.attempts, row.claimed_until) == (1, 1, 0, None)


async def test_its_metadata_says_nothing_but_an_opaque_id(office: Office) -> None:
    await office.owe(7)

    await office.worker.drain()

    [post] = [call for call in office.playground.calls if call.method == POST]
    uid = (await office.row()).uid
    assert post.args["metadata"] == {"event_type": "tandem_delivery", "event_payload": {"delivery": uid}}
    assert len(uid) == 32


async def test_what_is_sent_is_not_sent_again(office: Office) -> None:
    await office.owe()
    await office.worker.drain()
    calls = office.calls()

    office.wait(timedelta(days=1))
    await office.worker.drain()

    assert office.calls() == calls == ["conversations.open", POST]


async def test_messages_go_out_in_the_order_they_are_due(office: Office) -> None:
    for subject, seconds in ((1, 3), (2, 1), (3, 2), (4, 60)):
        await office.owe(subject, at=office.now() + timedelta(seconds=seconds))
    office.wait(timedelta(seconds=10))

    await office.worker.drain()

    assert [text.split()[1] for text in office.read] == ["2", "3", "1"]


async def test_all_that_is_due_goes_out_however_much_it_is(office: Office) -> None:
    for subject in range(45):
        await office.owe(subject)

    await office.worker.drain()

    assert len(office.read) == 45


async def test_changes_before_it_is_sent_make_one_message(office: Office) -> None:
    for _ in range(3):
        await office.owe()

    await office.worker.drain()

    assert office.read == ["note 1 as wanted 3 (fr-FR)"]


async def test_a_change_after_it_was_sent_updates_it_in_place(office: Office) -> None:
    await office.owe()
    await office.worker.drain()
    [before] = office.lea.messages()

    await office.owe()
    await office.worker.drain()

    [now] = office.lea.messages()
    assert (now["ts"], now["text"]) == (before["ts"], "note 1 as wanted 2 (fr-FR)")
    assert office.calls(POST, UPDATE, LOOK) == [POST, UPDATE]


async def test_owed_again_while_it_is_being_sent_it_is_updated_in_place(office: Office) -> None:
    await office.owe()
    office.weather.coming[POST] = [after(office.owe)]

    await office.worker.drain()

    assert office.read == ["note 1 as wanted 2 (fr-FR)"]
    assert office.calls(POST, UPDATE) == [POST, UPDATE]
    row = await office.row()
    assert (row.wanted, row.sent) == (2, 2)


async def test_a_home_is_published_whole_each_time(office: Office) -> None:
    for wanted in ("1", "2"):
        await office.owe(kind=HOME)
        await office.worker.drain()

        home = office.lea.home
        assert home
        assert home["blocks"][0]["text"]["text"] == f"home as wanted {wanted}"

    assert office.calls() == ["views.publish", "views.publish"]
    row = await office.row()
    assert (row.sent, row.channel, row.ts) == (2, None, None)


async def test_what_no_longer_matters_is_dropped(office: Office) -> None:
    await office.owe(kind=NOTHING)

    await office.worker.drain()

    assert office.calls() == []
    row = await office.row()
    assert (row.wanted, row.sent, row.failed_at) == (1, 1, None)


async def test_two_workers_beside_each_other_send_each_message_once(office: Office) -> None:
    for subject in range(30):
        await office.owe(subject)

    await asyncio.gather(office.worker.drain(), office.another_worker().drain())

    assert sorted(office.read) == sorted(f"note {n} as wanted 1 (fr-FR)" for n in range(30))


async def test_a_worker_that_died_after_posting_is_followed_by_one_that_looks_before_it_posts(office: Office) -> None:
    stuck = Stuck()
    office.weather.coming[POST] = [stuck]
    await office.owe()
    dying = asyncio.create_task(office.worker.drain())
    await stuck.reached.wait()
    dying.cancel()
    await asyncio.wait([dying])

    heir = office.another_worker()
    office.wait(LEASE - timedelta(seconds=1))
    await heir.drain()
    assert office.calls(POST, LOOK) == [POST]  # the lease of the dead still holds

    office.wait(timedelta(seconds=1))
    await heir.drain()

    assert office.read == ["note 1 as wanted 1 (fr-FR)"]
    assert office.calls(POST, LOOK, UPDATE) == [POST, LOOK, UPDATE]
    assert (await office.row()).ts == office.lea.messages()[0]["ts"]


async def test_a_slow_worker_leaves_what_another_has_taken_meanwhile(office: Office) -> None:
    await office.owe(kind=HOME)
    await office.owe(2)

    async def be_overtaken() -> None:
        office.wait(LEASE)
        await office.another_worker().drain()

    office.weather.coming["views.publish"] = [after(be_overtaken)]
    await office.worker.drain()

    assert office.read == ["note 2 as wanted 1 (fr-FR)"]
    assert office.calls(POST, UPDATE) == [POST]


async def test_a_woken_worker_sends_until_it_is_stopped(office: Office) -> None:
    running = asyncio.create_task(office.worker.run())
    await office.owe(1)
    office.worker.wake()
    await office.lea.until(lambda: len(office.read) == 1)
    await office.owe(2)
    office.worker.wake()
    await office.lea.until(lambda: len(office.read) == 2)

    office.worker.stop()
    await running

    assert [row.sent for row in await office.rows()] == [1, 1]
