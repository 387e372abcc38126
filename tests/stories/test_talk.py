"""One talk as the two live it: prepared for it, in it, and agreed afterwards on what was said."""

from datetime import timedelta
from typing import Any

import pytest

from bot.demo.play import Stage
from bot.demo.team import LEA
from bot.playground import Actor
from tests import stepping
from tests.reading import inputs, texts
from tests.staging import rest_all_but
from tests.views.showing import spaced

TO_THE_DEADLINE = timedelta(days=1, hours=23, minutes=30)


def read(shown: object) -> str:
    return spaced(texts(shown))


def told(actor: Actor, beginning: str) -> dict[str, Any]:
    return next(one for one in actor.messages() if spaced(one["text"]).startswith(beginning))


@pytest.mark.parametrize("server", ["sqlite", "postgresql"], indirect=True)
async def test_one_talk_from_its_preparation_to_the_record_that_both_confirm(
    stage: Stage, lea: Actor, marc: Actor
) -> None:
    # Léa writes her half and puts a point on the agenda. Marc writes nothing.
    await rest_all_but(stage, LEA)
    await lea.click("checkin_open", message=lea.messages()[0])
    assert lea.modal
    first = inputs(lea.modal, "value_")[0]
    await stepping.send(lea, {first: "312500", "mission": "Trop de réunions"})
    await lea.open_home()
    for text in ("Le prix de Dupont", "La place de parking"):
        await lea.click("agenda_add", view=lea.home)
        await lea.fill({"agenda_text": text})
        await lea.submit()
        await lea.close_modal()

    # An hour before they talk both have one page, in which he is asked for his half: no other reminder comes then.
    await stage.clock.jump(TO_THE_DEADLINE)
    page = told(marc, "Votre entretien avec Léa Moreau a lieu le jeudi 8 octobre à 10:00.")
    assert "312 500 € (+15 000 €)" in read(page)
    assert ":speech_balloon: Le prix de Dupont  ·  Léa Moreau" in read(page)
    assert "Votre partie n’est pas encore écrite." in read(page)
    assert "Trop de réunions" not in read(page)
    assert marc.messages()[-1] == page
    assert "Marc Lefèvre n’a pas encore écrit sa partie." in read(told(lea, "Votre entretien"))

    # They talk. He ticks the first point and notes what they decide; she sees it, and agrees an action.
    await stage.clock.jump(timedelta(hours=1))
    await marc.click("talk_open", message=page)
    await marc.click("talk_tick")
    await marc.click("talk_note")
    await marc.fill({"decision": "On garde le prix"})
    await marc.submit()
    await lea.command("/checkin entretien")
    assert "On garde le prix" in read(lea.modal)
    await lea.click("talk_new_action")
    await lea.fill({"action": "Relire le contrat", "action_owner": "theirs"})
    await lea.submit()
    await lea.close_modal()

    # An hour later both find the same record; what they did not get to is carried over by itself.
    await stage.clock.jump(timedelta(hours=1))
    for actor, other in ((lea, "Marc Lefèvre"), (marc, "Léa Moreau")):
        record = read(told(actor, f"Compte rendu de votre entretien avec {other}, 8 oct.")).replace("*", "")
        assert "Sujets abordés\n:white_check_mark: Le prix de Dupont  ·  Léa Moreau" in record
        assert "Reportés à la prochaine fois\n:arrow_right: La place de parking  ·  Léa Moreau" in record
        assert "Décisions\nOn garde le prix" in record
        assert "Relire le contrat  ·  Marc Lefèvre" in record

    # She confirms; he adds a word, which asks her anew and says why; she confirms again, and it is closed.
    await lea.click("talk_confirm", message=told(lea, "Compte rendu"))
    await marc.until(lambda: "Léa Moreau l’a confirmé." in read(told(marc, "Compte rendu")))
    await marc.click("talk_note")
    await marc.fill({"decision": "On en reparle en mai"})
    await marc.submit()
    await lea.until(lambda: "On en reparle en mai" in read(told(lea, "Compte rendu")))
    assert "Marc Lefèvre a modifié le compte rendu : une décision a été notée." in read(told(lea, "Compte rendu"))
    await lea.click("talk_confirm", message=told(lea, "Compte rendu"))
    await marc.until(
        lambda: "Vous l’avez confirmé tous les deux le jeudi 8 octobre" in read(told(marc, "Compte rendu"))
    )

    # Two weeks later the point she did not get to is in the next preparation, and the record says what it said.
    await marc.close_modal()
    await stage.clock.jump(timedelta(days=14))
    pages = [one for one in lea.messages() if "Votre entretien avec Marc Lefèvre" in spaced(one["text"])]
    assert "La place de parking" in read(pages[-1])
    assert "Le prix de Dupont" not in read(pages[-1])
    assert "Reportés à la prochaine fois\n:arrow_right: La place de parking" in read(told(lea, "Compte rendu")).replace(
        "*", ""
    )
