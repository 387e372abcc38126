"""Bringing a file in a real browser: chosen, read while one waits, previewed and applied."""

import pytest
from playwright.async_api import Page, expect
from sqlalchemy import update

import models
from bot.demo.play import Stage
from bot.demo.team import MARC, TOM, Colleague
from bot.playground import Fault, Kind
from tests.browser.person import IMAGES, Album, Person
from tests.browser.uploading import choose, expect_uploaded, payload

FRENCH = """Référence;Commercial;Objectif;Unité;Cible;Début;Fin;Couleur
CRM-1;Léa Moreau;Gagner trois ETI;€;120 000,50;01/10/2026;31/12/2026;bleu
CRM-2;Léa Moreau;Ouvrir les Alpes;nombre;12;01/10/2026;31/12/2026;vert
"""
ENGLISH = "Reference,Objective,Unit,Target,Starts,Ends\nCRM-9,Win Dover,GBP,120000.50,2026-10-01,2026-12-31\n"
WORDS = {
    "fr": ("Lecture du fichier…", "12 au 31 déc. 2026", "2 objectifs proposés"),
    "en": ("Reading the file …", "£120,000.50 by 31 Dec 2026", "1 objective proposed"),
}


async def claimed(stage: Stage) -> None:
    """Wait until a file has been tried, and let it be tried again."""
    await stage.playground.acting_as(MARC.id).until(lambda: not stage.playground.faults.as_list())
    async with stage.tandem.deps.transaction() as session:
        await session.execute(update(models.Import).values(claimed_until=None))


@pytest.mark.parametrize(
    ("who", "command", "content", "language"),
    [(MARC, "/objectives importer", FRENCH, "fr"), (TOM, "/objectives import", ENGLISH, "en")],
    ids=["fr", "en"],
)
async def test_a_file_is_chosen_read_previewed_and_applied(
    stage: Stage, desk: Page, *, who: Colleague, command: str, content: str, language: str
) -> None:
    await desk.goto(stage.playground.page_url)
    somebody, album, modal = Person(desk, who.id), Album(desk, IMAGES, language), desk.get_by_test_id("modal")
    reading, new, done = WORDS[language]
    await somebody.sit_down()
    await somebody.read_messages()
    await somebody.command(command)
    await expect(modal).to_be_visible()
    field = desk.get_by_test_id("field-file")
    await choose(field.get_by_role("button").first, payload("crm.csv", content.encode(), "text/csv"))
    await expect_uploaded(field, 1)
    await album.keep("import-form")
    stage.playground.faults.add(Fault(Kind.OUTAGE, "files.info"))  # so that the file waits until we have seen it wait
    await somebody.send()
    await expect(modal).to_contain_text(reading)
    await claimed(stage)
    await expect(modal).to_contain_text(new)
    await album.keep("import-preview")
    await somebody.send()
    await expect(modal).to_contain_text(done)
    await somebody.close()
