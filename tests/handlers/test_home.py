from bot.demo.play import Stage
from bot.playground import Actor
from tests.reading import texts


async def test_a_rep_sees_the_next_checkin_and_the_objectives(lea: Actor) -> None:
    await lea.open_home()

    shown = texts(lea.home)
    assert "Avec Marc Lefèvre" in shown
    assert "jeudi 8 octobre à 10:00" in shown
    assert "▰▰▰▰▰▰▱▱▱▱ 61\u00a0%" in shown


async def test_a_manager_sees_the_team_and_what_is_owed(marc: Actor) -> None:
    await marc.open_home()

    shown = texts(marc.home)
    assert "Ventes Europe" in shown
    assert "Votre partie est attendue pour\u00a0: Léa Moreau" in shown
    assert "Tom Baker" in shown


async def test_a_half_can_be_written_from_home(marc: Actor) -> None:
    await marc.open_home()

    await marc.click("checkin_open", view=marc.home)

    assert marc.modal
    assert "Feedback pour Léa Moreau sur son travail" in texts(marc.modal)


async def test_somebody_in_no_team_is_welcomed(ines: Actor) -> None:
    await ines.open_home()

    assert "Tandem fait vivre le dialogue" in texts(ines.home)


async def test_somebody_tandem_has_never_met_is_welcomed_in_their_language(stage: Stage) -> None:
    stage.workspace.add_person("U0NEW00001", name="nora", real_name="Nora Klein", tz="Europe/Paris", locale="fr-FR")
    nora = stage.playground.acting_as("U0NEW00001")

    await nora.open_home()

    assert "Tandem fait vivre le dialogue" in texts(nora.home)
