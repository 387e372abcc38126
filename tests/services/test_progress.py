"""Values by segment and their corrections: what counts, what is kept, and who may say so."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.checkin import Report
from bot.rules.objective import Confidence, NewValue, Objective, Parts, Progress, Recorded, Segment
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.services import checkin, correction, delivery, digest, objective, progress
from bot.services import half as halves
from tests.services.scene import CONTRACTS, MADE, STRANGER, Scene, countersign, opened

AtOnce = Callable[..., Awaitable[list[Any]]]
A_DAY, A_MINUTE = timedelta(days=1), timedelta(minutes=1)
KEY, TAIL = Segment("Grands comptes", Decimal(60)), Segment("Relance", Decimal(40))


@pytest.fixture
async def portfolio(session: AsyncSession, scene: Scene) -> Objective:
    """Return an objective of Léa with two segments, signed by both."""
    me = await session.get_one(models.Person, scene.lea.id)
    wanted = replace(CONTRACTS, title="Portefeuille", segments=(KEY, TAIL))
    made = await objective.create(session, wanted, owner=me.id, by=me, at=MADE)
    await countersign(session, made)
    await session.commit()
    return (await objective.look(session, made, by=scene.rep)).objective


def by_segment(portfolio: Objective, *figures: int) -> Parts:
    return tuple((one.id or 0, Decimal(figure)) for one, figure in zip(portfolio.segments, figures, strict=True))


def value(figure: int, felt: Confidence | None = None, **given: Any) -> NewValue:
    return NewValue(Decimal(figure), felt, **given)


async def told(session: AsyncSession, scene: Scene, objective_id: int) -> list[Recorded]:
    history = await objective.history(session, objective_id, by=scene.rep)
    return [one for one in history if isinstance(one, Recorded)]


async def shown(session: AsyncSession, scene: Scene, objective_id: int) -> Objective:
    return (await objective.look(session, objective_id, by=scene.rep)).objective


async def first(session: AsyncSession, scene: Scene, at: datetime, figure: int = 310, **given: Any) -> int:
    """Have Léa tell a value of her contracts, and return its key."""
    sent = value(figure, Confidence.HIGH, **given)
    await objective.record_value(session, scene.contracts, sent, by=scene.rep, at=at)
    return (await told(session, scene, scene.contracts))[0].id


async def test_a_value_by_segment_stands_with_its_parts_and_its_note(
    session: AsyncSession, scene: Scene, portfolio: Objective, at: datetime
) -> None:
    sent = value(300, Confidence.HIGH, note="Dupont signe lundi", parts=by_segment(portfolio, 200, 100))
    await objective.record_value(session, portfolio.id, sent, by=scene.rep, at=at)

    found = await shown(session, scene, portfolio.id)
    assert found.latest == Progress(Decimal(300), at, scene.lea.name, Confidence.HIGH, "Dupont signe lundi")
    assert [(one.name, one.value, one.told_at) for one in found.segments] == [
        ("Grands comptes", 200, at),
        ("Relance", 100, at),
    ]
    [entry] = await told(session, scene, portfolio.id)
    assert (entry.note, [(one.name, one.value) for one in entry.segments]) == (
        "Dupont signe lundi",
        [("Grands comptes", 200), ("Relance", 100)],
    )


async def test_a_total_told_later_leaves_what_the_segments_were_last_told(
    session: AsyncSession, scene: Scene, portfolio: Objective, at: datetime
) -> None:
    for day, (total, parts) in enumerate([(300, (200, 100)), (350, (240, 110)), (400, ())]):
        sent = value(total, parts=by_segment(portfolio, *parts) if parts else ())
        await objective.record_value(session, portfolio.id, sent, by=scene.manager, at=at + day * A_DAY)

    found = await shown(session, scene, portfolio.id)
    assert found.value == 400
    assert [(one.value, one.told_at) for one in found.segments] == [(240, at + A_DAY), (110, at + A_DAY)]


async def test_segments_that_are_no_longer_agreed_take_no_value(
    session: AsyncSession, scene: Scene, portfolio: Objective, at: datetime
) -> None:
    row = await session.get_one(models.Segment, portfolio.segments[1].id)
    row.is_removed = True

    sent = value(300, parts=by_segment(portfolio, 200, 100))
    with pytest.raises(Rejected) as refusal:
        await objective.record_value(session, portfolio.id, sent, by=scene.rep, at=at)
    assert refusal.value.problems[0].reason is Reason.SEGMENTS_CHANGED
    assert await told(session, scene, portfolio.id) == []


async def test_the_same_total_with_other_parts_or_another_note_is_another_value(
    session: AsyncSession, scene: Scene, portfolio: Objective, at: datetime
) -> None:
    for parts, note in [((200, 100), ""), ((200, 100), ""), ((100, 200), ""), ((100, 200), "Sûr")]:
        sent = value(300, parts=by_segment(portfolio, *parts), note=note)
        await objective.record_value(session, portfolio.id, sent, by=scene.rep, at=at)

    assert len(await told(session, scene, portfolio.id)) == 3


async def test_a_half_keeps_its_values_by_segment_and_twice_changes_nothing(
    session: AsyncSession, scene: Scene, portfolio: Objective, at: datetime
) -> None:
    made = await opened(session, scene)
    parts = by_segment(portfolio, 200, 100)
    half = scene.reps_half(made, Report(portfolio.id, Decimal(300), Confidence.HIGH, parts=parts))
    for _ in range(2):
        await halves.record(session, half, by=scene.rep, at=at)

    assert (await checkin.sheet(session, made, by=scene.rep, at=at)).reports == half.reports
    assert len(await told(session, scene, portfolio.id)) == 1


async def test_a_correction_stands_in_the_place_of_what_it_corrects(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    wrong = await first(session, scene, at, note="Erreur")
    await objective.record_value(session, scene.contracts, value(320), by=scene.manager, at=at + A_DAY)

    right = value(301, Confidence.LOW, note="Bon chiffre")
    await correction.take(session, wrong, right, by=scene.rep, at=at + 2 * A_DAY)

    newest, corrected, struck = await told(session, scene, scene.contracts)
    assert (newest.value, newest.before) == (320, 301)
    assert (corrected.value, corrected.at, corrected.before, corrected.corrected_at) == (301, at, None, None)
    assert (struck.value, struck.note, struck.corrected_at) == (310, "Erreur", at + 2 * A_DAY)
    latest = (await shown(session, scene, scene.contracts)).latest
    assert latest == Progress(Decimal(320), at + A_DAY, scene.marc.name, Confidence.LOW, "Bon chiffre")
    curve = await progress.histories(session, [scene.lea.id], since=at - A_DAY)
    assert curve[scene.contracts] == ((at, 301), (at + A_DAY, 320))


async def test_the_newest_value_corrected_counts_no_more(session: AsyncSession, scene: Scene, at: datetime) -> None:
    wrong = await first(session, scene, at)
    await correction.take(session, wrong, value(301, Confidence.HIGH), by=scene.rep, at=at + A_MINUTE)

    assert (await shown(session, scene, scene.contracts)).value == 301


async def test_a_correction_can_be_corrected_and_what_it_corrected_stays_so(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    for step in range(1, 4):
        newest = await first(session, scene, at) if step == 1 else (await told(session, scene, scene.contracts))[0].id
        await correction.take(session, newest, value(step), by=scene.rep, at=at + step * A_DAY)

    assert [(one.value, one.at, one.corrected_at) for one in await told(session, scene, scene.contracts)] == [
        (3, at, None),
        (2, at, at + 3 * A_DAY),
        (1, at, at + 2 * A_DAY),
        (310, at, at + A_DAY),
    ]


async def test_segments_corrected_stand_as_corrected(
    session: AsyncSession, scene: Scene, portfolio: Objective, at: datetime
) -> None:
    sent = value(300, parts=by_segment(portfolio, 200, 100))
    await objective.record_value(session, portfolio.id, sent, by=scene.rep, at=at)
    [wrong] = await told(session, scene, portfolio.id)
    right = value(250, parts=by_segment(portfolio, 200, 50))
    await correction.take(session, wrong.id, right, by=scene.rep, at=at + A_DAY)

    assert [one.value for one in (await shown(session, scene, portfolio.id)).segments] == [200, 50]


async def test_what_a_correction_takes_back_is_told_no_more(
    session: AsyncSession, scene: Scene, portfolio: Objective, at: datetime
) -> None:
    sent = value(300, Confidence.HIGH, parts=by_segment(portfolio, 200, 100))
    await objective.record_value(session, portfolio.id, sent, by=scene.rep, at=at)
    [wrong] = await told(session, scene, portfolio.id)
    await correction.take(session, wrong.id, value(250), by=scene.rep, at=at + A_DAY)

    found = await shown(session, scene, portfolio.id)
    assert found.latest == Progress(Decimal(250), at, scene.lea.name, None)
    assert [one.value for one in found.segments] == [None, None]


async def test_a_value_of_a_check_in_is_corrected_in_it_and_its_manager_reads_the_new_one(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    made = await opened(session, scene)
    half = scene.reps_half(made, scene.report("300"))
    await halves.record(session, half, by=scene.rep, at=at)
    wrong = (await told(session, scene, scene.contracts))[0].id
    shared = select(models.Delivery.wanted).where(models.Delivery.kind == delivery.SHARED)
    here = shared.where(models.Delivery.workspace_id == scene.workspace)
    wanted = await session.scalar(here)

    await correction.take(session, wrong, value(280, Confidence.LOW), by=scene.rep, at=at + A_MINUTE)

    [report] = (await checkin.sheet(session, made, by=scene.manager, at=at + A_MINUTE)).reports
    assert (report.value, report.confidence) == (280, Confidence.LOW)
    assert await session.scalar(here) == (wanted or 0) + 1
    await halves.record(session, half, by=scene.rep, at=at + 2 * A_MINUTE)  # sent again by Slack
    assert len(await told(session, scene, scene.contracts)) == 2


async def refused(session: AsyncSession, entry_id: int, by: Caller, at: datetime) -> list[Reason]:
    """Return why the form and the correction itself are refused."""
    found: list[Reason] = []
    for act in (
        correction.look(session, entry_id, by=by),
        correction.take(session, entry_id, value(1), by=by, at=at),
    ):
        with pytest.raises(Rejected) as refusal:
            await act
        found += [problem.reason for problem in refusal.value.problems]
    return found


async def test_only_who_told_a_value_corrects_it(session: AsyncSession, scene: Scene, at: datetime) -> None:
    hers = await first(session, scene, at)
    assert await refused(session, hers, scene.manager, at) == [Reason.NOT_YOUR_VALUE] * 2
    assert await refused(session, hers, scene.admin, at) == [Reason.NOT_YOUR_PAIR] * 2  # not even whose value it is
    assert await refused(session, hers, Caller(scene.workspace, STRANGER), at) == [Reason.NO_TEAM] * 2

    await objective.record_value(session, scene.contracts, value(5), by=scene.manager, at=at + A_MINUTE)
    his = (await told(session, scene, scene.contracts))[0].id
    assert await refused(session, his, scene.rep, at) == [Reason.NOT_YOUR_VALUE] * 2
    await correction.take(session, his, value(6, Confidence.HIGH), by=scene.manager, at=at + A_DAY)
    assert (await told(session, scene, scene.contracts))[0].confidence is None


async def test_a_value_of_another_workspace_is_none(session: AsyncSession, scene: Scene, at: datetime) -> None:
    elsewhere = await session.scalar(
        select(func.min(models.ProgressEntry.id)).where(models.ProgressEntry.workspace_id != scene.workspace)
    )
    assert elsewhere
    assert await refused(session, elsewhere, scene.rep, at) == [Reason.NO_OBJECTIVE] * 2


async def test_the_same_correction_sent_twice_is_one_and_another_is_refused(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    wrong = await first(session, scene, at)
    for late in range(2):
        right = value(301, Confidence.HIGH, seen_at=at)
        await correction.take(session, wrong, right, by=scene.rep, at=at + late * A_DAY)

    assert len(await told(session, scene, scene.contracts)) == 2
    assert await refused(session, wrong, scene.rep, at) == [Reason.CORRECTED_ALREADY] * 2


async def test_of_two_corrections_at_once_one_is_taken_and_the_other_refused(
    at_once: AtOnce, session: AsyncSession, scene: Scene, at: datetime
) -> None:
    wrong = await first(session, scene, at)
    await session.commit()

    def correct(figure: int) -> Callable[[AsyncSession], Awaitable[Reason | None]]:
        async def act(session: AsyncSession) -> Reason | None:
            try:
                await correction.take(session, wrong, value(figure, Confidence.HIGH), by=scene.rep, at=at + A_MINUTE)
            except Rejected as refusal:
                return refusal.problems[0].reason
            return None

        return act

    assert {*await at_once(correct(301), correct(302))} == {None, Reason.CORRECTED_ALREADY}
    assert len(await told(session, scene, scene.contracts)) == 2


async def test_what_is_closed_is_corrected_no_more(session: AsyncSession, scene: Scene, at: datetime) -> None:
    wrong = await first(session, scene, at)
    row = await session.get_one(models.Objective, scene.contracts)
    row.closed_at = at

    with pytest.raises(Rejected) as refusal:
        await correction.take(session, wrong, value(1), by=scene.rep, at=at)
    assert refusal.value.problems[0].reason is Reason.CLOSED


async def test_a_digest_tells_a_correction_from_when_it_was_written(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    wrong = await first(session, scene, at, 240_000)
    await correction.take(session, wrong, value(48_000, Confidence.LOW), by=scene.rep, at=at + 2 * A_DAY)

    done = []
    for late in (1, 3):
        found = (await digest.preview(session, by=scene.manager, at=at + late * A_DAY)).digest.curve
        done.append(found.done if found else None)
    assert done == [Decimal("0.25"), Decimal("0.05")]  # of two objectives, the other has no value


async def test_an_objective_goes_with_its_values_its_corrections_and_their_parts(
    session: AsyncSession, scene: Scene, portfolio: Objective, at: datetime
) -> None:
    sent = value(300, parts=by_segment(portfolio, 200, 100))
    await objective.record_value(session, portfolio.id, sent, by=scene.rep, at=at)
    [wrong] = await told(session, scene, portfolio.id)
    await correction.take(session, wrong.id, replace(sent, note="Oui"), by=scene.rep, at=at)
    await session.commit()

    await session.execute(delete(models.Objective).where(models.Objective.id == portfolio.id))
    await session.commit()
    left = select(func.count()).where(models.SegmentValue.workspace_id == scene.workspace)
    assert await session.scalar(left) == 0


async def test_a_team_is_told_only_of_what_both_had_signed_by_then(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    row = await session.get_one(models.Objective, scene.contracts)
    row.rep_signed_at = at + A_DAY

    totals = [
        (await digest.preview(session, by=scene.manager, at=then)).digest.standing.total for then in (at, at + A_DAY)
    ]
    assert totals == [1, 2]
