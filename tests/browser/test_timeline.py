"""A conversation on the page: reactions, and thousands of messages that do not weigh it down."""

from dataclasses import dataclass
from typing import Any

from playwright.async_api import Page, expect
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actor, Playground, Workspace

FLOOD = 2_000
LONG = 700
UNREAD = 300  # twice what the page is given at first
READ_THROUGH = """async (view, last) => {
  const seen = {};
  let most = 0;
  for (let frame = 0; frame < 2000 && !(last in seen); frame++) {
    const texts = [...view.querySelectorAll(".message .mrkdwn")].map((node) => node.textContent.trim());
    texts.forEach((text, index) => (seen[text] = index ? "later" : "first"));
    most = Math.max(most, texts.length);
    %s;
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  }
  return [seen, most];
}"""


async def test_somebody_joins_in_a_reaction_and_takes_their_own_away(
    playground: Playground, client: AsyncWebClient, lea: Actor, desk: Page
) -> None:
    posted = await client.chat_postMessage(channel="C0SALES", text="Signed")
    await lea.react("tada", posted["ts"], "C0SALES")
    await desk.goto(f"{playground.page_url}#as=U0TOM")
    await desk.get_by_test_id("channel-C0SALES").click()
    message = desk.get_by_test_id(f"message-{posted['ts']}")
    tada = message.get_by_role("button", name=":tada:")
    await expect(tada).to_have_attribute("aria-pressed", "false")
    await tada.click()
    await expect(tada).to_have_attribute("aria-pressed", "true")
    await expect(tada).to_have_attribute("aria-label", ":tada: 2, Léa Moreau and Tom Reed")
    await tada.click()
    await expect(tada).to_have_text("🎉 1")
    await message.hover()
    await message.get_by_role("button", name="Add a reaction").press("Enter")
    await desk.keyboard.press("ArrowDown")
    await desk.keyboard.press("ArrowDown")
    await desk.keyboard.press("Enter")
    await expect(message.get_by_role("button", name=":heart: 1, Tom Reed")).to_be_visible()
    assert (lea.messages("C0SALES")[0]["reactions"]) == [
        {"name": "tada", "users": ["U0LEA"], "count": 1},
        {"name": "heart", "users": ["U0TOM"], "count": 1},
    ]


async def test_thousands_of_messages_stay_usable(playground: Playground, workspace: Workspace, desk: Page) -> None:
    for number in range(FLOOD):
        workspace.post("C0SALES", said(f"Message {number}"))
    await desk.goto(f"{playground.page_url}#as=U0TOM")
    await desk.get_by_test_id("channel-C0SALES").click()
    timeline = desk.get_by_test_id("timeline")
    messages = timeline.locator(".message")
    await expect(timeline.get_by_text(f"Message {FLOOD - 1}", exact=True)).to_be_in_viewport()
    await expect(messages).to_have_count(150)
    workspace.post("C0SALES", said("One more"))
    await expect(timeline.get_by_text("One more", exact=True)).to_be_in_viewport()
    await expect(messages).to_have_count(151)
    await timeline.evaluate("view => { view.scrollTop = 0 }")
    await expect(messages).to_have_count(301)
    await expect(timeline.get_by_text(f"Message {FLOOD - 150}", exact=True)).to_be_in_viewport()
    workspace.post("C0SALES", said("While Tom reads above"))
    await expect(messages).to_have_count(302)
    await expect(timeline.get_by_text(f"Message {FLOOD - 150}", exact=True)).to_be_in_viewport()
    await desk.get_by_role("button", name="New messages").click()
    for number in range(10):
        workspace.post("C0SALES", said(f"Again {number}"))
    await expect(timeline.get_by_text("Again 9", exact=True)).to_be_in_viewport()
    assert await messages.count() <= 301


async def test_who_scrolls_far_up_and_down_again_meets_every_message_and_never_a_heavy_page(
    playground: Playground, workspace: Workspace, desk: Page
) -> None:
    for number in range(LONG):
        workspace.post("C0SALES", said(f"Message {number}"))
    await desk.goto(f"{playground.page_url}#as=U0TOM")
    await desk.get_by_test_id("channel-C0SALES").click()
    timeline = desk.get_by_test_id("timeline")
    await expect(timeline.get_by_text(f"Message {LONG - 1}", exact=True)).to_be_in_viewport()
    up = await read_through(desk, "view.scrollTop -= 400", "Message 0")
    assert (set(up.seen), up.most) == ({f"Message {number}" for number in range(LONG)}, 450)
    await expect(desk.get_by_test_id("earlier")).to_be_hidden()
    workspace.post("C0SALES", said("Far below"))
    await expect(timeline.get_by_text("Far below", exact=True)).to_have_count(0)
    down = await read_through(desk, "view.scrollTop += 400", "Far below")
    assert (set(down.seen), down.most) == ({*up.seen, "Far below"}, 450)
    await timeline.evaluate("view => { view.scrollTop = 0 }")
    workspace.post("C0SALES", said("At the end"))
    await desk.get_by_role("button", name="New messages").click()
    await expect(timeline.get_by_text("At the end", exact=True)).to_be_in_viewport()


async def test_a_message_changed_far_above_stays_where_it_belongs(
    playground: Playground, workspace: Workspace, client: AsyncWebClient, desk: Page
) -> None:
    old = await client.chat_postMessage(channel="C0SALES", text="Old")
    for number in range(UNREAD):
        workspace.post("C0SALES", said(f"Message {number}"))
    await desk.goto(f"{playground.page_url}#as=U0TOM")
    await desk.get_by_test_id("channel-C0SALES").click()
    timeline = desk.get_by_test_id("timeline")
    await client.chat_update(channel="C0SALES", ts=old["ts"], text="Old, corrected")
    await client.chat_postMessage(channel="C0SALES", text="Afterwards")
    await expect(timeline.get_by_text("Afterwards", exact=True)).to_be_visible()
    await expect(timeline.get_by_text("Old, corrected")).to_have_count(0)
    up = await read_through(desk, "view.scrollTop -= 400", "Old, corrected (edited)")
    assert up.seen["Old, corrected (edited)"] == "first"


async def test_a_thread_whose_beginning_is_far_above_is_read_whole(
    playground: Playground, client: AsyncWebClient, workspace: Workspace, desk: Page
) -> None:
    begun = await client.chat_postMessage(channel="C0SALES", text="Where do we stand?")
    await client.chat_postMessage(channel="C0SALES", text="Nearly there", thread_ts=begun["ts"])
    for number in range(UNREAD):
        workspace.post("C0SALES", said(f"Message {number}"))
    await client.chat_postMessage(channel="C0SALES", text="Done", thread_ts=begun["ts"], reply_broadcast=True)
    await desk.goto(f"{playground.page_url}#as=U0TOM")
    await desk.get_by_test_id("channel-C0SALES").click()
    answer = desk.get_by_test_id("timeline").locator(".message", has_text="Done")
    await answer.hover()
    await answer.get_by_role("button", name="Reply in thread").click()
    await expect(desk.get_by_test_id("thread").locator(".mrkdwn")).to_have_text(
        ["Where do we stand?", "Nearly there", "Done"]
    )


@dataclass(frozen=True)
class Reading:
    seen: dict[str, str]  # what was drawn: whether it came first in the list
    most: int


async def read_through(desk: Page, scroll: str, last: str) -> Reading:
    """Scroll until `last` is drawn, and note what was drawn on the way."""
    seen, most = await desk.get_by_test_id("timeline").evaluate(READ_THROUGH % scroll, last)
    return Reading(seen, most)


def said(text: str) -> dict[str, Any]:
    return {"text": text, "user": "U0LEA"}
