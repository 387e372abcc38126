"""Files that people send from the page: chosen, dropped, pasted, in messages and forms, by hand and by keyboard."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, cast

import pytest
from playwright.async_api import FilePayload, Locator, Page, Route, expect
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actor, Playground
from tests.browser.test_accessibility import grave
from tests.playground.blocks import actions, button, input_of, modal, text_input
from tests.playground.conftest import StartApp, node_modules
from tests.playground.pictures import png

__all__ = ["node_modules"]

Show = Callable[..., Awaitable[Any]]
MEGABYTE = 1024 * 1024
CARRIED = """files => {
  const carried = new DataTransfer();
  for (const [name, text] of files) carried.items.add(new File([text], name));
  return carried;
}"""
COPY_A_PICTURE = """async address => {
  const picture = await (await fetch(address)).blob();
  await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
}"""


@pytest.fixture
def tom(playground: Playground) -> Actor:
    return playground.acting_as("U0TOM")


@pytest.fixture
def show(client: AsyncWebClient, playground: Playground) -> Show:
    """Open a form with one file_input before somebody."""

    async def shown(person: str = "U0TOM", **element: Any) -> Any:
        field = input_of("files", {"type": "file_input", **element})
        view = modal(field, actions(button("deeper")))
        trigger_id = playground.workspace.triggers.issue(person)
        return await client.views_open(trigger_id=trigger_id, view=view)

    return shown


@pytest.fixture
async def submitted(app: AsyncApp, client: AsyncWebClient, start: StartApp) -> list[list[str]]:
    """Run an app that takes the form, and puts another upon it when asked to; give the files' names in each."""
    names: list[list[str]] = []

    @app.action("deeper")
    async def deeper(ack: Any, body: Any) -> None:
        await client.views_push(trigger_id=body["trigger_id"], view=modal(text_input(optional=True), title="Deeper"))
        await ack()

    @app.view("form")
    async def take(ack: Any, view: Any) -> None:
        values = view["state"]["values"]
        if "files" in values:
            names.append([file["name"] for file in values["files"]["entered"]["files"]])
        await ack()

    await start(app)
    return names


def payload(name: str, content: bytes = b"x", kind: str = "") -> FilePayload:
    return cast("FilePayload", {"name": name, "mimeType": kind, "buffer": content})


async def sit_down(playground: Playground, page: Page, person: str = "U0TOM") -> None:
    await page.goto(f"{playground.page_url}#as={person}")
    await expect(page.get_by_test_id("composer")).to_be_visible()


async def choose(control: Locator, *files: FilePayload) -> None:
    async with control.page.expect_file_chooser() as chooser:
        await control.click()
    await (await chooser.value).set_files(files)


async def drop(place: Locator, *files: tuple[str, str]) -> None:
    carried = await place.page.evaluate_handle(CARRIED, files)
    for kind in ("dragover", "drop"):
        await place.dispatch_event(kind, {"dataTransfer": carried})


def chips(place: Page | Locator) -> Locator:
    return place.locator(".attachment")


async def expect_uploaded(place: Page | Locator, count: int) -> None:
    await expect(chips(place)).to_have_count(count)
    await expect(place.locator(".attachment[aria-busy]")).to_have_count(0)


async def hold_uploads(page: Page) -> asyncio.Queue[Route]:
    """Let no upload arrive until it is taken out of the queue and continued."""
    held: asyncio.Queue[Route] = asyncio.Queue()
    await page.route("**/ui/upload?*", held.put)
    return held


def field(page: Page) -> Locator:
    return page.get_by_test_id("field-files")


def names_of(message: dict[str, Any]) -> list[str]:
    return [file["name"] for file in message["files"]]


# In the message box


async def test_files_are_chosen_seen_taken_away_and_sent_with_words(
    playground: Playground, desk: Page, tom: Actor
) -> None:
    await sit_down(playground, desk)
    await expect(desk.get_by_test_id("send")).to_be_disabled()
    await choose(desk.get_by_test_id("attach"), payload("a.txt", b"x" * 1200), payload("b.txt"), payload("c.txt"))
    await expect_uploaded(desk, 3)
    await expect(chips(desk).first).to_contain_text("1.2 kB")
    await desk.get_by_role("button", name="Remove b.txt").click()
    await expect(chips(desk)).to_have_count(2)
    await expect(desk.get_by_test_id("composer")).to_be_focused()
    await desk.keyboard.type("Two of three")
    await desk.keyboard.press("Enter")
    await expect(desk.get_by_test_id("timeline")).to_contain_text("Two of three")
    await expect(chips(desk)).to_have_count(0)
    (message,) = tom.messages()
    assert (names_of(message), message["text"], message["subtype"]) == (
        ["a.txt", "c.txt"],
        "Two of three",
        "file_share",
    )


async def test_a_picture_is_sent_without_words_and_drawn_where_it_stands(playground: Playground, desk: Page) -> None:
    await sit_down(playground, desk)
    await choose(desk.get_by_test_id("attach"), payload("chart.png", png(90, 30), "image/png"))
    await expect(chips(desk).locator("img")).to_have_js_property("naturalWidth", 90)
    await desk.get_by_test_id("send").click()
    image = desk.get_by_test_id("timeline").get_by_role("img", name="chart.png")
    await expect(image).to_have_js_property("naturalWidth", 90)
    assert await image.evaluate("image => [image.width, image.height]") == [90, 30]


async def test_files_are_dropped_anywhere_on_a_conversation(playground: Playground, desk: Page, tom: Actor) -> None:
    await sit_down(playground, desk)
    await drop(desk.get_by_test_id("timeline"), ("a.txt", "one"), ("b.txt", "two"))
    await expect_uploaded(desk, 2)
    await desk.get_by_test_id("send").click()
    await tom.until(lambda: [names_of(message) for message in tom.messages()] == [["a.txt", "b.txt"]])


async def test_a_picture_is_pasted_and_words_stay_words(playground: Playground, desk: Page, tom: Actor) -> None:
    await desk.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await sit_down(playground, desk)
    await tom.say("", files=[tom.upload("a.png", png(6, 4))])
    await desk.get_by_test_id("composer").focus()
    await desk.evaluate(COPY_A_PICTURE, tom.messages()[0]["files"][0]["url_private"])
    await desk.keyboard.press("Control+v")
    await expect(chips(desk).locator("img")).to_have_js_property("naturalWidth", 6)
    await desk.evaluate("navigator.clipboard.writeText('and words')")
    await desk.keyboard.press("Control+v")
    await expect(desk.get_by_test_id("composer")).to_have_value("and words")
    await expect(chips(desk)).to_have_count(1)


async def test_files_wait_in_the_conversation_and_the_thread_they_were_put_in(
    playground: Playground, client: AsyncWebClient, desk: Page, tom: Actor
) -> None:
    head = await client.chat_postMessage(channel="U0TOM", text="Yes?")
    await client.chat_postMessage(channel="U0TOM", text="No?", thread_ts=head["ts"])
    await sit_down(playground, desk)
    await choose(desk.get_by_test_id("attach"), payload("here.txt"))
    await desk.locator(".replies").click()
    thread = desk.locator(".thread")
    await choose(thread.get_by_test_id("thread-attach"), payload("thread.txt"))
    await expect(chips(thread)).to_contain_text("thread.txt")
    await expect(chips(desk.locator("#composer"))).to_contain_text("here.txt")
    await desk.get_by_test_id("thread-send").click()
    await expect(desk.get_by_test_id("thread")).to_contain_text("thread.txt")
    assert tom.messages()[-1]["thread_ts"] == head["ts"]
    await desk.get_by_test_id("channel-C0SALES").click()
    await expect(chips(desk)).to_have_count(0)
    await desk.get_by_test_id("app-dm").click()
    await expect(chips(desk)).to_contain_text("here.txt")


async def test_what_cannot_be_uploaded_is_said_and_the_rest_goes(playground: Playground, desk: Page) -> None:
    await sit_down(playground, desk, "U0LEA")
    await choose(desk.get_by_test_id("attach"), payload("film.mov", b"\x00" * 9 * MEGABYTE), payload("a.txt"))
    await expect(desk.get_by_test_id("toast")).to_contain_text("film.mov est trop volumineux : 4 Mo au plus.")
    await expect(chips(desk)).to_have_count(1)
    await choose(desk.get_by_test_id("attach"), *(payload(f"{number}.txt") for number in range(10)))
    await expect(desk.get_by_text("10 fichiers au plus.")).to_be_visible()
    await expect(chips(desk)).to_have_count(10)


async def test_a_command_takes_no_files_and_both_are_kept(playground: Playground, desk: Page) -> None:
    await sit_down(playground, desk)
    await choose(desk.get_by_test_id("attach"), payload("a.txt"))
    await expect_uploaded(desk, 1)
    await desk.get_by_test_id("composer").fill("/greet Tom")
    await desk.get_by_test_id("send").click()
    await expect(desk.get_by_test_id("toast")).to_contain_text("/greet takes no files")
    await expect(desk.get_by_test_id("composer")).to_have_value("/greet Tom")
    await expect(chips(desk)).to_have_count(1)


async def test_a_file_is_attached_taken_away_and_sent_by_keyboard_alone(
    playground: Playground, phone: Page, tom: Actor
) -> None:
    await sit_down(playground, phone)
    await phone.get_by_test_id("composer").focus()
    await phone.keyboard.press("Tab")
    await expect(phone.get_by_role("button", name="Attach files")).to_be_focused()
    async with phone.expect_file_chooser() as chooser:
        await phone.keyboard.press("Enter")
    await (await chooser.value).set_files([payload("a.txt"), payload("a-long-name-" * 20 + ".txt")])
    await expect(phone.get_by_test_id("composer")).to_be_focused()
    await expect(phone.get_by_test_id("send")).to_be_enabled()
    await phone.keyboard.press("Tab")
    await expect(phone.get_by_role("button", name="Remove a.txt")).to_be_focused()
    assert await phone.evaluate("document.documentElement.scrollWidth") == 390
    await phone.keyboard.press("Space")
    await phone.keyboard.press("Enter")
    await tom.until(lambda: len(tom.messages()) == 1)
    assert len(names_of(tom.messages()[0])) == 1


# In a form


async def test_a_form_takes_files_by_hand_and_gives_them_to_the_app(
    playground: Playground, submitted: list[list[str]], show: Show, desk: Page
) -> None:
    await sit_down(playground, desk)
    await show(max_files=3)
    await desk.get_by_test_id("modal-submit").click()
    await expect(desk.get_by_test_id("error-files")).to_contain_text("Please complete this required field.")
    await expect(field(desk).get_by_role("button", name="Choose files")).to_be_focused()
    await choose(field(desk).get_by_role("button", name="Choose files"), payload("a.txt"), payload("b.txt"))
    await expect(desk.get_by_test_id("error-files")).to_be_hidden()
    await drop(field(desk).locator(".file-input"), ("c.txt", "three"))
    await expect_uploaded(field(desk), 3)
    await field(desk).get_by_role("button", name="Remove a.txt").click()
    await expect(field(desk).get_by_role("button", name="Choose files")).to_be_focused()
    await desk.get_by_test_id("modal-submit").click()
    await expect(desk.get_by_test_id("modal")).to_be_hidden()
    assert submitted == [["b.txt", "c.txt"]]


@pytest.mark.parametrize(
    ("person", "said"),
    [
        ("U0TOM", ["Only files of these types: png, pdf.", "2 files at most.", "One file at most."]),
        ("U0LEA", ["Seuls ces types de fichiers sont acceptés : png, pdf.", "2 fichiers au plus.", "Un seul fichier"]),
    ],
)
async def test_a_file_that_a_form_does_not_take_is_an_error_in_its_field(
    playground: Playground, show: Show, desk: Page, person: str, said: list[str]
) -> None:
    await sit_down(playground, desk, person)
    await show(person, max_files=2, filetypes=["png", "pdf"])
    place = field(desk).locator(".file-input")
    error = desk.get_by_test_id("error-files")
    await drop(place, ("virus.exe", "x"), ("OK.PDF", "x"))
    await expect(error).to_contain_text(said[0])
    await expect(chips(field(desk))).to_have_count(1)
    await drop(place, ("two.png", "x"), ("three.png", "x"))
    await expect(error).to_contain_text(said[1])
    await expect(chips(field(desk))).to_have_count(2)
    await chips(field(desk)).first.get_by_role("button").click()
    await expect(error).to_be_hidden()
    await show(person, max_files=1)
    await drop(place, ("one.txt", "x"), ("two.txt", "x"))
    await expect(error).to_contain_text(said[2])
    await expect(chips(field(desk))).to_have_count(1)


async def test_the_file_chooser_offers_what_the_form_takes(playground: Playground, show: Show, desk: Page) -> None:
    await sit_down(playground, desk)
    await show(max_files=1, filetypes=["png", ".pdf"])
    async with desk.expect_file_chooser() as opened:
        await field(desk).get_by_role("button", name="Choose a file").click()
    chooser = await opened.value
    assert not chooser.is_multiple()
    assert await chooser.element.get_attribute("accept") == ".png,.pdf"


async def test_files_of_a_form_outlive_a_change_a_form_upon_it_and_a_reload(
    playground: Playground, client: AsyncWebClient, submitted: list[list[str]], show: Show, desk: Page
) -> None:
    await sit_down(playground, desk)
    view = (await show())["view"]
    await drop(field(desk).locator(".file-input"), ("a.txt", "x"))
    await expect_uploaded(field(desk), 1)
    changed = modal(
        input_of("files", {"type": "file_input", "max_files": 4}), actions(button("deeper")), title="Changed"
    )
    await client.views_update(view_id=view["id"], view=changed)
    await expect(desk.get_by_role("heading", name="Changed")).to_be_visible()
    await expect(chips(field(desk))).to_contain_text("a.txt")
    await desk.get_by_role("button", name="Go").click()
    await expect(desk.get_by_role("heading", name="Deeper")).to_be_visible()
    await desk.get_by_test_id("modal-submit").click()
    await expect(chips(field(desk))).to_contain_text("a.txt")
    await desk.reload()
    await expect(chips(field(desk))).to_contain_text("a.txt")
    await desk.get_by_test_id("modal-submit").click()
    await expect(desk.get_by_test_id("modal")).to_be_hidden()
    assert submitted == [["a.txt"]]


async def test_a_form_waits_for_files_that_are_still_on_their_way(
    playground: Playground, submitted: list[list[str]], show: Show, desk: Page
) -> None:
    arrivals = await hold_uploads(desk)
    await sit_down(playground, desk)
    await show()
    await drop(field(desk).locator(".file-input"), ("a.txt", "x"))
    await expect(chips(field(desk))).to_contain_text("Uploading…")
    await desk.get_by_test_id("modal-submit").click()
    await expect(desk.get_by_test_id("error-files")).to_contain_text("Please wait until the files are uploaded.")
    await (await arrivals.get()).continue_()
    await expect(desk.get_by_test_id("error-files")).to_be_hidden()
    await desk.get_by_test_id("modal-submit").click()
    await expect(desk.get_by_test_id("modal")).to_be_hidden()
    assert submitted == [["a.txt"]]


async def test_the_focus_stays_on_a_chip_when_its_upload_is_done(playground: Playground, desk: Page) -> None:
    arrivals = await hold_uploads(desk)
    await sit_down(playground, desk)
    await choose(desk.get_by_test_id("attach"), payload("a.txt"))
    remove = desk.get_by_role("button", name="Remove a.txt")
    await remove.focus()
    await (await arrivals.get()).continue_()
    await expect_uploaded(desk, 1)
    await expect(remove).to_be_focused()


async def test_a_form_with_files_is_filled_by_keyboard_alone(
    playground: Playground, submitted: list[list[str]], show: Show, phone: Page
) -> None:
    await sit_down(playground, phone, "U0LEA")
    await show("U0LEA")
    await expect(phone.get_by_test_id("modal")).to_be_visible()
    await phone.keyboard.press("Tab")
    await expect(phone.get_by_role("button", name="Choisir des fichiers")).to_be_focused()
    async with phone.expect_file_chooser() as chooser:
        await phone.keyboard.press("Enter")
    await (await chooser.value).set_files([payload("a.txt"), payload("b.txt")])
    await expect_uploaded(phone, 2)
    await phone.keyboard.press("Tab")
    await phone.keyboard.press("Enter")
    await expect(chips(field(phone))).to_have_count(1)
    await phone.keyboard.press("Control+Enter")
    await expect(phone.get_by_test_id("modal")).to_be_hidden()
    assert submitted == [["b.txt"]]


async def test_files_on_their_way_have_nothing_grave(
    playground: Playground, show: Show, page: Page, node_modules: Path
) -> None:
    await sit_down(playground, page)
    await choose(page.get_by_test_id("attach"), payload("a.txt"), payload("a.png", png(), "image/png"))
    await expect(chips(page).locator("img")).to_be_visible()
    assert await grave(page, node_modules) == []
    await show(filetypes=["png"])
    await drop(field(page).locator(".file-input"), ("a.png", "x"), ("b.exe", "x"))
    await expect(page.get_by_test_id("error-files")).to_be_visible()
    assert await grave(page, node_modules) == []
    await page.set_viewport_size({"width": 390, "height": 844})
    assert await grave(page, node_modules) == []
