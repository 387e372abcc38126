"""Opening check-ins: once each, on time or early, and one late prompt after downtime."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import event, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

import models
from bot.rules.absence import Days
from bot.rules.checkin import Cause, CheckIn
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.rules.team import NewRep
from bot.services import absence, cadence, checkin, checkin_opening, person, team
from bot.services import half as halves
from tests.services.scene import DUE, LEA, MADE, OPENING, STRANGER, TALK, TALK_AT, WORKSPACE, Scene, opened
from tests.services.test_checkin_telling import owed

AtOnce = Callable[..., Awaitable[list[Any]]]
TWO_WEEKS = timedelta(days=14)
ONE_DAY = timedelta(days=1)
ONE_SECOND = timedelta(seconds=1)


async def dates(session: AsyncSession, scene: Scene) -> list[date]:
    mine = models.CheckIn.rep_id == scene.lea.id
    return list(await session.scalars(select(models.CheckIn.scheduled_on).where(mine).order_by(models.CheckIn.id)))


async def test_nothing_opens_before_its_time(session: AsyncSession, scene: Scene) -> None:
    assert await checkin_opening.open_due(session, at=OPENING - ONE_SECOND) == 0

    assert (await dates(session, scene), await owed(session, scene)) == ([], {})
    assert await cadence.next_opening(session) == OPENING


async def test_a_check_in_opens_on_time_and_its_rep_is_asked(session: AsyncSession, scene: Scene) -> None:
    assert await checkin_opening.open_due(session, at=OPENING) == 1

    [found] = (await checkin.latest(session, [scene.lea.id])).values()
    assert found == CheckIn(found.id, scene.lea, scene.marc, OPENING, DUE, TALK_AT)
    assert await owed(session, scene) == {"checkin_prompt Léa": 1}


async def test_a_check_in_opens_once(session: AsyncSession, scene: Scene) -> None:
    moved_on = [await checkin_opening.open_due(session, at=OPENING + n * ONE_SECOND) for n in range(3)]

    assert moved_on == [1, 0, 0]
    assert await dates(session, scene) == [TALK]
    assert (await owed(session, scene))["checkin_prompt Léa"] == 1


async def test_two_workers_at_once_open_a_check_in_once(at_once: AtOnce, session: AsyncSession, scene: Scene) -> None:
    async def open_due(session: AsyncSession) -> int:
        return await checkin_opening.open_due(session, at=OPENING)

    assert sum(await at_once(open_due, open_due, open_due)) == 1

    assert await dates(session, scene) == [TALK]
    assert (await owed(session, scene))["checkin_prompt Léa"] == 1


async def test_opening_early_while_the_clock_opens_makes_one_check_in(
    at_once: AtOnce, session: AsyncSession, scene: Scene
) -> None:
    async def open_due(session: AsyncSession) -> int:
        return await checkin_opening.open_due(session, at=OPENING)

    async def open_early(session: AsyncSession) -> int:
        return (await checkin_opening.open_early(session, by=scene.rep, at=OPENING)).checkin.id

    _, early = await at_once(open_due, open_early)

    assert await dates(session, scene) == [TALK]
    assert (await checkin.latest(session, [scene.lea.id]))[scene.lea.id].id == early


async def test_each_date_of_the_cadence_opens_in_turn(session: AsyncSession, scene: Scene) -> None:
    for at in (OPENING, OPENING + TWO_WEEKS, OPENING + 2 * TWO_WEEKS + timedelta(hours=1)):  # winter time since October
        assert await checkin_opening.open_due(session, at=at) == 1

    assert await dates(session, scene) == [date(2026, 10, 8), date(2026, 10, 22), date(2026, 11, 5)]


@pytest.mark.parametrize(
    ("down", "talk_at"),
    [
        (timedelta(hours=1), TALK_AT),
        (timedelta(days=1), TALK_AT),
        (timedelta(days=2, hours=4), TALK_AT + timedelta(days=4)),  # its time has passed: after a weekend
    ],
)
async def test_after_downtime_one_late_prompt_is_owed_for_a_talk_still_to_come(
    session: AsyncSession, scene: Scene, down: timedelta, talk_at: datetime
) -> None:
    assert await checkin_opening.open_due(session, at=OPENING + down) == 1

    [found] = (await checkin.latest(session, [scene.lea.id])).values()
    assert (found.skip, found.talk_at, found.due_at) == (None, talk_at, talk_at - timedelta(hours=1))
    assert await owed(session, scene) == {"checkin_prompt Léa": 1}


async def test_what_was_due_in_a_month_without_tandem_is_recorded_as_missed_by_tandem_and_the_latest_asked_for(
    session: AsyncSession, scene: Scene
) -> None:
    back = OPENING + timedelta(days=31)
    assert await checkin_opening.open_due(session, at=back) == 1

    assert await causes(session, scene) == [
        (TALK, Cause.TANDEM),
        (date(2026, 10, 22), Cause.TANDEM),
        (date(2026, 11, 5), None),
    ]
    assert await owed(session, scene) == {"checkin_prompt Léa": 1}
    found = (await checkin.latest(session, [scene.lea.id]))[scene.lea.id]
    assert (found.opens_at, found.talk_at) == (back, datetime(2026, 11, 9, 9, tzinfo=UTC))
    assert await checkin_opening.open_due(session, at=OPENING + timedelta(days=32)) == 0


async def test_one_that_leaves_no_room_before_the_next_is_missed_and_nobody_is_asked(
    session: AsyncSession, scene: Scene
) -> None:
    assert await checkin_opening.open_due(session, at=OPENING + timedelta(days=13)) == 1

    assert await causes(session, scene) == [(TALK, Cause.TANDEM)]
    assert await owed(session, scene) == {}
    assert await checkin_opening.open_due(session, at=OPENING + TWO_WEEKS) == 1
    assert await owed(session, scene) == {"checkin_prompt Léa": 1}


async def test_a_date_that_fell_on_an_absence_meanwhile_was_not_missed_by_tandem(
    session: AsyncSession, scene: Scene
) -> None:
    away = Days(date(2026, 10, 5), date(2026, 10, 21))
    await absence.declare(session, away, by=scene.manager, at=OPENING - timedelta(days=2))
    await checkin_opening.open_due(session, at=OPENING + timedelta(days=31))

    assert [cause for _, cause in await causes(session, scene)] == [Cause.AWAY, Cause.TANDEM, None]


async def test_one_answered_early_is_not_missed_after_downtime(session: AsyncSession, scene: Scene) -> None:
    early = await checkin_opening.open_early(session, by=scene.rep, at=OPENING - timedelta(days=2))
    await halves.record(session, scene.reps_half(early.checkin.id), by=scene.rep, at=OPENING - timedelta(days=2))
    await checkin_opening.open_due(session, at=OPENING + timedelta(days=31))

    assert [cause for _, cause in await causes(session, scene)] == [None, Cause.TANDEM, None]


async def causes(session: AsyncSession, scene: Scene) -> list[tuple[date, Cause | None]]:
    rows = await session.execute(
        select(models.CheckIn.scheduled_on, models.CheckIn.skip_cause)
        .where(models.CheckIn.rep_id == scene.lea.id)
        .order_by(models.CheckIn.scheduled_on)
    )
    return [(on, cause) for on, cause in rows]


async def test_no_more_are_opened_at_a_time_than_asked_for(session: AsyncSession, scene: Scene) -> None:
    assert await checkin_opening.open_due(session, at=OPENING, limit=0) == 0
    assert await checkin_opening.open_due(session, at=OPENING, limit=1) == 1


async def test_opening_many_takes_the_same_statements_as_opening_one(
    engine: AsyncEngine, session: AsyncSession, scene: Scene
) -> None:
    asked = list[str]()
    event.listen(engine.sync_engine, "before_cursor_execute", lambda *run: asked.append(run[2]))

    async def missed_and_opened(at: datetime) -> tuple[int, int]:
        asked.clear()
        return await checkin_opening.open_due(session, at=at), len(asked)

    await checkin_opening.open_due(session, at=OPENING)  # which nobody answers
    one, statements = await missed_and_opened(OPENING + 2 * TWO_WEEKS + ONE_DAY)
    for number in range(20):
        rep = await person.remember(session, replace(LEA, slack_id=f"U{number}"), workspace=scene.workspace)
        await team.add_rep(session, scene.team, NewRep(rep.id, "FR", date(2026, 11, 19)), at=MADE)
    await checkin_opening.open_due(session, at=OPENING + 3 * TWO_WEEKS + ONE_DAY)
    many, as_many = await missed_and_opened(OPENING + 5 * TWO_WEEKS + ONE_DAY)

    assert (one, many) == (1, 21)
    assert as_many == statements


async def test_a_check_in_opened_early_is_there_without_a_prompt(session: AsyncSession, scene: Scene) -> None:
    sheet = await checkin_opening.open_early(session, by=scene.rep, at=OPENING - timedelta(days=2))

    assert sheet.checkin == CheckIn(sheet.checkin.id, scene.lea, scene.marc, OPENING, DUE, TALK_AT)
    assert await owed(session, scene) == {}


async def test_opening_early_twice_is_the_same_check_in(session: AsyncSession, scene: Scene) -> None:
    first = await checkin_opening.open_early(session, by=scene.rep, at=OPENING - timedelta(days=2))
    second = await checkin_opening.open_early(session, by=scene.rep, at=OPENING - timedelta(days=1))

    assert first == second
    assert await dates(session, scene) == [TALK]


async def test_one_opened_early_and_not_answered_is_asked_for_when_its_time_comes(
    session: AsyncSession, scene: Scene
) -> None:
    early = await checkin_opening.open_early(session, by=scene.rep, at=OPENING - timedelta(days=2))

    assert await opened(session, scene) == early.checkin.id
    assert await dates(session, scene) == [TALK]
    assert (await owed(session, scene))["checkin_prompt Léa"] == 1


async def test_one_answered_early_is_not_asked_for_again(session: AsyncSession, scene: Scene) -> None:
    before = OPENING - timedelta(days=2)
    early = await checkin_opening.open_early(session, by=scene.rep, at=before)
    await halves.record(session, scene.reps_half(early.checkin.id), by=scene.rep, at=before)
    asked = (await owed(session, scene)).get("checkin_prompt Léa")

    assert await opened(session, scene) == early.checkin.id
    assert (await owed(session, scene)).get("checkin_prompt Léa") == asked


async def test_after_answering_opening_shows_what_was_sent_until_the_talk(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene)
    half = scene.reps_half(made)
    await halves.record(session, half, by=scene.rep, at=OPENING)
    session.expunge_all()

    sheet = await checkin_opening.open_early(session, by=scene.rep, at=TALK_AT - ONE_SECOND)

    assert (sheet.checkin.id, sheet.mine, sheet.reports) == (made, half.answers, half.reports)


async def test_once_the_talk_is_held_the_next_one_is_opened(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene)
    await halves.record(session, scene.reps_half(made), by=scene.rep, at=OPENING)

    sheet = await checkin_opening.open_early(session, by=scene.rep, at=TALK_AT)

    assert sheet.checkin.id != made
    assert sheet.checkin.talk_at == TALK_AT + TWO_WEEKS


async def test_one_never_answered_is_past_with_its_talk_too(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene)

    before = await checkin_opening.open_early(session, by=scene.rep, at=TALK_AT - ONE_SECOND)
    after = await checkin_opening.open_early(session, by=scene.rep, at=TALK_AT)

    assert before.checkin.id == made
    assert after.checkin.talk_at == TALK_AT + TWO_WEEKS


async def test_who_is_no_rep_opens_nothing(session: AsyncSession, scene: Scene) -> None:
    for caller in (scene.manager, scene.caller(scene.ines), Caller(WORKSPACE, STRANGER)):
        with pytest.raises(Rejected) as refusal:
            await checkin_opening.open_early(session, by=caller, at=OPENING)
        assert refusal.value.problems[0].reason in {Reason.NO_CHECKIN, Reason.NO_TEAM}

    assert await dates(session, scene) == []


@pytest.mark.parametrize(
    ("zone", "opens_at"),
    [
        ("America/Montreal", OPENING + timedelta(hours=6)),  # 09:30 comes later there
        ("Asia/Tokyo", OPENING),  # it has passed there already
    ],
)
async def test_a_rep_who_moved_to_another_zone_is_asked_at_half_past_nine_there(
    session: AsyncSession, scene: Scene, zone: str, opens_at: datetime
) -> None:
    await person.remember(session, replace(LEA, tz=zone), workspace=WORKSPACE)

    for hour in range(7):
        await checkin_opening.open_due(session, at=OPENING + timedelta(hours=hour))

    rows = await session.scalars(select(models.Delivery.due_at).where(models.Delivery.kind == checkin.PROMPT))
    assert [at for at in rows if at >= OPENING] == [opens_at]
