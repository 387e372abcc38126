"""How an app is installed, and how its token ends."""

from datetime import timedelta
from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Actor, Playground, Workspace
from tests.playground.blocks import actions, button
from tests.playground.refusals import code

pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")  # of slack-sdk


@pytest.fixture
def application(workspace: Workspace) -> dict[str, str]:
    return {"client_id": workspace.client_id, "client_secret": workspace.client_secret}


async def test_a_code_is_exchanged_for_the_token_once(
    playground: Playground, workspace: Workspace, application: dict[str, str]
) -> None:
    anybody = AsyncWebClient(base_url=playground.api_url)
    consent = workspace.grant("U0LEA", "https://acme.test/back")
    asked = application | {"code": consent, "redirect_uri": "https://acme.test/back"}
    installed = await anybody.oauth_v2_access(**asked)
    assert (installed["access_token"], installed["token_type"]) == (workspace.bot_token, "bot")
    assert (installed["authed_user"]["id"], installed["team"]["id"]) == ("U0LEA", workspace.id)
    assert set(installed["scope"].split(",")) == workspace.app.scopes
    assert await code(anybody.oauth_v2_access(**asked)) == "invalid_code"


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"client_id": "1.1"}, "invalid_client_id"),
        ({"client_secret": "guess"}, "bad_client_secret"),
        ({"code": "guess"}, "invalid_code"),
        ({"redirect_uri": "https://evil.test"}, "bad_redirect_uri"),
        ({"grant_type": "wish"}, "invalid_grant_type"),
    ],
)
async def test_a_wrong_exchange_is_refused_however_the_client_names_itself(
    playground: Playground, workspace: Workspace, application: dict[str, str], changed: dict[str, str], expected: str
) -> None:
    anybody = AsyncWebClient(base_url=playground.api_url)
    asked = application | {"code": workspace.grant("U0LEA")} | changed
    assert await code(anybody.oauth_v2_access(**asked)) == expected  # by HTTP Basic
    assert await code(anybody.api_call("oauth.v2.access", params=asked)) == expected


async def test_a_code_holds_for_ten_minutes(
    playground: Playground, workspace: Workspace, application: dict[str, str]
) -> None:
    consent = workspace.grant("U0LEA")
    await workspace.clock.jump(timedelta(minutes=10, seconds=1))
    anybody = AsyncWebClient(base_url=playground.api_url)
    assert await code(anybody.oauth_v2_access(**application, code=consent)) == "invalid_code"


async def test_a_revoked_token_is_good_for_nothing(client: AsyncWebClient) -> None:
    assert (await client.auth_revoke(test=True))["revoked"] is False
    await client.auth_test()
    assert (await client.auth_revoke())["revoked"] is True
    assert await code(client.auth_test()) == "token_revoked"


async def test_an_uninstalled_app_hears_of_it_and_may_be_installed_anew(
    app: AsyncApp, start: Any, client: AsyncWebClient, workspace: Workspace, application: dict[str, str]
) -> None:
    heard: list[str] = []

    @app.event("app_uninstalled")
    @app.event("tokens_revoked")
    async def note(event: Any) -> None:
        heard.append(event["type"])

    await start(app)
    old = workspace.bot_token
    assert await code(client.apps_uninstall(client_id="1.1", client_secret="x")) == "invalid_client_id"
    assert await code(client.apps_uninstall(**application | {"client_secret": "x"})) == "bad_client_secret"
    await client.apps_uninstall(**application)
    assert await code(client.auth_test()) == "token_revoked"
    installed = await client.oauth_v2_access(**application, code=workspace.grant("U0LEA"))
    client.token = installed["access_token"]
    await client.auth_test()
    assert client.token != old
    assert heard == ["app_uninstalled", "tokens_revoked"]


async def test_an_uninstalled_app_hears_nothing_more_until_it_is_installed_anew(
    start: Any, client: AsyncWebClient, workspace: Workspace, lea: Actor
) -> None:
    heard: list[str] = []
    old = await start(parrot(client, heard))
    await client.chat_postMessage(channel="U0LEA", text="Choose", blocks=[actions(button("go"))])
    sent: list[str] = []
    workspace.changes.subscribe(
        lambda change: sent.append(change.body["call"]["name"]) if change.type == "call" else None
    )
    workspace.uninstall()
    await lea.say("Are you there?")
    await lea.click("go", message=lea.messages()[0])
    await lea.command("/greet")
    assert [toast["code"] for toast in lea.toasts] == ["dispatch_failed", "unknown_command"]
    assert "message" not in sent
    client.token = workspace.install()
    await old.close_async()
    await start(parrot(client, heard))
    await lea.say("And now?")
    await lea.click("go", message=lea.messages()[0])
    assert heard == ["And now?", "click"]


def parrot(client: AsyncWebClient, heard: list[str]) -> AsyncApp:
    """Make an app with the client's token that repeats what it hears."""
    app = AsyncApp(client=client, process_before_response=True)

    @app.event("message")
    async def note(event: Any) -> None:
        heard.append(event["text"])

    @app.action("go")
    async def click(ack: Any) -> None:
        await ack()
        heard.append("click")

    return app


async def test_the_bot_of_an_app_is_a_member_while_it_is_installed(
    client: AsyncWebClient, workspace: Workspace
) -> None:
    workspace.uninstall()
    assert workspace.user(workspace.bot_user_id).deleted
    client.token = workspace.install()
    assert (await client.users_info(user=workspace.bot_user_id))["user"]["deleted"] is False


async def test_a_token_holds_what_was_granted_and_another_consent_adds_to_it(
    client: AsyncWebClient, workspace: Workspace, application: dict[str, str]
) -> None:
    workspace.uninstall()
    for granted, held in (("users:read", "users:read"), ("team:read", "team:read,users:read")):
        consent = workspace.grant("U0LEA", scopes=[granted])
        installed = await client.oauth_v2_access(**application, code=consent)
        assert installed["scope"] == held
        client.token = installed["access_token"]
        await client.users_list()
        assert await code(client.pins_list(channel="C0SALES")) == "missing_scope"
    await client.team_info()
