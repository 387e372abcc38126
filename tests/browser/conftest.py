"""A real browser before the playground's page: the system's Chromium, headless."""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, Page, async_playwright, expect

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


@pytest.fixture
async def complaints() -> list[str]:
    """What the browser's console complained of; a test's page adds to it."""
    return []


@pytest.fixture
async def desk(browser: Browser, complaints: list[str]) -> AsyncIterator[Page]:
    """Open a page of a desk's width. A page that reports an error fails its test."""
    async with open_page(browser, complaints, width=1280, height=800) as page:
        yield page
    assert complaints == []


@pytest.fixture
async def phone(browser: Browser, complaints: list[str]) -> AsyncIterator[Page]:
    """Open a page of a phone's width. A page that reports an error fails its test."""
    async with open_page(browser, complaints, width=390, height=844) as page:
        yield page
    assert complaints == []


@asynccontextmanager
async def open_page(browser: Browser, complaints: list[str], *, width: int, height: int) -> AsyncIterator[Page]:
    """Open a page and close it: one left open would call its playground, which is gone, again and again."""
    page = await browser.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    yield page
    await page.close()
