"""Every kind of input by hand in a browser, forms on forms, two people side by side, and the keyboard alone."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import Browser, Locator, Page, expect
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Playground
from tests.browser.picking import pick_day, type_time
from tests.playground.blocks import actions, button, input_of, modal, option, text_input
from tests.playground.conftest import StartApp

CHOICES = {"options": [option("red"), option("blue")]}


async def choose(field: Locator, *names: str) -> None:
    for name in names:
        await field.get_by_role("combobox").click()
        await field.page.get_by_role("option", name=name).first.click()


def types(text: str) -> Callable[[Locator], Awaitable[None]]:
    return lambda field: field.locator("input, textarea, [role=textbox]").first.fill(text)


def picks(*names: str) -> Callable[[Locator], Awaitable[None]]:
    return lambda field: choose(field, *names)


def ticks(name: str) -> Callable[[Locator], Awaitable[None]]:
    return lambda field: field.get_by_label(name).check()


async def pick_monday(field: Locator) -> None:
    await pick_day(field, "Monday, March 9, 2026")


async def type_half_past_nine(field: Locator) -> None:
    await type_time(field, "9:30")


async def enter_moment(field: Locator) -> None:
    await pick_monday(field)
    await type_half_past_nine(field)


RICH = {
    "type": "rich_text",
    "elements": [{"type": "rich_text_section", "elements": [{"type": "text", "text": "Dear all"}]}],
}
Kind = tuple[dict[str, Any], Callable[[Locator], Awaitable[None]], str, Any]
KINDS: dict[str, Kind] = {
    "words": ({"type": "plain_text_input"}, types("Hello"), "value", "Hello"),
    "lines": ({"type": "plain_text_input", "multiline": True}, types("One\nTwo"), "value", "One\nTwo"),
    "number": ({"type": "number_input", "is_decimal_allowed": True}, types("1,5"), "value", "1.5"),
    "mail": ({"type": "email_text_input"}, types("tom@acme.test"), "value", "tom@acme.test"),
    "link": ({"type": "url_text_input"}, types("https://acme.test"), "value", "https://acme.test"),
    "rich": ({"type": "rich_text_input"}, types("Dear all"), "rich_text_value", RICH),
    "one": ({"type": "static_select", **CHOICES}, picks("Blue"), "selected_option", "blue"),
    "some": ({"type": "multi_static_select", **CHOICES}, picks("Red", "Blue"), "selected_options", ["red", "blue"]),
    "found": ({"type": "external_select", "min_query_length": 0}, picks("Found"), "selected_option", "found"),
    "person": ({"type": "users_select"}, picks("Léa"), "selected_user", "U0LEA"),
    "people": ({"type": "multi_users_select"}, picks("Tom"), "selected_users", ["U0TOM"]),
    "place": ({"type": "conversations_select"}, picks("sales"), "selected_conversation", "C0SALES"),
    "places": ({"type": "multi_conversations_select"}, picks("sales"), "selected_conversations", ["C0SALES"]),
    "channel": ({"type": "channels_select"}, picks("sales"), "selected_channel", "C0SALES"),
    "channels": ({"type": "multi_channels_select"}, picks("sales"), "selected_channels", ["C0SALES"]),
    "boxes": ({"type": "checkboxes", **CHOICES}, ticks("Red"), "selected_options", ["red"]),
    "radio": ({"type": "radio_buttons", **CHOICES}, ticks("Blue"), "selected_option", "blue"),
    "day": ({"type": "datepicker"}, pick_monday, "selected_date", "2026-03-09"),
    "hour": ({"type": "timepicker"}, type_half_past_nine, "selected_time", "09:30"),
    "moment": ({"type": "datetimepicker"}, enter_moment, "selected_date_time", 1773063000),
}


@pytest.fixture(scope="module")
async def heard(app: AsyncApp, start: StartApp) -> list[dict[str, Any]]:
    """Run an app that opens a form with one input of a kind, "/greet one" for instance."""
    heard: list[dict[str, Any]] = []

    @app.command("/greet")
    async def open_form(ack: Any, body: Any, client: AsyncWebClient) -> None:
        element = KINDS[body["text"]][0]
        more = actions(button("deeper"))
        view = modal(input_of("field", element), more, title=body["text"])
        await client.views_open(trigger_id=body["trigger_id"], view=view)
        await ack()

    @app.action("deeper")
    async def deeper(ack: Any, body: Any, client: AsyncWebClient) -> None:
        view = modal(text_input(), actions(button("deeper")), title="Deeper")
        await client.views_push(trigger_id=body["trigger_id"], view=view)
        await ack()

    @app.options("entered")
    async def find(ack: Any) -> None:
        await ack(options=[option("found")])

    @app.view("form")
    async def form(ack: Any, view: Any) -> None:
        heard.append(view["state"]["values"])
        await ack()

    await start(app)
    return heard


@pytest.fixture
def submitted(heard: list[dict[str, Any]]) -> list[dict[str, Any]]:
    heard.clear()
    return heard


def plain_value(value: Any) -> Any:
    """Give options by their values, and all else as it is."""
    if isinstance(value, list):
        return [plain_value(each) for each in value]
    return value["value"] if isinstance(value, dict) and "value" in value else value


async def open_form(playground: Playground, page: Page, kind: str) -> Locator:
    await playground.acting_as("U0TOM").command(f"/greet {kind}")
    await expect(page.get_by_test_id("modal")).to_be_visible()
    return page.get_by_test_id("field-field")


async def test_every_kind_of_input_gives_the_app_what_was_entered(
    playground: Playground, submitted: list[dict[str, Any]], desk: Page
) -> None:
    await desk.goto(f"{playground.page_url}#as=U0TOM")
    for kind, (element, enter, name, expected) in KINDS.items():
        field = await open_form(playground, desk, kind)
        await desk.get_by_test_id("modal-submit").click()
        await expect(desk.get_by_test_id("error-field")).to_be_visible()
        await enter(field)
        await desk.get_by_test_id("modal-submit").click()
        await expect(desk.get_by_test_id("modal")).to_be_hidden()
        state = submitted[-1]["field"]["entered"]
        assert (state["type"], plain_value(state[name])) == (element["type"], expected), kind
    assert len(submitted) == len(KINDS)


async def test_a_select_that_was_left_out_is_forgiven_once_something_is_chosen(
    playground: Playground, submitted: list[dict[str, Any]], desk: Page
) -> None:
    await desk.goto(f"{playground.page_url}#as=U0TOM")
    field = await open_form(playground, desk, "one")
    await desk.get_by_test_id("modal-submit").click()
    await expect(desk.get_by_test_id("error-field")).to_be_visible()
    await choose(field, "Blue")
    await expect(desk.get_by_test_id("error-field")).to_be_hidden()
    assert submitted == []


async def test_what_was_left_out_stays_marked_when_the_app_draws_the_form_anew(
    playground: Playground, submitted: list[dict[str, Any]], client: AsyncWebClient, desk: Page
) -> None:
    await desk.goto(f"{playground.page_url}#as=U0TOM")
    await open_form(playground, desk, "words")
    await desk.get_by_test_id("modal-submit").click()
    await expect(desk.get_by_test_id("error-field")).to_be_visible()
    open_view = playground.acting_as("U0TOM").modals[-1]
    await client.views_update(view_id=open_view["id"], view=modal(input_of("field", KINDS["words"][0]), title="Anew"))
    await expect(desk.get_by_test_id("modal").get_by_role("heading", name="Anew")).to_be_visible()
    await expect(desk.get_by_test_id("error-field")).to_be_visible()
    await types("mended")(desk.get_by_test_id("field-field"))
    await expect(desk.get_by_test_id("error-field")).to_be_hidden()
    assert submitted == []


async def test_forms_stand_on_forms_three_at_most(
    playground: Playground, submitted: list[dict[str, Any]], desk: Page
) -> None:
    await desk.goto(f"{playground.page_url}#as=U0TOM")
    field = await open_form(playground, desk, "words")
    await types("kept")(field)
    dialog = desk.get_by_test_id("modal")
    for _ in range(2):
        await dialog.get_by_role("button", name="Go").click()
        await expect(dialog.get_by_role("heading", name="Deeper")).to_be_visible()
    await expect(dialog.locator("input")).to_have_value("")
    tom = playground.acting_as("U0TOM")
    await tom.until(lambda: len(tom.modals) == 3)
    await dialog.get_by_role("button", name="Go").click()
    await expect(desk.get_by_text("We had some trouble connecting")).to_be_visible()
    for below in (2, 1):
        await types("done")(dialog)
        await desk.get_by_test_id("modal-submit").click()
        await tom.until(lambda below=below: len(tom.modals) == below)
        await expect(dialog.locator("input")).not_to_have_value("done")
    await expect(dialog.get_by_role("heading", name="words")).to_be_visible()
    await expect(dialog.locator("input")).to_have_value("kept")


async def test_two_people_see_each_other_act(playground: Playground, browser: Browser, desk: Page) -> None:
    async with await browser.new_page() as other:
        await other.goto(f"{playground.page_url}#as=U0LEA")
        for page in (desk, other):
            await page.get_by_test_id("channel-C0SALES").click()
        await desk.get_by_test_id("composer").fill("Bonjour Léa")
        await desk.keyboard.press("Enter")
        await expect(other.get_by_text("Bonjour Léa", exact=True)).to_be_visible()
        await other.get_by_test_id("composer").fill("Hello Tom")
        await other.keyboard.press("Enter")
        await expect(desk.get_by_text("Hello Tom", exact=True)).to_be_visible()


async def test_a_form_is_opened_filled_and_sent_by_keyboard_alone(
    playground: Playground, submitted: list[dict[str, Any]], desk: Page
) -> None:
    await desk.goto(f"{playground.page_url}#as=U0TOM")
    await desk.reload()
    await expect(desk.get_by_test_id("composer")).to_be_visible()
    await desk.keyboard.press("Tab")
    await desk.keyboard.press("Tab")
    await expect(desk.get_by_role("link", name="Skip to the message box")).to_be_focused()
    await desk.keyboard.press("Enter")
    await desk.keyboard.type("/gr")
    await desk.keyboard.press("Tab")
    await desk.keyboard.type("one")
    await desk.keyboard.press("Enter")
    await expect(desk.get_by_role("combobox")).to_be_focused()
    await desk.keyboard.press("ArrowDown")
    await desk.keyboard.press("ArrowDown")
    await desk.keyboard.press("Enter")
    await desk.keyboard.press("Control+Enter")
    await expect(desk.get_by_test_id("modal")).to_be_hidden()
    assert submitted[0]["field"]["entered"]["selected_option"]["value"] in {"red", "blue"}
