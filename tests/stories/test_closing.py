"""The end of a period as the two live it: reminded, closed with what was learnt, carried over and signed anew."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, select, update

import models
from bot.demo.play import Stage
from bot.demo.team import CAMILLE, ENDED, MARC, TOM
from bot.playground import Actor
from bot.playground.values import Json
from tests.models.servers import Server
from tests.reading import read
from tests.staging import live, on_stage
from tests.views.showing import buttons, spaced

TITLE = "Close annual contracts with logistics companies"
TWO_WEEKS_BEFORE = datetime(2026, 12, 17, 9, 30, tzinfo=UTC)
AFTER = datetime(2027, 1, 4, 9, 30, tzinfo=UTC)


async def rest(stage: Stage) -> None:
    """Let every cadence and digest rest for two years, and leave no objective but Tom's: no story needs the others."""
    later = stage.clock.now() + timedelta(days=730)
    async with stage.tandem.deps.transaction() as session:
        for table in (models.Schedule, models.DigestSchedule):
            await session.execute(update(table).values(next_at=later))
        tom = select(models.Person.id).where(models.Person.slack_id == TOM.id)
        await session.execute(delete(models.Objective).where(models.Objective.owner_id.not_in(tom)))


async def message(actor: Actor, said: str) -> Json:
    """Wait for the message that says so."""
    return await actor.until(lambda: next((one for one in actor.messages() if said in spaced(one["text"])), None))


async def test_a_year_ends_in_two_languages_and_goes_on_with_both_signatures(
    stage: Stage, tom: Actor, marc: Actor
) -> None:
    await rest(stage)

    # Two weeks before the end both hear of it, each in their language.
    await stage.clock.jump(TWO_WEEKS_BEFORE - stage.clock.now())
    soon = await message(tom, f"“{TITLE}” ends on 31 Dec")
    assert "Still time for a last value." in read(soon)
    assert "objective_close" not in [one["action_id"] for one in buttons(soon)]
    await message(marc, f"« {TITLE} » se termine le 31 déc.")

    # On the first working day after it they are asked to close it. Tom records a last value first.
    await stage.clock.jump(AFTER - stage.clock.now())
    ended = await message(tom, f"“{TITLE}” ended on 31 Dec 2026")
    await tom.click("objective_update", message=ended)
    await tom.fill({"value": "£399,000", "confidence": "high"})
    await tom.submit()
    await tom.click("objective_close", message=ended)
    assert "£399,000 of £420,000" in read(tom.modal)
    fields = {block["block_id"]: block for block in (tom.modal or {})["blocks"]}
    assert fields["score"]["element"]["initial_value"] == "95"
    assert "Yes: 1 Jan 2027 to 31 Dec 2027" in read(tom.modal)

    # He closes it with what he learnt, and proposes to go on with another target.
    await tom.fill({"lesson": "Operations people decide, not buyers", "goes_on": "yes", "target": "£450k"})
    await tom.submit()
    assert tom.modal
    assert "closed with 95%\n“Operations people decide, not buyers”" in read(tom.modal)
    await tom.close_modal()

    # Marc reads how it ended, and what was asked of him says so too.
    told = await message(marc, f"Tom Baker a clos « {TITLE} ».")
    assert "clos à 95 %\n« Operations people decide, not buyers »" in read(told)
    asked = await message(marc, f"« {TITLE} » s’est terminé le 31 déc. 2026")
    await marc.until(lambda: "clos à 95 %" in read(current(marc, asked)))
    assert "objective_close" not in [one["action_id"] for one in buttons(current(marc, asked))]

    # He signs what goes on, with the history of the old one at hand.
    await marc.click("objective_history", message=told)
    assert ":writing_hand: Clos" in read(marc.modal)
    await marc.close_modal()
    proposed = await message(marc, "Tom Baker propose un objectif.")
    assert "0 £GB sur 450 000 £GB" in read(proposed)
    await marc.click("objective_sign", message=proposed)
    await marc.submit()
    assert "£0 of £450,000" in read(await message(tom, f"Marc Lefèvre has signed “{TITLE}”."))

    # What Tom has not closed waits on his list, and on Home.
    await tom.command("/objectives to-close")
    assert "Keep the renewal rate of key accounts" in read(tom.modal)
    assert TITLE not in read(tom.modal)
    await tom.close_modal()
    await tom.open_home()
    assert "objective_close" in [one["action_id"] for one in buttons(tom.home)]


def current(actor: Actor, message: Json) -> Json:
    """Return a message as it is now."""
    return next(one for one in actor.messages() if one["ts"] == message["ts"])


async def test_the_demo_begins_with_an_objective_that_waits_to_be_closed(servers: dict[str, Server]) -> None:
    async with on_stage(await servers["sqlite"].prepared(live)) as stage:
        camille, marc = (stage.playground.acting_as(one.id) for one in (CAMILLE, MARC))
        asked = await message(marc, f"« {ENDED.title} » s’est terminé le 30 sept.")
        assert "À vous ou à Camille Girard de le clore" in read(asked)
        await marc.click("objective_close", message=asked)
        assert "Oui : du 1er oct. 2026 au 31 déc. 2026" in read(marc.modal)
        await marc.fill({"lesson": "Rappeler le matin", "goes_on": "yes"})
        await marc.submit()

        assert "clos à 85 %" in read(await message(camille, f"Marc Lefèvre a clos « {ENDED.title} »."))
        assert "0 sur 40" in read(await message(camille, "Marc Lefèvre vous propose un objectif."))
