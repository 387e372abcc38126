"""Taking part in a retrospective: who may, when, and what is counted once."""

from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

import models
from bot.rules.action import NewAction
from bot.rules.refusal import Reason, Rejected
from bot.rules.retro import Desk, NewCase, NewCommitment, NewContribution, NewVotes, Retro, Step, Topic
from bot.services import action, preparation, retro, retro_talk
from tests.services.retro_scene import AT, Bilan, begin, committed, go_to, owed, say
from tests.services.scene import Scene

AtOnce = Callable[..., Awaitable[list[Any]]]
DUE = date(2026, 11, 30)


@pytest.fixture
async def bilan(session: AsyncSession, scene: Scene) -> Bilan:
    return await begin(session, scene)


async def now(session: AsyncSession, bilan: Bilan) -> Retro:
    return await retro.in_channel(session, bilan.id, workspace=bilan.scene.workspace)


async def retro_desk(session: AsyncSession, bilan: Bilan, step: Step) -> Desk:
    return await retro_talk.desk(session, bilan.at(step), by=bilan.lea, at=AT)


def refusal(refused: pytest.ExceptionInfo[Rejected]) -> Reason:
    return refused.value.problems[0].reason


async def test_reps_and_the_manager_contribute_several_times_each(session: AsyncSession, bilan: Bilan) -> None:
    await go_to(session, bilan, Step.WORKED)
    for by, text in ((bilan.lea, "Les ateliers"), (bilan.lea, "Le salon"), (bilan.marc, "Nos points")):
        await say(session, bilan, text, by=by)

    found = await now(session, bilan)
    assert [(one.author.name, one.text) for one in found.said] == [
        ("Léa Moreau", "Les ateliers"),
        ("Léa Moreau", "Le salon"),
        ("Marc Lefèvre", "Nos points"),
    ]
    assert (await owed(session, bilan))["retro_step worked"] == 4


async def test_somebody_outside_the_team_is_told_who_may(session: AsyncSession, bilan: Bilan) -> None:
    await go_to(session, bilan, Step.WORKED)

    with pytest.raises(Rejected) as refused:
        await say(session, bilan, "Moi aussi", by=bilan.ines)

    assert refusal(refused) is Reason.ONLY_THE_TEAM
    assert refused.value.problems[0].details == {"team": "Ventes", "manager": "Marc Lefèvre"}


async def test_before_the_thread_is_open_nothing_is_said(session: AsyncSession, bilan: Bilan) -> None:
    with pytest.raises(Rejected) as refused:
        await say(session, bilan, "Déjà", by=bilan.lea)

    assert refusal(refused) is Reason.THREAD_NOT_OPEN


async def test_a_contribution_to_a_step_that_is_over_is_refused(session: AsyncSession, bilan: Bilan) -> None:
    await go_to(session, bilan, Step.DID_NOT)

    with pytest.raises(Rejected) as refused:
        await say(session, bilan, "Trop tard", by=bilan.lea)

    assert refusal(refused) is Reason.STEP_OVER
    assert (await now(session, bilan)).said == ()


@pytest.mark.parametrize("why", ["", "Trop de relectures"])
async def test_the_same_contribution_sent_twice_at_once_is_one(
    sessions: async_sessionmaker[AsyncSession], at_once: AtOnce, scene: Scene, why: str
) -> None:
    bilan = await committed(sessions, scene, Step.DID_NOT)
    said = NewContribution(bilan.at(Step.DID_NOT), "Les devis", why)

    async def send(session: AsyncSession) -> None:
        await retro_talk.contribute(session, said, by=bilan.lea, at=AT)

    await at_once(send, send, send)

    async with sessions() as session:
        [only] = (await now(session, bilan)).said
    assert (only.text, only.why) == ("Les devis", why)


async def test_the_same_words_of_two_people_are_two_contributions(session: AsyncSession, bilan: Bilan) -> None:
    await go_to(session, bilan, Step.WORKED)
    for by in (bilan.lea, bilan.second):
        await say(session, bilan, "Le salon", by=by)

    assert (await now(session, bilan)).speakers(Step.WORKED) == 2


async def test_a_first_contribution_finds_what_its_author_prepared_and_nobody_elses(
    session: AsyncSession, bilan: Bilan
) -> None:
    lea, tom = (await now(session, bilan)).preparers
    await preparation.prepare(session, lea.preparation, {Topic.IDEAS: "Un salon"}, by=bilan.lea, at=AT)
    await preparation.prepare(session, tom.preparation, {Topic.WORKED: "Calls"}, by=bilan.second, at=AT)
    await go_to(session, bilan, Step.WORKED)
    assert (await retro_desk(session, bilan, Step.WORKED)).prefill(Step.WORKED) == ""

    await go_to(session, bilan, Step.SOLUTIONS)

    assert (await retro_desk(session, bilan, Step.SOLUTIONS)).prefill(Step.SOLUTIONS) == "Un salon"


async def test_a_case_is_parked_once_with_its_lesson_at_whatever_step(session: AsyncSession, bilan: Bilan) -> None:
    await go_to(session, bilan, Step.MOTIVATED)
    case = NewCase(bilan.id, "Orion paie tard", "En parler dès le devis")
    for _ in range(2):
        await retro_talk.park(session, case, by=bilan.lea, at=AT)
    await go_to(session, bilan, Step.VOTES)
    await retro_talk.park(session, NewCase(bilan.id, "Vega", "Deux ans"), by=bilan.marc, at=AT)

    assert [(one.text, one.lesson) for one in (await now(session, bilan)).cases] == [
        ("Orion paie tard", "En parler dès le devis"),
        ("Vega", "Deux ans"),
    ]


async def test_after_the_closing_no_case_is_parked(session: AsyncSession, bilan: Bilan) -> None:
    await go_to(session, bilan, Step.CLOSING)

    with pytest.raises(Rejected) as refused:
        await retro_talk.park(session, NewCase(bilan.id, "Orion", "Tard"), by=bilan.lea, at=AT)

    assert refusal(refused) is Reason.RETRO_CLOSED


async def test_a_channel_has_a_desk_only_while_its_thread_is_open(session: AsyncSession, bilan: Bilan) -> None:
    for step in (Step.PREPARATION, Step.CLOSING):
        await go_to(session, bilan, step)
        with pytest.raises(Rejected) as refused:
            await retro_talk.desk_of_channel(session, "C0SALES", by=bilan.lea, at=AT)
        assert refusal(refused) is Reason.NO_RETRO_HERE


async def solutions(session: AsyncSession, bilan: Bilan, *texts: str) -> list[int]:
    """Have Léa put solutions forward, and the team go on to the votes."""
    await go_to(session, bilan, Step.SOLUTIONS)
    for text in texts:
        await say(session, bilan, text, by=bilan.lea, step=Step.SOLUTIONS)
    return [one.id for one in (await go_to(session, bilan, Step.VOTES)).said_in(Step.SOLUTIONS)]


async def give(session: AsyncSession, bilan: Bilan, *given: int, second: bool = False) -> None:
    by = bilan.second if second else bilan.lea
    await retro_talk.vote(session, NewVotes(bilan.at(Step.VOTES), frozenset(given)), by=by, at=AT)


async def test_votes_can_be_changed_and_are_counted_once_the_team_goes_on(session: AsyncSession, bilan: Bilan) -> None:
    first, second, third = await solutions(session, bilan, "Devis types", "Un salon", "Un outil")
    await give(session, bilan, first, second)
    await give(session, bilan, second, third)
    await give(session, bilan, third, second=True)

    voting = await now(session, bilan)
    assert (len(voting.voters), {one.votes for one in voting.solutions}) == (2, {0})
    assert (await retro_desk(session, bilan, Step.VOTES)).given == {second, third}
    counted = await go_to(session, bilan, Step.COMMITMENTS)
    assert [(one.text, one.votes) for one in counted.solutions] == [
        ("Un outil", 2),
        ("Un salon", 1),
        ("Devis types", 0),
    ]


async def test_going_back_to_the_votes_hides_the_tally_again(session: AsyncSession, bilan: Bilan) -> None:
    [only] = await solutions(session, bilan, "Devis types")
    await give(session, bilan, only)
    await go_to(session, bilan, Step.COMMITMENTS)

    back = await retro.go_back(session, bilan.id, by=bilan.marc, at=AT)

    assert [one.votes for one in back.solutions] == [0]


async def test_nobody_gives_more_dots_than_they_have(session: AsyncSession, bilan: Bilan) -> None:
    four = await solutions(session, bilan, "1", "2", "3", "4")

    with pytest.raises(Rejected) as refused:
        await give(session, bilan, *four)

    assert refusal(refused) is Reason.TOO_MANY_DOTS


async def test_a_dot_on_what_is_no_solution_of_this_retrospective_counts_for_nothing(
    session: AsyncSession, bilan: Bilan
) -> None:
    theirs = await session.scalar(select(models.Contribution.id).where(models.Contribution.retro_id != bilan.id))
    assert theirs
    await solutions(session, bilan, "Devis types")

    await give(session, bilan, theirs)

    mine = select(func.count()).select_from(models.Vote).where(models.Vote.voter_id == bilan.scene.lea.id)
    assert await session.scalar(mine) == 0


def commitment(bilan: Bilan, owner: int, due_on: date = DUE) -> NewCommitment:
    return NewCommitment(bilan.at(Step.COMMITMENTS), NewAction(owner, "Écrire les devis types", due_on))


async def test_a_reps_commitment_comes_back_in_the_pairs_check_ins_and_counts_once(
    session: AsyncSession, bilan: Bilan
) -> None:
    await go_to(session, bilan, Step.COMMITMENTS)
    for _ in range(2):
        await retro_talk.commit(session, commitment(bilan, bilan.tom.id), by=bilan.marc, at=AT)

    pair = await session.scalar(select(models.Pair.id).where(models.Pair.rep_id == bilan.tom.id))
    assert pair
    assert [one.text for one in await action.open_of_pair(session, pair)] == ["Écrire les devis types"]
    assert [one.owner.name for one in (await now(session, bilan)).commitments] == ["Tom Baker"]


async def test_the_managers_commitment_belongs_to_no_pair(session: AsyncSession, bilan: Bilan) -> None:
    await go_to(session, bilan, Step.COMMITMENTS)

    await retro_talk.commit(session, commitment(bilan, bilan.scene.marc.id), by=bilan.lea, at=AT)

    [pair] = await session.scalars(select(models.Action.pair_id).where(models.Action.retro_id == bilan.id))
    assert pair is None


@pytest.mark.parametrize(
    ("owner", "due_on", "reason"),
    [("marc", date(2026, 10, 5), Reason.DAY_PAST), ("ines", DUE, Reason.ONLY_THE_TEAM)],
)
async def test_a_commitment_has_somebody_of_the_team_and_a_day_to_come(
    session: AsyncSession, bilan: Bilan, owner: str, due_on: date, reason: Reason
) -> None:
    await go_to(session, bilan, Step.COMMITMENTS)
    key = getattr(bilan.scene, owner).id

    with pytest.raises(Rejected) as refused:
        await retro_talk.commit(session, commitment(bilan, key, due_on), by=bilan.lea, at=AT)

    assert refusal(refused) is reason
    assert (await now(session, bilan)).commitments == ()
