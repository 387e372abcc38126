"""Objectives: standing at their latest value, updated by the two who share them, read by nobody else."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import partial

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

import models
from bot.rules.checkin import Report
from bot.rules.objective import (
    Confidence,
    Direction,
    Measure,
    NewObjective,
    NewValue,
    Objective,
    Progress,
    Recorded,
    Unit,
)
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.rules.signing import Signatures
from bot.rules.team import NewRep
from bot.services import draft, objective, person, progress, signing, team
from bot.services import half as halves
from tests.services.noise import ELSEWHERE
from tests.services.scene import (
    ACCOUNTS,
    CONTRACTS,
    INES,
    LEA,
    MADE,
    STRANGER,
    TALK_AT,
    WORKSPACE,
    Scene,
    countersign,
    opened,
)


async def standing(session: AsyncSession, scene: Scene, at: datetime) -> dict[int, Objective]:
    return {one.id: one for one in (await objective.standing(session, [scene.lea.id], at=at))[scene.lea.id]}


async def author(session: AsyncSession, scene: Scene) -> models.Person:
    return await session.get_one(models.Person, scene.lea.id)


async def record(session: AsyncSession, scene: Scene, at: datetime, *reports: Report) -> None:
    await progress.record(session, reports, by=await author(session, scene), at=at)


@pytest.mark.parametrize(
    "measure",
    [
        Measure(Unit.CURRENCY, Direction.REACH, Decimal("-12.5"), Decimal("420000.0001"), "GBP"),
        Measure(Unit.COUNT, Direction.REDUCE, Decimal(45), Decimal(30)),
        Measure(Unit.PERCENT, Direction.STAY_ABOVE, Decimal(90), Decimal("92.25")),
        Measure(Unit.YES_NO, Direction.STAY_BELOW, Decimal(1), Decimal(0)),
    ],
)
async def test_an_objective_stands_as_it_was_written_down(
    session: AsyncSession, scene: Scene, at: datetime, measure: Measure
) -> None:
    wanted = NewObjective("Renouveler", "Ils restent", measure, date(2026, 10, 1), date(2026, 12, 31))

    made = await objective.create(session, wanted, owner=scene.lea.id, by=await author(session, scene), at=MADE)
    await countersign(session, made)

    assert (await standing(session, scene, at))[made] == Objective(
        made,
        "Renouveler",
        "Ils restent",
        measure,
        date(2026, 10, 1),
        date(2026, 12, 31),
        signatures=Signatures(MADE, MADE),
    )


async def test_objectives_stand_in_the_order_they_were_agreed(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    assert [one.title for one in (await standing(session, scene, at)).values()] == [CONTRACTS.title, ACCOUNTS.title]


async def test_the_latest_value_stands_with_its_date_and_author(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    await record(session, scene, at, scene.report("300", Confidence.LOW))
    await record(session, scene, at - timedelta(days=1), scene.report("200", Confidence.HIGH))

    found = await standing(session, scene, at)

    assert found[scene.contracts].latest == Progress(Decimal(300), at, scene.lea.name, Confidence.LOW)
    assert found[scene.accounts].latest is None


async def test_of_two_values_of_the_same_instant_the_one_added_last_stands(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    for value in ("300", "100", "200"):
        await record(session, scene, at, scene.report(value))
        await session.flush()

    assert (await standing(session, scene, at))[scene.contracts].value == 200


async def test_each_objective_has_its_own_latest_value(session: AsyncSession, scene: Scene, at: datetime) -> None:
    later = at + timedelta(days=1)
    await record(session, scene, at, scene.report("300"), Report(scene.accounts, Decimal(5), Confidence.LOW))
    await record(session, scene, later, Report(scene.accounts, Decimal(6), Confidence.LOW))

    found = await standing(session, scene, later)

    assert [(one.value, one.latest and one.latest.at) for one in found.values()] == [(300, at), (6, later)]


@pytest.mark.parametrize(
    ("on", "standing_then"),
    [
        (date(2026, 9, 30), 2),
        (date(2026, 10, 1), 3),
        (date(2026, 12, 31), 3),
        (date(2027, 1, 1), 0),
    ],
)
async def test_an_objective_stands_from_the_first_to_the_last_day_of_its_period(
    session: AsyncSession, scene: Scene, on: date, standing_then: int
) -> None:
    quarter = NewObjective("Trimestre", "", ACCOUNTS.measure, date(2026, 10, 1), date(2026, 12, 31))
    made = await objective.create(session, quarter, owner=scene.lea.id, by=await author(session, scene), at=MADE)
    await countersign(session, made)

    assert len(await standing(session, scene, datetime.combine(on, time(12), UTC))) == standing_then


async def test_who_has_no_objective_stands_with_none(session: AsyncSession, scene: Scene, at: datetime) -> None:
    both = await objective.standing(session, [scene.marc.id, scene.lea.id], at=at)

    assert both[scene.marc.id] == ()
    assert len(both[scene.lea.id]) == 2


@pytest.mark.usefixtures("scene")
async def test_nobody_asked_about_is_nobody_told_about(session: AsyncSession, at: datetime) -> None:
    assert await objective.standing(session, [], at=at) == {}


def value(figure: str, confidence: Confidence | None = None, seen_at: datetime | None = None) -> NewValue:
    return NewValue(Decimal(figure), confidence, seen_at)


async def homes(session: AsyncSession, scene: Scene) -> dict[str, int]:
    rows = await session.execute(
        select(models.Person.name, models.Delivery.wanted)
        .join(models.Delivery.recipient)
        .where(models.Delivery.workspace_id == scene.workspace, models.Delivery.kind == "home")
    )
    return dict(rows.all())


async def test_either_of_the_two_updates_a_value_and_both_homes_are_drawn_anew(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    await objective.record_value(session, scene.contracts, value("100", Confidence.LOW), by=scene.rep, at=at)
    later = at + timedelta(hours=1)
    await objective.record_value(session, scene.contracts, value("200"), by=scene.manager, at=later)

    found = (await standing(session, scene, later))[scene.contracts]
    assert found.latest == Progress(Decimal(200), later, scene.marc.name, Confidence.LOW)
    assert await homes(session, scene) == {scene.lea.name: 2, scene.marc.name: 2}


async def test_how_it_feels_only_the_rep_says(session: AsyncSession, scene: Scene, at: datetime) -> None:
    await objective.record_value(session, scene.contracts, value("200", Confidence.HIGH), by=scene.manager, at=at)

    latest = (await standing(session, scene, at))[scene.contracts].latest
    assert latest
    assert latest.confidence is None


async def test_the_same_value_sent_twice_is_recorded_once_and_told_again_later_it_counts(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    for late in range(2):
        sent = value("100", Confidence.LOW)
        await objective.record_value(session, scene.contracts, sent, by=scene.rep, at=at + timedelta(seconds=late))
    assert len(await objective.history(session, scene.contracts, by=scene.rep)) == 1

    for late in range(2, 4):
        sent = value("100", Confidence.LOW, seen_at=at)
        await objective.record_value(session, scene.contracts, sent, by=scene.rep, at=at + timedelta(days=late))
    assert len(await objective.history(session, scene.contracts, by=scene.rep)) == 2


async def refusals(session: AsyncSession, objective_id: int, by: Caller, at: datetime) -> set[Reason]:
    """Return why each verb refuses somebody an objective; a verb that does not refuse fails."""
    found: set[Reason] = set()
    for act in (
        objective.look(session, objective_id, by=by),
        objective.history(session, objective_id, by=by),
        objective.record_value(session, objective_id, value("1"), by=by, at=at),
    ):
        with pytest.raises(Rejected) as refusal:
            await act
        found |= {problem.reason for problem in refusal.value.problems}
    return found


@pytest.mark.parametrize(("slack_id", "reason"), [(INES.slack_id, Reason.NOT_YOUR_PAIR), (STRANGER, Reason.NO_TEAM)])
async def test_nobody_else_sees_or_updates_an_objective(
    session: AsyncSession, scene: Scene, at: datetime, slack_id: str, reason: Reason
) -> None:
    caller = Caller(scene.workspace, slack_id)
    assert await refusals(session, scene.contracts, caller, at) == {reason}


async def test_an_objective_of_another_workspace_is_none(session: AsyncSession, scene: Scene, at: datetime) -> None:
    elsewhere = await session.scalar(
        select(func.min(models.Objective.id)).where(models.Objective.workspace_id == ELSEWHERE)
    )
    assert elsewhere
    assert await refusals(session, elsewhere, scene.rep, at) == {Reason.NO_OBJECTIVE}


async def test_a_rep_who_has_left_the_team_keeps_their_objectives_and_the_manager_does_not(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    await session.delete((await session.scalars(select(models.Pair).where(models.Pair.rep_id == scene.lea.id))).one())

    assert (await objective.look(session, scene.contracts, by=scene.rep)).manager is None
    assert await refusals(session, scene.contracts, scene.manager, at) == {Reason.NOT_YOUR_PAIR}


async def test_history_tells_each_value_newest_first_with_its_author_and_its_check_in(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    made = await opened(session, scene)
    await halves.record(session, scene.reps_half(made, scene.report("300", Confidence.LOW)), by=scene.rep, at=at)
    later = at + timedelta(days=1)
    await objective.record_value(session, scene.contracts, value("250"), by=scene.manager, at=later)

    assert await objective.history(session, scene.contracts, by=scene.manager) == [
        Recorded(Decimal(250), Decimal(300), None, scene.marc.name, later),
        Recorded(Decimal(300), None, Confidence.LOW, scene.lea.name, at, TALK_AT),
    ]


async def test_values_over_time_begin_with_the_one_that_stood(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    days = [at + timedelta(days=day) for day in range(4)]
    for day, figure in zip(days, ("10", "20", "30", "40"), strict=True):
        await record(session, scene, day, scene.report(figure))

    since = days[1] + timedelta(hours=1)
    found = await progress.histories(session, [scene.lea.id], since=since)

    assert found == {scene.contracts: tuple(zip(days[1:], (20, 30, 40), strict=True))}
    assert await progress.histories(session, [scene.marc.id], since=since) == {}


async def test_a_shelf_holds_what_is_to_close_then_under_way_then_to_come(session: AsyncSession, scene: Scene) -> None:
    at = datetime(2027, 1, 4, 9, tzinfo=UTC)
    me = await author(session, scene)
    for title, period in {
        "À venir": (date(2027, 4, 1), date(2027, 6, 30)),
        "En cours": (date(2027, 1, 1), date(2027, 12, 31)),
        "Passé": (date(2026, 1, 1), date(2026, 11, 30)),
    }.items():
        wanted = NewObjective(title, "", ACCOUNTS.measure, *period)
        await countersign(session, await objective.create(session, wanted, owner=scene.lea.id, by=me, at=MADE))

    for by in (scene.rep, scene.manager):
        [shelf] = await objective.shelves(session, await team.pairs_of(session, by=by), by=by, at=at)
        assert shelf.rep.slack_id == LEA.slack_id
        assert [one.title for one in shelf.objectives] == [
            CONTRACTS.title,
            ACCOUNTS.title,
            "Passé",
            "En cours",
            "À venir",
        ]


async def test_a_shelf_of_a_pair_that_is_not_theirs_is_shown_to_nobody(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    pairs = await team.pairs_of(session, by=scene.rep)
    assert await objective.shelves(session, pairs, by=scene.caller(scene.ines), at=at) == ()


async def test_somebody_in_no_team_has_no_pairs(session: AsyncSession, scene: Scene) -> None:
    with pytest.raises(Rejected):
        await team.pairs_of(session, by=scene.caller(scene.ines))


async def test_the_list_of_a_large_team_takes_no_more_statements_than_that_of_one_rep(
    engine: AsyncEngine, session: AsyncSession, scene: Scene
) -> None:
    asked = list[str]()
    event.listen(engine.sync_engine, "before_cursor_execute", lambda *run: asked.append(run[2]))

    async def read() -> tuple[int, int]:
        session.expire_all()
        asked.clear()
        pairs = await team.pairs_of(session, by=scene.manager)
        found = await objective.shelves(session, pairs, by=scene.manager, at=TALK_AT)
        return len(asked), sum(len(shelf.objectives) for shelf in found)

    statements, count = await read()
    assert count == 2
    for number in range(60):
        rep = await person.remember(session, replace(LEA, slack_id=f"U{number}"), workspace=scene.workspace)
        await team.add_rep(session, scene.team, NewRep(rep.id, "FR", TALK_AT.date()), at=MADE)
        by = await session.get_one(models.Person, rep.id)
        await countersign(session, await objective.create(session, ACCOUNTS, owner=rep.id, by=by, at=MADE))
    await session.flush()

    more, count = await read()
    assert count == 62
    assert more <= statements


async def test_a_sponsor_reads_what_is_signed_and_changes_nothing(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    sponsor = Caller(WORKSPACE, INES.slack_id)
    row = await session.get_one(models.Objective, scene.contracts)
    row.sponsor_id, row.floor, row.is_margin_shown = scene.ines.id, Decimal(400_000), False
    await session.flush()

    shared = await objective.look(session, scene.contracts, by=sponsor)
    assert (shared.objective.charter.floor, shared.by_one_of_the_two) == (400_000, False)
    assert await objective.history(session, scene.contracts, by=sponsor) is not None
    [found] = (await objective.sponsored(session, LEA.slack_id, by=sponsor, at=at)).objectives
    assert found.id == scene.contracts

    for act in (
        partial(objective.record_value, session, scene.contracts, NewValue(Decimal(1), None), by=sponsor, at=at),
        partial(draft.sheet, session, changes=scene.contracts, by=sponsor, at=at),
        partial(signing.withdraw, session, scene.contracts, by=sponsor, at=at),
    ):
        with pytest.raises(Rejected):
            await act()

    row.manager_signed_at = None
    await session.flush()
    with pytest.raises(Rejected):
        await objective.look(session, scene.contracts, by=sponsor)
    assert (await objective.sponsored(session, LEA.slack_id, by=sponsor, at=at)).objectives == ()
