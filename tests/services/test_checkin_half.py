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
from bot.rules.agenda import Origin
from bot.rules.checkin import Half, Report
from bot.rules.objective import Confidence, Progress
from bot.rules.person import Caller
from bot.rules.question import Answer, Side, Source
from bot.rules.refusal import Reason, Rejected
from bot.services import checkin, objective, progress
from bot.services import half as halves
from tests.factories import answered
from tests.services.noise import ELSEWHERE
from tests.services.scene import LEA, MARC, OPENING, STRANGER, WORKSPACE, Scene, opened
from tests.services.test_checkin_telling import owed

AtOnce = Callable[..., Awaitable[list[Any]]]
SOON = OPENING + timedelta(hours=1)
LATER = OPENING + timedelta(hours=2)
MUCH_LATER = OPENING + timedelta(hours=3)


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
        await halves.record(session, half, by=by, at=LATER)
    assert await written(session) == before
    assert await session.scalar(select(func.sum(models.Delivery.wanted))) == wanted
    return refusal.value.problems[0].reason


async def test_the_reps_half_is_kept_with_its_date(session: AsyncSession, scene: Scene, made: int) -> None:
    half = scene.reps_half(made, scene.report(), Report(scene.accounts, Decimal(5), Confidence.LOW))
    await halves.record(session, half, by=scene.rep, at=SOON)

    sheet = await checkin.sheet(session, made, by=scene.rep, at=SOON)

    assert (sheet.mine, sheet.reports) == (half.answers, half.reports)
    assert (sheet.checkin.rep_sent_at, sheet.checkin.manager_sent_at) == (SOON, None)


async def test_its_values_stand_with_date_and_author(session: AsyncSession, scene: Scene, made: int) -> None:
    half = scene.reps_half(made, scene.report("310000.5", Confidence.MEDIUM))
    await halves.record(session, half, by=scene.rep, at=SOON)

    standing = (await objective.standing(session, [scene.lea.id], at=SOON))[scene.lea.id]

    assert standing[0].latest == Progress(Decimal("310000.5"), SOON, scene.lea.name, Confidence.MEDIUM)
    assert standing[1].latest is None


@pytest.mark.parametrize("side", Side)
async def test_the_same_half_sent_twice_changes_nothing(
    session: AsyncSession, scene: Scene, made: int, side: Side
) -> None:
    half, by = (scene.reps_half(made), scene.rep) if side is Side.REP else (scene.managers_half(made), scene.manager)
    await halves.record(session, half, by=by, at=SOON)
    before, told = await written(session), await owed(session, scene)

    await halves.record(session, half, by=by, at=LATER)

    assert (await written(session), await owed(session, scene)) == (before, told)
    assert (await checkin.sheet(session, made, by=by, at=LATER)).checkin.sent_at(side) == SOON


async def test_another_half_is_refused_once_one_is_in(session: AsyncSession, scene: Scene, made: int) -> None:
    half = scene.reps_half(made)
    await halves.record(session, half, by=scene.rep, at=SOON)

    others = [
        replace(half, answers=answered(win="Autre chose")),
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
        await halves.record(session, scene.reps_half(made), by=scene.rep, at=SOON)

    async def manager(session: AsyncSession) -> None:
        await halves.record(session, scene.managers_half(made), by=scene.manager, at=SOON)

    await at_once(rep, manager)

    told = await owed(session, scene)
    assert (told["checkin_revealed Léa"], told["checkin_revealed Marc"]) == (1, 1)
    assert (await checkin.sheet(session, made, by=scene.rep, at=SOON)).checkin.revealed


async def test_the_same_half_sent_twice_at_once_is_one_half(
    at_once: AtOnce, session: AsyncSession, scene: Scene, made: int
) -> None:
    async def rep(session: AsyncSession) -> None:
        await halves.record(session, scene.reps_half(made), by=scene.rep, at=SOON)

    await at_once(rep, rep)

    assert (await owed(session, scene))["checkin_shared Marc"] == 1
    assert len((await checkin.sheet(session, made, by=scene.rep, at=SOON)).reports) == 1


def again(half: Half, *, at: Any = LATER, **given: Any) -> Half:
    """Write a half anew in a form that was opened once it had been sent."""
    return replace(half, begun_at=at, **given)


async def test_what_was_sent_can_be_changed_until_the_other_has_written(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    half = scene.reps_half(made)
    await halves.record(session, half, by=scene.rep, at=SOON)
    changed = again(half, answers=answered(obstacle="Le prix", mission="Plus clair"), reports=(scene.report("320000"),))
    await halves.record(session, changed, by=scene.rep, at=MUCH_LATER)

    sheet = await checkin.sheet(session, made, by=scene.rep, at=MUCH_LATER)
    assert (sheet.mine, sheet.reports) == (changed.answers, changed.reports)
    assert sheet.checkin.rep_sent_at == SOON
    assert (await checkin.sheet(session, made, by=scene.manager, at=MUCH_LATER)).theirs == answered(obstacle="Le prix")


async def test_a_value_that_is_told_otherwise_corrects_the_one_before_and_both_stay(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    half = scene.reps_half(made, scene.report("310000"), Report(scene.accounts, Decimal(5), Confidence.LOW))
    await halves.record(session, half, by=scene.rep, at=SOON)
    reports = (scene.report("320000"), half.reports[1])
    await halves.record(session, again(half, reports=reports), by=scene.rep, at=MUCH_LATER)

    found = [(one.value, one.at, one.corrected_at) for one in await progress.values(session, scene.contracts)]
    assert found == [(320_000, SOON, None), (310_000, SOON, MUCH_LATER)]
    assert [one.corrected_at for one in await progress.values(session, scene.accounts)] == [None]


async def test_a_change_is_drawn_in_the_message_that_told_the_half(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    await halves.record(session, scene.reps_half(made), by=scene.rep, at=SOON)
    before = await owed(session, scene)
    await halves.record(session, again(scene.reps_half(made), answers={}), by=scene.rep, at=MUCH_LATER)
    after = await owed(session, scene)
    assert after["checkin_shared Marc"] == before["checkin_shared Marc"] + 1
    assert "checkin_revealed Marc" not in after


async def test_a_change_comes_too_late_once_the_other_half_is_in(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    await halves.record(session, scene.reps_half(made), by=scene.rep, at=SOON)
    await halves.record(session, scene.managers_half(made), by=scene.manager, at=SOON)
    changed = again(scene.reps_half(made), answers=answered(win="Autre chose"))
    assert await refused(session, changed, scene.rep) is Reason.REVEALED


async def test_a_change_from_a_form_that_was_opened_before_the_last_one_is_refused(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    half = scene.reps_half(made)
    await halves.record(session, half, by=scene.rep, at=SOON)
    first = again(half, answers=answered(win="Un"))
    await halves.record(session, first, by=scene.rep, at=MUCH_LATER)

    assert await refused(session, again(half, answers=answered(win="Deux")), scene.rep) is Reason.ALREADY_SENT
    await halves.record(session, first, by=scene.rep, at=MUCH_LATER)  # delivered twice
    assert (await checkin.sheet(session, made, by=scene.rep, at=MUCH_LATER)).mine == answered(win="Un")


async def test_a_change_adds_its_action_once_and_its_points_as_well(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    half = replace(scene.managers_half(made), action=scene.action(), points=("Le salon",))
    await halves.record(session, half, by=scene.manager, at=SOON)
    await halves.record(session, again(half, points=("Le salon", "La remise")), by=scene.manager, at=LATER)
    await halves.record(session, again(half, at=MUCH_LATER), by=scene.manager, at=MUCH_LATER)

    sheet = await checkin.sheet(session, made, by=scene.manager, at=MUCH_LATER)
    assert [one.text for one in sheet.agreed] == [scene.action().text]
    assert [(one.text, one.author.name, one.origin) for one in sheet.points] == [
        ("Le salon", scene.marc.name, Origin.ANSWER),
        ("La remise", scene.marc.name, Origin.ANSWER),
    ]


async def test_answers_that_speak_of_somebody_elses_objective_are_refused(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    [elsewhere] = await session.scalars(
        select(models.Objective.id).where(models.Objective.workspace_id == ELSEWHERE).limit(1)
    )
    half = replace(scene.reps_half(made), answers={"energy": Answer(objective_id=elsewhere, choice=Source.TEAM)})
    assert await refused(session, half, scene.rep) is Reason.NOT_YOURS


async def test_energy_and_a_segment_are_kept_as_they_were_chosen(
    session: AsyncSession, scene: Scene, made: int
) -> None:
    chosen = {
        "energy": Answer(objective_id=scene.accounts, choice=Source.LEARNING),
        "segment": Answer("Deux clients attendent", scene.contracts, "Grands comptes"),
    }
    await halves.record(session, replace(scene.reps_half(made), answers=chosen), by=scene.rep, at=SOON)
    assert (await checkin.sheet(session, made, by=scene.rep, at=SOON)).mine == chosen
    assert set((await checkin.sheet(session, made, by=scene.manager, at=SOON)).theirs) == {"segment"}


async def test_a_change_and_the_other_half_at_the_same_instant_leave_no_answer_behind(
    at_once: AtOnce, session: AsyncSession, scene: Scene, made: int
) -> None:
    await halves.record(session, scene.reps_half(made), by=scene.rep, at=SOON)
    await session.commit()
    changed = again(scene.reps_half(made), answers=answered(win="Autre chose", mission="Plus clair"))
    refusals: list[Reason] = []

    async def rep(session: AsyncSession) -> None:
        try:
            await halves.record(session, changed, by=scene.rep, at=LATER)
        except Rejected as refusal:
            refusals.append(refusal.problems[0].reason)

    async def manager(session: AsyncSession) -> None:
        await halves.record(session, scene.managers_half(made), by=scene.manager, at=LATER)

    await at_once(rep, manager)
    session.expire_all()

    seen = (await checkin.sheet(session, made, by=scene.manager, at=LATER)).theirs
    expected = scene.reps_half(made).answers if refusals == [Reason.REVEALED] else changed.answers
    assert seen == expected


async def test_a_manager_is_offered_the_rep_who_waits_longest(session: AsyncSession, scene: Scene, made: int) -> None:
    assert [one.id for one in await halves.awaited(session, by=scene.manager, at=OPENING)] == [made]
    await halves.record(session, scene.managers_half(made), by=scene.manager, at=SOON)
    assert await halves.awaited(session, by=scene.manager, at=SOON) == ()
    assert await halves.awaited(session, by=scene.rep, at=SOON) == ()
