"""Asking many at once: each is shown what they would be shown alone."""

from dataclasses import replace

from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.person import Caller
from bot.services import checkin, checkin_asked
from bot.services import half as halves
from tests.services.scene import OPENING, STRANGER, WORKSPACE, Scene, opened


async def test_both_of_a_pair_read_what_each_would_read_alone(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene)

    found = await checkin_asked.sheets(session, {(made, scene.rep), (made, scene.manager)})

    alone = {
        (made, by): replace(await checkin.sheet(session, made, by=by, at=OPENING), done=())
        for by in (scene.rep, scene.manager)
    }
    assert found == alone


async def test_what_was_begun_and_who_is_no_part_of_it_are_left_out(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene)
    strangers = {(made, Caller(WORKSPACE, STRANGER)), (made, Caller("T0ELSEWHERE", scene.rep.slack_id))}
    assert await checkin_asked.sheets(session, strangers) == {}

    await halves.record(session, scene.reps_half(made), by=scene.rep, at=OPENING)

    assert await checkin_asked.sheets(session, {(made, scene.rep)}) == {}
