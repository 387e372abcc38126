"""Leaving a check-in out: by either of the two, once, with a reason, and the rhythm goes on."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.absence import Days
from bot.rules.checkin import Cause, Move, Side, Skipped
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.services import absence, checkin, checkin_opening, reminder, skip, team
from tests.services.scene import OPENING, TALK, TALK_AT, Scene, opened
from tests.services.test_checkin_opening import dates
from tests.services.test_checkin_telling import owed, send

AtOnce = Callable[..., Awaitable[list[Any]]]
EARLIER, SOON = OPENING - timedelta(days=2), OPENING + timedelta(hours=1)
TWO_WEEKS = timedelta(days=14)
TALK_DAY, LONG = Days(TALK, TALK), Days(TALK, date(2026, 10, 19))


async def leave_out(
    session: AsyncSession, scene: Scene, by: Caller, at: datetime = SOON, reason: str = " Salon "
) -> Skipped:
    pair = await team.pair_of(session, by=by, rep=scene.lea.slack_id)
    return await skip.skip(session, pair, reason, by=by, at=at)


async def away(session: AsyncSession, by: Caller, days: Days, at: datetime) -> None:
    await absence.declare(session, days, by=by, at=at)
    await skip.follow_absences(session, by=by, at=at)


async def test_the_one_under_way_is_skipped_and_the_other_told(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene)

    skipped = await leave_out(session, scene, scene.rep)

    assert (skipped.checkin.id, skipped.next_talk) == (made, TALK_AT + TWO_WEEKS)
    assert skipped.checkin.skip
    assert (skipped.checkin.skip.by, skipped.checkin.skip.reason) == (scene.lea, "Salon")
    assert await owed(session, scene) == {"checkin_prompt Léa": 2, "checkin_skipped Marc": 1}


async def test_by_the_manager_the_rep_is_told(session: AsyncSession, scene: Scene) -> None:
    await opened(session, scene)
    await leave_out(session, scene, scene.manager)

    assert "checkin_skipped Léa" in await owed(session, scene)
    assert "checkin_skipped Marc" not in await owed(session, scene)


async def test_one_that_has_not_opened_is_made_as_skipped_and_never_asked_for(
    session: AsyncSession, scene: Scene
) -> None:
    await leave_out(session, scene, scene.rep, EARLIER)
    await checkin_opening.open_due(session, at=OPENING)

    assert await dates(session, scene) == [TALK]
    assert "checkin_prompt Léa" not in await owed(session, scene)
    await checkin_opening.open_due(session, at=OPENING + TWO_WEEKS)
    assert await dates(session, scene) == [TALK, TALK + TWO_WEEKS]
    assert (await owed(session, scene))["checkin_prompt Léa"] == 1


async def test_one_opened_early_is_skipped_and_not_asked_for_either(session: AsyncSession, scene: Scene) -> None:
    early = await checkin_opening.open_early(session, by=scene.rep, at=EARLIER)

    skipped = await leave_out(session, scene, scene.rep, EARLIER)
    await checkin_opening.open_due(session, at=OPENING)

    assert skipped.checkin.id == early.checkin.id
    assert "checkin_prompt Léa" not in await owed(session, scene)


async def test_skipping_twice_changes_nothing(session: AsyncSession, scene: Scene) -> None:
    await opened(session, scene)
    first = await leave_out(session, scene, scene.rep)
    told = await owed(session, scene)

    again = await leave_out(session, scene, scene.manager, reason="Audit")

    assert again == first
    assert await owed(session, scene) == told


async def test_both_at_once_skip_it_once(at_once: AtOnce, session: AsyncSession, scene: Scene) -> None:
    first, second = await at_once(
        lambda session: leave_out(session, scene, scene.rep, EARLIER),
        lambda session: leave_out(session, scene, scene.manager, EARLIER, "Audit"),
    )

    assert first == second
    assert await dates(session, scene) == [TALK]
    assert sum(kind.startswith("checkin_skipped") for kind in await owed(session, scene)) == 1


@pytest.mark.parametrize("reason", ["", " \n "])
async def test_a_reason_is_required(session: AsyncSession, scene: Scene, reason: str) -> None:
    with pytest.raises(Rejected) as refusal:
        await leave_out(session, scene, scene.rep, reason=reason)

    assert [one.reason for one in refusal.value.problems] == [Reason.SKIP_NEEDS_REASON]


async def test_one_in_which_both_halves_are_in_cannot_be_skipped(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene)
    for side in Side:
        await send(session, scene, made, side, SOON)

    with pytest.raises(Rejected) as refusal:
        await leave_out(session, scene, scene.rep)

    assert [one.reason for one in refusal.value.problems] == [Reason.SKIP_TOO_LATE]


async def test_a_half_already_written_stays_readable_and_no_other_is_taken(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene)
    await send(session, scene, made, Side.REP, SOON)
    await leave_out(session, scene, scene.manager)
    session.expunge_all()

    sheet = await checkin.sheet(session, made, by=scene.rep, at=SOON)
    assert sheet.mine == scene.reps_half(made).answers
    with pytest.raises(Rejected) as refusal:
        await send(session, scene, made, Side.MANAGER, SOON)
    assert refusal.value.problems[0].reason is Reason.SKIPPED
    assert refusal.value.problems[0].details == {"name": scene.marc.name, "why": "Salon"}


async def test_after_a_skip_the_rep_may_answer_the_next_one_early(session: AsyncSession, scene: Scene) -> None:
    await opened(session, scene)
    await leave_out(session, scene, scene.rep)

    assert (await checkin_opening.open_early(session, by=scene.rep, at=SOON)).checkin.talk_at == TALK_AT + TWO_WEEKS


async def test_nobody_is_reminded_of_a_skipped_one(session: AsyncSession, scene: Scene) -> None:
    await opened(session, scene)
    await leave_out(session, scene, scene.rep)

    assert await reminder.remind_due(session, at=TALK_AT - timedelta(hours=2)) == 0


@pytest.mark.parametrize("who", ["rep", "manager"])
async def test_when_one_of_the_two_is_away_until_the_next_prompt_nobody_is_asked(
    session: AsyncSession, scene: Scene, who: str
) -> None:
    await away(session, getattr(scene, who), LONG, EARLIER)
    await checkin_opening.open_due(session, at=OPENING)

    [found] = (await checkin.latest(session, [scene.lea.id])).values()
    assert found.skip
    assert (found.skip.cause, found.skip.by, found.skip.reason) == (Cause.AWAY, None, None)
    assert await owed(session, scene) == {}
    home = await team.home(session, by=scene.rep, at=SOON)
    assert home.mine
    assert [one.days for one in home.mine.away] == [LONG]
    assert home.mine.next_talk(SOON) == TALK_AT + TWO_WEEKS


@pytest.mark.parametrize(
    ("last", "opens"),
    [
        (date(2026, 10, 6), OPENING + timedelta(days=1)),
        (date(2026, 10, 7), TALK_AT - timedelta(hours=3)),  # back on the day of the talk: before the deadline
    ],
)
async def test_a_rep_away_on_the_day_of_the_prompt_is_asked_once_back(
    session: AsyncSession, scene: Scene, last: date, opens: datetime
) -> None:
    await away(session, scene.rep, Days(date(2026, 10, 5), last), EARLIER)

    assert await checkin_opening.open_due(session, at=opens - timedelta(seconds=1)) == 0
    assert (await dates(session, scene), await owed(session, scene)) == ([], {})
    assert await checkin_opening.open_due(session, at=opens) == 1

    assert (await owed(session, scene)) == {"checkin_prompt Léa": 1}
    assert await dates(session, scene) == [TALK]


@pytest.mark.parametrize("who", ["rep", "manager"])
async def test_a_talk_on_a_day_of_absence_is_held_when_both_are_there(
    session: AsyncSession, scene: Scene, who: str
) -> None:
    await away(session, getattr(scene, who), TALK_DAY, EARLIER)
    made = await opened(session, scene, OPENING + timedelta(days=1))

    row = await session.get_one(models.CheckIn, made)
    assert (row.scheduled_on, row.talk_at) == (TALK, TALK_AT + timedelta(days=1))
    assert (row.due_at, row.remind_at) == (row.talk_at - timedelta(hours=1), OPENING + timedelta(days=2))
    assert await owed(session, scene) == {"checkin_prompt Léa": 1}


async def test_back_sooner_is_asked_sooner(session: AsyncSession, scene: Scene) -> None:
    await away(session, scene.rep, Days(date(2026, 10, 5), date(2026, 10, 7)), EARLIER)
    await checkin_opening.open_due(session, at=OPENING)
    await absence.end(session, by=scene.rep, at=SOON)
    await skip.follow_absences(session, by=scene.rep, at=SOON)

    assert await checkin_opening.open_due(session, at=SOON) == 1
    assert await owed(session, scene) == {"checkin_prompt Léa": 1}


async def test_an_absence_set_later_moves_what_is_open_and_tells_the_other(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene)
    await away(session, scene.manager, TALK_DAY, SOON)

    assert await owed(session, scene) == {"checkin_prompt Léa": 2, "checkin_moved Léa": 1}
    found = (await checkin.latest(session, [scene.lea.id]))[scene.lea.id]
    assert (found.talk_at, found.moved) == (TALK_AT + timedelta(days=1), Move(TALK_AT))
    row = await session.get_one(models.CheckIn, made)
    assert row.remind_at == OPENING + timedelta(days=2)


async def test_a_long_absence_set_later_leaves_out_what_is_open_and_tells_the_other(
    session: AsyncSession, scene: Scene
) -> None:
    await opened(session, scene)
    await away(session, scene.manager, LONG, SOON)

    assert await owed(session, scene) == {"checkin_prompt Léa": 2, "checkin_skipped Léa": 1}


@pytest.mark.parametrize("days", ["TALK_DAY", "LONG"])
async def test_an_absence_removed_again_lets_it_take_place_as_it_was_to_be(
    session: AsyncSession, scene: Scene, days: str
) -> None:
    made = await opened(session, scene)
    await away(session, scene.rep, globals()[days], SOON)
    [known] = (await absence.book(session, by=scene.rep, at=SOON)).known
    await absence.remove(session, known.id, by=scene.rep, at=SOON)
    await skip.follow_absences(session, by=scene.rep, at=SOON)

    [found] = (await checkin.latest(session, [scene.lea.id])).values()
    assert (found.id, found.skip, found.moved, found.talk_at) == (made, None, None, TALK_AT)
    row = await session.get_one(models.CheckIn, made)
    assert row.remind_at == OPENING + timedelta(days=1)


async def test_an_absence_leaves_out_nothing_that_somebody_has_written_in(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene)
    await send(session, scene, made, Side.REP, SOON)
    await away(session, scene.rep, LONG, SOON)

    found = (await checkin.latest(session, [scene.lea.id]))[scene.lea.id]
    assert (found.skip, found.talk_at) == (None, TALK_AT)


async def test_an_absence_does_not_undo_what_somebody_skipped(session: AsyncSession, scene: Scene) -> None:
    await opened(session, scene)
    await leave_out(session, scene, scene.rep)
    await skip.follow_absences(session, by=scene.rep, at=SOON)

    [row] = await session.scalars(select(models.CheckIn).where(models.CheckIn.rep_id == scene.lea.id))
    assert row.skip_reason == "Salon"


async def test_what_would_be_skipped_is_named_beforehand(session: AsyncSession, scene: Scene) -> None:
    pair = await team.pair_of(session, by=scene.rep)
    assert await skip.preview(session, pair, at=EARLIER) == TALK_AT
    assert await skip.preview(session, pair, at=TALK_AT) == TALK_AT

    await opened(session, scene)
    await leave_out(session, scene, scene.rep)
    with pytest.raises(Rejected):
        await skip.preview(session, pair, at=SOON)
