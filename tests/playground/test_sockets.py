"""Socket Mode and the Events API: by a real Bolt app, and by a bare websocket that misbehaves on purpose."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actor, Clock, Playground, Workspace

Socket = aiohttp.ClientWebSocketResponse
PATIENCE = aiohttp.ClientWSTimeout(ws_receive=5, ws_close=5)


@contextlib.asynccontextmanager
async def bare_socket(client: AsyncWebClient, workspace: Workspace) -> AsyncIterator[Socket]:
    opened = await client.apps_connections_open(app_token=workspace.app_token)
    async with aiohttp.ClientSession() as session, session.ws_connect(opened["url"], timeout=PATIENCE) as socket:
        assert (await socket.receive_json())["type"] == "hello"
        yield socket


async def acknowledge(socket: Socket, envelope: dict[str, Any], payload: dict[str, Any] | None = None) -> None:
    body = {"envelope_id": envelope["envelope_id"]}
    await socket.send_json(body if payload is None else {**body, "payload": payload})


async def test_hello_tells_the_app_and_how_many_connections_there_are(
    client: AsyncWebClient, workspace: Workspace
) -> None:
    opened = await client.apps_connections_open(app_token=workspace.app_token)
    async with aiohttp.ClientSession() as session, session.ws_connect(opened["url"], timeout=PATIENCE) as socket:
        hello = await socket.receive_json()
    assert hello["type"] == "hello"
    assert hello["num_connections"] == 1
    assert hello["connection_info"] == {"app_id": workspace.app_id}


async def test_a_ticket_opens_one_connection(client: AsyncWebClient, workspace: Workspace) -> None:
    opened = await client.apps_connections_open(app_token=workspace.app_token)
    async with aiohttp.ClientSession() as session:
        async with session.ws_connect(opened["url"], timeout=PATIENCE) as socket:
            await socket.receive_json()
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(opened["url"], timeout=PATIENCE)


async def test_an_event_comes_in_an_envelope_as_slack_wraps_it(
    client: AsyncWebClient, workspace: Workspace, lea: Actor
) -> None:
    async with bare_socket(client, workspace) as socket:
        saying = asyncio.create_task(lea.say("Bonjour"))
        envelope = await socket.receive_json()
        await acknowledge(socket, envelope)
        await saying
    payload = envelope["payload"]
    assert (envelope["type"], envelope["retry_attempt"]) == ("events_api", 0)
    assert envelope["accepts_response_payload"] is False
    assert (payload["type"], payload["api_app_id"]) == ("event_callback", workspace.app_id)
    assert payload["authorizations"][0]["user_id"] == workspace.bot_user_id
    assert payload["event_id"].startswith("Ev")
    event = payload["event"]
    assert (event["type"], event["channel"], event["channel_type"]) == ("message", "D0LEA", "im")
    assert (event["user"], event["text"], event["event_ts"]) == ("U0LEA", "Bonjour", event["ts"])


@pytest.mark.parametrize("ack_within", [0.05])
async def test_an_event_that_is_not_acknowledged_comes_again_with_the_same_id(
    client: AsyncWebClient, workspace: Workspace, lea: Actor
) -> None:
    async with bare_socket(client, workspace) as socket:
        await lea.open_home()
        envelopes = [await socket.receive_json() for _ in range(3)]
        await acknowledge(socket, envelopes[2])
    assert [envelope["retry_attempt"] for envelope in envelopes] == [0, 1, 2]
    assert [envelope["retry_reason"] for envelope in envelopes] == ["", "timeout", "timeout"]
    assert len({envelope["payload"]["event_id"] for envelope in envelopes}) == 1
    assert len({envelope["envelope_id"] for envelope in envelopes}) == 3


async def test_an_event_lost_with_its_connection_comes_again_over_the_next(
    client: AsyncWebClient, workspace: Workspace, lea: Actor
) -> None:
    async with bare_socket(client, workspace) as socket:
        opening = asyncio.create_task(lea.open_home())
        lost = await socket.receive_json()
    await opening
    async with bare_socket(client, workspace) as socket:
        again = await socket.receive_json()
        await acknowledge(socket, again)
    assert again["payload"]["event_id"] == lost["payload"]["event_id"]
    assert again["retry_attempt"] == 1


async def test_what_happens_while_nobody_is_connected_is_held(
    client: AsyncWebClient, workspace: Workspace, lea: Actor
) -> None:
    await lea.say("anyone?")
    async with bare_socket(client, workspace) as socket:
        envelope = await socket.receive_json()
        await acknowledge(socket, envelope)
    assert envelope["payload"]["event"]["text"] == "anyone?"


async def test_each_envelope_goes_to_one_of_the_connections(
    client: AsyncWebClient, workspace: Workspace, lea: Actor
) -> None:
    async def answer_one(socket: Socket) -> str:
        envelope = await socket.receive_json()
        await acknowledge(socket, envelope)
        return envelope["payload"]["event"]["text"]

    async with bare_socket(client, workspace) as first, bare_socket(client, workspace) as second:
        answers = asyncio.gather(answer_one(first), answer_one(second))
        await lea.say("one")
        await lea.say("two")
        assert sorted(await answers) == ["one", "two"]


async def test_an_eleventh_connection_is_sent_away(client: AsyncWebClient, workspace: Workspace) -> None:
    async with contextlib.AsyncExitStack() as ten:
        for _ in range(10):
            await ten.enter_async_context(bare_socket(client, workspace))
        opened = await client.apps_connections_open(app_token=workspace.app_token)
        async with aiohttp.ClientSession() as session, session.ws_connect(opened["url"], timeout=PATIENCE) as socket:
            told = await socket.receive_json()
            assert (told["type"], told["reason"]) == ("disconnect", "too_many_websockets")
            assert (await socket.receive()).type == aiohttp.WSMsgType.CLOSE


async def test_a_refresh_warns_then_ends_the_connection_and_nothing_new_goes_over_it(
    client: AsyncWebClient, workspace: Workspace, playground: Playground, lea: Actor
) -> None:
    async with bare_socket(client, workspace) as old:
        refreshing = asyncio.create_task(playground.sockets.refresh(warning=60))
        assert (await old.receive_json())["reason"] == "warning"
        async with bare_socket(client, workspace) as new:
            for _ in range(3):
                saying = asyncio.create_task(lea.say("over the new one"))
                await acknowledge(new, await new.receive_json())
                await saying
            await old.close()
            await refreshing
    async with bare_socket(client, workspace) as stubborn:
        await playground.sockets.refresh(warning=0)
        assert [(await stubborn.receive_json())["reason"] for _ in range(2)] == ["warning", "refresh_requested"]
        assert (await stubborn.receive()).type == aiohttp.WSMsgType.CLOSE


async def test_a_ping_is_answered(client: AsyncWebClient, workspace: Workspace) -> None:
    opened = await client.apps_connections_open(app_token=workspace.app_token)
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(opened["url"], autoping=False, timeout=PATIENCE) as socket,
    ):
        await socket.receive_json()
        await socket.ping(b"sdk-ping-pong:1")
        pong = await socket.receive()
    assert (pong.type, bytes(pong.data)) == (aiohttp.WSMsgType.PONG, b"sdk-ping-pong:1")


async def test_an_app_hears_only_what_it_subscribed_to(app: AsyncApp, start: Any, lea: Actor) -> None:
    heard: list[str] = []

    @app.event("message")
    async def message(event: Any) -> None:
        heard.append(event["text"])

    @app.event("app_mention")
    async def mention(event: Any) -> None:
        heard.append(f"mention: {event['text']}")

    await start(app)
    await lea.say("in private")
    await lea.say("in a channel", "C0SALES")
    await lea.say("where the app is not", "C0QUIET")
    await lea.say("hello @greeter", "C0SALES")
    assert sorted(heard) == [
        "hello <@U0APPBOT>",
        "in a channel",
        "in private",
        "mention: hello <@U0APPBOT>",
    ]


async def test_an_app_hears_when_a_person_changes(
    workspace: Workspace, app: AsyncApp, start: Any, playground: Playground
) -> None:
    heard: list[str] = []

    @app.event("user_change")
    async def changed(event: Any) -> None:
        heard.append(event["user"]["profile"]["status_text"])

    await start(app)
    await playground.events.acknowledged(lambda: workspace.change_person("U0LEA", status_text="On holiday"))
    assert heard == ["On holiday"]


async def test_an_edit_is_told_as_a_message_that_changed(client: AsyncWebClient, workspace: Workspace) -> None:
    posted = await client.chat_postMessage(channel="C0SALES", text="before")
    async with bare_socket(client, workspace) as socket:
        await acknowledge(socket, await socket.receive_json())
        await client.chat_update(channel="C0SALES", ts=posted["ts"], text="after")
        envelope = await socket.receive_json()
        await acknowledge(socket, envelope)
    event = envelope["payload"]["event"]
    assert (event["subtype"], event["message"]["text"]) == ("message_changed", "after")
    assert event["previous_message"]["text"] == "before"


async def test_a_real_app_connects_again_after_the_connection_was_lost(
    app: AsyncApp, start: Any, playground: Playground, lea: Actor
) -> None:
    heard: list[str] = []

    @app.event("message")
    async def message(event: Any) -> None:
        heard.append(event["text"])

    await start(app)
    await playground.sockets.disconnect()
    await playground.connected()
    await lea.say("still there?")
    assert heard == ["still there?"]


async def test_a_real_app_survives_a_refresh_in_the_midst_of_messages(
    app: AsyncApp, start: Any, playground: Playground, lea: Actor
) -> None:
    unheard = {f"number {number}" for number in range(20)}
    all_heard = asyncio.Event()

    @app.event("message")
    async def message(event: Any) -> None:
        unheard.discard(event["text"])
        if not unheard:
            all_heard.set()

    await start(app)
    refreshing = asyncio.create_task(playground.sockets.refresh())
    for text in sorted(unheard):
        await lea.say(text)
    await refreshing
    async with asyncio.timeout(30):
        await all_heard.wait()


async def test_a_connection_that_is_cut_loses_no_event(
    client: AsyncWebClient, workspace: Workspace, playground: Playground, lea: Actor
) -> None:
    async with bare_socket(client, workspace) as socket:
        opening = asyncio.create_task(lea.open_home())
        lost = await socket.receive_json()
        playground.sockets.drop()
        assert (await socket.receive()).type in {aiohttp.WSMsgType.CLOSED, aiohttp.WSMsgType.ERROR}
    await opening
    async with bare_socket(client, workspace) as socket:
        again = await socket.receive_json()
        await acknowledge(socket, again)
    assert again["payload"]["event_id"] == lost["payload"]["event_id"]


async def test_an_event_can_be_delivered_twice_although_it_was_acknowledged(
    app: AsyncApp, start: Any, playground: Playground, lea: Actor
) -> None:
    heard: list[str] = []
    both = asyncio.Event()

    @app.event("message")
    async def message(body: Any) -> None:
        heard.append(body["event_id"])
        if len(heard) == 3:
            both.set()

    await start(app)
    playground.events.repeat()
    await lea.say("twice")
    await lea.say("once")
    async with asyncio.timeout(30):
        await both.wait()
    assert len(set(heard)) == 2


@pytest.mark.parametrize("ack_within", [0.5])
async def test_an_acknowledgement_that_comes_too_late_is_none(
    client: AsyncWebClient, workspace: Workspace, playground: Playground, lea: Actor
) -> None:
    playground.sockets.delay_acknowledgements(seconds=60)
    async with bare_socket(client, workspace) as socket:
        opening = asyncio.create_task(lea.open_home())
        await acknowledge(socket, await socket.receive_json())
        again = await socket.receive_json()
        await acknowledge(socket, again)
        await opening
    assert again["retry_attempt"] == 1


async def test_an_event_is_sent_again_when_the_clock_says_so(manifest: dict[str, Any], workspace: Workspace) -> None:
    async with Playground(workspace, ack_within=0.05) as playground:
        client = AsyncWebClient(token=workspace.bot_token, base_url=playground.api_url)
        async with bare_socket(client, workspace) as socket:
            await playground.acting_as("U0LEA").open_home()
            attempts = [(await socket.receive_json())["retry_attempt"] for _ in range(2)]
            for pause in (60, 300):
                await workspace.clock.jump(timedelta(seconds=pause))
                attempts.append((await socket.receive_json())["retry_attempt"])
    assert attempts == [0, 1, 2, 3]


async def test_leaving_while_an_app_and_an_unanswered_event_remain_does_not_hang(
    manifest: dict[str, Any],
) -> None:
    workspace = Workspace(manifest=manifest, clock=Clock())
    workspace.add_person("U0LEA", name="lea", real_name="Léa")
    async with aiohttp.ClientSession() as session, asyncio.timeout(5):
        async with Playground(workspace, ack_within=60) as playground:
            client = AsyncWebClient(token=workspace.bot_token, base_url=playground.api_url)
            opened = await client.apps_connections_open(app_token=workspace.app_token)
            socket = await session.ws_connect(opened["url"], timeout=PATIENCE)
            await playground.connected()
            saying = asyncio.create_task(playground.acting_as("U0LEA").say("hello?"))
            assert (await socket.receive_json())["type"] == "hello"
            assert (await socket.receive_json())["type"] == "events_api"
        await saying
        assert (await socket.receive()).type == aiohttp.WSMsgType.CLOSE
