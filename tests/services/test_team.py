"""Teams: the first prompt of a new rep, and what each person's Home shows."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.cadence import Occurrence
from bot.rules.person import Caller, Profile
from bot.rules.recurrence import EVERY_WEEK
from bot.rules.refusal import Rejected
from bot.rules.team import NewRep, NewTeam
from bot.services import checkin, person, team
from tests.services.noise import ELSEWHERE
from tests.services.scene import DUE, LEA, OPENING, STRANGER, TALK, TALK_AT, WORKSPACE, Scene, opened

TOM = Profile("U0TOM00001", "Tom Baker", "Europe/London", "en-GB")
ADAM = Profile("U0ADAM0001", "Adam Best", "Europe/London", "en-GB")
FIRST = Occurrence(TALK, OPENING, DUE, TALK_AT)
SECOND = Occurrence(date(2026, 10, 22), *(one + timedelta(days=14) for one in (OPENING, DUE, TALK_AT)))


async def add(session: AsyncSession, scene: Scene, who: Profile, at: datetime, **wish: object) -> Occurrence:
    rep = await person.remember(session, who, workspace=WORKSPACE)
    await team.add_rep(session, scene.team, NewRep(rep.id, "GB-ENG", TALK, **wish), at=at)
    home = await team.home(session, by=scene.caller(rep), at=at)
    assert home.mine
    return home.mine.upcoming


@pytest.mark.parametrize(
    ("at", "on"),
    [
        (OPENING - timedelta(days=90), date(2026, 10, 8)),
        (OPENING + timedelta(hours=1), date(2026, 10, 8)),  # 09:30 in London
        (OPENING + timedelta(hours=1, seconds=1), date(2026, 10, 22)),
        (OPENING + timedelta(days=14), date(2026, 10, 22)),
        (OPENING + timedelta(days=365), date(2027, 10, 21)),
    ],
)
async def test_a_new_reps_first_check_in_is_the_next_whose_prompt_has_not_opened(
    session: AsyncSession, scene: Scene, at: datetime, on: date
) -> None:
    assert (await add(session, scene, TOM, at)).on == on


async def test_a_rep_talks_at_their_own_time_zones_hours(session: AsyncSession, scene: Scene) -> None:
    upcoming = await add(session, scene, TOM, OPENING, meets_at=time(14), prompt_at=time(8), often=EVERY_WEEK)

    assert upcoming.opens_at == datetime(2026, 10, 13, 7, tzinfo=UTC)
    assert upcoming.talk_at == datetime(2026, 10, 15, 13, tzinfo=UTC)
    stored = (await session.scalars(select(models.Schedule).order_by(models.Schedule.id.desc()))).first()
    assert stored
    assert (stored.next_on, stored.next_at) == (upcoming.on, upcoming.opens_at)


async def test_a_rep_sees_their_own_check_in_and_objectives(session: AsyncSession, scene: Scene) -> None:
    home = await team.home(session, by=scene.rep, at=OPENING)

    assert (home.person, home.at, home.teams) == (scene.lea, OPENING, ())
    assert home.mine
    assert (home.mine.rep, home.mine.manager, home.mine.checkin) == (scene.lea, scene.marc, None)
    assert home.mine.upcoming == FIRST
    assert [one.id for one in home.mine.objectives] == [scene.contracts, scene.accounts]


async def test_once_opened_the_check_in_is_there_and_the_next_is_announced(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene)

    home = await team.home(session, by=scene.rep, at=OPENING)

    assert home.mine
    assert home.mine.checkin
    assert home.mine.checkin.id == made
    assert home.mine.upcoming == SECOND


async def test_a_manager_sees_the_reps_of_each_team_by_name(session: AsyncSession, scene: Scene) -> None:
    for who in (TOM, ADAM):
        await add(session, scene, who, OPENING)
    empty = await team.create(
        session, NewTeam("Grands comptes", scene.marc.id, "C0KEY", "FR", "fr-FR", "Europe/Paris"), workspace=WORKSPACE
    )

    home = await team.home(session, by=scene.manager, at=OPENING)

    assert home.mine is None
    assert empty > scene.team
    assert [(one.name, [state.rep.name for state in one.reps]) for one in home.teams] == [
        ("Ventes", ["Adam Best", LEA.name, "Tom Baker"]),
        ("Grands comptes", []),
    ]
    assert [one.id for one in home.teams[0].reps[1].objectives] == [scene.contracts, scene.accounts]
    assert home.teams[0].reps[0].objectives == ()


async def test_a_manager_may_be_the_rep_of_another(session: AsyncSession, scene: Scene) -> None:
    above = await team.create(
        session, NewTeam("Direction", scene.ines.id, "C0TOP", "FR", "fr-FR", "Europe/Paris"), workspace=WORKSPACE
    )
    await team.add_rep(session, above, NewRep(scene.marc.id, "FR", TALK), at=OPENING)

    home = await team.home(session, by=scene.manager, at=OPENING)

    assert home.mine
    assert (home.mine.rep, home.mine.manager) == (scene.marc, scene.ines)
    assert [state.rep for one in home.teams for state in one.reps] == [scene.lea]


async def test_somebody_in_no_team_has_an_empty_home(session: AsyncSession, scene: Scene) -> None:
    home = await team.home(session, by=scene.caller(scene.ines), at=OPENING)

    assert (home.person, home.mine, home.teams) == (scene.ines, None, ())


@pytest.mark.usefixtures("scene")
async def test_a_stranger_has_no_home(session: AsyncSession) -> None:
    with pytest.raises(Rejected):
        await team.home(session, by=Caller(WORKSPACE, STRANGER), at=OPENING)


async def test_the_same_slack_ids_elsewhere_see_their_own_pair(session: AsyncSession, scene: Scene) -> None:
    await opened(session, scene)

    there = await team.home(session, by=Caller(ELSEWHERE, LEA.slack_id), at=OPENING)

    assert there.mine
    assert there.mine.rep.id != scene.lea.id
    assert there.mine.checkin
    assert there.mine.checkin.revealed
    assert {one.id for one in there.mine.objectives}.isdisjoint({scene.contracts, scene.accounts})
    ours = await checkin.latest(session, [scene.lea.id])
    assert [one.revealed for one in ours.values()] == [False]


async def test_read_for_several_people_each_home_is_as_it_is_alone(session: AsyncSession, scene: Scene) -> None:
    await opened(session, scene)
    await add(session, scene, TOM, OPENING)
    readers = [scene.rep, scene.manager, Caller(WORKSPACE, TOM.slack_id)]

    found = await team.homes(session, [*readers, Caller(WORKSPACE, "U0NOBODY01")], at=OPENING)

    assert found == {by: await team.home(session, by=by, at=OPENING) for by in readers}
    assert [len(one.teams) for one in found.values()].count(1) == 1
