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
OF_COLOUR = ["color-contrast", "link-in-text-block"]


async def grave(page: Page, node_modules: Path) -> list[tuple[str, list[str]]]:
    """Give the serious and critical findings, the rule and where: all in light, those of colour in dark as well."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate((node_modules / "axe-core" / "axe.min.js").read_text(encoding="utf-8"))
    await page.emulate_media(color_scheme="dark")
    found = await findings(page, runOnly=OF_COLOUR)
    await page.emulate_media(color_scheme="light")
    return found + await findings(page)


async def findings(page: Page, **options: Any) -> list[tuple[str, list[str]]]:
    found = await page.evaluate("options => axe.run(document, options)", {"resultTypes": ["violations"], **options})
    return [
        (one["id"], [node["html"][:200] for node in one["nodes"]])
        for one in found["violations"]
        if one["impact"] in GRAVE
    ]


async def test_a_person_at_work_meets_nothing_grave(stage: Stage, desk: Page, node_modules: Path) -> None:
    await desk.goto(stage.playground.page_url)
    lea, tom = Person(desk, LEA.id), Person(desk, TOM.id)
    await lea.sit_down()
    messages = await lea.read_messages()
    await expect(messages.first).to_be_visible()
    assert await grave(desk, node_modules) == []
    modal = await lea.open_checkin(messages.last)
    await lea.write("value_1", "nothing")
    await lea.send()
    await expect(modal.locator(".field-error").first).to_be_visible()
    assert await grave(desk, node_modules) == []
    await lea.close()
    await lea.open_home()
    assert await grave(desk, node_modules) == []
    for panel in ("inspector", "faults", "guide"):
        await desk.get_by_test_id(f"toggle-{panel}").click()
        await expect(desk.locator("#panel")).to_be_visible()
        assert await grave(desk, node_modules) == []
    await tom.sit_down()
    await tom.open_home()
    assert await grave(desk, node_modules) == []
    await desk.set_viewport_size({"width": 390, "height": 844})
    assert await grave(desk, node_modules) == []


async def test_a_thread_its_menus_and_a_form_on_a_phone_have_nothing_grave(
    playground: Playground, client: AsyncWebClient, lea: Actor, desk: Page, node_modules: Path
) -> None:
    head = await client.chat_postMessage(channel="C0SALES", text="Signed")
    await client.chat_postMessage(channel="C0SALES", text="Bravo", thread_ts=head["ts"])
    await lea.react("tada", head["ts"], "C0SALES")
    await desk.goto(f"{playground.page_url}#as=U0TOM")
    await desk.get_by_test_id("channel-C0SALES").click()
    await desk.locator(".replies").click()
    await expect(desk.get_by_test_id("thread").get_by_text("Bravo")).to_be_visible()
    assert await grave(desk, node_modules) == []
    await desk.get_by_test_id("timeline").get_by_role("button", name="Add a reaction").press("Enter")
    await expect(desk.get_by_role("menuitem").first).to_be_visible()
    assert await grave(desk, node_modules) == []
    await desk.keyboard.press("Escape")
    await desk.set_viewport_size({"width": 390, "height": 844})
    view = modal(*(input_of(name, kind[0]) for name, kind in KINDS.items()))
    await client.views_open(trigger_id=playground.workspace.triggers.issue("U0TOM"), view=view)
    await expect(desk.get_by_test_id("modal")).to_be_visible()
    assert await grave(desk, node_modules) == []


async def test_an_open_calendar_and_a_wrong_time_have_nothing_grave(
    playground: Playground, client: AsyncWebClient, desk: Page, node_modules: Path
) -> None:
    pickers = [{"type": "datetimepicker", "action_id": "both"}, {"type": "timepicker", "action_id": "hour"}]
    await client.chat_postMessage(channel="C0SALES", text="Pick", blocks=[actions(*pickers)])
    await desk.goto(f"{playground.page_url}#as=U0TOM")
    await desk.get_by_test_id("channel-C0SALES").click()
    row = desk.locator(".block-actions")
    await pick_day(row, "Monday, March 9, 2026")
    await type_time(row.locator("> :last-child"), "soon")
    await expect(row.get_by_role("alert")).to_be_visible()
    await date_button(row).click()
    await expect(row.get_by_role("dialog")).to_be_visible()
    assert await grave(desk, node_modules) == []
    await desk.set_viewport_size({"width": 390, "height": 844})
    assert await grave(desk, node_modules) == []


async def test_a_channel_and_a_composer_with_its_completion_have_nothing_grave(
    stage: Stage, desk: Page, node_modules: Path
) -> None:
    await desk.goto(f"{stage.playground.page_url}#as={MARC.id}")
    await desk.get_by_text("ventes-europe").first.click()
    await desk.locator("#composer-text").fill("/")
    await expect(desk.get_by_role("option").first).to_be_visible()
    assert await grave(desk, node_modules) == []
    await desk.set_viewport_size({"width": 390, "height": 844})
    assert await grave(desk, node_modules) == []


async def test_blocks_have_nothing_grave(
    playground: Playground, client: AsyncWebClient, desk: Page, node_modules: Path
) -> None:
    charts = [plotted("bar"), PIE]
    for blocks in ([card("Brume"), CAROUSEL, CONTAINER, VERDICT], [TABLE, DATA_TABLE, PLAN, VIDEO], charts):
        await client.chat_postMessage(channel="U0TOM", text="Blocks", blocks=blocks)
    await desk.goto(f"{playground.page_url}#as=U0TOM")
    await expect(desk.get_by_role("figure", name="Portfolio")).to_be_visible()
    assert await grave(desk, node_modules) == []
