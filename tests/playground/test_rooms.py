"""Making and entering conversations, and what an app hears of it."""

from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Playground, Workspace
from tests.playground.refusals import code, refusal


async def test_an_app_makes_a_channel_and_is_in_it(client: AsyncWebClient, workspace: Workspace) -> None:
    channel = (await client.conversations_create(name="wins-2026"))["channel"]
    assert (channel["name"], channel["is_member"], channel["creator"]) == ("wins-2026", True, workspace.bot_user_id)
    private = (await client.conversations_create(name="plans", is_private=True))["channel"]
    assert (private["is_private"], private["is_group"]) == (True, True)
    await client.chat_postMessage(channel=private["id"], text="Between us")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", "invalid_name_required"),
        ("x" * 81, "invalid_name_maxlength"),
        ("Wins", "invalid_name_specials"),
        ("big wins", "invalid_name_specials"),
        ("--", "invalid_name_punctuation"),
        ("sales", "name_taken"),
    ],
)
async def test_a_name_that_no_channel_may_have_is_refused(client: AsyncWebClient, name: str, expected: str) -> None:
    assert await code(client.conversations_create(name=name)) == expected


async def test_an_app_enters_a_public_channel_once(client: AsyncWebClient) -> None:
    joined = await client.conversations_join(channel="C0QUIET")
    assert joined["channel"]["is_member"] is True
    assert "warning" not in joined.data
    again = await client.conversations_join(channel="C0QUIET")
    assert (again["warning"], again["response_metadata"]["warnings"]) == ("already_in_channel", ["already_in_channel"])


async def test_an_app_enters_nothing_that_is_private_closed_or_not_there(
    client: AsyncWebClient, workspace: Workspace
) -> None:
    assert await code(client.conversations_join(channel="D0LEA")) == "method_not_supported_for_channel_type"
    assert await code(client.conversations_join(channel="G0BOARD")) == "channel_not_found"
    assert await code(client.conversations_join(channel="C0NOWHERE")) == "channel_not_found"
    workspace.archive("C0QUIET")
    assert await code(client.conversations_join(channel="C0QUIET")) == "is_archived"


async def test_people_are_invited_all_or_none(client: AsyncWebClient, workspace: Workspace) -> None:
    made = (await client.conversations_create(name="wins"))["channel"]["id"]
    refused = await refusal(client.conversations_invite(channel=made, users="U0LEA,U0NOBODY"))
    assert refused["errors"] == [{"user": "U0NOBODY", "ok": False, "error": "user_not_found"}]
    assert workspace.channel(made).members == (workspace.bot_user_id,)
    await client.conversations_invite(channel=made, users=["U0LEA", "U0TOM"])
    assert workspace.channel(made).members == (workspace.bot_user_id, "U0LEA", "U0TOM")


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"channel": "C0NOWHERE", "users": "U0LEA"}, "channel_not_found"),
        ({"channel": "D0LEA", "users": "U0TOM"}, "method_not_supported_for_channel_type"),
        ({"channel": "C0QUIET", "users": "U0TOM"}, "not_in_channel"),
        ({"channel": "C0SALES", "users": ","}, "no_user"),
        ({"channel": "C0SALES", "users": "U0NOBODY"}, "user_not_found"),
        ({"channel": "C0SALES", "users": "U0APPBOT"}, "cant_invite_self"),
        ({"channel": "C0SALES", "users": "U0LEA"}, "already_in_channel"),
    ],
)
async def test_who_cannot_be_invited_is_named(client: AsyncWebClient, asked: dict[str, str], expected: str) -> None:
    assert await code(client.conversations_invite(**asked)) == expected


async def test_nobody_is_invited_to_an_archived_channel(client: AsyncWebClient, workspace: Workspace) -> None:
    workspace.archive("C0SALES")
    assert await code(client.conversations_invite(channel="C0SALES", users="U0LEA")) == "is_archived"


async def test_an_app_hears_who_comes(
    app: AsyncApp, start: Any, client: AsyncWebClient, playground: Playground, workspace: Workspace
) -> None:
    heard: list[tuple[str, str]] = []

    @app.event("channel_created")
    async def created(event: Any) -> None:
        heard.append(("created", event["channel"]["name"]))

    @app.event("member_joined_channel")
    async def entered(event: Any) -> None:
        heard.append((event["user"], event.get("inviter", "by themselves")))

    @app.event("team_join")
    async def joined(event: Any) -> None:
        heard.append((event["user"]["id"], event["user"]["real_name"]))

    await start(app)
    bot, tell = workspace.bot_user_id, playground.events.acknowledged
    await tell(lambda: workspace.create_channel("wins", "U0LEA", is_private=False))
    await tell(lambda: workspace.create_channel("plans", bot, is_private=True))
    await tell(lambda: workspace.enter("C0QUIET", "U0TOM"))
    await tell(lambda: workspace.enter("C0QUIET", bot, inviter="U0LEA"))
    await tell(lambda: workspace.join("U0NEW", name="new", real_name="Noé Wolf"))
    assert heard == [("created", "wins"), (bot, "U0LEA"), ("U0NEW", "Noé Wolf")]
