"""The same check-in as in tests/stories, by hand in a real browser, in both languages; it also makes docs/images."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.async_api import Page, expect

from bot.demo.play import Stage
from bot.demo.team import LEA, MARC, TOM
from tests.browser.person import IMAGES, Album, Person


@dataclass(frozen=True)
class Script:
    """What the rep and the manager of a story type, and what they read."""

    rep: str
    wait: timedelta
    values: Mapping[str, str]
    wrong: tuple[str, str]
    sure: str
    win: str
    rep_feedback: str
    open_part: str
    owed: str
    manager_feedback: str
    action: str
    agreed: str
    news: str
    settled: str


SCRIPTS = {
    "fr": Script(
        rep=LEA.id,
        wait=timedelta(0),
        values={"value_1": "312 500,50 €", "value_2": "8", "value_3": "36"},
        wrong=("312 500,50 £", "Cet objectif se compte en euros, pas en £."),
        sure="J’y arriverai",
        win="Dupont & Fils a signé pour trois ans.",
        rep_feedback="Il me manque un avant-vente sur les gros dossiers.",
        open_part="312 500,50 € sur 480 000 €",
        owed="Votre partie est attendue pour : Léa Moreau",
        manager_feedback="Belle négociation chez Dupont, vous avez tenu le prix.",
        action="Trouver un avant-vente pour les gros dossiers",
        agreed="Une action pour Marc Lefèvre, d’ici au 22 oct.",
        news="Vos deux parties sont écrites",
        settled="Vous êtes à jour.",
    ),
    "en": Script(
        rep=TOM.id,
        wait=timedelta(hours=1),
        values={"value_4": "£262,500.50", "value_5": "93.5%"},
        wrong=("€262,500.50", "This objective is counted in British pounds, not in €."),
        sure="I will make it",
        win="Northline signed for three years.",
        rep_feedback="I am short of presales time on the large deals.",
        open_part="£262,500.50 of £420,000",
        owed="Your half is awaited for: Léa Moreau and Tom Baker",
        manager_feedback="Good work at Northline: you held the price.",
        action="Find presales time for the large deals",
        agreed="An action for Marc Lefèvre, by 22 Oct",
        news="Both halves are in",
        settled="Your half is awaited for: Léa Moreau",
    ),
}


@pytest.mark.parametrize("language", ["fr", "en"])
async def test_one_check_in_by_hand(stage: Stage, desk: Page, language: str) -> None:
    script, album = SCRIPTS[language], Album(desk, IMAGES, language)
    stage.workspace.change_person(MARC.id, locale={"fr": "fr-FR", "en": "en-GB"}[language])
    await stage.clock.jump(script.wait)
    rep, marc = Person(desk, script.rep), Person(desk, MARC.id)
    await desk.goto(stage.playground.page_url)

    await rep.sit_down()
    messages = await rep.read_messages()
    await expect(messages).to_have_count(1)
    await album.keep("prompt")
    await rep.open_checkin(messages.first)
    first = next(iter(script.values))
    for field, value in {**script.values, first: script.wrong[0]}.items():
        await rep.write(field, value)
        await rep.choose(field.replace("value", "confidence"), script.sure)
    await rep.send()
    await expect(desk.get_by_test_id(f"error-{first}")).to_have_text(script.wrong[1])
    await album.keep("form")
    await rep.write(first, script.values[first])
    await rep.go_on("win")
    await rep.write("win", script.win)
    await rep.go_on("mission")
    await rep.write("mission", script.rep_feedback)
    await rep.send_half(script.rep_feedback)

    await marc.sit_down()
    home = await marc.open_home()
    await expect(home).to_contain_text(script.owed)
    messages = await marc.read_messages()
    await expect(messages.last).to_contain_text(script.open_part)
    await expect(messages.last).to_contain_text(script.win)
    await expect(messages.last).not_to_contain_text(script.rep_feedback)
    await album.keep("open-part")
    await marc.open_checkin(messages.last)
    await marc.write("feedback", script.manager_feedback)
    await marc.write("action", script.action)
    await album.keep("manager-form")
    await marc.send_half(script.manager_feedback)
    await expect(messages.last).to_contain_text(script.news)
    modal = await marc.open_checkin(messages.last)
    await expect(modal).to_contain_text(script.rep_feedback)
    await album.keep("read-by-manager")
    await marc.close()
    home = await marc.open_home()
    await expect(home).to_contain_text(script.settled)

    await rep.sit_down()
    messages = await rep.read_messages()
    await expect(messages.last).to_contain_text(script.news)
    await expect(messages.last).not_to_contain_text(script.manager_feedback)
    modal = await rep.open_checkin(messages.last)
    await expect(modal).to_contain_text(script.manager_feedback)
    await expect(modal).to_contain_text(script.agreed)
    await expect(modal).to_contain_text(script.action)
    await album.keep("read-by-rep")
    await rep.close()
    home = await rep.open_home()
    await expect(home).to_contain_text(script.open_part)


async def test_the_clock_brings_the_next_prompt(stage: Stage, desk: Page) -> None:
    tom = Person(desk, TOM.id)
    await desk.goto(stage.playground.page_url)
    await tom.sit_down()
    messages = await tom.read_messages()
    await expect(messages).to_have_count(0)

    await desk.get_by_test_id("jump-hour").click()

    await expect(messages).to_have_count(1)
    await expect(desk.get_by_test_id("clock")).to_contain_text("09:31")
    week = desk.get_by_test_id("jump-week")
    for _ in range(2):
        await week.click()
        await expect(week).to_have_attribute("aria-disabled", "true")
        await expect(week).to_have_attribute("aria-disabled", "false", timeout=30_000)
    await expect(messages).to_have_count(4)  # the prompt, two reminders of it, and the next prompt


async def test_one_reads_the_page_and_what_tandem_says_in_another_language(stage: Stage, desk: Page) -> None:
    await desk.goto(stage.playground.page_url)
    messages = await Person(desk, LEA.id).read_messages()
    await expect(messages.last).to_contain_text("Écrire ma partie")

    await desk.get_by_test_id("language").click()

    await expect(messages.last).to_contain_text("Write my half")
    await expect(desk.get_by_test_id("guide")).to_contain_text("You are Léa")
    await expect(desk.get_by_test_id("language")).to_have_text("Lire en français")


async def test_a_command_is_completed_and_answered(stage: Stage, desk: Page) -> None:
    marc = Person(desk, MARC.id)
    await desk.goto(stage.playground.page_url)
    await marc.sit_down()
    await marc.read_messages()

    composer = desk.get_by_test_id("composer")
    await composer.click()
    await composer.type("/che")
    await expect(desk.get_by_role("option", name="/checkin")).to_be_visible()
    await composer.press("Enter")
    await composer.press("Enter")

    await expect(desk.get_by_test_id("timeline")).to_contain_text("Votre partie est attendue avant")


async def test_a_half_is_written_with_the_keyboard_alone(stage: Stage, desk: Page) -> None:
    await desk.goto(f"{stage.playground.page_url}#as={LEA.id}")
    button = desk.get_by_test_id("timeline").locator("[data-action-id=checkin_open]")
    await button.focus()
    await desk.keyboard.press("Enter")
    await expect(desk.get_by_test_id("modal")).to_be_visible()

    for value in ("312500", "8", "36"):
        await desk.keyboard.press("ControlOrMeta+A")
        await desk.keyboard.type(value)
        await desk.keyboard.press("Tab")
        await desk.keyboard.press("ArrowDown")
        await desk.keyboard.press("Enter")
        await desk.keyboard.press("Tab")
    for shown in ("Une réussite", "De quoi avez-vous besoin", "voit aussitôt", "Votre partie est envoyée"):
        await desk.keyboard.press("ControlOrMeta+Enter")
        await expect(desk.get_by_test_id("modal")).to_contain_text(shown, timeout=15_000)
    await desk.keyboard.press("Escape")

    await expect(desk.get_by_test_id("modal")).to_be_hidden()
    await expect(desk.get_by_test_id("timeline")).to_contain_text("Votre partie est envoyée")


async def test_a_half_is_written_on_a_phone(stage: Stage, phone: Page) -> None:
    await phone.goto(f"{stage.playground.page_url}#as={LEA.id}")
    lea, album = Person(phone, LEA.id), Album(phone, IMAGES, "fr")
    await album.keep("phone-prompt")
    modal = await lea.open_checkin(phone.get_by_test_id("timeline"))
    await modal.evaluate("modal => Promise.all(modal.getAnimations().map(one => one.finished))")
    box = await modal.bounding_box()
    assert box
    assert (box["x"], box["width"]) == (0, 390)
    await album.keep("phone-form")
    for number in ("1", "2", "3"):
        await lea.choose(f"confidence_{number}", "C’est incertain")

    await lea.go_on("win")
    await album.keep("phone-period")
    await lea.go_on("mission")
    await lea.write("mission", "Claire et juste")
    await lea.send_half("Claire et juste")

    await expect(modal).to_be_hidden()
    await expect(phone.get_by_test_id("timeline")).to_contain_text("Votre partie est envoyée")
    assert await phone.evaluate("document.documentElement.scrollWidth") == 390
