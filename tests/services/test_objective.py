"""Objectives: written down as given, and standing at their latest value."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.checkin import Report
from bot.rules.objective import Confidence, Direction, Measure, NewObjective, Objective, Progress, Unit
from bot.services import objective
from tests.services.scene import ACCOUNTS, CONTRACTS, MADE, Scene


async def standing(session: AsyncSession, scene: Scene, at: datetime) -> dict[int, Objective]:
    return {one.id: one for one in (await objective.standing(session, [scene.lea.id], at=at))[scene.lea.id]}


async def author(session: AsyncSession, scene: Scene) -> models.Person:
    return await session.get_one(models.Person, scene.lea.id)


async def record(session: AsyncSession, scene: Scene, at: datetime, *reports: Report) -> None:
    await objective.record(session, reports, by=await author(session, scene), at=at)


@pytest.mark.parametrize(
    "measure",
    [
        Measure(Unit.CURRENCY, Direction.REACH, Decimal("-12.5"), Decimal("420000.0001"), "GBP"),
        Measure(Unit.COUNT, Direction.REDUCE, Decimal(45), Decimal(30)),
        Measure(Unit.PERCENT, Direction.STAY_ABOVE, Decimal(90), Decimal("92.25")),
        Measure(Unit.YES_NO, Direction.STAY_BELOW, Decimal(1), Decimal(0)),
    ],
)
async def test_an_objective_stands_as_it_was_written_down(
    session: AsyncSession, scene: Scene, at: datetime, measure: Measure
) -> None:
    wanted = NewObjective("Renouveler", "Ils restent", measure, date(2026, 10, 1), date(2026, 12, 31))

    made = await objective.create(session, wanted, owner=scene.lea.id, by=await author(session, scene), at=MADE)

    assert (await standing(session, scene, at))[made] == Objective(
        made, "Renouveler", "Ils restent", measure, date(2026, 10, 1), date(2026, 12, 31)
    )


async def test_objectives_stand_in_the_order_they_were_agreed(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    assert [one.title for one in (await standing(session, scene, at)).values()] == [CONTRACTS.title, ACCOUNTS.title]


async def test_the_latest_value_stands_with_its_date_and_author(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    await record(session, scene, at, scene.report("300", Confidence.LOW))
    await record(session, scene, at - timedelta(days=1), scene.report("200", Confidence.HIGH))

    found = await standing(session, scene, at)

    assert found[scene.contracts].latest == Progress(Decimal(300), at, scene.lea.name, Confidence.LOW)
    assert found[scene.accounts].latest is None


async def test_of_two_values_of_the_same_instant_the_one_added_last_stands(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    for value in ("300", "100", "200"):
        await record(session, scene, at, scene.report(value))
        await session.flush()

    assert (await standing(session, scene, at))[scene.contracts].value == 200


async def test_each_objective_has_its_own_latest_value(session: AsyncSession, scene: Scene, at: datetime) -> None:
    later = at + timedelta(days=1)
    await record(session, scene, at, scene.report("300"), Report(scene.accounts, Decimal(5), Confidence.LOW))
    await record(session, scene, later, Report(scene.accounts, Decimal(6), Confidence.LOW))

    found = await standing(session, scene, later)

    assert [(one.value, one.latest and one.latest.at) for one in found.values()] == [(300, at), (6, later)]


@pytest.mark.parametrize(
    ("on", "standing_then"),
    [
        (date(2026, 9, 30), 2),
        (date(2026, 10, 1), 3),
        (date(2026, 12, 31), 3),
        (date(2027, 1, 1), 0),
    ],
)
async def test_an_objective_stands_from_the_first_to_the_last_day_of_its_period(
    session: AsyncSession, scene: Scene, on: date, standing_then: int
) -> None:
    quarter = NewObjective("Trimestre", "", ACCOUNTS.measure, date(2026, 10, 1), date(2026, 12, 31))
    await objective.create(session, quarter, owner=scene.lea.id, by=await author(session, scene), at=MADE)

    assert len(await standing(session, scene, datetime.combine(on, time(12), UTC))) == standing_then


async def test_who_has_no_objective_stands_with_none(session: AsyncSession, scene: Scene, at: datetime) -> None:
    both = await objective.standing(session, [scene.marc.id, scene.lea.id], at=at)

    assert both[scene.marc.id] == ()
    assert len(both[scene.lea.id]) == 2


@pytest.mark.usefixtures("scene")
async def test_nobody_asked_about_is_nobody_told_about(session: AsyncSession, at: datetime) -> None:
    assert await objective.standing(session, [], at=at) == {}
