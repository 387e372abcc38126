"""Forms that are begun and finished another time: after a closed window, after a restart of Tandem."""

from bot.demo.team import LEA, MARC, TOM
from tests import stepping
from tests.reading import texts
from tests.restarting import restarting
from tests.views.showing import spaced

OPEN = "checkin_open"


async def test_a_half_is_begun_before_a_restart_and_sent_after_it(demo_url: str) -> None:
    async with restarting(demo_url) as stage:
        lea, marc = stage.actor(LEA.id), stage.actor(MARC.id)
        [prompt] = await lea.until(lea.messages)
        await lea.click(OPEN, message=prompt)
        await lea.fill({"value_1": "312 500,50 €", "confidence_1": "low"})
        await lea.close_modal()

        await stage.restart()
        assert not marc.messages()
        await lea.click(OPEN, message=prompt)
        assert ":memo: Votre partie, telle que vous l’avez laissée : rien n’est encore envoyé." in spaced(
            texts(lea.modal)
        )
        assert lea.modal
        await stepping.send(lea, {"confidence_1": "low", "mission": "Trop de réunions"})

        [news] = await marc.until(marc.messages)
        assert "312 500,50 €" in spaced(texts(news))
        assert "Trop de réunions" not in texts(news)
        await lea.click(OPEN, message=lea.messages()[0])
        assert "Trop de réunions" in texts(lea.modal)
        assert lea.modal
        assert "submit" not in lea.modal or not lea.modal["submit"]


async def test_an_objective_is_begun_before_a_restart_and_proposed_after_it(demo_url: str) -> None:
    async with restarting(demo_url) as stage:
        tom, marc = stage.actor(TOM.id), stage.actor(MARC.id)
        await tom.command("/objectives new")
        await tom.fill({"title": "Win three ports"})
        await tom.submit()
        await tom.fill({"target": "£90,000"})
        await tom.close_modal()

        await stage.restart()
        await tom.command("/objectives new")
        assert "You began this on" in texts(tom.modal)
        await stepping.write(tom, {"pace_kind": "milestones", "milestones": "30 June: 40,000"})
        assert "Saved. Marc Lefèvre has been told." in texts(tom.modal)
        news = await marc.until(lambda: next((one for one in marc.messages() if "Tom Baker" in one["text"]), None))
        assert "90 000 £GB" in spaced(texts(news))
