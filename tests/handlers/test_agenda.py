"""The agenda of a pair, from Home, from a modal and from a message, through the real Bolt app on the playground."""

import json
from datetime import timedelta
from typing import Any

import pytest

from bot.demo.play import Stage
from bot.demo.team import CHANNEL, LEA
from bot.playground import Actor
from bot.rules.question import Step
from tests import stepping
from tests.reading import inputs, option, read
from tests.views.showing import spaced

OPEN, ADD, TALKED, DROP, MESSAGE = "agenda_open", "agenda_add", "agenda_talked", "agenda_drop", "agenda_add_message"


@pytest.fixture
async def raised(lea: Actor) -> None:
    await lea.open_home()
    await lea.click(ADD, view=lea.home)
    await lea.fill({"agenda_text": "Le prix de Dupont"})
    await lea.submit()


async def test_a_rep_adds_a_point_and_both_find_it_on_home(raised: None, lea: Actor, marc: Actor) -> None:
    assert "Le prix de Dupont\n:bust_in_silhouette: Léa Moreau  ·  6 oct." in read(lea.modal)
    assert "Visible uniquement de Marc Lefèvre et de vous." in read(lea.modal)

    await marc.open_home()
    assert "•  Le prix de Dupont  ·  Léa Moreau" in read(marc.home)
    await lea.until(lambda: "Le prix de Dupont" in read(lea.home))


async def test_a_point_that_was_begun_is_found_as_it_was_left_until_it_is_added(
    stage: Stage, lea: Actor, marc: Actor
) -> None:
    await lea.open_home()
    await lea.click(ADD, view=lea.home)
    await lea.fill({"agenda_text": "Le prix"})
    await lea.close_modal()
    await marc.open_home()
    await marc.click(OPEN, view=marc.home, value=LEA.id)
    await marc.click(ADD)
    assert "initial_value" not in field(marc.modal or {}, "agenda_text")

    await lea.click(ADD, view=lea.home)
    assert field(lea.modal or {}, "agenda_text")["initial_value"] == "Le prix"
    await lea.submit()
    await stage.clock.jump(timedelta(minutes=1))
    await lea.click(ADD)
    assert "initial_value" not in field(lea.modal or {}, "agenda_text")
    await lea.fill({"agenda_text": "La marge"})
    await lea.close_modal()
    await lea.click(ADD, view=lea.home)
    assert field(lea.modal or {}, "agenda_text")["initial_value"] == "La marge"


async def test_a_point_in_a_window_of_before_points_were_kept_is_added(stage: Stage, lea: Actor) -> None:
    await lea.open_home()
    await lea.click(ADD, view=lea.home)
    window = stage.workspace.views.top(LEA.id)
    assert window
    told = json.loads(window.view["private_metadata"])
    window.view["private_metadata"] = json.dumps(
        {"locale": told["locale"], "rep": told["rep"], "link": "", "begun": told["since"]}
    )

    await lea.fill({"agenda_text": "Le prix de Dupont"})
    await lea.submit()

    assert "Le prix de Dupont" in read(lea.modal)


async def test_why_a_point_is_taken_off_is_kept_until_it_is_sent(raised: None, lea: Actor) -> None:
    await lea.click(DROP)
    await lea.fill({"agenda_why": "C’est réglé"})
    await lea.close_modal()
    await lea.open_home()
    await lea.click(OPEN, view=lea.home)
    await lea.click(DROP)

    assert field(lea.modal or {}, "agenda_why")["initial_value"] == "C’est réglé"


async def test_a_point_without_a_word_is_refused_in_its_field(lea: Actor) -> None:
    await lea.open_home()
    await lea.click(ADD, view=lea.home)
    await lea.fill({"agenda_text": "   "})
    await lea.submit()

    assert spaced(lea.errors["agenda_text"]) == "Écrivez au moins une phrase."


async def test_what_was_talked_about_leaves_both_homes(raised: None, lea: Actor, marc: Actor) -> None:
    await lea.close_modal()
    await lea.until(lambda: "Le prix de Dupont" in read(lea.home))
    await lea.click(TALKED, view=lea.home)

    await lea.until(lambda: "Le prix de Dupont" not in read(lea.home))
    assert lea.modal is None
    await marc.open_home()
    assert "Le prix de Dupont" not in read(marc.home)


async def test_in_the_modal_a_point_is_ticked_in_place_and_an_old_button_explains_itself(
    raised: None, lea: Actor, marc: Actor
) -> None:
    await marc.open_home()
    await marc.click(OPEN, view=marc.home, value=LEA.id)
    await marc.click(DROP)
    await marc.fill({"agenda_why": "C’est réglé"})
    await marc.submit()
    assert "Rien n’est encore prévu à l’ordre du jour avec Léa Moreau." in read(marc.modal)

    await lea.click(TALKED)

    assert "Marc Lefèvre a retiré ce sujet : C’est réglé" in read(lea.modal)


async def test_a_message_is_added_with_its_text_and_a_link(marc: Actor, lea: Actor) -> None:
    await lea.say("Dupont demande 10 % & <!channel>", channel_id=CHANNEL)
    said = marc.messages(CHANNEL)[-1]

    await marc.shortcut(MESSAGE, said)
    assert marc.modal
    assert inputs(marc.modal) == ["agenda_with", "agenda_text"]
    assert field(marc.modal, "agenda_with")["initial_option"]["text"]["text"] == "Léa Moreau"
    await marc.submit()

    assert "Dupont demande 10 %" in read(marc.modal)
    assert "|le message>" in read(marc.modal)
    await lea.open_home()
    assert "Dupont demande 10 %" in read(lea.home)


async def test_a_point_that_was_begun_from_a_message_is_found_at_that_message(
    stage: Stage, marc: Actor, lea: Actor
) -> None:
    await lea.say("Dupont demande 10 %", channel_id=CHANNEL)
    await lea.say("Verdier aussi", channel_id=CHANNEL)
    *_, first, second = marc.messages(CHANNEL)
    await marc.shortcut(MESSAGE, first)
    assert marc.modal
    camille = option(marc.modal, "agenda_with", "Camille")
    await marc.fill({"agenda_text": "Refuser les 10 %", "agenda_with": camille["value"]})
    await marc.close_modal()

    await marc.shortcut(MESSAGE, second)
    assert field(marc.modal, "agenda_text")["initial_value"] == "Verdier aussi"
    await marc.close_modal()
    await marc.shortcut(MESSAGE, first)
    assert field(marc.modal, "agenda_text")["initial_value"] == "Refuser les 10 %"
    assert field(marc.modal, "agenda_with")["initial_option"] == camille


async def test_a_manager_chooses_with_whom_and_a_rep_has_one_manager(stage: Stage, marc: Actor, tom: Actor) -> None:
    await tom.say("Hello", channel_id=CHANNEL)
    said = marc.messages(CHANNEL)[-1]
    await marc.shortcut(MESSAGE, said)
    assert marc.modal
    await marc.fill({"agenda_with": option(marc.modal, "agenda_with", "Camille")["value"]})
    await marc.submit()
    assert "Visible uniquement de Camille Girard et de vous." in read(marc.modal)

    await tom.shortcut(MESSAGE, said)
    assert tom.modal
    assert inputs(tom.modal) == ["agenda_text"]
    assert "For your talk with Marc Lefèvre" in read(tom.modal)


async def test_somebody_in_no_pair_is_told_so(ines: Actor) -> None:
    await ines.say("Bonjour", channel_id=CHANNEL)
    await ines.shortcut(MESSAGE, ines.messages(CHANNEL)[-1])

    assert "Vous ne faites pas encore partie" in read(ines.modal)


async def test_the_half_reminds_of_what_the_two_want_to_talk_about(raised: None, lea: Actor) -> None:
    await lea.close_modal()
    await lea.command("/checkin")
    await stepping.go_to(lea, Step.EXCHANGE)

    assert "•  Le prix de Dupont  ·  Léa Moreau" in read(lea.modal)


def field(view: dict[str, Any], name: str) -> dict[str, Any]:
    return next(block["element"] for block in view["blocks"] if block["block_id"] == name)
