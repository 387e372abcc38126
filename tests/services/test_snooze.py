"""Being asked again later: by whoever owes a half, before its deadline, and no reminder before that."""

from datetime import datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.checkin import MoveWish, Side
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.rules.snooze import Later
from bot.services import checkin, reminder, snooze
from tests.services.scene import OPENING, TALK, WORKSPACE, Scene, opened
from tests.services.test_checkin_telling import owed, send

REMINDING = OPENING + timedelta(days=1)
SOON = OPENING + timedelta(minutes=30)
TOMORROW = OPENING + timedelta(hours=23, minutes=30)
LATER_STILL = MoveWish(TALK - timedelta(days=1), time(11))


async def asked_again(session: AsyncSession, scene: Scene) -> list[tuple[str, datetime]]:
    rows = await session.execute(
        select(models.Person.name, models.Delivery.due_at)
        .join(models.Delivery.recipient)
        .where(models.Delivery.kind == checkin.SNOOZED, models.Person.workspace_id == scene.workspace)
    )
    return [(name.split()[0], due_at) for name, due_at in rows]


async def test_a_rep_is_asked_again_at_the_moment_chosen_and_the_prompt_says_so(
    session: AsyncSession, scene: Scene
) -> None:
    made = await opened(session, scene)
    found = await snooze.later(session, made, Later.MORNING, by=scene.rep, at=SOON)

    assert found.snoozed_until(Side.REP, SOON) == TOMORROW
    assert (found.snoozed_until(Side.MANAGER, SOON), found.snoozed_until(Side.REP, TOMORROW)) == (None, None)
    assert await asked_again(session, scene) == [("Léa", TOMORROW)]
    assert (await owed(session, scene))["checkin_prompt Léa"] == 2


async def test_the_last_moment_chosen_counts(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene)
    await snooze.later(session, made, Later.MORNING, by=scene.rep, at=SOON)
    await snooze.later(session, made, Later.HOUR, by=scene.rep, at=SOON)

    assert await asked_again(session, scene) == [("Léa", SOON + timedelta(hours=1))]


async def test_no_reminder_comes_before_the_moment_chosen_but_for_the_other(
    session: AsyncSession, scene: Scene
) -> None:
    made = await opened(session, scene)
    await snooze.later(session, made, LATER_STILL, by=scene.rep, at=SOON)
    await reminder.remind_due(session, at=REMINDING)

    told = await owed(session, scene)
    assert ("checkin_reminder Léa" in told, "checkin_reminder Marc" in told) == (False, True)


async def test_a_manager_is_asked_again_too(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene)
    await send(session, scene, made, Side.REP, SOON)
    await snooze.later(session, made, Later.HOUR, by=scene.manager, at=SOON)

    assert await asked_again(session, scene) == [("Marc", SOON + timedelta(hours=1))]
    assert (await owed(session, scene))["checkin_shared Marc"] == 2


@pytest.mark.parametrize("when", [MoveWish(TALK, time(9)), MoveWish(TALK - timedelta(days=2), time(9))])
async def test_what_is_too_late_or_past_is_refused(session: AsyncSession, scene: Scene, when: MoveWish) -> None:
    made = await opened(session, scene)
    with pytest.raises(Rejected):
        await snooze.later(session, made, when, by=scene.rep, at=SOON)
    assert await asked_again(session, scene) == []


async def test_what_is_no_longer_offered_is_refused(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene)
    with pytest.raises(Rejected) as refusal:
        await snooze.later(session, made, Later.AFTERNOON, by=scene.rep, at=SOON + timedelta(hours=6))
    assert refusal.value.problems[0].reason is Reason.AFTER_DEADLINE


async def test_who_owes_nothing_is_told_so(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene)
    await send(session, scene, made, Side.REP, SOON)
    for by, reason in ((scene.rep, Reason.NOTHING_OWED), (Caller(WORKSPACE, scene.ines.slack_id), Reason.NOT_YOURS)):
        with pytest.raises(Rejected) as refusal:
            await snooze.later(session, made, Later.HOUR, by=by, at=SOON)
        assert refusal.value.problems[0].reason is reason
