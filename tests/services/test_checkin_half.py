"""Taking a half: stored once, with its progress, from the right person only, and told to whom it concerns."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.checkin import Half, Question, Report, Side
from bot.rules.objective import Confidence, Progress
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.services import checkin, objective
from tests.services.noise import ELSEWHERE
from tests.services.scene import LEA, MARC, OPENING, STRANGER, WORKSPACE, Scene, opened
from tests.services.test_checkin_telling import owed

AtOnce = Callable[..., Awaitable[list[Any]]]
SOON = OPENING + timedelta(hours=1)
LATER = OPENING + timedelta(hours=2)


@pytest.fixture
async def made(session: AsyncSession, scene: Scene) -> int:
    """Return the pair's check-in, opened and committed."""
    made = await opened(session, scene)
    await session.commit()
    return made


async def written(session: AsyncSession) -> list[int]:
    """Count what halves are made of."""
    tables = (models.Half, models.Answer, models.ProgressEntry, models.Delivery)
    return [await session.scalar(select(func.count()).select_from(one)) or 0 for one in tables]


async def refused(session: AsyncSession, half: Half, by: Caller) -> Reason:
    """Return why a half is refused, having seen that nothing was written."""
    before, wanted = await written(session), await session.scalar(select(func.sum(models.Delivery.wanted)))
    with pytest.raises(Rejected) as refusal:
        await checkin.record_half(session, half, by=by, at=LATER)
    assert await written(session) == before
    assert await session.scalar(select(func.sum(models.Delivery.wanted))) == wanted
    return refusal.value.problems[0].reason


async def test_the_reps_half_is_kept_with_its_date(session: AsyncSession, scene: Scene, made: int) -> None:
    half = scene.reps_half(made, scene.report(), Report(scene.accounts, Decimal(5), Confidence.LOW))
    await checkin.record_half(session, half, by=scene.rep, at=SOON)

    sheet = await checkin.sheet(session, made, by=scene.rep, at=SOON)

    assert (sheet.mine, sheet.reports) == (half.answers, half.reports)
    assert (sheet.checkin.rep_sent_at, sheet.checkin.manager_sent_at) == (SOON, None)


async def test_its_values_stand_with_date_and_author(session: AsyncSession, scene: Scene, made: int) -> None:
    half = scene.reps_half(made, scene.report("310000.5", Confidence.MEDIUM))
    await checkin.record_half(session, half, by=scene.rep, at=SOON)

    standing = (await objective.standing(session, [scene.lea.id], at=SOON))[scene.lea.id]

    assert standing[0].latest == Progress(Decimal("310000.5"), SOON, scene.lea.name, Confidence.MEDIUM)
    assert standing[1].latest is None


@pytest.mark.parametrize("side", Side)
async def test_the_same_half_sent_twice_changes_nothing(
    session: AsyncSession, scene: Scene, made: int, side: Side
) -> None:
    half, by = (scene.reps_half(made), scene.rep) if side is Side.REP else (scene.managers_half(made), scene.manager)
    await checkin.record_half(session, half, by=by, at=SOON)
    before, told = await written(session), await owed(session, scene)

    await checkin.record_half(session, half, by=by, at=LATER)

    assert (await written(session), await owed(session, scene)) == (before, told)
    assert (await checkin.sheet(session, made, by=by, at=LATER)).checkin.sent_at(side) == SOON


async def test_another_half_is_refused_once_one_is_in(session: AsyncSession, scene: Scene, made: int) -> None:
    half = scene.reps_half(made)
    await checkin.record_half(session, half, by=scene.rep, at=SOON)

    others = [
        replace(half, answers={Question.WIN: "Autre chose"}),
        replace(half, answers={}),
        replace(half, reports=(scene.report("1"),)),
        replace(half, reports=(scene.report(confidence=Confidence.LOW),)),
        replace(half, reports=()),
        replace(half, reports=(*half.reports, Report(scene.accounts, Decimal(3), Confidence.HIGH))),
    ]

    assert {await refused(session, other, scene.rep) for other in others} == {Reason.ALREADY_SENT}


@pytest.mark.parametrize(("workspace", "slack_id"), [(WORKSPACE, STRANGER), (ELSEWHERE, STRANGER)])
async def test_a_stranger_is_refused(
    session: AsyncSession, scene: Scene, made: int, workspace: str, slack_id: str
) -> None:
    assert await refused(session, scene.reps_half(made), Caller(workspace, slack_id)) is Reason.NO_TEAM


async def test_somebody_outside_the_pair_is_refused(session: AsyncSession, scene: Scene, made: int) -> None:
    assert await refused(session, scene.reps_half(made), scene.caller(scene.ines)) is Reason.NOT_YOURS


async def test_the_other_sides_half_is_not_yours_to_write(session: AsyncSession, scene: Scene, made: int) -> None:
    assert await refused(session, scene.reps_half(made), scene.manager) is Reason.NOT_YOURS
    assert await refused(session, scene.managers_half(made), scene.rep) is Reason.NOT_YOURS


@pytest.mark.parametrize("who", [LEA, MARC])
async def test_the_same_slack_id_of_another_workspace_finds_no_check_in(
    session: AsyncSession, scene: Scene, made: int, who: Any
) -> None:
    there = Caller(ELSEWHERE, who.slack_id)

    assert await refused(session, scene.reps_half(made), there) is Reason.NO_CHECKIN
    with pytest.raises(Rejected):
        await checkin.sheet(session, made, by=there, at=SOON)


async def test_a_report_on_somebody_elses_objective_is_refused(session: AsyncSession, scene: Scene, made: int) -> None:
    [elsewhere] = await session.scalars(
        select(models.Objective.id).where(models.Objective.workspace_id == ELSEWHERE).limit(1)
    )
    foreign = Report(elsewhere, Decimal(1), Confidence.HIGH)

    assert await refused(session, scene.reps_half(made, scene.report(), foreign), scene.rep) is Reason.NOT_YOURS
    half = replace(scene.managers_half(made), reports=(scene.report(),))
    assert await refused(session, half, scene.manager) is Reason.NOT_YOURS


async def test_a_check_in_that_is_not_there_is_refused(session: AsyncSession, scene: Scene, made: int) -> None:
    assert await refused(session, scene.reps_half(made + 1), scene.rep) is Reason.NO_CHECKIN


async def test_two_halves_sent_at_the_same_instant_reveal_once(
    at_once: AtOnce, session: AsyncSession, scene: Scene, made: int
) -> None:
    async def rep(session: AsyncSession) -> None:
        await checkin.record_half(session, scene.reps_half(made), by=scene.rep, at=SOON)

    async def manager(session: AsyncSession) -> None:
        await checkin.record_half(session, scene.managers_half(made), by=scene.manager, at=SOON)

    await at_once(rep, manager)

    told = await owed(session, scene)
    assert (told["checkin_revealed Léa"], told["checkin_revealed Marc"]) == (1, 1)
    assert (await checkin.sheet(session, made, by=scene.rep, at=SOON)).checkin.revealed


async def test_the_same_half_sent_twice_at_once_is_one_half(
    at_once: AtOnce, session: AsyncSession, scene: Scene, made: int
) -> None:
    async def rep(session: AsyncSession) -> None:
        await checkin.record_half(session, scene.reps_half(made), by=scene.rep, at=SOON)

    await at_once(rep, rep)

    assert (await owed(session, scene))["checkin_shared Marc"] == 1
    assert len((await checkin.sheet(session, made, by=scene.rep, at=SOON)).reports) == 1
