"""When the two are prepared for a talk and when its record comes: once, in waking hours, and not too late."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.absence import Days
from bot.rules.agenda import NewPoint
from bot.rules.checkin import MoveWish, Side
from bot.rules.objective import NewValue
from bot.rules.person import Person, Profile
from bot.rules.quiet import Quiet
from bot.rules.refusal import Reason, Rejected
from bot.rules.talk import NewDecision, Phase, Preparation
from bot.rules.team import Parting
from bot.services import (
    absence,
    action,
    agenda_point,
    checkin,
    checkin_opening,
    move,
    objective,
    person,
    quiet,
    reminder,
    skip,
    talk_change,
    talk_due,
    talk_preparation,
    team,
)
from bot.services import half as halves
from bot.services.delivery import PREPARATION, RECORD
from tests.services.scene import DUE, INES, LEA, MARC, NEXT_TALK, OPENING, TALK_AT, WORKSPACE, Scene, opened
from tests.services.test_agenda import move_to_ines
from tests.services.test_checkin_telling import owed, send
from tests.services.test_reminder import REMINDING
from tests.services.test_roster import TOM, meet, save

AFTER = TALK_AT + timedelta(hours=1)
HANDED_OVER = DUE + timedelta(minutes=20)
BOTH = {"Léa": DUE, "Marc": DUE}


@pytest.fixture
async def made(session: AsyncSession, scene: Scene) -> int:
    return await opened(session, scene)


async def due(session: AsyncSession, kind: str) -> dict[str, datetime]:
    """Return when each is owed a message of that kind."""
    found = await session.execute(
        select(models.Person.name, models.Delivery.due_at)
        .join(models.Delivery.recipient)
        .where(models.Delivery.kind == kind, models.Person.workspace_id == WORKSPACE)
    )
    return {name.split()[0]: due_at for name, due_at in found}


async def prepared(session: AsyncSession, scene: Scene, made: int, at: datetime = DUE) -> Preparation:
    return await talk_preparation.read(session, made, by=scene.rep, at=at)


async def take_over(session: AsyncSession, scene: Scene, at: datetime = HANDED_OVER, who: Profile = TOM) -> Person:
    """Have Inès give Marc's team to somebody else."""
    found, admin = await meet(session, who), await person.remember(session, INES, workspace=WORKSPACE)
    await save(session, scene, admin, scene.team, at, manager=found)
    return found


async def note(session: AsyncSession, scene: Scene, made: int) -> None:
    at = TALK_AT + timedelta(minutes=5)
    await talk_change.note(session, made, NewDecision("On garde le prix", None, at), by=scene.rep, at=at)


async def test_both_are_prepared_an_hour_before_and_once(session: AsyncSession, scene: Scene, made: int) -> None:
    assert await talk_due.next_preparation(session) == DUE
    assert await talk_due.prepare_due(session, at=DUE - timedelta(seconds=1)) == 0

    assert [await talk_due.prepare_due(session, at=DUE) for _ in range(2)] == [1, 0]

    assert await due(session, PREPARATION) == BOTH
    assert await talk_due.next_preparation(session) is None


async def test_who_owes_a_half_gets_one_message_at_the_deadline_and_two_reminders_at_most(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    for at in (REMINDING, DUE):
        await reminder.remind_due(session, at=at)
        await talk_due.prepare_due(session, at=at)
        await session.execute(update(models.Delivery).values(sent=models.Delivery.wanted))

    assert {kind: n for kind, n in (await owed(session, scene)).items() if kind.endswith("Léa")} == {
        "checkin_prompt Léa": 1,
        "checkin_reminder Léa": 1,
        "talk_preparation Léa": 1,
    }


async def test_a_reminder_that_would_only_come_with_the_preparation_does_not(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    await quiet.change(session, Quiet(time(9), time(9, 30)), by=scene.rep, at=OPENING)
    await session.execute(update(models.CheckIn).values(remind_at=DUE - timedelta(seconds=1)))
    await reminder.remind_due(session, at=DUE - timedelta(seconds=1))
    await session.execute(
        update(models.Delivery).where(models.Delivery.kind == checkin.REMINDER).values(due_at=DUE + timedelta(hours=1))
    )

    await talk_due.prepare_due(session, at=DUE)

    assert await due(session, checkin.REMINDER) == {}
    assert await due(session, PREPARATION) == {"Léa": DUE + timedelta(minutes=30), "Marc": DUE}


async def test_whoever_wakes_after_the_talk_has_begun_is_not_prepared(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    await person.remember(session, replace(MARC, tz="America/New_York"), workspace=WORKSPACE)

    await talk_due.prepare_due(session, at=DUE)

    assert await due(session, PREPARATION) == {"Léa": DUE}


async def test_who_is_away_that_day_is_left_alone(session: AsyncSession, scene: Scene, made: int) -> None:
    day = TALK_AT.date()
    session.add(models.Absence(workspace_id=WORKSPACE, person_id=scene.marc.id, starts_on=day, ends_on=day))
    await session.flush()

    await talk_due.prepare_due(session, at=DUE)

    assert await due(session, PREPARATION) == {"Léa": DUE}


async def test_for_a_skipped_check_in_there_is_neither(session: AsyncSession, scene: Scene, made: int) -> None:
    await skip.skip(session, await team.pair_of(session, by=scene.rep), "Salon", by=scene.rep, at=OPENING)

    assert await talk_due.next_preparation(session) is None
    assert await talk_due.next_record(session) is None
    assert [await talk_due.prepare_due(session, at=DUE), await talk_due.record_due(session, at=AFTER)] == [0, 0]


async def test_a_talk_that_moves_is_prepared_at_its_new_time(session: AsyncSession, scene: Scene, made: int) -> None:
    pair, wish = await team.pair_of(session, by=scene.rep), MoveWish(date(2026, 10, 9), time(15))
    await move.move(session, pair, wish, by=scene.rep, at=OPENING)

    assert await talk_due.next_preparation(session) == DUE + timedelta(days=1, hours=5)
    assert await talk_due.prepare_due(session, at=DUE) == 0


async def test_one_that_moves_after_its_preparation_has_that_drawn_anew(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    await talk_due.prepare_due(session, at=DUE)
    pair, wish = await team.pair_of(session, by=scene.rep), MoveWish(date(2026, 10, 9), time(15))
    await move.move(session, pair, wish, by=scene.rep, at=DUE + timedelta(minutes=10))

    told = await owed(session, scene)
    assert (told["talk_preparation Léa"], told["talk_preparation Marc"]) == (2, 2)
    later = DUE + timedelta(days=1, hours=5)
    assert await talk_due.next_preparation(session) == later
    await talk_due.prepare_due(session, at=later)
    assert (await owed(session, scene))["talk_preparation Léa"] == 3


async def test_one_that_takes_place_after_all_is_prepared(session: AsyncSession, scene: Scene, made: int) -> None:
    days = Days(date(2026, 10, 7), date(2026, 10, 21))
    await absence.declare(session, days, by=scene.rep, at=OPENING)
    await skip.follow_absences(session, by=scene.rep, at=OPENING)
    assert await talk_due.next_preparation(session) is None

    [known] = await absence.away(session, [scene.lea.id], date(2026, 10, 8))
    await absence.remove(session, known.id, by=scene.rep, at=OPENING + timedelta(hours=1))
    await skip.follow_absences(session, by=scene.rep, at=OPENING + timedelta(hours=1))
    assert await talk_due.next_preparation(session) == DUE


@pytest.mark.parametrize(("at", "told"), [(TALK_AT - timedelta(minutes=1), {"Léa", "Marc"}), (TALK_AT, set[str]())])
async def test_after_downtime_it_is_sent_until_the_talk_begins(
    session: AsyncSession, scene: Scene, made: int, at: datetime, told: set[str]
) -> None:
    assert [await talk_due.prepare_due(session, at=at) for _ in range(2)] == [1, 0]

    assert (await due(session, PREPARATION)).keys() == told


async def test_the_half_of_either_draws_the_preparation_of_both_anew(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    await talk_due.prepare_due(session, at=DUE)
    await send(session, scene, made, Side.REP, DUE)

    told = await owed(session, scene)
    assert (told["talk_preparation Léa"], told["talk_preparation Marc"]) == (2, 2)


async def test_who_takes_over_within_the_hour_is_prepared_and_the_others_pages_are_drawn_anew(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    await talk_due.prepare_due(session, at=DUE)
    tom = await take_over(session, scene)

    assert await due(session, PREPARATION) == {**BOTH, "Tom": HANDED_OVER}
    told = await owed(session, scene)
    assert (told["talk_preparation Léa"], told["talk_preparation Marc"]) == (2, 2)
    found = await talk_preparation.read(session, made, by=scene.caller(tom), at=HANDED_OVER)
    assert (found.checkin.manager, found.phase) == (tom, Phase.OPEN)
    assert await talk_preparation.handed_over(session, made, by=scene.manager) == Parting(
        "Ventes", scene.lea, scene.marc, tom, found.checkin
    )


async def test_who_takes_over_before_that_is_prepared_in_time(session: AsyncSession, scene: Scene, made: int) -> None:
    await take_over(session, scene, DUE - timedelta(minutes=1))
    assert await due(session, PREPARATION) == {}

    await talk_due.prepare_due(session, at=DUE)
    assert await due(session, PREPARATION) == {"Léa": DUE, "Tom": DUE}


async def test_who_takes_over_and_wakes_after_the_talk_has_begun_is_not_prepared(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    await talk_due.prepare_due(session, at=DUE)
    await take_over(session, scene, who=replace(TOM, tz="America/New_York"))

    assert (await due(session, PREPARATION)).keys() == {"Léa", "Marc"}


async def test_nobody_is_prepared_for_a_talk_that_was_skipped_before_they_took_over(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    await talk_due.prepare_due(session, at=DUE)
    await skip.skip(session, await team.pair_of(session, by=scene.rep), "Salon", by=scene.rep, at=DUE)
    await take_over(session, scene)

    assert (await due(session, PREPARATION)).keys() == {"Léa", "Marc"}


async def test_the_pages_of_a_talk_that_stays_with_the_former_two_are_drawn_anew(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    await send(session, scene, made, Side.REP, OPENING)
    await talk_due.prepare_due(session, at=DUE)
    await take_over(session, scene)

    told = await owed(session, scene)
    assert (told["talk_preparation Léa"], told["talk_preparation Marc"]) == (2, 2)
    assert "talk_preparation Tom" not in told
    assert (await talk_preparation.read(session, made, by=scene.manager, at=HANDED_OVER)).phase is Phase.ENDED


async def test_to_whom_a_talk_went_is_told_to_who_was_prepared_for_it(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    await take_over(session, scene, DUE - timedelta(minutes=1))
    await talk_due.prepare_due(session, at=DUE)
    for by in (scene.manager, scene.admin, scene.rep):
        with pytest.raises(Rejected):
            await talk_preparation.handed_over(session, made, by=by)


async def test_it_tells_what_has_changed_since_the_two_talked_last(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    await send(session, scene, made, Side.REP, OPENING)
    later = await opened(session, scene, OPENING + timedelta(weeks=2))
    at = DUE + timedelta(weeks=2)
    marc = await session.get_one(models.Person, scene.marc.id)
    since = TALK_AT + timedelta(days=1)
    await objective.record_value(session, scene.contracts, NewValue(Decimal(320000), None), by=scene.manager, at=since)
    pair = await team.pair_of(session, by=scene.rep)
    key = await action.add(session, scene.action(), by=marc, at=OPENING, pair=pair.id)
    await action.done(session, key, by=scene.manager, at=since)
    for changed_at in (OPENING, since):
        session.add(
            models.ObjectiveChange(
                workspace_id=WORKSPACE,
                objective_id=scene.accounts,
                author_id=scene.lea.id,
                changed_at=changed_at,
                field="target",
                before="12",
                after="14",
            )
        )
    await session.flush()

    found = await prepared(session, scene, later, at)

    assert found.since == TALK_AT
    assert [(one.objective.id, one.before, one.now) for one in found.moved] == [
        (scene.contracts, Decimal("310000.5"), Decimal(320000))
    ]
    assert [(one.id, change.after) for one, change in found.targets] == [(scene.accounts, "14")]
    assert [one.id for one in found.done] == [key]


async def test_before_the_first_talk_all_has_changed(session: AsyncSession, scene: Scene, made: int) -> None:
    await send(session, scene, made, Side.REP, OPENING)

    found = await prepared(session, scene, made)

    assert (found.since, [(one.before, one.now) for one in found.moved]) == (None, [(Decimal(0), Decimal("310000.5"))])


async def test_it_tells_what_is_open_and_of_the_halves_only_what_is_open(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    await agenda_point.raise_point(session, NewPoint(LEA.slack_id, "Dupont", OPENING), by=scene.rep, at=OPENING)
    half = replace(scene.reps_half(made), action=scene.action(on=NEXT_TALK))
    await halves.record(session, half, by=scene.rep, at=OPENING)

    found = await talk_preparation.read(session, made, by=scene.manager, at=DUE)

    assert [one.text for one in found.points] == ["Dupont"]
    assert [one.text for one in found.actions] == ["J'appelle la direction"]
    assert "Trop de réunions" not in repr(found)


async def test_nobody_but_the_two_is_prepared(session: AsyncSession, scene: Scene, made: int) -> None:
    with pytest.raises(Rejected) as refusal:
        await talk_preparation.read(session, made, by=scene.admin, at=DUE)

    assert [one.reason for one in refusal.value.problems] == [Reason.NOT_YOURS]


async def test_the_record_comes_an_hour_after_the_talk_where_a_half_was_written(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    await send(session, scene, made, Side.REP, OPENING)
    assert await talk_due.next_record(session) == AFTER
    assert await talk_due.record_due(session, at=AFTER - timedelta(seconds=1)) == 0

    assert [await talk_due.record_due(session, at=AFTER) for _ in range(2)] == [1, 0]

    assert await due(session, RECORD) == {"Léa": AFTER, "Marc": AFTER}
    assert await talk_due.next_record(session) is None


async def test_it_comes_where_something_was_noted_and_else_not(session: AsyncSession, scene: Scene, made: int) -> None:
    await note(session, scene, made)
    await talk_due.record_due(session, at=AFTER)

    assert (await due(session, RECORD)).keys() == {"Léa", "Marc"}


async def test_where_nobody_wrote_or_noted_anything_there_is_none(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    assert await talk_due.record_due(session, at=AFTER) == 1
    assert await due(session, RECORD) == {}


async def test_nobody_is_woken_by_a_record(session: AsyncSession, scene: Scene, made: int) -> None:
    await note(session, scene, made)
    await quiet.change(session, Quiet(time(10), time(12)), by=scene.manager, at=OPENING)

    await talk_due.record_due(session, at=AFTER)

    assert await due(session, RECORD) == {"Léa": AFTER, "Marc": TALK_AT + timedelta(hours=2)}


@pytest.mark.parametrize(
    ("late", "told"), [(timedelta(days=2), {"Léa", "Marc"}), (timedelta(days=4), set[str]())], ids=["soon", "late"]
)
async def test_a_record_of_long_ago_is_news_to_nobody(
    session: AsyncSession, scene: Scene, made: int, late: timedelta, told: set[str]
) -> None:
    await note(session, scene, made)

    assert await talk_due.record_due(session, at=TALK_AT + late) == 1

    assert (await due(session, RECORD)).keys() == told


@pytest.mark.parametrize("end", [take_over, move_to_ines], ids=["another manager", "another team"])
async def test_a_record_that_is_open_when_the_pair_ends_says_that_it_stays_as_it_is(
    session: AsyncSession, scene: Scene, made: int, end: Callable[..., Awaitable[object]]
) -> None:
    await note(session, scene, made)
    await talk_due.record_due(session, at=AFTER)
    await end(session, scene, AFTER + timedelta(days=1))

    told = await owed(session, scene)
    assert (told["talk_record Léa"], told["talk_record Marc"]) == (2, 2)


async def test_who_has_changed_managers_since_reads_what_was_noted(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    await note(session, scene, made)
    await move_to_ines(session, scene, TALK_AT + timedelta(minutes=30))

    await talk_due.record_due(session, at=AFTER)

    assert (await due(session, RECORD)).keys() == {"Léa", "Marc"}


async def test_no_more_are_prepared_at_a_time_than_asked_for(session: AsyncSession, scene: Scene, made: int) -> None:
    assert [await step(session, at=AFTER, limit=0) for step in (talk_due.prepare_due, talk_due.record_due)] == [0, 0]
    assert await checkin_opening.open_due(session, at=OPENING) == 0
