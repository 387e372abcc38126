"""Tests that each begin with a new form: a module has one playground, one app and one loaded page for all of them."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from inspect import unwrap
from typing import Any

import pytest
from playwright.async_api import Page, expect

from bot.playground import Playground
from tests.browser.conftest import taken
from tests.browser.tab import Tab
from tests.playground import conftest as single


def once_a_module(fixture: Callable[..., Any]) -> Any:
    return pytest.fixture(scope="module")(unwrap(fixture))


manifest = once_a_module(single.manifest)
workspace = once_a_module(single.workspace)
ack_within = once_a_module(single.ack_within)
request_url = once_a_module(single.request_url)
playground = once_a_module(single.playground)
client = once_a_module(single.client)
app = once_a_module(single.app)
start = once_a_module(single.start)


@pytest.fixture(scope="module")
async def left(tab: Tab, playground: Playground) -> AsyncIterator[None]:
    """See to it that the page is left before the playground is gone."""
    yield
    await tab.leave()


@pytest.fixture
async def desk(tab: Tab, left: None, playground: Playground, request: pytest.FixtureRequest) -> AsyncIterator[Page]:
    async with seated(tab, playground, request.session, width=1280, height=800) as page:
        yield page


@pytest.fixture
async def phone(tab: Tab, left: None, playground: Playground, request: pytest.FixtureRequest) -> AsyncIterator[Page]:
    async with seated(tab, playground, request.session, width=390, height=844) as page:
        yield page


@asynccontextmanager
async def seated(tab: Tab, playground: Playground, session: pytest.Session, **size: int) -> AsyncIterator[Page]:
    """Sit down as Tom before the page as the test before left it, but for its forms, which are closed."""
    async with taken(tab, session, stays=True, **size) as page:
        await page.goto(f"{playground.page_url}#as=U0TOM")
        await expect(page.get_by_test_id("composer")).to_be_visible()
        yield page
        await close_forms(playground)
        await expect(page.get_by_test_id("modal")).to_be_hidden()


async def close_forms(playground: Playground) -> None:
    for person in ("U0TOM", "U0LEA"):
        actor = playground.acting_as(person)
        if actor.modals:
            await actor.close_modal(all=True)
