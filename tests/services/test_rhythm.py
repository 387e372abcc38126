"""Rhythms that are inherited: a pair's own before its team's, a team's before the workspace's, each whole."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.cadence import Rhythm
from bot.rules.person import Person
from bot.rules.recurrence import EVERY_TWO_WEEKS, EVERY_WEEK, LAST, Monthly
from bot.rules.refusal import Reason, Rejected
from bot.services import cadence, checkin, person, rhythm, roster_telling, team
from tests.services.noise import ELSEWHERE
from tests.services.scene import INES, OPENING, TALK, Scene, opened
from tests.services.test_checkin_telling import owed
from tests.services.test_roster import SOON, TOM, WEEKLY, meet, save

MONTHLY = Rhythm(Monthly(LAST), 0, time(9), time(8), date(2026, 10, 12))


@pytest.fixture
async def admin(session: AsyncSession, scene: Scene) -> Person:
    return await person.remember(session, replace(INES, is_admin=True), workspace=scene.workspace)


async def change(session: AsyncSession, scene: Scene, wish: Rhythm, by: Person, at: datetime = SOON) -> list[str]:
    """Give the workspace a rhythm, and return the reps whose talks come at other times."""
    changed = await rhythm.change_of_workspace(session, wish, by=scene.caller(by), at=at)
    await roster_telling.rhythm_changed(session, changed, by=scene.caller(by), at=at)
    return [one.pair.rep.name for one in changed]


async def follow(session: AsyncSession, scene: Scene, at: datetime = SOON) -> Person | None:
    pair = await team.pair_of(session, by=scene.rep)
    wish = await rhythm.of_pair(session, pair, at=at)
    return await cadence.change(session, pair, wish, is_own=False, by=scene.rep, at=at)


async def dates(session: AsyncSession, scene: Scene) -> dict[str, date]:
    """Return the next date of each pair of the workspace that runs."""
    rows = await session.scalars(
        select(models.Schedule)
        .join(models.Schedule.pair)
        .where(models.Schedule.workspace_id == scene.workspace, models.Pair.ended_at.is_(None))
        .options(*cadence.WITH_PAIR)
        .execution_options(populate_existing=True)
    )
    return {row.pair.rep.name.split()[0]: row.next_on for row in rows}


async def test_where_nobody_has_chosen_it_is_every_two_thursdays_at_ten(session: AsyncSession, scene: Scene) -> None:
    found = await rhythm.of_pair(session, await team.pair_of(session, by=scene.rep), at=SOON)

    assert (found.often, found.weekday, found.meets_at, found.anchor) == (EVERY_TWO_WEEKS, 3, time(10), TALK)


async def test_a_team_without_its_own_follows_the_workspace_and_each_is_told_once(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    await follow(session, scene)
    before = await owed(session, scene)

    assert await change(session, scene, WEEKLY, admin) == [scene.lea.name]
    assert await change(session, scene, WEEKLY, admin) == []

    assert await dates(session, scene) == {"Léa": date(2026, 10, 13)}
    told = await owed(session, scene)
    assert {kind: told[kind] for kind in told.keys() - before.keys()} == {
        "rhythm_followed Léa": 1,
        "team_leading Marc": 1,
    }


async def test_a_team_with_its_own_and_a_pair_with_its_own_stay_as_they_are(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    tom = await meet(session, TOM)
    await save(session, scene, admin, scene.team, reps=(scene.lea, tom), rhythm=WEEKLY)

    assert await change(session, scene, MONTHLY, admin) == []
    assert await dates(session, scene) == {"Léa": TALK, "Tom": date(2026, 10, 13)}

    assert await save(session, scene, admin, scene.team, reps=(scene.lea, tom), rhythm=MONTHLY)
    assert await dates(session, scene) == {"Léa": TALK, "Tom": date(2026, 10, 26)}


async def test_a_pair_goes_back_to_what_its_team_does(session: AsyncSession, scene: Scene, admin: Person) -> None:
    await save(session, scene, admin, scene.team, rhythm=WEEKLY)

    assert await follow(session, scene) == scene.marc
    assert await dates(session, scene) == {"Léa": date(2026, 10, 13)}
    assert await follow(session, scene) is None  # it does so already

    await save(session, scene, admin, scene.team, rhythm=MONTHLY)
    assert await dates(session, scene) == {"Léa": date(2026, 10, 26)}


async def test_a_check_in_that_is_open_stays(session: AsyncSession, scene: Scene, admin: Person) -> None:
    await follow(session, scene, at=OPENING - timedelta(days=1))
    made = await opened(session, scene)

    await change(session, scene, replace(WEEKLY, since=date(2026, 10, 7)), admin)

    latest = (await checkin.latest(session, [scene.lea.id]))[scene.lea.id]
    assert (latest.id, latest.skip) == (made, None)


async def test_who_joins_later_counts_from_the_teams_first_date(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    fortnightly = replace(WEEKLY, often=EVERY_TWO_WEEKS)
    await save(session, scene, admin, scene.team, rhythm=fortnightly)
    later, tom = SOON + timedelta(days=12), await meet(session, TOM)

    await save(session, scene, admin, scene.team, later, reps=(scene.lea, tom))

    assert (await dates(session, scene))["Tom"] == date(2026, 10, 27)


async def test_only_who_makes_teams_changes_it_and_never_to_the_past(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    with pytest.raises(Rejected) as refusal:
        await change(session, scene, WEEKLY, scene.marc)
    assert refusal.value.problems[0].reason is Reason.ONLY_ORGANISERS
    with pytest.raises(Rejected) as refusal:
        await change(session, scene, replace(WEEKLY, since=date(2026, 10, 5)), admin)
    assert refusal.value.problems[0].field == "since"


async def test_another_workspace_keeps_its_rhythm(session: AsyncSession, scene: Scene, admin: Person) -> None:
    await change(session, scene, WEEKLY, admin)

    there = await rhythm.chosen(session, ELSEWHERE, None)
    assert there
    assert (there.often, there.meets_at) == (EVERY_WEEK, time(7))


async def test_two_rhythms_at_once_leave_one_of_the_two(
    at_once: Callable[..., Awaitable[list[Any]]], session: AsyncSession, scene: Scene, admin: Person
) -> None:
    await follow(session, scene)
    await session.commit()

    def act(wish: Rhythm) -> Callable[[AsyncSession], Awaitable[Any]]:
        return lambda session: change(session, scene, wish, admin)

    await at_once(act(WEEKLY), act(MONTHLY))

    chosen = await rhythm.of_workspace(session, by=scene.caller(admin), at=SOON)
    assert (await dates(session, scene))["Léa"] == chosen.anchor
