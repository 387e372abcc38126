"""The talk of a check-in through the real Bolt app on the playground: opened, ticked, noted in, confirmed."""

from datetime import timedelta
from typing import Any

import pytest

from bot.demo.play import Stage
from bot.demo.team import LEA
from bot.playground import Actor
from bot.views.half import STEP
from tests.reading import about, option, read
from tests.views.showing import spaced

TITLE = "Signer des contrats annuels avec les ETI de la région"
TO_THE_DEADLINE = timedelta(days=1, hours=23, minutes=30)
TO_THE_RECORD = timedelta(hours=2)


@pytest.fixture
async def due(stage: Stage, lea: Actor) -> None:
    """Go to an hour before Léa's talk with Marc; she has raised a point."""
    await lea.command("/checkin")
    await lea.close_modal()
    await lea.open_home()
    await lea.click("agenda_add", view=lea.home)
    await lea.fill({"agenda_text": "Le prix de Dupont"})
    await lea.submit()
    await lea.close_modal()
    await stage.clock.jump(TO_THE_DEADLINE)


@pytest.fixture
async def opened(due: None, marc: Actor) -> None:
    """Have Marc open the talk from the message that prepares him for it."""
    await marc.click("talk_open", message=about(marc, "Votre entretien avec Léa Moreau"))


async def note(actor: Actor, text: str) -> None:
    await actor.click("talk_note")
    await actor.fill({"decision": text})
    await actor.submit()


@pytest.mark.usefixtures("due")
async def test_both_are_prepared_and_who_owes_is_asked_there(lea: Actor, marc: Actor) -> None:
    for actor, other in ((lea, "Marc Lefèvre"), (marc, "Léa Moreau")):
        page = about(actor, f"Votre entretien avec {other} a lieu le jeudi 8 octobre à 10:00.")
        assert "Le prix de Dupont  ·  Léa Moreau" in read(page)
        assert "Votre partie n’est pas encore écrite." in read(page)
        assert f"{other} n’a pas encore écrit sa partie." in read(page)

    await lea.click("checkin_open", message=about(lea, "Votre entretien"))
    assert lea.modal
    assert lea.modal["callback_id"] == STEP


@pytest.mark.usefixtures("opened")
async def test_a_point_is_ticked_put_back_and_taken_off(marc: Actor, lea: Actor) -> None:
    await marc.click("talk_tick")
    assert ":white_check_mark: Le prix de Dupont  ·  Léa Moreau" in read(marc.modal)
    await lea.until(lambda: "Le prix de Dupont" not in read(about(lea, "Votre entretien")))

    await marc.click("talk_reopen")
    await marc.click("talk_point_more", value=first_choice(marc, "talk_point_more", "drop"))
    await marc.fill({"agenda_why": "   "})
    await marc.submit()
    assert spaced(marc.errors["agenda_why"]) == "Écrivez au moins une phrase."
    await marc.fill({"agenda_why": "C’est réglé"})
    await marc.submit()
    assert "retiré par Marc Lefèvre : C’est réglé" in read(marc.modal)


@pytest.mark.usefixtures("opened")
async def test_a_decision_is_noted_changed_and_removed(marc: Actor) -> None:
    await note(marc, "  ")
    assert spaced(marc.errors["decision"]) == "Écrivez au moins une phrase."
    assert marc.modal
    aim = option(marc.modal, "decision_objective", TITLE)
    await marc.fill({"decision": "On garde le prix", "decision_objective": aim["value"]})
    await marc.submit()
    assert f"On garde le prix\n:bust_in_silhouette: Marc Lefèvre  ·  :dart: {TITLE}" in read(marc.modal)

    await marc.click("talk_decision_more", value=first_choice(marc, "talk_decision_more", "change"))
    await marc.fill({"decision": "On baisse le prix"})
    await marc.submit()
    assert "On baisse le prix\n:bust_in_silhouette: Marc Lefèvre  ·  modifiée par Marc Lefèvre" in read(marc.modal)

    await marc.click("talk_decision_more", value=first_choice(marc, "talk_decision_more", "remove"))
    assert "Aucune décision n’est encore notée." in read(marc.modal)


@pytest.mark.usefixtures("opened")
async def test_what_is_typed_of_a_decision_is_kept_until_it_is_sent(marc: Actor, lea: Actor) -> None:
    await marc.click("talk_note")
    assert marc.modal
    aim = option(marc.modal, "decision_objective", TITLE)
    await marc.fill({"decision": "On garde", "decision_objective": aim["value"]})
    await marc.close_modal()
    await marc.click("talk_note")
    assert field(marc, "decision")["initial_value"] == "On garde"
    assert field(marc, "decision_objective")["initial_option"] == aim
    await lea.command("/checkin entretien")
    await lea.click("talk_note")
    assert "initial_value" not in field(lea, "decision")

    await marc.submit()
    assert f"On garde\n:bust_in_silhouette: Marc Lefèvre  ·  :dart: {TITLE}" in read(marc.modal)
    await marc.click("talk_note")
    assert "initial_value" not in field(marc, "decision")


@pytest.mark.usefixtures("opened")
async def test_a_change_that_was_begun_is_found_beside_what_the_other_has_made_of_it(marc: Actor, lea: Actor) -> None:
    await note(marc, "On garde le prix")
    change = first_choice(marc, "talk_decision_more", "change")
    await marc.click("talk_decision_more", value=change)
    await marc.fill({"decision": "On garde le prix jusqu’en mai"})
    await marc.close_modal()
    await lea.command("/checkin entretien")
    await lea.click("talk_decision_more", value=first_choice(lea, "talk_decision_more", "change"))
    await lea.fill({"decision": "On baisse le prix"})
    await lea.submit()

    await marc.click("talk_decision_more", value=change)
    assert field(marc, "decision")["initial_value"] == "On garde le prix jusqu’en mai"
    assert "On baisse le prix\n:bust_in_silhouette: Marc Lefèvre  ·  modifiée par Léa Moreau" in read(marc.modal)


@pytest.mark.usefixtures("opened")
async def test_what_is_typed_of_an_action_and_of_a_point_is_kept_until_it_is_sent(marc: Actor) -> None:
    for button, name, text in (
        ("talk_new_action", "action", "Rappeler"),
        ("talk_add_point", "agenda_text", "La marge"),
    ):
        await marc.click(button)
        await marc.fill({name: text})
        await marc.close_modal()
        await marc.click(button)
        assert field(marc, name)["initial_value"] == text
        await marc.submit()
        assert text in read(marc.modal)
        await marc.click(button)
        assert "initial_value" not in field(marc, name)
        await marc.close_modal()


@pytest.mark.usefixtures("opened")
async def test_why_a_point_is_taken_off_is_kept_until_it_is_sent(marc: Actor) -> None:
    drop = first_choice(marc, "talk_point_more", "drop")
    await marc.click("talk_point_more", value=drop)
    await marc.fill({"agenda_why": "C’est réglé"})
    await marc.close_modal()
    await marc.click("talk_point_more", value=drop)
    await marc.submit()

    assert "retiré par Marc Lefèvre : C’est réglé" in read(marc.modal)


@pytest.mark.usefixtures("opened")
async def test_what_is_amended_after_the_talk_is_kept_as_well(stage: Stage, marc: Actor) -> None:
    await note(marc, "On garde le prix")
    await marc.close_modal()
    await stage.clock.jump(TO_THE_RECORD)
    await marc.click("talk_open", message=about(marc, "Compte rendu"))
    await marc.click("talk_note")
    await marc.fill({"decision": "On en reparle en mai"})
    await marc.close_modal()
    await marc.close_modal()
    await marc.click("talk_open", message=about(marc, "Compte rendu"))
    await marc.click("talk_note")
    await marc.submit()

    await marc.until(lambda: "On en reparle en mai" in read(about(marc, "Compte rendu")))


@pytest.mark.usefixtures("opened")
async def test_an_action_is_agreed_and_ticked(marc: Actor, lea: Actor) -> None:
    await marc.click("talk_new_action")
    await marc.fill({"action": "Appeler Dupont", "action_owner": "theirs"})
    await marc.submit()
    assert ":memo: Appeler Dupont  ·  Léa Moreau" in read(marc.modal)
    await lea.open_home()
    await lea.until(lambda: "Appeler Dupont" in read(lea.home))

    await marc.click("talk_action_done")
    assert "Appeler Dupont  ·  Léa Moreau  ·  fait" in read(marc.modal)


@pytest.mark.usefixtures("opened")
async def test_a_point_is_added_in_the_talk(marc: Actor) -> None:
    await marc.click("talk_add_point")
    await marc.fill({"agenda_text": "La marge"})
    await marc.submit()

    assert "La marge" in read(marc.modal)
    assert "Noter une décision" in read(marc.modal)


@pytest.mark.usefixtures("opened")
async def test_each_sees_what_the_other_has_changed_once_they_refresh_or_act(marc: Actor, lea: Actor) -> None:
    await lea.command("/checkin entretien")
    await note(lea, "On garde le prix")
    assert "On garde le prix" not in read(marc.modal)
    await marc.click("talk_refresh")
    assert "On garde le prix" in read(marc.modal)

    await lea.click("talk_tick")
    await marc.click("talk_point_more", value=first_choice(marc, "talk_point_more", "drop"))
    assert ":information_source: Léa Moreau a déjà coché ce sujet : vous en avez parlé." in read(marc.modal)


@pytest.mark.usefixtures("due")
async def test_it_is_opened_from_home_too(marc: Actor, lea: Actor) -> None:
    for actor in (lea, marc):
        await actor.open_home()
        await actor.click("talk_of_rep", view=actor.home, value=LEA.id)
        assert "Le prix de Dupont" in read(actor.modal)


@pytest.mark.usefixtures("due")
async def test_who_takes_over_within_the_hour_is_prepared_and_the_former_page_says_so(
    stage: Stage, marc: Actor, lea: Actor, ines: Actor
) -> None:
    stage.workspace.add_person("U0SAM00001", name="sam", real_name="Sam Reed", tz="Europe/Paris", locale="en-GB")
    sam = stage.playground.acting_as("U0SAM00001")
    await ines.command("/tandem équipe")
    await ines.click("team_change")
    await ines.fill({"manager": "U0SAM00001"})
    await ines.submit()

    await sam.until(lambda: about(sam, "Your talk with Léa Moreau"))
    page = about(sam, "Your talk with Léa Moreau is on Thursday, 8 October at 10:00.")
    assert "Le prix de Dupont  ·  Léa Moreau" in read(page)
    await sam.click("talk_open", message=page)
    assert "Le prix de Dupont" in read(sam.modal)
    await lea.until(lambda: about(lea, "Votre entretien avec Sam Reed a lieu"))
    await marc.until(lambda: not about(marc, "Votre entretien avec Léa Moreau"))
    assert "Sam Reed dirige désormais" in read(marc.messages())
    assert not [one for one in marc.messages() if "Le prix de Dupont" in read(one)]


async def test_before_its_time_the_command_says_from_when_on(marc: Actor, lea: Actor) -> None:
    await marc.command(f"/checkin talk <@{LEA.id}>")
    said = "Cet entretien s’ouvre une heure avant de commencer : le jeudi 8 octobre à 09:00."
    assert said in read(marc.messages()[-1])
    await lea.open_home()
    assert "Ouvrir l’entretien" not in read(lea.home)


async def test_a_stranger_to_the_pair_is_told_so(camille: Actor, ines: Actor) -> None:
    await camille.command(f"/checkin talk <@{LEA.id}>")
    assert "Seuls Léa Moreau et Marc Lefèvre" in read(camille.messages()[-1])
    await ines.command("/checkin talk")
    assert "Vous ne faites pas encore partie" in read(ines.messages()[-1])


@pytest.mark.usefixtures("opened")
async def test_both_confirm_the_record_and_old_buttons_explain_themselves(
    stage: Stage, marc: Actor, lea: Actor
) -> None:
    await note(marc, "On garde le prix")
    await stage.clock.jump(TO_THE_RECORD)
    record = about(lea, "Compte rendu de votre entretien avec Marc Lefèvre, 8 oct.")
    assert "On garde le prix" in read(record)
    assert "a modifié le compte rendu" not in read(record)
    assert "Reportés à la prochaine fois\n:arrow_right: Le prix de Dupont" in read(record).replace("*", "")

    # Marc changes it after she has confirmed: she is asked anew, and told what is different.
    await lea.click("talk_confirm", message=record)
    await marc.until(lambda: "Léa Moreau l’a confirmé." in read(about(marc, "Compte rendu")))
    stale = about(lea, "Compte rendu")
    await note(marc, "On en reparle en mai")
    await lea.until(lambda: "On en reparle en mai" in read(about(lea, "Compte rendu")))
    assert "Marc Lefèvre a modifié le compte rendu : une décision a été notée." in read(about(lea, "Compte rendu"))
    await lea.click("talk_confirm", message=about(lea, "Compte rendu"))
    await lea.until(lambda: "Vous l’avez confirmé tous les deux" in read(about(lea, "Compte rendu")))
    closed = about(lea, "Compte rendu")
    assert [one["text"]["text"] for one in closed["blocks"][-1]["elements"]] == ["Lire"]
    assert "On en reparle en mai" in read(closed)

    # Whatever is still open on a screen says that it is closed.
    await marc.click("talk_tick")
    assert "Vous avez confirmé tous les deux le compte rendu de cet entretien" in read(marc.modal)
    assert "Noter une décision" not in read(marc.modal)
    await lea.click("talk_open", message=stale)
    assert "Noter une décision" not in read(lea.modal)
    assert "On en reparle en mai" in read(lea.modal)


@pytest.mark.usefixtures("opened")
async def test_once_the_next_check_in_is_open_the_record_stays_as_it_is(stage: Stage, marc: Actor, lea: Actor) -> None:
    await note(marc, "On garde le prix")
    await stage.clock.jump(timedelta(days=13))

    assert "Vous ne l’avez pas confirmé tous les deux" in read(about(lea, "Compte rendu"))
    await marc.click("talk_note")
    assert "Le point suivant est ouvert" in read(marc.modal)
    assert "Noter une décision" not in read(marc.modal)


@pytest.mark.usefixtures("opened")
async def test_a_long_list_is_turned_page_by_page(marc: Actor) -> None:
    for number in range(12):
        await note(marc, f"Décision {number}")
    assert "Décision 9\n" in read(marc.modal)
    assert "Décision 10\n" not in read(marc.modal)

    await marc.click("talk_turn_on")
    assert "Décision 11\n" in read(marc.modal)
    await note(marc, "Encore une")
    assert "Encore une" in read(marc.modal)
    await marc.click("talk_turn_back")
    assert "Décision 9\n" in read(marc.modal)


def first_choice(actor: Actor, action_id: str, verb: str) -> str:
    """Return the value of what a menu offers for the first thing in a list."""
    assert actor.modal
    found = [one for block in actor.modal["blocks"] for one in elements(block) if one.get("action_id") == action_id]
    return next(option["value"] for option in found[0]["options"] if option["value"].startswith(verb))


def field(actor: Actor, name: str) -> dict[str, Any]:
    assert actor.modal
    return next(block["element"] for block in actor.modal["blocks"] if block["block_id"] == name)


def elements(block: dict[str, Any]) -> list[dict[str, Any]]:
    return [*block.get("elements", []), *([block["accessory"]] if block.get("accessory") else [])]
