"""`/checkin move` and its button, through the real Bolt app on the playground."""

from bot.demo.team import TOM
from bot.playground import Actor
from tests.reading import texts


async def test_a_rep_moves_the_talk_from_home_and_the_manager_is_told(lea: Actor, marc: Actor) -> None:
    await lea.open_home()
    await lea.click("checkin_move", view=lea.home)
    assert "L’entretien du jeudi 8 octobre, 10:00 est déplacé." in texts(lea.modal)
    await lea.fill({"day": "2026-10-12", "time": "15:00"})
    await lea.submit()
    assert "Un message en informe Marc Lefèvre." in texts(lea.modal)

    [news] = await marc.until(marc.messages)
    assert "Votre point du 8 oct. a maintenant lieu le lundi 12 octobre à 15:00." in texts(news)
    assert "Léa Moreau l’a déplacé. Les deux parties sont attendues avant le lundi 12 octobre à 14:00." in texts(news)
    await lea.until(lambda: "Entretien le lundi 12 octobre à 15:00" in texts(lea.home))


async def test_by_command_a_manager_moves_the_talk_of_a_rep_in_the_reps_time(marc: Actor, tom: Actor) -> None:
    await marc.command(f"/checkin déplacer <@{TOM.id}>")
    assert "Heure locale, Londres" in texts(marc.modal)
    await marc.fill({"day": "2026-10-09", "time": "09:00"})
    await marc.submit()

    [news] = await tom.until(tom.messages)
    assert "Your check-in of 8 Oct is on Friday, 9 October at 09:00 now." in texts(news)
    assert "Marc Lefèvre has moved it." in texts(news)


async def test_a_day_off_is_refused_in_its_field_and_what_was_chosen_stays(lea: Actor) -> None:
    await lea.command("/checkin move")
    await lea.fill({"day": "2026-10-10", "time": "15:00"})
    await lea.submit()

    assert lea.errors == {"day": "Le 10 octobre 2026 est un jour de week-end ou férié."}
    await lea.fill({"day": "2026-10-09"})
    await lea.submit()
    assert lea.errors == {}


async def test_a_manager_finds_it_in_the_menu_of_each_rep(marc: Actor) -> None:
    await marc.open_home()
    assert marc.home
    row = next(one["block_id"] for one in marc.home["blocks"] if "accessory" in one and "Tom Baker" in texts(one))
    await marc.click("checkin_more", view=marc.home, block_id=row, value=f"checkin_move {TOM.id}")

    assert "Déplacer un entretien" in texts(marc.modal)


async def test_who_is_not_of_the_pair_is_told_who_may(ines: Actor, tom: Actor) -> None:
    await tom.command("/checkin move <@U0LEA00001>")
    assert "Only Léa Moreau and Marc Lefèvre can do that." in texts(tom.messages()[-1])
    await ines.command("/checkin move")
    assert "La personne qui gère Tandem" in texts(ines.messages()[-1])
