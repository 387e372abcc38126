"""Pairs that have ended, in every query that asks who belongs to whom: none of them is taken for one that runs."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.person import Person
from bot.rules.refusal import Rejected
from bot.rules.retro import NewRetro
from bot.services import (
    action,
    cadence,
    checkin,
    checkin_opening,
    delivery,
    digest,
    feedback,
    objective,
    person,
    retro_reading,
    retro_start,
    skip,
    team,
)
from bot.services import half as halves
from tests.services.scene import INES, OPENING, WORKSPACE, Scene, opened
from tests.services.test_roster import NOA, SOON, TOM, meet, save


@pytest.fixture
async def admin(session: AsyncSession, scene: Scene) -> Person:
    return await person.remember(session, replace(INES, is_admin=True), workspace=scene.workspace)


@pytest.fixture
async def noa(session: AsyncSession, scene: Scene, admin: Person) -> Person:
    """Have Noa take Léa's place in Marc's team."""
    found = await meet(session, NOA)
    await save(session, scene, admin, scene.team, reps=(found,))
    return found


async def go_away(session: AsyncSession, who: Person) -> None:
    days = {"starts_on": date(2026, 10, 7), "ends_on": date(2026, 10, 9)}
    session.add(models.Absence(workspace_id=WORKSPACE, person_id=who.id, **days))
    await session.flush()


@pytest.mark.usefixtures("noa")
async def test_nothing_wakes_a_schedule_that_has_stopped(session: AsyncSession, scene: Scene) -> None:
    await cadence.replan(session, scene.lea.id, at=SOON)
    await go_away(session, scene.lea)
    await skip.follow_absences(session, by=scene.rep, at=SOON)

    [stopped] = await session.scalars(
        select(models.Schedule).join(models.Schedule.pair).where(models.Pair.rep_id == scene.lea.id)
    )
    assert stopped.next_at is None
    with pytest.raises(Rejected):
        await checkin_opening.open_early(session, by=scene.rep, at=SOON)


async def test_feedback_goes_between_those_who_are_in_the_team_now(
    session: AsyncSession, scene: Scene, noa: Person
) -> None:
    assert await feedback.people(session, by=scene.manager) == (noa,)
    assert await feedback.counterpart(session, by=scene.manager) == noa
    with pytest.raises(Rejected):
        await feedback.people(session, by=scene.rep)


@pytest.mark.usefixtures("noa")
async def test_the_digest_tells_of_nobody_who_has_left(session: AsyncSession, scene: Scene) -> None:
    await go_away(session, scene.lea)

    found = await digest.preview(session, by=scene.manager, at=SOON)

    assert found.digest.away == ()
    assert found.digest.standing.total == 0


async def test_a_retrospective_is_prepared_by_those_who_are_in_the_team_now(
    session: AsyncSession, scene: Scene, noa: Person
) -> None:
    retro = await retro_start.start(session, NewRetro(2026, 3), team_id=scene.team, by=scene.manager, at=SOON)

    assert [one.rep for one in retro.preparers] == [noa]
    assert retro.reps == (noa,)
    lea = await session.get_one(models.Person, scene.lea.id)
    assert await retro_reading.under_way(session, [lea.id]) == ()


@pytest.mark.usefixtures("noa")
async def test_the_objectives_of_who_has_left_are_theirs_alone(session: AsyncSession, scene: Scene) -> None:
    assert (await objective.look(session, scene.contracts, by=scene.rep)).manager is None
    with pytest.raises(Rejected):
        await objective.look(session, scene.contracts, by=scene.manager)
    with pytest.raises(Rejected):
        await team.pair_of(session, by=scene.manager, rep=scene.lea.slack_id)
    assert [one.rep_id for one in await team.pairs_of(session, by=scene.manager)] != [scene.lea.id]


async def test_what_a_rep_promises_in_a_check_in_that_stays_comes_back_with_the_new_manager(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    made, tom = await opened(session, scene), await meet(session, TOM)
    await halves.record(session, scene.managers_half(made), by=scene.manager, at=OPENING)
    await save(session, scene, admin, scene.team, manager=tom)

    half = replace(scene.reps_half(made), action=scene.action(of=scene.lea))
    await halves.record(session, half, by=scene.rep, at=SOON)

    pair = await team.pair_of(session, by=scene.rep)
    assert [one.owner for one in await action.open_of_pair(session, pair.id)] == [scene.lea]


async def test_a_former_manager_ticks_what_they_had_promised(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    made, tom = await opened(session, scene), await meet(session, TOM)
    half = replace(scene.managers_half(made), action=scene.action(of=scene.marc))
    await halves.record(session, half, by=scene.manager, at=OPENING)
    await save(session, scene, admin, scene.team, manager=tom)
    marc = await session.get_one(models.Person, scene.marc.id)
    [mine] = await action.open_of(session, marc)

    await action.done(session, mine.id, by=scene.manager, at=SOON + timedelta(hours=1))

    assert await action.open_of(session, marc) == ()


async def test_a_half_ticks_what_has_gone_to_the_next_manager_meanwhile(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    made, tom, mine = await promised_and_handed_over(session, scene, admin, of=scene.lea)

    await halves.record(session, replace(scene.reps_half(made), done=frozenset({mine})), by=scene.rep, at=SOON)

    pair = await team.pair_of(session, by=scene.rep)
    assert pair.manager_id == tom.id
    assert await action.open_of_pair(session, pair.id) == ()


async def test_a_half_is_taken_though_what_it_ticks_is_no_more_the_former_managers(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    made, _, theirs = await promised_and_handed_over(session, scene, admin, of=scene.lea, by=scene.lea)

    half = replace(scene.managers_half(made), done=frozenset({theirs}))
    await halves.record(session, half, by=scene.manager, at=SOON)

    pair = await team.pair_of(session, by=scene.rep)
    assert [one.id for one in await action.open_of_pair(session, pair.id)] == [theirs]
    assert (await checkin.latest(session, [scene.lea.id]))[scene.lea.id].manager_sent_at == SOON


async def test_a_hand_over_draws_every_reminder_of_the_rep_anew(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    made, tom = await opened(session, scene), await meet(session, TOM)
    lea = await session.get_one(models.Person, scene.lea.id)
    for kind in checkin.REMINDERS:
        await delivery.owe(session, kind, to=lea, subject=made, cause=f"{made} {kind}", at=OPENING)
    await session.execute(update(models.Delivery).values(sent=models.Delivery.wanted))

    await save(session, scene, admin, scene.team, manager=tom)

    redrawn = await session.scalars(
        select(models.Delivery.kind).where(
            models.Delivery.kind.in_(checkin.REMINDERS), models.Delivery.wanted > models.Delivery.sent
        )
    )
    assert sorted(redrawn) == sorted(checkin.REMINDERS)


async def promised_and_handed_over(
    session: AsyncSession, scene: Scene, admin: Person, *, of: Person, by: Person | None = None
) -> tuple[int, Person, int]:
    """Have one of the two promise something, a check-in begun, and Tom take the team over; return it, him and that."""
    made, tom = await opened(session, scene), await meet(session, TOM)
    pair, author = await team.pair_of(session, by=scene.rep), await session.get_one(models.Person, (by or of).id)
    added = await action.add(session, scene.action(of=of), by=author, at=OPENING, pair=pair.id)
    begun = scene.reps_half(made) if by else scene.managers_half(made)
    await halves.record(session, begun, by=scene.rep if by else scene.manager, at=OPENING)
    await save(session, scene, admin, scene.team, manager=tom)
    return made, tom, added
