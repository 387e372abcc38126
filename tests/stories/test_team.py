"""The life of a team, from an empty workspace to its end, as its people live it in two languages."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import select

import models
from bot.config import SocketSettings
from bot.demo.play import Stage, join, make_workspace, performing
from bot.demo.team import CAMILLE, CHANNEL, INES, LEA, MARC, START, TOM
from bot.playground import Actor, Clock, Playground
from tests import stepping
from tests.models.servers import Server
from tests.reading import texts
from tests.staging import NO_HURRY, SAM


@pytest.fixture
async def bare(server: Server) -> AsyncIterator[Stage]:
    """Set the demo's stage without its team: nobody has ever opened Tandem."""
    clock = Clock(START, ticking=False)
    workspace = make_workspace(clock)
    url = await server.empty()
    async with Playground(workspace, ack_within=NO_HURRY) as playground:
        slack = SocketSettings(bot_token=workspace.bot_token, app_token=workspace.app_token, api_url=playground.api_url)
        async with performing(slack, url, clock, ack_within=NO_HURRY) as tandem:
            yield Stage(playground, workspace, tandem, clock)
    await server.drop(url)


@pytest.mark.parametrize("server", ["sqlite", "postgresql"], indirect=True)
async def test_an_admin_makes_a_team_from_nothing_and_the_first_prompts_arrive(bare: Stage) -> None:
    ines, marc, lea, tom = (bare.playground.acting_as(one.id) for one in (INES, MARC, LEA, TOM))

    # Marc looks around: he is in no team, and is told kindly who can help. Nobody has to be known beforehand.
    await marc.open_home()
    assert "Vous ne faites pas encore partie d’une équipe" in texts(marc.home)
    await ines.open_home()
    assert "C’est vous qui créez les équipes" in texts(ines.home)

    # Inès makes a team of two languages. What comes of the rhythm stands below it.
    await ines.click("teams_open", view=ines.home)
    assert "Il n’y a pas encore d’équipe" in texts(ines.modal)
    await ines.click("team_new")
    await ines.fill(
        {
            "name": "Ventes <!channel>",
            "manager": MARC.id,
            "reps": [LEA.id, TOM.id],
            "channel": CHANNEL,
            "weekday": "3",
            "meets_at": "14:00",
        }
    )
    assert "*jeudi 8 octobre, 14:00*" in texts(ines.modal)
    await ines.submit()
    assert "Slack autorise tout ce dont Tandem a besoin" in texts(ines.modal)

    # Each is told in their own language who added them, who leads, and to whom what is shown. The first prompt
    # comes where it is half past nine already; in London it is not yet.
    await lea.until(lambda: len(lea.messages()) == 1)
    assert "Vous y êtes à l’initiative d’Inès Benali." in texts(lea.messages()[0])
    assert "Qui voit quoi" in texts(lea.messages()[0])
    [told] = await tom.until(tom.messages)
    assert "You are in the team Ventes &lt;!channel&gt;: Marc Lefèvre leads it." in texts(told)
    assert "Next talk with Marc Lefèvre: Thursday, 8 October at 14:00" in texts(told)
    [told] = await marc.until(marc.messages)
    assert "Tom Baker\u00a0: prochain entretien le jeudi 8 octobre à 15:00" in texts(told)
    await bare.clock.jump(timedelta(hours=1))
    assert "Votre point avec Marc Lefèvre a lieu le jeudi 8 octobre à 14:00." in texts(lea.messages()[-1])
    assert "Your check-in with Marc Lefèvre is on Thursday, 8 October at 14:00." in texts(tom.messages()[-1])


async def test_another_manager_takes_over_and_a_rep_leaves(
    stage: Stage, ines: Actor, lea: Actor, marc: Actor, tom: Actor
) -> None:
    join(stage.workspace, SAM)
    sam = stage.playground.acting_as(SAM.id)

    # Léa has written her half; Tom has only been asked.
    await lea.click("checkin_open", message=lea.messages()[0])
    assert lea.modal
    await stepping.send(lea, {"mission": "Il me manque un avant-vente", "win": "Dupont a signé"})
    await stage.clock.jump(timedelta(hours=1))
    assert len(tom.messages()) == 1

    # Inès gives the team to Sam.
    await ines.command("/tandem équipe")
    await ines.click("team_change")
    await ines.fill({"manager": SAM.id})
    await ines.submit()

    # What was begun stays with Marc, who finishes it; what was not is Sam's. All know it, each in their language.
    await marc.until(lambda: any("vous le terminez" in texts(one) for one in marc.messages()))
    await lea.until(lambda: "Sam Reed" in texts(lea.messages()[-1]))
    assert "Vous avez commencé le point du 8 oct. avec Marc Lefèvre" in texts(lea.messages()[-1])
    await tom.until(lambda: "Until now you talked with Marc Lefèvre." in texts(tom.messages()[-1]))
    await tom.until(lambda: "Your check-in with Sam Reed" in texts(tom.messages()[0]))
    begun = next(one for one in marc.messages() if "vous le terminez" in texts(one))
    await marc.click("checkin_open", message=begun)
    await stepping.send(marc, {"feedback": "Belle négociation"})
    await lea.until(lambda: "Vos deux parties sont écrites" in texts(lea.messages()[-1]))

    # Sam sees nothing of it, but Léa's objectives; Marc sees no team any more.
    await sam.open_home()
    assert "Léa Moreau" in texts(sam.home)
    assert "Dupont a signé" not in texts(sam.home)
    await marc.open_home()
    assert "Camille Girard" not in texts(marc.home)
    await marc.command(f"/objectives <@{LEA.id}>")
    assert "Seuls Léa Moreau et Sam Reed" in texts(marc.messages()[-1])

    # Camille leaves the company. Her open check-in ends with a note to Sam, and nobody is asked for it any more.
    await stage.playground.events.acknowledged(lambda: stage.workspace.change_person(CAMILLE.id, deleted=True))
    await sam.until(lambda: any("Camille Girard is no longer in the team" in texts(one) for one in sam.messages()))
    await stage.clock.jump(timedelta(days=16))
    assert not any("Camille" in one["text"] for one in sam.messages() if "no longer" not in one["text"])
    assert any("Your check-in with Sam Reed is on Thursday, 22 October" in one["text"] for one in tom.messages())
    async with stage.tandem.deps.transaction() as session:
        ended = await session.scalars(select(models.Pair.ended_at).where(models.Pair.ended_at.is_not(None)))
        assert len(ended.all()) == 5  # four that Marc led, and Camille's with Sam
