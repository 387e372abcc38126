"""What the page gets and asks for, without a visitor."""

from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Playground, Workspace
from tests.playground.blocks import actions, button, modal, text_input
from tests.playground.visiting import act, call_of, next_of, watching


async def test_the_page_begins_with_everything_a_person_sees(
    visitor: aiohttp.ClientSession, playground: Playground, client: AsyncWebClient, workspace: Workspace
) -> None:
    workspace.guide = [{"as": "U0LEA", "text": {"en": "Say hello", "fr": "Dites bonjour"}}]
    await client.chat_postMessage(channel="U0LEA", text="Bonjour")
    await client.chat_postMessage(channel="U0TOM", text="not for Léa")
    async with watching(visitor, playground, "U0LEA") as (_, state):
        assert state["type"] == "state"
        assert (state["me"]["name"], state["me"]["locale"]) == ("lea", "fr-FR")
        assert {channel["id"] for channel in state["channels"]} == {"D0LEA", "C0SALES", "C0QUIET"}
        assert [message["text"] for message in state["messages"]["D0LEA"]] == ["Bonjour"]
        assert {person["name"] for person in state["people"]} == {"greeter", "lea", "tom"}
        assert [command["command"] for command in state["commands"]] == ["/greet", "/echo"]
        assert [shortcut["type"] for shortcut in state["shortcuts"]] == ["global", "message"]
        assert (state["home"], state["modals"], state["connected"]) == (None, [], False)
        assert state["clock"] == {"now": "2026-03-02T09:00:00+00:00", "busy": False, "ticking": False}
        assert state["guide"][0]["text"]["fr"] == "Dites bonjour"
        assert state["workspace"]["app_name"] == "Greeter"
        direct = next(channel for channel in state["channels"] if channel["is_im"])
        assert direct["user"] == workspace.bot_user_id


async def test_a_long_conversation_comes_in_parts_with_the_answers_between(
    visitor: aiohttp.ClientSession, playground: Playground, workspace: Workspace
) -> None:
    posts = [workspace.post("C0SALES", {"text": f"{number}", "user": "U0LEA"}) for number in range(200)]
    workspace.post("C0SALES", {"text": "answer", "user": "U0TOM"}, thread_ts=posts[60].ts)
    async with watching(visitor, playground, "U0LEA") as (_, state):
        newest = state["messages"]["C0SALES"]
        assert [message["text"] for message in newest] == [*map(str, range(50, 200)), "answer"]
        assert (state["has_earlier"]["C0SALES"], state["has_earlier"]["D0LEA"]) == (True, False)
    rest = await act(visitor, playground, "history", channel="C0SALES", before=newest[0]["ts"])
    assert [message["text"] for message in rest["messages"]] == [*map(str, range(50))]
    assert not rest["has_earlier"]
    some = await act(visitor, playground, "history", channel="C0SALES", before=None, back_to=posts[49].ts)
    assert (some["messages"][0]["text"], some["has_earlier"]) == ("49", True)


async def test_the_history_of_a_conversation_is_for_its_members(
    visitor: aiohttp.ClientSession, playground: Playground
) -> None:
    refused = await act(visitor, playground, "history", channel="D0TOM", before=None)
    assert (refused["ok"], refused["error"]) == (False, "not_in_channel")


async def test_the_page_begins_with_the_first_person_if_none_is_named(
    visitor: aiohttp.ClientSession, playground: Playground
) -> None:
    async with watching(visitor, playground, "") as (_, state):
        assert state["me"]["name"] == "lea"


async def test_a_person_is_told_what_concerns_them_and_nothing_else(
    visitor: aiohttp.ClientSession, playground: Playground, client: AsyncWebClient
) -> None:
    async with watching(visitor, playground, "U0LEA") as (socket, _):
        await client.chat_postMessage(channel="U0TOM", text="for Tom")
        await client.chat_postEphemeral(channel="C0SALES", user="U0TOM", text="psst Tom")
        await client.chat_postMessage(channel="C0SALES", text="for all")
        news = await next_of(socket, "message")
        assert (news["channel"], news["message"]["text"]) == ("C0SALES", "for all")
        await client.chat_delete(channel="C0SALES", ts=news["message"]["ts"])
        gone = await next_of(socket, "message_deleted")
        assert gone["ts"] == news["message"]["ts"]


async def test_the_inspector_shows_calls_both_ways_without_secrets(
    visitor: aiohttp.ClientSession,
    playground: Playground,
    workspace: Workspace,
    app: AsyncApp,
    start: Any,
) -> None:
    @app.command("/echo")
    async def echo(ack: Any) -> None:
        await ack(f"tokens: {workspace.bot_token} {workspace.app_token}")

    async with watching(visitor, playground, "U0LEA") as (socket, _):
        await start(app)
        opened = await call_of(socket, "apps.connections.open")
        assert opened["direction"] == "in"
        assert "ticket=•••" in opened["response"]["url"]
        await act(visitor, playground, "command", channel="D0LEA", text="/echo")
        sent = await call_of(socket, "/echo")
        assert (sent["direction"], sent["ok"], sent["error"]) == ("out", True, None)
        assert sent["payload"]["response_url"].endswith("/respond/•••")
        assert sent["response"] == {"text": "tokens: ••• •••"}


async def test_a_form_is_filled_and_sent_through_the_page(
    visitor: aiohttp.ClientSession, playground: Playground, app: AsyncApp, start: Any
) -> None:
    sent: list[Any] = []

    @app.command("/greet")
    async def open_form(ack: Any, body: Any, client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal(text_input(min_length=2)))
        await ack()

    @app.view("form")
    async def take(ack: Any, view: Any) -> None:
        sent.append(view["state"]["values"]["words"]["entered"]["value"])
        await ack()

    await start(app)
    async with watching(visitor, playground, "U0LEA") as (socket, _):
        await act(visitor, playground, "command", channel="D0LEA", text="/greet")
        (shown,) = (await next_of(socket, "modals"))["modals"]
        empty = {"type": "plain_text_input", "value": None}
        assert (shown["values"], shown["errors"]) == ({"words": {"entered": empty}}, {})
        place = {"view_id": shown["view"]["id"], "block_id": "words", "action_id": "entered"}
        short = {"type": "plain_text_input", "value": "h"}
        assert await act(visitor, playground, "set", **place, value=short) == {"ok": True}
        refused = await act(visitor, playground, "submit", view_id=shown["view"]["id"])
        assert refused == {"ok": True, "errors": {"words": "Veuillez saisir au moins 2 caractères."}}
        (shown,) = (await next_of(socket, "modals"))["modals"]
        assert shown["errors"] == refused["errors"]
        values = {"words": {"entered": {"type": "plain_text_input", "value": "hello"}}}
        assert await act(visitor, playground, "submit", view_id=shown["view"]["id"], values=values) == {"ok": True}
        assert (await next_of(socket, "modals"))["modals"] == []
    assert sent == ["hello"]


async def test_a_button_is_clicked_and_a_message_said_through_the_page(
    visitor: aiohttp.ClientSession, playground: Playground, app: AsyncApp, start: Any, client: AsyncWebClient
) -> None:
    clicked: list[str] = []

    @app.event("message")
    async def heard() -> None:
        pass

    @app.action("go")
    async def go(ack: Any, body: Any) -> None:
        clicked.append(body["user"]["id"] + body["actions"][0]["block_id"])
        await ack()

    await start(app)
    row = [actions(button("go"))]
    ts = (await client.chat_postMessage(channel="C0SALES", text="x", blocks=row))["ts"]
    container = {"type": "message", "channel": "C0SALES", "ts": ts}
    await act(visitor, playground, "click", container=container, block_id="row", action_id="go")
    assert clicked == ["U0LEArow"]
    redrawn = [
        {**actions(button("go", "8")), "block_id": "first"},
        {**actions(button("go", "7")), "block_id": "second"},
    ]
    await client.chat_update(channel="C0SALES", ts=ts, text="x", blocks=redrawn)
    await act(visitor, playground, "click", container=container, block_id="row", action_id="go", pressed="7")
    assert clicked == ["U0LEArow", "U0LEAsecond"]
    await act(visitor, playground, "say", channel="C0SALES", text="hello", thread_ts=ts)
    assert [message["text"] for message in playground.acting_as("U0TOM").messages("C0SALES")] == ["x", "hello"]


async def test_the_clock_jumps_and_the_page_sees_it_busy_meanwhile(
    visitor: aiohttp.ClientSession, playground: Playground, workspace: Workspace
) -> None:
    before = workspace.clock.now()
    async with watching(visitor, playground, "U0LEA") as (socket, _):
        await act(visitor, playground, "jump", seconds=3600)
        assert (await next_of(socket, "clock"))["clock"]["busy"] is True
    assert workspace.clock.now() == before + timedelta(hours=1)
    await act(visitor, playground, "jump", to="2026-03-03T00:00:00+00:00")
    assert workspace.clock.now().isoformat() == "2026-03-03T00:00:00+00:00"


async def test_one_chooses_ones_language_on_the_page(
    visitor: aiohttp.ClientSession, playground: Playground, workspace: Workspace
) -> None:
    async with watching(visitor, playground, "U0LEA") as (socket, _):
        await act(visitor, playground, "change_language", locale="en-GB")
        assert (await next_of(socket, "person"))["person"]["locale"] == "en-GB"
    assert workspace.user("U0LEA").locale == "en-GB"


@pytest.mark.parametrize(
    ("do", "asked", "error"),
    [
        ("fly", {}, "unknown_act"),
        ("say", {"channel": "G0BOARD", "text": "let me in"}, "not_in_channel"),
        ("say", {}, "invalid_arguments"),
        ("jump", {"seconds": -1}, "invalid_arguments"),
        ("change_language", {"locale": "klingon"}, "invalid_arguments"),
        ("submit", {"view_id": "V0NOWHERE"}, "not_found"),
        ("click", {"container": {"channel": "C0SALES", "ts": "1.1"}}, "message_not_found"),
    ],
)
async def test_what_cannot_be_done_is_said(
    visitor: aiohttp.ClientSession, playground: Playground, do: str, asked: dict[str, Any], error: str
) -> None:
    answer = await act(visitor, playground, do, **asked)
    assert (answer["ok"], answer["error"]) == (False, error)
    assert answer["text"]
