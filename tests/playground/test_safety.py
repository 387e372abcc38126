"""The playground serves this machine and its own page, nobody else."""

import json
from pathlib import Path

import aiohttp
import pytest
from slack_bolt.app.async_app import AsyncApp
from yarl import URL

from bot.playground import Playground, Workspace, ui
from tests.playground.conftest import StartApp

EVERY_ROUTE = [
    ("GET", ""),
    ("GET", "page/index.html"),
    ("GET", "ui/live?as=U0LEA"),
    ("POST", "ui/act"),
    ("POST", "api/auth.test"),
    ("GET", "link?ticket=x"),
    ("POST", "respond/x"),
    ("POST", "upload/v1/x"),
    ("GET", "files/F0X/x.png"),
    ("GET", "oauth/v2/authorize"),
    ("POST", "oauth/v2/authorize"),
]


@pytest.mark.parametrize(("verb", "path"), EVERY_ROUTE)
@pytest.mark.parametrize(
    "headers",
    [{"Host": "evil.example"}, {"Host": "127.0.0.1:1"}, {"Origin": "https://evil.example"}, {"Origin": "null"}],
    ids=str,
)
async def test_another_host_or_origin_is_refused_on_every_route(
    playground: Playground, verb: str, path: str, headers: dict[str, str]
) -> None:
    url = playground.page_url + path
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.request(verb, url) as response,
    ):
        assert response.status == 403


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.4", "::"])
def test_only_this_machine_is_served(workspace: Workspace, host: str) -> None:
    with pytest.raises(ValueError, match="this machine only"):
        Playground(workspace, host=host)


async def test_a_form_on_another_page_cannot_act(playground: Playground) -> None:
    body = json.dumps({"as": "U0LEA", "do": "say", "channel": "C0SALES", "text": "forged"})
    url = playground.page_url + "ui/act"
    async with aiohttp.ClientSession() as session, session.post(url, data=body) as response:
        assert response.status == 403
    assert playground.acting_as("U0LEA").messages("C0SALES") == []


async def test_every_answer_binds_the_browser(playground: Playground) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.get(playground.page_url + "page/nothing.js") as response,
    ):
        assert response.status == 404
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["../secret.json", "..%2fsecret.json", "%2e%2e/secret.json", "a/../../secret.json"])
async def test_no_file_outside_the_page_is_served(
    playground: Playground, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    (tmp_path / "page").mkdir()
    (tmp_path / "page" / "inside.json").write_text("{}")
    (tmp_path / "secret.json").write_text("{}")
    monkeypatch.setattr(ui, "PAGE", tmp_path / "page")
    async with aiohttp.ClientSession() as session:
        async with session.get(playground.page_url + "page/inside.json") as response:
            assert (response.status, response.content_type) == (200, "application/json")
        async with session.get(URL(playground.page_url + "page/" + path, encoded=True)) as response:
            assert response.status == 404


async def test_no_token_reaches_a_page(
    playground: Playground, workspace: Workspace, app: AsyncApp, start: StartApp
) -> None:
    told: list[str] = []
    workspace.changes.subscribe(lambda change: told.append(json.dumps(change.body)))
    told.append(json.dumps(playground.page.state("U0LEA")))
    await start(app)
    await playground.acting_as("U0LEA").command("/nonsense")
    assert told
    assert not [text for text in told if workspace.bot_token in text or workspace.app_token in text]


async def test_a_socket_without_a_ticket_is_refused(playground: Playground) -> None:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await session.ws_connect(playground.address.socket_url("/link?ticket=guess"))
