"""/tandem settings, through the real Bolt app on the playground."""

from bot.demo.play import Stage
from bot.demo.team import CAMILLE, INES, LEA, MARC
from bot.playground import Actor
from tests.reading import texts


async def test_an_admin_names_who_may_make_teams(ines: Actor) -> None:
    await ines.command("/tandem réglages")
    await ines.fill({"organisers": [MARC.id, CAMILLE.id]})
    await ines.submit()
    assert "C’est enregistré" in texts(ines.modal)
    await ines.close_modal()

    await ines.command("/tandem settings")
    [field] = [block for block in ines.modal["blocks"] if block["block_id"] == "organisers"]
    assert field["element"]["initial_users"] == [CAMILLE.id, MARC.id]


async def test_everybody_else_has_only_their_own_quiet_hours_to_set(marc: Actor) -> None:
    await marc.command("/tandem settings")

    assert "Mes heures calmes" in texts(marc.modal)
    assert "Qui peut créer des équipes" not in texts(marc.modal)


async def test_who_has_become_an_admin_since_can(stage: Stage, marc: Actor) -> None:
    stage.workspace._replace_person(MARC.id, is_admin=True)  # Slack's event of it is still on its way

    await marc.command("/tandem settings")

    assert "Qui peut créer des équipes" in texts(marc.modal)


async def test_an_app_and_a_deactivated_account_are_refused_in_the_field(stage: Stage, ines: Actor) -> None:
    stage.workspace.change_person(LEA.id, deleted=True)
    await ines.command("/tandem settings")

    await ines.fill({"organisers": [stage.workspace.bot_user_id, LEA.id]})
    await ines.submit()

    assert "Le compte de Léa Moreau est désactivé" in ines.errors["organisers"]
    assert INES.id not in ines.errors["organisers"]


async def test_the_usual_rhythm_is_chosen_with_its_dates_before_ones_eyes(ines: Actor) -> None:
    await ines.command("/tandem settings")
    await ines.fill({"every": "w1", "weekday": "1"})
    assert "*mardi 6 octobre, 10:00*" in texts(ines.modal)
    await ines.submit()
    await ines.close_modal()

    await ines.command("/tandem team")
    await ines.click("team_new")
    assert "*mardi 6 octobre, 10:00*" in texts(ines.modal)


async def test_whom_an_admin_has_named_sees_the_rhythm_but_names_nobody(ines: Actor, marc: Actor) -> None:
    await ines.command("/tandem settings")
    await ines.fill({"organisers": [MARC.id]})
    await ines.submit()

    await marc.command("/tandem settings")

    assert "Le rythme des nouvelles équipes" in texts(marc.modal)
    assert "Qui peut créer des équipes" not in texts(marc.modal)
