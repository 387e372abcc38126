"""A year of a pair and its team: a check-in and a digest every four weeks, a retrospective, one Tandem."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import func, select

import models
from bot.demo.play import Stage
from bot.demo.team import CHANNEL, LEA, START
from bot.playground import Actor
from bot.playground.values import Json
from tests import stepping
from tests.reading import inputs, texts
from tests.staging import choose_a_digest_every_four_weeks, rest_all_but, unsent
from tests.views.showing import spaced

FOUR_WEEKS = timedelta(weeks=4)
CHECKINS = DIGESTS = 13
RETRO_AFTER, NEW_YEAR_AFTER = 3, 4  # check-ins


async def test_a_year_of_check_ins_digests_and_one_retrospective(stage: Stage, lea: Actor, marc: Actor) -> None:
    await rest_all_but(stage, LEA)
    await choose_a_digest_every_four_weeks(marc)
    await talk_every_four_weeks(marc)
    for number in range(CHECKINS):
        if number == RETRO_AFTER:
            await look_back_together(lea, marc)
        if number == NEW_YEAR_AFTER:
            await agree_a_new_objective(lea, marc)
        await hold_a_check_in(lea, marc, number)
        await stage.clock.jump(FOUR_WEEKS)

    # Every check-in was held once and every digest posted once, the last ones like the first.
    assert await held(stage) == CHECKINS
    digests = [one for one in lea.messages(CHANNEL) if "Synthèse de l’équipe" in texts(one)]
    assert len(digests) == DIGESTS
    assert len({one["text"] + texts(one) for one in digests}) == DIGESTS
    pictures = [one for one in digests if any(block["type"] == "image" for block in one["blocks"])]
    assert len(pictures) == DIGESTS - 1  # at the turn of the year no objective is under way

    # The file of the retrospective is in the thread, and nothing that was owed is left or was given up.
    [summary] = [one for one in lea.messages(CHANNEL) if one.get("files")]
    assert summary["files"][0]["name"] == "bilan-2026-ventes-europe.md"
    assert await unsent(stage) == 0

    # The history of the new objective has a value of each check-in of its year, with who said so.
    await lea.command("/objectives")
    shown = spaced(texts(lea.messages()[-1]))
    assert "Ouvrir l’énergie" in shown
    await lea.click("objective_history", message=lea.messages()[-1])
    history = spaced(texts(lea.modal))
    assert history.count("Léa Moreau") >= CHECKINS - NEW_YEAR_AFTER


async def talk_every_four_weeks(marc: Actor) -> None:
    await marc.command(f"/checkin planifier <@{LEA.id}>")
    await marc.fill({"every": "w4"})
    await marc.submit()
    await marc.close_modal()


async def hold_a_check_in(lea: Actor, marc: Actor, number: int) -> None:
    """Have both write their halves, before the talk and whatever day the prompt fell on."""
    await lea.command("/checkin")
    assert lea.modal
    values = dict.fromkeys(inputs(lea.modal, "value_"), str(20 + number))
    words = {"win": f"Réussite {number}", "mission": f"Retour {number}", "actions_done": stepping.every_action}
    await stepping.send(lea, values | words, sure="medium")
    shared = await marc.until(lambda: newest(marc, lambda one: f"Réussite {number}\n" in texts(one) + "\n"))
    await marc.click("checkin_open", message=shared)
    action = {"action": f"Promesse {number}"} if number % 3 == 0 else {}
    await stepping.send(marc, {"feedback": f"Bravo {number}", **action})


async def look_back_together(lea: Actor, marc: Actor) -> None:
    """Walk through the retrospective; Léa commits to something that comes back in her check-ins."""
    await marc.command("/retro lancer", CHANNEL)
    await marc.submit()
    await marc.close_modal()
    packet = await lea.until(lambda: newest(lea, lambda one: "retro_prepare" in str(one)))
    assert "Réussite 2" in texts(packet)
    await lea.click("retro_prepare", message=packet)
    await lea.fill({"worked": "Les ateliers", "did_not": "Les devis", "ideas": "Un devis type"})
    await lea.submit()
    lead = await marc.until(lambda: newest(marc, lambda one: "Léa Moreau" in texts(one) and "retro_open" in str(one)))
    await marc.click("retro_open", message=lead)
    for title in ("Ouverture", "Ce qui a marché", "Ce qui nous a motivés", "Ce qui n’a pas marché", "Les solutions"):
        step = await at(marc, title)
        if title in {"Ce qui a marché", "Ce qui n’a pas marché", "Les solutions"}:
            await lea.click("retro_contribute", message=step)
            await lea.submit()
        await marc.click("retro_next", message=await at(marc, title))
    await marc.click("retro_next", message=await at(marc, "Le vote"))
    commitments = await at(marc, "Les engagements")
    await lea.click("retro_commit", message=commitments)
    await lea.fill({"text": "Écrire le devis type"})
    await lea.submit()
    await marc.until(lambda: "Écrire le devis type" in texts(newest(marc, titled("Les engagements"), CHANNEL)))
    await marc.click("retro_next", message=await at(marc, "Les engagements"))
    await marc.until(lambda: [one for one in marc.messages(CHANNEL) if one.get("files")])
    await lea.open_home()
    assert "Écrire le devis type" in texts(lea.home)


async def agree_a_new_objective(lea: Actor, marc: Actor) -> None:
    """Write down what the new year is about, once the objectives of the old one are over."""
    await marc.command("/objectives nouveau @lea")
    wanted = {"title": "Ouvrir l’énergie", "why": "Le marché s’ouvre", "unit": "count", "target": "60"}
    await stepping.write(marc, wanted | {"starts_on": "2027-01-01", "ends_on": "2027-12-31"})
    assert marc.errors == {}
    proposed = await lea.until(lambda: newest(lea, lambda one: "Ouvrir l’énergie" in texts(one)))
    await lea.click("objective_sign", message=proposed)
    await lea.submit()
    assert lea.modal is None


async def at(marc: Actor, title: str) -> Json:
    """Wait until the retrospective is at a step, and return its message."""
    return await marc.until(
        lambda: newest(marc, lambda one: title in one["text"] and "retro_next" in str(one), CHANNEL)
    )


def titled(title: str) -> Callable[[Json], bool]:
    return lambda one: title in one["text"]


def newest(actor: Actor, which: Callable[[Json], bool], channel: str | None = None) -> Json:
    """Return the last such message, or an empty one."""
    return next((one for one in reversed(actor.messages(channel)) if which(one)), {})


async def held(stage: Stage) -> int | None:
    """Count the check-ins of the year with both halves in."""
    async with stage.tandem.deps.sessions() as session:
        sent = (
            select(models.Half.checkin_id)
            .join(models.CheckIn, models.CheckIn.id == models.Half.checkin_id)
            .join(models.Person, models.Person.id == models.CheckIn.rep_id)
            .where(models.Person.slack_id == LEA.id, models.Person.workspace_id == stage.workspace.id)
            .where(models.CheckIn.talk_at > START)
            .group_by(models.Half.checkin_id)
            .having(func.count() == len(("rep", "manager")))
            .subquery()
        )
        return await session.scalar(select(func.count()).select_from(sent))
