"""The sheet: what each side sees of a check-in in each of its states, and nobody else."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.question import Side
from bot.rules.refusal import Reason, Rejected
from bot.services import checkin
from bot.services import half as halves
from tests.services.scene import DUE, OPENING, Scene, opened

REP, MANAGER = Side.REP, Side.MANAGER
SOON = OPENING + timedelta(hours=1)
IN_TIME = DUE - timedelta(seconds=1)
OPEN: dict[Side, set[str]] = {REP: {"win"}, MANAGER: set()}
ALL = {REP: {"win", "mission"}, MANAGER: {"feedback"}}
NOTHING: set[str] = set()


async def send(session: AsyncSession, scene: Scene, made: int, side: Side) -> None:
    half, by = (scene.reps_half(made), scene.rep) if side is REP else (scene.managers_half(made), scene.manager)
    await halves.record(session, half, by=by, at=SOON)


@pytest.mark.parametrize(
    ("sent", "at", "seen"),
    [
        ((), IN_TIME, (NOTHING, NOTHING)),
        ((), DUE, (NOTHING, NOTHING)),
        ((REP,), IN_TIME, (NOTHING, OPEN[REP])),
        ((REP,), DUE, (NOTHING, OPEN[REP])),  # who reads first and writes then has not earned it
        ((MANAGER,), IN_TIME, (OPEN[MANAGER], NOTHING)),
        ((MANAGER,), DUE, (OPEN[MANAGER], NOTHING)),
        ((REP, MANAGER), IN_TIME, (ALL[MANAGER], ALL[REP])),
        ((MANAGER, REP), IN_TIME, (ALL[MANAGER], ALL[REP])),
        ((REP, MANAGER), DUE, (ALL[MANAGER], ALL[REP])),
    ],
)
async def test_the_rep_and_the_manager_see_of_each_other_what_is_open(
    session: AsyncSession,
    scene: Scene,
    sent: tuple[Side, ...],
    at: datetime,
    seen: tuple[set[str], set[str]],
) -> None:
    made = await opened(session, scene)
    for side in sent:
        await send(session, scene, made, side)

    rep = await checkin.sheet(session, made, by=scene.rep, at=at)
    manager = await checkin.sheet(session, made, by=scene.manager, at=at)

    assert (set(rep.theirs), set(manager.theirs)) == seen
    assert (rep.side, manager.side) == (REP, MANAGER)
    assert (set(rep.mine), set(manager.mine)) == tuple(ALL[side] if side in sent else NOTHING for side in Side)


@pytest.mark.parametrize("sent", [(), (MANAGER,), (REP,), (REP, MANAGER)])
async def test_values_are_open_to_both_as_soon_as_they_are_in(
    session: AsyncSession, scene: Scene, sent: tuple[Side, ...]
) -> None:
    made = await opened(session, scene)
    for side in sent:
        await send(session, scene, made, side)

    sheets = [await checkin.sheet(session, made, by=by, at=IN_TIME) for by in (scene.rep, scene.manager)]

    reports = (scene.report(),) if REP in sent else ()
    assert [one.reports for one in sheets] == [reports, reports]
    assert [[each.id for each in one.objectives] for one in sheets] == [[scene.contracts, scene.accounts]] * 2


async def test_the_words_are_told_as_they_were_written(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene)
    for side in Side:
        await send(session, scene, made, side)

    assert (await checkin.sheet(session, made, by=scene.rep, at=SOON)).theirs == scene.managers_half(made).answers
    assert (await checkin.sheet(session, made, by=scene.manager, at=SOON)).theirs == scene.reps_half(made).answers


async def test_nobody_outside_the_pair_sees_it(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene)

    with pytest.raises(Rejected) as refusal:
        await checkin.sheet(session, made, by=scene.caller(scene.ines), at=SOON)

    assert refusal.value.problems[0].reason is Reason.NOT_YOURS


async def test_each_check_in_shows_its_own_halves(session: AsyncSession, scene: Scene) -> None:
    first = await opened(session, scene)
    await send(session, scene, first, REP)
    second = await opened(session, scene, OPENING + timedelta(days=14))

    now = await checkin.sheet(session, second, by=scene.manager, at=OPENING + timedelta(days=14))

    assert second != first
    assert (now.theirs, now.reports, now.checkin.rep_sent_at) == ({}, (), None)
