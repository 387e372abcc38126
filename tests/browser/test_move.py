"""Moving a talk in a real browser, and being asked again at a moment of one's own."""

from playwright.async_api import Page, expect

from bot.demo.play import Stage
from bot.demo.team import LEA, MARC
from tests.browser.person import Person
from tests.browser.picking import pick_day, time_box, type_time


async def test_a_talk_is_moved_and_the_question_put_off(stage: Stage, desk: Page) -> None:
    await desk.goto(stage.playground.page_url)
    lea, marc = Person(desk, LEA.id), Person(desk, MARC.id)
    await lea.sit_down()
    messages = await lea.read_messages()
    await lea.command("/checkin déplacer")
    modal = desk.get_by_test_id("modal")
    await pick_day(desk.get_by_test_id("field-day"), "vendredi 9 octobre 2026")
    await lea.send()
    await expect(modal).to_contain_text("Un message en informe Marc Lefèvre.")
    await lea.close()
    await expect(messages.first).to_contain_text("a lieu le vendredi 9 octobre à 10:00")

    await messages.first.locator("[data-action-id=checkin_later]").click()
    await desk.get_by_role("menuitem", name="Me le redemander à").click()
    await expect(time_box(desk.get_by_test_id("field-time"))).to_have_value("10:00")  # it is 09:31
    await type_time(desk.get_by_test_id("field-time"), "16:30")
    await lea.send()
    await expect(modal).to_be_hidden()
    await expect(messages.first).to_contain_text("le mardi 6 octobre à 16:30")

    await marc.sit_down()
    await expect((await marc.read_messages()).last).to_contain_text("Léa Moreau l’a déplacé")
    await expect(await marc.open_home()).to_contain_text("vendredi 9 octobre")
