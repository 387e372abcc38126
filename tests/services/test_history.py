"""The history of a rep's objectives: whole for the two, for nobody else, and as a file for who asks."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.objective import NewValue, Recorded
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.services import history, objective, signing
from tests.services.scene import CONTRACTS, LEA, OPENING, STRANGER, Scene

AT = OPENING + timedelta(minutes=1)


async def reason(asked) -> Reason:  # noqa: ANN001 (whatever is refused)
    with pytest.raises(Rejected) as refused:
        await asked
    return refused.value.problems[0].reason


async def test_both_find_all_of_them_and_those_that_are_closed_last(session: AsyncSession, scene: Scene) -> None:
    lea = await session.get_one(models.Person, scene.lea.id)
    withdrawn = await objective.create(session, CONTRACTS, owner=scene.lea.id, by=lea, at=AT)
    await signing.withdraw(session, withdrawn, by=scene.rep, at=AT)
    long_ago = update(models.Objective).where(models.Objective.id == scene.contracts)
    await session.execute(long_ago.values(starts_on=AT.date().replace(year=2019), ends_on=AT.date().replace(year=2020)))

    mine = await history.shelf(session, by=scene.rep)
    theirs = await history.shelf(session, rep=LEA.slack_id, by=scene.manager)

    assert [one.id for one in mine.objectives] == [scene.accounts, scene.contracts, withdrawn]
    assert mine == theirs


async def test_it_is_read_whole_oldest_first(session: AsyncSession, scene: Scene) -> None:
    for number in (1, 2):
        value = NewValue(Decimal(number), None)
        await objective.record_value(session, scene.contracts, value, by=scene.rep, at=AT + timedelta(minutes=number))

    told = await history.read(session, scene.lea.id, by=scene.manager, at=AT)

    assert (told.rep, told.reader, told.at) == (scene.lea, scene.marc, AT)
    [of_contracts] = [one.told for one in told.chapters if one.objective.id == scene.contracts]
    assert [one.value for one in of_contracts if isinstance(one, Recorded)] == [1, 2]


async def test_who_asks_is_owed_a_file_and_nobody_else(session: AsyncSession, scene: Scene) -> None:
    whose = await history.ask(session, history.CSV, LEA.slack_id, by=scene.manager, at=AT)

    kinds = (models.Delivery.kind.in_((history.CSV, history.MARKDOWN)), models.Delivery.due_at == AT)
    [row] = (await session.scalars(select(models.Delivery).where(*kinds))).all()
    assert (row.kind, row.recipient_id, row.subject_id) == (history.CSV, scene.marc.id, scene.lea.id)
    assert whose == scene.lea


async def test_others_are_refused_admins_included(session: AsyncSession, scene: Scene) -> None:
    for asked in (
        history.shelf(session, rep=LEA.slack_id, by=scene.admin),
        history.ask(session, history.CSV, LEA.slack_id, by=scene.admin, at=AT),
        history.read(session, scene.lea.id, by=scene.admin, at=AT),
    ):
        assert await reason(asked) is Reason.NOT_YOUR_PAIR
    assert await reason(history.shelf(session, by=scene.manager)) is Reason.NAME_A_REP
    assert await reason(history.shelf(session, by=Caller(scene.workspace, STRANGER))) is Reason.NO_TEAM


async def test_a_former_manager_is_refused_and_the_rep_keeps_their_own(session: AsyncSession, scene: Scene) -> None:
    await session.execute(update(models.Pair).where(models.Pair.rep_id == scene.lea.id).values(ended_at=AT))

    assert await reason(history.read(session, scene.lea.id, by=scene.manager, at=AT)) is Reason.NOT_A_REP
    assert len((await history.shelf(session, by=scene.rep)).objectives) == 2
    assert len((await history.read(session, scene.lea.id, by=scene.rep, at=AT)).chapters) == 2
