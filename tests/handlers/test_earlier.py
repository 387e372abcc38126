"""Earlier check-ins by command, from Home and page by page."""

import pytest

from bot.demo.play import Stage
from bot.demo.team import LEA
from bot.playground import Actor
from tests.reading import texts
from tests.views.showing import buttons, spaced

SAM = "U0SAM00001"


async def test_a_rep_looks_back_page_by_page_and_reads_one_on_top(lea: Actor) -> None:
    await lea.command("/checkin historique")
    assert lea.modal
    assert "Points précédents" in texts(lea.modal)
    assert "Page 1 sur" in texts(lea.modal)
    first = texts(lea.modal)

    await lea.click("earlier_next", view=lea.modal)
    assert "Page 2 sur" in texts(lea.modal)
    await lea.click("earlier_previous", view=lea.modal)
    assert texts(lea.modal) == first

    await lea.click("earlier_read", view=lea.modal)
    assert "Ce que vous avez écrit" in texts(lea.modal)
    await lea.close_modal()
    assert texts(lea.modal) == first


async def test_the_two_of_a_pair_that_has_ended_read_its_agenda_and_who_follows_does_not(
    stage: Stage, lea: Actor, marc: Actor, ines: Actor
) -> None:
    stage.workspace.add_person(SAM, name="sam", real_name="Sam Reed", tz="Europe/Paris", locale="en-GB")
    sam = stage.playground.acting_as(SAM)
    for who, text in ((lea, "Le prix de Dupont"), (marc, "La marge")):
        await who.open_home()
        await who.click("agenda_open" if who is marc else "agenda_add", view=who.home, value=LEA.id)
        if who is marc:
            await who.click("agenda_add")
        await who.fill({"agenda_text": text})
        await who.submit()
        await who.close_modal(all=True)
    await ines.command("/tandem équipe")
    await ines.click("team_change")
    await ines.fill({"manager": SAM})
    await ines.submit()

    for who, other in ((lea, "Marc Lefèvre"), (marc, "Léa Moreau")):
        await who.command(f"/checkin historique <@{LEA.id}>")
        assert f"Ordre du jour avec {other}, jusqu’au 6 octobre 2026" in texts(who.modal)
        await who.click("earlier_agenda", view=who.modal)
        read = spaced(texts(who.modal))
        assert "La marge\n:bust_in_silhouette: Marc Lefèvre  ·  6 oct.\n:hourglass: Encore ouvert" in read
        assert "Le prix de Dupont\n:bust_in_silhouette: Léa Moreau  ·  6 oct.\n:arrow_right: Repris dans" in read
        assert not buttons(who.modal or {})
    await sam.command(f"/checkin history <@{LEA.id}>")
    assert "Agenda with" not in texts(sam.modal)


async def test_a_manager_looks_back_with_a_rep_by_command_and_from_the_reps_menu(marc: Actor) -> None:
    await marc.command(f"/checkin history <@{LEA.id}>")
    by_command = texts(marc.modal)
    assert "Léa Moreau" in by_command
    await marc.close_modal(all=True)

    await marc.open_home()
    assert marc.home
    await marc.click("checkin_more", view=marc.home, value=f"earlier_open {LEA.id}")
    assert texts(marc.modal) == by_command


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("/checkin historique", "Précisez de quel commercial"),
        ("/checkin historique <@U0NOBODY>", "n’est commerciale dans aucune équipe"),
    ],
)
async def test_a_manager_is_told_whom_to_name(marc: Actor, words: str, told: str) -> None:
    await marc.command(words)

    assert marc.modal is None
    assert told in texts(marc.messages()[-1])


async def test_a_colleague_and_an_admin_are_told_between_whom_it_is(tom: Actor, ines: Actor) -> None:
    for who in (tom, ines):
        await who.command(f"/checkin history <@{LEA.id}>")

        assert who.modal is None
        assert "Léa Moreau" in texts(who.messages()[-1])


async def test_home_of_a_rep_has_the_button(lea: Actor) -> None:
    await lea.open_home()
    await lea.click("earlier_open", view=lea.home)

    assert "Points précédents" in texts(lea.modal)
