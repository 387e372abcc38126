"""What people do with messages, Home, commands and shortcuts, through a real Bolt app."""

from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.webhook.async_client import AsyncWebhookClient

from bot.playground import Actor, Workspace
from bot.playground.errors import SlackError
from tests.playground.blocks import actions, button, home, modal, option, plain

STATIC = {"type": "static_select", "action_id": "pick", "options": [option("red"), option("blue")]}


@pytest.fixture
def clicks(app: AsyncApp) -> list[dict[str, Any]]:
    """Give the bodies of all block_actions the app gets."""
    bodies: list[dict[str, Any]] = []

    @app.action({"type": "block_actions", "action_id": "go"})
    @app.action("pick")
    @app.action("more")
    async def note(ack: Any, body: Any) -> None:
        bodies.append(body)
        await ack()

    return bodies


# Messages


async def test_a_click_on_a_message_carries_the_message_and_where_it_stands(
    app: AsyncApp, start: Any, clicks: list[dict[str, Any]], client: AsyncWebClient, lea: Actor
) -> None:
    await start(app)
    row = actions(button("go", "1"), button("other"))
    posted = await client.chat_postMessage(channel="C0SALES", text="Choose", blocks=[row])
    await lea.click("go", message=lea.messages("C0SALES")[0])
    (body,) = clicks
    assert body["container"] == {
        "type": "message",
        "message_ts": posted["ts"],
        "channel_id": "C0SALES",
        "is_ephemeral": False,
    }
    assert body["channel"] == {"id": "C0SALES", "name": "sales"}
    assert body["message"]["text"] == "Choose"
    assert body["user"]["id"] == "U0LEA"
    assert body["state"] == {"values": {}}
    (action,) = body["actions"]
    assert (action["action_id"], action["block_id"], action["value"]) == ("go", "row", "1")
    assert action["text"] == {"type": "plain_text", "text": "Go", "emoji": True}
    assert action["action_ts"]


async def test_buttons_with_one_action_id_are_told_apart_by_their_value(
    app: AsyncApp, start: Any, clicks: list[dict[str, Any]], client: AsyncWebClient, lea: Actor
) -> None:
    await start(app)
    rows = [actions(button("go", "1")), {**actions(button("go", "2")), "block_id": "second"}]
    await client.chat_postMessage(channel="U0LEA", text="Choose", blocks=rows)
    await lea.click("go", message=lea.messages()[0], value="2")
    assert clicks[0]["actions"][0]["block_id"] == "second"
    with pytest.raises(LookupError, match="no go"):
        await lea.click("go", message=lea.messages()[0], value="3")


async def test_a_menu_in_a_message_keeps_what_each_person_chose(
    *, app: AsyncApp, start: Any, clicks: list[dict[str, Any]], client: AsyncWebClient, lea: Actor, tom: Actor
) -> None:
    await start(app)
    await client.chat_postMessage(channel="C0SALES", text="x", blocks=[actions(STATIC, button("go"))])
    message = lea.messages("C0SALES")[0]
    await lea.click("pick", message=message, value="blue")
    await lea.click("go", message=message)
    await tom.click("go", message=message)
    chosen = [body["state"]["values"]["row"]["pick"]["selected_option"] for body in clicks]
    assert [option and option["value"] for option in chosen] == ["blue", "blue", None]
    assert clicks[0]["actions"][0]["selected_option"]["value"] == "blue"


async def test_an_overflow_gives_the_chosen_option(
    app: AsyncApp, start: Any, clicks: list[dict[str, Any]], client: AsyncWebClient, lea: Actor
) -> None:
    await start(app)
    overflow = {"type": "overflow", "action_id": "more", "options": [option("edit"), option("delete")]}
    await client.chat_postMessage(channel="U0LEA", text="x", blocks=[actions(overflow)])
    await lea.click("more", message=lea.messages()[0], value="delete")
    assert clicks[0]["actions"][0]["selected_option"]["value"] == "delete"


async def test_a_response_url_replaces_posts_and_deletes_five_times(
    *, app: AsyncApp, start: Any, clicks: list[dict[str, Any]], client: AsyncWebClient, lea: Actor, tom: Actor
) -> None:
    await start(app)
    await client.chat_postMessage(channel="C0SALES", text="Choose", blocks=[actions(button("go"))])
    await lea.click("go", message=lea.messages("C0SALES")[0])
    answer = AsyncWebhookClient(clicks[0]["response_url"])
    assert (await answer.send(text="Chosen", replace_original=True)).body == "ok"
    assert [(message["text"], message["blocks"]) for message in tom.messages("C0SALES")] == [("Chosen", [])]
    await answer.send(text="for you")
    assert [message["text"] for message in lea.messages("C0SALES")] == ["Chosen", "for you"]
    assert [message["text"] for message in tom.messages("C0SALES")] == ["Chosen"]
    await answer.send(text="for all", response_type="in_channel")
    assert [message["text"] for message in tom.messages("C0SALES")] == ["Chosen", "for all"]
    await answer.send(text="", delete_original=True)
    assert [message["text"] for message in tom.messages("C0SALES")] == ["for all"]
    assert (await answer.send(text="fifth")).status_code == 200
    sixth = await answer.send(text="sixth")
    assert (sixth.status_code, "used_url" in sixth.body) == (404, True)


async def test_a_response_url_lasts_thirty_minutes_of_the_playgrounds_time(
    app: AsyncApp, start: Any, clicks: list[dict[str, Any]], client: AsyncWebClient, lea: Actor
) -> None:
    await start(app)
    await client.chat_postMessage(channel="U0LEA", text="Choose", blocks=[actions(button("go"))])
    await lea.click("go", message=lea.messages()[0])
    await lea.until(lambda: clicks)
    clock = lea._workspace.clock
    clock.set(clock.now().replace(minute=31))
    late = await AsyncWebhookClient(clicks[0]["response_url"]).send(text="late")
    assert (late.status_code, "expired_url" in late.body) == (404, True)


async def test_an_ephemeral_message_that_is_clicked_is_not_handed_back_but_can_be_replaced(
    app: AsyncApp, start: Any, clicks: list[dict[str, Any]], client: AsyncWebClient, lea: Actor
) -> None:
    await start(app)
    blocks = [actions(button("go"))]
    await client.chat_postEphemeral(channel="C0SALES", user="U0LEA", text="psst", blocks=blocks)
    await lea.click("go", message=lea.messages("C0SALES")[0])
    assert clicks[0]["container"]["is_ephemeral"] is True
    assert "message" not in clicks[0]
    await AsyncWebhookClient(clicks[0]["response_url"]).send(text="done", replace_original=True)
    (message,) = lea.messages("C0SALES")
    assert (message["text"], message["is_ephemeral"]) == ("done", True)


# Home


async def test_opening_home_tells_the_app_and_a_click_there_carries_the_view(
    app: AsyncApp, start: Any, clicks: list[dict[str, Any]], lea: Actor
) -> None:
    opened: list[dict[str, Any]] = []

    @app.event("app_home_opened")
    async def show(event: Any, client: AsyncWebClient) -> None:
        opened.append(event)
        view = home({"type": "section", "text": plain("Hello"), "accessory": button("go")})
        await client.views_publish(user_id=event["user"], view=view)

    await start(app)
    await lea.open_home()
    await lea.open_home()
    assert [(event["tab"], event["channel"], "view" in event) for event in opened] == [
        ("home", "D0LEA", False),
        ("home", "D0LEA", True),
    ]
    assert lea.home is not None
    await lea.click("go", view=lea.home)
    assert clicks[0]["container"] == {"type": "view", "view_id": lea.home["id"]}
    assert clicks[0]["view"]["type"] == "home"
    assert "response_url" not in clicks[0]


# Commands


async def test_a_command_carries_its_text_and_its_place(app: AsyncApp, start: Any, lea: Actor) -> None:
    got: list[dict[str, Any]] = []

    @app.command("/echo")
    async def echo(ack: Any, command: Any) -> None:
        got.append(command)
        await ack(f"You said: {command['text']}")

    await start(app)
    await lea.command("/echo hello  you @tom")
    await lea.command("/echo there", "C0SALES")
    assert [(each["text"], each["channel_name"]) for each in got] == [
        ("hello  you @tom", "directmessage"),
        ("there", "sales"),
    ]
    assert (got[0]["user_name"], got[0]["is_enterprise_install"]) == ("lea", "false")
    (answer,) = lea.messages()
    assert (answer["text"], answer["is_ephemeral"]) == ("You said: hello  you @tom", True)


async def test_names_are_escaped_where_the_manifest_asks_for_it(app: AsyncApp, start: Any, lea: Actor) -> None:
    got: list[str] = []

    @app.command("/greet")
    async def greet(ack: Any, command: Any) -> None:
        got.append(command["text"])
        await ack()

    await start(app)
    await lea.command("/greet @tom in #sales not @nobody or tom@acme.com")
    assert got == ["<@U0TOM|tom> in <#C0SALES|sales> not @nobody or tom@acme.com"]
    assert lea.messages() == []


async def test_a_command_may_answer_for_everyone(app: AsyncApp, start: Any, lea: Actor, tom: Actor) -> None:
    @app.command("/echo")
    async def echo(ack: Any) -> None:
        await ack(text="Hear me", response_type="in_channel")

    await start(app)
    await lea.command("/echo", "C0SALES")
    assert [message["text"] for message in tom.messages("C0SALES")] == ["Hear me"]


async def test_an_unknown_command_is_refused_by_slack_itself(lea: Actor) -> None:
    await lea.command("/nonsense at all")
    (toast,) = lea.toasts
    assert toast["code"] == "unknown_command"
    assert toast["text"].startswith("/nonsense n’est pas une commande valide")


@pytest.mark.parametrize("ack_within", [0.05])
async def test_an_app_that_is_silent_makes_slack_say_so_in_the_persons_language(
    app: AsyncApp, start: Any, client: AsyncWebClient, lea: Actor, tom: Actor
) -> None:
    @app.command("/echo")
    @app.action("go")
    async def silent() -> None:
        pass

    await start(app)
    await client.chat_postMessage(channel="C0SALES", text="x", blocks=[actions(button("go"))])
    await tom.command("/echo")
    await lea.command("/echo")
    await tom.click("go", message=tom.messages("C0SALES")[0])
    assert tom.toasts == [
        {"text": '/echo failed with the error "operation_timeout"', "code": "operation_timeout"},
        {"text": "We had some trouble connecting. Try again?", "code": "operation_timeout"},
    ]
    assert lea.toasts[0]["text"] == "/echo a échoué avec l’erreur « operation_timeout »"


async def test_without_a_connection_nothing_can_be_dispatched(tom: Actor) -> None:
    await tom.command("/echo")
    assert tom.toasts[0]["text"] == '/echo failed with the error "dispatch_failed"'


# Shortcuts


async def test_shortcuts_are_global_or_on_a_message(
    app: AsyncApp, start: Any, client: AsyncWebClient, lea: Actor
) -> None:
    got: list[dict[str, Any]] = []

    @app.shortcut("greet")
    @app.shortcut("reply")
    async def note(ack: Any, body: Any) -> None:
        got.append(body)
        await ack()

    await start(app)
    posted = await client.chat_postMessage(channel="C0SALES", text="case")
    message = lea.messages("C0SALES")[0]
    await lea.shortcut("greet")
    await lea.shortcut("reply", message)
    assert [body["type"] for body in got] == ["shortcut", "message_action"]
    assert (got[1]["message_ts"], got[1]["message"]["text"]) == (posted["ts"], "case")
    assert got[1]["channel"]["id"] == "C0SALES"
    for mistaken in (lea.shortcut("greet", message), lea.shortcut("reply"), lea.shortcut("nothing")):
        with pytest.raises(SlackError, match="shortcut_not_found"):
            await mistaken


# Triggers


async def test_a_trigger_opens_one_view_within_three_seconds(client: AsyncWebClient, workspace: Workspace) -> None:
    async def code(trigger_id: str) -> str:
        with pytest.raises(SlackApiError) as refused:
            await client.views_open(trigger_id=trigger_id, view=modal())
        return refused.value.response["error"]

    first, second = workspace.triggers.issue("U0LEA"), workspace.triggers.issue("U0LEA")
    await client.views_open(trigger_id=first, view=modal())
    assert await code(first) == "exchanged_trigger_id"
    workspace.clock.set(workspace.clock.now() + timedelta(seconds=3.1))
    assert await code(second) == "expired_trigger_id"
    assert await code("1.2.abc") == "invalid_trigger_id"


async def test_a_view_that_is_refused_does_not_spend_its_trigger(client: AsyncWebClient, workspace: Workspace) -> None:
    trigger_id = workspace.triggers.issue("U0LEA")
    with pytest.raises(SlackApiError, match="invalid_arguments"):
        await client.views_open(trigger_id=trigger_id, view=modal(title="x" * 25))
    assert (await client.views_open(trigger_id=trigger_id, view=modal()))["ok"]


# Talking


async def test_people_talk_only_where_they_are_and_what_they_type_is_plain_text(lea: Actor, tom: Actor) -> None:
    await lea.say("a < b & <!channel> @tom", "C0SALES")
    assert tom.messages("C0SALES")[0]["text"] == "a &lt; b &amp; &lt;!channel&gt; <@U0TOM>"
    with pytest.raises(SlackError, match="not_in_channel"):
        await tom.say("let me in", "C0QUIET")


async def test_waiting_for_what_never_comes_says_what_is_seen_instead(client: AsyncWebClient, lea: Actor) -> None:
    await client.chat_postMessage(channel="U0LEA", text="Bonjour")
    with pytest.raises(AssertionError, match=r"lea sees messages \['Bonjour'\]"):
        await lea.until(lambda: len(lea.messages()) > 1, timeout=0.01)


async def test_a_response_url_takes_only_what_slack_would_show(
    app: AsyncApp, start: Any, clicks: list[dict[str, Any]], client: AsyncWebClient, lea: Actor
) -> None:
    await start(app)
    await client.chat_postMessage(channel="U0LEA", text="Choose", blocks=[actions(button("go"))])
    await lea.click("go", message=lea.messages()[0])
    async with aiohttp.ClientSession() as session:
        body = {"blocks": [{"type": "nonsense"}]}
        async with session.post(clicks[0]["response_url"], json=body) as response:
            assert (response.status, await response.json()) == (400, {"ok": False, "error": "invalid_blocks"})
