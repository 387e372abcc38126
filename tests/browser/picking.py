"""Dates and times by hand: how somebody before the page picks and types them."""

import re
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Locator, Page, expect
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Playground
from tests.playground.blocks import actions, input_of, modal

Json = dict[str, Any]


def date_button(within: Locator) -> Locator:
    return within.locator("button[role=combobox]")


def time_box(within: Locator) -> Locator:
    return within.locator("input[role=combobox]")


async def pick_day(within: Locator, name: str) -> None:
    """Open the calendar and click on a day, by its full name in the reader's language."""
    await date_button(within).click()
    await within.get_by_role("gridcell", name=name).click()


async def type_time(within: Locator, text: str) -> None:
    """Type a time and go on to what comes next."""
    await time_box(within).fill(text)
    await within.page.keyboard.press("Tab")


async def press(page: Page, *keys: str) -> None:
    for key in keys:
        await page.keyboard.press(key)


async def expect_time(field: Locator, shown: str) -> None:
    """Expect "9:30 AM", with whatever space the browser's language data have in it."""
    await expect(time_box(field)).to_have_value(re.compile("^" + shown.replace(" ", r"\s") + "$"))


@dataclass(frozen=True)
class Picking:
    """Somebody before a form or a message with one picker in it, and what the app heard of it."""

    playground: Playground
    client: AsyncWebClient
    page: Page
    sent: list[Json]

    async def open(self, element: Json, *above: Json, who: str = "U0TOM", **fields: Any) -> Locator:
        """Open a form before somebody and return the picker's field, below these blocks."""
        await self.page.goto(f"{self.playground.page_url}#as={who}")
        picker = input_of("field", element, **fields)
        trigger = self.playground.workspace.triggers.issue(who)
        await self.client.views_open(trigger_id=trigger, view=modal(*above, picker))
        field = self.page.get_by_test_id("field-field")
        await expect(field).to_be_visible()
        return field

    async def post(self, element: Json) -> Locator:
        """Post a message and return its row, as Tom sees it."""
        row = actions({"action_id": "entered", **element})
        posted = await self.client.chat_postMessage(channel="C0SALES", text="Pick", blocks=[row])
        await self.page.get_by_test_id("channel-C0SALES").click()
        return self.page.get_by_test_id(f"message-{posted['ts']}").locator(".block-actions")

    async def submit(self, *keys: str) -> None:
        """Send the form by its button, or by these keys, and see it go."""
        if keys:
            await press(self.page, *keys)
        else:
            await self.page.get_by_test_id("modal-submit").click()
        await expect(self.page.get_by_test_id("modal")).to_be_hidden()

    async def heard(self, times: int = 1) -> list[Json]:
        """Wait until the app has heard so many times of something in a message."""
        await self.playground.acting_as("U0TOM").until(lambda: len(self.sent) >= times)
        return self.sent

    @property
    def error(self) -> Locator:
        return self.page.get_by_test_id("error-field")
