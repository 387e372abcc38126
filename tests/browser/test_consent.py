"""The consent page in a browser: by keyboard, on a phone, in both languages, and back to the app."""

from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from playwright.async_api import Browser, Page, expect

from bot.playground import Playground, Workspace
from tests.browser.person import IMAGES, Album
from tests.browser.test_accessibility import grave, node_modules
from tests.playground.bare_app import serving
from tests.ports import free_port

__all__ = ["node_modules"]


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def manifest(manifest: dict[str, Any], port: int) -> dict[str, Any]:
    scopes = {"bot": ["chat:write", "commands", "im:history", "users:read"], "user": ["reactions:write"]}
    return manifest | {"oauth_config": {"scopes": scopes, "redirect_urls": [f"http://localhost:{port}/back"]}}


def address(playground: Playground, workspace: Workspace) -> str:
    scopes = "scope=chat:write,commands,im:history,users:read&user_scope=reactions:write"
    return f"{playground.page_url}oauth/v2/authorize?client_id={workspace.client_id}&{scopes}&state=abc"


@pytest.fixture
async def app_at_its_address(port: int) -> AsyncGenerator[None]:
    async def back(request: web.Request) -> web.Response:
        """Send the person on to another origin, as an app does that has its own page of thanks."""
        raise web.HTTPFound(f"http://127.0.0.1:{port}/thanks?{request.query_string}")

    async def thanks(request: web.Request) -> web.Response:
        return web.Response(text=f"code {bool(request.query.get('code'))}, state {request.query.get('state')}")

    app = web.Application()
    app.add_routes([web.get("/back", back), web.get("/thanks", thanks), web.get("/favicon.ico", thanks)])
    async with serving(app, port, "localhost"):
        yield


@pytest.mark.usefixtures("app_at_its_address")
async def test_somebody_lets_an_app_in_and_is_sent_back_to_it(
    playground: Playground, workspace: Workspace, desk: Page
) -> None:
    await desk.goto(address(playground, workspace))
    await desk.get_by_label("You are").select_option("Tom Reed")
    await desk.get_by_role("button", name="Allow").press("Enter")
    await expect(desk.get_by_text("code True, state abc")).to_be_visible()


@pytest.mark.usefixtures("app_at_its_address")
async def test_the_page_speaks_to_who_is_chosen_by_keyboard_alone(
    playground: Playground, workspace: Workspace, desk: Page
) -> None:
    await desk.goto(address(playground, workspace))
    await expect(desk).to_have_title("Install an app")
    await desk.get_by_label("You are").press("ArrowUp")
    chooser = desk.get_by_label("Vous êtes")
    await expect(chooser).to_be_focused()
    await expect(chooser).to_have_value("U0LEA")
    await expect(desk).to_have_title("Installer une application")
    await expect(desk.locator("html")).to_have_attribute("lang", "fr")
    await expect(desk.get_by_text("Envoyer des messages en son nom")).to_be_visible()
    await chooser.press("ArrowDown")
    await expect(desk.get_by_label("You are")).to_be_focused()
    await desk.keyboard.press("Tab")
    await desk.keyboard.press("Tab")
    await desk.keyboard.press("Enter")
    await expect(desk.get_by_text("code True, state abc")).to_be_visible()


@pytest.mark.usefixtures("app_at_its_address")
async def test_without_scripts_it_goes_on_in_the_browsers_language(
    playground: Playground, workspace: Workspace, browser: Browser
) -> None:
    async with await browser.new_page(locale="fr-FR", java_script_enabled=False) as page:
        await page.goto(address(playground, workspace))
        await page.get_by_label("Vous êtes").select_option("Tom Reed")
        await page.get_by_role("button", name="Autoriser").press("Enter")
        await expect(page.get_by_text("code True, state abc")).to_be_visible()


async def test_the_page_has_nothing_grave(
    playground: Playground, workspace: Workspace, desk: Page, node_modules: Path
) -> None:
    await desk.goto(address(playground, workspace))
    assert await grave(desk, node_modules) == []


@pytest.mark.parametrize(("language", "allow"), [("en", "Allow"), ("fr", "Autoriser")])
async def test_the_page_fits_a_phone_in_both_languages(
    playground: Playground, workspace: Workspace, browser: Browser, language: str, allow: str
) -> None:
    async with await browser.new_page(locale=language, viewport={"width": 390, "height": 844}) as page:
        await page.goto(address(playground, workspace))
        await expect(page.get_by_role("button", name=allow)).to_be_in_viewport()
        assert await page.evaluate("document.documentElement.scrollWidth") == 390
        await Album(page, IMAGES, language).keep("consent")
