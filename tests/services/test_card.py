"""When the card of an objective is owed to its pair, what is told under it, and to whom never."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import joinedload

import models
from bot.rules.card import Retarget
from bot.rules.charter import Charter
from bot.rules.closing import NewClosing
from bot.rules.draft import Draft
from bot.rules.objective import Field, NewValue
from bot.rules.refusal import Rejected
from bot.rules.terms import agreed
from bot.services import (
    card,
    card_reading,
    closing,
    correction,
    draft,
    handover,
    objective,
    revision,
    rhythm,
    signing,
)
from bot.services import half as halves
from tests.services.scene import CONTRACTS, OPENING, Scene, opened

AT = OPENING + timedelta(seconds=20)
NEXT_MINUTE = OPENING + timedelta(minutes=1)


async def owed(session: AsyncSession, scene: Scene) -> Sequence[models.Delivery]:
    """Return what the pair is owed, in the order in which it was."""
    mine = (models.Delivery.workspace_id == scene.workspace, models.Delivery.pair_id.is_not(None))
    rows = await session.scalars(
        select(models.Delivery).where(*mine).order_by(models.Delivery.id).execution_options(populate_existing=True)
    )
    return rows.all()


async def kinds(session: AsyncSession, scene: Scene) -> list[tuple[str, int | None]]:
    return [(row.kind, row.subject_id) for row in await owed(session, scene)]


async def the_pair(session: AsyncSession, scene: Scene) -> models.Pair:
    running = (models.Pair.rep_id == scene.lea.id, models.Pair.is_running)
    return (await session.scalars(select(models.Pair).where(*running).options(*card.WITH_ALL))).one()


async def record(session: AsyncSession, scene: Scene, value: int = 1000, at: datetime = AT) -> None:
    new = NewValue(Decimal(value), None)
    await objective.record_value(session, scene.contracts, new, by=scene.manager, at=at)


async def suggest(session: AsyncSession, scene: Scene, target: int, *, charter: Charter | None = None) -> int:
    """Have Marc suggest another target, and return the key of the suggestion."""
    now = agreed((await objective.look(session, scene.contracts, by=scene.manager)).objective)
    measure = replace(now.measure, target=Decimal(target))
    wanted = replace(now, measure=measure, charter=charter or now.charter)
    change = Draft(wanted, since=AT, changes=scene.contracts, note="Un concurrent a gagné")
    await draft.take(session, change, by=scene.manager, at=AT)
    session.expire_all()
    suggested = (await objective.look(session, scene.contracts, by=scene.manager)).objective.revision
    assert suggested
    return suggested.id


async def test_there_is_none_before_the_second_signature_and_one_with_it(session: AsyncSession, scene: Scene) -> None:
    lea = await session.get_one(models.Person, scene.lea.id)
    made = await objective.create(session, CONTRACTS, owner=scene.lea.id, by=lea, at=AT)
    assert await owed(session, scene) == []

    for _ in range(2):
        await signing.sign(session, made, by=scene.manager, at=AT)

    [row] = await owed(session, scene)
    assert (row.kind, row.subject_id, row.due_at, row.wanted) == (card.CARD, made, AT, 1)
    assert (row.recipient_id, row.target, row.locale) == (None, None, "fr-FR")
    pair = await the_pair(session, scene)
    assert row.pair_id == pair.id


async def test_two_values_within_a_minute_are_told_one_by_one_and_drawn_once(
    session: AsyncSession, scene: Scene
) -> None:
    await record(session, scene, 1000)
    await record(session, scene, 2000, AT + timedelta(seconds=5))

    shown, *told = await owed(session, scene)
    assert (shown.kind, shown.subject_id, shown.due_at) == (card.CARD, scene.contracts, NEXT_MINUTE)
    assert [(row.kind, row.thread_id) for row in told] == [(card.VALUE, shown.id)] * 2
    assert [row.due_at for row in told] == [AT, AT + timedelta(seconds=5)]
    news = [await card_reading.value(session, row.subject_id or 0, row.pair_id, at=AT) for row in told]
    assert [(one.value.before, one.value.value, one.value.author) for one in news] == [
        (None, 1000, "Marc Lefèvre"),
        (1000, 2000, "Marc Lefèvre"),
    ]


async def test_a_correction_is_told_with_both_values_and_the_card_drawn_anew(
    session: AsyncSession, scene: Scene
) -> None:
    await record(session, scene, 1000)
    await record(session, scene, 2000, AT + timedelta(seconds=5))
    [wrong] = [row.subject_id for row in (await owed(session, scene))[2:]]
    later = AT + timedelta(days=1)
    await correction.take(session, wrong or 0, NewValue(Decimal(1500), None), by=scene.manager, at=later)

    shown, *_, told = await owed(session, scene)
    assert (shown.wanted, told.kind, told.thread_id, told.due_at) == (3, card.VALUE, shown.id, later)
    news = await card_reading.value(session, told.subject_id or 0, told.pair_id, at=later)
    assert (news.corrects, news.value.value, news.value.before) == (2000, 1500, 1000)
    assert [value for _, value in news.card.values] == [1000, 1500]
    late = await card_reading.value(session, wrong or 0, told.pair_id, at=later)
    assert (late.corrects, late.value.corrected_at) == (None, later)


async def test_the_same_value_sent_twice_is_told_once(session: AsyncSession, scene: Scene) -> None:
    await record(session, scene)
    await record(session, scene)

    assert [kind for kind, _ in await kinds(session, scene)] == [card.CARD, card.VALUE]


async def test_the_values_of_a_half_are_told_each_under_its_card(session: AsyncSession, scene: Scene) -> None:
    checkin_id = await opened(session, scene)
    reports = [scene.report(), replace(scene.report("5"), objective_id=scene.accounts)]

    await halves.record(session, scene.reps_half(checkin_id, *reports), by=scene.rep, at=AT)

    rows = await owed(session, scene)
    heads = {row.id: row.subject_id for row in rows if row.kind == card.CARD}
    assert list(heads.values()) == [scene.contracts, scene.accounts]
    news = [
        (await card_reading.value(session, row.subject_id or 0, row.pair_id, at=AT), heads[row.thread_id or 0])
        for row in rows
        if row.kind == card.VALUE
    ]
    assert [(one.card.objective.id, one.value.value) for one, _ in news] == [
        (scene.contracts, Decimal("310000.5")),
        (scene.accounts, 5),
    ]
    assert [one.card.objective.id for one, _ in news] == [head for _, head in news]


async def test_what_was_confirmed_is_told_with_its_reason_and_what_was_declined_is_not(
    session: AsyncSession, scene: Scene
) -> None:
    declined = await suggest(session, scene, 500_000)
    await revision.decline(session, declined, "Non", by=scene.rep, at=AT)
    assert await owed(session, scene) == []

    made = await suggest(session, scene, 400_000)
    await revision.confirm(session, made, by=scene.rep, at=AT)

    assert await kinds(session, scene) == [(card.CARD, scene.contracts), (card.REVISED, made)]
    pair = await the_pair(session, scene)
    news = await card_reading.revised(session, made, pair.id, at=AT)
    assert (news.revision.author.name, news.confirmed.author, news.revision.note) == (
        "Marc Lefèvre",
        "Léa Moreau",
        "Un concurrent a gagné",
    )
    assert [(one.field, one.before, one.after) for one in news.changes] == [(Field.TARGET, "480000", "400000")]
    assert news.card.retargets == (Retarget(AT.date(), Decimal(480_000), Decimal(400_000)),)
    assert news.card.first_target == 480_000


@pytest.mark.parametrize("is_shown", [True, False])
async def test_of_a_margin_that_the_rep_does_not_read_no_figure_is_told(
    session: AsyncSession, scene: Scene, *, is_shown: bool
) -> None:
    margin = Charter(floor=Decimal(300_000), ceiling=Decimal(500_000), is_shown=is_shown)
    made = await suggest(session, scene, 400_000, charter=margin)
    await revision.confirm(session, made, by=scene.rep, at=AT)

    pair = await the_pair(session, scene)
    told = (await card_reading.revised(session, made, pair.id, at=AT)).changes

    shown = {one.field: one.after for one in told}
    assert (shown[Field.FLOOR] == "300000") is (shown[Field.CEILING] == "500000") is is_shown
    assert shown[Field.TARGET] == "400000"
    mine, theirs = [await objective.history(session, scene.contracts, by=one) for one in (scene.rep, scene.manager)]
    assert "300000" in str(theirs)
    assert ("300000" in str(mine)) is is_shown


async def test_a_correction_is_told_with_what_it_corrects(session: AsyncSession, scene: Scene) -> None:
    await record(session, scene, 1000)
    await record(session, scene, 9000, AT + timedelta(seconds=5))
    wrong = (await owed(session, scene))[-1].subject_id or 0
    right = NewValue(Decimal(3000), None)

    await correction.take(session, wrong, right, by=scene.manager, at=AT + timedelta(hours=1))

    row = (await owed(session, scene))[-1]
    news = await card_reading.value(session, row.subject_id or 0, row.pair_id, at=AT)
    assert (news.corrects, news.value.before, news.value.value) == (9000, 1000, 3000)
    assert [value for _, value in news.card.values] == [1000, 3000]
    before = await card_reading.value(session, wrong, row.pair_id, at=AT)
    assert (before.corrects, before.value.value) == (None, 9000)
    assert before.value.corrected_at


async def test_how_it_ended_is_told_under_the_card(session: AsyncSession, scene: Scene) -> None:
    new_year = datetime.fromisoformat("2027-01-04T09:00:00+00:00")
    wanted = NewClosing(scene.contracts, 62, "Commencer plus tôt")

    for _ in range(2):
        await closing.close(session, wanted, by=scene.manager, at=new_year)

    assert await kinds(session, scene) == [(card.CARD, scene.contracts), (card.CLOSED, scene.contracts)]
    pair = await the_pair(session, scene)
    shown = await card_reading.card(session, scene.contracts, pair.id, at=new_year)
    assert shown.objective.closing
    assert (shown.objective.closing.score, shown.objective.closing.lesson) == (62, "Commencer plus tôt")
    assert shown.forecast is None


async def test_the_next_manager_gets_the_cards_and_the_former_two_nothing_more(
    session: AsyncSession, scene: Scene
) -> None:
    await record(session, scene)
    former = await the_pair(session, scene)
    ines = await session.get_one(models.Person, scene.ines.id)
    await session.execute(update(models.Team).where(models.Team.id == scene.team).values(manager_id=ines.id))
    team = await session.get_one(
        models.Team, scene.team, options=[joinedload(models.Team.manager)], populate_existing=True
    )
    [schedule] = await rhythm.running(session, models.Pair.team_id == scene.team)

    await handover.hand_over(session, schedule, team, by=ines, at=AT)

    after = await the_pair(session, scene)
    rows = await owed(session, scene)
    assert [(row.kind, row.subject_id) for row in rows if row.pair_id == after.id] == [
        (card.CARD, scene.contracts),
        (card.CARD, scene.accounts),
    ]
    assert all(row.sent == row.wanted for row in rows if row.pair_id == former.id)
    with pytest.raises(Rejected):
        await card_reading.card(session, scene.contracts, former.id, at=AT)


async def test_who_leaves_a_team_gets_no_more_cards(session: AsyncSession, scene: Scene) -> None:
    await record(session, scene)
    [schedule] = await rhythm.running(session, models.Pair.team_id == scene.team)
    await handover.end(session, schedule, at=AT)

    await card.redraw(session, [scene.contracts], at=AT)

    assert all(row.sent == row.wanted for row in await owed(session, scene))


async def test_a_card_holds_the_values_so_far_on_the_days_of_the_teams_clock(
    session: AsyncSession, scene: Scene
) -> None:
    late = datetime.fromisoformat("2026-10-05T22:30:00+00:00")  # half past midnight in Paris
    await record(session, scene, 1000, late)
    await record(session, scene, 3000, AT)

    pair = await the_pair(session, scene)
    shown = await card_reading.card(session, scene.contracts, pair.id, at=AT)

    assert shown.values == ((AT.date(), 1000), (AT.date(), 3000))
    assert shown.objective.value == 3000
    assert shown.rep == scene.lea


async def test_nobody_elses_card_is_read_for_a_pair(session: AsyncSession, scene: Scene) -> None:
    theirs = await session.scalar(select(models.Objective.id).where(models.Objective.owner_id != scene.lea.id).limit(1))
    pair = await the_pair(session, scene)

    with pytest.raises(Rejected):
        await card_reading.card(session, theirs or 0, pair.id, at=AT)
