"""Messages that were given up: who is told, when, and what is sent after all."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.letter import GivenUp, Why
from bot.rules.person import Profile
from bot.rules.refusal import Reason, Rejected
from bot.services import delivery, letter, person
from tests.services.scene import OPENING, WORKSPACE, Scene

NOTE = "note"
NEXT_MORNING = datetime(2026, 10, 7, 7, tzinfo=UTC)  # 09:00 in Paris


async def give_up(
    session: AsyncSession, to: models.Person, error: str, *, kind: str = NOTE, subject: int = 1, at: datetime = OPENING
) -> models.Delivery:
    await delivery.owe(session, kind, to=to, subject=subject, at=at)
    rows = select(models.Delivery).where(models.Delivery.kind == kind, models.Delivery.subject_id == subject)
    row = (await session.scalars(rows.where(models.Delivery.recipient_id == to.id))).one()
    row.failed_at, row.error, row.attempts = at, error, 16
    await session.flush()
    await letter.tell(session, kind, error, workspace=WORKSPACE, at=at)
    return row


async def row_of(session: AsyncSession, key: int) -> models.Person:
    return await session.get_one(models.Person, key)


async def owed(session: AsyncSession) -> Sequence[tuple[int | None, datetime]]:
    row = models.Delivery
    found = await session.execute(
        select(row.recipient_id, row.due_at).where(row.kind == letter.LETTERS, row.workspace_id == WORKSPACE)
    )
    return [(recipient, due_at) for recipient, due_at in found]


async def test_whoever_makes_teams_is_told_once_the_next_morning(session: AsyncSession, scene: Scene) -> None:
    lea = await row_of(session, scene.lea.id)
    for subject, error in enumerate(("TimeoutError: ", "500", "restricted_action", "invalid_blocks")):
        await give_up(session, lea, error, subject=subject)
    assert await owed(session) == [(scene.ines.id, NEXT_MORNING)]
    found = await letter.told(session, by=scene.admin, at=NEXT_MORNING)
    assert found == GivenUp({Why.FORBIDDEN: 1, Why.MISTAKE: 1, Why.UNANSWERED: 2})


async def test_what_fails_on_another_day_is_another_message(session: AsyncSession, scene: Scene) -> None:
    lea = await row_of(session, scene.lea.id)
    for days in range(3):
        await give_up(session, lea, "500", subject=days, at=OPENING + timedelta(days=days))
    assert await owed(session) == [(scene.ines.id, NEXT_MORNING + timedelta(days=days)) for days in range(3)]


async def test_before_nine_it_is_the_same_morning(session: AsyncSession, scene: Scene) -> None:
    await give_up(session, await row_of(session, scene.lea.id), "500", at=NEXT_MORNING - timedelta(minutes=1))
    assert await owed(session) == [(scene.ines.id, NEXT_MORNING)]


@pytest.mark.parametrize("error", ["is_archived", "channel_not_found", "user_disabled", "user_not_found"])
async def test_of_a_lost_channel_and_of_who_left_nobody_is_told_again(
    session: AsyncSession, scene: Scene, error: str
) -> None:
    await give_up(session, await row_of(session, scene.lea.id), error)
    assert await owed(session) == []
    assert await letter.told(session, by=scene.admin, at=OPENING) == GivenUp({})


async def test_such_a_message_that_fails_itself_brings_no_other(session: AsyncSession, scene: Scene) -> None:
    ines, lea = await row_of(session, scene.ines.id), await row_of(session, scene.lea.id)
    await give_up(session, ines, "500", kind=letter.LETTERS, subject=1)
    assert len(await owed(session)) == 1

    await give_up(session, lea, "500", at=OPENING + timedelta(days=1))
    assert len(await owed(session)) == 1


@pytest.mark.parametrize(("error", "told"), [("messages_tab_disabled", 0), ("invalid_blocks", 1)])
async def test_who_cannot_be_reached_is_not_told(session: AsyncSession, scene: Scene, error: str, told: int) -> None:
    await give_up(session, await row_of(session, scene.ines.id), error)
    assert len(await owed(session)) == told


async def test_each_is_told_by_their_own_clock(session: AsyncSession, scene: Scene) -> None:
    tom = await person.remember(
        session, Profile("U0TOM00001", "Tom", "America/New_York", "en-US", is_admin=True), workspace=WORKSPACE
    )
    await give_up(session, await row_of(session, scene.lea.id), "500")
    assert dict(await owed(session)) == {
        scene.ines.id: NEXT_MORNING,
        tom.id: datetime(2026, 10, 6, 13, tzinfo=UTC),
    }


async def test_only_who_makes_teams_reads_it_or_tries_again(session: AsyncSession, scene: Scene) -> None:
    await give_up(session, await row_of(session, scene.lea.id), "500")
    assert await letter.told(session, by=scene.manager, at=OPENING) is None
    with pytest.raises(Rejected) as refusal:
        await letter.to_try_again(session, 1, by=scene.manager, at=OPENING)
    assert [one.reason for one in refusal.value.problems] == [Reason.ONLY_ORGANISERS]


async def test_tried_again_is_what_failed_of_late_and_can_succeed(session: AsyncSession, scene: Scene) -> None:
    lea = await row_of(session, scene.lea.id)
    await give_up(session, lea, "500", subject=1, at=OPENING - timedelta(days=8))
    row = await give_up(session, lea, "500", subject=2)
    await give_up(session, lea, "user_disabled", subject=3)
    assert await letter.to_try_again(session, 1, by=scene.admin, at=OPENING) == [row.id]


async def test_all_that_was_given_up_within_a_time_is_counted(session: AsyncSession, scene: Scene) -> None:
    before = await letter.counts_since(session, OPENING)
    lea = await row_of(session, scene.lea.id)
    await give_up(session, lea, "500", subject=1, at=OPENING - timedelta(days=1))
    await give_up(session, lea, "500", subject=2)
    await give_up(session, lea, "user_disabled", subject=3)
    after = await letter.counts_since(session, OPENING)
    assert {why: after.get(why, 0) - before.get(why, 0) for why in (Why.UNANSWERED, Why.LEFT)} == {
        Why.UNANSWERED: 1,
        Why.LEFT: 1,
    }
