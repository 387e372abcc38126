"""Actions: added with a half, back until done, ticked once by either of the two and by nobody else."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.action import Action
from bot.rules.checkin import Half, Sheet, Side
from bot.rules.person import Caller, Person
from bot.rules.refusal import Problem, Reason, Rejected
from bot.services import action, checkin, delivery, team
from bot.services import half as halves
from tests.services.noise import ELSEWHERE
from tests.services.scene import LEA, NEXT_TALK, OPENING, TALK_AT, Scene, opened

AtOnce = Callable[..., Awaitable[list[Any]]]
SOON = OPENING + timedelta(hours=1)
LATER = OPENING + timedelta(hours=2)
NEXT = OPENING + timedelta(days=14)  # the next prompt


@pytest.fixture
async def made(session: AsyncSession, scene: Scene) -> int:
    """Return the pair's check-in, opened and committed."""
    made = await opened(session, scene)
    await session.commit()
    return made


async def agree(session: AsyncSession, scene: Scene, made: int, *, at: datetime = SOON) -> Action:
    """Have Marc's half add an action for Marc, and return it."""
    half = replace(scene.managers_half(made), action=scene.action())
    await halves.record(session, half, by=scene.manager, at=at)
    [added] = await action.added_in(session, made)
    return added


async def written_down(session: AsyncSession, scene: Scene, *texts: str, on: date = NEXT_TALK) -> list[int]:
    """Store actions of the pair that no check-in added, as a retrospective does, and return their keys."""
    marc = await session.get_one(models.Person, scene.marc.id)
    pair = await pair_of(session, scene)
    return [
        await action.add(session, scene.action(text, of=scene.lea, on=on), by=marc, at=OPENING, pair=pair)
        for text in texts
    ]


async def pair_of(session: AsyncSession, scene: Scene) -> int:
    return (await session.scalars(select(models.Pair.id).where(models.Pair.rep_id == scene.lea.id))).one()


def texts(actions: tuple[Action, ...]) -> list[str]:
    return [one.text for one in actions]


async def refused(session: AsyncSession, action_id: int, by: Caller) -> Problem:
    with pytest.raises(Rejected) as refusal:
        await action.done(session, action_id, by=by, at=LATER)
    return refusal.value.problems[0]


async def test_an_action_is_kept_with_who_does_it_and_by_when(session: AsyncSession, scene: Scene, made: int) -> None:
    found = await agree(session, scene, made)

    assert found == Action(found.id, scene.marc, scene.marc, "J'appelle la direction", NEXT_TALK)


async def test_either_side_may_add_an_action_for_the_other(session: AsyncSession, scene: Scene, made: int) -> None:
    half = replace(scene.reps_half(made), action=scene.action("Venir à Lyon", of=scene.marc))
    await halves.record(session, half, by=scene.rep, at=SOON)

    [added] = await action.added_in(session, made)
    assert (added.owner, added.author) == (scene.marc, scene.lea)


async def test_both_see_an_action_at_once(session: AsyncSession, scene: Scene, made: int) -> None:
    added = await agree(session, scene, made)

    sheets = [await checkin.sheet(session, made, by=by, at=SOON) for by in (scene.rep, scene.manager)]

    assert [(one.agreed, one.pending, one.done) for one in sheets] == [((added,), (), ())] * 2


async def test_the_same_half_sent_twice_makes_one_action(session: AsyncSession, scene: Scene, made: int) -> None:
    await agree(session, scene, made)
    [again] = await written_down(session, scene, "Relancer Dupont")
    half = replace(scene.reps_half(made), action=scene.action("Envoyer le devis"), done=frozenset({again}))
    for _ in range(2):
        await halves.record(session, half, by=scene.rep, at=SOON)

    assert texts(await action.added_in(session, made)) == ["J'appelle la direction", "Envoyer le devis"]


async def test_a_half_sent_again_after_its_day_has_passed_is_still_the_same(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    await agree(session, scene, made)

    await agree(session, scene, made, at=NEXT + timedelta(days=30))


@pytest.mark.parametrize("other", ["text", "owner", "day", "none", "ticks"])
async def test_another_action_is_refused_once_a_half_is_in(
    session: AsyncSession, scene: Scene, made: int, other: str
) -> None:
    await agree(session, scene, made)
    [pending] = await written_down(session, scene, "Relancer Dupont")
    first = replace(scene.managers_half(made), action=scene.action())
    others = {
        "text": replace(first, action=scene.action("Autre chose")),
        "owner": replace(first, action=scene.action(of=scene.lea)),
        "day": replace(first, action=scene.action(on=NEXT_TALK + timedelta(days=1))),
        "none": replace(first, action=None),
        "ticks": replace(first, done=frozenset({pending})),
    }

    with pytest.raises(Rejected) as refusal:
        await halves.record(session, others[other], by=scene.manager, at=LATER)

    assert [one.reason for one in refusal.value.problems] == [Reason.ALREADY_SENT]


async def test_an_action_for_somebody_else_is_refused(session: AsyncSession, scene: Scene, made: int) -> None:
    half = replace(scene.managers_half(made), action=scene.action(of=scene.ines))

    with pytest.raises(Rejected) as refusal:
        await halves.record(session, half, by=scene.manager, at=SOON)

    assert [one.reason for one in refusal.value.problems] == [Reason.NOT_YOURS]


async def test_a_day_that_is_past_is_refused_in_its_field(session: AsyncSession, scene: Scene, made: int) -> None:
    yesterday = scene.action(on=SOON.date() - timedelta(days=1))

    with pytest.raises(Rejected) as refusal:
        await halves.record(session, replace(scene.managers_half(made), action=yesterday), by=scene.manager, at=SOON)

    assert refusal.value.problems == (Problem(Reason.DAY_PAST, "action_due"),)


async def next_sheet(session: AsyncSession, scene: Scene, by: Caller | None = None) -> Sheet:
    return await checkin.sheet(session, await opened(session, scene, NEXT), by=by or scene.rep, at=NEXT)


async def test_an_action_comes_back_in_each_next_check_in_until_it_is_done(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    added = await agree(session, scene, made)

    now = await next_sheet(session, scene)
    assert (now.pending, now.done) == ((added,), ())
    ticked = Half(now.checkin.id, Side.REP, done=frozenset({added.id}))
    await halves.record(session, ticked, by=scene.rep, at=NEXT)

    now = await next_sheet(session, scene, scene.manager)
    assert (now.pending, now.done) == ((), (replace(added, done_at=NEXT),))
    after_that = NEXT + timedelta(days=14, hours=1)  # the clocks in Paris have gone back
    third = await opened(session, scene, after_that)
    later = await checkin.sheet(session, third, by=scene.rep, at=after_that)
    assert (later.pending, later.done) == ((), ())


async def test_what_is_pending_comes_by_its_day(session: AsyncSession, scene: Scene, made: int) -> None:
    await written_down(session, scene, "Plus tard", on=NEXT_TALK)
    await written_down(session, scene, "Bientôt", "Aussi", on=OPENING.date())

    assert texts((await next_sheet(session, scene)).pending) == ["Bientôt", "Aussi", "Plus tard"]


async def test_what_is_ticked_long_after_the_talk_is_still_told_in_that_check_in(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    [pending] = await written_down(session, scene, "Relancer Dupont")
    late = TALK_AT + timedelta(days=3)
    await halves.record(session, Half(made, Side.REP, done=frozenset({pending})), by=scene.rep, at=late)

    assert texts((await checkin.sheet(session, made, by=scene.manager, at=late)).done) == ["Relancer Dupont"]


async def test_what_was_done_between_two_talks_is_told_in_the_second_only(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    [pending] = await written_down(session, scene, "Relancer Dupont")
    await action.done(session, pending, by=scene.rep, at=TALK_AT + timedelta(days=3))

    assert (await checkin.sheet(session, made, by=scene.rep, at=NEXT)).done == ()
    assert texts((await next_sheet(session, scene)).done) == ["Relancer Dupont"]


async def test_a_half_cannot_tick_what_is_another_pairs(session: AsyncSession, scene: Scene, made: int) -> None:
    theirs = await session.scalar(select(models.Action.id).where(models.Action.workspace_id == ELSEWHERE))
    [mine] = await written_down(session, scene, "Relancer Dupont")
    assert theirs
    half = replace(scene.reps_half(made), done=frozenset({mine, theirs}))

    with pytest.raises(Rejected) as refusal:
        await halves.record(session, half, by=scene.rep, at=SOON)

    assert [one.reason for one in refusal.value.problems] == [Reason.NOT_YOUR_ACTION]
    assert texts(await action.open_of_pair(session, await pair_of(session, scene))) == ["Relancer Dupont"]


async def test_what_is_done_already_keeps_its_date_when_a_half_ticks_it(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    [pending] = await written_down(session, scene, "Relancer Dupont")
    await action.done(session, pending, by=scene.manager, at=SOON)

    await halves.record(session, Half(made, Side.REP, done=frozenset({pending})), by=scene.rep, at=LATER)

    [found] = (await checkin.sheet(session, made, by=scene.rep, at=LATER)).done
    assert found.done_at == SOON


@pytest.mark.parametrize("who", ["lea", "marc"])
async def test_either_of_the_two_ticks_any_action_of_the_pair(
    session: AsyncSession, scene: Scene, made: int, who: str
) -> None:
    [pending] = await written_down(session, scene, "Relancer Dupont")

    await action.done(session, pending, by=scene.caller(getattr(scene, who)), at=LATER)

    assert await action.open_of_pair(session, await pair_of(session, scene)) == ()


async def test_nobody_else_ticks_it(session: AsyncSession, scene: Scene, made: int) -> None:
    [pending] = await written_down(session, scene, "Relancer Dupont")

    assert (await refused(session, pending, scene.caller(scene.ines))).reason is Reason.NOT_YOUR_ACTION
    assert (await refused(session, pending, Caller(ELSEWHERE, LEA.slack_id))).reason is Reason.NO_ACTION
    assert (await refused(session, pending + 1000, scene.rep)).reason is Reason.NO_ACTION


async def test_a_second_tick_says_when_the_first_was(session: AsyncSession, scene: Scene, made: int) -> None:
    [pending] = await written_down(session, scene, "Relancer Dupont")
    await action.done(session, pending, by=scene.manager, at=SOON)

    problem = await refused(session, pending, scene.rep)

    assert (problem.reason, problem.details) == (Reason.ACTION_DONE, {"on": "2026-10-06"})


async def test_an_action_without_a_pair_is_its_owners_and_its_authors(session: AsyncSession, scene: Scene) -> None:
    marc = await session.get_one(models.Person, scene.marc.id)
    commitment = await action.add(session, scene.action("Revoir les secteurs"), by=marc, at=OPENING)

    assert (await refused(session, commitment, scene.rep)).reason is Reason.NOT_YOUR_ACTION
    assert texts(await action.open_of(session, marc)) == ["Revoir les secteurs"]
    await action.done(session, commitment, by=scene.manager, at=SOON)
    assert await action.open_of(session, marc) == ()


async def test_a_tick_draws_anew_what_shows_the_action_and_posts_nothing(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    [pending] = await written_down(session, scene, "Relancer Dupont")
    before = await wanted(session, scene)

    await action.done(session, pending, by=scene.rep, at=LATER)

    after = await wanted(session, scene)
    assert {kind: after[kind] - before.get(kind, 0) for kind in after} == {
        "checkin_prompt Léa": 1,
        "home Léa": 1,
        "home Marc": 1,
    }


async def wanted(session: AsyncSession, scene: Scene) -> dict[str, int]:
    rows = await session.execute(
        select(models.Delivery.kind, models.Person.name, models.Delivery.wanted)
        .join(models.Delivery.recipient)
        .where(models.Delivery.workspace_id == scene.workspace)
        .execution_options(populate_existing=True)
    )
    return {f"{kind} {name.split()[0]}": count for kind, name, count in rows}


async def test_home_lists_ones_own_and_counts_each_pairs(session: AsyncSession, scene: Scene, made: int) -> None:
    added = await agree(session, scene, made)
    await written_down(session, scene, "Relancer Dupont", "Envoyer le devis", on=OPENING.date())

    lea = await team.home(session, by=scene.rep, at=NEXT)
    marc = await team.home(session, by=scene.manager, at=NEXT)

    assert texts(lea.actions) == ["Relancer Dupont", "Envoyer le devis"]
    assert marc.actions == (added,)
    assert [one.partner for one in (*lea.actions, *marc.actions)] == [scene.marc, scene.marc, scene.lea]
    assert [state.open_actions for one in marc.teams for state in one.reps] == [3]


async def test_the_same_tick_twice_at_once_is_one_tick(
    at_once: AtOnce, session: AsyncSession, scene: Scene, made: int
) -> None:
    [pending] = await written_down(session, scene, "Relancer Dupont")
    await session.commit()

    async def tick(who: Person, session: AsyncSession) -> bool:
        try:
            await action.done(session, pending, by=scene.caller(who), at=LATER)
        except Rejected:
            return False
        return True

    told = await at_once(lambda one: tick(scene.lea, one), lambda one: tick(scene.marc, one))

    assert sorted(told) == [False, True]


async def test_a_message_that_was_never_owed_is_not_made_by_redrawing_it(session: AsyncSession, scene: Scene) -> None:
    lea = await session.get_one(models.Person, scene.lea.id)

    await delivery.redraw(session, delivery.PROMPT, to=lea, subject=1, at=OPENING)

    assert await wanted(session, scene) == {}


async def test_redrawing_does_not_hasten_a_message_that_waits_for_its_time(session: AsyncSession, scene: Scene) -> None:
    lea = await session.get_one(models.Person, scene.lea.id)
    await delivery.owe(session, delivery.PROMPT, to=lea, subject=1, at=NEXT)

    await delivery.redraw(session, delivery.PROMPT, to=lea, subject=1, at=OPENING)

    here = models.Delivery.workspace_id == scene.workspace
    assert (await session.execute(select(models.Delivery.due_at, models.Delivery.wanted).where(here))).one() == (
        NEXT,
        2,
    )
