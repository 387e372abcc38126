"""Absences as the people live them: typed in two languages, entered for others, told, and taken back."""

from datetime import timedelta

import pytest

from bot.demo.play import Stage
from bot.playground import Actor
from tests.reading import texts

everywhere = pytest.mark.parametrize("server", ["sqlite", "postgresql"], indirect=True)


@everywhere
async def test_marc_enters_days_for_tom_who_reads_it_in_english_and_undoes_it(
    stage: Stage, marc: Actor, tom: Actor
) -> None:
    # Marc types it as one writes it in French, and reads what it means for their talks.
    await marc.command("/tandem absence @tom du 20 au 24 octobre")
    said = texts(marc.messages()[-1])
    assert "Tom Baker  ·  absence du mardi 20 octobre au samedi 24 octobre" in said
    assert "Avec Marc Lefèvre\u00a0: 1 entretien tombe ces jours-là (22 oct.)." in said
    assert "Un message en informe Tom Baker." in said

    # Tom learns from whom, which days, and what of the talk.
    [news] = await tom.until(tom.messages)
    assert news["text"] == "Marc Lefèvre has entered an absence for you."
    assert "Away from Tuesday, 20 October to Saturday, 24 October" in texts(news)
    assert "With Marc Lefèvre: 1 talk falls on these days (22 Oct)." in texts(news)

    # Both find it among their absences, with who entered it.
    await tom.click("absence_open", message=news)
    assert "_entered by Marc Lefèvre_" in texts(tom.modal)
    await tom.close_modal()
    await marc.command("/tandem absence")
    assert "*Tom Baker*  ·  absence du mardi 20 octobre au samedi 24 octobre  ·  _saisie par vous_" in texts(marc.modal)
    await marc.close_modal()

    # It was somebody else's leave: Tom undoes it, once, and Marc is told.
    await tom.click("absence_undo", message=news)
    await tom.until(lambda: "Tom Baker has undone this." in texts(tom.messages()[0]))
    await marc.until(lambda: "Tom Baker a annulé cette saisie." in texts(marc.messages()))
    await marc.click("absence_undo", message=marc.messages()[0])
    assert "C’est déjà annulé." in texts(marc.modal)
    await tom.command("/tandem away")
    assert "October" not in texts(tom.modal)


@everywhere
async def test_camille_writes_dates_that_read_two_ways_and_loses_nothing(
    stage: Stage, camille: Actor, marc: Actor
) -> None:
    await camille.command("/tandem absence 15/10, 22/10 chez ma sœur")
    asked = camille.messages()[-1]
    assert "Je n’ai pas compris «\u00a0chez ma sœur\u00a0»." in texts(asked)
    assert "15/10, 22/10 chez ma sœur" in texts(asked)
    assert "`/tandem absence du 12 au 26 août`" in texts(asked)

    # The form is open with the days that were understood; as nothing was stored, the check-in of the 15th stands.
    await camille.click("absence_open", message=asked)
    await camille.submit()
    assert "Absence du jeudi 15 octobre au jeudi 22 octobre" in texts(camille.modal)

    # Half of it is past when she comes back: what was stays, and Tandem asks her again.
    await camille.close_modal()
    await stage.clock.jump(timedelta(days=11))
    await camille.command("/tandem retour")
    assert "Tandem vous sollicite de nouveau" in texts(camille.messages()[-1])
    await camille.command("/tandem absence")
    assert "Absence du" not in texts(camille.modal)


async def test_an_admin_enters_a_managers_leave_and_every_rep_hears_of_their_talk(
    stage: Stage, ines: Actor, marc: Actor, lea: Actor
) -> None:
    await ines.command("/tandem absence @marc 06/10 09/10")
    assert "Marc Lefèvre  ·  absence du mardi 6 octobre au vendredi 9 octobre" in texts(ines.messages()[-1])

    await marc.until(lambda: "Inès Benali a saisi une absence pour vous." in texts(marc.messages()))
    news = next(one for one in marc.messages() if "Inès Benali" in texts(one))
    assert "Avec Léa Moreau\u00a0: 1 entretien tombe ces jours-là (8 oct.)." in texts(news)
    await lea.until(lambda: "a maintenant lieu le lundi 12 octobre à 10:00" in texts(lea.messages()[1:]))
