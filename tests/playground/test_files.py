"""Files as slack-sdk uploads them, as messages carry them and as a browser gets them."""

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actor, Playground, Workspace
from bot.playground.pictures import Picture, picture_in
from tests.playground.blocks import actions, button, home, modal, plain
from tests.playground.conftest import StartApp
from tests.playground.pictures import png
from tests.playground.refusals import code, refusal

NOTES = "# Digest\n\n- one\n- two\n- three\n- four\n"
LOST = "invalid slack file"


@pytest.fixture
async def browser() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def announced(client: AsyncWebClient, length: int, **asked: Any) -> tuple[str, str]:
    answer = await client.files_getUploadURLExternal(**{"filename": "chart.png", "length": length, **asked})
    return answer["file_id"], answer["upload_url"]


async def completed(client: AsyncWebClient, content: bytes | str, filename: str = "chart.png", **asked: Any) -> str:
    answer = await client.files_upload_v2(content=content, filename=filename, **asked)
    return answer["file"]["id"]


async def processed(client: AsyncWebClient, content: bytes | str, filename: str = "chart.png", **asked: Any) -> str:
    file_id = await completed(client, content, filename, **asked)
    await client.files_info(file=file_id)
    return file_id


async def info(client: AsyncWebClient, file_id: str) -> dict[str, Any]:
    return (await client.files_info(file=file_id))["file"]


def image(**slack_file: str) -> dict[str, Any]:
    return {"type": "image", "alt_text": "Progress", "slack_file": slack_file}


# Uploading


@pytest.mark.parametrize("as_form", [False, True], ids=["raw", "form"])
async def test_a_file_is_uploaded_in_three_steps(
    client: AsyncWebClient, browser: aiohttp.ClientSession, as_form: bool
) -> None:
    content = png()
    file_id, url = await announced(client, len(content))
    assert await code(client.files_info(file=file_id)) == "file_not_found"
    async with browser.post(url, data=form(content) if as_form else content) as response:
        assert (response.status, await response.text()) == (200, f"OK - {len(content)}")
    answer = await client.files_completeUploadExternal(files=[{"id": file_id, "title": "Chart"}])
    assert [(file["id"], file["title"]) for file in answer["files"]] == [(file_id, "Chart")]
    assert (await info(client, file_id))["size"] == len(content)


def form(content: bytes) -> aiohttp.FormData:
    data = aiohttp.FormData()
    data.add_field("filename", content, filename="chart.png", content_type="image/png")
    return data


async def test_a_file_of_another_length_is_refused_and_may_come_again(
    client: AsyncWebClient, browser: aiohttp.ClientSession
) -> None:
    _, url = await announced(client, 5)
    async with browser.post(url, data=b"four") as response:
        assert (response.status, await response.text()) == (400, "wrong_length")
    async with browser.post(url, data=b"fives") as response:
        assert response.status == 200


async def test_an_upload_address_takes_one_file_and_none_is_guessed(
    client: AsyncWebClient, playground: Playground, browser: aiohttp.ClientSession
) -> None:
    _, url = await announced(client, 5)
    for address, status in ((url, 200), (url, 404), (playground.page_url + "upload/v1/guess", 404)):
        async with browser.post(address, data=b"fives") as response:
            assert response.status == status


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"filename": ""}, "missing_argument"),
        ({"length": 0}, "missing_argument"),
        ({"length": "many"}, "invalid_arguments"),
        ({"length": 50_000_000}, "file_upload_size_restricted"),
        ({"alt_txt": "x" * 1001}, "alt_txt_too_large"),
        ({"snippet_type": "runes"}, "unknown_snippet_type"),
        ({"snippet_type": "text", "length": 1024 * 1024 + 1}, "snippet_too_large"),
    ],
    ids=str,
)
async def test_what_cannot_be_uploaded_is_refused_at_once(
    client: AsyncWebClient, asked: dict[str, Any], error: str
) -> None:
    assert await code(client.files_getUploadURLExternal(**{"filename": "a.txt", "length": 3, **asked})) == error


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ({"channel_id": "C0NOWHERE"}, "channel_not_found"),
        ({"channel_id": "U0LEA"}, "channel_not_found"),
        ({"channel_id": "G0BOARD"}, "channel_not_found"),
        ({"channel_id": "C0QUIET"}, "not_in_channel"),
        ({"channels": ["C0SALES", "C0NOWHERE"]}, "invalid_channel"),
        ({"channels": ["C0SALES"] * 101}, "channels_limit_exceeded"),
        ({"channel_id": "C0SALES", "thread_ts": "1.1"}, "invalid_arguments"),
        ({"channel_id": "C0SALES", "blocks": '[{"type": "nothing"}]'}, "invalid_blocks"),
        ({"channel_id": "C0SALES", "blocks": '[{"type": "markdown", "text": "x"}]'}, "internal_error"),
        ({"files": []}, "invalid_arguments"),
        ({"files": [{"id": "F0NOTHING1"}]}, "file_not_found"),
    ],
    ids=str,
)
async def test_an_upload_that_cannot_be_completed_stays_as_it_was(
    client: AsyncWebClient, browser: aiohttp.ClientSession, lea: Actor, asked: dict[str, Any], error: str
) -> None:
    file_id, url = await announced(client, 5)
    not_sent = client.files_completeUploadExternal(files=[{"id": file_id}])
    assert await code(not_sent) == "file_not_found"
    await browser.post(url, data=b"fives")
    assert await code(client.files_completeUploadExternal(**{"files": [{"id": file_id}], **asked})) == error
    assert lea.messages("C0SALES") == []
    await client.files_completeUploadExternal(files=[{"id": file_id}])
    assert await code(client.files_completeUploadExternal(files=[{"id": file_id}])) == "file_not_found"


async def test_files_need_their_scopes(client: AsyncWebClient, workspace: Workspace) -> None:
    workspace.scopes -= {"files:read", "files:write"}
    assert (await refusal(client.files_info(file="F0NOTHING1")))["needed"] == "files:read"
    assert (await refusal(client.files_getUploadURLExternal(filename="a", length=1)))["needed"] == "files:write"


async def test_nothing_is_shared_in_an_archived_channel(client: AsyncWebClient, workspace: Workspace) -> None:
    workspace.archive("C0SALES")
    shared = client.files_upload_v2(content="x", filename="a.txt", channel="C0SALES")
    assert await code(shared) == "posting_to_channel_denied"


# Sharing


async def test_a_text_is_shared_in_a_thread_with_a_comment(client: AsyncWebClient, lea: Actor) -> None:
    parent = (await client.chat_postMessage(channel="C0SALES", text="Digest"))["ts"]
    file_id = await completed(
        client, NOTES, "digest.md", title="Summary", channel="C0SALES", thread_ts=parent, initial_comment="As a file"
    )
    first, reply = lea.messages("C0SALES")
    assert (first["reply_count"], reply["thread_ts"], reply["text"]) == (1, parent, "As a file")
    assert "subtype" not in reply
    (file,) = reply["files"]
    assert (file["id"], file["name"], file["title"], file["is_public"]) == (file_id, "digest.md", "Summary", True)
    assert (file["mimetype"], file["filetype"], file["size"]) == ("text/markdown", "markdown", len(NOTES))
    assert (file["preview"], file["lines"], file["lines_more"]) == ("# Digest\n\n- one\n- two\n- three", 6, 1)
    shared = await info(client, file_id)
    assert shared["shares"]["public"]["C0SALES"][0]["ts"] == reply["ts"]
    assert shared["shares"]["public"]["C0SALES"][0]["thread_ts"] == parent
    assert (shared["channels"], shared["groups"], shared["ims"], shared["is_public"]) == (["C0SALES"], [], [], True)


async def test_a_file_is_shared_with_people_and_channels_at_once(client: AsyncWebClient, lea: Actor) -> None:
    file_id = await completed(client, "x", "a.txt", channels=["U0LEA", "C0SALES"])
    found = [*lea.messages(), *lea.messages("C0SALES")]
    assert [(one["files"][0]["id"], one["files"][0]["is_public"]) for one in found] == [
        (file_id, False),
        (file_id, True),
    ]
    shared = await info(client, file_id)
    assert (shared["channels"], shared["ims"]) == (["C0SALES"], ["D0LEA"])
    assert list(shared["shares"]["private"]) == ["D0LEA"]


async def test_blocks_stand_beside_a_file_unless_there_is_a_comment(client: AsyncWebClient, lea: Actor) -> None:
    row = json.dumps([actions(button("go"))])
    await completed(client, "x", "a.txt", channel="C0SALES", blocks=row)
    await completed(client, "x", "a.txt", channel="C0SALES", blocks=row, initial_comment="Look")
    first, second = lea.messages("C0SALES")
    assert first["blocks"][0]["block_id"] == "row"
    assert ("blocks" in second, second["text"]) == (False, "Look")


async def test_the_history_of_a_channel_names_the_files(client: AsyncWebClient) -> None:
    file_id = await completed(client, "x", "a.txt", channel="C0SALES")
    (message,) = (await client.conversations_history(channel="C0SALES"))["messages"]
    assert (message["text"], message["files"][0]["id"]) == ("", file_id)


async def test_a_message_keeps_its_file_when_its_words_change(client: AsyncWebClient, lea: Actor) -> None:
    await completed(client, "x", "a.txt", channel="C0SALES", initial_comment="Before")
    (message,) = lea.messages("C0SALES")
    await client.chat_update(channel="C0SALES", ts=message["ts"], text="After")
    (message,) = lea.messages("C0SALES")
    assert (message["text"], len(message["files"])) == ("After", 1)


async def test_a_deleted_file_leaves_a_tombstone(
    client: AsyncWebClient, playground: Playground, browser: aiohttp.ClientSession, lea: Actor
) -> None:
    file_id = await completed(client, "x", "a.txt", channel="C0SALES")
    await client.files_delete(file=file_id)
    (message,) = lea.messages("C0SALES")
    assert message["files"] == [{"id": file_id, "mode": "tombstone"}]
    assert await code(client.files_info(file=file_id)) == "file_deleted"
    async with browser.get(f"{playground.page_url}files/{file_id}/a.txt") as response:
        assert response.status == 404


# Looking


async def test_the_kind_of_a_file_is_known_at_the_second_look(client: AsyncWebClient) -> None:
    file_id = await completed(client, png(720, 180), alt_txt="Progress", title="Chart")
    first, second = await info(client, file_id), await info(client, file_id)
    assert (first["mimetype"], first["filetype"], "original_w" in first) == ("", "", False)
    assert (second["mimetype"], second["filetype"]) == ("image/png", "png")
    assert (second["original_w"], second["original_h"]) == (720, 180)
    assert (second["thumb_360_w"], second["thumb_360_h"]) == (360, 90)
    assert (second["title"], second["alt_txt"], second["user"]) == ("Chart", "Progress", "U0APPBOT")
    assert second["shares"] == {}


@pytest.mark.parametrize(
    ("content", "picture"),
    [
        (png(7, 5), Picture("png", 7, 5)),
        (b"GIF89a\x07\x00\x05\x00", Picture("gif", 7, 5)),
        (b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc2\x00\x11\x08\x00\x05\x00\x07", Picture("jpg", 7, 5)),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", None),
        (b"", None),
    ],
    ids=["png", "gif", "jpeg", "svg", "nothing"],
)
def test_a_picture_is_known_by_its_bytes(content: bytes, picture: Picture | None) -> None:
    assert picture_in(content) == picture


# In blocks


@pytest.mark.parametrize(
    "block",
    [
        image,
        lambda **named: {"type": "context", "elements": [{"type": "mrkdwn", "text": "x"}, image(**named)]},
        lambda **named: {"type": "section", "text": plain("x"), "accessory": image(**named)},
    ],
    ids=["block", "context", "accessory"],
)
async def test_a_picture_is_posted_by_its_id(client: AsyncWebClient, block: Any) -> None:
    file_id = await processed(client, png())
    posted = await client.chat_postMessage(channel="C0SALES", text="x", blocks=[block(id=file_id)])
    assert file_id in str(posted["message"]["blocks"])


@pytest.mark.parametrize("link", ["url_private", "permalink"])
async def test_a_picture_is_posted_by_its_address(client: AsyncWebClient, link: str) -> None:
    file_id = await processed(client, png(), "chart of 2026.png")
    url = (await info(client, file_id))[link]
    await client.chat_postMessage(channel="C0SALES", text="x", blocks=[image(url=url)])


@pytest.mark.parametrize(
    ("block", "where"),
    [
        (image(id="F0NOTHING1"), "/blocks/0/slack_file"),
        (image(url="https://acme.slack.com/files/U0APPBOT/F0NOTHING1/a.png"), "/blocks/0/slack_file"),
        (image(url="https://acme.slack.com"), "/blocks/0/slack_file"),
        (
            {"type": "section", "text": plain("x"), "accessory": image(id="F0NOTHING1")},
            "/blocks/0/accessory/slack_file",
        ),
        ({"type": "context", "elements": [image(id="F0NOTHING1")]}, "/blocks/0/elements/0/slack_file"),
    ],
    ids=str,
)
async def test_a_picture_that_is_not_there_is_refused(client: AsyncWebClient, block: Any, where: str) -> None:
    refused = await refusal(client.chat_postMessage(channel="C0SALES", text="x", blocks=[block]))
    assert (refused["error"], refused["errors"]) == ("invalid_blocks", [f"{LOST} [json-pointer:{where}]"])
    assert refused["response_metadata"]["messages"] == [f"[ERROR] {LOST} [json-pointer:{where}]"]


async def test_a_picture_is_refused_until_it_is_completed_and_processed(
    client: AsyncWebClient, browser: aiohttp.ClientSession
) -> None:
    content = png()
    file_id, url = await announced(client, len(content))
    post = {"channel": "C0SALES", "text": "x", "blocks": [image(id=file_id)]}
    assert await code(client.chat_postMessage(**post)) == "invalid_blocks"
    await browser.post(url, data=content)
    assert await code(client.chat_postMessage(**post)) == "invalid_blocks"
    await client.files_completeUploadExternal(files=[{"id": file_id}])
    assert await code(client.chat_postMessage(**post)) == "invalid_blocks"
    assert (await info(client, file_id))["mimetype"] == ""
    await client.chat_postMessage(**post)


async def test_a_text_is_no_picture_whatever_its_name(client: AsyncWebClient) -> None:
    file_id = await processed(client, "not a picture", "chart.png")
    assert (
        await code(client.chat_postMessage(channel="C0SALES", text="x", blocks=[image(id=file_id)])) == "invalid_blocks"
    )


async def test_a_picture_is_checked_wherever_blocks_may_be_sent(client: AsyncWebClient, lea: Actor) -> None:
    ts = (await client.chat_postMessage(channel="C0SALES", text="x"))["ts"]
    lost, there = image(id="F0NOTHING1"), image(id=await processed(client, png()))
    assert await code(client.chat_update(channel="C0SALES", ts=ts, text="x", blocks=[lost])) == "invalid_blocks"
    whispered = client.chat_postEphemeral(channel="C0SALES", user="U0LEA", text="x", blocks=[lost])
    assert await code(whispered) == "invalid_blocks"
    refused = await refusal(client.views_publish(user_id="U0LEA", view=home(lost)))
    lines = [f"[ERROR] {LOST} [json-pointer:/view/blocks/0/slack_file]"]
    assert (refused["error"], refused["response_metadata"]["messages"]) == ("invalid_arguments", lines)
    await client.chat_update(channel="C0SALES", ts=ts, text="x", blocks=[there])
    await client.views_publish(user_id="U0LEA", view=home(there))
    assert lea.home


async def test_a_modal_with_a_picture_that_is_not_there_is_refused(
    client: AsyncWebClient, app: AsyncApp, start: StartApp, lea: Actor
) -> None:
    there, refused = image(id=await processed(client, png())), []

    @app.command("/greet")
    async def greet(ack: Any, body: Any) -> None:
        lost = client.views_open(trigger_id=body["trigger_id"], view=modal(image(id="F0NOTHING1")))
        refused.append(await code(lost))
        await client.views_open(trigger_id=body["trigger_id"], view=modal(there))
        await ack()

    await start(app)
    await lea.command("/greet")
    assert refused == ["invalid_arguments"]
    assert lea.modal


# In a browser


@pytest.mark.parametrize(
    ("content", "name", "served"),
    [
        (png(), "chart.png", "image/png inline"),
        (png(), "chart.html", "image/png inline"),
        (b"# Digest", "digest.md", "text/plain; charset=utf-8 attachment"),
        (b"a;b", "list.csv", "text/plain; charset=utf-8 attachment"),
        (b"<script>", "page.html", "application/octet-stream attachment"),
        (b"<svg/>", "drawing.svg", "application/octet-stream attachment"),
    ],
)
async def test_a_browser_shows_pictures_and_downloads_all_else(
    client: AsyncWebClient, browser: aiohttp.ClientSession, content: bytes, name: str, served: str
) -> None:
    url = (await info(client, await completed(client, content, name)))["url_private"]
    async with browser.get(url) as response:
        assert (response.status, await response.read()) == (200, content)
        kind, shown = served.rsplit(" ", 1)
        assert response.headers["Content-Type"] == kind
        assert response.headers["Content-Disposition"] == f"{shown}; filename*=UTF-8''{name}"
        assert response.headers["X-Content-Type-Options"] == "nosniff"


async def test_a_name_is_no_danger_to_a_header_or_an_address(
    client: AsyncWebClient, browser: aiohttp.ClientSession
) -> None:
    name = 'a/b "é"\r\nX-Evil: 1.txt'
    url = (await info(client, await completed(client, "x", name)))["url_private"]
    async with browser.get(url) as response:
        assert response.status == 200
        assert response.headers["Content-Disposition"].isascii()
        assert "X-Evil" not in response.headers


async def test_a_file_is_served_once_it_is_complete(
    client: AsyncWebClient, playground: Playground, browser: aiohttp.ClientSession
) -> None:
    file_id, upload_url = await announced(client, 5)
    await browser.post(upload_url, data=b"fives")
    async with browser.get(f"{playground.page_url}files/{file_id}/chart.png") as response:
        assert response.status == 404


async def test_the_page_never_learns_where_a_file_may_be_uploaded(
    client: AsyncWebClient, playground: Playground
) -> None:
    told: list[str] = []
    playground.workspace.changes.subscribe(lambda change: told.append(str(change.body)))
    _, url = await announced(client, 5)
    assert told
    assert url.rpartition("/")[2] not in "".join(told)
