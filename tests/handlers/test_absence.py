"""/tandem away and back, through the real Bolt app on the playground."""

from bot.demo.play import Stage
from bot.playground import Actor
from tests.reading import texts


async def test_an_absence_is_entered_seen_and_removed(camille: Actor) -> None:
    await camille.command("/tandem absent")
    assert "la prolongent" in texts(camille.modal)
    await camille.submit()
    assert "Absence le mardi 6 octobre" in texts(camille.modal)

    await camille.click("absence_remove", view=camille.modal)

    assert "Absence le" not in texts(camille.modal)


async def test_days_the_wrong_way_round_are_refused_in_their_field(tom: Actor) -> None:
    await tom.command("/tandem away")
    await tom.fill({"first": "2026-10-09", "last": "2026-10-08"})
    await tom.submit()

    assert tom.errors == {"last": "The last day comes before the first."}


async def test_the_manager_sees_who_is_away(tom: Actor, marc: Actor) -> None:
    await tom.open_home()
    await tom.click("absence_open", view=tom.home)
    await tom.fill({"last": "2026-10-08"})
    await tom.submit()

    await marc.command("/checkin statut")
    assert "Tom Baker  ·  absence du mardi 6 octobre au jeudi 8 octobre" in texts(marc.messages()[-1])
    assert "Entretien le lundi 12 octobre à 12:30" in texts(marc.messages()[-1])


async def test_coming_back_is_answered_and_ends_it(stage: Stage, tom: Actor) -> None:
    await tom.command("/tandem back")
    assert "You were not away." in texts(tom.messages()[-1])
    await tom.command("/tandem away")
    await tom.submit()
    await tom.command("/tandem back")
    assert "Welcome back." in texts(tom.messages()[-1])

    await tom.command("/checkin status")
    assert "away on" not in texts(tom.messages()[-1])
