"""Rich text by hand in a browser: what is typed, styled and listed reaches the app, and nothing given is lost."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis.strategies import SearchStrategy
from playwright.async_api import Page, expect
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Playground
from tests.browser.test_accessibility import grave
from tests.playground.blocks import input_of, modal, text_input
from tests.playground.conftest import StartApp, node_modules
from tests.playground.rich_text import SPECIAL, code_block, listed, quote, rich, section, text, values

__all__ = ["node_modules"]

Json = dict[str, Any]

READ_BACK = """async (values) => {
  const [{ drawToEdit, readBack }, { paragraphsOf, partsOf }] =
    await Promise.all(["richtext-reading", "richtext-model"].map((name) => import(`/page/${name}.js`)));
  return values.map((parts) => {
    const box = document.createElement("div");
    box.append(...drawToEdit(partsOf(paragraphsOf(parts))));
    return readBack(box);
  });
}"""


def examples(strategy: SearchStrategy[Any], count: int) -> list[Any]:
    """Give the same examples at each run, to be sent to the browser at once."""
    found: list[Any] = []

    @settings(max_examples=count, database=None, derandomize=True, phases=[Phase.generate])
    @given(strategy)
    def note(value: Any) -> None:
        found.append(value)

    note()
    return found


def merged(pieces: list[Json]) -> list[Json]:
    """Give the pieces of a line with neighbouring texts of the same style as one."""
    whole: list[Json] = []
    for piece in pieces:
        last = whole[-1] if whole else {}
        if piece["type"] == "text" and {**last, "text": piece["text"]} == piece:
            whole[-1] = {**piece, "text": last["text"] + piece["text"]}
        else:
            whole.append(piece)
    return whole


def normal(part: Json) -> Json:
    if part["type"] == "rich_text_list":
        return {**part, "elements": [normal(item) for item in part["elements"]]}
    return {**part, "elements": merged(part["elements"])}


async def test_whatever_is_drawn_to_be_edited_is_read_back_as_it_was(desk: Page) -> None:
    given = examples(values, 300)
    read = await desk.evaluate(READ_BACK, given)
    for before, after in zip(given, read, strict=True):
        assert after == [normal(part) for part in before]


class Form:
    """A form with one input for rich text, and what the app gets of it."""

    def __init__(self, page: Page, client: AsyncWebClient, playground: Playground, received: list[Any]) -> None:
        self.page, self.client, self.playground, self.received = page, client, playground, received
        self.box = page.get_by_role("textbox", name="Label", exact=True)
        self.toolbar = page.get_by_role("toolbar")

    async def open(self, *given: Json, **element: Any) -> None:
        """Open the form with the caret at the end of what is given."""
        trigger = self.playground.workspace.triggers.issue("U0TOM")
        await self.client.views_open(trigger_id=trigger, view=view_of(*given, **element))
        await self.box.focus()
        await self.press("Control+End")

    async def press(self, *keys: str) -> None:
        for key in keys:
            await self.page.keyboard.press(key)

    async def type(self, words: str) -> None:
        await self.page.keyboard.type(words)

    async def close(self) -> None:
        await self.page.get_by_test_id("modal-close").click()
        await expect(self.page.get_by_test_id("modal")).to_be_hidden()

    async def sent(self) -> Any:
        await self.page.get_by_test_id("modal-submit").click()
        await expect(self.page.get_by_test_id("modal")).to_be_hidden()
        return self.received[-1]


def view_of(*given: Json, hint: str = "Hint", dispatch_action: bool = False, **element: Any) -> Json:
    initial = {"initial_value": rich(*given)} if given else {}
    kind = {"type": "rich_text_input", **initial, **element}
    more = {"hint": {"type": "plain_text", "text": hint}, "dispatch_action": dispatch_action}
    return modal(input_of("field", kind, **more))


@pytest.fixture(scope="module")
async def received(app: AsyncApp, start: StartApp) -> list[Any]:
    """Run an app that hears what the form was sent with, and what its field tells meanwhile."""
    received: list[Any] = []

    @app.view("form")
    async def submit(ack: Any, view: Json) -> None:
        await ack()
        received.append(view["state"]["values"]["field"]["entered"]["rich_text_value"])

    @app.action("entered")
    async def note(ack: Any, action: Json) -> None:
        await ack()
        received.append(action["rich_text_value"])

    await start(app)
    return received


@pytest.fixture
def form(playground: Playground, client: AsyncWebClient, desk: Page, received: list[Any]) -> Form:
    received.clear()
    return Form(desk, client, playground, received)


@pytest.fixture
async def french(playground: Playground) -> AsyncIterator[None]:
    tom = playground.acting_as("U0TOM")
    tom.change_language("fr-FR")
    yield
    tom.change_language("en-US")


STYLES = {"bold": "Control+b", "italic": "Control+i", "strike": "Control+Shift+X", "code": "Control+Shift+C"}


async def test_keys_style_what_is_typed_next_and_what_is_selected(form: Form) -> None:
    await form.open()
    for style, keys in STYLES.items():
        await form.press(keys)
        await form.type(style)
        await form.press(keys)
        await form.type(" ")
    await form.type("words")
    await form.press(*["Shift+ArrowLeft"] * 3, "Control+b")
    styled = [piece for style in STYLES for piece in (text(style, style), text(" "))]
    seen = rich(section(*styled[:-1], text(" wo"), text("rds", "bold")))
    assert await form.sent() == seen
    await form.open(*seen["elements"])
    await form.press("Control+a", "Control+i")
    (line,) = (await form.sent())["elements"]
    styles = [set(piece["style"]) for piece in line["elements"]]
    italic = {"italic"}
    assert styles == [
        {"bold", "italic"},
        italic,
        {"strike", "italic"},
        italic,
        {"code", "italic"},
        italic,
        {"bold", "italic"},
    ]


async def test_a_word_is_edited_and_everything_around_it_stays(form: Form) -> None:
    around = [
        section(*SPECIAL, text("old", "bold", "unlink")),
        listed("one", style="ordered", offset=4),
        quote(*SPECIAL) | {"border": 1},
        code_block("x = 1") | {"language": "python"},
    ]
    await form.open(*around, section(text("word")))
    await form.press("Backspace", "Backspace")
    await form.type("ks")
    assert await form.sent() == rich(*around, section(text("woks")))


async def test_what_stands_for_itself_is_passed_and_erased_as_one(form: Form) -> None:
    user, emoji = {"type": "user", "user_id": "U0LEA"}, {"type": "emoji", "name": "wave"}
    await form.open(section(user, emoji, user))
    await form.type("!")
    await form.press("ArrowLeft", "ArrowLeft")
    await form.type("a")
    await form.press("ArrowLeft", "Backspace", "Home")
    await form.type("Hi ")
    assert await form.sent() == rich(section(text("Hi "), user, text("a"), user, text("!")))


async def test_lines_become_lists_quotes_and_code_and_plain_again(form: Form) -> None:
    lines = {"Control+Shift+8": "bullet", "Control+Shift+7": "ordered"}
    await form.open(section(text("a\nb\nc")))
    await form.press("ArrowUp")
    for keys, style in lines.items():
        await form.press(keys)
        await expect(form.box.locator("li")).to_have_text(["b"])
        await expect(form.box.locator("ul" if style == "bullet" else "ol")).to_have_count(1)
    await form.press("Control+a", "Control+Shift+9")
    await expect(form.box.locator("blockquote")).to_have_text("a\nb\nc")
    await form.press("Control+Alt+Shift+C")
    await expect(form.box.locator("pre")).to_have_text("a\nb\nc")
    await form.press("Control+Alt+Shift+C")
    assert await form.sent() == rich(section(text("a\nb\nc")))


async def test_items_follow_on_enter_move_in_and_out_with_tab_and_end_with_an_empty_one(form: Form) -> None:
    await form.open(section(text("Plan:\n")))
    await form.press("Control+Shift+7")
    await form.type("one")
    await form.press("Enter", "Tab")
    await form.type("deep")
    await form.press("Enter")
    await form.type("deeper")
    await form.press("Tab", "Shift+Tab", "Enter", "Shift+Tab")
    await form.type("two")
    await form.press("Shift+Enter")
    await form.type("more")
    await form.press("Enter", "Enter")
    await form.type("Done")
    assert await form.sent() == rich(
        section(text("Plan:")),
        listed("one", style="ordered"),
        listed("deep", "deeper", style="ordered", indent=1),
        listed("two\nmore", style="ordered", offset=1),
        section(text("Done")),
    )


async def test_tab_leaves_the_field_where_no_item_can_move(form: Form) -> None:
    await form.open(listed("first"), section(text("after")))
    await form.press("Tab")
    await expect(form.page.get_by_test_id("modal-cancel")).to_be_focused()
    await form.press("Shift+Tab")
    await expect(form.box).to_be_focused()
    await form.press("Control+Home", "Tab")
    await expect(form.page.get_by_test_id("modal-cancel")).to_be_focused()


async def test_the_numbers_go_on_behind_an_item_that_moved_in(form: Form) -> None:
    await form.open(listed("one", "two", "three", style="ordered"))
    await form.press("ArrowUp", "Tab")
    expected = [listed(word, style="ordered", indent=depth) for word, depth in (("one", 0), ("two", 1), ("three", 0))]
    assert await form.sent() == rich(*expected[:2], {**expected[2], "offset": 1})


async def test_backspace_leads_out_of_a_list_and_joins_paragraphs(form: Form) -> None:
    await form.open(section(text("a")), quote(text("b", "bold")))
    await form.press("Home", "Backspace")
    await expect(form.box.locator("blockquote")).to_have_count(0)
    await form.press("Backspace")
    assert await form.sent() == rich(section(text("a"), text("b", "bold")))


async def test_a_selection_over_several_paragraphs_is_replaced_by_what_is_typed(form: Form) -> None:
    await form.open(section(text("keep gone")), listed("gone"), quote(text("gone too")))
    await form.press("Control+Home", *["ArrowRight"] * 5, "Shift+Control+End", *["Shift+ArrowLeft"] * 4)
    await form.type("it")
    assert await form.sent() == rich(section(text("keep it too")))


async def test_enter_twice_leads_out_of_a_quote_and_a_code_block(form: Form) -> None:
    for keys, part in {
        "Control+Shift+9": quote(text("in\nside")),
        "Control+Alt+Shift+C": code_block("in\nside"),
    }.items():
        await form.open()
        await form.press(keys)
        await form.type("in")
        await form.press("Enter")
        await form.type("side")
        await form.press("Enter", "Enter")
        await form.type("out")
        assert await form.sent() == rich(part, section(text("out")))


async def test_a_word_is_undone_and_done_again(form: Form) -> None:
    await form.open()
    await form.type("one two")
    await form.press("Control+b")
    await form.press("Control+z")
    await expect(form.box).to_have_text("one ")
    await form.press("Control+Shift+Z")
    await expect(form.box).to_have_text("one two")
    await form.press("Control+a", "Control+b", "Control+z")
    assert await form.sent() == rich(section(text("one two")))


async def test_a_link_is_added_changed_and_removed(form: Form) -> None:
    await form.open(section(text("See the page")))
    await form.press(*["Shift+ArrowLeft"] * 4, "Control+Shift+U")
    dialog = form.page.get_by_role("dialog", name="Add a link")
    await expect(dialog.get_by_label("Text")).to_have_value("page")
    await expect(dialog.get_by_label("Address")).to_be_focused()
    await form.type("no address")
    await form.press("Enter")
    await expect(dialog.get_by_text("Please enter a full address")).to_be_visible()
    await dialog.get_by_label("Address").fill("acme.test")
    await form.press("Enter")
    await expect(form.box).to_be_focused()
    await form.type(" now")
    await expect(form.box.get_by_role("link")).to_have_text("page")
    await form.press(*["ArrowLeft"] * 6)
    await form.toolbar.get_by_role("button", name="Link").click()
    dialog = form.page.get_by_role("dialog", name="Change the link")
    await dialog.get_by_label("Text").fill("site")
    await form.press("Enter")
    link = {"type": "link", "url": "https://acme.test", "text": "site"}
    seen = rich(section(text("See the "), link, text(" now")))
    assert await form.sent() == seen
    await form.open(*seen["elements"])
    await form.press(*["ArrowLeft"] * 6, "Control+Shift+U")
    await form.page.get_by_role("button", name="Remove the link").click()
    assert await form.sent() == rich(section(text("See the site now")))


async def test_the_toolbar_is_one_stop_and_shows_what_is_in_use(form: Form) -> None:
    await form.open(section(text("bold", "bold"), text(" plain")))
    bold, italic = (form.toolbar.get_by_role("button", name=name) for name in ("Bold", "Italic"))
    await expect(bold).to_have_attribute("aria-pressed", "false")
    await form.press("Home", "ArrowRight")
    await expect(bold).to_have_attribute("aria-pressed", "true")
    await form.press("Shift+Tab")
    await expect(bold).to_be_focused()
    await expect(form.toolbar.locator("[tabindex='0']")).to_have_count(1)
    await form.press("End", "ArrowRight", "ArrowRight")
    await expect(italic).to_be_focused()
    await expect(form.toolbar.locator("[tabindex='0']")).to_have_count(1)
    await form.press("Enter")
    await expect(form.box).to_be_focused()
    await expect(italic).to_have_attribute("aria-pressed", "true")
    await form.type("X")
    assert await form.sent() == rich(
        section(text("b", "bold"), text("X", "bold", "italic"), text("old", "bold"), text(" plain"))
    )


async def test_what_is_pasted_comes_as_plain_text(form: Form) -> None:
    await form.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await form.page.evaluate(
        """navigator.clipboard.write([new ClipboardItem({
          "text/html": new Blob(["<h1>Big</h1><b>bold</b>"], { type: "text/html" }),
          "text/plain": new Blob(["Big\\r\\nbold"], { type: "text/plain" }),
        })])"""
    )
    await form.open(listed("item "))
    await form.press("Control+v")
    await form.press("Enter", "Enter", "Control+v")
    assert await form.sent() == rich(listed("item Big", "bold"), section(text("Big\nbold")))


async def compose(form: Form, *so_far: str) -> None:
    """Write with an input method, which shows what it has so far before it is done."""
    keyboard = await form.page.context.new_cdp_session(form.page)
    for each in so_far:
        typed = {"text": each, "selectionStart": len(each), "selectionEnd": len(each)}
        await keyboard.send("Input.imeSetComposition", typed)
    await keyboard.send("Input.insertText", {"text": so_far[-1]})


async def test_an_input_method_writes_in_the_style_that_was_chosen(form: Form) -> None:
    await form.open(section(text("Say ")))
    await form.press("Control+b")
    await compose(form, "に", "にほ", "日本")
    await form.type("!")
    assert await form.sent() == rich(section(text("Say "), text("日本!", "bold")))


async def test_an_input_method_writes_over_whatever_is_selected(form: Form) -> None:
    await form.open(section(SPECIAL[0], text(" gone")), quote(SPECIAL[1]))
    await form.press("Control+a")
    await compose(form, "に", "日本")
    assert await form.sent() == rich(section(text("日本")))


async def test_an_emptied_field_has_no_value_and_shows_what_it_is_for(form: Form) -> None:
    await form.open(section(text("gone")), placeholder={"type": "plain_text", "text": "What for?"})
    await form.press("Control+a", "Backspace")
    await expect(form.box).to_have_class(re.compile("blank"))
    await form.page.get_by_test_id("modal-submit").click()
    await expect(form.page.get_by_test_id("error-field")).to_be_visible()
    await expect(form.box).to_be_focused()
    await expect(form.box).to_have_attribute("aria-invalid", "true")
    await form.type("here")
    await expect(form.page.get_by_test_id("error-field")).to_be_hidden()
    assert await form.sent() == rich(section(text("here")))


async def test_the_field_that_asks_for_it_has_the_focus_at_first(form: Form) -> None:
    trigger = form.playground.workspace.triggers.issue("U0TOM")
    (block,) = view_of(focus_on_load=True)["blocks"]
    await form.client.views_open(trigger_id=trigger, view=modal(text_input(optional=True), block))
    await expect(form.box).to_be_focused()
    await form.type("here")
    assert await form.sent() == rich(section(text("here")))


async def test_text_and_caret_outlive_a_new_drawing_of_the_form(form: Form) -> None:
    await form.open(section(text("one two")))
    await form.press(*["ArrowLeft"] * 4)
    await form.type("!")
    view = view_of(section(text("one two")), hint="Another")
    await form.client.views_update(view_id=form.playground.acting_as("U0TOM").modals[-1]["id"], view=view)
    await expect(form.page.get_by_text("Another")).to_be_visible()
    await expect(form.box).to_be_focused()
    await form.type("?")
    assert await form.sent() == rich(section(text("one!? two")))


async def test_the_app_hears_of_enter_or_of_every_pause_as_it_asked(form: Form) -> None:
    tom = form.playground.acting_as("U0TOM")
    await form.open(dispatch_action=True)
    await form.type("a")
    await form.press("Shift+Enter")
    await form.type("b")
    await form.press("Enter")
    await tom.until(lambda: len(form.received) == 1)
    await form.close()
    on_character = {"trigger_actions_on": ["on_character_entered"]}
    await form.open(dispatch_action=True, dispatch_action_config=on_character)
    await form.type("c")
    await tom.until(lambda: len(form.received) == 2)
    assert form.received == [rich(section(text("a\nb"))), rich(section(text("c")))]


async def test_the_caret_stays_in_sight_in_a_long_text(form: Form) -> None:
    await form.open(max_lines=4)
    for number in range(12):
        await form.type(str(number))
        await form.press("Enter")
    await form.press("Control+b")
    await form.type("end")
    await expect(form.box.locator("strong")).to_be_in_viewport(ratio=1)


@pytest.mark.usefixtures("french")
async def test_the_field_is_named_in_french_and_has_nothing_grave(form: Form, node_modules: Path) -> None:
    await form.page.set_viewport_size({"width": 390, "height": 844})
    await form.open(*[section(*SPECIAL), listed("one"), code_block("x = 1")])
    await expect(form.page.get_by_role("toolbar", name="Mise en forme")).to_be_visible()
    await expect(form.toolbar.get_by_role("button", name="Liste à puces")).to_have_attribute("aria-pressed", "false")
    await form.press("Control+Shift+U")
    await expect(form.page.get_by_role("dialog", name="Ajouter un lien")).to_be_visible()
    await form.press("Enter")
    assert await grave(form.page, node_modules) == []
