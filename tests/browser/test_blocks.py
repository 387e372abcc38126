"""Every block on the page, in a message, in a modal and on Home, used where it can be."""

from typing import Any

from playwright.async_api import Page, expect
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Playground
from tests.browser.person import IMAGES, Album
from tests.playground.blocks import actions, button, modal, plain, text_input

HERO = {"type": "image", "image_url": "data:,", "alt_text": "Nantes"}


def raw(text: str) -> dict[str, Any]:
    return {"type": "raw_text", "text": text}


def number(value: float) -> dict[str, Any]:
    return {"type": "raw_number", "value": value, "text": f"{value:g} k€"}


def rich(text: str, **style: bool) -> dict[str, Any]:
    words = {"type": "text", "text": text, **({"style": style} if style else {})}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [words]}]}


def section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": plain(text)}


def plotted(kind: str) -> dict[str, Any]:
    months = ["July", "August", "September"]
    series = [
        {"name": name, "data": [{"label": month, "value": value} for month, value in zip(months, row, strict=True)]}
        for name, row in {"North": [120, 80, 150], "South": [60, -20, 90]}.items()
    ]
    axes = {"categories": months, "x_label": "Month", "y_label": "k€"}
    return {
        "type": "data_visualization",
        "title": f"Sales, {kind}",
        "chart": {"type": kind, "series": series, "axis_config": axes},
    }


PIE = {
    "type": "data_visualization",
    "title": "Portfolio",
    "chart": {"type": "pie", "segments": [{"label": "Key accounts", "value": 6}, {"label": "Others", "value": 3}]},
}
FEEDBACK = {
    "type": "feedback_buttons",
    "action_id": "go",
    "positive_button": {"text": plain("Good"), "value": "good"},
    "negative_button": {"text": plain("Bad"), "value": "bad"},
}
TRASH = {"type": "icon_button", "action_id": "trash", "icon": "trash", "text": plain("Delete")}
WORKFLOW = {
    "type": "workflow_button",
    "action_id": "flow",
    "text": plain("Run"),
    "workflow": {"trigger": {"url": "https://slack.com/shortcuts/Ft01/x"}},
}
TABLE = {
    "type": "table",
    "rows": [[raw("Rep"), raw("Target")], [rich("Léa", bold=True), number(120)], [raw("Tom"), number(90)]],
    "column_settings": [None, {"align": "right"}],
}
DATA_TABLE = {
    "type": "data_table",
    "caption": "Open deals",
    "page_size": 2,
    "rows": [
        [raw("Client"), raw("Amount")],
        [raw("Brume"), number(30)],
        [raw("Aven"), number(9)],
        [raw("Cale"), number(100)],
    ],
}


def card(name: str) -> dict[str, Any]:
    return {
        "type": "card",
        "slack_icon": {"type": "icon", "name": "code"},
        "title": plain(name),
        "subtitle": plain("Nantes"),
        "body": plain("Renews in June"),
        "subtext": plain("Key account"),
        "actions": [button("go", name)],
    }


CONTAINER = {
    "type": "container",
    "title": plain("This week"),
    "subtitle": plain("Two things"),
    "is_collapsible": True,
    "default_collapsed": True,
    "child_blocks": [section("Call Brume"), actions(button("go", "inside")) | {"block_id": "inner"}],
}
TASK = {
    "type": "task_card",
    "task_id": "1",
    "title": "Look the figures up",
    "status": "complete",
    "details": rich("Three sources"),
    "sources": [{"type": "url", "url": "https://acme.test/", "text": "Acme"}],
}
PLAN = {"type": "plan", "title": "How I went about it", "tasks": [TASK, TASK | {"task_id": "2", "status": "error"}]}
VIDEO = {
    "type": "video",
    "alt_text": "A talk",
    "title": plain("The talk"),
    "thumbnail_url": "data:,",
    "video_url": "https://acme.test/talk",
    "provider_name": "Acme",
}


async def post(client: AsyncWebClient, *blocks: dict[str, Any]) -> None:
    await client.chat_postMessage(channel="U0TOM", text="Blocks", blocks=list(blocks))


async def open_as_tom(playground: Playground, page: Page) -> None:
    await page.goto(f"{playground.page_url}#as=U0TOM")


async def test_no_block_of_a_message_is_left_out(playground: Playground, client: AsyncWebClient, desk: Page) -> None:
    await post(client, card("Brume"), {"type": "carousel", "elements": [card("Aven"), card("Cale")]}, CONTAINER)
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
    context = {"type": "context_actions", "block_id": "verdict", "elements": [FEEDBACK, TRASH]}
    await post(client, card("Brume") | {"block_id": "card"}, CONTAINER, context)
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
        {"type": "icon_button", "block_id": "verdict", "value": None},
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
    alerts = [{"type": "alert", "text": plain(f"It is {level}"), "level": level} for level in ("info", "error")]

    @app.command("/greet")
    async def open_form(ack: Any, body: dict[str, Any], client: AsyncWebClient) -> None:
        await client.views_open(trigger_id=body["trigger_id"], view=modal(*alerts, text_input()))
        await ack()

    await start(app)
    await open_as_tom(playground, desk)
    await playground.acting_as("U0TOM").command("/greet")
    await expect(desk.get_by_role("alert").filter(has_text="It is error")).to_contain_text("Error")
    await expect(desk.get_by_role("note")).to_have_text("NoteIt is info")
