"""The card of an objective in a real browser: the conversation of the two, the picture, the thread under it."""

from datetime import timedelta

from playwright.async_api import Page, expect

from bot.demo.play import Stage
from bot.demo.team import LEA, MARC
from bot.playground import Actor
from tests.browser.person import Person
from tests.views.showing import buttons

DRAWN = "image => image.complete && [image.naturalWidth, image.naturalHeight]"


async def record(who: Actor, value: str) -> None:
    """Record a value for the first objective in somebody's list."""
    await who.command("/objectives")
    update = next(one for one in buttons(who.messages()[-1]) if one["action_id"] == "objective_update")
    await who.click("objective_update", message=who.messages()[-1], value=update["value"])
    await who.fill({"value": value, "confidence": "medium"})
    await who.submit()
    assert who.modal is None


async def test_the_two_find_the_picture_and_what_was_recorded_under_it(stage: Stage, desk: Page) -> None:
    lea = stage.playground.acting_as(LEA.id)
    await record(lea, "305 000 €")
    await stage.clock.jump(timedelta(minutes=1))
    await record(lea, "312 000 €")
    await stage.clock.jump(timedelta(minutes=1))
    await desk.goto(stage.playground.page_url)
    await Person(desk, MARC.id).sit_down()

    await desk.get_by_role("button", name="Léa Moreau, Tandem").click()
    card = desk.get_by_test_id("timeline").locator("[data-testid^=message-]").first
    await expect(card).to_contain_text("312 000 € sur 480 000 €")
    image = card.get_by_role("img", name="À ce rythme")
    await expect(image).to_be_visible()
    assert await image.evaluate(DRAWN) == [1200, 600]

    await card.get_by_role("button", name="2 réponses").click()
    thread = desk.get_by_test_id("thread")
    await expect(thread).to_contain_text("312 000 €  ·  +7 000 €")
    await Person(desk, LEA.id).sit_down()
    await expect(desk.get_by_role("button", name="Marc Lefèvre, Tandem")).to_be_visible()
