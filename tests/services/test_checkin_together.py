"""Transactions that meet in the same rows, and what an old check-in still tells."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

import models
from bot.rules.person import Caller, Profile
from bot.rules.team import NewRep
from bot.services import checkin, checkin_opening, delivery, person, team
from bot.services import half as halves
from tests.services.scene import MADE, OPENING, TALK, Scene

SOON = OPENING + timedelta(minutes=5)


@pytest.mark.parametrize("server", ["postgresql"], indirect=True)
async def test_a_batch_of_prompts_and_a_half_sent_meanwhile_do_not_wait_for_each_other(
    sessions: async_sessionmaker[AsyncSession], scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    tom = Profile("U0TOM00001", "Tom Baker", "Europe/Paris", "en-GB")
    async with sessions.begin() as session:
        rep = await person.remember(session, tom, workspace=scene.workspace)
        await team.add_rep(session, scene.team, NewRep(rep.id, "FR", TALK), at=MADE)
        early = await checkin_opening.open_early(session, by=Caller(scene.workspace, tom.slack_id), at=MADE)
    half = scene.managers_half(early.checkin.id)
    first_homes = asyncio.Event()
    redraw_homes = delivery.redraw_homes

    async def slowly(session: AsyncSession, readers: Iterable[models.Person], *, at: datetime) -> None:
        await redraw_homes(session, readers, at=at)
        first_homes.set()
        await asyncio.sleep(0.2)

    monkeypatch.setattr(delivery, "redraw_homes", slowly)

    async def open_due() -> None:
        async with sessions.begin() as session:
            await checkin_opening.open_due(session, at=OPENING)

    async def send() -> None:
        await first_homes.wait()
        async with sessions.begin() as session:
            await halves.record(session, half, by=scene.manager, at=SOON)

    await asyncio.wait_for(asyncio.gather(open_due(), send()), 10)


async def test_a_check_in_keeps_its_objectives_when_their_year_is_over(session: AsyncSession, scene: Scene) -> None:
    new_year = datetime(2027, 1, 4, 9, tzinfo=UTC)
    await checkin_opening.open_due(session, at=OPENING)
    made = (await checkin.latest(session, [scene.lea.id]))[scene.lea.id].id

    await halves.record(session, scene.reps_half(made), by=scene.rep, at=new_year)
    sheet = await checkin.sheet(session, made, by=scene.manager, at=new_year)

    assert {report.objective_id for report in sheet.reports} <= {one.id for one in sheet.objectives}
    assert sheet.reports
