"""A thread on the page, with an app that posts into it, counts in its first message and answers its buttons."""

from typing import Any

import pytest
from playwright.async_api import Page, expect
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Playground
from tests.playground.blocks import actions, button, modal, option, text_input
from tests.playground.conftest import StartApp


@pytest.fixture
async def clicks(app: AsyncApp, start: StartApp, client: AsyncWebClient) -> list[dict[str, Any]]:
    """Run an app that opens a form from a button, and answers a form in the thread it came from."""
    heard: list[dict[str, Any]] = []

    @app.event("message")
    async def message() -> None:
        pass

    @app.action("go")
    async def go(ack: Any, body: Any) -> None:
        heard.append(body)
        await client.views_open(trigger_id=body["trigger_id"], view=modal(text_input()))
        await ack()

    @app.view("form")
    async def form(ack: Any, view: Any, body: Any) -> None:
        await ack()
        words = view["state"]["values"]["words"]["entered"]["value"]
        channel, thread_ts = heard[-1]["channel"]["id"], heard[-1]["container"]["thread_ts"]
        await client.chat_postMessage(channel=channel, thread_ts=thread_ts, text=f"Someone said: {words}")
        await client.chat_update(channel=channel, ts=thread_ts, text="One has spoken")
        await client.chat_postEphemeral(
            channel=channel, thread_ts=thread_ts, user=body["user"]["id"], text="Only you read this"
        )

    await start(app)
    return heard


async def open_thread(client: AsyncWebClient, playground: Playground, page: Page, replies: int = 1) -> str:
    ts = (await client.chat_postMessage(channel="D0TOM", text="Nobody has spoken"))["ts"]
    for number in range(replies):
        row = [actions(button("go"))]
        await client.chat_postMessage(channel="D0TOM", thread_ts=ts, text=f"Question {number}", blocks=row)
    await page.goto(f"{playground.page_url}#as=U0TOM")
    await page.get_by_role("button", name="repl").first.click()
    return ts


async def test_a_form_is_opened_sent_and_answered_in_a_thread(
    playground: Playground, client: AsyncWebClient, desk: Page, clicks: list[dict[str, Any]]
) -> None:
    ts = await open_thread(client, playground, desk)
    thread, timeline = desk.get_by_test_id("thread"), desk.get_by_test_id("timeline")
    await thread.locator("[data-action-id=go]").click()
    await desk.locator("[data-testid=field-words] .text-input").fill("hello")
    await desk.get_by_test_id("modal-submit").click()

    await expect(desk.get_by_test_id("modal")).to_be_hidden()
    await expect(thread).to_contain_text("Someone said: hello")
    await expect(thread).to_contain_text("One has spoken")
    await expect(thread).to_contain_text("Only you read this")
    await expect(timeline).to_contain_text("One has spoken")
    await expect(timeline).to_contain_text("2 replies")
    await expect(timeline).not_to_contain_text("Only you read this")
    assert clicks[0]["container"]["thread_ts"] == ts
    assert clicks[0]["message"]["thread_ts"] == ts


async def test_the_thread_follows_its_end_while_the_app_posts(
    playground: Playground, client: AsyncWebClient, desk: Page
) -> None:
    ts = await open_thread(client, playground, desk, replies=12)
    thread = desk.get_by_test_id("thread")
    for number in range(5):
        await client.chat_postMessage(channel="D0TOM", thread_ts=ts, text=f"Another {number}")
    await expect(thread.get_by_text("Another 4")).to_be_in_viewport()


async def test_ones_own_reply_comes_into_view_wherever_one_was_reading(
    playground: Playground, client: AsyncWebClient, desk: Page, clicks: list[dict[str, Any]]
) -> None:
    await open_thread(client, playground, desk, replies=12)
    thread = desk.get_by_test_id("thread")
    await thread.evaluate("thread => thread.scrollTo(0, 0)")
    await expect(thread.get_by_text("Nobody has spoken")).to_be_in_viewport()
    await desk.get_by_test_id("thread-composer").fill("Here I am")
    await desk.get_by_test_id("thread-composer").press("Enter")
    await expect(thread.get_by_text("Here I am")).to_be_in_viewport()


async def test_a_reply_above_does_not_pull_the_reader_down(
    playground: Playground, client: AsyncWebClient, desk: Page
) -> None:
    ts = await open_thread(client, playground, desk, replies=12)
    thread = desk.get_by_test_id("thread")
    await thread.evaluate("thread => thread.scrollTo(0, 0)")
    await expect(thread.get_by_text("Nobody has spoken")).to_be_in_viewport()
    await client.chat_postMessage(channel="D0TOM", thread_ts=ts, text="Another")
    await expect(thread).to_contain_text("Another")
    await expect(thread.get_by_text("Nobody has spoken")).to_be_in_viewport()


async def test_a_thread_fills_a_phone(
    playground: Playground, client: AsyncWebClient, phone: Page, clicks: list[dict[str, Any]]
) -> None:
    await open_thread(client, playground, phone)
    thread = phone.get_by_test_id("thread")
    await thread.locator("[data-action-id=go]").click()
    await phone.locator("[data-testid=field-words] .text-input").fill("hello")
    await phone.get_by_test_id("modal-submit").click()
    await expect(thread).to_contain_text("Someone said: hello")
    assert await phone.evaluate("document.documentElement.scrollWidth") == 390
    await phone.get_by_role("button", name="Close the thread").click()
    await expect(phone.get_by_test_id("timeline")).to_contain_text("2 replies")


async def test_what_was_chosen_in_a_message_outlives_a_change_of_it(
    playground: Playground, client: AsyncWebClient, desk: Page, app: AsyncApp, clicks: list[dict[str, Any]]
) -> None:
    @app.action("vote")
    async def vote(ack: Any) -> None:
        await ack()

    ts = await open_thread(client, playground, desk)
    boxes = {"type": "checkboxes", "action_id": "vote", "options": [option("one"), option("two")]}
    poll = {"channel": "D0TOM", "text": "Votes", "blocks": [actions(boxes)]}
    reply = (await client.chat_postMessage(**poll, thread_ts=ts))["ts"]
    two = desk.get_by_test_id("thread").get_by_label("Two")
    await two.check()
    await client.chat_update(**poll | {"text": "Votes so far", "ts": reply})
    await expect(desk.get_by_test_id("thread")).to_contain_text("(edited)")
    await expect(two).to_be_checked()


async def test_a_reply_or_a_change_is_no_new_message_to_a_reader_further_up(
    playground: Playground, client: AsyncWebClient, desk: Page
) -> None:
    for number in range(30):
        ts = (await client.chat_postMessage(channel="D0TOM", text=f"Message {number}"))["ts"]
    await desk.goto(f"{playground.page_url}#as=U0TOM")
    timeline = desk.get_by_test_id("timeline")
    await expect(timeline).to_contain_text("Message 29")
    await timeline.evaluate("timeline => timeline.scrollTo(0, 0)")
    await expect(timeline.get_by_text("Message 0")).to_be_in_viewport()
    await client.chat_postMessage(channel="D0TOM", thread_ts=ts, text="A reply")
    await client.chat_update(channel="D0TOM", ts=ts, text="Changed")
    await expect(timeline).to_contain_text("Changed")
    await expect(desk.get_by_role("button", name="New messages")).to_be_hidden()
    await client.chat_postMessage(channel="D0TOM", text="Truly new")
    await expect(desk.get_by_role("button", name="New messages")).to_be_visible()


async def test_a_deleted_message_leaves_its_thread_and_says_so(
    playground: Playground, client: AsyncWebClient, desk: Page
) -> None:
    ts = await open_thread(client, playground, desk)
    await client.chat_delete(channel="D0TOM", ts=ts)
    first = desk.get_by_test_id("timeline").get_by_test_id(f"message-{ts}")
    await expect(first).to_have_text("This message was deleted.1 reply")
    await expect(desk.get_by_test_id("thread").locator("[data-action-id=go]")).to_be_visible()
