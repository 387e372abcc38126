"""Entering an absence in a real browser, changing it and taking that back."""

from playwright.async_api import Page, expect

from bot.demo.play import Stage
from bot.demo.team import LEA
from tests.browser.person import Person
from tests.browser.picking import pick_day


async def test_an_absence_is_entered_changed_and_taken_back(stage: Stage, desk: Page) -> None:
    await desk.goto(stage.playground.page_url)
    lea = Person(desk, LEA.id)
    await lea.sit_down()
    messages = await lea.read_messages()
    await lea.command("/tandem absent")
    modal = desk.get_by_test_id("modal")
    await pick_day(desk.get_by_test_id("field-last"), "vendredi 16 octobre 2026")
    await lea.send()
    await expect(modal).to_contain_text("Absence du mardi 6 octobre au vendredi 16 octobre")
    await expect(messages.first).to_contain_text("Pas de point le 8 oct.")

    last = modal.locator("[data-testid^=field-last_]")
    fresh = await last.get_attribute("data-testid")
    await modal.locator("[data-action-id=absence_edit]").click()
    await expect(modal.get_by_test_id(fresh or "")).to_have_count(0)  # the days of that absence have taken its place
    await pick_day(last, "mercredi 7 octobre 2026")
    await lea.send()
    await expect(modal).to_contain_text("Absence du mardi 6 octobre au mercredi 7 octobre")
    await modal.locator("[data-action-id=absence_undo]").click()
    await expect(modal).to_contain_text("Absence du mardi 6 octobre au vendredi 16 octobre")

    await modal.locator("[data-action-id=absence_remove]").click()
    await expect(modal.locator("[data-action-id=absence_edit]")).to_have_count(0)
    await lea.close()
    await expect(messages.first).to_contain_text("Votre point avec Marc Lefèvre a lieu le jeudi 8 octobre")
