"""/checkin schedule, through the real Bolt app on the playground."""

from bot.demo.play import Stage
from bot.demo.team import LEA, TOM
from bot.playground import Actor
from tests.reading import texts


def dates(actor: Actor) -> str:
    return texts(actor.modal).partition("The next talks")[2]


async def test_a_rep_changes_the_rhythm_from_home_and_the_manager_is_told(tom: Actor, marc: Actor) -> None:
    await tom.open_home()
    await tom.click("cadence_change", view=tom.home)
    await tom.fill({"every": "w4"})
    await tom.submit()

    [news] = await marc.until(marc.messages)
    assert "Tom Baker a changé le rythme de vos points." in texts(news)
    assert "Toutes les 4 semaines, le jeudi à 11:30 (heure locale, Londres)" in texts(news)
    assert "*jeudi 8 octobre, 11:30* (12:30 chez vous)" in texts(news)


async def test_a_manager_finds_it_in_the_menu_of_each_rep(marc: Actor) -> None:
    await marc.open_home()

    await marc.click("checkin_more", view=marc.home, value=f"cadence_change {LEA.id}")

    assert "Léa Moreau" in texts(marc.modal)


async def test_what_was_chosen_stays_while_the_dates_change(stage: Stage, tom: Actor) -> None:
    await tom.command("/checkin schedule")
    await tom.fill({"weekday": "0", "meets_at": "08:15"})

    shown = stage.workspace.views.top(TOM.id)
    assert shown
    assert shown.values["weekday"]["cadence_choice"]["selected_option"]["value"] == "0"
    assert shown.values["meets_at"]["cadence_choice"]["selected_time"] == "08:15"
    assert "*Monday, 12 October, 08:15*" in dates(tom)


async def test_the_dates_are_those_that_are_then_kept(tom: Actor) -> None:
    await tom.command("/checkin schedule")
    await tom.fill({"weekday": "0"})
    assert "*Monday, 12 October, 11:30*" in dates(tom)
    await tom.submit()

    await tom.open_home()
    assert "Talk: Monday, 12 October at 11:30" in texts(tom.home)


async def test_who_is_not_of_the_pair_is_told_who_may(ines: Actor, tom: Actor, marc: Actor) -> None:
    await tom.command(f"/checkin schedule <@{LEA.id}>")
    assert "Only Léa Moreau and Marc Lefèvre can do that." in texts(tom.messages()[-1])
    await marc.command("/checkin planifier")
    assert "Précisez de quel commercial il s’agit" in texts(marc.messages()[-1])
    await ines.command("/checkin planifier")
    assert "La personne qui gère Tandem" in texts(ines.messages()[-1])


async def test_a_pair_takes_the_rhythm_of_its_team_and_one_of_its_own_again(tom: Actor, marc: Actor) -> None:
    await tom.command("/checkin schedule")
    await tom.fill({"whose": "team"})
    assert "Every 2 weeks on Thursday at 10:00" in texts(tom.modal)
    assert "Time of the talk" not in texts(tom.modal)
    await tom.submit()
    await tom.close_modal()
    assert "jeudi 8 octobre, 10:00" in texts((await marc.until(marc.messages))[0])

    await tom.command("/checkin schedule")
    assert "Time of the talk" not in texts(tom.modal)
    await tom.fill({"whose": "own"})
    await tom.fill({"meets_at": "16:00"})
    assert "*Thursday, 8 October, 16:00*" in dates(tom)
