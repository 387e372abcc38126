"""Every block on the page, in a message, in a modal and on Home, used where it can be."""

from typing import Any

from playwright.async_api import Page, expect
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Playground
from tests.browser.person import IMAGES, Album
from tests.playground.blocks import actions, modal, text_input
from tests.playground.newer_blocks import (
    ALERTS,
    CAROUSEL,
    CONTAINER,
    DATA_TABLE,
    FEEDBACK,
    PIE,
    PLAN,
    TABLE,
    TRASH,
    VERDICT,
    VIDEO,
    WORKFLOW,
    card,
    plotted,
)


async def post(client: AsyncWebClient, *blocks: dict[str, Any]) -> None:
    await client.chat_postMessage(channel="U0TOM", text="Blocks", blocks=list(blocks))


async def open_as_tom(playground: Playground, page: Page) -> None:
    await page.goto(f"{playground.page_url}#as=U0TOM")


async def test_no_block_of_a_message_is_left_out(playground: Playground, client: AsyncWebClient, desk: Page) -> None:
    await post(client, card("Brume"), CAROUSEL, CONTAINER)
    await post(client, TABLE, DATA_TABLE, PLAN, VIDEO)
    await post(client, plotted("bar"), PIE)
    await post(client, plotted("line"), plotted("area"), actions(WORKFLOW))
    await open_as_tom(playground, desk)
    await expect(desk.get_by_role("figure", name="Sales, area")).to_be_visible()
    await expect(desk.locator(".unknown")).to_have_count(0)
    drawn = {"Sales, bar": "rect", "Sales, line": "circle", "Sales, area": "circle", "Portfolio": "path"}
    for name, shape in drawn.items():
        shapes = desk.get_by_role("figure", name=name).locator(f"{shape}.fill")
        await expect(shapes).to_have_count(2 if shape == "path" else 6)
    await expect(desk.get_by_text("South: July 60, August -20, September 90").first).to_be_attached()
    await desk.set_viewport_size({"width": 1280, "height": 2800})
    await Album(desk, IMAGES, "en").keep("blocks")


async def test_a_data_table_is_leafed_through_and_sorted(
    playground: Playground, client: AsyncWebClient, desk: Page
) -> None:
    await post(client, DATA_TABLE)
    await open_as_tom(playground, desk)
    table = desk.get_by_role("table", name="Open deals")
    names = table.locator("tbody th")
    await expect(names).to_have_text(["Brume", "Aven"])
    await desk.get_by_role("button", name="Next page").click()
    await expect(names).to_have_text(["Cale"])
    await expect(desk.get_by_text("3–3 of 3")).to_be_visible()
    await table.get_by_role("button", name="Amount").click()
    await expect(names).to_have_text(["Aven", "Brume"])
    await table.get_by_role("button", name="Amount").click()
    await expect(names).to_have_text(["Cale", "Brume"])
    await expect(table.get_by_role("columnheader", name="Amount")).to_have_attribute("aria-sort", "descending")


async def test_what_stands_inside_of_a_block_can_be_used(
    playground: Playground, client: AsyncWebClient, app: AsyncApp, start: Any, desk: Page
) -> None:
    heard: list[dict[str, Any]] = []

    @app.action("go")
    @app.action("trash")
    async def note(ack: Any, action: dict[str, Any]) -> None:
        await ack()
        heard.append({name: action.get(name) for name in ("type", "block_id", "value")})

    await start(app)
    await post(client, card("Brume") | {"block_id": "card"}, CONTAINER, VERDICT)
    await open_as_tom(playground, desk)
    await desk.get_by_role("article").get_by_role("button", name="Go").click()
    await expect(desk.get_by_text("Call Brume")).to_be_hidden()
    await desk.locator("summary").click()
    await desk.locator("details").get_by_role("button", name="Go").click()
    await desk.get_by_role("button", name="Good").click()
    await desk.get_by_role("button", name="Delete").click()
    await playground.acting_as("U0TOM").until(lambda: len(heard) == 4)
    assert heard == [
        {"type": "button", "block_id": "card", "value": "Brume"},
        {"type": "button", "block_id": "inner", "value": "inside"},
        {"type": "feedback_buttons", "block_id": "verdict", "value": "good"},
        {"type": "icon_button", "block_id": "verdict", "value": "it"},
    ]


async def test_an_icon_button_is_seen_by_those_it_names(
    playground: Playground, client: AsyncWebClient, desk: Page
) -> None:
    hidden = TRASH | {"visible_to_user_ids": ["U0LEA"]}
    await post(client, {"type": "context_actions", "elements": [FEEDBACK, hidden]})
    await open_as_tom(playground, desk)
    await expect(desk.get_by_role("button", name="Bad")).to_be_visible()
    await expect(desk.get_by_role("button", name="Delete")).to_have_count(0)


async def test_an_alert_stands_in_a_modal_with_its_level_in_words(
    playground: Playground, app: AsyncApp, start: Any, desk: Page
) -> None:
    @app.command("/greet")
    async def open_form(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal(*ALERTS, text_input()))
        await ack()

    await start(app)
    await open_as_tom(playground, desk)
    await playground.acting_as("U0TOM").command("/greet")
    await expect(desk.get_by_role("alert").filter(has_text="It is error")).to_contain_text("Error")
    await expect(desk.get_by_role("note")).to_have_text("NoteIt is info")
