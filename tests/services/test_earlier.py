"""Looking back: which check-ins somebody finds, in which order, page by page, and each of them to read."""

from collections.abc import Awaitable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.checkin import Side
from bot.rules.earlier import PAGE, Earlier
from bot.rules.person import Caller, Person
from bot.rules.refusal import Reason, Rejected
from bot.services import checkin_opening, earlier, person, skip, team
from tests.services.noise import ELSEWHERE
from tests.services.scene import INES, OPENING, TALK_AT, Scene, opened
from tests.services.test_checkin_telling import send
from tests.services.test_roster import NOA, TOM, meet, save

REP, MANAGER = Side.REP, Side.MANAGER
AFTER = TALK_AT + timedelta(hours=2)
TWO_WEEKS = timedelta(weeks=2)
IN_WINTER = timedelta(hours=1)  # later in UTC, once the clocks have gone back


@pytest.fixture
async def admin(session: AsyncSession, scene: Scene) -> Person:
    return await person.remember(session, replace(INES, is_admin=True), workspace=scene.workspace)


async def found(session: AsyncSession, scene: Scene, by: Caller, at: datetime = AFTER, *, page: int = 0) -> Earlier:
    whose = None if by == scene.rep else scene.lea.slack_id
    return await earlier.listed(session, by=by, at=at, page=page, rep=whose)


def keys(listed: Earlier) -> list[int]:
    return [one.checkin.id for one in listed.entries]


async def reason(act: Awaitable[object]) -> Reason:
    with pytest.raises(Rejected) as refusal:
        await act
    return refusal.value.problems[0].reason


async def held(session: AsyncSession, scene: Scene, count: int) -> list[int]:
    """Have so many check-ins pass, the newest first."""
    made = [await opened(session, scene, OPENING + n * TWO_WEEKS + IN_WINTER) for n in range(count)]
    return made[::-1]


async def test_the_two_find_what_is_over_and_not_what_is_to_come(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene)
    assert keys(await found(session, scene, scene.rep, OPENING)) == []

    await send(session, scene, made, REP, OPENING)

    for by in (scene.rep, scene.manager):
        assert keys(await found(session, scene, by, OPENING)) == []
        assert keys(await found(session, scene, by, AFTER)) == [made]


async def test_one_that_is_left_out_is_found_at_once_with_why(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene)
    pair = await team.pair_of(session, by=scene.rep)
    await skip.skip(session, pair, "Salon", by=scene.rep, at=OPENING)

    [entry] = (await found(session, scene, scene.manager, OPENING)).entries
    assert entry.checkin.id == made
    assert entry.checkin.skip
    assert entry.checkin.skip.reason == "Salon"


async def test_they_come_newest_first_ten_a_page(session: AsyncSession, scene: Scene) -> None:
    made = await held(session, scene, PAGE + 2)
    at = AFTER + (PAGE + 2) * TWO_WEEKS

    first = await found(session, scene, scene.rep, at)
    assert (keys(first), first.total, first.pages, first.page) == (made[:PAGE], PAGE + 2, 2, 0)
    assert keys(await found(session, scene, scene.manager, at, page=1)) == made[PAGE:]
    beyond = await found(session, scene, scene.rep, at, page=7)
    assert (keys(beyond), beyond.page) == (made[PAGE:], 1)
    assert (await found(session, scene, scene.rep, at, page=-1)).page == 0


async def test_a_reps_go_across_managers_and_a_managers_are_those_of_the_two(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    before = await opened(session, scene)
    await send(session, scene, before, REP, OPENING)
    tom = await meet(session, TOM)
    await save(session, scene, admin, scene.team, at=AFTER, manager=tom)
    later = await opened(session, scene, OPENING + TWO_WEEKS)
    at = AFTER + TWO_WEEKS

    assert keys(await found(session, scene, scene.rep, at)) == [later, before]
    assert keys(await found(session, scene, scene.caller(tom), at)) == [later]
    assert keys(await found(session, scene, scene.manager, at)) == [before]
    assert [one.checkin.manager for one in (await found(session, scene, scene.rep, at)).entries] == [tom, scene.marc]


async def test_who_is_neither_of_the_two_finds_none(session: AsyncSession, scene: Scene, admin: Person) -> None:
    made, noa = await opened(session, scene), await meet(session, NOA)
    await save(session, scene, admin, scene.team, reps=(scene.lea, noa))

    for who in (admin, noa):
        assert await reason(found(session, scene, scene.caller(who))) is Reason.NOT_YOUR_PAIR
        assert await reason(earlier.read(session, made, by=scene.caller(who), at=AFTER)) is Reason.NOT_YOURS
    elsewhere = Caller(ELSEWHERE, scene.marc.slack_id)
    assert made not in keys(await found(session, scene, elsewhere))
    assert await reason(earlier.read(session, made, by=elsewhere, at=AFTER)) is Reason.NO_CHECKIN


async def test_a_manager_names_a_rep(session: AsyncSession, scene: Scene) -> None:
    await opened(session, scene)

    assert await reason(earlier.listed(session, by=scene.manager, at=AFTER)) is Reason.NAME_A_REP
    assert await reason(earlier.listed(session, by=scene.rep, at=AFTER, rep="U0NOBODY")) is Reason.NOT_A_REP
    assert await reason(earlier.listed(session, by=Caller(scene.workspace, "U0NOBODY"), at=AFTER)) is Reason.NO_TEAM


async def test_a_rep_who_has_left_the_team_still_finds_theirs(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    made = await opened(session, scene)
    await send(session, scene, made, REP, OPENING)
    await save(session, scene, admin, scene.team, at=AFTER, reps=(await meet(session, NOA),))

    listed = await found(session, scene, scene.rep)
    assert (keys(listed), listed.chooses_for) == ([made], None)


async def test_each_reads_what_they_may_of_one(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene)
    await send(session, scene, made, REP, OPENING)

    for by, feedback in ((scene.rep, ["Trop de réunions"]), (scene.manager, [])):
        read = await earlier.read(session, made, by=by, at=AFTER)
        assert [one.text for key, one in read.sheet.answers(REP).items() if key == "mission"] == feedback
        assert not read.is_shown


async def test_a_check_in_that_is_handed_over_unbegun_is_the_new_managers(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    made, tom = await opened(session, scene), await meet(session, TOM)
    await save(session, scene, admin, scene.team, at=OPENING + timedelta(hours=1), manager=tom)

    assert keys(await found(session, scene, scene.caller(tom))) == [made]
    assert await reason(found(session, scene, scene.manager)) is Reason.NOT_YOUR_PAIR
    assert await session.get(models.CheckIn, made)
    assert await checkin_opening.open_due(session, at=AFTER) == 0
