"""Files before Tandem: shown how far they are, shown again when something has changed, and never applied by halves."""

from datetime import date, timedelta

from sqlalchemy import select, update

import models
from bot.demo.play import Stage
from bot.demo.team import TOM
from bot.playground import Actor, Fault, Kind
from bot.rules.importing import State
from tests.reading import texts
from tests.stories.test_importing import bring, read, shown

HEADER = "Reference,Owner,Objective,Unit,Target,Starts,Ends"


async def new_objectives(tom: Actor, *titles: str) -> None:
    rows = [f",,{title},count,10,2026-10-01,2026-12-31" for title in titles]
    await tom.command("/objectives import")
    await bring(tom, "\n".join([HEADER, *rows, ""]))


async def titles_of(stage: Stage) -> set[str]:
    async with stage.tandem.deps.sessions() as session:
        rows = await session.scalars(
            select(models.Objective.title).join(models.Objective.owner).where(models.Person.slack_id == TOM.id)
        )
        return set(rows)


def drawn(stage: Stage) -> list[str]:
    """Return what each modal said that was drawn anew, in order."""
    calls = stage.playground.traffic.calls
    return [read(call.args["view"]) for call in calls if call.method == "views.update" and call.response["ok"]]


async def test_how_far_a_long_file_is_is_shown(stage: Stage, tom: Actor) -> None:
    async with stage.tandem.deps.sessions() as session:
        title = await session.scalar(
            select(models.Objective.title)
            .join(models.Objective.owner)
            .where(models.Person.slack_id == TOM.id, models.Objective.is_signed)
            .limit(1)
        )
    days = [date(2026, 9, 30) - timedelta(days=n) for n in range(5000)]
    content = "\n".join(["Objective,Value,Date", *(f"{title},{n},{day}" for n, day in enumerate(days)), ""])
    await tom.command("/objectives import")
    await bring(tom, content, kind="values")
    await shown(tom, "5,000 values to record")
    rows = [said.split()[1] for said in drawn(stage) if "rows checked" in said]
    assert rows == ["1,000", "2,000", "3,000", "4,000"]
    await tom.submit()
    await shown(tom, "5,000 values recorded")


async def test_what_has_changed_since_the_preview_is_shown_before_anything_is_written(stage: Stage, tom: Actor) -> None:
    await new_objectives(tom, "Win Dover")
    await shown(tom, "1 new objective")
    async with stage.tandem.deps.transaction() as session:
        theirs = select(models.Person.id).where(models.Person.slack_id == TOM.id).scalar_subquery()
        moved = update(models.Objective).where(models.Objective.owner_id == theirs)
        await session.execute(moved.values(title="Win Dover", starts_on=date(2026, 10, 1), ends_on=date(2026, 12, 31)))
    await tom.submit()
    preview = await shown(tom, "Something has changed since the last preview")
    assert "Several objectives fit this row" in preview
    assert await titles_of(stage) == {"Win Dover"}
    assert tom.modal
    assert not tom.modal["submit"]


async def test_a_plan_that_another_file_has_taken_the_place_of_is_not_applied(stage: Stage, tom: Actor) -> None:
    await new_objectives(tom, "Win Dover")
    await shown(tom, "1 new objective")
    async with stage.tandem.deps.transaction() as session:
        await session.execute(update(models.Import).values(state=State.DROPPED))
    await tom.submit()
    assert "another file has taken its place" in texts(tom.modal)
    assert "Win Dover" not in await titles_of(stage)


async def test_a_file_that_slack_does_not_hand_out_any_more_is_told_of(stage: Stage, tom: Actor) -> None:
    stage.playground.faults.add(Fault(Kind.ERROR, "files.info", code="file_deleted"))
    await new_objectives(tom, "Win Dover")
    assert "please upload it again" in await shown(tom, "cannot be imported")


async def test_a_slack_that_is_away_has_the_file_read_later(stage: Stage, tom: Actor) -> None:
    stage.playground.faults.add(Fault(Kind.OUTAGE, "files.info"))
    await new_objectives(tom, "Win Dover")
    await tom.until(lambda: not stage.playground.faults.as_list())
    async with stage.tandem.deps.transaction() as session:
        await session.execute(update(models.Import).values(claimed_until=None))
    await shown(tom, "1 new objective")
