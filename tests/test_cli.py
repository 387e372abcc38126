"""The `tandem` command as an operator meets it; what does not go on running needs no process of its own."""

import asyncio
import json
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import aiohttp
import pytest
import structlog
from typer.testing import CliRunner

from bot.cli import app
from bot.demo.play import Stage
from tests.ports import free_port
from tests.staging import stage

__all__ = ["stage"]


async def tandem(*arguments: str, folder: Path, exits: int, **settings: str) -> str:
    """Run a command to its end in a thread, and return what it said."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        before = structlog.get_config()
        try:
            result = await asyncio.to_thread(CliRunner().invoke, app, arguments, env=settings)
        finally:
            structlog.configure(**before)
    assert isinstance(result.exception, SystemExit | None)
    assert result.exit_code == exits
    return result.output


async def start(*arguments: str, folder: Path, **settings: str) -> Process:
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[1]), **settings}
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", *arguments, cwd=folder, env=environment, stdout=PIPE, stderr=PIPE
    )


async def said_at_the_end(process: Process) -> str:
    out, err = await process.communicate()
    return (out + err).decode()


async def read_until(process: Process, pattern: str) -> str:
    assert process.stdout
    while line := (await process.stdout.readline()).decode():
        if found := re.search(pattern, line):
            return found[0]
    raise AssertionError(await said_at_the_end(process))


async def test_the_demo_prints_its_address_opens_no_text_browser_and_ends_when_told_to(tmp_path: Path) -> None:
    browser = tmp_path / "www-browser"
    browser.write_text(f"#!/bin/sh\ntouch {tmp_path}/opened\n")
    browser.chmod(0o755)
    process = await start("demo", "--port", "0", folder=tmp_path, PATH=f"{tmp_path}:{os.environ['PATH']}", TERM="xterm")
    address = await read_until(process, r"http://127\.0\.0\.1:\d+/")

    async with aiohttp.ClientSession() as http, http.get(address) as answer:
        assert "<title>" in await answer.text()

    process.send_signal(signal.SIGINT)
    assert "Traceback" not in await said_at_the_end(process)  # a browser being opened is waited for
    assert process.returncode == 0
    assert not (tmp_path / "opened").exists()


async def test_every_missing_setting_is_named_with_where_to_find_it(tmp_path: Path) -> None:
    said = await tandem("run", folder=tmp_path, exits=1)

    assert "SLACK_BOT_TOKEN: is missing. It is the Bot User OAuth Token" in said
    assert "SLACK_APP_TOKEN: is missing. It is the App-Level Token" in said


async def test_a_token_that_slack_refuses_is_said_in_a_line(stage: Stage, tmp_path: Path) -> None:
    said = await tandem(
        "run",
        folder=tmp_path,
        exits=1,
        SLACK_BOT_TOKEN="xoxb-not-this-one",
        SLACK_APP_TOKEN=stage.workspace.app_token,
        SLACK_API_URL=stage.playground.api_url,
    )

    assert "Slack refused: invalid_auth." in said
    assert "xoxb-not-this-one" not in said


async def test_a_port_that_is_taken_is_said_in_a_line(stage: Stage, tmp_path: Path) -> None:
    port = stage.playground.page_url.rstrip("/").rpartition(":")[2]
    said = await tandem("demo", "--port", port, "--no-browser", folder=tmp_path, exits=1)

    assert "Tandem cannot go on" in said
    assert port in said


async def test_tandem_runs_on_its_tokens_until_told_to_stop(stage: Stage, tmp_path: Path) -> None:
    process = await start(
        "run",
        folder=tmp_path,
        SLACK_BOT_TOKEN=stage.workspace.bot_token,
        SLACK_APP_TOKEN=stage.workspace.app_token,
        SLACK_API_URL=stage.playground.api_url,
    )
    assert process.stderr
    while b"slack.connected" not in (line := await process.stderr.readline()):
        assert line

    other = await tandem(
        "run",
        folder=tmp_path,
        exits=1,
        SLACK_BOT_TOKEN=stage.workspace.bot_token,
        SLACK_APP_TOKEN=stage.workspace.app_token,
        SLACK_API_URL=stage.playground.api_url,
    )
    assert "Another process already runs Tandem" in other
    process.terminate()
    assert "Traceback" not in await said_at_the_end(process)
    assert process.returncode == 0
    assert (tmp_path / "data" / "tandem.sqlite3").stat().st_mode & 0o077 == 0


async def test_tandem_is_called_by_slack_until_told_to_stop(stage: Stage, tmp_path: Path) -> None:
    port = free_port()
    process = await start(
        "run",
        "--http",
        folder=tmp_path,
        SLACK_BOT_TOKEN=stage.workspace.bot_token,
        SLACK_SIGNING_SECRET=stage.workspace.signing_secret,
        SLACK_API_URL=stage.playground.api_url,
        TANDEM_HTTP_PORT=str(port),
    )
    assert process.stderr
    while b"slack.listening" not in (line := await process.stderr.readline()):
        assert line

    async with aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http:
        async with http.get("/healthz") as answer:
            assert answer.status == 200
        async with http.post("/slack/events", json={"type": "url_verification", "challenge": "abc"}) as answer:
            assert answer.status == 401
    process.terminate()
    assert "Traceback" not in await said_at_the_end(process)
    assert process.returncode == 0


async def test_http_mode_names_what_it_lacks_and_asks_for_no_app_token(tmp_path: Path) -> None:
    said = await tandem("run", "--http", folder=tmp_path, exits=1)

    assert "SLACK_SIGNING_SECRET: is missing. It is the Signing Secret" in said
    assert "SLACK_APP_TOKEN" not in said


async def test_migrate_brings_a_database_up_to_date(tmp_path: Path) -> None:
    assert "The database is up to date." in await tandem("migrate", folder=tmp_path, exits=0)
    assert (tmp_path / "data" / "tandem.sqlite3").exists()


async def test_another_app_runs_in_the_playground_with_the_settings_it_wrote(tmp_path: Path) -> None:
    manifest = {
        "display_information": {"name": "Greeter"},
        "features": {"slash_commands": [{"command": "/greet", "description": "Greet"}]},
        "oauth_config": {"scopes": {"bot": ["chat:write", "commands"]}},
    }
    (tmp_path / "greeter.json").write_text(json.dumps(manifest))
    process = await start(
        "playground", "--manifest", "greeter.json", "--port", "0", "--env", "told.env", folder=tmp_path
    )
    page = await read_until(process, r"http://127\.0\.0\.1:\d+/")
    lines = (tmp_path / "told.env").read_text().splitlines()
    told = dict(line.split("=", 1) for line in lines if not line.startswith("#"))
    greeter = Path(__file__).parent / "playground" / "greeter.py"
    bot = await asyncio.create_subprocess_exec(sys.executable, str(greeter), env={**os.environ, **told})
    try:
        async with (
            aiohttp.ClientSession(headers={"X-Playground": "1"}) as http,
            http.ws_connect(f"{page}ui/live?as=U0NOE00001") as live,
        ):
            while not (await live.receive_json()).get("connected"):
                pass
            wish = {"as": "U0NOE00001", "do": "command", "text": "/greet", "channel": "D0NOE00001"}
            async with http.post(f"{page}ui/act", json=wish) as answer:
                assert answer.status == 200
            while not (shown := (await live.receive_json()).get("modals")):
                pass
            assert [modal["view"]["title"]["text"] for modal in shown] == ["Greet"]
    finally:
        bot.terminate()
        await bot.wait()
    process.send_signal(signal.SIGINT)
    assert "Traceback" not in await said_at_the_end(process)
    assert process.returncode == 0


async def test_a_manifest_that_cannot_be_used_is_said_in_lines(tmp_path: Path) -> None:
    (tmp_path / "greeter.yml").write_text("features: {shortcuts: [{name: Greet}]}")

    said = await tandem("playground", "--manifest", "greeter.yml", folder=tmp_path, exits=1)

    assert "greeter.yml: display_information: Field required" in said
    assert "greeter.yml: features.shortcuts.0.type: Field required" in said
