"""Signing: an objective counts once both have, and then changes only as both confirm."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

import models
from bot.rules.charter import Charter
from bot.rules.draft import Draft
from bot.rules.objective import Change, Confidence, Field, NewValue, Objective
from bot.rules.person import Caller
from bot.rules.refusal import Reason, Rejected
from bot.rules.signing import Deed, Done, State
from bot.services import draft, objective, revision, signing
from tests.services.scene import CONTRACTS, INES, LEA, MARC, STRANGER, WORKSPACE, Scene

SOON = timedelta(minutes=10)
MORE = replace(CONTRACTS, measure=replace(CONTRACTS.measure, target=Decimal(500_000)))
OTHERS = [Caller(WORKSPACE, INES.slack_id), Caller(WORKSPACE, STRANGER)]


@pytest.fixture
async def proposed(sessions: async_sessionmaker[AsyncSession], scene: Scene, at: datetime) -> int:
    """Have Marc propose an objective to Léa, and return its key."""
    async with sessions.begin() as session:
        wanted = replace(CONTRACTS, title="Références")
        await draft.take(session, Draft(wanted, since=at, rep=LEA.slack_id), by=scene.manager, at=at)
        return (await session.scalars(select(models.Objective.id).where(models.Objective.title == "Références"))).one()


async def suggest(session: AsyncSession, scene: Scene, at: datetime, *, by: Caller, wanted: Any = MORE) -> None:
    """Send the form of the contracts, which both have signed."""
    await draft.take(session, Draft(wanted, since=at, changes=scene.contracts, note="Orion"), by=by, at=at)


async def suggestion(session: AsyncSession, scene: Scene) -> int:
    found = (await look(session, scene)).revision
    assert found
    return found.id


async def look(session: AsyncSession, scene: Scene, key: int | None = None) -> Objective:
    session.expire_all()
    return (await objective.look(session, key or scene.contracts, by=scene.rep)).objective


async def refused(act: Callable[[], Awaitable[object]]) -> Reason:
    with pytest.raises(Rejected) as refusal:
        await act()
    [problem] = refusal.value.problems
    return problem.reason


async def owed(session: AsyncSession) -> list[str]:
    rows = await session.execute(
        select(models.Delivery.kind, models.Person.name)
        .join(models.Delivery.recipient)
        .where(models.Delivery.workspace_id == WORKSPACE, models.Delivery.kind != "home")
        .order_by(models.Delivery.id)
    )
    return [f"{kind} {name.split()[0]}" for kind, name in rows]


async def deeds(session: AsyncSession, scene: Scene, key: int) -> list[Done]:
    told = await objective.history(session, key, by=scene.rep)
    return [one for one in reversed(told) if isinstance(one, Done)]


async def changes(session: AsyncSession, scene: Scene) -> list[Change]:
    told = await objective.history(session, scene.contracts, by=scene.rep)
    return [one for one in told if isinstance(one, Change)]


async def test_a_proposal_counts_for_nothing_until_the_other_has_signed(
    session: AsyncSession, scene: Scene, at: datetime, proposed: int
) -> None:
    assert (await look(session, scene, proposed)).state is State.PROPOSED
    assert proposed not in [one.id for one in (await objective.standing(session, [scene.lea.id], at=at))[scene.lea.id]]
    value = NewValue(Decimal(1), Confidence.HIGH)
    act = partial(objective.record_value, session, proposed, value, by=scene.rep, at=at)
    assert await refused(act) is Reason.NOT_SIGNED

    await signing.sign(session, proposed, by=scene.rep, at=at + SOON)

    assert (await look(session, scene, proposed)).state is State.SIGNED
    assert proposed in [one.id for one in (await objective.standing(session, [scene.lea.id], at=at))[scene.lea.id]]
    await act()
    assert await owed(session) == ["objective_new Léa", "objective_signed Marc"]
    assert await deeds(session, scene, proposed) == [
        Done(Deed.PROPOSED, MARC.name, at),
        Done(Deed.SIGNED, LEA.name, at + SOON),
    ]


async def test_signing_twice_changes_nothing(session: AsyncSession, scene: Scene, at: datetime, proposed: int) -> None:
    await signing.sign(session, proposed, by=scene.manager, at=at + SOON)
    assert (await look(session, scene, proposed)).state is State.PROPOSED

    for late in (1, 2):
        await signing.sign(session, proposed, by=scene.rep, at=at + late * SOON)
    assert len(await deeds(session, scene, proposed)) == 2


async def test_whoever_changes_a_proposal_signs_what_they_wrote_and_the_other_signs_anew(
    session: AsyncSession, scene: Scene, at: datetime, proposed: int
) -> None:
    wanted = replace(MORE, title="Références")
    await draft.take(session, Draft(wanted, since=at, changes=proposed), by=scene.rep, at=at + SOON)

    found = await look(session, scene, proposed)
    assert (found.signatures.rep_at, found.signatures.manager_at) == (at + SOON, None)
    await signing.sign(session, proposed, by=scene.manager, at=at + 2 * SOON)
    assert (await look(session, scene, proposed)).state is State.SIGNED


async def test_a_change_can_be_asked_for_before_one_signs_and_not_after(
    session: AsyncSession, scene: Scene, at: datetime, proposed: int
) -> None:
    await signing.ask(session, proposed, "Plus tard", by=scene.rep, at=at + SOON)
    assert await signing.wish(session, proposed, by=scene.manager) == "Plus tard"
    assert await owed(session) == ["objective_new Léa", "objective_asked Marc"]
    assert (await deeds(session, scene, proposed))[-1] == Done(Deed.ASKED, LEA.name, at + SOON, "Plus tard")

    await signing.sign(session, proposed, by=scene.rep, at=at + SOON)
    act = partial(signing.ask, session, proposed, "Trop tard", by=scene.rep, at=at + SOON)
    assert await refused(act) is Reason.SIGNED_ALREADY


async def test_a_proposal_that_is_withdrawn_is_closed_and_not_signed_any_more(
    session: AsyncSession, scene: Scene, at: datetime, proposed: int
) -> None:
    await signing.withdraw(session, proposed, by=scene.manager, at=at + SOON)

    assert (await look(session, scene, proposed)).state is State.CLOSED
    assert await owed(session) == ["objective_new Léa", "objective_withdrawn Léa"]
    assert await refused(partial(signing.sign, session, proposed, by=scene.rep, at=at + SOON)) is Reason.CLOSED


async def test_what_both_have_signed_is_not_withdrawn(session: AsyncSession, scene: Scene, at: datetime) -> None:
    act = partial(signing.withdraw, session, scene.contracts, by=scene.rep, at=at)
    assert await refused(act) is Reason.SIGNED_ALREADY


@pytest.mark.parametrize("by", OTHERS)
async def test_nobody_else_signs_asks_or_withdraws(
    session: AsyncSession, scene: Scene, at: datetime, proposed: int, by: Caller
) -> None:
    for act in (
        partial(signing.sign, session, proposed, by=by, at=at),
        partial(signing.ask, session, proposed, "À moi", by=by, at=at),
        partial(signing.withdraw, session, proposed, by=by, at=at),
    ):
        assert await refused(act) in (Reason.NOT_YOUR_PAIR, Reason.NO_TEAM)
    assert (await look(session, scene, proposed)).state is State.PROPOSED


async def test_a_change_of_what_both_signed_waits_for_the_other_to_confirm(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    await suggest(session, scene, at, by=scene.manager)

    found = await look(session, scene)
    assert found.measure.target == 480_000
    assert found.state is State.SIGNED
    assert not [
        one for one in await objective.history(session, scene.contracts, by=scene.rep) if isinstance(one, Change)
    ]
    assert await owed(session) == ["objective_revision Léa"]

    await revision.confirm(session, await suggestion(session, scene), by=scene.rep, at=at + SOON)

    found = await look(session, scene)
    assert (found.measure.target, found.revision) == (500_000, None)
    changes = [
        one for one in await objective.history(session, scene.contracts, by=scene.rep) if isinstance(one, Change)
    ]
    assert changes == [Change(Field.TARGET, "480000", "500000", MARC.name, at + SOON)]
    assert await owed(session) == ["objective_revision Léa", "objective_answered Marc"]
    assert await deeds(session, scene, scene.contracts) == [
        Done(Deed.SUGGESTED, MARC.name, at, "Orion"),
        Done(Deed.CONFIRMED, LEA.name, at + SOON),
    ]


async def test_a_change_that_is_declined_leaves_all_as_it_was(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    await suggest(session, scene, at, by=scene.rep)
    asked = await suggestion(session, scene)
    await revision.decline(session, asked, "Pas encore", by=scene.manager, at=at + SOON)

    found = await look(session, scene)
    assert (found.measure.target, found.revision) == (480_000, None)
    _, answer = await revision.answer(session, asked, by=scene.rep)
    assert answer == Done(Deed.DECLINED, MARC.name, at + SOON, "Pas encore")
    act = partial(revision.confirm, session, asked, by=scene.manager, at=at + SOON)
    assert await refused(act) is Reason.SUGGESTION_GONE


async def test_a_second_suggestion_of_the_same_person_replaces_the_first(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    await suggest(session, scene, at, by=scene.manager)
    first = await suggestion(session, scene)
    await suggest(session, scene, at + SOON, by=scene.manager, wanted=replace(CONTRACTS, title="Contrats"))

    act = partial(revision.confirm, session, first, by=scene.rep, at=at + SOON)
    assert await refused(act) is Reason.SUGGESTION_GONE
    await revision.confirm(session, await suggestion(session, scene), by=scene.rep, at=at + SOON)
    found = await look(session, scene)
    assert (found.title, found.measure.target) == ("Contrats", 480_000)


async def test_a_suggestion_is_answered_before_the_other_makes_one(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    await suggest(session, scene, at, by=scene.manager)
    assert await refused(partial(suggest, session, scene, at, by=scene.rep)) is Reason.ANSWER_FIRST


async def test_nobody_confirms_what_they_suggested_themselves_and_nobody_else_does(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    await suggest(session, scene, at, by=scene.manager)
    asked = await suggestion(session, scene)

    assert await refused(partial(revision.confirm, session, asked, by=scene.manager, at=at)) is Reason.OTHERS_TO_ANSWER
    for by in OTHERS:
        for act in (
            partial(revision.confirm, session, asked, by=by, at=at),
            partial(revision.decline, session, asked, "Non", by=by, at=at),
            partial(revision.look, session, asked, by=by),
        ):
            assert await refused(act) in (Reason.NOT_YOUR_PAIR, Reason.NO_TEAM)
    assert (await look(session, scene)).measure.target == 480_000


async def test_the_charter_refuses_an_amount_outside_it_in_its_field(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    row = await session.get_one(models.Objective, scene.contracts)
    row.floor, row.ceiling, row.revisions_a_year = Decimal(450_000), Decimal(490_000), 1
    await session.flush()

    assert await refused(partial(suggest, session, scene, at, by=scene.rep)) is Reason.OUTSIDE_CHARTER

    inside = replace(MORE, charter=Charter(Decimal(450_000), Decimal(490_000), revisions=1))
    inside = replace(inside, measure=replace(inside.measure, target=Decimal(490_000)))
    await suggest(session, scene, at, by=scene.rep, wanted=inside)
    await revision.confirm(session, await suggestion(session, scene), by=scene.manager, at=at + SOON)
    again = replace(inside, measure=replace(inside.measure, target=Decimal(460_000)))
    act = partial(suggest, session, scene, at + 2 * SOON, by=scene.rep, wanted=again)
    assert await refused(act) is Reason.REVISED_ENOUGH


@pytest.mark.parametrize(("hour", "allowed"), [(22, True), (23, False)])  # in Paris it is the new year from 23:00 on
async def test_changes_of_the_amount_are_counted_by_the_year_of_the_reps_calendar(
    session: AsyncSession, scene: Scene, at: datetime, hour: int, *, allowed: bool
) -> None:
    row = await session.get_one(models.Objective, scene.contracts)
    row.revisions_a_year, row.ends_on = 1, date(2027, 12, 31)
    await session.flush()
    eve = datetime(2026, 12, 31, hour, 30, tzinfo=UTC)
    once = replace(MORE, charter=Charter(revisions=1), ends_on=row.ends_on)
    await suggest(session, scene, eve, by=scene.rep, wanted=once)
    await revision.confirm(session, await suggestion(session, scene), by=scene.manager, at=eve)

    again = replace(once, measure=replace(once.measure, target=Decimal(510_000)))
    act = partial(suggest, session, scene, eve + timedelta(days=9), by=scene.rep, wanted=again)
    if allowed:
        await act()
    else:
        assert await refused(act) is Reason.REVISED_ENOUGH


async def test_two_who_answer_at_once_answer_once(
    sessions: async_sessionmaker[AsyncSession], scene: Scene, at: datetime, at_once: Any, session: AsyncSession
) -> None:
    async with sessions.begin() as first:
        await suggest(first, scene, at, by=scene.manager)
    asked = await suggestion(session, scene)
    await session.rollback()

    async def answer(session: AsyncSession, act: Callable[..., Awaitable[object]]) -> Reason | None:
        try:
            await act(session, asked, by=scene.rep, at=at + SOON)
        except Rejected as refusal:
            return refusal.problems[0].reason
        return None

    async def decline(session: AsyncSession, asked: int, **given: Any) -> object:
        return await revision.decline(session, asked, "Non", **given)

    took = await at_once(partial(answer, act=revision.confirm), partial(answer, act=decline))

    assert set(took) == {None, Reason.SUGGESTION_GONE}
    assert (await look(session, scene)).measure.target == (480_000 if took[0] else 500_000)
