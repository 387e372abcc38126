"""What hangs on messages and conversations: reactions, pins, bookmarks; and Block Kit's rules on request."""

from collections.abc import Awaitable
from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actor, Workspace
from bot.playground.errors import SlackError
from tests.playground.blocks import actions, button, modal, text_input
from tests.playground.refusals import code, refusal

LINK = {"channel_id": "C0SALES", "title": "Deals", "type": "link", "link": "https://acme.test"}


async def post(client: AsyncWebClient) -> dict[str, str]:
    posted = await client.chat_postMessage(channel="C0SALES", text="Hello")
    return {"channel": "C0SALES", "timestamp": posted["ts"]}


async def test_a_reaction_comes_and_goes(client: AsyncWebClient, lea: Actor) -> None:
    item = await post(client)
    await client.reactions_add(**item, name="tada")
    await lea.react("tada", item["timestamp"], "C0SALES")
    got = await client.reactions_get(**item)
    assert got["message"]["reactions"] == [{"name": "tada", "users": ["U0APPBOT", "U0LEA"], "count": 2}]
    assert got["message"]["permalink"].startswith("https://acme.slack.com/archives/C0SALES/p")
    assert await code(client.reactions_add(**item, name="tada")) == "already_reacted"
    await client.reactions_remove(**item, name="tada")
    await lea.unreact("tada", item["timestamp"], "C0SALES")
    assert "reactions" not in (await client.reactions_get(**item))["message"]
    assert await code(client.reactions_remove(**item, name="tada")) == "no_reaction"


async def test_an_app_hears_of_reactions_where_it_is(
    app: AsyncApp, start: Any, client: AsyncWebClient, workspace: Workspace, lea: Actor
) -> None:
    heard: list[tuple[str, str, str]] = []

    @app.event("reaction_added")
    @app.event("reaction_removed")
    async def note(event: Any) -> None:
        heard.append((event["type"], event["reaction"], event["item"]["channel"]))

    await start(app)
    item = await post(client)
    await lea.react("wave", item["timestamp"], "C0SALES")
    await lea.unreact("wave", item["timestamp"], "C0SALES")
    elsewhere = workspace.post("C0QUIET", {"user": "U0LEA", "text": "alone"})
    await lea.react("wave", elsewhere.ts, "C0QUIET")
    assert heard == [("reaction_added", "wave", "C0SALES"), ("reaction_removed", "wave", "C0SALES")]


async def test_a_person_reacts_only_to_what_they_see(client: AsyncWebClient, lea: Actor) -> None:
    only_tom = await client.chat_postEphemeral(channel="C0SALES", user="U0TOM", text="Only you")
    with pytest.raises(SlackError, match="message_not_found"):
        await lea.react("wave", only_tom["message_ts"], "C0SALES")


async def test_a_pin_is_listed_counted_and_taken_away(client: AsyncWebClient, workspace: Workspace) -> None:
    item = await post(client)
    await client.pins_add(**item)
    assert await code(client.pins_add(**item)) == "already_pinned"
    [pinned] = (await client.pins_list(channel="C0SALES"))["items"]
    assert (pinned["type"], pinned["created_by"], pinned["message"]["ts"]) == (
        "message",
        workspace.bot_user_id,
        item["timestamp"],
    )
    assert (await client.conversations_history(channel="C0SALES"))["pin_count"] == 1
    await client.pins_remove(**item)
    assert (await client.pins_list(channel="C0SALES"))["items"] == []
    assert await code(client.pins_remove(**item)) == "no_pin"


async def test_a_conversation_takes_a_hundred_pins(client: AsyncWebClient, workspace: Workspace) -> None:
    for number in range(100):
        workspace.pin(workspace.post("C0SALES", {"user": "U0LEA", "text": str(number)}), "U0LEA")
    assert await code(client.pins_add(**await post(client))) == "too_many_pins"


@pytest.mark.parametrize("method", ["pins.add", "pins.remove", "reactions.add", "reactions.get", "reactions.remove"])
@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"channel": "C0SALES"}, "no_item_specified"),
        ({"channel": "C0NOWHERE", "timestamp": "1.1"}, "channel_not_found"),
        ({"channel": "C0SALES", "timestamp": "soon"}, "bad_timestamp"),
        ({"channel": "C0SALES", "timestamp": "1.1"}, "message_not_found"),
    ],
)
async def test_an_item_that_is_not_there_is_refused(
    client: AsyncWebClient, method: str, item: dict[str, str], expected: str
) -> None:
    assert await code(client.api_call(method, json={**item, "name": "tada"})) == expected


@pytest.mark.parametrize("method", ["reactions.add", "reactions.remove"])
@pytest.mark.parametrize("name", ["Ta Da", "tada!", "::"])
async def test_a_name_that_no_emoji_has_is_refused(client: AsyncWebClient, method: str, name: str) -> None:
    item = await post(client)
    assert await code(client.api_call(method, json={**item, "name": name})) == "invalid_name"


async def test_only_where_the_app_is_it_pins(client: AsyncWebClient, workspace: Workspace) -> None:
    alone = workspace.post("C0QUIET", {"user": "U0LEA", "text": "alone"})
    assert await code(client.pins_add(channel="C0QUIET", timestamp=alone.ts)) == "not_in_channel"


async def test_nothing_is_added_to_an_archived_channel(client: AsyncWebClient, workspace: Workspace) -> None:
    item = await post(client)
    workspace.archive("C0SALES")
    assert await code(client.reactions_add(**item, name="tada")) == "is_archived"


async def test_a_link_is_kept_on_top_of_a_conversation(client: AsyncWebClient, workspace: Workspace) -> None:
    bookmark = (await client.bookmarks_add(**LINK, emoji=":tada:"))["bookmark"]
    assert (bookmark["title"], bookmark["link"], bookmark["emoji"]) == ("Deals", "https://acme.test", ":tada:")
    assert workspace.bookmarks["C0SALES"] == [bookmark]


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"channel_id": "C0NOWHERE"}, "channel_not_found"),
        ({"type": "folder"}, "invalid_bookmark_type"),
        ({"link": "deals"}, "invalid_link"),
        ({"emoji": "tada"}, "invalid_emoji"),
        ({"title": ""}, "invalid_arguments"),
    ],
)
async def test_a_bookmark_that_is_none_is_refused(
    client: AsyncWebClient, changed: dict[str, str], expected: str
) -> None:
    assert await code(client.bookmarks_add(**LINK | changed)) == expected


async def test_a_conversation_takes_a_hundred_bookmarks(client: AsyncWebClient) -> None:
    for _ in range(100):
        await client.bookmarks_add(**LINK)
    assert await code(client.bookmarks_add(**LINK)) == "too_many_bookmarks"


BAD_BUTTON = actions({**button("go"), "text": {"type": "plain_text", "text": "x" * 76}})


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"blocks": [BAD_BUTTON]}, ("invalid_blocks", "/0/elements/0/text/text")),
        ({"view": modal(BAD_BUTTON)}, ("invalid_view", "/blocks/0/elements/0/text/text")),
        ({"view": {"type": "letter"}}, ("invalid_view", "/type")),
        ({"message": {"blocks": [BAD_BUTTON]}}, ("invalid_message", "/blocks/0/elements/0/text/text")),
    ],
)
async def test_what_is_wrong_with_blocks_is_said_with_its_place(
    client: AsyncWebClient, asked: dict[str, Any], expected: tuple[str, str]
) -> None:
    refused = await refusal(client.api_call("blocks.validate", json=asked))
    assert (refused["error"], refused["errors"][0]["pointer"]) == expected


async def test_the_constraint_that_failed_is_named_with_what_it_asks(client: AsyncWebClient) -> None:
    headline = {"type": "section", "text": {"type": "invalid", "text": "words"}}
    refused = await refusal(client.api_call("blocks.validate", json={"blocks": [headline]}))
    assert refused["errors"] == [
        {
            "code": "failed_constraint",
            "message": "unsupported type: invalid",
            "pointer": "/0/text/type",
            "constraint": {"type": "enum", "expected": ["plain_text", "mrkdwn"]},
        }
    ]


@pytest.mark.parametrize(
    "asked", [{"blocks": [actions(button("go"))]}, {"view": modal(text_input())}, {"message": {"text": "Hello"}}]
)
async def test_good_blocks_are_called_so(client: AsyncWebClient, asked: dict[str, Any]) -> None:
    assert (await client.api_call("blocks.validate", json=asked))["ok"]


@pytest.mark.parametrize("asked", [{}, {"blocks": [], "view": {}}, {"message": "Hello"}])
async def test_exactly_one_thing_is_validated(client: AsyncWebClient, asked: dict[str, Any]) -> None:
    call: Awaitable[Any] = client.api_call("blocks.validate", json=asked)
    assert await code(call) == "invalid_arguments"
