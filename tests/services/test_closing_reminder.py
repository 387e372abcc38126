"""Reminded of an objective's end: each of the two once, when they are there, and never for what is past."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.absence import Days
from bot.rules.closing import NewClosing
from bot.rules.draft import Draft
from bot.services import absence, closing, closing_reminder, draft, revision
from tests.services.scene import CONTRACTS, WORKSPACE, Scene

COMING = datetime(2026, 12, 17, 8, tzinfo=UTC)  # two weeks before 31 December, 09:00 in Paris
ENDED = datetime(2027, 1, 4, 8, tzinfo=UTC)  # the first working day after it
LATE = datetime(2027, 1, 28, 8, tzinfo=UTC)
BEFORE = datetime(2026, 12, 1, tzinfo=UTC)
ELSEWHERE = datetime(2027, 6, 2, 7, tzinfo=UTC)  # Léa of the other workspace is back
SECOND = timedelta(seconds=1)
SOON, OVER, OPEN = "objective_ends_soon", "objective_has_ended", "objective_still_open"


@pytest.fixture
async def alone(session: AsyncSession, scene: Scene) -> Scene:
    """Leave one objective here, that of the contracts, beside those of the other workspace."""
    await session.delete(await session.get_one(models.Objective, scene.accounts))
    await session.flush()
    return scene


async def beat(session: AsyncSession, at: datetime) -> None:
    """Do what the job does."""
    for step in (closing_reminder.plan_new, closing_reminder.remind_due):
        while await step(session, at=at, limit=2):
            pass


async def reminded(session: AsyncSession) -> list[str]:
    rows = await session.execute(
        select(models.Delivery.kind, models.Person.name)
        .join(models.Delivery.recipient)
        .where(models.Delivery.workspace_id == WORKSPACE, models.Delivery.kind.in_([SOON, OVER, OPEN]))
        .order_by(models.Delivery.id)
    )
    return [f"{kind} {name.split()[0]}" for kind, name in rows]


async def test_both_are_reminded_two_weeks_before_the_end_after_it_and_four_weeks_later(
    session: AsyncSession, alone: Scene
) -> None:
    expected = list[str]()
    await beat(session, BEFORE)
    for moment, kind in ((COMING, SOON), (ENDED, OVER), (LATE, OPEN)):
        assert await closing_reminder.next_reminder(session, at=BEFORE) == moment
        await beat(session, moment - SECOND)
        assert await reminded(session) == expected
        for _ in range(2):
            await beat(session, moment)
        expected += [f"{kind} Léa", f"{kind} Marc"]
        assert await reminded(session) == expected
    assert await closing_reminder.next_reminder(session, at=LATE) == ELSEWHERE


async def test_after_any_downtime_one_reminder_is_said_and_not_three(session: AsyncSession, alone: Scene) -> None:
    await beat(session, LATE + timedelta(days=5))
    assert await reminded(session) == [f"{OPEN} Léa", f"{OPEN} Marc"]


async def test_whoever_is_away_is_reminded_once_they_are_back_even_where_they_stay_longer(
    session: AsyncSession, alone: Scene
) -> None:
    await beat(session, BEFORE)
    await absence.declare(session, Days(date(2026, 12, 17), date(2026, 12, 18)), by=alone.rep, at=BEFORE)
    await beat(session, COMING)
    assert await reminded(session) == [f"{SOON} Marc"]

    await absence.declare(session, Days(date(2026, 12, 17), date(2026, 12, 21)), by=alone.rep, at=COMING)
    for days, expected in ((4, [f"{SOON} Marc"]), (5, [f"{SOON} Marc", f"{SOON} Léa"])):
        await beat(session, COMING + timedelta(days=days))
        assert await reminded(session) == expected


async def test_a_pair_that_has_ended_and_a_person_who_left_are_reminded_of_nothing(
    session: AsyncSession, alone: Scene
) -> None:
    lea = await session.get_one(models.Person, alone.lea.id)
    lea.left_at = BEFORE
    await beat(session, COMING)
    assert await reminded(session) == [f"{SOON} Marc"]

    await session.execute(update(models.Pair).values(ended_at=COMING))
    await beat(session, ENDED)
    assert await reminded(session) == [f"{SOON} Marc"]
    assert await closing_reminder.next_reminder(session, at=ENDED) is None


async def test_what_is_not_signed_by_both_is_no_reason_to_remind(session: AsyncSession, alone: Scene) -> None:
    row = await session.get_one(models.Objective, alone.contracts)
    row.manager_signed_at = None
    await beat(session, ENDED)
    assert await reminded(session) == []


async def test_with_another_end_the_two_are_reminded_of_that_one(session: AsyncSession, alone: Scene) -> None:
    await beat(session, COMING)
    wanted = replace(CONTRACTS, ends_on=date(2027, 2, 26))
    sent = Draft(wanted, since=COMING, changes=alone.contracts)
    await draft.take(session, sent, by=alone.manager, at=COMING + SECOND)
    suggested = await session.scalar(
        select(models.Revision.id).where(models.Revision.objective_id == alone.contracts)
        .order_by(models.Revision.id.desc())
    )  # fmt: skip
    assert suggested
    await revision.confirm(session, suggested, by=alone.rep, at=COMING + SECOND)

    await beat(session, ENDED)
    assert await reminded(session) == [f"{SOON} Léa", f"{SOON} Marc"]
    await beat(session, datetime(2027, 2, 12, 8, tzinfo=UTC))
    assert await reminded(session) == [f"{SOON} Léa", f"{SOON} Marc"] * 2


async def test_with_the_reminder_comes_a_home_that_shows_what_is_to_be_closed(
    session: AsyncSession, alone: Scene
) -> None:
    await beat(session, ENDED)
    rows = await session.execute(
        select(models.Person.name, models.Delivery.wanted)
        .join(models.Delivery.recipient)
        .where(models.Delivery.workspace_id == WORKSPACE, models.Delivery.kind == "home")
    )
    assert dict(rows.all()) == {alone.lea.name: 1, alone.marc.name: 1}


async def test_once_it_is_closed_nobody_is_reminded_and_nothing_is_planned(session: AsyncSession, alone: Scene) -> None:
    await beat(session, ENDED)
    await closing.close(session, NewClosing(alone.contracts, 82, "Tenir le prix"), by=alone.rep, at=ENDED)
    await beat(session, LATE)
    assert await reminded(session) == [f"{OVER} Léa", f"{OVER} Marc"]
    assert (await session.get_one(models.Objective, alone.contracts)).remind_at is None
