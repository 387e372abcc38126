"""Teams made and changed in Slack: who may, what is refused, what follows for the pairs, and who is told."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.cadence import Rhythm
from bot.rules.checkin import Cause
from bot.rules.person import Caller, Person, Profile
from bot.rules.recurrence import EVERY_WEEK
from bot.rules.refusal import Reason, Rejected
from bot.rules.team import Wish
from bot.services import (
    action,
    checkin,
    checkin_opening,
    objective,
    organiser,
    person,
    roster,
    roster_change,
    roster_telling,
    team,
)
from bot.services import half as halves
from tests.services.scene import INES, OPENING, TALK, TALK_AT, WORKSPACE, Scene, opened
from tests.services.test_checkin_telling import owed

TOM = Profile("U0TOM00001", "Tom Baker", "Europe/London", "en-GB")
NOA = Profile("U0NOA00001", "Noa Perrin", "Europe/Paris", "fr-FR")
SOON = OPENING + timedelta(hours=1)
BEFORE = OPENING - timedelta(days=3)
WEEKLY = Rhythm(EVERY_WEEK, 1, time(14), time(9), date(2026, 10, 13))


@pytest.fixture
async def admin(session: AsyncSession, scene: Scene) -> Person:
    return await person.remember(session, replace(INES, is_admin=True), workspace=scene.workspace)


async def meet(session: AsyncSession, who: Profile) -> Person:
    return await person.remember(session, who, workspace=WORKSPACE)


async def wish_of(
    session: AsyncSession, scene: Scene, at: datetime = SOON, reader: Caller | None = None, **wanted: Any
) -> Wish:
    """Return what the form of the scene's team says when it is sent as it was opened, but for what is wanted."""
    found = await roster.setup(session, scene.team, by=reader or scene.manager, at=at)
    assert found.channel
    usual = Wish(found.name, scene.marc, found.reps, found.channel, found.country, found.locale, found.rhythm)
    return replace(usual, **wanted)


async def save(
    session: AsyncSession, scene: Scene, by: Person, team_id: int | None = None, at: datetime = SOON, **wanted: Any
) -> int:
    wish = await wish_of(session, scene, at, scene.caller(by), **wanted)
    return await roster_change.save(session, wish, team_id, by=scene.caller(by), at=at)


async def refused(session: AsyncSession, scene: Scene, by: Person, team_id: int | None = None, **wanted: Any):  # noqa: ANN201
    wish = await wish_of(session, scene, **wanted)
    with pytest.raises(Rejected) as refusal:
        await roster_change.save(session, wish, team_id, by=scene.caller(by), at=SOON)
    return [(one.reason, one.field) for one in refusal.value.problems]


async def pairs(session: AsyncSession, scene: Scene) -> list[tuple[str, str, bool]]:
    """Return the pairs of the workspace: rep, manager, and whether they run."""
    rows = await session.scalars(
        select(models.Pair)
        .where(models.Pair.workspace_id == scene.workspace)
        .order_by(models.Pair.id)
        .options(*roster_telling.PEOPLE)
        .execution_options(populate_existing=True)
    )
    return [(row.rep.name.split()[0], row.manager.name.split()[0], row.ended_at is None) for row in rows]


async def test_an_admin_makes_a_team_from_nothing_and_everyone_is_told(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    tom, noa = await meet(session, TOM), await meet(session, NOA)

    made = await save(session, scene, admin, None, name="Nord", manager=tom, reps=(noa,), rhythm=WEEKLY)

    assert await owed(session, scene) == {"pair_begun Noa": 1, "team_leading Tom": 1}
    home = await team.home(session, by=scene.caller(noa), at=SOON)
    assert home.mine
    assert (home.mine.manager.id, home.mine.upcoming.talk_at) == (tom.id, datetime(2026, 10, 13, 12, tzinfo=UTC))
    [seat] = (await roster_telling.told_leading(session, made, by=scene.caller(tom), at=SOON)).seats
    assert (seat.rep, seat.team, seat.added_by) == (noa, "Nord", admin)
    assert await checkin_opening.open_due(session, at=datetime(2026, 10, 9, 7, tzinfo=UTC)) >= 1
    assert (await owed(session, scene))["checkin_prompt Noa"] == 1


async def test_nobody_else_makes_one(session: AsyncSession, scene: Scene) -> None:
    tom = await meet(session, TOM)

    assert await refused(session, scene, scene.marc, None, reps=(tom,)) == [(Reason.ONLY_ORGANISERS, "")]


async def test_a_manager_changes_all_but_the_manager(session: AsyncSession, scene: Scene, admin: Person) -> None:
    tom = await meet(session, TOM)

    await save(session, scene, scene.marc, scene.team, name="Nord", channel="C0NORTH", reps=(scene.lea, tom))

    found = await roster.setup(session, scene.team, by=scene.manager, at=SOON)
    assert (found.name, found.channel, found.reps) == ("Nord", "C0NORTH", (scene.lea, tom))
    assert await refused(session, scene, scene.marc, scene.team, manager=admin) == [(Reason.MANAGER_STAYS, "manager")]
    assert await refused(session, scene, scene.lea, scene.team) == [(Reason.ONLY_ORGANISERS, "")]


async def test_what_is_wrong_is_said_in_its_field(session: AsyncSession, scene: Scene, admin: Person) -> None:
    assert await refused(session, scene, admin, scene.team, name="", reps=()) == [
        (Reason.NO_TEAM_NAME, "name"),
        (Reason.NO_REPS, "reps"),
    ]
    assert await refused(session, scene, admin, scene.team, reps=(scene.lea, scene.marc)) == [
        (Reason.MANAGER_AMONG_REPS, "reps")
    ]
    past = replace(WEEKLY, since=date(2026, 10, 5))
    assert await refused(session, scene, admin, scene.team, rhythm=past) == [(Reason.DAY_PAST, "since")]


async def test_a_rep_of_another_team_is_named_in_the_field_they_came_with(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    wish = await wish_of(session, scene, grouped=frozenset({scene.lea.id}))

    with pytest.raises(Rejected) as refusal:
        await roster_change.save(session, wish, None, by=scene.caller(admin), at=SOON)

    [problem] = refusal.value.problems
    assert (problem.reason, problem.field) == (Reason.IN_ANOTHER_TEAM, "group")
    assert problem.details == {"name": scene.lea.name, "team": "Ventes"}


async def test_the_same_form_twice_changes_nothing_and_tells_nobody(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    wish = await wish_of(session, scene, name="Nord")
    for _ in range(2):
        await roster_change.save(session, wish, scene.team, by=scene.caller(admin), at=SOON)

    assert (await owed(session, scene))["team_leading Marc"] == 1
    assert await pairs(session, scene) == [("Léa", "Marc", True)]


async def test_another_country_brings_its_holidays_to_the_reps(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    await save(session, scene, admin, scene.team, country="FR-57")

    pair = await team.pair_of(session, by=scene.rep)
    assert pair.country == "FR-57"


async def test_a_check_in_nobody_has_begun_goes_to_the_new_manager(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    made, tom = await opened(session, scene), await meet(session, TOM)

    await save(session, scene, admin, scene.team, manager=tom)

    assert await pairs(session, scene) == [("Léa", "Marc", False), ("Léa", "Tom", True)]
    handed_over = (await checkin.latest(session, [scene.lea.id]))[scene.lea.id]
    assert (handed_over.id, handed_over.manager, handed_over.talk_at) == (made, tom, TALK_AT)
    with pytest.raises(Rejected):
        await checkin.sheet(session, made, by=scene.manager, at=SOON)
    told = await owed(session, scene)
    assert (told["pair_begun Léa"], told["team_leading Tom"], told["pair_ended Marc"]) == (1, 1, 1)
    assert "pair_ended Léa" not in told


async def test_one_that_was_begun_stays_with_the_former_two(session: AsyncSession, scene: Scene, admin: Person) -> None:
    made, tom = await opened(session, scene), await meet(session, TOM)
    await halves.record(session, scene.reps_half(made), by=scene.rep, at=OPENING)

    await save(session, scene, admin, scene.team, manager=tom)
    await halves.record(session, scene.managers_half(made), by=scene.manager, at=SOON)

    assert (await checkin.sheet(session, made, by=scene.rep, at=SOON)).checkin.revealed
    with pytest.raises(Rejected):
        await checkin.sheet(session, made, by=scene.caller(tom), at=SOON)
    [led] = (await team.home(session, by=scene.caller(tom), at=SOON)).teams
    assert led.reps[0].checkin is None  # it is none of Tom's
    await checkin_opening.open_due(session, at=OPENING + timedelta(days=14))
    latest = (await checkin.latest(session, [scene.lea.id]))[scene.lea.id]
    assert (latest.manager, latest.talk_at) == (tom, TALK_AT + timedelta(days=14))


async def test_one_that_was_begun_before_its_time_is_not_asked_for_again(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    early, tom = await checkin_opening.open_early(session, by=scene.rep, at=BEFORE), await meet(session, TOM)
    await halves.record(session, scene.reps_half(early.checkin.id), by=scene.rep, at=BEFORE)

    await save(session, scene, admin, scene.team, BEFORE, manager=tom)

    home = await team.home(session, by=scene.caller(tom), at=BEFORE)
    assert home.teams[0].reps[0].upcoming.on == TALK + timedelta(days=14)


async def test_open_actions_go_along_and_the_former_manager_sees_nothing_written_later(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    made, tom = await opened(session, scene), await meet(session, TOM)
    half = replace(scene.reps_half(made), action=scene.action(of=scene.lea))
    await halves.record(session, half, by=scene.rep, at=OPENING)
    await save(session, scene, admin, scene.team, manager=tom)

    pair = await team.pair_of(session, by=scene.rep)
    assert [one.owner for one in await action.open_of_pair(session, pair.id)] == [scene.lea]
    assert (await checkin.sheet(session, made, by=scene.manager, at=SOON)).pending == ()
    assert [one.latest for one in (await checkin.sheet(session, made, by=scene.manager, at=SOON)).objectives] == [
        None
    ] * 2
    with pytest.raises(Rejected):
        await objective.look(session, scene.contracts, by=scene.manager)
    assert (await objective.look(session, scene.contracts, by=scene.caller(tom))).manager == tom
    assert (await team.home(session, by=scene.manager, at=SOON)).teams == ()


async def test_a_rep_who_leaves_the_team_is_asked_no_more_and_both_are_told(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    made, tom = await opened(session, scene), await meet(session, TOM)

    await save(session, scene, admin, scene.team, reps=(tom,))

    sheet = await checkin.sheet(session, made, by=scene.manager, at=SOON)  # readable still
    assert sheet.checkin.skip
    assert sheet.checkin.skip.cause is Cause.CLOSED
    told = await owed(session, scene)
    assert (told["pair_ended Léa"], told["pair_ended Marc"]) == (1, 1)
    assert (await team.home(session, by=scene.rep, at=SOON)).mine is None
    await checkin_opening.open_due(session, at=OPENING + timedelta(days=14))
    assert (await checkin.latest(session, [scene.lea.id]))[scene.lea.id].id == made


async def test_a_rep_who_comes_back_finds_their_open_actions(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    made, tom = await opened(session, scene), await meet(session, TOM)
    await halves.record(
        session, replace(scene.reps_half(made), action=scene.action(of=scene.lea)), by=scene.rep, at=OPENING
    )
    await save(session, scene, admin, scene.team, reps=(tom,))

    await save(session, scene, admin, scene.team, reps=(tom, scene.lea))

    pair = await team.pair_of(session, by=scene.rep)
    assert len(await action.open_of_pair(session, pair.id)) == 1


async def test_a_rep_may_join_another_team_once_they_have_left(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    tom, noa = await meet(session, TOM), await meet(session, NOA)
    await save(session, scene, admin, scene.team, reps=(noa,))

    await save(session, scene, admin, None, name="Nord", manager=tom, reps=(scene.lea,))

    assert (await team.pair_of(session, by=scene.rep)).manager_id == tom.id


async def test_a_team_that_is_dissolved_leaves_its_history(session: AsyncSession, scene: Scene, admin: Person) -> None:
    made = await opened(session, scene)
    with pytest.raises(Rejected):
        await roster_change.dissolve(session, scene.team, by=scene.manager, at=SOON)

    assert await roster_change.dissolve(session, scene.team, by=scene.caller(admin), at=SOON) == "Ventes"

    assert await roster.changeable(session, by=scene.caller(admin), at=SOON) == ()
    for who in (scene.rep, scene.manager):
        assert (await checkin.sheet(session, made, by=who, at=SOON)).checkin.id == made
    home = await team.home(session, by=scene.manager, at=SOON)
    assert (home.mine, home.teams) == (None, ())
    told = await owed(session, scene)
    assert (told["pair_ended Léa"], told["team_dissolved Marc"]) == (1, 1)
    assert "pair_ended Marc" not in told


async def test_a_manager_who_leaves_leaves_a_team_that_waits_for_another(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    await opened(session, scene)
    for _ in range(2):
        await roster_change.depart(session, scene.marc.id, at=SOON)

    waiting = await roster.setup(session, scene.team, by=scene.caller(admin), at=SOON)
    assert (waiting.leaderless, waiting.manager, waiting.reps) == (True, None, (scene.lea,))
    told = await owed(session, scene)
    assert (told["pair_ended Léa"], told["team_leaderless Inès"]) == (1, 1)
    assert "pair_ended Marc" not in told

    tom = await meet(session, TOM)
    await save(session, scene, admin, scene.team, manager=tom, reps=(scene.lea,))
    assert (await team.pair_of(session, by=scene.rep)).manager_id == tom.id


async def test_a_rep_whose_account_is_deactivated_owes_nothing_more(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    made = await opened(session, scene)
    await organiser.name(session, {scene.lea.id}, by=scene.caller(admin), at=OPENING)

    await roster_change.depart(session, scene.lea.id, at=SOON)

    sheet = await checkin.sheet(session, made, by=scene.manager, at=SOON)
    assert sheet.checkin.skip
    assert (await team.home(session, by=scene.manager, at=SOON)).teams[0].reps == ()
    told = await owed(session, scene)
    assert told["pair_ended Marc"] == 1
    assert "pair_ended Léa" not in told
    assert await organiser.named(session, by=scene.caller(admin)) == ()


async def test_another_rhythm_of_the_team_is_taken_by_those_who_follow_and_each_is_told_once(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    tom = await meet(session, TOM)
    await save(session, scene, admin, scene.team, reps=(scene.lea, tom))  # Léa's rhythm is her pair's own

    await save(session, scene, admin, scene.team, reps=(scene.lea, tom), rhythm=WEEKLY)

    [led] = (await team.home(session, by=scene.manager, at=SOON)).teams
    assert {one.rep.name: one.upcoming.on for one in led.reps} == {
        scene.lea.name: TALK,
        "Tom Baker": date(2026, 10, 13),
    }
    told = await owed(session, scene)
    assert told["rhythm_followed Tom"] == 1
    assert "rhythm_followed Léa" not in told
