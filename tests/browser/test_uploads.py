"""Files that people send from the page: chosen, dropped, pasted, by hand and by keyboard."""

from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actor, Playground
from tests.browser.test_accessibility import grave
from tests.browser.uploading import chips, choose, drop, expect_uploaded, hold_uploads, payload
from tests.playground.conftest import node_modules
from tests.playground.pictures import png

__all__ = ["node_modules"]

MEGABYTE = 1024 * 1024
COPY_A_PICTURE = """async address => {
  const picture = await (await fetch(address)).blob();
  await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
}"""


@pytest.fixture
def tom(playground: Playground) -> Actor:
    return playground.acting_as("U0TOM")


async def sit_down(playground: Playground, page: Page, person: str = "U0TOM") -> None:
    await page.goto(f"{playground.page_url}#as={person}")
    await expect(page.get_by_test_id("composer")).to_be_visible()


def names_of(message: dict[str, Any]) -> list[str]:
    return [file["name"] for file in message["files"]]


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


async def test_the_focus_stays_on_a_chip_when_its_upload_is_done(playground: Playground, desk: Page) -> None:
    arrivals = await hold_uploads(desk)
    await sit_down(playground, desk)
    await choose(desk.get_by_test_id("attach"), payload("a.txt"))
    remove = desk.get_by_role("button", name="Remove a.txt")
    await remove.focus()
    await (await arrivals.get()).continue_()
    await expect_uploaded(desk, 1)
    await expect(remove).to_be_focused()


async def test_files_on_their_way_have_nothing_grave(playground: Playground, desk: Page, node_modules: Path) -> None:
    await sit_down(playground, desk)
    await choose(desk.get_by_test_id("attach"), payload("a.txt"), payload("a.png", png(), "image/png"))
    await expect(chips(desk).locator("img")).to_be_visible()
    assert await grave(desk, node_modules) == []
    await desk.set_viewport_size({"width": 390, "height": 844})
    assert await grave(desk, node_modules) == []
