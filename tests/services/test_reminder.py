"""One reminder, to whoever still owes a half: on the last working day before the talk. Then comes its preparation."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.absence import Days
from bot.rules.checkin import Side
from bot.services import absence, checkin, checkin_opening, person, reminder
from tests.services.scene import DUE, MARC, OPENING, TALK_AT, WORKSPACE, Scene, opened
from tests.services.test_checkin_telling import owed, send

REMINDING = OPENING + timedelta(days=1)
BOTH = {"checkin_reminder Léa", "checkin_reminder Marc"}


async def reminded(session: AsyncSession, scene: Scene) -> set[str]:
    return {kind for kind in await owed(session, scene) if kind.startswith("checkin_reminder")}


async def test_a_reminder_is_due_the_working_day_before_at_the_prompt_time(session: AsyncSession, scene: Scene) -> None:
    await opened(session, scene)

    assert await reminder.next_reminder(session) == REMINDING
    assert await reminder.remind_due(session, at=REMINDING - timedelta(seconds=1)) == 0
    assert await reminder.remind_due(session, at=REMINDING) == 1
    assert await reminded(session, scene) == BOTH


async def test_nobody_is_reminded_twice(session: AsyncSession, scene: Scene) -> None:
    await opened(session, scene)

    assert [await reminder.remind_due(session, at=REMINDING) for _ in range(3)] == [1, 0, 0]
    assert await reminder.next_reminder(session) is None


async def test_nobody_is_woken_by_a_reminder(session: AsyncSession, scene: Scene) -> None:
    await person.remember(session, replace(MARC, tz="America/New_York"), workspace=WORKSPACE)
    await opened(session, scene)
    await reminder.remind_due(session, at=REMINDING)

    found = await session.execute(
        select(models.Person.name, models.Delivery.due_at)
        .join(models.Delivery.recipient)
        .where(models.Delivery.kind == checkin.REMINDER, models.Person.workspace_id == WORKSPACE)
    )
    assert {name.split()[0]: due_at for name, due_at in found} == {
        "Léa": REMINDING,
        "Marc": REMINDING + timedelta(hours=3, minutes=30),
    }


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ((Side.REP,), {"checkin_reminder Marc"}),
        ((Side.MANAGER,), {"checkin_reminder Léa"}),
        ((Side.REP, Side.MANAGER), set()),
    ],
)
async def test_only_who_owes_is_reminded(
    session: AsyncSession, scene: Scene, sent: tuple[Side, ...], told: set[str]
) -> None:
    made = await opened(session, scene)
    for side in sent:
        await send(session, scene, made, side, OPENING)

    await reminder.remind_due(session, at=REMINDING)

    assert await reminded(session, scene) == told


async def test_one_opened_early_is_reminded_of_in_time(session: AsyncSession, scene: Scene) -> None:
    await checkin_opening.open_early(session, by=scene.rep, at=OPENING - timedelta(days=4))
    await opened(session, scene)

    assert await reminder.next_reminder(session) == REMINDING


@pytest.mark.parametrize(
    ("at", "remind_at"),
    [
        (REMINDING - timedelta(minutes=1), REMINDING),
        (REMINDING, DUE - timedelta(hours=2)),
        (DUE - timedelta(hours=2), None),
        (DUE, None),
    ],
)
async def test_one_opened_late_is_reminded_of_before_the_deadline_or_not_at_all(
    session: AsyncSession, scene: Scene, at: datetime, remind_at: datetime | None
) -> None:
    await opened(session, scene, at)

    assert await reminder.next_reminder(session) == remind_at


@pytest.mark.parametrize(("at", "told"), [(DUE - timedelta(minutes=1), BOTH), (DUE, set[str]()), (TALK_AT, set[str]())])
async def test_after_downtime_one_late_reminder_goes_out_and_none_from_the_deadline_on(
    session: AsyncSession, scene: Scene, at: datetime, told: set[str]
) -> None:
    await opened(session, scene)

    assert [await reminder.remind_due(session, at=at) for _ in range(2)] == [1, 0]
    assert await reminded(session, scene) == told


async def test_who_is_away_that_day_is_left_alone(session: AsyncSession, scene: Scene) -> None:
    await opened(session, scene)
    await absence.declare(session, Days(date(2026, 10, 7), date(2026, 10, 7)), by=scene.rep, at=OPENING)

    await reminder.remind_due(session, at=REMINDING)

    assert await reminded(session, scene) == {"checkin_reminder Marc"}


async def test_answering_has_the_reminder_drawn_anew_and_only_ones_own(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene)
    await reminder.remind_due(session, at=REMINDING)
    await send(session, scene, made, Side.REP, REMINDING)

    told = await owed(session, scene)
    assert (told["checkin_reminder Léa"], told["checkin_reminder Marc"]) == (2, 1)


async def test_no_reminder_comes_of_answering_alone(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene)
    await send(session, scene, made, Side.REP, OPENING)

    assert await reminded(session, scene) == set()


async def test_no_more_are_reminded_of_at_a_time_than_asked_for(session: AsyncSession, scene: Scene) -> None:
    await opened(session, scene)

    assert await reminder.remind_due(session, at=REMINDING, limit=0) == 0
    waiting = await session.scalars(select(models.CheckIn.remind_at).where(models.CheckIn.rep_id == scene.lea.id))
    assert waiting.all() == [REMINDING]
