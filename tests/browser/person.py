"""Somebody before the page: what they click and type, by the names the page gives its parts."""

import os
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Locator, Page, expect

IMAGES = Path("docs/images") if os.environ.get("TANDEM_SCREENSHOTS") else None


@dataclass(frozen=True)
class Person:
    """Acts as one of the people of the demo in a browser."""

    page: Page
    slack_id: str

    async def sit_down(self) -> None:
        """Take the seat before the page."""
        seat = self.page.get_by_test_id(f"person-{self.slack_id}")
        await seat.click()
        await expect(seat).to_have_attribute("aria-current", "true")

    async def read_messages(self) -> Locator:
        """Open the conversation with Tandem and return its messages, oldest first."""
        await self.page.get_by_test_id("app-dm").click()
        await self.page.get_by_test_id("tab-messages").click()
        return self.page.get_by_test_id("timeline").locator("[data-testid^=message-]")

    async def open_home(self) -> Locator:
        await self.page.get_by_test_id("app-dm").click()
        await self.page.get_by_test_id("tab-home").click()
        return self.page.get_by_test_id("home")

    async def open_checkin(self, within: Locator) -> Locator:
        """Press the button of a check-in and return the modal that opens."""
        await within.locator("[data-action-id=checkin_open]").first.click()
        modal = self.page.get_by_test_id("modal")
        await expect(modal).to_be_visible()
        return modal

    async def command(self, line: str) -> None:
        """Type a slash command and send it."""
        composer = self.page.get_by_test_id("composer")
        await composer.fill(f"{line} ")
        await composer.press("Enter")

    async def write(self, field: str, text: str) -> None:
        await self.page.locator(f"[data-testid=field-{field}] .text-input").fill(text)

    async def choose(self, field: str, text: str) -> None:
        await self.page.locator(f"[data-testid=field-{field}] [role=combobox]").click()
        await self.page.get_by_role("option", name=text).click()

    async def send(self) -> None:
        await self.page.get_by_test_id("modal-submit").click()

    async def go_on(self, field: str) -> None:
        """Go to the step of a form that has a field."""
        await self.send()
        await expect(self.page.get_by_test_id(f"field-{field}")).to_be_visible()

    async def send_half(self, word: str) -> None:
        """Find a word in the summary of a half, send it, and close what then stands in its place."""
        modal = self.page.get_by_test_id("modal")
        await self.send()
        await expect(modal).to_contain_text(word)
        await self.send()
        await expect(modal).not_to_contain_text(word)
        await self.close()

    async def close(self) -> None:
        """Close all forms, and wait until they are: one that is opened meanwhile would be closed with them."""
        await self.page.get_by_test_id("modal-close").click()
        await expect(self.page.get_by_test_id("modal")).to_be_hidden()


@dataclass(frozen=True)
class Album:
    """Screenshots under `folder`, or none where there is no folder."""

    page: Page
    folder: Path | None
    language: str

    async def keep(self, name: str) -> None:
        if self.folder:
            await self.page.screenshot(path=self.folder / f"{name}-{self.language}.png")
