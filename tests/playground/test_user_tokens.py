"""The token with which an app acts on behalf of a person: what they let it do, as them, and no more."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Playground, Workspace
from tests.playground.conftest import StartApp
from tests.playground.refusals import code

pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")  # of slack-sdk

Install = Callable[..., Awaitable[dict[str, Any]]]


@pytest.fixture
def install(client: AsyncWebClient, workspace: Workspace) -> Install:
    async def install(user_id: str, *user_scopes: str, scopes: tuple[str, ...] = ("chat:write",)) -> dict[str, Any]:
        consent = workspace.grant(user_id, scopes=scopes, user_scopes=user_scopes)
        secrets = {"client_id": workspace.client_id, "client_secret": workspace.client_secret}
        installed = await client.oauth_v2_access(**secrets, code=consent)
        assert isinstance(installed.data, dict)
        return installed.data

    return install


@pytest.fixture
def acting(playground: Playground, install: Install) -> Callable[..., Awaitable[AsyncWebClient]]:
    async def acting(user_id: str, *user_scopes: str) -> AsyncWebClient:
        """Give a client that acts for this person."""
        installed = await install(user_id, *user_scopes)
        return AsyncWebClient(token=installed["authed_user"]["access_token"], base_url=playground.api_url)

    return acting


async def test_a_person_gives_a_token_of_theirs_beside_the_bots(workspace: Workspace, install: Install) -> None:
    installed = await install("U0TOM", "users:read", "chat:write")
    token = installed["authed_user"].pop("access_token")
    assert token.startswith("xoxp-")
    assert installed["authed_user"] == {"id": "U0TOM", "scope": "chat:write,users:read", "token_type": "user"}
    assert (installed["access_token"], installed["token_type"]) == (workspace.bot_token, "bot")


async def test_a_person_may_give_their_token_alone(workspace: Workspace, install: Install) -> None:
    workspace.uninstall()
    installed = await install("U0TOM", "users:read", scopes=())
    assert installed.keys().isdisjoint({"access_token", "token_type", "scope", "bot_user_id"})
    assert not workspace.is_installed


async def test_another_consent_adds_to_the_same_token_of_each(install: Install) -> None:
    first, toms, second = [await install(*asked) for asked in (("U0LEA", "a"), ("U0TOM", "b"), ("U0LEA", "c"))]
    assert second["authed_user"] == first["authed_user"] | {"scope": "a,c"}
    assert toms["authed_user"]["scope"] == "b"


async def test_a_persons_token_acts_as_them(workspace: Workspace, acting: Any, client: AsyncWebClient) -> None:
    lea = await acting("U0LEA", "reactions:write", "channels:read", "channels:history")
    who = (await lea.auth_test()).data
    assert (who["user_id"], who["user"], "bot_id" in who) == ("U0LEA", "lea", False)
    posted = await client.chat_postMessage(channel="C0SALES", text="Hello")
    await lea.reactions_add(channel="C0SALES", timestamp=posted["ts"], name="tada")
    (message,) = (await lea.conversations_history(channel="C0SALES"))["messages"]
    assert message["reactions"] == [{"name": "tada", "users": ["U0LEA"], "count": 1}]
    assert (await lea.conversations_info(channel="C0QUIET"))["channel"]["is_member"]


async def test_it_sees_the_conversations_of_its_person(acting: Any) -> None:
    tom, lea = [await acting(user_id, "groups:read") for user_id in ("U0TOM", "U0LEA")]
    assert (await tom.conversations_info(channel="G0BOARD"))["channel"]["name"] == "board"
    assert await code(lea.conversations_info(channel="G0BOARD")) == "channel_not_found"
    for person, names in ((tom, ["board"]), (lea, [])):
        listed = await person.conversations_list(types="private_channel")
        assert [channel["name"] for channel in listed["channels"]] == names


async def test_it_holds_the_persons_scopes_and_not_the_bots(acting: Any, client: AsyncWebClient) -> None:
    lea = await acting("U0LEA", "users:read")
    assert "email" in (await client.users_info(user="U0TOM"))["user"]["profile"]
    assert "email" not in (await lea.users_info(user="U0TOM"))["user"]["profile"]
    assert await code(lea.team_info()) == "missing_scope"


async def test_what_only_a_bot_may_do_here_is_refused(acting: Any) -> None:
    lea = await acting("U0LEA", "chat:write")
    assert await code(lea.chat_postMessage(channel="C0SALES", text="Hello")) == "not_allowed_token_type"


async def test_the_token_of_somebody_who_has_left_is_good_for_nothing(workspace: Workspace, acting: Any) -> None:
    lea = await acting("U0LEA", "users:read")
    workspace.change_person("U0LEA", deleted=True)
    assert await code(lea.auth_test()) == "account_inactive"


async def test_an_app_hears_whose_tokens_end(
    app: AsyncApp, start: StartApp, workspace: Workspace, client: AsyncWebClient, acting: Any
) -> None:
    heard: list[Any] = []

    @app.event("tokens_revoked")
    async def note(event: Any) -> None:
        heard.append(event["tokens"])

    await start(app)
    lea, tom = await acting("U0LEA", "users:read"), await acting("U0TOM", "users:read")
    await lea.auth_revoke()
    assert await code(lea.auth_test()) == "token_revoked"
    await client.auth_test()
    workspace.uninstall()
    assert await code(tom.auth_test()) == "token_revoked"
    assert (await acting("U0LEA", "users:read")).token != lea.token
    assert heard == [{"oauth": ["U0LEA"], "bot": []}, {"oauth": ["U0TOM"], "bot": [workspace.bot_user_id]}]
