"""Actions between two check-ins: written down, moved, dropped, and their owner reminded."""

from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.absence import Days
from bot.rules.action_plan import Written
from bot.rules.checkin import Half, Side
from bot.rules.person import Person
from bot.rules.refusal import Problem, Reason, Rejected
from bot.services import absence, action, action_change, action_reminder, checkin, year
from bot.services import half as halves
from tests.services.scene import NEXT_TALK, OPENING, TALK_AT, Scene, opened
from tests.services.test_action import pair_of, texts, written_down

AtOnce = Callable[..., Awaitable[list[Any]]]
SOON, LATER = OPENING + timedelta(hours=1), OPENING + timedelta(hours=2)
NEXT = OPENING + timedelta(days=14)
TWO_DAYS_BEFORE = datetime(2026, 10, 20, 7, tzinfo=UTC)  # 09:00 in Paris, two working days before Thursday 22 October
ON_THE_DAY = datetime(2026, 10, 22, 7, tzinfo=UTC)
INSTANT = timedelta(seconds=1)


@pytest.fixture
async def made(session: AsyncSession, scene: Scene) -> int:
    return await opened(session, scene)


@pytest.fixture
async def call(session: AsyncSession, scene: Scene, made: int) -> int:
    """Return an action of Léa's that Marc wrote down, due at the next talk."""
    [key] = await written_down(session, scene, "Relancer Dupont")
    return key


async def told(session: AsyncSession, scene: Scene) -> list[str]:
    rows = await session.execute(
        select(models.Delivery.kind, models.Person.name)
        .join(models.Delivery.recipient)
        .where(models.Delivery.workspace_id == scene.workspace, models.Delivery.kind.in_(action_reminder.KINDS))
        .order_by(models.Delivery.id)
    )
    return [f"{kind} {name.split()[0]}" for kind, name in rows]


async def problems(refused: Awaitable[object]) -> list[Reason]:
    with pytest.raises(Rejected) as refusal:
        await refused
    return [one.reason for one in refusal.value.problems]


async def test_a_dropped_action_is_told_with_its_reason_in_the_next_check_in(
    session: AsyncSession, scene: Scene, call: int
) -> None:
    await action_change.drop(session, call, "Parti chez un autre", by=scene.rep, at=TALK_AT + timedelta(days=1))

    key = await opened(session, scene, NEXT)
    for by in (scene.rep, scene.manager):
        now = await checkin.sheet(session, key, by=by, at=NEXT)
        assert now.pending == ()
        assert [(one.dropped.by, one.dropped.reason) for one in now.done if one.dropped] == [
            ("Léa Moreau", "Parti chez un autre")
        ]


async def test_an_action_is_not_dropped_without_a_reason(session: AsyncSession, scene: Scene, call: int) -> None:
    with pytest.raises(Rejected) as refusal:
        await action_change.drop(session, call, "  ", by=scene.rep, at=SOON)

    assert refusal.value.problems == (Problem(Reason.EMPTY, "action_reason"),)


async def test_what_is_dropped_is_neither_open_nor_done_in_the_year(
    session: AsyncSession, scene: Scene, call: int
) -> None:
    await action_change.drop(session, call, "Parti", by=scene.rep, at=SOON)

    found = (await year.of_rep(session, scene.lea.id, 2026, at=NEXT)).actions
    assert (found.done, found.open) == (0, 0)


async def test_a_dropped_action_is_not_ticked_by_a_half_that_still_lists_it(
    session: AsyncSession, scene: Scene, made: int, call: int
) -> None:
    await action_change.drop(session, call, "Parti", by=scene.manager, at=SOON)
    await halves.record(session, Half(made, Side.REP, done=frozenset({call})), by=scene.rep, at=LATER)

    row = await session.get_one(models.Action, call)
    assert (row.done_at, row.dropped_at) == (None, SOON)


async def test_whoever_ticks_a_dropped_action_is_told_who_dropped_it_and_why(
    session: AsyncSession, scene: Scene, call: int
) -> None:
    await action_change.drop(session, call, "Parti", by=scene.manager, at=SOON)

    with pytest.raises(Rejected) as refusal:
        await action.done(session, call, by=scene.rep, at=LATER)
    [problem] = refusal.value.problems
    assert problem.reason is Reason.ACTION_DROPPED
    assert problem.details == {"on": "2026-10-06", "name": "Marc Lefèvre", "why": "Parti"}


async def test_the_same_action_sent_twice_at_once_is_one(session: AsyncSession, scene: Scene, at_once: AtOnce) -> None:
    written = Written(await pair_of(session, scene), "Envoyer l'offre", True, NEXT_TALK, None)

    async def send(session: AsyncSession) -> None:
        await action_change.create(session, written, by=scene.rep, at=SOON)

    await session.commit()
    await at_once(send, send)

    [found] = (await action_change.listed(session, by=scene.rep, at=LATER)).actions
    assert found.text == "Envoyer l'offre"


async def test_of_a_tick_and_a_drop_at_the_same_second_one_counts(
    at_once: AtOnce, session: AsyncSession, scene: Scene, call: int
) -> None:
    await session.commit()

    async def end(who: Person, session: AsyncSession) -> bool:
        by = scene.caller(who)
        try:
            if who == scene.lea:
                await action.done(session, call, by=by, at=SOON)
            else:
                await action_change.drop(session, call, "Parti", by=by, at=SOON)
        except Rejected:
            return False
        return True

    assert sorted(await at_once(lambda one: end(scene.lea, one), lambda one: end(scene.marc, one))) == [False, True]


async def test_another_day_is_kept_with_who_chose_it(session: AsyncSession, scene: Scene, call: int) -> None:
    await action_change.move(session, call, date(2026, 10, 29), by=scene.rep, at=SOON)

    found = await action_change.detail(session, call, by=scene.manager)
    assert found.action.due_on == date(2026, 10, 29)
    assert [(one.by, one.before, one.after) for one in found.moves] == [("Léa Moreau", NEXT_TALK, date(2026, 10, 29))]


async def test_only_the_owner_and_the_author_choose_another_day(session: AsyncSession, scene: Scene, made: int) -> None:
    marc = await session.get_one(models.Person, scene.marc.id)
    own = await action.add(session, scene.action(), by=marc, at=SOON, pair=await pair_of(session, scene))

    moving = action_change.move(session, own, date(2026, 10, 29), by=scene.rep, at=SOON)
    assert await problems(moving) == [Reason.NOT_TO_CHANGE]
    past = action_change.move(session, own, date(2026, 10, 1), by=scene.manager, at=SOON)
    assert await problems(past) == [Reason.DAY_PAST]
    other = action_change.drop(session, own, "Parti", by=scene.admin, at=SOON)
    assert await problems(other) == [Reason.NOT_YOUR_ACTION]


async def test_the_owner_is_reminded_two_working_days_before_and_on_the_day(
    session: AsyncSession, scene: Scene, call: int
) -> None:
    assert await action_reminder.next_reminder(session) == TWO_DAYS_BEFORE
    assert await action_reminder.remind_due(session, at=TWO_DAYS_BEFORE - INSTANT) == 0
    assert [await action_reminder.remind_due(session, at=TWO_DAYS_BEFORE) for _ in range(2)] == [1, 0]
    assert await told(session, scene) == ["action_soon Léa"]
    assert [await action_reminder.remind_due(session, at=ON_THE_DAY) for _ in range(2)] == [1, 0]
    assert await told(session, scene) == ["action_soon Léa", "action_today Léa"]


async def test_after_downtime_there_is_one_reminder(session: AsyncSession, scene: Scene, call: int) -> None:
    assert [await action_reminder.remind_due(session, at=ON_THE_DAY + INSTANT) for _ in range(2)] == [1, 0]
    assert await told(session, scene) == ["action_today Léa"]


@pytest.mark.parametrize("how", ["done", "dropped"])
async def test_nobody_is_reminded_of_what_has_ended(session: AsyncSession, scene: Scene, call: int, how: str) -> None:
    if how == "done":
        await action.done(session, call, by=scene.manager, at=SOON)
    else:
        await action_change.drop(session, call, "Parti", by=scene.manager, at=SOON)

    assert await action_reminder.remind_due(session, at=ON_THE_DAY) == 0


async def test_who_is_away_is_reminded_once_back(session: AsyncSession, scene: Scene, call: int) -> None:
    await absence.declare(session, Days(date(2026, 10, 19), date(2026, 10, 23)), by=scene.rep, at=SOON)
    await action_reminder.remind_due(session, at=TWO_DAYS_BEFORE)

    assert await told(session, scene) == []
    back = datetime(2026, 10, 26, 8, tzinfo=UTC)  # Monday, 09:00 in Paris, where the clocks have gone back
    assert await action_reminder.next_reminder(session) == back
    await action_reminder.remind_due(session, at=back)
    assert await told(session, scene) == ["action_today Léa"]
    assert await action_reminder.next_reminder(session) is None


async def test_another_day_has_its_own_reminders(session: AsyncSession, scene: Scene, call: int) -> None:
    await action_reminder.remind_due(session, at=TWO_DAYS_BEFORE)
    await action_change.move(session, call, date(2026, 10, 29), by=scene.manager, at=TWO_DAYS_BEFORE + INSTANT)

    assert await action_reminder.remind_due(session, at=ON_THE_DAY) == 0
    await action_reminder.remind_due(session, at=datetime(2026, 10, 27, 8, tzinfo=UTC))
    assert (await told(session, scene))[-1] == "action_soon Léa"


async def test_an_action_written_down_on_home_belongs_to_the_pair_and_its_objective(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    new = Written(await pair_of(session, scene), "Envoyer l'offre", False, NEXT_TALK, scene.contracts)
    for _ in range(2):
        await action_change.create(session, new, by=scene.manager, at=SOON)

    [found] = (await checkin.sheet(session, made, by=scene.rep, at=SOON)).pending
    assert (found.owner, found.author, found.objective) == (scene.lea, scene.marc, "Contrats annuels")


async def test_nobody_writes_down_an_action_for_another_pair(session: AsyncSession, scene: Scene, made: int) -> None:
    pair = await pair_of(session, scene)
    elsewhere = await session.scalar(select(models.Objective.id).where(models.Objective.owner_id != scene.lea.id))
    theirs = Written(pair, "Orion", True, NEXT_TALK, elsewhere)
    assert await problems(action_change.create(session, theirs, by=scene.rep, at=SOON)) == [Reason.ANOTHERS_OBJECTIVE]
    foreign = Written(pair + 1000, "Orion", True, NEXT_TALK, None)
    assert await problems(action_change.create(session, foreign, by=scene.rep, at=SOON)) == [Reason.NOT_YOUR_ACTION]
    assert texts(await action.open_of_pair(session, pair)) == []
