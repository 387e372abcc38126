"""Files that people put into a form: chosen, dropped, refused, kept, by hand and by keyboard."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Locator, Page, expect
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Playground
from tests.browser.test_accessibility import grave
from tests.browser.uploading import chips, choose, drop, expect_uploaded, hold_uploads, payload
from tests.playground.blocks import actions, button, input_of, modal, text_input
from tests.playground.conftest import StartApp, node_modules

__all__ = ["node_modules"]

Show = Callable[..., Awaitable[Any]]


@pytest.fixture
def show(client: AsyncWebClient, playground: Playground) -> Show:
    """Open a form with one file_input before somebody."""

    async def shown(person: str = "U0TOM", **element: Any) -> Any:
        field = input_of("files", {"type": "file_input", **element})
        view = modal(field, actions(button("deeper")))
        trigger_id = playground.workspace.triggers.issue(person)
        return await client.views_open(trigger_id=trigger_id, view=view)

    return shown


@pytest.fixture(scope="module")
async def names(app: AsyncApp, client: AsyncWebClient, start: StartApp) -> list[list[str]]:
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


@pytest.fixture
def submitted(names: list[list[str]]) -> list[list[str]]:
    names.clear()
    return names


def field(page: Page) -> Locator:
    return page.get_by_test_id("field-files")


async def test_a_form_takes_files_by_hand_and_gives_them_to_the_app(
    playground: Playground, submitted: list[list[str]], show: Show, desk: Page
) -> None:
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
    await desk.goto(f"{playground.page_url}#as={person}")
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


async def test_the_file_chooser_offers_what_the_form_takes(show: Show, desk: Page) -> None:
    await show(max_files=1, filetypes=["png", ".pdf"])
    async with desk.expect_file_chooser() as opened:
        await field(desk).get_by_role("button", name="Choose a file").click()
    chooser = await opened.value
    assert not chooser.is_multiple()
    assert await chooser.element.get_attribute("accept") == ".png,.pdf"


async def test_files_of_a_form_outlive_a_change_a_form_upon_it_and_a_reload(
    playground: Playground, client: AsyncWebClient, submitted: list[list[str]], show: Show, desk: Page
) -> None:
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


async def test_a_form_with_files_is_filled_by_keyboard_alone(
    playground: Playground, submitted: list[list[str]], show: Show, phone: Page
) -> None:
    await phone.goto(f"{playground.page_url}#as=U0LEA")
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


async def test_files_in_a_form_have_nothing_grave(show: Show, desk: Page, node_modules: Path) -> None:
    await show(filetypes=["png"])
    await drop(field(desk).locator(".file-input"), ("a.png", "x"), ("b.exe", "x"))
    await expect(desk.get_by_test_id("error-files")).to_be_visible()
    assert await grave(desk, node_modules) == []
    await desk.set_viewport_size({"width": 390, "height": 844})
    assert await grave(desk, node_modules) == []
