"""The panel in which one has something go wrong."""

import pytest
from playwright.async_api import Page, expect
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.playground import Playground
from tests.browser.person import IMAGES, Album


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_a_fault_is_chosen_seen_and_taken_away(
    playground: Playground, client: AsyncWebClient, desk: Page, language: str
) -> None:
    person, left = {"fr": ("U0LEA", "2 fois"), "en": ("U0TOM", "2 times")}[language]
    await desk.goto(f"{playground.page_url}#as={person}")
    await desk.get_by_test_id("toggle-faults").click()
    panel = desk.get_by_test_id("faults")
    await expect(panel.get_by_test_id("fault-code")).to_be_hidden()
    await panel.get_by_test_id("fault-kind").select_option("error")
    await panel.get_by_test_id("fault-code").fill("fatal_error")
    await panel.get_by_test_id("fault-method").fill("auth.test")
    await panel.get_by_test_id("fault-times").fill("3")
    await panel.get_by_test_id("fault-add").click()
    await expect(panel.locator(".fault")).to_contain_text("auth.test")
    with pytest.raises(SlackApiError, match="fatal_error"):
        await client.auth_test()
    await expect(panel.locator(".fault-left")).to_have_text(left)
    await Album(desk, IMAGES, language).keep("faults")
    await panel.locator(".fault button").click()
    await expect(panel.locator(".fault")).to_have_count(0)
    await client.auth_test()
