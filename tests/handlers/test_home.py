"""App Home through the real Bolt app: shown when it is opened, and published anew when something on it has changed."""

from datetime import timedelta

from sqlalchemy import update

from bot.demo.play import Stage
from bot.playground import Actor
from models import Objective
from tests.reading import texts
from tests.staging import published, redraw_home


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


async def test_it_is_published_only_when_something_on_it_has_changed(stage: Stage, lea: Actor) -> None:
    await lea.open_home()
    await stage.clock.jump(timedelta(minutes=2))
    await redraw_home(stage, lea)
    before = published(stage, lea)
    await redraw_home(stage, lea)
    assert published(stage, lea) == before

    async with stage.tandem.deps.transaction() as session:
        await session.execute(update(Objective).values(title="Autre chose"))
    await redraw_home(stage, lea)

    assert published(stage, lea) == before + 1
    assert "Autre chose" in texts(lea.home)


async def test_opened_again_it_is_published_again(stage: Stage, lea: Actor) -> None:
    before = published(stage, lea)

    for _ in range(2):
        await lea.open_home()

    assert published(stage, lea) == before + 2


async def test_what_time_alone_changes_is_published(stage: Stage, lea: Actor) -> None:
    await lea.open_home()
    assert "vous n’avez pas écrit" not in texts(lea.home)
    stage.clock.set(stage.clock.now() + timedelta(days=3))

    await redraw_home(stage, lea)

    assert "vous n’avez pas écrit" in texts(lea.home)


async def test_whoever_has_opened_it_has_it_in_the_language_they_choose(ines: Actor) -> None:
    await ines.open_home()

    ines.change_language("en-US")

    await ines.until(lambda: "Tandem keeps the dialogue" in texts(ines.home))
