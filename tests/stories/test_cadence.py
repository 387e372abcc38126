"""The rhythm of check-ins as the people live it: changed, reminded of, skipped, and left alone when away."""

from datetime import timedelta
from typing import Any

from bot.app import running
from bot.config import SocketSettings
from bot.demo.play import Stage, act_all, make_workspace
from bot.demo.team import LEA, MARC, START, TOM
from bot.playground import Actor, Clock, Playground
from tests import stepping
from tests.reading import texts


async def write(actor: Actor, message: dict[str, Any]) -> None:
    """Fill in whatever the form asks for, and send it."""
    await actor.click("checkin_open", message=message)
    assert actor.modal
    await stepping.send(actor, {"feedback": "Merci"})


def talks(actor: Actor) -> list[str]:
    """Give the dates that the form shows, a line each."""
    return [line for line in texts(actor.modal).splitlines() if line.startswith("• ")]


async def test_marc_changes_leas_rhythm_and_sees_the_dates_as_he_chooses(stage: Stage, marc: Actor, lea: Actor) -> None:
    # The form begins with the rhythm as it is: every two weeks on Thursdays, the next date on.
    await marc.command(f"/checkin planifier <@{LEA.id}>")
    assert "Léa Moreau" in texts(marc.modal)
    first = talks(marc)
    assert first[0] == "• *jeudi 22 octobre, 10:00*  ·  Tandem écrit le mardi 20 octobre à 09:30"
    assert "*jeudi 5 novembre, 10:00*" in first[1]
    assert "Le point du 8 oct. est déjà ouvert\u00a0: il est maintenu." in texts(marc.modal)

    # Each choice changes the dates under his eyes, and what he has chosen stays.
    await marc.fill({"every": "w1"})
    assert "*jeudi 29 octobre, 10:00*" in talks(marc)[1]
    await marc.fill({"weekday": "1"})
    assert [line.partition("*")[2].partition(",")[0] for line in talks(marc)] == [
        "mardi 27 octobre",
        "mardi 3 novembre",
        "mardi 10 novembre",
        "mardi 17 novembre",
    ]
    await marc.fill({"since": "2026-12-24", "weekday": "4"})
    moved = "• vendredi 25 décembre\u00a0: jour férié (Noël) → *lundi 28 décembre, 10:00*"
    assert talks(marc)[0] == f"{moved}  ·  Tandem écrit le mercredi 23 décembre à 09:30"
    await marc.fill({"since": "2026-10-01"})
    assert "Ce jour est passé" in texts(marc.modal)
    await marc.submit()
    assert marc.errors == {"since": "Ce jour est passé\u00a0: choisissez une date à partir d’aujourd’hui."}

    # Tuesdays from the 13th on, at two in the afternoon.
    await marc.fill({"since": "2026-10-09", "weekday": "1", "meets_at": "14:00"})
    assert "*mardi 13 octobre, 14:00*" in talks(marc)[0]
    await marc.submit()
    assert "Un message en informe Léa Moreau." in texts(marc.modal)
    await marc.close_modal()

    # Léa is told, in words and dates; what she has before her stays; her Home knows.
    news = (await lea.until(lambda: lea.messages()[1:]))[0]
    assert "Marc Lefèvre a changé le rythme de vos points." in texts(news)
    assert "Toutes les semaines, le mardi à 14:00" in texts(news)
    assert "• *mardi 13 octobre, 14:00*" in texts(news)
    await write(lea, lea.messages()[0])
    await stage.clock.jump(timedelta(days=3))
    assert lea.messages()[-1]["text"] == "Votre point avec Marc Lefèvre a lieu le mardi 13 octobre à 14:00."
    await lea.open_home()
    assert "Entretien le mardi 13 octobre à 14:00" in texts(lea.home)


async def test_a_manager_in_paris_sees_the_hours_of_a_rep_in_london_and_his_own(marc: Actor, tom: Actor) -> None:
    await marc.command(f"/checkin schedule <@{TOM.id}>")

    assert "Heure locale, Londres" in texts(marc.modal)
    assert "*jeudi 8 octobre, 11:30* (12:30 chez vous)" in talks(marc)[0]
    await marc.fill({"weekday": "2"})
    await marc.submit()

    [news] = await tom.until(tom.messages)
    assert "Marc Lefèvre has changed the rhythm of your check-ins." in texts(news)
    assert "Every 2 weeks on Wednesday at 11:30" in texts(news)
    assert "for you" not in texts(news)


async def test_only_who_owes_is_reminded_and_the_reminder_tells_when_it_is_done(
    stage: Stage, lea: Actor, marc: Actor
) -> None:
    await write(lea, lea.messages()[0])
    shared = await marc.until(marc.messages)

    await stage.clock.jump(timedelta(days=1))

    assert len(lea.messages()) == 1
    [reminder] = [one for one in marc.messages() if one not in shared and "Léa" in one["text"] + texts(one)]
    assert "Votre point avec Léa Moreau a lieu le jeudi 8 octobre à 10:00." in texts(reminder)
    assert "Léa Moreau a écrit sa partie. Votre partie est attendue avant le jeudi 8 octobre à 09:00." in texts(
        reminder
    )
    await write(marc, reminder)
    await marc.until(lambda: any("Léa Moreau a répondu aussi" in texts(one) for one in marc.messages()))
    await marc.until(lambda: "Écrire ma partie" not in texts(marc.messages()))


async def test_tom_skips_with_a_reason_and_marc_reads_it_in_french(stage: Stage, tom: Actor, marc: Actor) -> None:
    await stage.clock.jump(timedelta(hours=1))
    assert len(tom.messages()) == 1

    await tom.command("/checkin skip")
    assert "Please say why" in texts(tom.messages()[-1])
    await tom.command("/checkin skip at the <logistics> fair & travelling")
    answer = texts(tom.messages()[-1])
    assert "Check-in of 8 Oct skipped by Tom Baker: at the &lt;logistics&gt; fair &amp; travelling" in answer
    assert "Next talk: Thursday, 22 October at 11:30" in answer

    [news] = await marc.until(marc.messages)
    assert "Tom Baker a annulé votre point du 8 oct." in texts(news)
    assert "at the <logistics> fair & travelling" in texts(news)
    assert "Prochain entretien le jeudi 22 octobre à 12:30" in texts(news)

    # The prompt says so too, Home shows the next talk, and nobody is reminded.
    await tom.until(lambda: "skipped by Tom Baker" in texts(tom.messages()[0]))
    await marc.open_home()
    assert "Point du 8 oct. annulé par Tom Baker" in texts(marc.home)
    before = len(tom.messages())
    await tom.command("/checkin skip once more")
    await stage.clock.jump(timedelta(days=2))
    assert [one["text"] for one in tom.messages()[before + 1 :]] == []

    # The rhythm goes on.
    await stage.clock.jump(timedelta(days=13))
    assert any("Thursday, 22 October at 11:30" in texts(one) for one in tom.messages())


async def test_camille_is_away_and_is_not_asked(stage: Stage, camille: Actor, marc: Actor) -> None:
    await camille.command("/tandem absence")
    await camille.fill({"first": "2026-10-14", "last": "2026-10-27"})
    await camille.submit()
    assert "Absence du mercredi 14 octobre au mardi 27 octobre" in texts(camille.modal)
    await camille.close_modal()

    await stage.clock.jump(timedelta(days=8))
    assert camille.messages() == []
    for actor in (camille, marc):
        await actor.open_home()
        assert "Pas de point le 15 oct." in texts(actor.home)
        assert "Camille Girard  ·  absence du mercredi 14 octobre au mardi 27 octobre" in texts(actor.home)

    # Back early: the check-in takes place after all, and she is asked for it at once.
    await camille.command("/tandem retour")
    await camille.until(lambda: any("jeudi 15 octobre" in texts(one) for one in camille.messages()))


async def test_camille_is_away_on_the_day_and_the_talk_moves_to_when_both_are_there(
    stage: Stage, camille: Actor, marc: Actor
) -> None:
    await camille.command("/tandem absence")
    await camille.fill({"first": "2026-10-14", "last": "2026-10-16"})
    await camille.submit()
    await camille.close_modal()

    await stage.clock.jump(timedelta(days=8))
    assert camille.messages() == []
    await stage.clock.jump(timedelta(days=5))
    [asked] = [one for one in camille.messages() if "Écrire ma partie" in texts(one)]
    assert "mardi 20 octobre à 14:00" in texts(asked)
    await marc.open_home()
    assert "mardi 20 octobre à 14:00" in texts(marc.home)


async def test_a_restart_changes_nothing(demo_url: str) -> None:
    clock = Clock(START, ticking=False)
    workspace = make_workspace(clock)
    async with Playground(workspace) as playground:
        slack = SocketSettings(bot_token=workspace.bot_token, app_token=workspace.app_token, api_url=playground.api_url)
        marc, lea, tom = (playground.acting_as(one.id) for one in (MARC, LEA, TOM))
        async with running(slack, demo_url, now=clock.now, pace=timedelta()) as tandem:
            await act_all(tandem, clock.now())
            await marc.command(f"/checkin skip <@{LEA.id}> audit")
            await lea.until(lambda: lea.messages()[1:])
        clock.set(clock.now() + timedelta(days=1, hours=1))  # Tandem is down while Tom's prompt and reminder come due
        async with running(slack, demo_url, now=clock.now, pace=timedelta()) as tandem:
            for _ in range(3):
                await act_all(tandem, clock.now())
            assert len(lea.messages()) == 2
            assert [one["text"] for one in tom.messages()] == [
                "Your check-in with Marc Lefèvre is on Thursday, 8 October at 11:30."
            ]
