from datetime import timedelta

from sqlalchemy import update

import models
from bot.demo.play import Stage
from bot.demo.team import LEA, TOM
from bot.playground import Actor
from tests.reading import texts


async def test_somebody_who_changes_language_is_spoken_to_in_the_new_one(stage: Stage, tom: Actor) -> None:
    await stage.playground.events.acknowledged(
        lambda: stage.workspace.change_person(TOM.id, locale="fr-FR", tz="Europe/Paris")
    )

    await tom.command("/tandem help")

    assert "où en est votre équipe" in texts(tom.messages()[-1])


async def test_what_somebody_still_acts_on_follows_them_into_another_language(stage: Stage, lea: Actor) -> None:
    assert "Écrire ma partie" in texts(lea.messages()[0])
    await lea.open_home()

    stage.workspace.change_person(LEA.id, locale="en-GB")

    await lea.until(lambda: "Write my half" in texts(lea.messages()[0]))
    await lea.until(lambda: "My objectives" in texts(lea.home))


async def test_somebody_who_moves_is_asked_at_half_past_nine_over_there(stage: Stage, tom: Actor) -> None:
    await stage.playground.events.acknowledged(
        lambda: stage.workspace.change_person(TOM.id, tz="America/New_York")  # 03:31 there, 08:31 in London
    )

    await stage.clock.jump(timedelta(hours=5, minutes=58))
    assert tom.messages() == []

    await stage.clock.jump(timedelta(minutes=1))
    assert "Thursday, 8 October at 11:30" in texts(tom.messages()[0])


async def test_who_becomes_an_admin_may_from_then_on_and_who_is_none_any_more_may_not(stage: Stage, tom: Actor) -> None:
    for is_admin, told in ((True, "Léa Moreau  ·  away on"), (False, "Only Léa Moreau, Marc Lefèvre as the manager")):
        await stage.playground.events.acknowledged(
            lambda is_admin=is_admin: stage.workspace.change_person(TOM.id, is_admin=is_admin)
        )
        await tom.command("/tandem away @lea 2026-10-14")
        assert told in texts(tom.messages()[-1])


async def test_somebody_who_is_back_though_slack_has_not_told_is_asked_about_and_known_again(
    stage: Stage, tom: Actor
) -> None:
    async with stage.tandem.deps.transaction() as session:
        gone = update(models.Person).where(models.Person.slack_id == TOM.id)
        await session.execute(gone.values(left_at=stage.clock.now()))

    await tom.command("/checkin history")

    assert "Earlier check-ins" in texts(tom.modal)
