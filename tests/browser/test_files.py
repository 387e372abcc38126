"""Files on the page: pictures in blocks and messages, cards for all else, on a desk and on a phone."""

import pytest
from playwright.async_api import Page, expect
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Playground
from tests.playground.pictures import png

NOTES = "# Digest\n\n" + "- a line that is long enough to be broken on a phone, because phones are narrow\n" * 6


async def post_picture(client: AsyncWebClient, channel: str, content: bytes) -> str:
    answer = await client.files_upload_v2(content=content, filename="chart.png", title="Chart")
    file_id = answer["file"]["id"]
    await client.files_info(file=file_id)
    image = {"type": "image", "alt_text": "Progress of the team", "slack_file": {"id": file_id}}
    await client.chat_postMessage(channel=channel, text="Progress", blocks=[image])
    return file_id


async def test_a_picture_in_a_block_is_drawn_and_opens_in_a_new_tab(
    playground: Playground, client: AsyncWebClient, desk: Page
) -> None:
    file_id = await post_picture(client, "U0TOM", png(900, 300))
    await desk.goto(f"{playground.page_url}#as=U0TOM")
    image = desk.get_by_role("img", name="Progress of the team")
    await expect(image).to_be_visible()
    assert await image.evaluate("image => [image.naturalWidth, image.width, image.height]") == [900, 520, 173]
    async with desk.expect_popup() as opened:
        await image.click()
    assert file_id in (await opened.value).url


@pytest.mark.parametrize(
    ("person", "said"),
    [("U0TOM", ["digest.md · 490 bytes", "3 more lines"]), ("U0LEA", ["digest.md · 490 octets", "encore 3 lignes"])],
)
async def test_a_text_is_a_card_that_downloads_it_with_its_first_lines(
    playground: Playground, client: AsyncWebClient, desk: Page, person: str, said: list[str]
) -> None:
    answer = await client.files_upload_v2(
        content=NOTES, filename="digest.md", title="Summary", channel=f"D{person[1:]}"
    )
    await desk.goto(f"{playground.page_url}#as={person}")
    card = desk.get_by_test_id(f"file-{answer['file']['id']}")
    for words in ("Summary", "# Digest", *said):
        await expect(card).to_contain_text(words)
    async with desk.expect_download() as download:
        await card.get_by_role("link").click()
    file = await download.value
    assert file.suggested_filename == "digest.md"
    assert (await file.path()).read_text() == NOTES


async def test_a_picture_shared_with_a_message_is_drawn_with_its_title(
    playground: Playground, client: AsyncWebClient, desk: Page
) -> None:
    await client.files_upload_v2(
        content=png(40, 20),
        filename="a.png",
        title="Our chart",
        alt_txt="A chart",
        channel="D0TOM",
        initial_comment="Hi",
    )
    await desk.goto(f"{playground.page_url}#as=U0TOM")
    await expect(desk.get_by_test_id("timeline")).to_contain_text("Our chart")
    image = desk.get_by_role("img", name="A chart")
    await expect(image).to_be_visible()
    assert await image.evaluate("image => [image.width, image.height]") == [40, 20]


async def test_a_deleted_file_is_said_to_be_gone(playground: Playground, client: AsyncWebClient, desk: Page) -> None:
    answer = await client.files_upload_v2(content="x", filename="a.txt", channel="D0TOM")
    await desk.goto(f"{playground.page_url}#as=U0TOM")
    await expect(desk.get_by_test_id("timeline")).to_contain_text("a.txt")
    await client.files_delete(file=answer["file"]["id"])
    await expect(desk.get_by_test_id("timeline")).to_contain_text("This file was deleted.")


async def test_files_fit_a_phone(playground: Playground, client: AsyncWebClient, phone: Page) -> None:
    await post_picture(client, "U0LEA", png(1600, 400))
    long_name = "a-name-without-a-space-that-goes-on-" * 3 + ".bin"
    await client.files_upload_v2(content=b"\x00" * 1234, filename=long_name, channel="D0LEA")
    await client.files_upload_v2(content=NOTES, filename="digest.md", channel="D0LEA")
    await client.files_upload_v2(content=png(1600, 400), filename="wide.png", channel="D0LEA")
    await phone.goto(f"{playground.page_url}#as=U0LEA")
    timeline = phone.get_by_test_id("timeline")
    await expect(timeline).to_contain_text("1,2 ko")
    await expect(timeline.get_by_role("img")).to_have_count(2)
    assert await timeline.evaluate("timeline => timeline.scrollWidth") == 390
    for node in await timeline.locator(".message-body *").all():
        box = await node.bounding_box()
        assert box is None or box["x"] + box["width"] <= 390


async def test_the_last_message_stays_in_view_when_pictures_arrive_above_it(
    playground: Playground, client: AsyncWebClient, desk: Page
) -> None:
    for number in range(20):
        await client.chat_postMessage(channel="U0TOM", text=f"Message {number}")
    await post_picture(client, "U0TOM", png(500, 700))
    await client.chat_postMessage(channel="U0TOM", text="The last one")
    await desk.goto(f"{playground.page_url}#as=U0TOM")
    image = desk.get_by_role("img", name="Progress of the team")
    await expect(image).to_have_js_property("naturalHeight", 700)
    await expect(desk.get_by_text("The last one")).to_be_in_viewport(ratio=1)
