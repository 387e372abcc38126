"""A change of manager: the rep is asked what the new one may read, who is told what, and when it is over."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, async_sessionmaker

import models
from bot.rules.disclosure import Choice, Reach
from bot.rules.earlier import Entry
from bot.rules.person import Person
from bot.rules.question import Side
from bot.rules.refusal import Reason, Rejected
from bot.services import disclosure, earlier, roster_change, team
from bot.services import half as halves
from tests.factories import answered
from tests.models.plan import steps_of
from tests.services.scene import OPENING, TALK_AT, Scene, opened
from tests.services.test_checkin_telling import owed, send
from tests.services.test_roster import NOA, TOM, meet, save

REP, MANAGER = Side.REP, Side.MANAGER
AtOnce = Callable[..., Awaitable[list[Any]]]
AFTER = TALK_AT + timedelta(hours=2)
LATER = AFTER + timedelta(days=1)


@pytest.fixture
async def admin(session: AsyncSession, scene: Scene) -> Person:
    row = await session.get_one(models.Person, scene.ines.id)
    row.is_admin = True
    await session.flush()
    return replace(scene.ines, is_admin=True)


@pytest.fixture
async def made(session: AsyncSession, scene: Scene) -> int:
    """Return a check-in in which Léa and Marc have written."""
    found = await opened(session, scene)
    for side in (MANAGER, REP):
        await send(session, scene, found, side, OPENING)
    return found


@pytest.fixture
async def tom(session: AsyncSession, scene: Scene, admin: Person, made: int) -> Person:
    """Have Tom take the team over from Marc, after their talk."""
    found = await meet(session, TOM)
    await save(session, scene, admin, scene.team, at=AFTER, manager=found)
    assert made
    return found


async def choose(session: AsyncSession, scene: Scene, reach: Reach = Reach.ALL, at: datetime = LATER) -> Choice:
    """Have Léa choose so for every former pair."""
    asked = await disclosure.choice(session, by=scene.rep)
    return await disclosure.choose(session, asked.pair, {one.pair: reach for one in asked.formers}, by=scene.rep, at=at)


async def seen(session: AsyncSession, scene: Scene, who: Person) -> list[Entry]:
    found = await earlier.listed(session, by=scene.caller(who), rep=scene.lea.slack_id, at=LATER)
    return list(found.entries)


async def reason(act: Awaitable[object]) -> Reason:
    with pytest.raises(Rejected) as refusal:
        await act
    return refusal.value.problems[0].reason


async def test_the_rep_is_asked_and_until_they_choose_nothing_is_shown(
    session: AsyncSession, scene: Scene, tom: Person, made: int
) -> None:
    told = await owed(session, scene)
    assert told["disclosure_asked Léa"] == 1
    assert not any(one.startswith("disclosure_shown") for one in told)
    asked = await disclosure.choice(session, by=scene.rep)
    assert (asked.manager, [one.manager for one in asked.formers], asked.is_chosen) == (tom, [scene.marc], False)
    assert await seen(session, scene, tom) == []
    assert await reason(earlier.read(session, made, by=scene.caller(tom), at=LATER)) is Reason.NOT_SHOWN


async def test_who_wrote_nothing_before_is_asked_nothing(session: AsyncSession, scene: Scene, admin: Person) -> None:
    made = await opened(session, scene)
    await send(session, scene, made, MANAGER, OPENING)
    await save(session, scene, admin, scene.team, at=AFTER, manager=await meet(session, TOM))

    assert "disclosure_asked Léa" not in await owed(session, scene)
    assert await reason(disclosure.choice(session, by=scene.rep)) is Reason.NOTHING_BEFORE


async def test_what_was_chosen_is_read_by_who_follows_and_they_alone_are_told(
    session: AsyncSession, scene: Scene, tom: Person, made: int
) -> None:
    before = await owed(session, scene)
    await choose(session, scene)

    told = await owed(session, scene)
    assert {one for one in told if told[one] != before.get(one)} == {"disclosure_asked Léa", "disclosure_shown Tom"}
    [entry] = await seen(session, scene, tom)
    assert (entry.checkin.id, entry.is_shown) == (made, True)
    read = await earlier.read(session, made, by=scene.caller(tom), at=LATER)
    assert read.is_shown
    assert read.sheet.mine == answered(win="Dupont a signé")
    assert (read.sheet.theirs, [one.objective_id for one in read.sheet.reports]) == ({}, [scene.contracts])
    assert (await disclosure.shown(session, await running(session, scene), by=scene.caller(tom), at=LATER)).is_any


async def test_a_choice_sent_twice_changes_nothing(session: AsyncSession, scene: Scene, tom: Person) -> None:
    first = await choose(session, scene)
    told = await owed(session, scene)

    assert await choose(session, scene, at=LATER + timedelta(hours=1)) == first
    assert await owed(session, scene) == told
    row = (await session.scalars(select(models.Disclosure).where(models.Disclosure.pair_id == first.pair))).one()
    assert row.chosen_at == LATER
    assert tom.id == first.manager.id


async def test_nothing_is_a_choice_that_nobody_hears_of(session: AsyncSession, scene: Scene, tom: Person) -> None:
    found = await choose(session, scene, Reach.NOTHING)

    assert (found.is_chosen, found.shown) == (True, ())
    assert "disclosure_shown Tom" not in await owed(session, scene)
    home = await team.home(session, by=scene.caller(tom), at=LATER)
    assert [one.is_shown for one in home.teams[0].reps] == [False]


async def test_it_can_be_taken_back(session: AsyncSession, scene: Scene, tom: Person, made: int) -> None:
    await choose(session, scene)
    await session.execute(update(models.Delivery).values(sent=models.Delivery.wanted))
    await choose(session, scene, Reach.NOTHING)

    assert await seen(session, scene, tom) == []
    assert await reason(earlier.read(session, made, by=scene.caller(tom), at=LATER)) is Reason.NOT_SHOWN
    shown = await disclosure.shown(session, await running(session, scene), by=scene.caller(tom), at=LATER)
    assert not shown.is_any
    assert (await owed(session, scene))["disclosure_shown Tom"] == 2  # the message says so now


async def test_what_is_taken_back_before_it_was_told_is_told_to_nobody(
    session: AsyncSession, scene: Scene, tom: Person
) -> None:
    await choose(session, scene)
    await choose(session, scene, Reach.NOTHING)

    assert "disclosure_shown Tom" not in await owed(session, scene)
    assert tom


@pytest.mark.parametrize(("ended", "count"), [(date(2027, 1, 8), 1), (date(2027, 1, 9), 0)])
async def test_only_what_is_as_young_as_was_chosen_is_shown(
    session: AsyncSession, scene: Scene, tom: Person, ended: date, count: int
) -> None:
    former = (await disclosure.choice(session, by=scene.rep)).formers[0].pair
    row = await session.get_one(models.Pair, former)
    row.ended_at = TALK_AT.replace(year=ended.year, month=ended.month, day=ended.day)
    await session.flush()

    await choose(session, scene, Reach.THREE_MONTHS)

    assert len(await seen(session, scene, tom)) == count


async def test_another_manager_again_is_shown_nothing_and_the_rep_is_asked_anew(
    session: AsyncSession, scene: Scene, admin: Person, tom: Person, made: int
) -> None:
    old = await choose(session, scene)
    noa = await meet(session, NOA)
    await save(session, scene, admin, scene.team, at=LATER, manager=noa)

    assert await seen(session, scene, noa) == []
    asked = await disclosure.choice(session, by=scene.rep)
    assert (asked.manager, asked.is_chosen, asked.pair) == (noa, False, await running(session, scene))
    assert [one.manager for one in asked.formers] == [scene.marc]  # with Tom, Léa wrote nothing
    assert await reason(earlier.read(session, made, by=scene.caller(tom), at=LATER)) is Reason.NOT_YOURS
    assert await reason(disclosure.shown(session, old.pair, by=scene.caller(tom), at=LATER)) is Reason.NOT_SHOWN
    late = disclosure.choose(session, old.pair, {old.formers[0].pair: Reach.ALL}, by=scene.rep, at=LATER)
    assert await reason(late) is Reason.NOT_TO_SHOW


async def test_a_manager_who_leads_again_reads_their_own_as_ever_and_the_rep_is_asked_about_the_other(
    session: AsyncSession, scene: Scene, admin: Person, tom: Person, made: int
) -> None:
    await save(session, scene, admin, scene.team, at=LATER, manager=scene.marc)

    assert await reason(disclosure.choice(session, by=scene.rep)) is Reason.NOTHING_BEFORE
    read = await earlier.read(session, made, by=scene.manager, at=LATER)
    assert (read.is_shown, read.sheet.theirs["mission"].text) == (False, "Trop de réunions")
    assert tom


async def test_a_rep_who_goes_to_another_team_is_asked_too(
    session: AsyncSession, scene: Scene, admin: Person, made: int
) -> None:
    noa, tom = await meet(session, NOA), await meet(session, TOM)
    await save(session, scene, admin, scene.team, at=AFTER, reps=(noa,))
    await save(session, scene, admin, None, at=AFTER, name="Nord", manager=tom, reps=(scene.lea,))
    await choose(session, scene)

    assert [one.checkin.id for one in await seen(session, scene, tom)] == [made]


async def test_who_comes_after_a_manager_who_has_left_is_shown_what_the_rep_chooses(
    session: AsyncSession, scene: Scene, admin: Person, made: int
) -> None:
    await roster_change.depart(session, scene.marc.id, at=AFTER)
    tom = await meet(session, TOM)
    await save(session, scene, admin, scene.team, at=AFTER, manager=tom, reps=(scene.lea,))
    await choose(session, scene)

    assert [one.checkin.id for one in await seen(session, scene, tom)] == [made]


async def test_what_is_still_under_way_with_the_former_manager_is_shown_once_its_talk_is_over(
    session: AsyncSession, scene: Scene, admin: Person
) -> None:
    made, tom = await opened(session, scene), await meet(session, TOM)
    await halves.record(session, scene.reps_half(made), by=scene.rep, at=OPENING)
    soon = OPENING + timedelta(hours=1)
    await save(session, scene, admin, scene.team, at=soon, manager=tom)
    await choose(session, scene, at=soon)

    assert "disclosure_shown Tom" not in await owed(session, scene)
    assert await reason(earlier.read(session, made, by=scene.caller(tom), at=soon)) is Reason.NOT_SHOWN
    assert (await earlier.read(session, made, by=scene.caller(tom), at=AFTER)).is_shown


async def test_a_check_in_in_which_only_the_former_manager_wrote_is_not_shown(
    session: AsyncSession, scene: Scene, admin: Person, made: int
) -> None:
    silent = await opened(session, scene, OPENING + timedelta(weeks=2))
    await send(session, scene, silent, MANAGER, OPENING + timedelta(weeks=2))
    at, tom = AFTER + timedelta(weeks=2), await meet(session, TOM)
    await save(session, scene, admin, scene.team, at=at, manager=tom)
    await choose(session, scene, at=at)

    found = await earlier.listed(session, by=scene.caller(tom), rep=scene.lea.slack_id, at=at)
    assert [one.checkin.id for one in found.entries] == [made]
    assert await reason(earlier.read(session, silent, by=scene.caller(tom), at=at)) is Reason.NOT_SHOWN


async def test_the_same_choice_twice_at_the_same_moment_is_one(
    sessions: async_sessionmaker[AsyncSession], scene: Scene, at_once: AtOnce
) -> None:
    async with sessions.begin() as session:
        made = await opened(session, scene)
        await send(session, scene, made, REP, OPENING)
        (await session.get_one(models.Person, scene.ines.id)).is_admin = True
        await save(session, scene, scene.ines, scene.team, at=AFTER, manager=await meet(session, TOM))

    one, other = await at_once(*[lambda session: choose(session, scene)] * 2)

    assert one == other
    async with sessions() as session:
        rows = await session.scalars(select(models.Disclosure).where(models.Disclosure.pair_id == one.pair))
        assert len(rows.all()) == 1
        assert (await owed(session, scene))["disclosure_shown Tom"] == 1


async def test_only_the_rep_chooses(session: AsyncSession, scene: Scene, admin: Person, tom: Person) -> None:
    asked = await disclosure.choice(session, by=scene.rep)
    chosen = {asked.formers[0].pair: Reach.ALL}
    for who in (tom, scene.marc, admin):
        refused = disclosure.choose(session, asked.pair, chosen, by=scene.caller(who), at=LATER)
        assert await reason(refused) is Reason.NOT_TO_SHOW
    assert await seen(session, scene, tom) == []


async def test_a_former_pair_of_somebody_else_is_not_the_reps_to_show(
    session: AsyncSession, scene: Scene, tom: Person
) -> None:
    asked = await disclosure.choice(session, by=scene.rep)
    foreign = await session.scalar(select(models.Pair.id).where(models.Pair.workspace_id != scene.workspace))
    assert foreign

    await disclosure.choose(session, asked.pair, {foreign: Reach.ALL}, by=scene.rep, at=LATER)

    rows = await session.scalars(select(models.Disclosure).where(models.Disclosure.pair_id == asked.pair))
    assert rows.all() == []
    assert tom


async def test_home_of_the_two_tells_what_there_is(session: AsyncSession, scene: Scene, tom: Person) -> None:
    before = await team.home(session, by=scene.rep, at=LATER)
    assert before.mine
    assert before.mine.chooses_for == tom

    await choose(session, scene)

    led = await team.home(session, by=scene.caller(tom), at=LATER)
    assert [one.is_shown for one in led.teams[0].reps] == [True]


async def running(session: AsyncSession, scene: Scene) -> int:
    return (await team.pair_of(session, by=scene.rep)).id


async def test_whether_there_is_something_to_choose_is_asked_without_reading_all_pairs(
    session: AsyncSession, engine: AsyncEngine, scene: Scene
) -> None:
    if engine.dialect.name == "postgresql":
        await session.execute(text("SET LOCAL enable_seqscan = off"))  # of few rows it would read all

    steps = await steps_of(session, engine, lambda session: disclosure.standing(session, [1], at=LATER))

    assert any("ix_pairs_former_rep_id" in step for step in steps)
