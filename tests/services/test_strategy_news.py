"""When the strategy changes, each rep below is told once and asked what it means; a talk lands on the agenda."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.agenda import Origin
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.rules.signing import Deed, Done
from bot.rules.strategy import Answer, Aspect, Horizon, Kind, NewGoal, NewLine, Reply
from bot.services import agenda_point, objective, strategy_change, strategy_news, tree
from bot.services.strategy_news import CHANGED, ONE_MESSAGE
from tests.services.scene import CONTRACTS, Scene
from tests.services.strategy_scene import GOAL, LINE, Planned, key_of, plan

MINUTE = timedelta(minutes=1)
OTHER = replace(GOAL, title="Rester le premier", note="Le marché a bougé")


@pytest.fixture
async def planned(session: AsyncSession, scene: Scene, at: datetime) -> Planned:
    return await plan(session, scene, at - timedelta(days=1))


@pytest.fixture
async def asked(session: AsyncSession, scene: Scene, planned: Planned, at: datetime) -> int:
    """Have Marc call the goal otherwise, and return the key of what Léa is asked."""
    await rename(session, scene, planned, at)
    return (await tell(session, scene)).asked[0].id


async def rename(session: AsyncSession, scene: Scene, planned: Planned, at: datetime, to: NewGoal = OTHER) -> None:
    await strategy_change.change_goal(session, planned.goal, to, by=scene.manager, at=at)


async def owed(session: AsyncSession, scene: Scene) -> Sequence[models.Delivery]:
    row = models.Delivery
    found = await session.scalars(
        select(row).where(row.kind == CHANGED, row.workspace_id == scene.workspace).order_by(row.id)
    )
    return found.all()


async def tell(session: AsyncSession, scene: Scene, number: int = 0) -> Any:
    session.expire_all()
    delivery = (await owed(session, scene))[number]
    assert delivery.subject_id
    return await strategy_news.told(session, delivery.subject_id, by=scene.rep)


async def refused(act: Awaitable[object]) -> Reason:
    with pytest.raises(Rejected) as refusal:
        await act
    [problem] = refusal.value.problems
    return problem.reason


async def test_the_rep_below_is_told_from_what_to_what_and_why(
    session: AsyncSession, scene: Scene, planned: Planned, at: datetime
) -> None:
    await rename(session, scene, planned, at)

    told = await tell(session, scene)
    [turn] = told.turns
    assert (turn.kind, turn.aspect, turn.before, turn.after) == (Kind.GOAL, Aspect.TITLE, GOAL.title, OTHER.title)
    assert (turn.author, turn.note) == (scene.marc.name, OTHER.note)
    assert [(one.objective, one.line, one.answer) for one in told.asked] == [(CONTRACTS.title, LINE, None)]


async def test_several_changes_within_minutes_are_one_message_for_all_of_them(
    session: AsyncSession, scene: Scene, planned: Planned, at: datetime
) -> None:
    await rename(session, scene, planned, at)
    await rename(session, scene, planned, at + MINUTE, replace(OTHER, horizon=Horizon.MEDIUM))
    line = NewLine("Entrer ailleurs", planned.goal)
    await strategy_change.change_line(session, planned.line, line, by=scene.admin, at=at + 2 * MINUTE)

    told = await tell(session, scene)
    assert [(one.kind, one.aspect) for one in told.turns] == [
        (Kind.GOAL, Aspect.TITLE),
        (Kind.GOAL, Aspect.HORIZON),
        (Kind.LINE, Aspect.TITLE),
    ]
    [delivery] = await owed(session, scene)
    assert delivery.due_at == at + ONE_MESSAGE


async def test_what_is_undone_within_minutes_is_told_to_nobody(
    session: AsyncSession, scene: Scene, planned: Planned, at: datetime
) -> None:
    await strategy_change.end(session, Kind.LINE, planned.line, "Erreur", by=scene.manager, at=at)
    await strategy_change.reopen(session, Kind.LINE, planned.line, by=scene.manager, at=at + MINUTE)

    assert await owed(session, scene) == []
    assert (await tree.leaf(session, Kind.LINE, planned.line, by=scene.manager)).replies == ()


async def test_what_is_pursued_again_later_asks_nobody_anew(
    session: AsyncSession, scene: Scene, planned: Planned, at: datetime
) -> None:
    await strategy_change.end(session, Kind.LINE, planned.line, "", by=scene.manager, at=at)
    await strategy_change.reopen(session, Kind.LINE, planned.line, by=scene.manager, at=at + ONE_MESSAGE)

    assert len(await owed(session, scene)) == 1


async def test_a_change_after_the_message_is_another_message(
    session: AsyncSession, scene: Scene, planned: Planned, at: datetime
) -> None:
    await rename(session, scene, planned, at)
    await strategy_change.end(session, Kind.GOAL, planned.goal, "", by=scene.manager, at=at + ONE_MESSAGE)

    assert [one.aspect for one in (await tell(session, scene)).turns] == [Aspect.TITLE]
    assert [one.aspect for one in (await tell(session, scene, 1)).turns] == [Aspect.ENDED]


@pytest.mark.parametrize("state", ["closed", "over"])
async def test_nobody_is_told_who_has_no_open_objective_below(
    session: AsyncSession, scene: Scene, planned: Planned, at: datetime, state: str
) -> None:
    row = await session.get_one(models.Objective, scene.contracts)
    row.closed_at = at if state == "closed" else None
    row.ends_on = at.date() - timedelta(days=1) if state == "over" else row.ends_on
    await session.flush()

    await rename(session, scene, planned, at)

    assert await owed(session, scene) == []


async def test_nobody_is_told_when_nothing_has_changed(
    session: AsyncSession, scene: Scene, planned: Planned, at: datetime
) -> None:
    await rename(session, scene, planned, at, replace(GOAL, note="Pour rien"))

    assert await owed(session, scene) == []


async def test_still_valid_is_noted_in_the_history_of_the_objective(
    session: AsyncSession, scene: Scene, asked: int, at: datetime
) -> None:
    await strategy_news.answer(session, asked, Answer.VALID, by=scene.rep, at=at + ONE_MESSAGE)

    newest = (await objective.history(session, scene.contracts, by=scene.manager))[0]
    assert newest == Done(Deed.AFFIRMED, scene.lea.name, at + ONE_MESSAGE, LINE)
    assert (await agenda_point.of_rep(session, scene.lea.slack_id, by=scene.manager)).points == ()


async def test_needs_a_talk_lands_on_the_agenda_of_the_pair_once(
    session: AsyncSession, scene: Scene, asked: int, at: datetime
) -> None:
    for _ in range(2):
        await strategy_news.answer(session, asked, Answer.TALK, by=scene.rep, at=at + ONE_MESSAGE)

    [point] = (await agenda_point.of_rep(session, scene.lea.slack_id, by=scene.manager)).points
    assert (point.author, point.text, point.origin) == (scene.lea, CONTRACTS.title, Origin.STRATEGY)


async def test_another_answer_is_refused_and_says_what_was_answered(
    session: AsyncSession, scene: Scene, asked: int, at: datetime
) -> None:
    await strategy_news.answer(session, asked, Answer.VALID, by=scene.rep, at=at)

    act = strategy_news.answer(session, asked, Answer.TALK, by=scene.rep, at=at)
    assert await refused(act) is Reason.ANSWERED


async def test_an_answer_is_shown_in_the_message_and_answers_what_was_asked_before(
    session: AsyncSession, scene: Scene, planned: Planned, asked: int, at: datetime
) -> None:
    later = at + ONE_MESSAGE
    await strategy_change.end(session, Kind.GOAL, planned.goal, "", by=scene.manager, at=later)
    wanted = [one.wanted for one in await owed(session, scene)]
    newest = (await tell(session, scene, 1)).asked[0].id

    await strategy_news.answer(session, newest, Answer.VALID, by=scene.rep, at=later)

    for number in range(2):
        assert [one.answer for one in (await tell(session, scene, number)).asked] == [Answer.VALID]
    assert [one.wanted for one in await owed(session, scene)] == [count + 1 for count in wanted]


@pytest.mark.parametrize("who", ["manager", "admin"])
async def test_only_the_rep_reads_the_question_and_answers_it(
    session: AsyncSession, scene: Scene, asked: int, at: datetime, who: str
) -> None:
    by: Caller = getattr(scene, who)
    [delivery] = await owed(session, scene)

    assert await refused(strategy_news.answer(session, asked, Answer.VALID, by=by, at=at)) is Reason.ONLY_THE_REP
    assert await refused(strategy_news.told(session, delivery.subject_id or 0, by=by)) is Reason.ONLY_THE_REP


async def test_an_objective_that_is_closed_meanwhile_needs_no_answer(
    session: AsyncSession, scene: Scene, asked: int, at: datetime
) -> None:
    (await session.get_one(models.Objective, scene.contracts)).closed_at = at
    await session.flush()

    assert await refused(strategy_news.answer(session, asked, Answer.VALID, by=scene.rep, at=at)) is Reason.CLOSED


async def test_the_manager_sees_who_answered_what_and_an_admin_does_not(
    session: AsyncSession, scene: Scene, planned: Planned, asked: int, at: datetime
) -> None:
    waits = (await tree.leaf(session, Kind.GOAL, planned.goal, by=scene.manager)).replies
    await strategy_news.answer(session, asked, Answer.TALK, by=scene.rep, at=at)

    reply = Reply(scene.lea.name, CONTRACTS.title, Answer.TALK)
    assert waits == (replace(reply, answer=None),)
    assert (await tree.leaf(session, Kind.LINE, planned.line, by=scene.manager)).replies == (reply,)
    assert (await tree.leaf(session, Kind.LINE, planned.line, by=scene.admin)).replies == ()


async def test_the_same_answer_twice_at_once_is_one_point(
    at_once: Callable[..., Awaitable[list[Any]]], session: AsyncSession, scene: Scene, asked: int, at: datetime
) -> None:
    await session.commit()

    async def act(session: AsyncSession) -> None:
        await strategy_news.answer(session, asked, Answer.TALK, by=scene.rep, at=at)

    await at_once(act, act)

    session.expire_all()
    assert len((await agenda_point.of_rep(session, scene.lea.slack_id, by=scene.rep)).points) == 1


async def test_two_messages_about_one_objective_answered_at_once_are_one_answer(
    at_once: Callable[..., Awaitable[list[Any]]], session: AsyncSession, scene: Scene, asked: int, at: datetime
) -> None:
    later, goal = at + ONE_MESSAGE, await key_of(session, Kind.GOAL, OTHER.title)
    await strategy_change.end(session, Kind.GOAL, goal, "", by=scene.manager, at=later)
    newest = (await tell(session, scene, 1)).asked[0].id
    await session.commit()

    async def act(question: int, session: AsyncSession) -> None:
        await strategy_news.answer(session, question, Answer.TALK, by=scene.rep, at=later)

    await at_once(lambda one: act(asked, one), lambda one: act(newest, one))

    session.expire_all()
    assert len((await agenda_point.of_rep(session, scene.lea.slack_id, by=scene.rep)).points) == 1


async def test_what_a_rep_said_before_they_left_is_not_shown_to_who_led_them(
    session: AsyncSession, scene: Scene, planned: Planned, asked: int, at: datetime
) -> None:
    await strategy_news.answer(session, asked, Answer.TALK, by=scene.rep, at=at)
    await session.execute(update(models.Pair).where(models.Pair.rep_id == scene.lea.id).values(ended_at=at))

    assert (await tree.leaf(session, Kind.LINE, planned.line, by=scene.manager)).replies == ()


async def test_what_a_rep_said_to_one_manager_is_not_shown_to_the_next(
    session: AsyncSession, scene: Scene, planned: Planned, asked: int, at: datetime
) -> None:
    await strategy_news.answer(session, asked, Answer.TALK, by=scene.rep, at=at)
    team = await session.get_one(models.Team, scene.team)
    team.manager_id = scene.ines.id
    await session.execute(update(models.Pair).where(models.Pair.rep_id == scene.lea.id).values(ended_at=at))
    following = {"rep_id": scene.lea.id, "manager_id": scene.ines.id, "country": "FR"}
    session.add(models.Pair(workspace_id=scene.workspace, team_id=team.id, **following))
    await session.flush()

    assert (await tree.leaf(session, Kind.LINE, planned.line, by=scene.admin)).replies == ()
