"""Leading a retrospective: who begins it, who moves it, and what follows for whom."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

import models
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.rules.retro import NewCommitment, NewRetro, Step, Topic
from bot.services import (
    person,
    preparation,
    retro,
    retro_ending,
    retro_start,
    retro_talk,
    retro_telling,
    roster_change,
    team,
)
from tests.services.retro_scene import AT, begin, committed, go_to, owed, say
from tests.services.scene import INES, Scene

AtOnce = Callable[..., Awaitable[list[Any]]]


def reason(refused: pytest.ExceptionInfo[Rejected]) -> Reason:
    return refused.value.problems[0].reason


async def test_beginning_makes_a_preparation_a_rep_and_tells_everybody(session: AsyncSession, scene: Scene) -> None:
    bilan = await begin(session, scene)

    begun = await retro.one(session, bilan.id, by=bilan.marc)
    assert [one.rep.name for one in begun.preparers] == ["Léa Moreau", "Tom Baker"]
    assert (begun.step, begun.dots) == (Step.PREPARATION, 3)
    assert await owed(session, bilan) == {"retro_packet Léa": 1, "retro_packet Tom": 1, "retro_lead Marc": 1}


async def test_beginning_the_same_twice_is_once(session: AsyncSession, scene: Scene) -> None:
    bilan = await begin(session, scene)

    again = await retro_start.start(session, NewRetro(2026), team_id=scene.team, by=bilan.marc, at=AT)

    assert again.id == bilan.id
    assert (await owed(session, bilan))["retro_packet Léa"] == 1


async def test_two_beginnings_at_once_are_one(at_once: AtOnce, scene: Scene) -> None:
    async def start(session: AsyncSession) -> int:
        begun = await retro_start.start(session, NewRetro(2026), team_id=scene.team, by=scene.manager, at=AT)
        return begun.id

    first, second = await at_once(start, start)

    assert first == second


@pytest.mark.parametrize("year", [2025, 2026])
async def test_while_one_is_under_way_no_other_begins(session: AsyncSession, scene: Scene, year: int) -> None:
    bilan = await begin(session, scene)
    await go_to(session, bilan, Step.VOTES)

    with pytest.raises(Rejected) as refused:
        await retro_start.start(session, NewRetro(year), team_id=scene.team, by=bilan.marc, at=AT)

    assert reason(refused) is Reason.RETRO_EXISTS
    assert refused.value.problems[0].details == {"year": "2026", "step": "votes"}


async def test_only_the_manager_begins_one(session: AsyncSession, scene: Scene) -> None:
    with pytest.raises(Rejected) as refused:
        await retro_start.start(session, NewRetro(2026), team_id=scene.team, by=scene.rep, at=AT)

    assert reason(refused) is Reason.ONLY_THE_MANAGER


async def test_a_closed_year_is_not_offered_again(session: AsyncSession, scene: Scene) -> None:
    bilan = await begin(session, scene)
    assert (await retro_start.offer(session, by=bilan.marc, at=AT)).shown

    await go_to(session, bilan, Step.CLOSING)

    offer = await retro_start.offer(session, by=bilan.marc, at=AT)
    assert (offer.years, offer.shown) == ((2025,), None)


async def test_opening_the_thread_posts_its_root_and_the_first_step(session: AsyncSession, scene: Scene) -> None:
    bilan = await begin(session, scene)

    await retro.open_thread(session, bilan.id, by=bilan.marc, at=AT)

    told = await owed(session, bilan)
    assert {"retro_thread": 1, "retro_step opening": 1, "retro_packet Léa": 2}.items() <= told.items()


async def test_each_step_forward_redraws_the_one_left_and_owes_the_next(session: AsyncSession, scene: Scene) -> None:
    bilan = await begin(session, scene)
    await go_to(session, bilan, Step.MOTIVATED)

    told = await owed(session, bilan)
    steps = {key: wanted for key, wanted in told.items() if key.startswith("retro_step")}
    assert steps == {"retro_step opening": 2, "retro_step worked": 2, "retro_step motivated": 1}


async def test_going_back_and_on_again_keeps_one_message_a_step(session: AsyncSession, scene: Scene) -> None:
    bilan = await begin(session, scene)
    await go_to(session, bilan, Step.MOTIVATED)

    back = await retro.go_back(session, bilan.id, by=bilan.marc, at=AT)
    on = await retro.go_on(session, bilan.id, by=bilan.marc, at=AT)

    assert (back.step, on.step) == (Step.WORKED, Step.MOTIVATED)
    stages = select(func.count()).select_from(models.RetroStage).where(models.RetroStage.retro_id == bilan.id)
    assert await session.scalar(stages) == 3
    assert (await owed(session, bilan))["retro_step motivated"] == 3


async def test_a_button_of_a_step_that_is_over_moves_nothing_and_says_where_the_team_is(
    session: AsyncSession, scene: Scene
) -> None:
    bilan = await begin(session, scene)
    await go_to(session, bilan, Step.MOTIVATED)

    with pytest.raises(Rejected) as refused:
        await retro.go_on(session, bilan.id, seen=Step.WORKED, by=bilan.marc, at=AT)

    assert (reason(refused), refused.value.problems[0].details["step"]) == (Reason.STEP_OVER, "motivated")
    assert (await retro.one(session, bilan.id, by=bilan.marc)).step is Step.MOTIVATED


async def test_a_button_of_a_step_that_is_ahead_again_says_so(session: AsyncSession, scene: Scene) -> None:
    bilan = await begin(session, scene)
    await go_to(session, bilan, Step.WORKED)

    with pytest.raises(Rejected) as refused:
        await retro.go_on(session, bilan.id, seen=Step.VOTES, by=bilan.marc, at=AT)

    assert reason(refused) is Reason.STEP_AHEAD


async def test_two_clicks_of_next_at_once_move_one_step(
    sessions: async_sessionmaker[AsyncSession], at_once: AtOnce, scene: Scene
) -> None:
    bilan = await committed(sessions, scene, Step.WORKED)

    async def press(session: AsyncSession) -> Step | Reason:
        try:
            return (await retro.go_on(session, bilan.id, seen=Step.WORKED, by=bilan.marc, at=AT)).step
        except Rejected as refusal:
            return refusal.problems[0].reason

    assert set(await at_once(press, press)) == {Step.MOTIVATED, Reason.STEP_OVER}


@pytest.mark.parametrize("who", ["lea", "ines"])
async def test_only_the_manager_leads(session: AsyncSession, scene: Scene, who: str) -> None:
    bilan = await begin(session, scene)
    by: Caller = getattr(bilan, who)

    for act in (retro.go_on, retro.go_back, retro.close):
        with pytest.raises(Rejected) as refused:
            await act(session, bilan.id, by=by, at=AT)
        assert reason(refused) is Reason.ONLY_THE_MANAGER


async def test_there_is_nothing_before_the_opening(session: AsyncSession, scene: Scene) -> None:
    bilan = await begin(session, scene)
    await go_to(session, bilan, Step.OPENING)

    with pytest.raises(Rejected) as refused:
        await retro.go_back(session, bilan.id, by=bilan.marc, at=AT)

    assert reason(refused) is Reason.FIRST_STEP


async def test_what_has_no_thread_cannot_be_closed(session: AsyncSession, scene: Scene) -> None:
    bilan = await begin(session, scene)

    with pytest.raises(Rejected) as refused:
        await retro.close(session, bilan.id, by=bilan.marc, at=AT)

    assert reason(refused) is Reason.THREAD_NOT_OPEN


async def test_closing_from_any_step_owes_the_summary_and_its_file_in_the_thread(
    session: AsyncSession, scene: Scene
) -> None:
    bilan = await begin(session, scene)
    await go_to(session, bilan, Step.DID_NOT)

    closed = await retro.close(session, bilan.id, by=bilan.marc, at=AT)

    assert (closed.step, closed.closed_at) == (Step.CLOSING, AT)
    told = await owed(session, bilan)
    assert {"retro_step closing": 1, "retro_summary": 1, "retro_file": 1}.items() <= told.items()
    threads = await session.scalars(
        select(models.Delivery.thread_id).where(models.Delivery.kind.in_(("retro_summary", "retro_file")))
    )
    root = await session.scalar(select(models.Delivery.id).where(models.Delivery.kind == retro_telling.THREAD))
    assert set(threads) == {root}


async def test_what_is_closed_is_not_moved_any_more(session: AsyncSession, scene: Scene) -> None:
    bilan = await begin(session, scene)
    await go_to(session, bilan, Step.CLOSING)

    for act in (retro.go_on, retro.go_back, retro.close):
        with pytest.raises(Rejected) as refused:
            await act(session, bilan.id, by=bilan.marc, at=AT)
        assert reason(refused) is Reason.RETRO_CLOSED


async def test_home_shows_it_to_the_team_until_it_is_closed(session: AsyncSession, scene: Scene) -> None:
    bilan = await begin(session, scene)
    for by in (bilan.lea, bilan.marc):
        assert [one.id for one in (await team.home(session, by=by, at=AT)).retros] == [bilan.id]
    assert (await team.home(session, by=bilan.ines, at=AT)).retros == ()

    await go_to(session, bilan, Step.CLOSING)

    assert (await team.home(session, by=bilan.lea, at=AT)).retros == ()


async def test_whoever_is_in_another_team_finds_none(session: AsyncSession, scene: Scene) -> None:
    bilan = await begin(session, scene)

    with pytest.raises(Rejected) as refused:
        await retro.of_caller(session, by=bilan.ines)

    assert reason(refused) is Reason.NO_RETRO


async def test_a_retrospective_of_another_workspace_is_none(session: AsyncSession, scene: Scene) -> None:
    theirs = await session.scalar(select(models.Retro.id).where(models.Retro.workspace_id != scene.workspace))
    assert theirs

    with pytest.raises(Rejected) as refused:
        await retro.go_on(session, theirs, by=scene.manager, at=AT)

    assert reason(refused) is Reason.NO_RETRO


async def test_leading_and_speaking_at_once_do_not_wait_for_each_other_forever(
    sessions: async_sessionmaker[AsyncSession], at_once: AtOnce, scene: Scene
) -> None:
    bilan = await committed(sessions, scene, Step.WORKED)

    async def lead(session: AsyncSession) -> None:
        await retro.go_on(session, bilan.id, by=bilan.marc, at=AT)

    async def speak(session: AsyncSession) -> Reason | None:
        try:
            await say(session, bilan, "Les ateliers", by=bilan.lea)
        except Rejected as refusal:
            return refusal.problems[0].reason
        return None

    _, spoken = await asyncio.wait_for(at_once(lead, speak), 10)
    assert spoken in (None, Reason.STEP_OVER)


async def prepare(session: AsyncSession, key: int, by: Caller, at: datetime = AT, **written: str) -> None:
    await preparation.prepare(session, key, {Topic(one): text for one, text in written.items()}, by=by, at=at)


async def keys(session: AsyncSession, bilan_id: int, by: Caller) -> dict[str, int]:
    found = await retro.one(session, bilan_id, by=by)
    return {one.rep.name.split()[0]: one.preparation for one in found.preparers}


async def test_what_a_rep_prepares_is_kept_replaced_and_shown_to_that_rep_alone(
    session: AsyncSession, scene: Scene
) -> None:
    bilan = await begin(session, scene)
    lea = (await keys(session, bilan.id, bilan.marc))["Léa"]
    await prepare(session, lea, bilan.lea, worked="Les ateliers", role="Plus de terrain")

    await prepare(session, lea, bilan.lea, worked="Les ateliers du mardi", ideas="Un salon")

    mine = await preparation.packet(session, lea, by=bilan.lea, at=AT)
    assert mine.notes == {Topic.WORKED: "Les ateliers du mardi", Topic.IDEAS: "Un salon"}
    for by in (bilan.marc, bilan.second, bilan.ines):
        with pytest.raises(Rejected) as refused:
            await preparation.packet(session, lea, by=by, at=AT)
        assert reason(refused) is Reason.ONLY_THE_PREPARER
    assert "ateliers" not in repr(await retro.one(session, bilan.id, by=bilan.marc))


async def test_preparing_redraws_the_packet_and_tells_the_manager_who(session: AsyncSession, scene: Scene) -> None:
    bilan = await begin(session, scene)
    tom = (await keys(session, bilan.id, bilan.marc))["Tom"]

    await prepare(session, tom, bilan.second, worked="Calls")

    told = await owed(session, bilan)
    assert (told["retro_packet Tom"], told["retro_packet Léa"], told["retro_lead Marc"]) == (2, 1, 2)
    found = await retro.one(session, bilan.id, by=bilan.marc)
    assert [one.rep.name for one in found.preparers if one.sent_at] == ["Tom Baker"]


async def test_the_same_preparation_sent_twice_at_once_is_one(
    sessions: async_sessionmaker[AsyncSession], at_once: AtOnce, scene: Scene
) -> None:
    bilan = await committed(sessions, scene, Step.PREPARATION)
    async with sessions() as session:
        lea = (await keys(session, bilan.id, bilan.marc))["Léa"]

    async def send(session: AsyncSession) -> None:
        await prepare(session, lea, bilan.lea, worked="Les ateliers", ideas="Un salon")

    await at_once(send, send)

    async with sessions() as session:
        notes = select(func.count()).where(models.PreparationNote.preparation_id == lea)
        assert await session.scalar(notes) == 2


async def test_once_the_thread_is_open_nothing_is_prepared_any_more(session: AsyncSession, scene: Scene) -> None:
    bilan = await begin(session, scene)
    lea = (await keys(session, bilan.id, bilan.marc))["Léa"]
    await go_to(session, bilan, Step.OPENING)

    with pytest.raises(Rejected) as refused:
        await prepare(session, lea, bilan.lea, at=AT + timedelta(days=1), worked="Trop tard")

    assert reason(refused) is Reason.PREPARATION_OVER


async def dissolved(session: AsyncSession, scene: Scene) -> None:
    await person.remember(session, INES, workspace=scene.workspace)
    await roster_change.dissolve(session, scene.team, by=scene.admin, at=AT)


async def test_dissolving_the_team_closes_the_thread_and_tells_whoever_committed(
    session: AsyncSession, scene: Scene
) -> None:
    bilan = await begin(session, scene)
    await go_to(session, bilan, Step.COMMITMENTS)
    commitment = NewCommitment(bilan.at(Step.COMMITMENTS), scene.action(of=bilan.tom))
    await retro_talk.commit(session, commitment, by=bilan.marc, at=AT)

    await dissolved(session, scene)

    found = await retro.one(session, bilan.id, by=bilan.marc)
    assert (found.step, found.closed_at) == (Step.CLOSING, AT)
    assert found.reps == (scene.lea, bilan.tom)
    told = await owed(session, bilan)
    assert (told["retro_ended"], told["retro_summary"], told["retro_tasks Tom"]) == (1, 1, 1)
    assert not told.keys() & {"retro_tasks Léa", "retro_tasks Marc"}
    _, mine = await retro_ending.tasks(session, bilan.id, by=bilan.second)
    assert [one.text for one in mine] == [commitment.action.text]
    assert (await retro_ending.tasks(session, bilan.id, by=bilan.lea))[1] == ()


async def test_dissolving_the_team_calls_off_what_is_being_prepared(session: AsyncSession, scene: Scene) -> None:
    bilan = await begin(session, scene)

    await dissolved(session, scene)

    found = await retro.one(session, bilan.id, by=bilan.marc)
    assert found.called_off
    assert await owed(session, bilan) == {"retro_packet Léa": 2, "retro_packet Tom": 2, "retro_lead Marc": 2}
    with pytest.raises(Rejected) as refused:
        await preparation.prepare(session, found.preparers[0].preparation, {}, by=bilan.lea, at=AT)
    assert reason(refused) is Reason.PREPARATION_OVER
