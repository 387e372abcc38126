"""The Web API as slack-sdk meets it."""

from datetime import UTC, datetime
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actor, Playground, Workspace
from tests.playground.refusals import code, refusal


def header(text: str = "Hello") -> dict[str, Any]:
    return {"type": "header", "text": {"type": "plain_text", "text": text}}


# Who calls


async def test_a_bot_token_says_who_it_is(client: AsyncWebClient, workspace: Workspace) -> None:
    answer = await client.auth_test()
    assert (answer["team_id"], answer["user_id"], answer["bot_id"]) == (
        workspace.id,
        workspace.bot_user_id,
        workspace.bot_id,
    )


@pytest.mark.parametrize(("token", "expected"), [(None, "not_authed"), ("xoxb-somebody-else", "invalid_auth")])
async def test_a_missing_and_an_unknown_token_are_refused(
    playground: Playground, token: str | None, expected: str
) -> None:
    assert await code(AsyncWebClient(token=token, base_url=playground.api_url).auth_test()) == expected


async def test_each_method_takes_its_own_kind_of_token(client: AsyncWebClient, workspace: Workspace) -> None:
    assert await code(client.apps_connections_open(app_token=workspace.bot_token)) == "not_allowed_token_type"
    assert await code(client.auth_test(token=workspace.app_token)) == "not_allowed_token_type"


@pytest.mark.parametrize(
    ("content_type", "body", "warning"),
    [
        ("application/json", "{}", "missing_charset"),
        ("application/json; charset=utf-8", "{}", None),
        ("application/x-www-form-urlencoded", "a=b", None),
        ("application/x-www-form-urlencoded; charset=utf-8", "a=b", "superfluous_charset"),
    ],
)
async def test_a_body_that_says_too_little_or_too_much_of_its_charset_is_warned_of(
    playground: Playground, content_type: str, body: str, warning: str | None
) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.post(
            f"{playground.api_url}api.test", data=body.encode(), headers={"Content-Type": content_type}
        ) as response,
    ):
        answer = await response.json()
    assert answer["ok"]
    assert answer.get("warning") == warning
    assert answer.get("response_metadata", {}).get("warnings") == ([warning] if warning else None)


async def test_a_text_that_is_cut_is_warned_of(client: AsyncWebClient) -> None:
    posted = await client.chat_postMessage(channel="C0SALES", text="x" * 40_001)
    assert (posted["warning"], len(posted["message"]["text"])) == ("message_truncated", 40_000)


async def test_a_scope_the_manifest_lacks_is_named(client: AsyncWebClient, manifest: dict[str, Any]) -> None:
    refused = await refusal(client.conversations_list(types="mpim"))
    assert (refused["error"], refused["needed"]) == ("missing_scope", "mpim:read")
    assert refused["provided"] == ",".join(sorted(manifest["oauth_config"]["scopes"]["bot"]))


async def test_a_method_that_is_not_there_is_unknown(client: AsyncWebClient) -> None:
    assert await code(client.api_call("chat.shout")) == "unknown_method"


# How arguments come


@pytest.mark.parametrize("how", ["params", "data", "json"])
async def test_arguments_come_in_the_query_a_form_or_json(
    client: AsyncWebClient, how: str, workspace: Workspace
) -> None:
    verb = "GET" if how == "params" else "POST"
    arguments = {"channel": "C0SALES", "text": "hi"}
    answer = await client.api_call("chat.postMessage", http_verb=verb, **{how: arguments})
    assert answer["message"]["text"] == "hi"
    assert answer["message"]["bot_id"] == workspace.bot_id


async def test_arguments_come_in_multipart_with_the_token_among_them(
    playground: Playground, workspace: Workspace
) -> None:
    form = aiohttp.FormData({"token": workspace.bot_token, "user": "U0LEA"}, default_to_multipart=True)
    url = f"{playground.api_url}users.info"
    async with aiohttp.ClientSession() as session, session.post(url, data=form) as response:
        assert (await response.json())["user"]["name"] == "lea"
    assert "token" not in playground.calls[-1].args


async def test_blocks_may_be_a_json_string_and_not_any_string(client: AsyncWebClient) -> None:
    await client.chat_postMessage(channel="C0SALES", text="x", blocks='[{"type": "divider"}]')
    broken = client.chat_postMessage(channel="C0SALES", text="x", blocks="[{")
    assert await code(broken) == "invalid_blocks_format"


async def test_a_missing_argument_is_named(client: AsyncWebClient) -> None:
    refused = await refusal(client.api_call("users.info"))
    assert refused["error"] == "invalid_arguments"
    assert refused["response_metadata"]["messages"] == ["[ERROR] missing required field: user"]


async def test_every_call_is_recorded_without_its_token(
    client: AsyncWebClient, playground: Playground, workspace: Workspace
) -> None:
    await client.chat_postMessage(channel="C0SALES", text="hi")
    call = playground.calls[-1]
    assert (call.method, call.args["text"], call.response["ok"]) == ("chat.postMessage", "hi", True)
    assert call.at == workspace.clock.now()
    assert workspace.bot_token not in str(call)


# People and conversations


async def test_the_locale_comes_only_when_asked_for(client: AsyncWebClient) -> None:
    assert "locale" not in (await client.users_info(user="U0LEA"))["user"]
    assert (await client.users_info(user="U0LEA", include_locale=True))["user"]["locale"] == "fr-FR"


async def test_the_zone_offset_follows_daylight_saving(client: AsyncWebClient, workspace: Workspace) -> None:
    assert (await client.users_info(user="U0LEA"))["user"]["tz_offset"] == 3600
    workspace.clock.set(datetime(2026, 7, 1, tzinfo=UTC))
    assert (await client.users_info(user="U0LEA"))["user"]["tz_offset"] == 7200


async def test_nobody_is_found_by_a_wrong_id(client: AsyncWebClient) -> None:
    assert await code(client.users_info(user="U0NOBODY")) == "user_not_found"


async def test_a_list_is_paged_by_cursor_and_a_made_up_cursor_is_refused(client: AsyncWebClient) -> None:
    names: list[str] = []
    async for part in await client.users_list(limit=1):
        names += [member["name"] for member in part["members"]]
    assert names == ["greeter", "lea", "tom"]
    assert await code(client.users_list(limit=1, cursor="made-up")) == "invalid_cursor"


async def test_a_private_channel_without_the_app_does_not_exist_for_it(client: AsyncWebClient) -> None:
    assert await code(client.conversations_info(channel="G0BOARD")) == "channel_not_found"
    listed = await client.conversations_list(types="public_channel,im")
    assert {channel["id"] for channel in listed["channels"]} == {"C0SALES", "C0QUIET", "D0LEA", "D0TOM"}


async def test_members_and_kinds_of_a_conversation(client: AsyncWebClient, workspace: Workspace) -> None:
    members = await client.conversations_members(channel="C0SALES")
    assert members["members"] == ["U0LEA", "U0TOM", workspace.bot_user_id]
    info = await client.conversations_info(channel="C0SALES", include_num_members=True)
    assert info["channel"]["is_channel"] is True
    assert info["channel"]["num_members"] == 3
    assert await code(client.conversations_list(types="club")) == "invalid_types"


async def test_the_bot_lists_the_conversations_it_is_in(client: AsyncWebClient) -> None:
    mine = await client.users_conversations(types="public_channel,im")
    assert [channel["id"] for channel in mine["channels"]] == ["D0LEA", "D0TOM", "C0SALES"]


async def test_opening_a_direct_message_gives_the_same_one_each_time(client: AsyncWebClient) -> None:
    first = await client.conversations_open(users="U0LEA")
    assert first["channel"] == {"id": "D0LEA"}
    again = await client.conversations_open(users=["U0LEA"], return_im=True)
    assert again["channel"]["user"] == "U0LEA"


async def test_a_direct_message_needs_somebody_who_is_there(client: AsyncWebClient, workspace: Workspace) -> None:
    workspace.change_person("U0TOM", deleted=True)
    assert await code(client.api_call("conversations.open")) == "users_list_not_supplied"
    assert await code(client.conversations_open(users="U0NOBODY")) == "user_not_found"
    assert await code(client.conversations_open(users="U0TOM")) == "user_disabled"
    assert await code(client.conversations_open(users=[f"U{n}" for n in range(9)])) == "too_many_users"


# Messages


async def test_posting_to_a_person_opens_the_direct_message(client: AsyncWebClient, lea: Actor) -> None:
    answer = await client.chat_postMessage(channel="U0LEA", text="Bonjour")
    assert answer["channel"] == "D0LEA"
    assert [message["text"] for message in lea.messages()] == ["Bonjour"]


async def test_every_message_has_a_later_ts_though_the_clock_stands_still(client: AsyncWebClient) -> None:
    stamps = [(await client.chat_postMessage(channel="C0SALES", text="x"))["ts"] for _ in range(3)]
    assert stamps == sorted(set(stamps))


@pytest.mark.parametrize(
    ("channel", "expected"),
    [
        ("C0NOWHERE", "channel_not_found"),
        ("G0BOARD", "channel_not_found"),
        ("C0QUIET", "not_in_channel"),
        ("C0OLD", "is_archived"),
    ],
)
async def test_where_the_app_cannot_post(
    client: AsyncWebClient, workspace: Workspace, channel: str, expected: str
) -> None:
    workspace.add_channel("C0OLD", name="old", members=[workspace.bot_user_id])
    workspace.archive("C0OLD")
    assert await code(client.chat_postMessage(channel=channel, text="hi")) == expected


async def test_a_message_needs_words_blocks_or_attachments(client: AsyncWebClient) -> None:
    assert await code(client.api_call("chat.postMessage", json={"channel": "C0SALES"})) == "no_text"
    only_blocks = {"channel": "C0SALES", "blocks": [header()]}
    assert (await client.api_call("chat.postMessage", json=only_blocks))["message"]["text"] == ""


async def test_text_is_cut_at_forty_thousand_when_posted_and_refused_above_four_thousand_when_updated(
    client: AsyncWebClient,
) -> None:
    posted = await client.chat_postMessage(channel="C0SALES", text="x" * 40_001)
    assert len(posted["message"]["text"]) == 40_000
    update = client.chat_update(channel="C0SALES", ts=posted["ts"], text="x" * 4_001)
    assert await code(update) == "msg_too_long"


async def test_bad_blocks_are_refused_with_their_place(client: AsyncWebClient) -> None:
    refused = await refusal(client.chat_postMessage(channel="C0SALES", text="x", blocks=[header("x" * 151)]))
    assert refused["error"] == "invalid_blocks"
    assert refused["errors"] == ["must be less than 151 characters [json-pointer:/blocks/0/text/text]"]


async def test_metadata_is_kept_and_given_back_only_on_request(client: AsyncWebClient) -> None:
    metadata = {"event_type": "task", "event_payload": {"id": 7}}
    await client.chat_postMessage(channel="C0SALES", text="a", metadata=metadata)
    plain = await client.conversations_history(channel="C0SALES")
    assert "metadata" not in plain["messages"][0]
    full = await client.conversations_history(channel="C0SALES", include_all_metadata=True)
    assert full["messages"][0]["metadata"] == metadata


async def test_metadata_whose_type_has_dots_is_ignored(client: AsyncWebClient) -> None:
    metadata = {"event_type": "task.done", "event_payload": {}}
    answer = await client.chat_postMessage(channel="C0SALES", text="a", metadata=metadata)
    assert "metadata" not in answer["message"]


async def test_replies_hang_on_the_parent_and_are_counted(client: AsyncWebClient) -> None:
    parent = (await client.chat_postMessage(channel="C0SALES", text="parent"))["ts"]
    reply = (await client.chat_postMessage(channel="C0SALES", text="reply", thread_ts=parent))["ts"]
    history = (await client.conversations_history(channel="C0SALES"))["messages"]
    assert [(message["text"], message["reply_count"]) for message in history] == [("parent", 1)]
    thread = (await client.conversations_replies(channel="C0SALES", ts=parent))["messages"]
    assert [message["text"] for message in thread] == ["parent", "reply"]
    under_reply = client.chat_postMessage(channel="C0SALES", text="x", thread_ts=reply)
    assert await code(under_reply) == "cannot_reply_to_message"
    nowhere = client.conversations_replies(channel="C0SALES", ts="1.000001")
    assert await code(nowhere) == "thread_not_found"


async def test_history_is_newest_first_and_keeps_to_the_span_asked_for(client: AsyncWebClient) -> None:
    stamps = [(await client.chat_postMessage(channel="C0SALES", text=t))["ts"] for t in "abc"]
    whole = await client.conversations_history(channel="C0SALES")
    assert [message["text"] for message in whole["messages"]] == ["c", "b", "a"]
    later = await client.conversations_history(channel="C0SALES", oldest=stamps[1])
    assert [message["text"] for message in later["messages"]] == ["c"]
    with_edge = await client.conversations_history(channel="C0SALES", oldest=stamps[1], inclusive=True)
    assert [message["text"] for message in with_edge["messages"]] == ["c", "b"]


async def test_the_history_of_a_channel_without_the_app_is_closed(client: AsyncWebClient) -> None:
    assert await code(client.conversations_history(channel="C0QUIET")) == "not_in_channel"


async def test_an_update_changes_what_it_names_and_marks_the_message_as_edited(
    client: AsyncWebClient, lea: Actor
) -> None:
    posted = await client.chat_postMessage(channel="C0SALES", text="before", blocks=[header()])
    await client.chat_update(channel="C0SALES", ts=posted["ts"], text="after", blocks=[])
    (message,) = lea.messages("C0SALES")
    assert (message["text"], message["blocks"]) == ("after", [])
    assert "edited" in message


async def test_the_app_changes_and_deletes_only_its_own_messages(client: AsyncWebClient, lea: Actor) -> None:
    await lea.say("mine", "C0SALES")
    ts = lea.messages("C0SALES")[0]["ts"]
    assert await code(client.chat_update(channel="C0SALES", ts=ts, text="x")) == "cant_update_message"
    assert await code(client.chat_delete(channel="C0SALES", ts=ts)) == "cant_delete_message"
    assert await code(client.chat_delete(channel="C0SALES", ts="1.000001")) == "message_not_found"


async def test_a_deleted_message_is_gone_and_a_deleted_parent_leaves_a_trace(
    client: AsyncWebClient, lea: Actor
) -> None:
    lone = (await client.chat_postMessage(channel="C0SALES", text="lone"))["ts"]
    parent = (await client.chat_postMessage(channel="C0SALES", text="parent"))["ts"]
    await client.chat_postMessage(channel="C0SALES", text="reply", thread_ts=parent)
    await client.chat_delete(channel="C0SALES", ts=lone)
    await client.chat_delete(channel="C0SALES", ts=parent)
    assert [message.get("subtype", message["text"]) for message in lea.messages("C0SALES")] == [
        "tombstone",
        "reply",
    ]


async def test_an_ephemeral_message_is_seen_by_one_person_and_kept_in_no_history(
    client: AsyncWebClient, lea: Actor, tom: Actor
) -> None:
    await client.chat_postEphemeral(channel="C0SALES", user="U0LEA", text="psst")
    assert [message["is_ephemeral"] for message in lea.messages("C0SALES")] == [True]
    assert tom.messages("C0SALES") == []
    assert (await client.conversations_history(channel="C0SALES"))["messages"] == []
    outsider = client.chat_postEphemeral(channel="C0SALES", user="U0NOBODY", text="psst")
    assert await code(outsider) == "user_not_in_channel"


async def test_a_permalink_names_the_message_and_its_thread(client: AsyncWebClient) -> None:
    parent = (await client.chat_postMessage(channel="C0SALES", text="parent"))["ts"]
    reply = (await client.chat_postMessage(channel="C0SALES", text="reply", thread_ts=parent))["ts"]
    link = (await client.chat_getPermalink(channel="C0SALES", message_ts=reply))["permalink"]
    assert link.endswith(f"/archives/C0SALES/p{reply.replace('.', '')}?thread_ts={parent}&cid=C0SALES")
    missing = client.chat_getPermalink(channel="C0SALES", message_ts="1.000001")
    assert await code(missing) == "message_not_found"


async def test_a_reaction_counts_once(client: AsyncWebClient, lea: Actor) -> None:
    ts = (await client.chat_postMessage(channel="C0SALES", text="yes"))["ts"]
    await client.reactions_add(channel="C0SALES", timestamp=ts, name="tada")
    again = client.reactions_add(channel="C0SALES", timestamp=ts, name="tada")
    assert await code(again) == "already_reacted"
    assert [each["count"] for each in lea.messages("C0SALES")[0]["reactions"]] == [1]


# Home


async def test_a_published_home_is_seen_by_its_person(client: AsyncWebClient, lea: Actor, tom: Actor) -> None:
    await client.views_publish(user_id="U0LEA", view={"type": "home", "blocks": [header("Hi Léa")]})
    assert lea.home is not None
    assert lea.home["blocks"][0]["text"]["text"] == "Hi Léa"
    assert tom.home is None


async def test_a_home_published_from_an_old_hash_is_refused(client: AsyncWebClient) -> None:
    home = {"type": "home", "blocks": [header()]}
    first = (await client.views_publish(user_id="U0LEA", view=home))["view"]
    second = (await client.views_publish(user_id="U0LEA", view=home, hash=first["hash"]))["view"]
    assert second["id"] == first["id"]
    stale = client.views_publish(user_id="U0LEA", view=home, hash=first["hash"])
    assert await code(stale) == "hash_conflict"


async def test_a_home_needs_the_tab_that_the_manifest_turns_on(
    client: AsyncWebClient, manifest: dict[str, Any], workspace: Workspace
) -> None:
    manifest["features"]["app_home"]["home_tab_enabled"] = False
    workspace.app = type(workspace)("Other", manifest=manifest, clock=workspace.clock).app
    publish = client.views_publish(user_id="U0LEA", view={"type": "home", "blocks": [header()]})
    assert await code(publish) == "not_enabled"


async def test_the_team_and_the_bot_are_described(client: AsyncWebClient, workspace: Workspace) -> None:
    assert (await client.team_info())["team"]["name"] == "Acme"
    assert (await client.bots_info(bot=workspace.bot_id))["bot"]["user_id"] == workspace.bot_user_id
    assert await code(client.bots_info(bot="B0OTHER")) == "bot_not_found"
    assert await code(client.api_test(error="my_error")) == "my_error"
