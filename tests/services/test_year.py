"""A year compiled from its rows: only this rep's, only this year's."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.year import Done, Held, TeamYear
from bot.services import half as halves
from bot.services import year
from tests.services.scene import OPENING, TALK_AT, Scene, opened

AFTER = TALK_AT + timedelta(hours=1)
NEXT_YEAR = datetime(2027, 3, 1, tzinfo=UTC)


@pytest.fixture
async def held(session: AsyncSession, scene: Scene) -> int:
    """Have a check-in with both halves."""
    made = await opened(session, scene)
    await halves.record(session, scene.reps_half(made), by=scene.rep, at=OPENING)
    await halves.record(session, scene.managers_half(made), by=scene.manager, at=OPENING)
    return made


async def test_the_year_of_a_rep_has_their_objectives_words_and_counts(
    session: AsyncSession, scene: Scene, held: int
) -> None:
    compiled = await year.of_rep(session, scene.lea.id, 2026, at=AFTER)

    assert [(one.title, str(one.value)) for one in compiled.objectives] == [
        ("Contrats annuels", "310000.5"),
        ("Comptes", "2"),
    ]
    assert (compiled.wins, compiled.obstacles) == (("Dupont a signé",), ())
    assert (compiled.checkins, compiled.feedback) == (Held(1, 1), 1)


async def test_a_check_in_with_one_half_was_planned_and_not_held(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene)
    await halves.record(session, scene.reps_half(made), by=scene.rep, at=OPENING)

    assert (await year.of_rep(session, scene.lea.id, 2026, at=AFTER)).checkins == Held(0, 1)


async def test_a_talk_to_come_is_not_counted_yet(session: AsyncSession, scene: Scene, held: int) -> None:
    assert (await year.of_rep(session, scene.lea.id, 2026, at=OPENING)).checkins == Held(0, 0)


async def test_a_check_in_that_was_left_out_was_not_planned(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene)
    row = await session.get_one(models.CheckIn, made)
    row.skipped_at = OPENING
    await session.flush()

    assert (await year.of_rep(session, scene.lea.id, 2026, at=AFTER)).checkins == Held(0, 0)


async def test_another_year_knows_nothing_of_this_one(session: AsyncSession, scene: Scene, held: int) -> None:
    compiled = await year.of_rep(session, scene.lea.id, 2027, at=NEXT_YEAR)

    assert (compiled.objectives, compiled.wins, compiled.checkins, compiled.feedback) == ((), (), Held(0, 0), 0)


async def test_looked_back_on_from_the_next_year_the_year_is_whole(
    session: AsyncSession, scene: Scene, held: int
) -> None:
    now, later = [await year.of_rep(session, scene.lea.id, 2026, at=at) for at in (AFTER, NEXT_YEAR)]

    assert now == later


async def test_a_teams_year_counts_and_names_no_amount(session: AsyncSession, scene: Scene, held: int) -> None:
    there = {"workspace_id": scene.workspace, "owner_id": scene.lea.id, "author_id": scene.lea.id}
    session.add_all(
        models.Action(**there, text="Appeler", due_on=AFTER.date(), created_at=OPENING, done_at=done)
        for done in (OPENING, None)
    )
    await session.flush()

    compiled = await year.of_team(session, [scene.lea.id], 2026, at=AFTER)

    assert compiled == TeamYear(objectives=2, reached=0, checkins=Held(1, 1), actions=Done(1, 1))
