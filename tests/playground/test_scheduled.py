"""Messages for later: kept, listed, taken back, and posted when the clock comes to them."""

from datetime import timedelta
from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actor, Clock, Playground, Workspace
from tests.playground.refusals import code


async def later(client: AsyncWebClient, workspace: Workspace, seconds: int, **message: Any) -> dict[str, Any]:
    return (
        await client.chat_scheduleMessage(
            **{"channel": "C0SALES", "text": "Later", "post_at": workspace.moment + seconds} | message
        )
    ).data  # type: ignore[return-value]


async def test_what_was_written_for_later_is_posted_in_its_time_and_order(
    client: AsyncWebClient, workspace: Workspace, lea: Actor
) -> None:
    start = workspace.moment
    await later(client, workspace, 7200, text="second")
    first = await later(client, workspace, 3600, text="first")
    assert (first["post_at"], first["message"]["type"]) == (start + 3600, "delayed_message")
    assert lea.messages("C0SALES") == []
    await workspace.clock.jump(timedelta(minutes=59))
    assert lea.messages("C0SALES") == []
    await workspace.clock.jump(timedelta(days=1))
    posted = lea.messages("C0SALES")
    assert [message["text"] for message in posted] == ["first", "second"]
    assert [float(message["ts"]) - start for message in posted] == [3600, 7200]


async def test_a_ticking_clock_posts_by_itself(manifest: dict[str, Any]) -> None:
    workspace = Workspace(manifest=manifest, clock=Clock())
    workspace.add_person("U0LEA", name="lea", real_name="Léa")
    async with Playground(workspace) as playground:
        client = AsyncWebClient(token=workspace.bot_token, base_url=playground.api_url)
        lea = playground.acting_as("U0LEA")
        await later(client, workspace, 1, channel="U0LEA")
        await lea.until(lambda: [message["text"] for message in lea.messages()] == ["Later"])


async def test_a_reply_for_later_goes_into_its_thread(client: AsyncWebClient, workspace: Workspace, lea: Actor) -> None:
    parent = (await client.chat_postMessage(channel="C0SALES", text="Hello"))["ts"]
    await later(client, workspace, 60, thread_ts=parent)
    await workspace.clock.jump(timedelta(minutes=1))
    assert [message.get("thread_ts") for message in lea.messages("C0SALES")] == [parent, parent]


async def test_what_has_lost_its_place_is_dropped_and_the_rest_is_posted(
    client: AsyncWebClient, workspace: Workspace, lea: Actor
) -> None:
    parent = (await client.chat_postMessage(channel="C0SALES", text="Hello"))["ts"]
    workspace.add_channel("C0OLD", name="old", members=["U0LEA", workspace.bot_user_id])
    await later(client, workspace, 60, thread_ts=parent)
    await later(client, workspace, 61, channel="C0OLD")
    await later(client, workspace, 62, text="still here")
    await client.chat_delete(channel="C0SALES", ts=parent)
    workspace.archive("C0OLD")
    await workspace.clock.jump(timedelta(minutes=2))
    assert [message["text"] for message in lea.messages("C0SALES")] == ["still here"]
    assert lea.messages("C0OLD") == []
    assert (await client.chat_scheduledMessages_list())["scheduled_messages"] == []


async def test_a_reply_for_later_hangs_on_the_head_of_a_thread(client: AsyncWebClient, workspace: Workspace) -> None:
    parent = (await client.chat_postMessage(channel="C0SALES", text="Hello"))["ts"]
    reply = (await client.chat_postMessage(channel="C0SALES", text="Hello", thread_ts=parent))["ts"]
    refused = client.chat_scheduleMessage(
        channel="C0SALES", text="Later", post_at=workspace.moment + 60, thread_ts=reply
    )
    assert await code(refused) == "invalid_arguments"


async def test_what_waits_is_listed_by_channel_and_time(client: AsyncWebClient, workspace: Workspace) -> None:
    await later(client, workspace, 600, text="sales")
    await later(client, workspace, 300, text="Léa", channel="U0LEA")
    start = workspace.moment

    async def listed(**asked: Any) -> list[str]:
        return [one["text"] for one in (await client.chat_scheduledMessages_list(**asked))["scheduled_messages"]]

    assert await listed() == ["Léa", "sales"]
    assert await listed(channel="C0SALES") == ["sales"]
    assert await listed(oldest=str(start + 301)) == ["sales"]
    assert await listed(latest=str(start + 301)) == ["Léa"]
    page = await client.chat_scheduledMessages_list(limit=1)
    assert await listed(limit=1, cursor=page["response_metadata"]["next_cursor"]) == ["sales"]
    assert await code(client.chat_scheduledMessages_list(channel="C0NOWHERE")) == "invalid_channel"
    assert await code(client.chat_scheduledMessages_list(oldest="soon")) == "invalid_arguments"


async def test_a_message_is_taken_back_up_to_a_minute_before_it_goes_out(
    client: AsyncWebClient, workspace: Workspace, lea: Actor
) -> None:
    one, other = [(await later(client, workspace, seconds))["scheduled_message_id"] for seconds in (61, 59)]
    await client.chat_deleteScheduledMessage(channel="C0SALES", scheduled_message_id=one)
    for name, channel in ((one, "C0SALES"), (other, "C0SALES"), (other, "D0LEA"), ("Q1", "C0SALES")):
        taken = client.chat_deleteScheduledMessage(channel=channel, scheduled_message_id=name)
        assert await code(taken) == "invalid_scheduled_message_id"
    await workspace.clock.jump(timedelta(hours=1))
    assert len(lea.messages("C0SALES")) == 1


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"post_at": "tomorrow"}, "invalid_time"),
        ({"post_at": 1}, "time_in_past"),
        ({"post_at": 9_999_999_999}, "time_too_far"),
        ({"channel": "C0NOWHERE"}, "channel_not_found"),
        ({"channel": "C0QUIET"}, "not_in_channel"),
        pytest.param({"text": ""}, "no_text", marks=pytest.mark.filterwarnings("ignore:The top-level `text`")),
        ({"text": "x" * 40_001}, "msg_too_long"),
        ({"thread_ts": "1.1"}, "invalid_arguments"),
        ({"blocks": [{"type": "nothing"}]}, "invalid_blocks"),
        ({"metadata": {"event_type": "x"}}, "invalid_metadata_schema"),
    ],
)
async def test_what_cannot_be_written_for_later_is_refused(
    client: AsyncWebClient, workspace: Workspace, asked: dict[str, Any], expected: str
) -> None:
    good = {"channel": "C0SALES", "text": "Later", "post_at": workspace.moment + 60}
    assert await code(client.chat_scheduleMessage(**good | asked)) == expected


async def test_a_channel_takes_thirty_messages_around_the_same_time(
    client: AsyncWebClient, workspace: Workspace
) -> None:
    for _ in range(30):
        await later(client, workspace, 3600)
    at = workspace.moment + 3600
    full = client.chat_scheduleMessage(channel="C0SALES", text="one more", post_at=at + 299)
    assert await code(full) == "restricted_too_many"
    await later(client, workspace, 3900)
    await later(client, workspace, 3600, channel="U0LEA")
