"""Writing the strategy down and changing it: who may, what is refused in its field, and what the tree then shows."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

import models
from bot.rules.draft import Draft
from bot.rules.objective import Field, Line, NewValue, Status
from bot.rules.person import Caller
from bot.rules.refusal import Problem, Reason, Rejected
from bot.rules.strategy import Aspect, Horizon, Kind, NewGoal, NewLine
from bot.rules.team import NewRep
from bot.services import draft, objective, strategy, strategy_change, team, tree, tying
from tests.services.scene import CONTRACTS, STRANGER, WORKSPACE, Scene
from tests.services.strategy_scene import GOAL, LINE, Planned, key_of, plan, problems
from tests.services.waiting import begun_beside

SOON = timedelta(hours=1)


@pytest.fixture
async def planned(session: AsyncSession, scene: Scene, at: datetime) -> Planned:
    return await plan(session, scene, at)


async def refused(act: Awaitable[object]) -> list[Problem]:
    with pytest.raises(Rejected) as refusal:
        await act
    return problems(refusal.value)


async def test_the_tree_shows_goals_in_their_own_words_and_the_lines_under_them(
    session: AsyncSession, scene: Scene, planned: Planned, at: datetime
) -> None:
    seen = await tree.tree(session, by=scene.manager, at=at)

    [branch] = seen.branches
    [twig] = branch.twigs
    assert (branch.title, branch.words, branch.horizon) == (GOAL.title, GOAL.words, Horizon.LONG)
    assert (twig.title, twig.count, twig.standing, twig.mine) == (LINE, 1, {Status.OFF_TRACK: 1}, ())
    assert (seen.may_shape, seen.loose, [one.id for one in seen.teams]) == (True, 1, [scene.team])


async def test_a_rep_sees_the_tree_and_their_own_objectives_and_no_others_figures(
    session: AsyncSession, scene: Scene, planned: Planned, at: datetime
) -> None:
    await add_a_colleague(session, scene, planned, at)

    seen = await tree.tree(session, by=scene.rep, at=at)

    [twig] = seen.branches[0].twigs
    assert (twig.count, twig.standing, [one.id for one in twig.mine]) == (2, {}, [scene.contracts])
    assert (seen.may_shape, seen.loose) == (False, 0)


async def test_an_admin_sees_counts_and_nobodys_figures(
    session: AsyncSession, scene: Scene, planned: Planned, at: datetime
) -> None:
    seen = await tree.tree(session, by=scene.admin, at=at)

    [twig] = seen.branches[0].twigs
    assert (twig.count, twig.standing, twig.mine, seen.may_shape, seen.loose) == (1, {}, (), True, 0)


async def add_a_colleague(session: AsyncSession, scene: Scene, planned: Planned, at: datetime) -> None:
    """Have Inès be a rep of the team with an objective under the same line."""
    await team.add_rep(session, scene.team, NewRep(scene.ines.id, "FR", at.date()), at=at)
    ines = await session.get_one(models.Person, scene.ines.id)
    made = await objective.create(session, replace(CONTRACTS, line=planned.line), owner=ines.id, by=ines, at=at)
    row = await session.get_one(models.Objective, made)
    row.manager_signed_at = at
    await session.flush()


@pytest.mark.parametrize("who", ["rep", "stranger"])
async def test_only_who_leads_the_team_and_admins_write_its_strategy(
    session: AsyncSession, scene: Scene, planned: Planned, at: datetime, who: str
) -> None:
    by = scene.rep if who == "rep" else Caller(WORKSPACE, STRANGER)
    said = Reason.ONLY_WHO_LEADS if who == "rep" else Reason.NO_TEAM
    acts: list[Awaitable[Any]] = [
        tree.bench(session, Kind.GOAL, by=by, at=at),
        tree.again(session, Kind.LINE, planned.line, by=by, at=at),
        strategy_change.write_goal(session, NewGoal("Autre"), scene.team, since=at, by=by, at=at),
        strategy_change.write_line(session, NewLine("Autre", planned.goal), since=at, by=by, at=at),
        strategy_change.change_goal(session, planned.goal, NewGoal("Autre"), by=by, at=at),
        strategy_change.change_line(session, planned.line, NewLine("Autre", planned.goal), by=by, at=at),
        strategy_change.end(session, Kind.GOAL, planned.goal, "", by=by, at=at),
        strategy_change.reopen(session, Kind.GOAL, planned.goal, by=by, at=at),
    ]

    assert [await refused(act) for act in acts] == [[Problem(said)]] * len(acts)


async def test_an_admin_changes_the_strategy_of_a_team(
    session: AsyncSession, scene: Scene, planned: Planned, at: datetime
) -> None:
    await strategy_change.change_goal(session, planned.goal, NewGoal("Autre"), by=scene.admin, at=at)

    assert [one.title for one in (await tree.tree(session, by=scene.rep, at=at)).branches] == ["Autre"]


async def test_a_title_that_the_team_has_already_is_refused_in_its_field_however_it_is_written(
    session: AsyncSession, scene: Scene, planned: Planned, at: datetime
) -> None:
    later, by = at + SOON, scene.manager
    again = replace(GOAL, title=GOAL.title.upper())
    await strategy_change.write_goal(session, NewGoal("Autre"), scene.team, since=later, by=by, at=later)
    other = await key_of(session, Kind.GOAL, "Autre")
    taken = [Problem(Reason.TITLE_TAKEN, "title")]

    assert await refused(strategy_change.write_goal(session, again, scene.team, since=later, by=by, at=later)) == taken
    assert await refused(strategy_change.change_goal(session, other, again, by=by, at=later)) == taken
    line = NewLine(LINE.upper(), other)
    assert await refused(strategy_change.write_line(session, line, since=later, by=by, at=later)) == taken


async def test_a_title_of_something_that_has_ended_is_refused_and_says_so(
    session: AsyncSession, scene: Scene, planned: Planned, at: datetime
) -> None:
    await strategy_change.end(session, Kind.GOAL, planned.goal, "", by=scene.manager, at=at)

    act = strategy_change.write_goal(session, GOAL, scene.team, since=at + SOON, by=scene.manager, at=at + SOON)

    assert await refused(act) == [Problem(Reason.TITLE_ENDED, "title")]


async def test_the_same_goal_and_line_sent_twice_from_one_form_are_one(
    session: AsyncSession, scene: Scene, planned: Planned, at: datetime
) -> None:
    await strategy_change.write_goal(session, GOAL, scene.team, since=at, by=scene.manager, at=at + SOON)
    await strategy_change.write_line(session, NewLine(LINE, planned.goal), since=at, by=scene.manager, at=at + SOON)

    [branch] = (await tree.tree(session, by=scene.manager, at=at)).branches
    assert [one.title for one in branch.twigs] == [LINE]


async def test_a_line_leads_only_to_a_goal_that_its_team_pursues(
    session: AsyncSession, scene: Scene, planned: Planned, at: datetime
) -> None:
    elsewhere = await key_of(session, Kind.GOAL, "Elsewhere")
    gone, by = [Problem(Reason.GOAL_GONE, "goal")], scene.manager

    moved = strategy_change.change_line(session, planned.line, NewLine(LINE, elsewhere), by=by, at=at)
    assert await refused(moved) == gone
    await strategy_change.end(session, Kind.GOAL, planned.goal, "", by=by, at=at)
    assert (
        await refused(strategy_change.write_line(session, NewLine("Autre", planned.goal), since=at, by=by, at=at))
        == gone
    )


async def test_a_line_cannot_be_begun_before_a_goal(session: AsyncSession, scene: Scene, at: datetime) -> None:
    assert await refused(tree.bench(session, Kind.LINE, by=scene.manager, at=at)) == [Problem(Reason.GOAL_FIRST)]


async def test_what_has_ended_says_since_when_and_why_and_is_offered_no_more_until_it_is_reopened(
    session: AsyncSession, scene: Scene, planned: Planned, at: datetime
) -> None:
    offered = [one.id for one in await strategy.lines(session, scene.team)]
    await strategy_change.end(session, Kind.GOAL, planned.goal, "Le marché a changé", by=scene.manager, at=at)

    line = (await objective.look(session, scene.contracts, by=scene.rep)).objective.line
    assert line
    assert line.ended
    assert (line.ended.at, line.ended.why, line.ended.is_goal) == (at, "Le marché a changé", True)
    assert (line.words, line.horizon) == (GOAL.words, GOAL.horizon)
    assert await strategy.lines(session, scene.team) == ()
    assert (await tree.tree(session, by=scene.manager, at=at)).loose == 2
    await strategy_change.reopen(session, Kind.GOAL, planned.goal, by=scene.manager, at=at)
    assert [one.id for one in await strategy.lines(session, scene.team)] == offered == [planned.line]


async def test_a_new_objective_cannot_stand_under_a_line_that_has_ended_but_one_there_may_stay(
    session: AsyncSession, scene: Scene, planned: Planned, at: datetime
) -> None:
    await strategy_change.end(session, Kind.LINE, planned.line, "", by=scene.manager, at=at)
    lea = await session.get_one(models.Person, scene.lea.id)

    new = objective.create(session, replace(CONTRACTS, line=planned.line), owner=lea.id, by=lea, at=at)
    assert await refused(new) == [Problem(Reason.LINE_ENDED, Field.LINE)]
    wanted = replace(CONTRACTS, why="Autre raison", line=planned.line)
    changed = draft.Draft(wanted, since=at, changes=scene.contracts)
    assert await draft.take(session, changed, by=scene.rep, at=at) == scene.marc


async def test_loose_ends_are_listed_to_who_leads_the_team_only(
    session: AsyncSession, scene: Scene, planned: Planned, at: datetime
) -> None:
    loose = await tree.loose(session, scene.team, by=scene.manager, at=at)

    assert [(one.rep, one.objective.id) for one in loose.ends] == [(scene.lea, scene.accounts)]
    assert [one.id for one in loose.lines] == [planned.line]
    only = [Problem(Reason.ONLY_THE_MANAGER)]
    assert await refused(tree.loose(session, scene.team, by=scene.rep, at=at)) == only
    assert await refused(tree.loose(session, scene.team, by=scene.admin, at=at)) == only


async def test_home_counts_loose_ends_for_who_leads_the_team(
    session: AsyncSession, scene: Scene, planned: Planned, at: datetime
) -> None:
    assert [one.loose for one in (await team.home(session, by=scene.manager, at=at)).teams] == [1]


async def test_an_objective_that_is_closed_or_over_is_no_loose_end(
    session: AsyncSession, scene: Scene, planned: Planned, at: datetime
) -> None:
    accounts = await session.get_one(models.Objective, scene.accounts)
    accounts.closed_at = at
    await session.flush()

    assert (await tree.loose(session, scene.team, by=scene.manager, at=at)).ends == ()
    accounts.closed_at, accounts.ends_on = None, at.date() - timedelta(days=1)
    await session.flush()
    assert (await tree.loose(session, scene.team, by=scene.manager, at=at)).ends == ()


async def test_tying_a_signed_objective_suggests_the_line_to_its_rep(
    session: AsyncSession, scene: Scene, planned: Planned, at: datetime
) -> None:
    await tying.tie(session, {scene.accounts: planned.line}, by=scene.manager, at=at)

    session.expire_all()
    found = (await objective.look(session, scene.accounts, by=scene.rep)).objective
    assert found.line is None
    assert found.revision
    assert found.revision.author == scene.marc


async def test_tying_what_is_not_ones_own_is_refused_in_its_field_and_nothing_is_tied(
    session: AsyncSession, scene: Scene, planned: Planned, at: datetime
) -> None:
    theirs = await session.scalar(
        select(func.max(models.Objective.id)).where(models.Objective.workspace_id != WORKSPACE)
    )
    assert theirs

    act = tying.tie(session, {theirs: planned.line, scene.accounts: planned.line}, by=scene.admin, at=at)

    assert await refused(act) == [
        Problem(Reason.NO_OBJECTIVE, str(theirs)),
        Problem(Reason.NOT_YOUR_PAIR, str(scene.accounts)),
    ]


async def test_the_same_title_written_by_two_at_once_is_one_goal(
    at_once: Callable[..., Awaitable[list[Any]]], session: AsyncSession, scene: Scene, at: datetime
) -> None:
    async def write(by: Caller, session: AsyncSession) -> bool:
        try:
            await strategy_change.write_goal(session, GOAL, scene.team, since=at + SOON, by=by, at=at)
        except Rejected:
            return False
        return True

    told = await at_once(lambda one: write(scene.manager, one), lambda one: write(scene.admin, one))

    assert sorted(told) == [False, True]


async def test_a_value_moves_how_a_line_stands(
    session: AsyncSession, scene: Scene, planned: Planned, at: datetime
) -> None:
    await objective.record_value(session, scene.contracts, NewValue(Decimal(480_000), None), by=scene.rep, at=at)

    [twig] = (await tree.tree(session, by=scene.manager, at=at)).branches[0].twigs
    assert twig.standing == {Status.ON_TRACK: 1}


on_postgresql = pytest.mark.parametrize("server", ["postgresql"], indirect=True)
Sessions = async_sessionmaker[AsyncSession]


@on_postgresql
async def test_a_goal_is_changed_while_an_objective_below_it_gets_a_line_of_its_own(
    session: AsyncSession, sessions: Sessions, scene: Scene, planned: Planned, at: datetime
) -> None:
    await session.commit()
    wanted = replace(CONTRACTS, line=Line("Partir des achats", "Devenir le plus sûr"))
    change = Draft(wanted, at + SOON, changes=scene.contracts)

    async def rename(session: AsyncSession) -> None:
        new = replace(GOAL, title="Rester le premier")
        await strategy_change.change_goal(session, planned.goal, new, by=scene.manager, at=at + SOON)

    row = models.Objective
    await session.execute(select(row.id).where(row.id == scene.contracts).with_for_update())
    task = await begun_beside(session, sessions, rename)
    await draft.take(session, change, by=scene.rep, at=at + SOON)
    await session.commit()
    await task


@on_postgresql
async def test_a_title_that_an_objective_brings_at_the_same_second_is_refused_in_its_field(
    session: AsyncSession, sessions: Sessions, scene: Scene, planned: Planned, at: datetime
) -> None:
    await session.commit()
    titled = Line("Vendre aux maires", "Conquérir le Sud")
    acts = [
        lambda one: strategy_change.write_goal(
            one, replace(GOAL, title=titled.goal), scene.team, since=at, by=scene.manager, at=at
        ),
        lambda one: strategy_change.write_line(
            one, NewLine(titled.title, planned.goal), since=at, by=scene.manager, at=at
        ),
        lambda one: strategy_change.change_goal(
            one, planned.goal, replace(GOAL, title=titled.goal), by=scene.manager, at=at
        ),
        lambda one: strategy_change.change_line(
            one, planned.line, NewLine(titled.title, planned.goal), by=scene.manager, at=at
        ),
    ]
    for act, line in zip(acts, [titled, replace(titled, goal=GOAL.title)] * 2, strict=True):
        await strategy.settle(session, line, team=await session.get_one(models.Team, scene.team))
        task = await begun_beside(session, sessions, act)
        await session.commit()
        assert await refused(task) == [Problem(Reason.TITLE_TAKEN, "title")]
        await session.execute(delete(models.Strategy).where(models.Strategy.title == titled.title))
        await session.execute(delete(models.Goal).where(models.Goal.title == titled.goal))
        await session.commit()


@on_postgresql
async def test_a_line_that_somebody_else_has_moved_meanwhile_is_not_moved_again(
    session: AsyncSession, sessions: Sessions, scene: Scene, planned: Planned, at: datetime
) -> None:
    await strategy_change.write_goal(session, replace(GOAL, title="Conquérir le Sud"), scene.team, **by_marc(scene, at))
    moved = NewLine(LINE, await key_of(session, Kind.GOAL, "Conquérir le Sud"))
    await session.commit()

    async def move(session: AsyncSession) -> None:
        await strategy_change.change_line(session, planned.line, moved, by=scene.admin, at=at)

    await strategy_change.change_line(session, planned.line, moved, by=scene.manager, at=at)
    task = await begun_beside(session, sessions, move)
    await session.commit()
    await task

    row = models.StrategyChange
    assert len((await session.scalars(select(row.id).where(row.aspect == Aspect.GOAL))).all()) == 1


@on_postgresql
async def test_the_home_of_whoever_takes_over_the_team_meanwhile_is_drawn_anew(
    session: AsyncSession, sessions: Sessions, scene: Scene, planned: Planned, at: datetime
) -> None:
    await session.execute(delete(models.Delivery).where(models.Delivery.workspace_id == WORKSPACE))
    await session.commit()

    async def end(session: AsyncSession) -> None:
        await strategy_change.end(session, Kind.LINE, planned.line, "", by=scene.admin, at=at)

    (await session.get_one(models.Team, scene.team)).manager_id = scene.ines.id
    await session.flush()
    task = await begun_beside(session, sessions, end)
    await session.commit()
    await task

    home = select(models.Delivery.recipient_id).where(models.Delivery.kind == "home")
    assert scene.ines.id in (await session.scalars(home.where(models.Delivery.workspace_id == WORKSPACE))).all()


def by_marc(scene: Scene, at: datetime) -> dict[str, Any]:
    return {"since": at, "by": scene.manager, "at": at}
