"""Closing an objective: once, by either of the two, told to the other, and carried over where they want it."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

import models
from bot.rules.checkin import Report
from bot.rules.closing import NewClosing
from bot.rules.draft import Draft
from bot.rules.objective import Closing, Confidence, Direction, Field, NewValue, Objective
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.rules.signing import Deed, Done, State
from bot.services import closing, correction, draft, objective, person, progress, signing, team, year
from tests.services.scene import CONTRACTS, INES, LEA, MARC, STRANGER, WORKSPACE, Scene

LAST_DAY = datetime(2026, 12, 31, 22, 59, tzinfo=UTC)  # one minute to midnight in Paris
OVER = datetime(2027, 1, 4, 9, tzinfo=UTC)
LESSON = "Les acheteurs veulent un prix ferme"
OTHERS = [Caller(WORKSPACE, INES.slack_id), Caller(WORKSPACE, STRANGER)]


def wanted(scene: Scene, **given: Any) -> NewClosing:
    return replace(NewClosing(scene.contracts, 82, LESSON), **given)


async def record(session: AsyncSession, scene: Scene, figure: str = "400000") -> None:
    me = await session.get_one(models.Person, scene.lea.id)
    await progress.record(session, [Report(scene.contracts, Decimal(figure), Confidence.HIGH)], by=me, at=LAST_DAY)


async def refused(act: Callable[[], Awaitable[object]]) -> list[tuple[Reason, str]]:
    with pytest.raises(Rejected) as refusal:
        await act()
    return [(problem.reason, problem.field) for problem in refusal.value.problems]


async def owed(session: AsyncSession) -> list[str]:
    rows = await session.execute(
        select(models.Delivery.kind, models.Person.name)
        .join(models.Delivery.recipient)
        .where(models.Delivery.workspace_id == WORKSPACE, models.Delivery.kind != "home")
        .order_by(models.Delivery.id)
    )
    return [f"{kind} {name.split()[0]}" for kind, name in rows]


async def proposals(session: AsyncSession, scene: Scene, *, by: Caller) -> list[Objective]:
    [shelf] = await objective.shelves(session, await team.pairs_of(session, by=by), by=by, at=OVER)
    return [one for one in shelf.objectives if one.state is State.PROPOSED]


async def test_the_score_comes_from_the_values_that_were_recorded(session: AsyncSession, scene: Scene) -> None:
    assert (await closing.ending(session, scene.contracts, by=scene.rep, at=OVER)).score is None
    await record(session, scene)
    for by in (scene.rep, scene.manager):
        assert (await closing.ending(session, scene.contracts, by=by, at=OVER)).score == 83


async def test_a_corrected_value_scores_no_more(session: AsyncSession, scene: Scene) -> None:
    row = await session.get_one(models.Objective, scene.contracts)
    row.direction = Direction.STAY_ABOVE  # whose score is that of its values together
    for figure in ("480000", "1"):
        await record(session, scene, figure)
        await session.flush()
    wrong = (await progress.values(session, scene.contracts))[0].id
    held = (await closing.ending(session, scene.contracts, by=scene.rep, at=OVER)).score

    right = NewValue(Decimal(480_000), Confidence.HIGH)
    await correction.take(session, wrong, right, by=scene.rep, at=OVER)

    assert (held, (await closing.ending(session, scene.contracts, by=scene.rep, at=OVER)).score) == (50, 100)


async def test_either_closes_it_and_the_other_is_told(session: AsyncSession, scene: Scene) -> None:
    for key, by, told in ((scene.contracts, scene.manager, "Léa"), (scene.accounts, scene.rep, "Marc")):
        shared = await closing.close(session, wanted(scene, objective_id=key), by=by, at=OVER)

        name = {scene.manager: MARC.name, scene.rep: LEA.name}[by]
        assert shared.objective.state is State.CLOSED
        assert shared.objective.closing == Closing(82, LESSON, name, OVER)
        assert (await owed(session))[-1] == f"objective_closed {told}"
        [newest, *_] = await objective.history(session, key, by=by)
        assert newest == Done(Deed.CLOSED, name, OVER, LESSON)


async def test_closed_twice_it_stays_as_it_was_closed_first(session: AsyncSession, scene: Scene) -> None:
    first = await closing.close(session, wanted(scene), by=scene.rep, at=OVER)
    before = await owed(session)
    again = await closing.close(session, wanted(scene, score=1, lesson="", goes_on=True), by=scene.manager, at=OVER)

    assert again.objective == first.objective
    assert await owed(session) == before
    assert await proposals(session, scene, by=scene.rep) == []


async def test_of_two_at_the_same_second_the_second_reads_what_the_first_wrote(
    sessions: async_sessionmaker[AsyncSession], scene: Scene, at_once: Callable[..., Awaitable[list[Any]]]
) -> None:
    both = [(scene.rep, "De Léa"), (scene.manager, "De Marc")]
    acts = [
        partial(closing.close, wanted=wanted(scene, lesson=said, goes_on=True), by=by, at=OVER) for by, said in both
    ]
    found = await at_once(*acts)

    assert found[0].objective.closing == found[1].objective.closing
    async with sessions() as session:
        assert len(await proposals(session, scene, by=scene.rep)) == 1
        closed = [one for one in await owed(session) if one.startswith("objective_closed")]
        assert len(closed) == 1


async def test_it_closes_only_once_its_last_day_is_over_where_the_caller_is(
    session: AsyncSession, scene: Scene
) -> None:
    for act in (closing.ending, closing.close):
        what = scene.contracts if act is closing.ending else wanted(scene)
        assert await refused(partial(act, session, what, by=scene.rep, at=LAST_DAY)) == [(Reason.NOT_OVER, "")]
    midnight = LAST_DAY.replace(hour=23, minute=0)
    assert (await closing.close(session, wanted(scene), by=scene.rep, at=midnight)).objective.closing


async def test_what_is_wrong_is_said_in_its_field_and_nothing_is_closed(session: AsyncSession, scene: Scene) -> None:
    act = partial(closing.close, session, wanted(scene, score=151, lesson=""), by=scene.rep, at=OVER)
    assert await refused(act) == [(Reason.EMPTY, "lesson"), (Reason.NOT_A_SCORE, "score")]
    assert (await objective.look(session, scene.contracts, by=scene.rep)).objective.closing is None


@pytest.mark.parametrize("by", OTHERS)
async def test_nobody_else_sees_or_closes_it(session: AsyncSession, scene: Scene, by: Caller) -> None:
    for act in (
        partial(closing.ending, session, scene.contracts, by=by, at=OVER),
        partial(closing.close, session, wanted(scene), by=by, at=OVER),
    ):
        with pytest.raises((Rejected, LookupError)):
            await act()
    assert (await objective.look(session, scene.contracts, by=scene.rep)).objective.closing is None


async def test_a_proposal_is_withdrawn_and_not_closed(session: AsyncSession, scene: Scene) -> None:
    row = await session.get_one(models.Objective, scene.contracts)
    row.manager_signed_at = None
    act = partial(closing.close, session, wanted(scene), by=scene.rep, at=OVER)
    assert await refused(act) == [(Reason.NOT_SIGNED, "")]

    await signing.withdraw(session, scene.contracts, by=scene.rep, at=OVER)
    assert await refused(act) == [(Reason.CLOSED, "")]


async def test_the_others_suggestion_is_answered_first_and_ones_own_is_taken_back(
    session: AsyncSession, scene: Scene
) -> None:
    more = replace(CONTRACTS, measure=replace(CONTRACTS.measure, target=Decimal(500_000)))
    await draft.take(session, Draft(more, since=OVER, changes=scene.contracts), by=scene.manager, at=OVER)
    session.expire_all()

    act = partial(closing.close, session, wanted(scene), at=OVER)
    assert await refused(partial(act, by=scene.rep)) == [(Reason.ANSWER_FIRST, "")]
    session.expire_all()
    shared = await act(by=scene.manager)
    session.expire_all()
    assert shared.objective.closing
    assert (await objective.look(session, scene.contracts, by=scene.rep)).objective.revision is None


async def test_what_goes_on_is_proposed_to_the_other_for_the_period_right_after(
    session: AsyncSession, scene: Scene
) -> None:
    await record(session, scene)
    closed = await closing.close(session, wanted(scene, goes_on=True, target=Decimal(520_000)), by=scene.rep, at=OVER)

    [made] = await proposals(session, scene, by=scene.manager)
    old = closed.objective
    assert (made.title, made.why, made.line) == (old.title, old.why, old.line)
    assert (made.starts_on, made.ends_on) == (date(2027, 1, 1), date(2027, 12, 31))
    assert (made.measure.baseline, made.measure.target) == (0, 520_000)
    assert made.signatures.rep_at == OVER
    assert made.signatures.awaits(is_rep=False)
    assert (await owed(session))[-2:] == ["objective_closed Marc", "objective_new Marc"]


async def test_it_goes_on_under_its_line_unless_the_team_has_that_no_more(session: AsyncSession, scene: Scene) -> None:
    me = await session.get_one(models.Person, scene.lea.id)
    elsewhere = models.Team(
        workspace_id=WORKSPACE, name="Ailleurs", manager_id=me.id, channel="C0", country="FR", locale="fr-FR", tz=LEA.tz
    )
    session.add(elsewhere)
    await session.flush()
    for whose, kept in ((scene.team, True), (elsewhere.id, False)):
        goal = models.Goal(workspace_id=WORKSPACE, team_id=whose, title=f"Ambition {whose}")
        session.add(goal)
        await session.flush()
        line = models.Strategy(workspace_id=WORKSPACE, goal_id=goal.id, title="Axe")
        session.add(line)
        await session.flush()
        key = scene.contracts if kept else scene.accounts
        (await session.get_one(models.Objective, key)).strategy_id = line.id
        await session.flush()
        session.expire_all()
        await closing.close(
            session, wanted(scene, objective_id=key, goes_on=True, target=Decimal(99)), by=scene.rep, at=OVER
        )
        made = (await proposals(session, scene, by=scene.rep))[-1]
        assert (made.line is not None) is kept


async def test_a_next_target_on_the_wrong_side_is_refused_in_its_field_and_nothing_is_closed(
    sessions: async_sessionmaker[AsyncSession], scene: Scene
) -> None:
    async with sessions() as session:
        act = partial(closing.close, session, wanted(scene, goes_on=True, target=Decimal(-5)), by=scene.rep, at=OVER)
        assert await refused(act) == [(Reason.TARGET_TOO_LOW, Field.TARGET)]
    async with sessions() as session:
        assert (await objective.look(session, scene.contracts, by=scene.rep)).objective.closing is None


async def test_a_closed_one_takes_no_value_and_leaves_the_list_to_close(session: AsyncSession, scene: Scene) -> None:
    current = (await objective.current(session, [scene.lea.id], at=OVER))[scene.lea.id]
    assert [one.is_to_close(OVER.date()) for one in current] == [True, True]

    await closing.close(session, wanted(scene), by=scene.rep, at=OVER)

    current = (await objective.current(session, [scene.lea.id], at=OVER))[scene.lea.id]
    assert [one.id for one in current] == [scene.accounts]
    value = NewValue(Decimal(1), Confidence.HIGH)
    act = partial(objective.record_value, session, scene.contracts, value, by=scene.rep, at=OVER)
    assert await refused(act) == [(Reason.CLOSED, "")]


async def test_the_years_packet_has_how_it_ended_and_the_team_counts_it_by_its_score(
    session: AsyncSession, scene: Scene
) -> None:
    await record(session, scene)  # short of the target, but the two say that it was reached
    await closing.close(session, wanted(scene, score=100), by=scene.manager, at=OVER)

    found = await year.of_rep(session, scene.lea.id, 2026, at=OVER)
    assert [one.closing and one.closing.lesson for one in found.objectives] == [LESSON, None]
    assert (await year.of_team(session, [scene.lea.id], 2026, at=OVER)).reached == 1


async def test_a_rep_whose_pair_has_ended_closes_it_alone(session: AsyncSession, scene: Scene) -> None:
    pair = await session.scalar(select(models.Pair).where(models.Pair.rep_id == scene.lea.id))
    assert pair
    pair.ended_at = OVER
    await session.flush()

    shared = await closing.close(session, wanted(scene, goes_on=True), by=scene.rep, at=OVER)

    assert shared.objective.closing
    assert await owed(session) == []
    assert person.frozen(await session.get_one(models.Person, scene.lea.id)) == shared.rep
