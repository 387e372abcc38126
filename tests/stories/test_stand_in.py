"""A manager goes on leave: nobody waits without knowing whom to turn to, in two languages."""

from datetime import timedelta

import pytest

from bot.demo.play import Stage
from bot.demo.team import INES
from bot.playground import Actor
from tests.reading import texts

everywhere = pytest.mark.parametrize("server", ["sqlite", "postgresql"], indirect=True)


@everywhere
async def test_marc_goes_on_leave_and_every_rep_reads_whom_to_turn_to(
    stage: Stage, marc: Actor, ines: Actor, lea: Actor, tom: Actor
) -> None:
    # Tom's check-in opens at his own 09:30, an hour after those in France.
    await stage.clock.jump(timedelta(hours=2))
    await tom.until(tom.messages)

    # Marc says when he is away, and that Inès stands in.
    await marc.command("/tandem absence")
    await marc.fill({"first": "2026-10-07", "last": "2026-10-09", "stand_in": INES.id})
    await marc.submit()
    assert "remplacement\u00a0: Inès Benali" in texts(marc.modal)

    # Inès reads from when to when, for whom, and that the pairs' writing stays theirs.
    [duty] = await ines.until(ines.messages)
    assert "absence du mercredi 7 octobre au vendredi 9 octobre" in texts(duty)
    assert "Léa Moreau" in texts(duty)
    assert "Tom Baker" in texts(duty)
    assert "Tandem ne vous montre rien de ce que s’écrivent les binômes." in texts(duty)

    # Each rep learns in one message when the talk is now, and whom to turn to until then.
    moved = await lea.until(lambda: [one for one in lea.messages() if "a maintenant lieu" in texts(one)])
    assert "Pendant l’absence de Marc Lefèvre, adressez-vous à Inès Benali." in texts(moved)
    news = await tom.until(lambda: [one for one in tom.messages() if "now." in one["text"]])
    assert news[0]["text"] == "Your check-in of 8 Oct is on Monday, 12 October at 11:30 now."
    assert "While Marc Lefèvre is away, please turn to Inès Benali." in texts(news)

    # On the day, Home and the status say so too.
    await stage.clock.jump(timedelta(days=1))
    await lea.open_home()
    assert "remplacement\u00a0: Inès Benali" in texts(lea.home)
    await tom.command("/checkin status")
    assert "Inès Benali stands in" in texts(tom.messages()[-1])

    # Inès sees nothing of the pairs.
    await ines.open_home()
    assert "Léa Moreau" not in texts(ines.home)

    # Marc is back early: she is told, and the message to Tom names nobody any more.
    await marc.close_modal()
    await marc.command("/tandem retour")
    await ines.until(lambda: ines.messages()[-1]["text"] == "Vous ne remplacez plus Marc Lefèvre.")
    await tom.until(lambda: "please turn to" not in texts(tom.messages()))
