"""The guide of the demo, walked step by step in a real browser; for docs/images, in both languages."""

import re
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass

import pytest
from playwright.async_api import Locator, Page, expect
from sqlalchemy import update

from bot.demo.guide import read_guide
from bot.demo.play import Stage
from bot.demo.team import EVERYONE, LEA, MARC, TOM
from models import Team
from tests.browser.person import IMAGES, Album, Person
from tests.models.servers import Server
from tests.reading import texts
from tests.staging import live, on_stage

LOCALES = {"fr": "fr-FR", "en": "en-GB"}
PRESSES = 5
PREPARED = re.compile(r"(Bilan préparé\s*|Prepared): Léa Moreau")
SAVED = re.compile("has been told|Un message en informe")
SEALED = re.compile("Sealed until both halves are in|Scellé jusqu’à")
IN = re.compile("Your half is in|Votre partie est envoyée")
TICKED = re.compile("Put it back|Remettre")
CONFIRMED = re.compile("You have confirmed it|Vous l’avez confirmé")
CLOSED = re.compile("Both of you confirmed it|Vous l’avez confirmé tous les deux")
PATIENCE = 30_000  # milliseconds: a picture is drawn and uploaded on the way


@pytest.fixture
async def stage(servers: dict[str, Server], language: str) -> AsyncIterator[Stage]:
    """Set the demo's stage as it is, or with a team that reads English throughout."""
    async with on_stage(await servers["sqlite"].prepared(live)) as stage:
        if language == "en":
            await read_english(stage)
        yield stage


async def read_english(stage: Stage) -> None:
    for one in EVERYONE:
        await stage.playground.events.acknowledged(
            lambda one=one: stage.workspace.change_person(one.id, locale=LOCALES["en"])
        )
    async with stage.tandem.deps.transaction() as session:
        await session.execute(update(Team).values(locale=LOCALES["en"]))
    lea = stage.playground.acting_as(LEA.id)
    await lea.until(lambda: "Write my half" in texts(lea.messages()[0]))


@dataclass(frozen=True)
class Walk:
    """Somebody at the page who follows the guide, with an album for pictures."""

    page: Page
    album: Album

    async def act_as(self, slack_id: str) -> Person:
        person = Person(self.page, slack_id)
        await person.sit_down()
        return person

    async def messages(self, slack_id: str) -> Locator:
        return await (await self.act_as(slack_id)).read_messages()

    async def home(self, slack_id: str) -> Locator:
        return await (await self.act_as(slack_id)).open_home()

    async def channel(self, slack_id: str) -> Locator:
        await self.act_as(slack_id)
        await self.page.get_by_text("ventes-europe").first.click()
        return self.page.get_by_test_id("timeline")

    async def thread(self, slack_id: str) -> Locator:
        """Open the thread of the retrospective."""
        timeline = await self.channel(slack_id)
        await timeline.locator(".replies").last.click()
        return self.page.get_by_test_id("thread")

    async def command(self, slack_id: str, line: str) -> None:
        await self.messages(slack_id)
        composer = self.page.get_by_test_id("composer")
        await composer.fill(f"{line} ")
        await composer.press("Enter")

    async def jump(self, by: str, to: str) -> None:
        """Move the clock on, to where it then shows that it is."""
        jump = self.page.get_by_test_id(f"jump-{by}")
        await jump.click()
        await expect(self.page.get_by_test_id("clock")).to_contain_text(re.compile(to), timeout=PATIENCE)
        await expect(jump).to_have_attribute("aria-disabled", "false", timeout=PATIENCE)

    async def press(self, within: Locator, action: str) -> None:
        await within.locator(f"[data-action-id={action}]").last.click(timeout=PATIENCE)

    async def open(self, home: Locator, action: str) -> None:
        """Open a form from Home; somebody whose Home is drawn anew under their finger presses again."""
        for _ in range(PRESSES):
            await home.locator(f"[data-action-id={action}]").first.click()
            with suppress(AssertionError):
                await expect(self.page.get_by_test_id("modal")).to_be_visible(timeout=PATIENCE / PRESSES)
                return

    async def modal(self) -> Locator:
        modal = self.page.get_by_test_id("modal")
        await expect(modal).to_be_visible(timeout=PATIENCE)
        return modal

    async def write(self, **texts: str) -> None:
        for field, text in texts.items():
            await self.page.locator(f"[data-testid=field-{field}] .text-input").fill(text)

    async def choose(self, field: str, number: int) -> None:
        """Choose an option of a menu by its place."""
        await self.page.locator(f"[data-testid=field-{field}] [role=combobox]").click()
        await self.page.get_by_role("option").nth(number).click()

    async def send(self) -> None:
        await self.page.get_by_test_id("modal-submit").click()

    async def go_on(self, field: str) -> None:
        """Go to the step of a form that has a field."""
        await self.send()
        await expect(self.page.get_by_test_id(f"field-{field}")).to_be_visible(timeout=PATIENCE)

    async def sent(self) -> None:
        await self.send()
        await expect(self.page.get_by_test_id("modal")).to_be_hidden(timeout=PATIENCE)

    async def half_sent(self, picture: str) -> None:
        """Look at the summary of a half, send it, and close what then stands in its place."""
        await self.send()
        await expect(self.page.get_by_test_id("modal")).to_contain_text(SEALED)
        await self.album.keep(picture)
        await self.saved(IN)

    async def saved(self, said: re.Pattern[str] = SAVED) -> None:
        """Send a form that then says so, and who has been told of it."""
        await self.send()
        await expect(self.page.get_by_test_id("modal")).to_contain_text(said)
        await self.close()

    async def close(self) -> None:
        await self.page.get_by_test_id("modal-close").click()
        await expect(self.page.get_by_test_id("modal")).to_be_hidden()

    async def agree(self) -> None:
        """Say yes in the small dialog that asks for certainty."""
        await self.page.locator("dialog.confirm .btn").last.click()


@pytest.fixture
async def walk(stage: Stage, desk: Page, language: str) -> Walk:
    await desk.goto(stage.playground.page_url)
    return Walk(desk, Album(desk, IMAGES, language))


@pytest.mark.parametrize("language", LOCALES if IMAGES else ["fr"])
async def test_the_whole_guide_can_be_walked(walk: Walk, language: str) -> None:
    assert len(read_guide()) == 23
    await expect(walk.page.get_by_test_id("guide").locator(".step")).to_have_count(23)
    await check_in(walk)
    await talk(walk)
    await objectives(walk)
    await feedback(walk)
    await digest(walk)
    await retrospective(walk)
    await expect(walk.page.get_by_test_id("guide").get_by_role("checkbox", checked=True)).to_have_count(23)


async def check_in(walk: Walk) -> None:
    page = walk.page
    messages = await walk.messages(LEA.id)
    await walk.album.keep("guide")
    await walk.press(messages.first, "checkin_open")
    await walk.write(value_1="305000")
    for number in ("1", "2", "3"):
        await walk.choose(f"confidence_{number}", 0)
    await walk.go_on("win")
    await walk.write(win="Dupont", obstacle="Le délai des contrats")
    await page.locator("[data-testid=field-energy] input").first.check()
    await walk.album.keep("half-period")
    await walk.go_on("means")
    await walk.write(means="Une journée d’avant-vente", mission="Claire", action="Rappeler Verdier")
    await walk.album.keep("half-means")
    await walk.half_sent("half-summary")

    messages = await walk.messages(MARC.id)
    await expect(messages.last).to_contain_text("Rappeler Verdier")
    await walk.press(messages.last, "checkin_open")
    await walk.write(feedback="Bravo", answer="Jeudi", action="Appeler Dupont")
    await page.locator("[data-testid=field-action]").scroll_into_view_if_needed()
    await walk.album.keep("half-with-action")
    await walk.half_sent("half-summary-of-manager")

    messages = await walk.messages(LEA.id)
    await walk.press(messages.last, "checkin_open")
    await expect(await walk.modal()).to_contain_text("Appeler Dupont")
    await walk.close()

    await walk.messages(TOM.id)
    await page.get_by_test_id("jump-hour").click()
    await expect(page.get_by_test_id("timeline").locator("[data-action-id=checkin_open]")).to_have_count(1)
    await walk.command(TOM.id, "/checkin schedule")
    modal = await walk.modal()
    await expect(modal).to_contain_text(re.compile("22 [Oo]cto"))
    await walk.choose("weekday", 0)
    await expect(modal).to_contain_text(re.compile("26 [Oo]cto"))  # the Monday after
    await modal.get_by_text(re.compile("26 [Oo]cto")).scroll_into_view_if_needed()
    await walk.album.keep("schedule")
    await walk.saved()


async def talk(walk: Walk) -> None:
    messages = await walk.messages(MARC.id)
    for day in ("7 [Oo]ct", "8 [Oo]ct"):
        await walk.jump("morning", day)
    page = messages.filter(has=walk.page.locator("[data-action-id=talk_open]"))
    await page.scroll_into_view_if_needed()
    await walk.album.keep("talk-page")
    await walk.press(page, "talk_open")
    modal = await walk.modal()
    await walk.press(modal, "talk_tick")
    await expect(modal).to_contain_text(TICKED)
    await walk.press(modal, "talk_note")
    await walk.write(decision="On garde le prix")
    await walk.send()
    await expect(modal).to_contain_text("On garde le prix")
    await walk.press(modal, "talk_new_action")
    await walk.write(action="Relire le contrat de Ferrand")
    await walk.send()
    await expect(modal).to_contain_text("Relire le contrat de Ferrand")
    await walk.album.keep("talk")
    await walk.close()

    messages = await walk.messages(LEA.id)
    for hour in ("10:00", "11:00"):
        await walk.jump("hour", hour)
    await expect(messages.last).to_contain_text("On garde le prix")
    await walk.album.keep("talk-record")
    await walk.press(messages.last, "talk_confirm")
    await expect(messages.last).to_contain_text(CONFIRMED)
    messages = await walk.messages(MARC.id)
    await walk.press(messages, "talk_confirm")
    await expect(messages.last).to_contain_text(CLOSED)


async def objectives(walk: Walk) -> None:
    await walk.command(MARC.id, "/objectives new @lea")
    await walk.modal()
    async with walk.page.expect_response(lambda answer: '"why"' in (answer.request.post_data or "")):  # it is kept
        await walk.write(title="Ouvrir l’énergie", why="Le marché s’ouvre")
    await walk.close()

    await walk.command(MARC.id, "/objectives new @lea")  # closed and opened again, it is as it was left
    await expect(walk.page.locator("[data-testid=field-title] .text-input")).to_have_value("Ouvrir l’énergie")
    await walk.album.keep("objective-form")
    await walk.go_on("target")
    await walk.write(target="150000")
    await walk.album.keep("objective-measure")
    await walk.go_on("segments")
    await walk.choose("pace_kind", 2)
    await expect(walk.page.get_by_test_id("field-season")).to_be_visible(timeout=PATIENCE)
    await walk.write(segments="Grands comptes: 60\nNouveaux clients: 40")
    await walk.album.keep("objective-pace")
    await walk.go_on("floor")
    await walk.write(floor="120000", ceiling="160000", revisions="2")
    await walk.album.keep("objective-margin")
    await walk.send()
    await expect(await walk.modal()).to_contain_text("Nouveaux clients 40")
    await walk.album.keep("objective-summary")
    await walk.saved()

    messages = await walk.messages(LEA.id)
    await walk.press(messages.last, "objective_why")
    await expect(await walk.modal()).to_contain_text("Le marché s’ouvre")
    await walk.album.keep("objective-why")
    await walk.close()
    await walk.press(messages.last, "objective_sign")
    await expect(await walk.modal()).to_contain_text("Ouvrir l’énergie")
    await walk.album.keep("objective-sign")
    await walk.sent()
    home = await walk.home(LEA.id)
    await expect(home).to_contain_text("Ouvrir l’énergie")
    await walk.album.keep("home-rep")
    await walk.open(home, "objective_update")
    await walk.write(value="312500")
    await walk.album.keep("objective-value")
    await walk.sent()
    await walk.page.get_by_role("button", name="Marc Lefèvre, Tandem").click()  # the conversation of the two
    card = walk.page.get_by_test_id("timeline").locator("[data-testid^=message-]").first
    await expect(card.locator("img")).to_be_visible(timeout=PATIENCE)
    await walk.album.keep("objective-card")
    await walk.press(card, "objective_history")
    await expect(await walk.modal()).to_contain_text("Léa Moreau")
    await walk.album.keep("objective-history")
    await walk.close()
    await walk.command(MARC.id, "/strategy")
    await expect(await walk.modal()).to_contain_text("ETI")
    await walk.album.keep("strategy")
    await walk.close()


async def feedback(walk: Walk) -> None:
    await walk.command(TOM.id, "/feedback @marc")
    await walk.modal()
    await walk.write(feedback_text="You stood by the price.")
    await walk.album.keep("feedback-form")
    await walk.send()
    await walk.close()

    messages = await walk.messages(MARC.id)
    await expect(messages.last).not_to_contain_text("You stood by the price.")
    await walk.press(messages.last, "feedback_read")
    await expect(await walk.modal()).to_contain_text("You stood by the price.")
    await walk.album.keep("feedback-read")
    await walk.close()


async def digest(walk: Walk) -> None:
    await walk.command(MARC.id, "/digest")
    timeline = walk.page.get_by_test_id("timeline")
    await expect(timeline.locator("[data-action-id=digest_post]")).to_be_visible(timeout=PATIENCE)
    await walk.album.keep("digest-preview")
    await walk.press(timeline, "digest_post")
    timeline = await walk.channel(MARC.id)
    await expect(timeline.locator("img").last).to_be_visible(timeout=PATIENCE)
    await walk.album.keep("digest")

    await walk.channel(LEA.id)
    await walk.jump("week", "15 [Oo]ct")
    await expect(timeline.locator("img")).to_have_count(2, timeout=PATIENCE)


async def retrospective(walk: Walk) -> None:
    await walk.command(MARC.id, "/retro start")
    await walk.modal()
    await walk.album.keep("retro-start")
    await walk.send()
    await walk.close()

    messages = await walk.messages(LEA.id)
    await expect(messages.last.locator("[data-action-id=retro_prepare]")).to_be_visible(timeout=PATIENCE)
    await walk.album.keep("retro-packet")
    await walk.press(messages.last, "retro_prepare")
    await walk.write(worked="Les ateliers chez les clients", did_not="Les devis en trois semaines")
    await walk.write(ideas="Un devis type")
    await walk.album.keep("retro-preparation")
    await walk.sent()

    messages = await walk.messages(MARC.id)
    await expect(messages.last).to_contain_text(PREPARED)
    await walk.album.keep("retro-lead")
    await walk.press(messages.last, "retro_open")
    await walk.agree()
    thread = await walk.thread(MARC.id)
    await walk.press(thread, "retro_next")

    thread = await walk.thread(LEA.id)
    await contribute(walk, thread)
    await expect(thread).to_contain_text("Les ateliers chez les clients")
    await walk.press(thread, "retro_park")
    await walk.write(case="Orion paie à 90 jours", lesson="Parler des délais dès le devis")
    await walk.album.keep("retro-park")
    await walk.sent()
    await walk.album.keep("retro-worked")

    thread = await walk.thread(MARC.id)
    for _ in ("motivated", "did not"):
        await next_step(walk, thread)
    thread = await walk.thread(LEA.id)
    await contribute(walk, thread)
    await expect(thread).to_contain_text("Les devis en trois semaines")
    thread = await walk.thread(MARC.id)
    await next_step(walk, thread)
    thread = await walk.thread(LEA.id)
    await contribute(walk, thread)
    await expect(thread).to_contain_text("Un devis type")
    thread = await walk.thread(MARC.id)
    await next_step(walk, thread)
    thread = await walk.thread(LEA.id)
    await walk.press(thread, "retro_vote")
    await walk.choose("votes", 0)
    await walk.album.keep("retro-vote")
    await walk.sent()
    thread = await walk.thread(MARC.id)
    await next_step(walk, thread)
    thread = await walk.thread(LEA.id)
    await walk.press(thread, "retro_commit")
    await walk.write(text="Écrire le devis type")
    await walk.sent()
    await expect(thread).to_contain_text("Écrire le devis type")
    thread = await walk.thread(MARC.id)
    await walk.album.keep("retro-commitments")
    await walk.press(thread, "retro_next")
    await walk.agree()
    await expect(thread.get_by_text(".md").first).to_be_visible(timeout=PATIENCE)
    await walk.album.keep("retro-summary")

    home = await walk.home(LEA.id)
    await expect(home).to_contain_text("Écrire le devis type")
    await walk.album.keep("home-rep-after")
    await walk.home(MARC.id)
    await walk.album.keep("home-manager")


async def contribute(walk: Walk, thread: Locator) -> None:
    """Say in a step what was prepared for it."""
    await walk.press(thread, "retro_contribute")
    await walk.modal()
    await walk.sent()


async def next_step(walk: Walk, thread: Locator) -> None:
    """Go on, and wait for the message of the step that follows."""
    count = await thread.locator("[data-testid^=message-]").count()
    await walk.press(thread, "retro_next")
    await expect(thread.locator("[data-testid^=message-]")).to_have_count(count + 1, timeout=PATIENCE)
