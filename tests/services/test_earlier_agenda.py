"""The agenda of a pair that has ended: its two find it again, and nobody else does."""

from collections.abc import Awaitable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.agenda import NewPoint, Outcome
from bot.rules.earlier import Ended, EndedAgenda
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.services import agenda_point, earlier, earlier_agenda, team
from tests.services.noise import ELSEWHERE
from tests.services.scene import LEA, Scene
from tests.services.test_agenda import join, leave, move_to_ines

LATER = timedelta(days=1)


@pytest.fixture
async def left(session: AsyncSession, scene: Scene, at: datetime) -> int:
    """Have Léa leave Marc for Inès, with two points of hers and two of Marc's on their agenda; return their pair."""
    pair = await team.pair_of(session, by=scene.rep)
    for text, by in (("Dupont", scene.rep), ("Verdier", scene.manager), ("Prix", scene.rep), ("Marge", scene.manager)):
        await agenda_point.raise_point(session, NewPoint(LEA.slack_id, text, at), by=by, at=at)
    dupont, verdier, *_ = (await agenda_point.of_rep(session, LEA.slack_id, by=scene.rep)).points
    await agenda_point.talked(session, dupont.id, by=scene.manager, at=at + LATER)
    await agenda_point.drop(session, verdier.id, "Réglé", by=scene.rep, at=at + LATER)
    await move_to_ines(session, scene, at + 2 * LATER)
    return pair.id


async def reason(act: Awaitable[object]) -> Reason:
    with pytest.raises(Rejected) as refusal:
        await act
    return refusal.value.problems[0].reason


def told(agenda: EndedAgenda) -> list[tuple[str, str, Outcome | None, str, str]]:
    return [(one.point.text, one.point.author.name, one.outcome, one.by, one.why) for one in agenda.points]


async def test_the_two_find_who_raised_what_and_what_became_of_it(
    session: AsyncSession, scene: Scene, left: int, at: datetime
) -> None:
    ended = at + 2 * LATER
    for by, reader, other in ((scene.rep, scene.lea, scene.marc), (scene.manager, scene.marc, scene.lea)):
        listed = await earlier.listed(session, by=by, rep=LEA.slack_id, at=ended)
        assert listed.agendas == (Ended(left, other, ended),)
        found = await earlier_agenda.read(session, left, by=by)
        assert (found.reader, found.ended) == (reader, Ended(left, other, ended))
        assert told(found) == [
            ("Marge", scene.marc.name, None, "", ""),
            ("Prix", scene.lea.name, Outcome.CARRIED, "", ""),
            ("Verdier", scene.marc.name, Outcome.DROPPED, scene.lea.name, "Réglé"),
            ("Dupont", scene.lea.name, Outcome.TALKED, scene.marc.name, ""),
        ]


async def test_the_manager_who_follows_an_admin_and_a_namesake_elsewhere_find_nothing(
    session: AsyncSession, scene: Scene, left: int, at: datetime
) -> None:
    assert (await earlier.listed(session, by=scene.admin, rep=LEA.slack_id, at=at + 3 * LATER)).agendas == ()
    for by in (scene.admin, Caller(ELSEWHERE, scene.marc.slack_id), Caller(ELSEWHERE, scene.lea.slack_id)):
        assert await reason(earlier_agenda.read(session, left, by=by)) is Reason.NOT_SHOWN


async def test_an_agenda_that_is_under_way_is_none_of_before(session: AsyncSession, scene: Scene, at: datetime) -> None:
    await agenda_point.raise_point(session, NewPoint(LEA.slack_id, "Dupont", at), by=scene.rep, at=at)
    pair = await team.pair_of(session, by=scene.rep)

    assert (await earlier.listed(session, by=scene.rep, at=at)).agendas == ()
    assert await reason(earlier_agenda.read(session, pair.id, by=scene.rep)) is Reason.NOT_SHOWN


async def test_a_pair_without_a_point_has_none_and_the_newest_comes_first(
    session: AsyncSession, scene: Scene, left: int, at: datetime
) -> None:
    await leave(session, scene, at + 3 * LATER)
    home = await session.get_one(models.Team, scene.team, options=[joinedload(models.Team.manager)])
    await join(session, scene, home, at + 3 * LATER)
    await leave(session, scene, at + 4 * LATER)

    listed = await earlier.listed(session, by=scene.rep, at=at + 5 * LATER)
    assert [(one.other, one.ended_at) for one in listed.agendas] == [
        (scene.marc, at + 4 * LATER),
        (scene.ines, at + 3 * LATER),
        (scene.marc, at + 2 * LATER),
    ]
    first, *_ = listed.agendas
    assert {one[0]: one[2] for one in told(await earlier_agenda.read(session, first.pair, by=scene.manager))} == {
        "Prix": None,
        "Marge": None,
    }


async def test_they_stand_on_the_first_page_only(session: AsyncSession, scene: Scene, left: int, at: datetime) -> None:
    pair = await session.scalar(select(models.Schedule.id).where(models.Schedule.pair_id == left))
    for number in range(11):
        day = at - timedelta(weeks=number + 1)
        session.add(
            models.CheckIn(
                workspace_id=scene.workspace,
                schedule_id=pair,
                rep_id=scene.lea.id,
                manager_id=scene.marc.id,
                scheduled_on=day.date(),
                opens_at=day,
                due_at=day,
                talk_at=day,
            )
        )
    await session.flush()

    first = await earlier.listed(session, by=scene.rep, at=at + 3 * LATER)
    assert (first.pages, len(first.agendas)) == (2, 1)
    assert (await earlier.listed(session, by=scene.rep, page=1, at=at + 3 * LATER)).agendas == ()
