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


async def test_nobody_else_can(marc: Actor) -> None:
    await marc.command("/tandem settings")

    assert "Seule une personne qui administre votre espace Slack" in texts(marc.messages()[-1])


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
