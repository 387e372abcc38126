from bot.demo.play import Stage
from bot.demo.team import TOM
from bot.playground import Actor
from tests.reading import texts


async def test_somebody_who_changes_language_is_spoken_to_in_the_new_one(stage: Stage, tom: Actor) -> None:
    await stage.playground.events.acknowledged(
        lambda: stage.workspace.change_person(TOM.id, locale="fr-FR", tz="Europe/Paris")
    )

    await tom.command("/tandem help")

    assert "voir où en est l’équipe" in texts(tom.messages()[-1])
