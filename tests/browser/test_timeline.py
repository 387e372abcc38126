"""A conversation on the page: reactions, and ten thousand messages that do not weigh it down."""

from typing import Any

from playwright.async_api import Page, expect
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actor, Playground, Workspace

FLOOD = 10_000


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


async def test_ten_thousand_messages_stay_usable(playground: Playground, workspace: Workspace, desk: Page) -> None:
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
    await expect(timeline.get_by_text("Message 9850", exact=True)).to_be_in_viewport()
    workspace.post("C0SALES", said("While Tom reads above"))
    await expect(messages).to_have_count(302)
    await expect(timeline.get_by_text("Message 9850", exact=True)).to_be_in_viewport()
    await desk.get_by_role("button", name="New messages").click()
    for number in range(200):
        workspace.post("C0SALES", said(f"Again {number}"))
    await expect(timeline.get_by_text("Again 199", exact=True)).to_be_in_viewport()
    assert await messages.count() <= 301


def said(text: str) -> dict[str, Any]:
    return {"text": text, "user": "U0LEA"}
