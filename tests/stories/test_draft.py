"""A form that is begun and finished another time: after a closed window and a restart of Tandem."""

from bot.demo.team import MARC, TOM
from tests import stepping
from tests.reading import texts
from tests.restarting import restarting
from tests.views.showing import spaced


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
