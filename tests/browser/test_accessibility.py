"""The page before axe-core, the accessibility checker: nothing serious on any of its states, in light and dark."""

from pathlib import Path
from typing import Any

from playwright.async_api import Page, expect
from slack_sdk.web.async_client import AsyncWebClient

from bot.demo.play import Stage
from bot.demo.team import LEA, MARC, TOM
from bot.playground import Actor, Playground
from tests.browser.forms.test_inputs import KINDS
from tests.browser.person import Person
from tests.browser.picking import date_button, pick_day, type_time
from tests.playground.blocks import actions, input_of, modal
from tests.playground.conftest import node_modules
from tests.playground.newer_blocks import (
    CAROUSEL,
    CONTAINER,
    DATA_TABLE,
    PIE,
    PLAN,
    TABLE,
    VERDICT,
    VIDEO,
    card,
    plotted,
)

__all__ = ["node_modules"]

GRAVE = ("serious", "critical")


async def grave(page: Page, node_modules: Path) -> list[tuple[str, list[str]]]:
    """Give the serious and critical findings: the rule, and where."""
    await page.evaluate((node_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    found: dict[str, Any] = await page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        (one["id"], [node["html"][:200] for node in one["nodes"]])
        for one in found["violations"]
        if one["impact"] in GRAVE
    ]


async def test_a_person_at_work_meets_nothing_grave(stage: Stage, page: Page, node_modules: Path) -> None:
    await page.goto(stage.playground.page_url)
    lea, tom = Person(page, LEA.id), Person(page, TOM.id)
    await lea.sit_down()
    messages = await lea.read_messages()
    await expect(messages.first).to_be_visible()
    assert await grave(page, node_modules) == []
    modal = await lea.open_checkin(messages.last)
    await lea.write("value_1", "nothing")
    await lea.send()
    await expect(modal.locator(".field-error").first).to_be_visible()
    assert await grave(page, node_modules) == []
    await lea.close()
    await lea.open_home()
    assert await grave(page, node_modules) == []
    for panel in ("inspector", "faults", "guide"):
        await page.get_by_test_id(f"toggle-{panel}").click()
        await expect(page.locator("#panel")).to_be_visible()
        assert await grave(page, node_modules) == []
    await tom.sit_down()
    await tom.open_home()
    assert await grave(page, node_modules) == []
    await page.set_viewport_size({"width": 390, "height": 844})
    assert await grave(page, node_modules) == []


async def test_a_thread_its_menus_and_a_form_on_a_phone_have_nothing_grave(
    playground: Playground, client: AsyncWebClient, lea: Actor, page: Page, node_modules: Path
) -> None:
    head = await client.chat_postMessage(channel="C0SALES", text="Signed")
    await client.chat_postMessage(channel="C0SALES", text="Bravo", thread_ts=head["ts"])
    await lea.react("tada", head["ts"], "C0SALES")
    await page.goto(f"{playground.page_url}#as=U0TOM")
    await page.get_by_test_id("channel-C0SALES").click()
    await page.locator(".replies").click()
    await expect(page.get_by_test_id("thread").get_by_text("Bravo")).to_be_visible()
    assert await grave(page, node_modules) == []
    await page.get_by_test_id("timeline").get_by_role("button", name="Add a reaction").press("Enter")
    await expect(page.get_by_role("menuitem").first).to_be_visible()
    assert await grave(page, node_modules) == []
    await page.keyboard.press("Escape")
    await page.set_viewport_size({"width": 390, "height": 844})
    view = modal(*(input_of(name, kind[0]) for name, kind in KINDS.items()))
    await client.views_open(trigger_id=playground.workspace.triggers.issue("U0TOM"), view=view)
    await expect(page.get_by_test_id("modal")).to_be_visible()
    assert await grave(page, node_modules) == []


async def test_an_open_calendar_and_a_wrong_time_have_nothing_grave(
    playground: Playground, client: AsyncWebClient, page: Page, node_modules: Path
) -> None:
    pickers = [{"type": "datetimepicker", "action_id": "both"}, {"type": "timepicker", "action_id": "hour"}]
    await client.chat_postMessage(channel="C0SALES", text="Pick", blocks=[actions(*pickers)])
    await page.goto(f"{playground.page_url}#as=U0TOM")
    await page.get_by_test_id("channel-C0SALES").click()
    row = page.locator(".block-actions")
    await pick_day(row, "Monday, March 9, 2026")
    await type_time(row.locator("> :last-child"), "soon")
    await expect(row.get_by_role("alert")).to_be_visible()
    await date_button(row).click()
    await expect(row.get_by_role("dialog")).to_be_visible()
    assert await grave(page, node_modules) == []
    await page.set_viewport_size({"width": 390, "height": 844})
    assert await grave(page, node_modules) == []


async def test_a_channel_and_a_composer_with_its_completion_have_nothing_grave(
    stage: Stage, page: Page, node_modules: Path
) -> None:
    await page.goto(f"{stage.playground.page_url}#as={MARC.id}")
    await page.get_by_text("ventes-europe").first.click()
    await page.locator("#composer-text").fill("/")
    await expect(page.get_by_role("option").first).to_be_visible()
    assert await grave(page, node_modules) == []
    await page.set_viewport_size({"width": 390, "height": 844})
    assert await grave(page, node_modules) == []


async def test_blocks_have_nothing_grave(
    playground: Playground, client: AsyncWebClient, page: Page, node_modules: Path
) -> None:
    charts = [plotted("bar"), PIE]
    for blocks in ([card("Brume"), CAROUSEL, CONTAINER, VERDICT], [TABLE, DATA_TABLE, PLAN, VIDEO], charts):
        await client.chat_postMessage(channel="U0TOM", text="Blocks", blocks=blocks)
    await page.goto(f"{playground.page_url}#as=U0TOM")
    await expect(page.get_by_role("figure", name="Portfolio")).to_be_visible()
    assert await grave(page, node_modules) == []
