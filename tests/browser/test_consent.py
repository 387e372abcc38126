"""The consent page in a browser: by keyboard, on a phone, in both languages, and back to the app."""

from typing import Any

import pytest
from aiohttp import web
from playwright.async_api import Browser, Page, expect

from bot.playground import Playground, Workspace
from tests.browser.person import IMAGES, Album
from tests.playground.bare_app import serving
from tests.ports import free_port


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def manifest(manifest: dict[str, Any], port: int) -> dict[str, Any]:
    scopes = {"bot": ["chat:write", "commands", "im:history", "users:read"]}
    return manifest | {"oauth_config": {"scopes": scopes, "redirect_urls": [f"http://localhost:{port}/back"]}}


def address(playground: Playground, workspace: Workspace) -> str:
    scopes = "chat:write,commands,im:history,users:read"
    return f"{playground.page_url}oauth/v2/authorize?client_id={workspace.client_id}&scope={scopes}&state=abc"


async def test_somebody_lets_an_app_in_and_is_sent_back_to_it(
    playground: Playground, workspace: Workspace, desk: Page, port: int
) -> None:
    async def back(request: web.Request) -> web.Response:
        """Send the person on to another origin, as an app does that has its own page of thanks."""
        raise web.HTTPFound(f"http://127.0.0.1:{port}/thanks?{request.query_string}")

    async def thanks(request: web.Request) -> web.Response:
        return web.Response(text=f"code {bool(request.query.get('code'))}, state {request.query.get('state')}")

    app = web.Application()
    app.add_routes([web.get("/back", back), web.get("/thanks", thanks), web.get("/favicon.ico", thanks)])
    async with serving(app, port, "localhost"):
        await desk.goto(address(playground, workspace))
        await desk.get_by_label("You are").select_option("Tom Reed")
        await desk.get_by_role("button", name="Allow").press("Enter")
        await expect(desk.get_by_text("code True, state abc")).to_be_visible()


@pytest.mark.parametrize(("language", "allow"), [("en", "Allow"), ("fr", "Autoriser")])
async def test_the_page_fits_a_phone_in_both_languages(
    playground: Playground, workspace: Workspace, browser: Browser, language: str, allow: str
) -> None:
    page = await browser.new_page(locale=language, viewport={"width": 390, "height": 844})
    await page.goto(address(playground, workspace))
    await expect(page.get_by_role("button", name=allow)).to_be_in_viewport()
    assert await page.evaluate("document.documentElement.scrollWidth") == 390
    await Album(page, IMAGES, language).keep("consent")
    await page.close()
