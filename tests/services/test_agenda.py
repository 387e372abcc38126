"""The agenda of a pair: raised by either, seen by the two only, settled once, carried on by what the rep raised."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker
from sqlalchemy.orm import joinedload

import models
from bot.rules.agenda import NewPoint, Origin, Outcome, Point
from bot.rules.person import Caller
from bot.rules.refusal import Problem, Reason, Rejected
from bot.rules.team import NewTeam
from bot.services import agenda, agenda_point, checkin, handover, rhythm, team
from tests.services.noise import ELSEWHERE
from tests.services.scene import INES, LEA, STRANGER, WORKSPACE, Scene, opened
from tests.services.strategy_scene import problems
from tests.services.waiting import begun_beside

SOON = timedelta(minutes=10)
LINK = "https://acme.slack.com/archives/C0001/p1"


def new(at: datetime, text: str = "Le prix de Dupont", **given: Any) -> NewPoint:
    return replace(NewPoint(LEA.slack_id, text, at), **given)


@pytest.fixture
async def raised(session: AsyncSession, scene: Scene, at: datetime) -> int:
    """Have Léa raise a point, and return its key."""
    await agenda_point.raise_point(session, new(at), by=scene.rep, at=at)
    return (await points(session, scene))[0].id


async def points(session: AsyncSession, scene: Scene, by: Caller | None = None) -> tuple[Point, ...]:
    return (await agenda_point.of_rep(session, LEA.slack_id, by=by or scene.rep)).points


async def row_of(session: AsyncSession, key: int) -> models.AgendaPoint:
    return await session.get_one(models.AgendaPoint, key)


async def refused(act: Awaitable[object]) -> list[Problem]:
    with pytest.raises(Rejected) as refusal:
        await act
    return problems(refusal.value)


async def test_either_raises_a_point_and_both_see_by_whom(session: AsyncSession, scene: Scene, at: datetime) -> None:
    told = [
        await agenda_point.raise_point(session, new(at), by=scene.rep, at=at),
        await agenda_point.raise_point(session, new(at, "La marge", link=LINK), by=scene.manager, at=at),
    ]

    assert told == [scene.marc, scene.lea]
    for by in (scene.rep, scene.manager):
        assert [(one.author, one.text, one.origin) for one in await points(session, scene, by)] == [
            (scene.lea, "Le prix de Dupont", Origin.HOME),
            (scene.marc, "La marge", Origin.MESSAGE),
        ]


async def test_both_find_it_on_home_and_in_the_check_in(
    session: AsyncSession, scene: Scene, raised: int, at: datetime
) -> None:
    mine = (await team.home(session, by=scene.rep, at=at)).mine
    [theirs] = (await team.home(session, by=scene.manager, at=at)).teams
    sheet = await checkin.sheet(session, await opened(session, scene), by=scene.manager, at=at)

    assert mine
    assert [one.id for one in (*mine.points, *theirs.reps[0].points, *sheet.points)] == [raised] * 3


async def test_both_are_owed_a_new_home(session: AsyncSession, scene: Scene, raised: int) -> None:
    homes = select(models.Person.name).join(models.Delivery, models.Delivery.recipient_id == models.Person.id)
    found = await session.scalars(
        homes.where(models.Delivery.kind == "home", models.Delivery.workspace_id == WORKSPACE)
    )
    assert set(found) == {scene.lea.name, scene.marc.name}


async def test_the_same_point_sent_twice_from_one_form_is_one(
    session: AsyncSession, scene: Scene, raised: int, at: datetime
) -> None:
    await agenda_point.raise_point(session, new(at), by=scene.rep, at=at + SOON)
    await agenda_point.raise_point(session, new(at + SOON), by=scene.rep, at=at + SOON)

    assert len(await points(session, scene)) == 2


async def test_a_point_without_a_word_is_refused_in_its_field(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    act = agenda_point.raise_point(session, new(at, ""), by=scene.rep, at=at)

    assert await refused(act) == [Problem(Reason.EMPTY, "agenda_text")]


async def test_what_was_talked_about_is_off_the_agenda_and_a_second_click_changes_nothing(
    session: AsyncSession, scene: Scene, raised: int, at: datetime
) -> None:
    left = await agenda_point.talked(session, raised, by=scene.manager, at=at)
    await agenda_point.talked(session, raised, by=scene.rep, at=at + SOON)

    row = await row_of(session, raised)
    assert left.points == ()
    assert (row.outcome, row.settled_at, row.settled_by_id) == (Outcome.TALKED, at, scene.marc.id)


async def test_nothing_is_dropped_without_a_reason(
    session: AsyncSession, scene: Scene, raised: int, at: datetime
) -> None:
    act = agenda_point.drop(session, raised, "", by=scene.rep, at=at)
    assert await refused(act) == [Problem(Reason.EMPTY, "agenda_why")]

    left = await agenda_point.drop(session, raised, "C’est réglé", by=scene.rep, at=at)

    row = await row_of(session, raised)
    assert (left.points, row.outcome, row.why) == ((), Outcome.DROPPED, "C’est réglé")


async def test_a_point_that_was_settled_otherwise_says_how(
    session: AsyncSession, scene: Scene, raised: int, at: datetime
) -> None:
    await agenda_point.drop(session, raised, "C’est réglé", by=scene.rep, at=at)

    with pytest.raises(Rejected) as refusal:
        await agenda_point.talked(session, raised, by=scene.manager, at=at)

    [problem] = refusal.value.problems
    assert (problem.reason, problem.details) == (
        Reason.POINT_SETTLED,
        {"outcome": "dropped", "who": scene.lea.name, "why": "C’est réglé"},
    )
    assert await refused(agenda_point.look(session, raised, by=scene.rep)) == [Problem(Reason.POINT_SETTLED)]


OTHERS = {
    Reason.NOT_YOUR_PAIR: Caller(WORKSPACE, INES.slack_id),
    Reason.NO_TEAM: Caller(WORKSPACE, STRANGER),
    Reason.NO_POINT: Caller(ELSEWHERE, LEA.slack_id),
}


@pytest.mark.parametrize("reason", OTHERS)
async def test_nobody_but_the_two_sees_or_settles_a_point(
    session: AsyncSession, scene: Scene, raised: int, at: datetime, reason: Reason
) -> None:
    by = OTHERS[reason]
    acts = [
        agenda_point.look(session, raised, by=by),
        agenda_point.talked(session, raised, by=by, at=at),
        agenda_point.drop(session, raised, "Non", by=by, at=at),
    ]

    assert [await refused(act) for act in acts] == [[Problem(reason)]] * 3


async def test_nobody_but_the_two_reads_an_agenda_or_adds_to_it(
    session: AsyncSession, scene: Scene, raised: int, at: datetime
) -> None:
    not_yours = [Problem(Reason.NOT_YOUR_PAIR)]

    assert await refused(agenda_point.of_rep(session, LEA.slack_id, by=scene.admin)) == not_yours
    assert await refused(agenda_point.raise_point(session, new(at), by=scene.admin, at=at)) == not_yours
    assert await refused(agenda_point.shared(session, by=scene.admin)) == [Problem(Reason.NO_TEAM)]


async def test_a_manager_is_asked_with_which_rep(session: AsyncSession, scene: Scene) -> None:
    assert [one.other for one in await agenda_point.shared(session, by=scene.manager)] == [scene.lea]
    assert [one.other for one in await agenda_point.shared(session, by=scene.rep)] == [scene.marc]


async def test_another_manager_finds_what_the_rep_raised_and_not_what_the_former_one_did(
    session: AsyncSession, scene: Scene, raised: int, at: datetime
) -> None:
    await agenda_point.raise_point(session, new(at, "La marge"), by=scene.manager, at=at)
    await move_to_ines(session, scene, at)

    [found] = await points(session, scene, scene.admin)
    assert (found.text, found.author, found.raised_at) == ("Le prix de Dupont", scene.lea, at)
    assert (await row_of(session, raised)).outcome is Outcome.CARRIED
    left = await session.scalars(
        select(models.AgendaPoint.text).where(
            models.AgendaPoint.settled_at.is_(None), models.AgendaPoint.author_id == scene.marc.id
        )
    )
    assert left.all() == ["La marge"]
    assert await refused(agenda_point.of_rep(session, LEA.slack_id, by=scene.manager)) == [
        Problem(Reason.NOT_YOUR_PAIR)
    ]


async def test_a_rep_who_comes_back_to_the_same_manager_finds_all_that_was_open(
    session: AsyncSession, scene: Scene, raised: int, at: datetime
) -> None:
    await agenda_point.raise_point(session, new(at, "La marge"), by=scene.manager, at=at)
    await leave(session, scene, at)
    home = await session.get_one(models.Team, scene.team, options=[joinedload(models.Team.manager)])
    await join(session, scene, home, at)

    assert [one.text for one in await points(session, scene)] == ["Le prix de Dupont", "La marge"]


async def move_to_ines(session: AsyncSession, scene: Scene, at: datetime) -> None:
    """Have Léa leave Marc's team and join one that Inès leads."""
    await leave(session, scene, at)
    wanted = NewTeam("Sud", scene.ines.id, "C0SOUTH", "FR", "fr-FR", "Europe/Paris")
    made = await team.create(session, wanted, workspace=WORKSPACE)
    other = await session.get_one(models.Team, made, options=[joinedload(models.Team.manager)])
    await join(session, scene, other, at)


async def leave(session: AsyncSession, scene: Scene, at: datetime) -> None:
    [schedule] = await rhythm.running(session, models.Pair.rep_id == scene.lea.id)
    await handover.end(session, schedule, at=at)


async def join(session: AsyncSession, scene: Scene, to: models.Team, at: datetime) -> None:
    lea, ines = [await session.get_one(models.Person, one.id) for one in (scene.lea, scene.ines)]
    usual = await rhythm.inherited(session, WORKSPACE, None, since=at.date())
    await handover.begin(session, to, lea, usual, by=ines, at=at)


async def test_a_point_ticked_by_both_at_once_is_ticked_once(
    at_once: Callable[..., Awaitable[list[Any]]], session: AsyncSession, scene: Scene, raised: int, at: datetime
) -> None:
    await session.commit()

    async def tick(by: Caller, session: AsyncSession) -> int:
        return len((await agenda_point.talked(session, raised, by=by, at=at)).points)

    assert await at_once(lambda one: tick(scene.rep, one), lambda one: tick(scene.manager, one)) == [0, 0]


@pytest.mark.parametrize("server", ["postgresql"], indirect=True)
async def test_who_takes_a_point_off_a_second_too_late_is_told_who_was_first(
    session: AsyncSession, sessions: async_sessionmaker[AsyncSession], scene: Scene, raised: int, at: datetime
) -> None:
    await session.commit()

    async def drop(session: AsyncSession) -> object:
        return await agenda_point.drop(session, raised, "Réglé", by=scene.manager, at=at)

    await agenda_point.talked(session, raised, by=scene.rep, at=at)
    task = await begun_beside(session, sessions, drop)
    await session.commit()

    with pytest.raises(Rejected) as refusal:
        await task
    assert refusal.value.problems[0].details["who"] == scene.lea.name


@pytest.mark.parametrize("server", ["postgresql"], indirect=True)
async def test_a_point_that_is_ticked_as_another_manager_takes_over_is_not_carried_on(
    session: AsyncSession, sessions: async_sessionmaker[AsyncSession], scene: Scene, raised: int, at: datetime
) -> None:
    await leave(session, scene, at)
    following = {"rep_id": scene.lea.id, "manager_id": scene.ines.id, "team_id": scene.team, "country": "FR"}
    pair = models.Pair(workspace_id=WORKSPACE, **following)
    session.add(pair)
    await session.commit()
    key = pair.id

    async def carry(session: AsyncSession) -> None:
        await agenda.carry(session, pair, at=at)

    await agenda_point.talked(session, raised, by=scene.rep, at=at)
    task = await begun_beside(session, sessions, carry)
    await session.commit()
    await task

    session.expire_all()
    assert (await row_of(session, raised)).outcome is Outcome.TALKED
    assert (await agenda.open_points(session, [key]))[key] == ()
