"""Files that people upload: in messages, in forms, and what the app may do with them."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from io import BytesIO
from typing import Any
from urllib.parse import quote

import aiohttp
import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actor, Playground, Workspace
from bot.playground.errors import SlackError
from tests.playground.blocks import input_of, modal
from tests.playground.conftest import StartApp
from tests.playground.pictures import png
from tests.playground.refusals import code

Show = Callable[..., Awaitable[dict[str, Any]]]
MEGABYTE = 1024 * 1024


@pytest.fixture
def show(client: AsyncWebClient, workspace: Workspace) -> Show:
    """Open a form with one file_input before Léa."""

    async def shown(*, optional: bool = False, **element: Any) -> dict[str, Any]:
        view = modal(input_of("files", {"type": "file_input", **element}, optional=optional))
        opened: Any = await client.views_open(trigger_id=workspace.triggers.issue("U0LEA"), view=view)
        return opened["view"]

    return shown


@pytest.fixture
async def events(app: AsyncApp, start: StartApp) -> list[dict[str, Any]]:
    """Run an app that listens to messages, mentions and shared files; give what it hears."""
    heard: list[dict[str, Any]] = []

    @app.event("message")
    @app.event("app_mention")
    @app.event("file_shared")
    async def note(event: Any) -> None:
        heard.append(event)

    await start(app)
    return heard


@pytest.fixture
async def submitted(app: AsyncApp, client: AsyncWebClient, start: StartApp) -> list[Any]:
    """Run an app that looks at each file it gets with a form; give the files in the form, and as it sees them."""
    got: list[Any] = []

    @app.view("form")
    async def take(ack: Any, view: Any) -> None:
        files = view["state"]["values"]["files"]["entered"]["files"]
        seen: list[Any] = [await client.files_info(file=file["id"]) for file in files]
        got.append((files, [each["file"]["name"] for each in seen]))
        await ack()

    await start(app)
    return got


@pytest.fixture
async def browser() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


def of_type(events: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [event for event in events if event["type"] == kind]


def entered(actor: Actor) -> dict[str, Any]:
    """Give what the file_input of the open form holds."""
    assert actor.modal is not None
    return actor.modal["state"]["values"]["files"]["entered"]


# Uploading on the page


async def upload(
    playground: Playground, session: aiohttp.ClientSession, name: str, content: bytes, who: str = "U0LEA"
) -> dict[str, Any]:
    url = f"{playground.page_url}ui/upload?as={who}&name={quote(name, safe='')}"
    async with session.post(url, data=BytesIO(content), headers={"Content-Type": "application/x-any"}) as response:
        assert response.status == 200
        return await response.json()


async def test_a_file_of_any_kind_is_uploaded_by_the_person_who_acts(
    playground: Playground, visitor: aiohttp.ClientSession
) -> None:
    answer = await upload(playground, visitor, "dessin.svg", b"<svg/>")
    file = answer["file"]
    assert (answer["ok"], file["user"], file["name"], file["size"]) == (True, "U0LEA", "dessin.svg", 6)
    assert (file["filetype"], file["is_public"], file["channels"]) == ("binary", False, [])
    drawn = (await upload(playground, visitor, "a.png", png(7, 5)))["file"]
    assert (drawn["mimetype"], drawn["original_w"], drawn["original_h"]) == ("image/png", 7, 5)


@pytest.mark.parametrize("size", [4 * MEGABYTE + 1, 9 * MEGABYTE], ids=["more than a file", "more than a body"])
@pytest.mark.parametrize(("who", "said"), [("U0LEA", "est trop volumineux"), ("U0TOM", "is too large")])
async def test_a_file_that_is_too_large_is_refused_in_the_persons_language(
    playground: Playground, visitor: aiohttp.ClientSession, size: int, who: str, said: str
) -> None:
    answer = await upload(playground, visitor, "film.mov", b"\x00" * size, who)
    assert (answer["ok"], answer["error"]) == (False, "file_upload_size_restricted")
    assert f"film.mov {said}" in answer["text"]


async def test_the_largest_file_is_taken_and_an_empty_one_is_not(
    playground: Playground, visitor: aiohttp.ClientSession
) -> None:
    assert (await upload(playground, visitor, "a.bin", b"\x00" * 4 * MEGABYTE))["ok"]
    answer = await upload(playground, visitor, "a.bin", b"")
    assert (answer["error"], answer["text"]) == ("file_empty", "a.bin est vide.")


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\lea\\note.txt", "note.txt"),
        ('a "b"\r\nX-Evil: 1.txt', 'a "b"X-Evil: 1.txt'),
        ("invoice\u202egpj.exe", "invoicegpj.exe"),
        ("x" * 300 + ".txt", "x" * 251 + ".txt"),
        ("..", "file"),
        ("", "file"),
    ],
)
async def test_a_name_is_kept_without_what_could_deceive(
    playground: Playground, visitor: aiohttp.ClientSession, given: str, kept: str
) -> None:
    assert (await upload(playground, visitor, given, b"x"))["file"]["name"] == kept


async def test_a_form_on_another_page_cannot_upload(
    playground: Playground, workspace: Workspace, browser: aiohttp.ClientSession
) -> None:
    async with browser.post(playground.page_url + "ui/upload?as=U0LEA&name=a.txt", data=b"x") as response:
        assert response.status == 403
    assert workspace.files.by_id == {}


async def test_nobody_uploads_who_is_not_there(playground: Playground, visitor: aiohttp.ClientSession) -> None:
    async with visitor.post(playground.page_url + "ui/upload?as=U0NOBODY&name=a.txt", data=b"x") as response:
        assert response.status == 403


# In messages


async def test_the_app_hears_of_a_message_with_files_and_of_each_file(
    events: list[dict[str, Any]], lea: Actor, tom: Actor
) -> None:
    ids = [lea.upload("a.txt", b"one\ntwo"), lea.upload("b.png", png(7, 5))]
    await lea.say("Two files", "C0SALES", files=ids)
    (message,) = of_type(events, "message")
    assert (message["subtype"], message["user"], message["text"]) == ("file_share", "U0LEA", "Two files")
    assert [file["id"] for file in message["files"]] == ids
    assert [file["preview"] for file in message["files"] if "preview" in file] == ["one\ntwo"]
    shared = of_type(events, "file_shared")
    assert [(event["file_id"], event["file"]["id"]) for event in shared] == [(each, each) for each in ids]
    assert {(event["user_id"], event["channel_id"]) for event in shared} == {("U0LEA", "C0SALES")}
    assert [file["id"] for file in tom.messages("C0SALES")[0]["files"]] == ids


async def test_a_file_is_sent_without_words_and_in_a_thread(
    events: list[dict[str, Any]], client: AsyncWebClient, lea: Actor
) -> None:
    parent = (await client.chat_postMessage(channel="C0SALES", text="Yes?"))["ts"]
    file_id = lea.upload("a.txt", b"x")
    await lea.say("", "C0SALES", parent, files=[file_id])
    message = of_type(events, "message")[-1]
    assert (message["text"], message["thread_ts"]) == ("", parent)
    described: Any = await client.files_info(file=file_id)
    assert described["file"]["shares"]["public"]["C0SALES"][0]["thread_ts"] == parent


async def test_the_app_is_mentioned_beside_a_file(events: list[dict[str, Any]], lea: Actor) -> None:
    await lea.say("@greeter look", "C0SALES", files=[lea.upload("a.txt", b"x")])
    (mention,) = of_type(events, "app_mention")
    assert mention["files"][0]["name"] == "a.txt"


async def test_the_app_hears_nothing_of_files_where_it_is_not(events: list[dict[str, Any]], lea: Actor) -> None:
    await lea.say("between us", "C0QUIET", files=[lea.upload("a.txt", b"x")])
    await lea.say("for all", "C0SALES", files=[lea.upload("b.txt", b"x")])
    assert [event["channel_id"] for event in of_type(events, "file_shared")] == ["C0SALES"]


async def test_the_app_hears_of_a_file_of_its_own_as_well(start: StartApp, client: AsyncWebClient) -> None:
    heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
    app = AsyncApp(client=client, process_before_response=True, ignoring_self_events_enabled=False)

    @app.event("file_shared")
    async def note(event: Any) -> None:
        await heard.put(event)

    await start(app)
    await client.files_upload_v2(content="x", filename="a.txt", channel="C0SALES")
    assert (await heard.get())["user_id"] == "U0APPBOT"


async def test_nobody_sends_what_is_somebody_elses_or_more_than_ten_at_once(lea: Actor, tom: Actor) -> None:
    for ids, error in (
        ([tom.upload("a.txt", b"x")], "file_not_found"),
        (["F0NOTHING1"], "file_not_found"),
        ([lea.upload("a.txt", b"x") for _ in range(11)], "too_many_files"),
    ):
        with pytest.raises(SlackError, match=error):
            await lea.say("Look", "C0SALES", files=ids)
    assert lea.messages("C0SALES") == []


# What the app may see


async def test_the_app_sees_a_file_once_it_is_where_the_app_is(client: AsyncWebClient, lea: Actor) -> None:
    file_id = lea.upload("a.txt", b"x")
    assert await code(client.files_info(file=file_id)) == "file_not_found"
    await lea.say("", "C0QUIET", files=[file_id])
    assert await code(client.files_info(file=file_id)) == "file_not_found"
    await lea.say("", files=[file_id])
    described: Any = await client.files_info(file=file_id)
    assert described["file"]["ims"] == ["D0LEA"]


async def test_the_app_does_not_delete_the_files_of_people(client: AsyncWebClient, lea: Actor) -> None:
    file_id = lea.upload("a.txt", b"x")
    assert await code(client.files_delete(file=file_id)) == "file_not_found"
    await lea.say("", files=[file_id])
    assert await code(client.files_delete(file=file_id)) == "cant_delete_file"


async def fetched(session: aiohttp.ClientSession, url: str, token: str | None) -> tuple[str, bytes]:
    headers = {} if token is None else {"Authorization": f"Bearer {token}"}
    async with session.get(url, headers=headers) as response:
        return response.content_type, await response.read()


async def test_the_app_downloads_with_its_token_what_it_may_see_and_gets_a_page_for_all_else(
    client: AsyncWebClient, workspace: Workspace, browser: aiohttp.ClientSession, lea: Actor
) -> None:
    file_id = lea.upload("a.csv", b"a;b")
    await lea.say("", files=[file_id])
    url = lea.messages()[0]["files"][0]["url_private_download"]
    assert await fetched(browser, url, workspace.bot_token) == ("text/plain", b"a;b")
    for token in ("xoxb-guess", workspace.app_token):
        assert (await fetched(browser, url, token))[0] == "text/html"
    hidden = url.replace(file_id, lea.upload("a.csv", b"a;b"))
    assert (await fetched(browser, hidden, workspace.bot_token))[0] == "text/html"
    workspace.scopes -= {"files:read"}
    assert (await fetched(browser, url, workspace.bot_token))[0] == "text/html"
    assert await fetched(browser, url, None) == ("text/plain", b"a;b")


async def test_a_download_is_in_the_traffic(
    playground: Playground, workspace: Workspace, browser: aiohttp.ClientSession, lea: Actor
) -> None:
    await lea.say("", files=[lea.upload("a.csv", b"a;b")])
    url = lea.messages()[0]["files"][0]["url_private"]
    await fetched(browser, url, workspace.bot_token)
    await fetched(browser, url, "xoxb-guess")
    answers = [call.response for call in playground.calls if call.method == "url_private"]
    assert answers == [{"ok": True, "size": 3}, {"ok": False, "error": "invalid_auth"}]


# In forms


async def test_a_file_input_gives_the_app_files_that_it_may_see(submitted: list[Any], show: Show, lea: Actor) -> None:
    await show()
    assert entered(lea) == {"type": "file_input", "files": []}
    ids = [lea.upload("a.txt", b"x"), lea.upload("b.png", png(7, 5))]
    await lea.fill({"files": ids})
    await lea.submit()
    ((files, names),) = submitted
    assert ([file["id"] for file in files], names) == (ids, ["a.txt", "b.png"])
    assert (files[0]["user"], files[1]["mimetype"], files[1]["original_w"]) == ("U0LEA", "image/png", 7)


async def test_a_file_that_was_not_sent_with_the_form_stays_unseen(
    client: AsyncWebClient, show: Show, lea: Actor
) -> None:
    await show()
    file_id = lea.upload("a.txt", b"x")
    await lea.fill({"files": [file_id]})
    await lea.close_modal()
    assert await code(client.files_info(file=file_id)) == "file_not_found"


async def test_a_form_waits_for_a_required_file_and_not_for_an_optional_one(
    submitted: list[Any], show: Show, lea: Actor
) -> None:
    await show()
    await lea.submit()
    assert lea.errors == {"files": "Veuillez remplir ce champ obligatoire."}
    await lea.close_modal()
    await show(optional=True)
    await lea.fill({"files": [lea.upload("a.txt", b"x")]})
    await lea.fill({"files": None})
    await lea.submit()
    assert submitted == [([], [])]


@pytest.mark.parametrize("given", ["a.exe", "png", "a.png.exe"])
async def test_a_file_of_another_type_than_asked_for_is_refused(
    submitted: list[Any], show: Show, lea: Actor, given: str
) -> None:
    await show(filetypes=["png", "JPG"])
    await lea.fill({"files": [lea.upload("ok.PNG", b"x"), lea.upload("ok.jpg", b"x"), lea.upload(given, b"x")]})
    await lea.submit()
    assert lea.errors == {"files": "Veuillez n’ajouter que des fichiers de ces types : png, JPG."}
    await lea.fill({"files": [lea.upload("ok.PNG", b"x"), lea.upload("ok.jpg", b"x")]})
    await lea.submit()
    assert submitted[0][1] == ["ok.PNG", "ok.jpg"]


@pytest.mark.parametrize(("element", "most"), [({"max_files": 2}, 2), ({}, 10)], ids=["as the app says", "ten"])
async def test_more_files_than_asked_for_are_refused(
    submitted: list[Any], show: Show, lea: Actor, element: dict[str, Any], most: int
) -> None:
    await show(**element)
    ids = [lea.upload(f"{number}.txt", b"x") for number in range(most + 1)]
    await lea.fill({"files": ids})
    await lea.submit()
    assert lea.errors == {"files": f"Veuillez retirer des fichiers : {most} au plus."}
    await lea.fill({"files": ids[1:]})
    await lea.submit()
    assert len(submitted[0][0]) == most


async def test_a_file_of_somebody_else_cannot_be_entered_in_any_way(show: Show, lea: Actor, tom: Actor) -> None:
    view = await show()
    theirs = tom.upload("secret.txt", b"x")
    state = {"type": "file_input", "files": [{"id": theirs, "user": "U0LEA"}]}
    with pytest.raises(SlackError, match="file_not_found"):
        await lea.fill({"files": [theirs]})
    with pytest.raises(SlackError, match="file_not_found"):
        await lea.submit(view["id"], {"files": {"entered": state}})
    assert entered(lea)["files"] == []


async def test_what_a_page_says_of_a_file_counts_for_nothing_but_its_id(
    submitted: list[Any], show: Show, lea: Actor
) -> None:
    view = await show(filetypes=["png"])
    said = {"id": lea.upload("a.exe", b"x"), "name": "a.png"}
    await lea.submit(view["id"], {"files": {"entered": {"type": "file_input", "files": [said]}}})
    assert "files" in lea.errors
    assert submitted == []


async def test_files_stay_when_the_app_changes_the_form(client: AsyncWebClient, show: Show, lea: Actor) -> None:
    view = await show()
    file_id = lea.upload("a.txt", b"x")
    await lea.fill({"files": [file_id]})
    changed = modal(input_of("files", {"type": "file_input", "max_files": 3}), title="Changed")
    await client.views_update(view_id=view["id"], view=changed)
    assert [file["id"] for file in entered(lea)["files"]] == [file_id]
