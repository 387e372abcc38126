"""Changing the rhythm of a pair: the dates that come of it, what stays, and who is told."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.absence import Days
from bot.rules.cadence import Plan, Rhythm
from bot.rules.person import Caller, Person
from bot.rules.recurrence import EVERY_TWO_WEEKS, EVERY_WEEK, Weekly
from bot.rules.refusal import Reason, Rejected
from bot.services import absence, cadence, checkin, checkin_opening, person, team
from bot.services import half as halves
from tests.services.scene import LEA, OPENING, TALK, TALK_AT, WORKSPACE, Scene, opened
from tests.services.test_checkin_opening import dates
from tests.services.test_checkin_telling import owed

AtOnce = Callable[..., Awaitable[list[Any]]]
AS_IT_IS = Rhythm(EVERY_TWO_WEEKS, 3, time(10), time(9, 30), TALK)
TUESDAYS = Rhythm(EVERY_WEEK, 1, time(14), time(9, 30), date(2026, 10, 9))
EARLIER = OPENING - timedelta(days=2)
SOON = OPENING + timedelta(hours=1)


async def change(session: AsyncSession, scene: Scene, wish: Rhythm, by: Caller | None = None, at: datetime = SOON):  # noqa: ANN201
    by = by or scene.manager
    rep = scene.lea.slack_id
    return await cadence.change(session, await team.pair_of(session, by=by, rep=rep), wish, by=by, at=at)


async def propose(session: AsyncSession, scene: Scene, wish: Rhythm, at: datetime = SOON) -> Plan:
    return await cadence.propose(session, await team.pair_of(session, by=scene.rep), wish, at=at)


async def next_of(session: AsyncSession, scene: Scene) -> tuple[date, datetime]:
    schedule = (
        await session.scalars(
            select(models.Schedule).join(models.Schedule.pair).where(models.Pair.rep_id == scene.lea.id)
        )
    ).one()
    return schedule.next_on, schedule.next_at


async def test_the_form_begins_with_the_rhythm_as_it_is(session: AsyncSession, scene: Scene) -> None:
    plan = await cadence.present(session, await team.pair_of(session, by=scene.rep), at=EARLIER)

    assert (plan.rep, plan.manager, plan.rhythm, plan.standing) == (scene.lea, scene.marc, AS_IT_IS, None)
    assert [one.on for one in plan.coming] == [TALK + timedelta(weeks=2 * n) for n in range(4)]


async def test_proposing_changes_nothing(session: AsyncSession, scene: Scene) -> None:
    before = await next_of(session, scene)

    plan = await propose(session, scene, TUESDAYS)

    assert [one.on.day for one in plan.coming] == [13, 20, 27, 3]
    assert await next_of(session, scene) == before


async def test_a_changed_rhythm_opens_on_its_first_date(session: AsyncSession, scene: Scene) -> None:
    await change(session, scene, TUESDAYS, at=EARLIER)

    assert await next_of(session, scene) == (date(2026, 10, 13), datetime(2026, 10, 9, 7, 30, tzinfo=UTC))


@pytest.mark.parametrize(("by", "told"), [("lea", "Marc"), ("marc", "Léa")])
async def test_the_other_is_told_once_and_both_homes_are_drawn_anew(
    session: AsyncSession, scene: Scene, by: str, told: str
) -> None:
    for _ in ("sent", "sent again"):
        await change(session, scene, TUESDAYS, scene.caller(getattr(scene, by)), EARLIER)

    assert await owed(session, scene) == {f"cadence_changed {told}": 1}
    homes = await session.scalars(
        select(models.Delivery.recipient_id).where(
            models.Delivery.kind == "home", models.Delivery.workspace_id == WORKSPACE
        )
    )
    assert set(homes) == {scene.lea.id, scene.marc.id}


async def test_each_change_is_a_message_of_its_own(session: AsyncSession, scene: Scene) -> None:
    await change(session, scene, TUESDAYS, at=EARLIER)
    await change(session, scene, replace(TUESDAYS, often=Weekly(3)), at=SOON)

    found = await session.scalars(select(models.Delivery.wanted).where(models.Delivery.kind == cadence.CHANGED))
    assert list(found) == [1, 1]


async def test_the_same_rhythm_changes_nothing(session: AsyncSession, scene: Scene) -> None:
    await change(session, scene, AS_IT_IS, at=EARLIER)

    assert await owed(session, scene) == {}


async def test_the_same_rhythm_later_is_a_pause(session: AsyncSession, scene: Scene) -> None:
    await change(session, scene, replace(AS_IT_IS, since=TALK + timedelta(weeks=6)), at=EARLIER)

    assert (await next_of(session, scene))[0] == TALK + timedelta(weeks=6)


async def test_a_check_in_that_is_open_stays_and_its_date_is_not_asked_for_again(
    session: AsyncSession, scene: Scene
) -> None:
    made = await opened(session, scene)

    await change(session, scene, replace(TUESDAYS, weekday=3, since=date(2026, 10, 7)))
    await checkin_opening.open_due(session, at=SOON)

    assert (await checkin.latest(session, [scene.lea.id]))[scene.lea.id].id == made
    assert (await next_of(session, scene))[0] == date(2026, 10, 15)
    assert (await propose(session, scene, TUESDAYS)).standing == TALK_AT
    assert (await owed(session, scene))["checkin_prompt Léa"] == 1


async def test_one_opened_early_moves_along_with_what_is_written_in_it(session: AsyncSession, scene: Scene) -> None:
    early = await checkin_opening.open_early(session, by=scene.rep, at=EARLIER)
    await halves.record(session, scene.reps_half(early.checkin.id), by=scene.rep, at=EARLIER)

    await change(session, scene, TUESDAYS, at=EARLIER)
    await checkin_opening.open_due(session, at=datetime(2026, 10, 9, 8, tzinfo=UTC))

    assert await dates(session, scene) == [date(2026, 10, 13)]
    [found] = (await checkin.latest(session, [scene.lea.id])).values()
    assert (found.id, found.talk_at) == (early.checkin.id, datetime(2026, 10, 13, 12, tzinfo=UTC))
    assert found.rep_sent_at == EARLIER


async def test_a_date_whose_prompt_time_has_passed_is_asked_for_at_once(session: AsyncSession, scene: Scene) -> None:
    await change(session, scene, replace(TUESDAYS, weekday=2, since=date(2026, 10, 7)), at=SOON)

    assert await checkin_opening.open_due(session, at=SOON) == 1
    assert await dates(session, scene) == [date(2026, 10, 7)]


async def test_half_past_nine_stays_half_past_nine_over_the_change_to_winter_time(
    session: AsyncSession, scene: Scene
) -> None:
    plan = await propose(session, scene, replace(TUESDAYS, since=date(2026, 10, 20)))

    assert [one.opens_at.hour for one in plan.coming] == [7, 7, 8, 8]
    assert [one.talk_at.hour for one in plan.coming] == [12, 13, 13, 13]


async def test_over_the_new_year_talks_move_off_the_holidays(session: AsyncSession, scene: Scene) -> None:
    plan = await propose(session, scene, Rhythm(EVERY_WEEK, 4, time(10), time(9, 30), date(2026, 12, 20)))

    assert [one.on.isoformat() for one in plan.coming] == ["2026-12-25", "2027-01-01", "2027-01-08", "2027-01-15"]
    assert [one.talk_at.date().day for one in plan.coming] == [28, 4, 8, 15]


async def test_the_dates_shown_respect_absences(session: AsyncSession, scene: Scene) -> None:
    away = Days(date(2026, 10, 13), date(2026, 10, 13))
    await absence.declare(session, away, by=scene.manager, at=SOON)
    plan = await propose(session, scene, TUESDAYS)

    assert [one.talk_at.date() for one in plan.coming[:2]] == [date(2026, 10, 14), date(2026, 10, 20)]


async def test_a_rhythm_is_meant_in_the_reps_zone_whoever_sets_it(session: AsyncSession, scene: Scene) -> None:
    await person.remember(session, replace(LEA, tz="Europe/London"), workspace=WORKSPACE)
    session.expire_all()

    await change(session, scene, TUESDAYS, at=EARLIER)

    assert (await next_of(session, scene))[1] == datetime(2026, 10, 9, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "reason"),
    [(date(2026, 10, 5), Reason.DAY_PAST), (date(9999, 12, 31), Reason.TOO_FAR_AHEAD)],
)
async def test_a_beginning_in_the_past_or_out_of_sight_is_refused_in_its_field(
    session: AsyncSession, scene: Scene, since: date, reason: Reason
) -> None:
    before = await next_of(session, scene)
    with pytest.raises(Rejected) as refusal:
        await change(session, scene, replace(TUESDAYS, since=since))

    assert [(one.reason, one.field) for one in refusal.value.problems] == [(reason, "since")]
    assert await next_of(session, scene) == before


async def test_today_is_the_reps_own_day(session: AsyncSession, scene: Scene) -> None:
    midnight_in_paris = datetime(2026, 10, 5, 22, 30, tzinfo=UTC)
    with pytest.raises(Rejected):
        await propose(session, scene, replace(TUESDAYS, since=date(2026, 10, 5)), midnight_in_paris)


async def test_the_message_is_for_the_two_alone(session: AsyncSession, scene: Scene) -> None:
    schedule = (await session.scalars(select(models.Schedule).where(models.Schedule.next_on == TALK))).one()

    async def told(who: Person) -> Plan:
        return await cadence.told(session, schedule.id, by=scene.caller(who), at=SOON)

    assert (await told(scene.lea)).rhythm == AS_IT_IS
    with pytest.raises(Rejected):
        await told(scene.ines)


async def test_two_changes_at_once_leave_one_of_the_two(at_once: AtOnce, session: AsyncSession, scene: Scene) -> None:
    def act(wish: Rhythm, by: Caller) -> Callable[[AsyncSession], Awaitable[Any]]:
        return lambda session: change(session, scene, wish, by, EARLIER)

    await at_once(act(TUESDAYS, scene.rep), act(replace(TUESDAYS, weekday=2), scene.manager))

    on, at = await next_of(session, scene)
    assert (on, at.day) in {(date(2026, 10, 13), 9), (date(2026, 10, 14), 12)}
