"""Writing an objective down and changing it: by either of the two, told to the other, kept as before and after."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

import models
from bot.rules.charter import Cause, Charter, Sponsor
from bot.rules.draft import Draft
from bot.rules.objective import Change, Direction, Field, Line, Measure, NewObjective, Segment, Unit
from bot.rules.pace import Milestones
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.rules.terms import agreed
from bot.services import draft, objective, progress, strategy, team
from tests.services.noise import ELSEWHERE
from tests.services.scene import CONTRACTS, INES, LEA, MARC, STRANGER, WORKSPACE, YEAR, Scene, countersign

SOON = timedelta(minutes=10)
LINE = Line("Entrer dans l’agro", "Premier fournisseur des ETI")
WANTED = NewObjective(
    "Ateliers", "Ils amènent des projets", Measure(Unit.COUNT, Direction.REACH, Decimal(0), Decimal(10)), *YEAR, LINE
)


@pytest.fixture(autouse=True)
async def unsigned(sessions: async_sessionmaker[AsyncSession], scene: Scene) -> None:
    """Take the signatures from under the contracts: until both have signed, either changes what is proposed."""
    async with sessions.begin() as session:
        row = await session.get_one(models.Objective, scene.contracts)
        row.rep_signed_at = row.manager_signed_at = None


async def write(
    session: AsyncSession, at: datetime, wanted: NewObjective = WANTED, *, by: Caller, rep: str = LEA.slack_id
) -> None:
    await draft.take(session, Draft(wanted, since=at, rep=rep), by=by, at=at)


async def change(
    session: AsyncSession, scene: Scene, at: datetime, *, by: Caller, since: datetime | None = None, **fields: Any
) -> None:
    """Send the form of the contracts as it was opened at `since`, with some fields filled in anew."""
    wanted = replace(CONTRACTS, **fields)
    await draft.take(session, Draft(wanted, since=since or at, changes=scene.contracts), by=by, at=at)


async def written(session: AsyncSession, scene: Scene, at: datetime) -> list[Any]:
    """Return Léa's objectives beyond those of the scene."""
    pairs = await team.pairs_of(session, by=scene.rep)
    [shelf] = await objective.shelves(session, pairs, by=scene.rep, at=at)
    of_the_scene = (scene.contracts, scene.accounts)
    return [one for one in shelf.objectives if one.id not in of_the_scene]


async def owed(session: AsyncSession) -> list[str]:
    """Return the messages owed, by kind and reader, with how often each was asked for."""
    rows = await session.execute(
        select(models.Delivery.kind, models.Person.name, models.Delivery.wanted)
        .join(models.Delivery.recipient)
        .where(models.Delivery.workspace_id == WORKSPACE)
        .order_by(models.Delivery.kind, models.Delivery.id)
    )
    return [f"{kind} {name.split()[0]} {wanted}" for kind, name, wanted in rows]


async def refused(act: Callable[[], Awaitable[object]]) -> list[Reason]:
    with pytest.raises(Rejected) as refusal:
        await act()
    return [problem.reason for problem in refusal.value.problems]


async def target(session: AsyncSession, scene: Scene) -> Decimal:
    return (await objective.look(session, scene.contracts, by=scene.rep)).objective.measure.target


@pytest.mark.parametrize(("author", "told"), [(LEA, "Marc"), (MARC, "Léa")])
async def test_what_one_of_the_two_writes_down_is_the_reps_and_the_other_is_told(
    session: AsyncSession, scene: Scene, at: datetime, author: Any, told: str
) -> None:
    await write(session, at, by=Caller(WORKSPACE, author.slack_id))

    [made] = await written(session, scene, at)
    assert (made.title, made.why, made.measure, made.line) == (
        WANTED.title,
        WANTED.why,
        WANTED.measure,
        replace(LINE, id=made.line.id),
    )
    assert await owed(session) == ["home Léa 1", "home Marc 1", f"objective_new {told} 1"]
    row = await session.get_one(models.Objective, made.id, populate_existing=True)
    assert (await session.get_one(models.Person, row.author_id)).slack_id == author.slack_id
    assert row.created_at == at


@pytest.mark.parametrize(
    ("by", "rep", "reason"),
    [
        (INES.slack_id, LEA.slack_id, Reason.NOT_YOUR_PAIR),
        (LEA.slack_id, MARC.slack_id, Reason.NOT_A_REP),
        (MARC.slack_id, INES.slack_id, Reason.NOT_A_REP),
        (STRANGER, LEA.slack_id, Reason.NO_TEAM),
    ],
)
async def test_nobody_but_the_two_writes_an_objective_for_a_rep(
    session: AsyncSession, scene: Scene, at: datetime, *, by: str, rep: str, reason: Reason
) -> None:
    assert await refused(partial(write, session, at, by=Caller(WORKSPACE, by), rep=rep)) == [reason]
    assert await refused(partial(draft.desk, session, rep=rep, by=Caller(WORKSPACE, by), at=at)) == [reason]
    assert await written(session, scene, at) == []


async def test_the_same_form_sent_twice_writes_one_objective(session: AsyncSession, scene: Scene, at: datetime) -> None:
    for late in (timedelta(0), SOON):
        sent = Draft(WANTED, since=at, rep=LEA.slack_id)
        await draft.take(session, sent, by=scene.manager, at=at + late)

    assert len(await written(session, scene, at)) == 1
    assert "objective_new Léa 1" in await owed(session)


async def test_the_same_form_sent_at_once_writes_one_objective(
    scene: Scene, at: datetime, at_once: Any, session: AsyncSession
) -> None:
    await at_once(*[partial(write, at=at, by=scene.manager)] * 2)

    assert len(await written(session, scene, at)) == 1


async def test_an_objective_like_an_older_one_is_another_one(session: AsyncSession, scene: Scene, at: datetime) -> None:
    await write(session, at, by=scene.manager)
    await write(session, at + SOON, by=scene.manager)

    assert len(await written(session, scene, at)) == 2


async def test_what_is_wrong_with_an_objective_is_refused_whatever_the_form_let_through(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    wrong = replace(WANTED, ends_on=date(2025, 1, 1))
    assert await refused(partial(write, session, at, wrong, by=scene.rep)) == [Reason.ENDS_BEFORE_IT_STARTS]


async def test_a_line_and_its_goal_are_made_once_and_offered_from_then_on(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    other = Line("Répondre plus vite", LINE.goal)
    for line in (LINE, other, LINE):
        await write(session, at, replace(WANTED, title=f"Vers {line.title}", line=line), by=scene.rep)

    desk = await draft.desk(session, by=scene.rep, at=at)
    assert [(line.title, line.goal) for line in desk.lines] == [(one.title, one.goal) for one in (LINE, other)]
    assert await session.scalar(select(func.count()).where(models.Goal.workspace_id == WORKSPACE)) == 1


async def test_a_line_that_is_known_is_named_by_its_key(session: AsyncSession, scene: Scene, at: datetime) -> None:
    await write(session, at, by=scene.rep)
    [known] = await strategy.lines(session, scene.team)

    await write(session, at, replace(WANTED, title="Autre", line=known.id), by=scene.rep)

    assert [one.line for one in await written(session, scene, at)] == [known, known]


async def test_a_line_of_another_team_is_not_to_be_had(session: AsyncSession, scene: Scene, at: datetime) -> None:
    elsewhere = await session.scalar(select(models.Strategy.id).where(models.Strategy.workspace_id == ELSEWHERE))

    wanted = replace(WANTED, line=elsewhere)

    assert await refused(partial(write, session, at, wanted, by=scene.rep)) == [Reason.LINE_GONE]


async def test_the_usual_period_is_that_of_the_objectives_under_way_else_the_year(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    quarter = (date(2026, 10, 1), date(2026, 12, 31))
    await write(session, at, replace(WANTED, starts_on=quarter[0]), by=scene.rep)
    [made] = await written(session, scene, at)
    await countersign(session, made.id)

    assert (await draft.desk(session, by=scene.rep, at=at)).period == quarter
    later = datetime(2027, 3, 1, tzinfo=UTC)
    assert (await draft.desk(session, by=scene.rep, at=later)).period == (date(2027, 1, 1), date(2027, 12, 31))


@pytest.mark.parametrize(("author", "told"), [(LEA, "Marc"), (MARC, "Léa")])
async def test_each_field_that_is_changed_is_kept_as_before_and_after_and_told_to_the_other(
    session: AsyncSession, scene: Scene, at: datetime, author: Any, told: str
) -> None:
    measure = replace(CONTRACTS.measure, target=Decimal("500000.5"))
    await change(
        session, scene, at, by=Caller(WORKSPACE, author.slack_id), title="Contrats", measure=measure, line=LINE
    )

    changes = await objective.history(session, scene.contracts, by=scene.rep)
    assert changes == [
        Change(Field.TITLE, "Contrats annuels", "Contrats", author.name, at),
        Change(Field.LINE, "", f"{LINE.title}\n{LINE.goal}", author.name, at),
        Change(Field.TARGET, "480000", "500000.5", author.name, at),
    ]
    found = (await objective.look(session, scene.contracts, by=scene.rep)).objective
    assert (found.title, found.measure, found.line and found.line.title) == ("Contrats", measure, LINE.title)
    assert await owed(session) == ["home Léa 1", "home Marc 1", f"objective_changed {told} 1"]


async def test_every_field_can_be_changed(session: AsyncSession, scene: Scene, at: datetime) -> None:
    wanted = NewObjective(
        "Taux",
        "Fidélité",
        Measure(Unit.PERCENT, Direction.REDUCE, Decimal(92), Decimal(90)),
        date(2026, 2, 1),
        date(2026, 11, 30),
        LINE,
        Milestones(((date(2026, 6, 30), Decimal("91.5")),)),
        40,
        (Segment("Grands comptes", Decimal(60)), Segment("Longue traîne", Decimal(40))),
        Charter(
            Decimal(89),
            Decimal("90.5"),
            frozenset(Cause),
            (1, 7),
            2,
            is_shown=False,
            sponsor=Sponsor(scene.ines.id, INES.name),
        ),
    )

    await draft.take(session, Draft(wanted, since=at, changes=scene.contracts), by=scene.rep, at=at)
    session.expire_all()

    found = (await objective.look(session, scene.contracts, by=scene.manager)).objective
    assert replace(agreed(found), line=LINE) == wanted
    told = await objective.history(session, scene.contracts, by=scene.manager)
    assert [one.field for one in told if isinstance(one, Change)] == [*Field]


async def test_figures_of_the_margin_that_the_manager_keeps_are_in_nothing_the_rep_reads(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    await change(
        session, scene, at, by=scene.manager, charter=Charter(Decimal(477_001), Decimal(490_000), is_shown=False)
    )
    row = models.ObjectiveChange
    made = await session.scalar(select(func.min(row.id)).where(row.objective_id == scene.contracts))

    async def read(by: Caller) -> list[str]:
        [shelf] = await objective.shelves(session, await team.pairs_of(session, by=scene.rep), by=by, at=at)
        seen = [
            await objective.look(session, scene.contracts, by=by),
            await draft.sheet(session, changes=scene.contracts, by=by, at=at),
            await objective.history(session, scene.contracts, by=by),
            await draft.told(session, made or 0, by=by),
            shelf,
        ]
        return [str(one) for one in seen]

    assert all("477001" in one for one in await read(scene.manager))
    assert not any("477001" in one for one in await read(scene.rep))


async def test_a_rep_changes_the_rest_and_leaves_the_margin_as_it_is(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    margin = Charter(Decimal(477_001), Decimal(490_000), is_shown=False)
    await change(session, scene, at, by=scene.manager, charter=margin)
    sheet = await draft.sheet(session, changes=scene.contracts, by=scene.rep, at=at + SOON)
    wanted = replace(agreed(sheet.objective), title="Contrats") if sheet.objective else WANTED

    sent = Draft(wanted, since=at + SOON, changes=scene.contracts, keeps=sheet.keeps)
    await draft.take(session, sent, by=scene.rep, at=at + SOON)

    found = (await objective.look(session, scene.contracts, by=scene.manager)).objective
    assert (found.title, found.charter) == ("Contrats", margin)


async def test_a_form_sent_as_it_was_opened_or_twice_changes_nothing_more(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    await change(session, scene, at, by=scene.manager)
    assert await owed(session) == []

    for _ in range(2):
        await change(session, scene, at + SOON, since=at, by=scene.manager, title="Contrats")
    assert len(await objective.history(session, scene.contracts, by=scene.rep)) == 1
    assert "objective_changed Léa 1" in await owed(session)


async def test_what_the_other_has_changed_meanwhile_stays_unless_it_was_touched_too(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    measure = replace(CONTRACTS.measure, target=Decimal(500_000))
    await change(session, scene, at + SOON, since=at, by=scene.manager, title="De Marc", measure=measure)
    await change(session, scene, at + 2 * SOON, since=at, by=scene.rep, title="De Léa", why="Parce que")

    found = (await objective.look(session, scene.contracts, by=scene.rep)).objective
    assert (found.title, found.why, found.measure.target) == ("De Léa", "Parce que", 500_000)
    [title, why, *_] = await objective.history(session, scene.contracts, by=scene.rep)
    assert title == Change(Field.TITLE, "De Marc", "De Léa", LEA.name, at + 2 * SOON)
    assert isinstance(why, Change)


async def test_what_is_changed_within_an_hour_is_told_in_one_message_and_later_in_another(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    for late, title in enumerate(("Un", "Deux", "Trois")):
        await change(session, scene, at + late * timedelta(minutes=45), by=scene.manager, title=title)

    assert [one for one in await owed(session) if "changed" in one] == [
        "objective_changed Léa 2",
        "objective_changed Léa 1",
    ]
    first = await session.scalar(
        select(func.min(models.Delivery.subject_id)).where(models.Delivery.kind == draft.CHANGED)
    )
    assert first
    shared, told = await draft.told(session, first, by=scene.rep)
    assert shared.objective.id == scene.contracts
    assert [one.after for one in told] == ["Deux", "Un"]


@pytest.mark.parametrize("by", [INES.slack_id, STRANGER])
async def test_nobody_else_changes_an_objective_or_reads_what_was_changed(
    session: AsyncSession, scene: Scene, at: datetime, by: str
) -> None:
    await change(session, scene, at, by=scene.rep, title="Contrats")
    made = await session.scalar(select(func.max(models.ObjectiveChange.id)))
    assert made

    other = Caller(WORKSPACE, by)

    assert await refused(partial(change, session, scene, at, by=other, title="À moi"))
    assert await refused(partial(draft.told, session, made, by=other))
    assert await refused(partial(draft.sheet, session, changes=scene.contracts, by=other, at=at))


async def test_what_is_counted_stays_once_values_are_recorded(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    pounds = replace(CONTRACTS.measure, currency="GBP")
    await change(session, scene, at, by=scene.rep, measure=pounds)
    await progress.record(session, [scene.report()], by=await session.get_one(models.Person, scene.lea.id), at=at)

    count = Measure(Unit.COUNT, Direction.REACH, Decimal(0), Decimal(480_000))
    for measure in (CONTRACTS.measure, count):
        act = partial(change, session, scene, at + SOON, by=scene.rep, measure=measure)
        assert await refused(act) == [Reason.UNIT_STAYS]


async def test_a_change_that_makes_no_sense_is_refused(session: AsyncSession, scene: Scene, at: datetime) -> None:
    downwards = replace(CONTRACTS.measure, direction=Direction.REDUCE)
    act = partial(change, session, scene, at, by=scene.rep, measure=downwards)
    assert await refused(act) == [Reason.TARGET_TOO_HIGH]


async def test_two_who_change_the_same_at_once_leave_a_chain_of_changes(
    scene: Scene, at: datetime, at_once: Any, session: AsyncSession
) -> None:
    await at_once(
        partial(change, scene=scene, at=at + SOON, since=at, by=scene.rep, title="De Léa"),
        partial(change, scene=scene, at=at + SOON, since=at, by=scene.manager, title="De Marc"),
    )

    rows = (
        await session.scalars(
            select(models.ObjectiveChange)
            .where(models.ObjectiveChange.objective_id == scene.contracts)
            .order_by(models.ObjectiveChange.id)
        )
    ).all()
    assert [rows[0].before, rows[1].before] == [CONTRACTS.title, rows[0].after]
    assert {one.after for one in rows} == {"De Léa", "De Marc"}
    assert (await objective.look(session, scene.contracts, by=scene.rep)).objective.title == rows[1].after
