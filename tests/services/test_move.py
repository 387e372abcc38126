"""Moving a talk: by either of the two, with its deadline, and the rhythm goes on."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.absence import Days
from bot.rules.checkin import CheckIn, Move, MoveWish, Side
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.services import absence, checkin_opening, move, skip, team
from tests.services.scene import OPENING, TALK, TALK_AT, Scene, opened
from tests.services.test_checkin_opening import dates
from tests.services.test_checkin_telling import owed, send

AtOnce = Callable[..., Awaitable[list[Any]]]
EARLIER, SOON = OPENING - timedelta(days=2), OPENING + timedelta(hours=1)
TWO_WEEKS = timedelta(days=14)
MONDAY = MoveWish(date(2026, 10, 12), time(15))
MONDAY_AT = TALK_AT + timedelta(days=4, hours=5)


async def moved(session: AsyncSession, scene: Scene, by: Caller, to: MoveWish = MONDAY, at: datetime = SOON) -> CheckIn:
    pair = await team.pair_of(session, by=by, rep=scene.lea.slack_id)
    return await move.move(session, pair, to, by=by, at=at)


async def test_the_one_under_way_is_moved_and_the_other_told(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene)
    found = await moved(session, scene, scene.rep)

    assert (found.id, found.talk_at, found.due_at) == (made, MONDAY_AT, MONDAY_AT - timedelta(hours=1))
    assert found.moved == Move(TALK_AT, scene.lea)
    assert await owed(session, scene) == {"checkin_prompt Léa": 2, "checkin_moved Marc": 1}
    row = await session.get_one(models.CheckIn, made)
    assert row.remind_at == OPENING + timedelta(days=3)


async def test_by_the_manager_the_rep_is_told(session: AsyncSession, scene: Scene) -> None:
    await opened(session, scene)
    await moved(session, scene, scene.manager)

    assert (await owed(session, scene))["checkin_moved Léa"] == 1


async def test_one_that_has_not_opened_is_asked_for_at_its_new_time(session: AsyncSession, scene: Scene) -> None:
    await moved(session, scene, scene.manager, at=EARLIER)

    assert await checkin_opening.open_due(session, at=OPENING) == 0
    assert await checkin_opening.open_due(session, at=OPENING + timedelta(days=2)) == 1
    assert await dates(session, scene) == [TALK]
    assert (await owed(session, scene))["checkin_prompt Léa"] == 1
    assert await checkin_opening.open_due(session, at=OPENING + TWO_WEEKS) == 1


async def test_moved_back_it_is_as_if_nothing_had_been(session: AsyncSession, scene: Scene) -> None:
    await opened(session, scene)
    await moved(session, scene, scene.rep)
    found = await moved(session, scene, scene.manager, MoveWish(TALK, time(10)), at=SOON + timedelta(hours=1))

    assert (found.talk_at, found.moved) == (TALK_AT, None)
    assert (await owed(session, scene))["checkin_moved Léa"] == 1


async def test_moving_it_to_where_it_is_tells_nobody(session: AsyncSession, scene: Scene) -> None:
    await opened(session, scene)
    await moved(session, scene, scene.rep, MoveWish(TALK, time(10)))

    assert await owed(session, scene) == {"checkin_prompt Léa": 1}


async def test_each_move_is_a_message_of_its_own(session: AsyncSession, scene: Scene) -> None:
    await opened(session, scene)
    for minutes, hour in ((0, 11), (5, 12)):
        await moved(session, scene, scene.rep, MoveWish(TALK, time(hour)), at=SOON + timedelta(minutes=minutes))

    told = await session.run_sync(
        lambda sync: sync.query(models.Delivery).filter_by(kind="checkin_moved", recipient_id=scene.marc.id).count()
    )
    assert told == 2


async def test_halves_written_already_stay(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene)
    await send(session, scene, made, Side.REP, SOON)
    await send(session, scene, made, Side.MANAGER, SOON)
    found = await moved(session, scene, scene.rep)

    assert found.revealed
    assert (await session.get_one(models.CheckIn, made)).remind_at is None


async def test_a_skipped_one_cannot_be_moved_and_says_why(session: AsyncSession, scene: Scene) -> None:
    await opened(session, scene)
    pair = await team.pair_of(session, by=scene.rep)
    await skip.skip(session, pair, "Salon", by=scene.rep, at=SOON)

    for attempt in (moved(session, scene, scene.manager), move.preview(session, pair, at=SOON)):
        with pytest.raises(Rejected) as refusal:
            await attempt
        assert refusal.value.problems[0].reason is Reason.SKIPPED


async def test_a_talk_does_not_move_into_an_absence_of_the_other(session: AsyncSession, scene: Scene) -> None:
    await opened(session, scene)
    await absence.declare(session, Days(MONDAY.day, MONDAY.day), by=scene.manager, at=SOON)

    with pytest.raises(Rejected) as refusal:
        await moved(session, scene, scene.rep)
    assert refusal.value.problems[0].reason is Reason.SOMEBODY_AWAY


async def test_a_talk_somebody_moved_stays_there_whatever_becomes_of_other_days(
    session: AsyncSession, scene: Scene
) -> None:
    made = await opened(session, scene)
    await moved(session, scene, scene.rep)
    await absence.declare(session, Days(TALK, TALK), by=scene.manager, at=SOON)
    await skip.follow_absences(session, by=scene.manager, at=SOON)

    assert (await session.get_one(models.CheckIn, made)).talk_at == MONDAY_AT


async def test_what_would_be_moved_is_named_beforehand(session: AsyncSession, scene: Scene) -> None:
    pair = await team.pair_of(session, by=scene.rep)
    assert await move.preview(session, pair, at=EARLIER) == TALK_AT

    await opened(session, scene)
    await moved(session, scene, scene.rep)
    assert await move.preview(session, pair, at=SOON) == MONDAY_AT
    assert await move.preview(session, pair, at=MONDAY_AT) == TALK_AT + TWO_WEEKS


async def test_both_at_once_move_it_one_after_the_other(at_once: AtOnce, session: AsyncSession, scene: Scene) -> None:
    await opened(session, scene)
    await session.commit()

    async def to(hour: int, by: Caller, session: AsyncSession) -> CheckIn:
        return await moved(session, scene, by, MoveWish(TALK, time(hour)))

    found = await at_once(lambda s: to(11, scene.rep, s), lambda s: to(12, scene.manager, s))

    session.expire_all()
    row = await session.get_one(models.CheckIn, found[0].id)
    assert row.talk_at in {one.talk_at for one in found}
    assert row.moved_from == TALK_AT
