"""Making a team in a real browser: people, a user group, live dates, and refusals that keep what was typed."""

import re

import pytest
from playwright.async_api import Page, expect

from bot.demo.play import Stage
from bot.demo.team import INES
from tests.browser.person import Person

NOA, SAM = "U0NOA00001", "U0SAM00001"
ADMINS = {"fr": INES.id, "en": SAM}
COMMANDS = {"fr": "/tandem équipe", "en": "/tandem team"}
SETTINGS = {"fr": "/tandem réglages", "en": "/tandem settings"}
THURSDAY = {"fr": "jeudi", "en": "Thursday"}
FIRST_TALK = {"fr": "jeudi 8 octobre, 10:00", "en": "Thursday, 8 October, 10:00"}
LEADS = {"fr": "Marc Lefèvre dirige l’équipe", "en": "Marc Lefèvre leads the team"}
ELSEWHERE = {
    "fr": "Léa Moreau fait déjà partie de l’équipe Ventes Europe",
    "en": "Léa Moreau is a rep in the team Ventes",
}
INVITE = "/invite @Tandem"


@pytest.fixture
def newcomers(stage: Stage) -> None:
    add = stage.workspace.add_person
    add(NOA, name="noa", real_name="Noa Klein", tz="Europe/London", locale="en-GB")
    add(SAM, name="sam", real_name="Sam Reed", tz="Europe/London", locale="en-GB", is_admin=True)
    stage.workspace.add_usergroup("S0NORTH", handle="north", name="North", users=[NOA])
    stage.workspace.add_channel("C0NORTH001", name="sales-north", members=[SAM, INES.id])


@pytest.mark.usefixtures("newcomers")
@pytest.mark.parametrize("language", ["fr", "en"])
async def test_an_admin_makes_a_team_and_its_rep_is_told(stage: Stage, desk: Page, language: str) -> None:
    await desk.goto(stage.playground.page_url)
    admin = Person(desk, ADMINS[language])
    await admin.sit_down()
    await admin.command(COMMANDS[language])
    modal = desk.get_by_test_id("modal")
    await modal.locator("[data-action-id=team_new]").click()

    # What is left out is asked for, and stays marked while dates come and go with the rhythm.
    await admin.send()
    wrong = modal.locator(".field-error")
    await expect(wrong).to_have_count(3)  # name, manager, channel
    await admin.choose("weekday", THURSDAY[language])
    await expect(modal).to_contain_text(FIRST_TALK[language])
    await expect(wrong).to_have_count(3)

    await admin.write("name", "Nord")
    await admin.choose("manager", "Marc Lefèvre")
    await admin.choose("reps", "Léa Moreau")
    await admin.choose("reps", "Marc Lefèvre")
    await admin.choose("group", "@north")
    await admin.choose("channel", "#sales-north")
    await expect(wrong).to_have_count(0)

    # Tandem refuses twice; one click on a name that was chosen takes it away, and all else stays.
    reps = desk.get_by_test_id("field-reps")
    for refused, name in ((LEADS, "Marc Lefèvre"), (ELSEWHERE, "Léa Moreau")):
        await admin.send()
        await expect(desk.get_by_test_id("error-reps")).to_contain_text(refused[language])
        await reps.get_by_role("button", name=re.compile(name)).click()
        await expect(reps.locator(".chip", has_text=name)).to_have_count(0)
    await expect(desk.locator("[data-testid=field-name] .text-input")).to_have_value("Nord")
    await admin.send()
    await expect(modal).to_contain_text(INVITE)
    await admin.close()

    await admin.command(SETTINGS[language])
    await expect(desk.get_by_test_id("field-organisers")).to_be_visible()
    await admin.close()
    noa = Person(desk, NOA)
    await noa.sit_down()
    told = await noa.read_messages()
    await expect(told.first).to_contain_text("You are in the team Nord: Marc Lefèvre leads it.")
