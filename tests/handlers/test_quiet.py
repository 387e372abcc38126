"""One's own quiet hours, through the real Bolt app on the playground."""

from datetime import datetime, timedelta

from bot.demo.play import Stage
from bot.playground import Actor
from tests.reading import inputs, texts

REMINDED = datetime.fromisoformat("2026-10-07T09:30+02:00")


async def choose(actor: Actor, begins: str, ends: str) -> None:
    await actor.fill({"quiet_whose": "own"})
    await actor.fill({"quiet_begins": begins, "quiet_ends": ends})
    await actor.submit()


async def test_nothing_comes_in_the_hours_a_rep_has_chosen_and_it_comes_when_they_are_over(
    stage: Stage, lea: Actor, marc: Actor
) -> None:
    await lea.command("/tandem réglages")
    assert "Celles de l’espace\u00a0: de 20:00 à 07:00" in texts(lea.modal)
    assert "Début des heures calmes" not in texts(lea.modal)
    await choose(lea, "08:00", "11:00")
    assert "C’est enregistré" in texts(lea.modal)

    before = len(lea.messages())
    await stage.clock.jump(REMINDED + timedelta(minutes=89) - stage.clock.now())
    assert any("Votre point avec Léa Moreau a lieu" in texts(one) for one in marc.messages())
    assert len(lea.messages()) == before
    await stage.clock.jump(timedelta(minutes=2))
    [reminder] = lea.messages()[before:]
    assert "Votre partie est attendue" in texts(reminder)


async def test_they_are_chosen_in_english_as_well(tom: Actor) -> None:
    await tom.command("/tandem settings")
    assert "Those of the workspace: from 20:00 to 07:00" in texts(tom.modal)
    await choose(tom, "18:30", "08:00")
    await tom.close_modal()

    await tom.command("/tandem settings")
    assert inputs(tom.modal, "quiet_") == ["quiet_whose", "quiet_begins", "quiet_ends"]
    assert [block["element"].get("initial_time") for block in tom.modal["blocks"][2:]] == ["18:30", "08:00"]


async def test_those_of_the_workspace_can_be_taken_again(lea: Actor) -> None:
    await lea.command("/tandem settings")
    await choose(lea, "18:30", "08:00")
    await lea.close_modal()

    await lea.command("/tandem settings")
    await lea.fill({"quiet_whose": "usual"})
    assert inputs(lea.modal) == ["quiet_whose"]
    await lea.submit()
    await lea.close_modal()
    await lea.command("/tandem settings")
    assert inputs(lea.modal) == ["quiet_whose"]


async def test_hours_that_leave_hardly_a_moment_are_refused_in_their_field(lea: Actor) -> None:
    await lea.command("/tandem réglages")
    await choose(lea, "07:00", "06:30")

    said = "Les heures calmes durent 20 heures par jour au plus\u00a0: laissez une partie de la journée à Tandem."
    assert lea.errors == {"quiet_ends": said}


async def test_hours_of_ones_own_that_are_sent_before_their_fields_are_there_are_asked_for_and_nothing_is_saved(
    lea: Actor,
) -> None:
    await lea.command("/tandem réglages")
    lea.top().values["quiet_whose"]["quiet_choice"]["selected_option"] = lea.modal["blocks"][1]["element"]["options"][1]
    await lea.submit()

    assert inputs(lea.modal) == ["quiet_whose", "quiet_begins", "quiet_ends"]
    await lea.fill({"quiet_begins": "18:30", "quiet_ends": "08:00"})
    await lea.submit()
    assert "C’est enregistré" in texts(lea.modal)


async def test_from_home_the_same_form_opens(lea: Actor) -> None:
    await lea.open_home()
    await lea.click("quiet_open", view=lea.home)

    assert "Mes heures calmes" in texts(lea.modal)


async def test_an_admin_chooses_those_of_everybody_who_has_none_and_their_own_from_there(
    ines: Actor, lea: Actor
) -> None:
    await ines.command("/tandem settings")
    await ines.fill({"quiet_begins": "12:00", "quiet_ends": "12:00"})
    await ines.submit()
    await ines.close_modal()
    await lea.command("/tandem settings")
    assert "Celles de l’espace\u00a0: aucune" in texts(lea.modal)

    await ines.command("/tandem settings")
    await ines.click("quiet_open", view=ines.modal)
    await choose(ines, "19:00", "09:00")
    assert "C’est enregistré" in texts(ines.modal)


async def test_an_admin_is_refused_hours_that_leave_hardly_a_moment(ines: Actor) -> None:
    await ines.command("/tandem settings")
    await ines.fill({"quiet_begins": "07:00", "quiet_ends": "06:30"})
    await ines.submit()

    assert "20 heures par jour au plus" in ines.errors["quiet_ends"]
