"""A real browser before the playground's page: the system's Chromium, headless."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

from tests.browser.tab import Tab
from tests.playground.conftest import ack_within, app, client, lea, manifest, playground, request_url, start, workspace
from tests.staging import stage

__all__ = ["ack_within", "app", "client", "lea", "manifest", "playground", "request_url", "stage", "start", "workspace"]

expect.set_options(timeout=30_000)  # milliseconds: how busy the machine is must decide no test

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("no Chromium on this machine: install it to run the browser tests")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield browser
        await browser.close()


@pytest.fixture(scope="session")
async def tab(browser: Browser) -> AsyncIterator[Tab]:
    tab = Tab(browser)
    yield tab
    await tab.close()


@pytest.fixture
async def desk(tab: Tab, request: pytest.FixtureRequest) -> AsyncIterator[Page]:
    """Sit down before a page of a desk's width. A page that reports an error fails its test."""
    async with taken(tab, request.session, width=1280, height=800) as page:
        yield page


@pytest.fixture
async def phone(tab: Tab, request: pytest.FixtureRequest) -> AsyncIterator[Page]:
    """Sit down before a page of a phone's width. A page that reports an error fails its test."""
    async with taken(tab, request.session, width=390, height=844) as page:
        yield page


@asynccontextmanager
async def taken(tab: Tab, session: pytest.Session, *, stays: bool = False, **size: int) -> AsyncIterator[Page]:
    """Take the page, and give it back with word of whether the test before it failed."""
    failed_before, failed = session.testsfailed, True
    try:
        yield await tab.take(**size)
        failed = session.testsfailed > failed_before
    finally:
        await tab.give_back(failed=failed, stays=stays)
    assert tab.complaints == []
