"""The consent page: a person lets an app in, or does not, and is sent back to it; what is not right is said there."""

import re
from collections.abc import AsyncGenerator
from datetime import timedelta
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import aiohttp
import pytest
from slack_bolt.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import FileInstallationStore
from slack_sdk.oauth.state_store import FileOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Playground, Workspace
from bot.playground.consent_questions import MOST_QUESTIONS
from bot.playground.scopes import ENGLISH_FOR_PERSON, FRENCH_FOR_PERSON, explained, explained_for_person
from bot.playground.webapi.table import METHODS
from tests.playground.bare_app import serving
from tests.ports import free_port

pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")  # of slack-sdk

BACK = "http://127.0.0.1:4000/back"


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def manifest(manifest: dict[str, Any], port: int) -> dict[str, Any]:
    addresses = [BACK, f"http://127.0.0.1:{port}/slack/oauth_redirect"]
    scopes = manifest["oauth_config"]["scopes"] | {"user": ["chat:write", "users:read"]}
    return manifest | {"oauth_config": {"scopes": scopes, "redirect_urls": addresses}}


@pytest.fixture
async def browser() -> AsyncGenerator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as browser:
        yield browser


def asked(workspace: Workspace, **changes: str | None) -> dict[str, str]:
    good = {"client_id": workspace.client_id, "scope": "chat:write,commands", "redirect_uri": BACK, "state": "s t&1"}
    return {name: value for name, value in (good | changes).items() if value is not None}


async def ticket_of(page: aiohttp.ClientResponse) -> str:
    found = re.search(r'name="ticket" value="([\w-]+)"', await page.text())
    assert found
    return found[1]


class Consenting:
    """Somebody before the consent page."""

    def __init__(self, browser: aiohttp.ClientSession, playground: Playground, workspace: Workspace) -> None:
        self.browser, self.workspace = browser, workspace
        self.address = f"{playground.page_url}oauth/v2/authorize"

    async def look(self, language: str = "en", **changes: str | None) -> aiohttp.ClientResponse:
        headers = {"Accept-Language": language}
        return await self.browser.get(self.address, params=asked(self.workspace, **changes), headers=headers)

    async def decide(
        self, decision: str, ticket: str, *, user: str = "U0LEA", **headers: str
    ) -> aiohttp.ClientResponse:
        form = {"ticket": ticket, "user": user, "decision": decision}
        return await self.browser.post(self.address, data=form, headers=headers, allow_redirects=False)


@pytest.fixture
def somebody(browser: aiohttp.ClientSession, playground: Playground, workspace: Workspace) -> Consenting:
    return Consenting(browser, playground, workspace)


def sent_back(answer: aiohttp.ClientResponse) -> dict[str, str]:
    assert answer.status == 302
    address = urlsplit(answer.headers["Location"])
    assert f"{address.scheme}://{address.netloc}{address.path}" == BACK
    return {name: values[0] for name, values in parse_qs(address.query).items()}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en-US",
            ["Greeter asks for permission", "workspace Acme", "Send messages in its own name", "Allow"],
        ),
        ("fr-FR", ["Greeter demande l’autorisation", "Envoyer des messages en son nom", "Autoriser"]),
    ],
)
async def test_the_page_says_who_asks_and_what_for(somebody: Consenting, language: str, said: list[str]) -> None:
    page = await (await somebody.look(language)).text()
    for words in (*said, "Léa Moreau", "Tom Reed"):
        assert words in page


@pytest.mark.parametrize(
    ("browsers", "named", "spoken"),
    [
        ("en-US", None, ("en", "U0TOM")),
        ("fr-FR", None, ("fr", "U0LEA")),
        ("de-DE", None, ("fr", "U0LEA")),
        ("en-US", "U0LEA", ("fr", "U0LEA")),
        ("fr-FR", "U0ANA", ("en", "U0ANA")),
        ("fr-FR", "U0APPBOT", ("fr", "U0LEA")),
    ],
)
async def test_the_page_speaks_to_who_is_named_or_to_who_speaks_as_the_browser_does(
    somebody: Consenting, workspace: Workspace, browsers: str, named: str | None, spoken: tuple[str, str]
) -> None:
    workspace.add_person("U0ANA", name="ana", real_name="Ana Ruiz", locale="es-ES")
    page = await (await somebody.look(browsers, **{"as": named})).text()
    found = re.search(r'<html lang="(\w+)">.*value="(\w+)" data-language="\w+" selected', page, re.DOTALL)
    assert found
    assert found.groups() == spoken


async def test_a_refusal_is_said_in_the_persons_language(somebody: Consenting) -> None:
    answer = await somebody.decide("allow", "made-up", user="U0LEA")
    assert "L’application n’a pas pu être autorisée." in await answer.text()
    page = await somebody.look(scope="admin", **{"as": "U0LEA"})
    assert "L’application n’a pas pu être autorisée." in await page.text()


async def test_a_workspace_without_people_has_nobody_to_ask(somebody: Consenting, workspace: Workspace) -> None:
    for person in ("U0LEA", "U0TOM"):
        workspace.change_person(person, deleted=True)
    page = await somebody.look()
    assert (page.status, "<option" in await page.text()) == (200, False)


async def test_what_an_app_may_do_on_behalf_of_a_person_stands_apart(somebody: Consenting) -> None:
    both = await (await somebody.look(scope="chat:write", user_scope="chat:write,users:read")).text()
    asked = re.findall(r"<(?:h2|li)>([^<]+)", both)
    assert asked == [
        "What will Greeter be able to do?",
        "Send messages in its own name",
        "What will Greeter be able to do on your behalf?",
        "Send messages as you",
        "See the people of the workspace",
    ]
    alone = await (await somebody.look("fr", scope=None, user_scope="chat:write")).text()
    assert re.findall(r"<(?:h2|li)>([^<]+)", alone) == [
        "Que pourra faire Greeter en votre nom ?",
        "Envoyer des messages à votre place",
    ]


async def test_who_allows_is_sent_back_with_a_code_that_is_good_for_a_token(
    somebody: Consenting, client: AsyncWebClient, workspace: Workspace
) -> None:
    answer = sent_back(await somebody.decide("allow", await ticket_of(await somebody.look())))
    assert answer["state"] == "s t&1"
    secrets = {"client_id": workspace.client_id, "client_secret": workspace.client_secret}
    installed = await client.api_call(
        "oauth.v2.access", params=secrets | {"code": answer["code"], "redirect_uri": BACK}
    )
    assert installed["access_token"] == workspace.bot_token
    assert installed["authed_user"] == {"id": "U0LEA"}


async def test_a_token_can_do_what_the_person_allowed_and_no_more(
    somebody: Consenting, client: AsyncWebClient, workspace: Workspace
) -> None:
    workspace.uninstall()
    page = await somebody.look(scope="users:read", redirect_uri=None)
    code = sent_back(await somebody.decide("allow", await ticket_of(page)))["code"]
    secrets = {"client_id": workspace.client_id, "client_secret": workspace.client_secret}
    installed = await client.api_call("oauth.v2.access", params=secrets | {"code": code})
    client.token = installed["access_token"]
    await client.users_list()
    with pytest.raises(SlackApiError, match="missing_scope"):
        await client.team_info()


async def test_nobody_who_has_left_is_offered(somebody: Consenting, workspace: Workspace) -> None:
    workspace.change_person("U0TOM", deleted=True)
    assert "Tom Reed" not in await (await somebody.look()).text()


async def test_who_cancels_is_sent_back_with_access_denied(somebody: Consenting) -> None:
    answer = sent_back(await somebody.decide("cancel", await ticket_of(await somebody.look())))
    assert answer == {"error": "access_denied", "state": "s t&1"}


async def test_a_question_is_answered_once(somebody: Consenting) -> None:
    ticket = await ticket_of(await somebody.look())
    await somebody.decide("allow", ticket)
    for used in (ticket, "made-up"):
        again = await somebody.decide("allow", used)
        assert (again.status, "invalid_ticket" in await again.text()) == (400, True)


async def test_a_question_holds_for_ten_minutes(somebody: Consenting, workspace: Workspace) -> None:
    in_time, too_late = [await ticket_of(await somebody.look()) for _ in range(2)]
    await workspace.clock.jump(timedelta(minutes=10))
    assert sent_back(await somebody.decide("allow", in_time))["code"]
    await workspace.clock.jump(timedelta(seconds=1))
    answer = await somebody.decide("allow", too_late, user="U0TOM")
    assert (answer.status, "This page has expired." in await answer.text()) == (400, True)


async def test_of_the_questions_that_nobody_answers_a_hundred_are_kept(somebody: Consenting) -> None:
    first, second, *_, last = [await ticket_of(await somebody.look()) for _ in range(MOST_QUESTIONS + 1)]
    assert (await somebody.decide("allow", first)).status == 400
    for kept in (second, last):
        assert sent_back(await somebody.decide("allow", kept))["code"]


@pytest.mark.parametrize("user", ["U0APPBOT", "U0NOBODY", "U0TOM", ""])
async def test_only_somebody_who_is_there_can_allow_it(somebody: Consenting, workspace: Workspace, user: str) -> None:
    workspace.change_person("U0TOM", deleted=True)
    answer = await somebody.decide("allow", await ticket_of(await somebody.look()), user=user)
    assert (answer.status, "user_not_found" in await answer.text()) == (400, True)


async def test_no_other_site_can_answer_for_somebody(somebody: Consenting) -> None:
    ticket = await ticket_of(await somebody.look())
    assert (await somebody.decide("allow", ticket, Origin="https://elsewhere.example")).status == 403


async def test_without_an_address_the_first_one_of_the_manifest_is_used(somebody: Consenting) -> None:
    page = await somebody.look(redirect_uri=None, state=None)
    assert sent_back(await somebody.decide("allow", await ticket_of(page))).keys() == {"code"}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"client_id": "1.1"}, "invalid_client_id"),
        ({"client_id": None}, "invalid_client_id"),
        ({"scope": "admin"}, "invalid_scope"),
        ({"scope": ""}, "invalid_scope"),
        ({"user_scope": "admin"}, "invalid_scope"),
        ({"user_scope": "commands"}, "invalid_scope"),
        ({"scope": "", "user_scope": ""}, "invalid_scope"),
        ({"redirect_uri": "https://elsewhere.example/back"}, "bad_redirect_uri"),
        ({"redirect_uri": "http://127.0.0.1:4000/backwards"}, "bad_redirect_uri"),
        ({"redirect_uri": "http://127.0.0.1:4000/back/../other"}, "bad_redirect_uri"),
        ({"redirect_uri": "http://127.0.0.1:4000/back/%2e%2E/other"}, "bad_redirect_uri"),
        ({"redirect_uri": "http://127.0.0.1:4000/back/..\\other"}, "bad_redirect_uri"),
        ({"redirect_uri": "http://127.0.0.1:4000/back#here"}, "bad_redirect_uri"),
        ({"redirect_uri": "http://127.0.0.1:4000/back\r\nX-Other: 1"}, "bad_redirect_uri"),
        ({"redirect_uri": "javascript:alert(1)"}, "bad_redirect_uri"),
    ],
)
async def test_what_an_app_may_not_ask_for_is_said_on_the_page(
    somebody: Consenting, changes: dict[str, str | None], code: str
) -> None:
    page = await somebody.look(**changes)
    assert (page.status, code in await page.text()) == (400, True)


async def test_an_address_below_a_configured_one_is_good(somebody: Consenting) -> None:
    assert (await somebody.look(redirect_uri=f"{BACK}/slack?from=page")).status == 200


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_scope_that_a_method_needs_is_put_into_words(language: str) -> None:
    scopes = {scope for method in METHODS.values() for scope in method.scopes}
    assert not scopes.intersection(explained(scopes, language))


def test_a_scope_without_words_is_shown_by_its_name() -> None:
    assert explained(["stars:write"], "fr") == explained_for_person(["stars:write"], "fr") == ["stars:write"]


def test_what_differs_for_a_person_is_said_in_both_languages() -> None:
    assert ENGLISH_FOR_PERSON.keys() == FRENCH_FOR_PERSON.keys()


async def test_bolt_installs_itself(
    browser: aiohttp.ClientSession, playground: Playground, workspace: Workspace, port: int, tmp_path: Path
) -> None:
    store = FileInstallationStore(base_dir=str(tmp_path))
    settings = AsyncOAuthSettings(
        client_id=workspace.client_id,
        client_secret=workspace.client_secret,
        scopes=["chat:write", "commands"],
        user_scopes=["users:read"],
        redirect_uri=f"http://127.0.0.1:{port}/slack/oauth_redirect",
        authorization_url=f"{playground.page_url}oauth/v2/authorize",
        installation_store=store,
        state_store=FileOAuthStateStore(expiration_seconds=600, base_dir=str(tmp_path)),
    )
    slack = AsyncWebClient(base_url=playground.api_url)
    app = AsyncApp(client=slack, signing_secret=workspace.signing_secret, oauth_settings=settings)
    async with serving(app.server(port=port).web_app, port):
        install = await browser.get(f"http://127.0.0.1:{port}/slack/install")
        link = re.search(r'href="([^"]+authorize[^"]+)"', await install.text())
        assert link
        question = await browser.get(unescape(link[1]))
        form = {"ticket": await ticket_of(question), "user": "U0LEA", "decision": "allow"}
        back = await browser.post(f"{playground.page_url}oauth/v2/authorize", data=form, allow_redirects=False)
        # Bolt's cookie is for https; browsers make an exception for this machine, aiohttp does not.
        cookie = {"Cookie": install.headers["Set-Cookie"].partition(";")[0]}
        done = await browser.get(back.headers["Location"], headers=cookie)
        assert (done.status, "Thank you!" in await done.text()) == (200, True)
    installed = await store.async_find_bot(enterprise_id=None, team_id=workspace.id)
    assert installed
    assert installed.bot_token == workspace.bot_token
    person = await store.async_find_installation(enterprise_id=None, team_id=workspace.id, user_id="U0LEA")
    assert person
    assert (person.user_scopes, str(person.user_token)[:5]) == (["users:read"], "xoxp-")
