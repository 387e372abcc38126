"""Quiet hours: whose hold for whom, and that whatever asks somebody waits for their end."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.absence import Days
from bot.rules.checkin import Side
from bot.rules.quiet import USUAL, Quiet, Setting
from bot.rules.refusal import Reason, Rejected
from bot.rules.retro import NewRetro
from bot.services import absence, cadence, letter, quiet, reminder, retro_start, skip, team
from tests.services.scene import MADE, OPENING, TALK, Scene, opened
from tests.services.test_checkin_telling import send
from tests.services.test_skip import away

AT_LUNCH, MORNINGS, NONE = Quiet(time(12), time(14)), Quiet(time(8), time(11)), Quiet(time(0), time(0))
NIGHT, DAWN = datetime(2026, 10, 6, 21, tzinfo=UTC), datetime(2026, 10, 7, 5, tzinfo=UTC)  # 23:00 and 07:00 in Paris
REMINDING = OPENING + timedelta(days=1)


async def due(session: AsyncSession, scene: Scene, kind: str) -> Mapping[str, datetime]:
    """Return when each is told what of a kind, by their first names."""
    rows = await session.execute(
        select(models.Person.name, models.Delivery.due_at)
        .join(models.Delivery.recipient)
        .where(models.Delivery.kind == kind, models.Delivery.workspace_id == scene.workspace)
    )
    return {name.split()[0]: at for name, at in rows}


async def test_where_nobody_has_chosen_the_usual_ones_hold(session: AsyncSession, scene: Scene) -> None:
    assert await quiet.setting(session, by=scene.rep) == Setting(None, USUAL)


async def test_ones_own_are_narrower_than_those_of_the_workspace(session: AsyncSession, scene: Scene) -> None:
    await quiet.change_of_workspace(session, AT_LUNCH, by=scene.admin, at=MADE)
    await quiet.change(session, NONE, by=scene.rep, at=MADE)

    assert (await quiet.setting(session, by=scene.rep)).holds == NONE
    assert (await quiet.setting(session, by=scene.manager)).holds == AT_LUNCH


async def test_whoever_gives_up_their_own_has_those_of_the_workspace_again(session: AsyncSession, scene: Scene) -> None:
    for wish in (MORNINGS, None):
        await quiet.change(session, wish, by=scene.rep, at=MADE)

    assert await quiet.setting(session, by=scene.rep) == Setting(None, USUAL)


async def test_only_who_makes_teams_changes_those_of_the_workspace(session: AsyncSession, scene: Scene) -> None:
    with pytest.raises(Rejected) as refused:
        await quiet.change_of_workspace(session, AT_LUNCH, by=scene.manager, at=MADE)

    assert refused.value.problems[0].reason is Reason.ONLY_ORGANISERS
    assert await quiet.of_workspace(session, scene.workspace) == USUAL


async def test_the_prompt_waits_for_the_end_of_the_hours_of_the_rep(session: AsyncSession, scene: Scene) -> None:
    await quiet.change(session, MORNINGS, by=scene.rep, at=MADE)
    await opened(session, scene)

    assert await due(session, scene, "checkin_prompt") == {"Léa": OPENING + timedelta(minutes=90)}


async def test_reminders_wait_for_each_by_their_own_hours(session: AsyncSession, scene: Scene) -> None:
    await quiet.change(session, MORNINGS, by=scene.manager, at=MADE)
    await opened(session, scene)
    await reminder.remind_due(session, at=REMINDING)

    expected = {"Léa": REMINDING, "Marc": REMINDING + timedelta(minutes=90)}
    assert await due(session, scene, "checkin_reminder") == expected


async def test_what_waits_already_waits_for_the_end_of_hours_chosen_since(session: AsyncSession, scene: Scene) -> None:
    await opened(session, scene, at=NIGHT)
    assert await due(session, scene, "checkin_prompt") == {"Léa": DAWN}

    await quiet.change(session, Quiet(time(20), time(9)), by=scene.rep, at=NIGHT)

    assert await due(session, scene, "checkin_prompt") == {"Léa": DAWN + timedelta(hours=2)}


async def test_hours_of_the_workspace_hold_nothing_back_from_who_has_their_own(
    session: AsyncSession, scene: Scene
) -> None:
    await quiet.change(session, USUAL, by=scene.rep, at=MADE)
    await opened(session, scene)
    await reminder.remind_due(session, at=REMINDING)

    await quiet.change_of_workspace(session, MORNINGS, by=scene.admin, at=REMINDING)

    expected = {"Léa": REMINDING, "Marc": REMINDING + timedelta(minutes=90)}
    assert await due(session, scene, "checkin_reminder") == expected


async def test_a_manager_who_writes_first_at_night_wakes_no_rep(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene, at=NIGHT)

    await send(session, scene, made, Side.MANAGER, NIGHT + timedelta(hours=1))

    assert await due(session, scene, "checkin_prompt") == {"Léa": DAWN}


async def test_what_a_rep_has_done_at_night_is_shown_at_once(session: AsyncSession, scene: Scene) -> None:
    made = await opened(session, scene, at=NIGHT)

    await send(session, scene, made, Side.REP, NIGHT + timedelta(hours=1))

    assert await due(session, scene, "checkin_prompt") == {"Léa": NIGHT + timedelta(hours=1)}


async def test_who_is_back_at_night_is_asked_in_the_morning(session: AsyncSession, scene: Scene) -> None:
    await away(session, scene.rep, Days(TALK - timedelta(days=3), TALK + timedelta(days=20)), MADE)
    await opened(session, scene, at=NIGHT)
    assert await due(session, scene, "checkin_prompt") == {}

    await absence.end(session, by=scene.rep, at=NIGHT)
    await skip.follow_absences(session, by=scene.rep, at=NIGHT)

    assert await due(session, scene, "checkin_prompt") == {"Léa": DAWN}


async def test_a_retrospective_begun_at_night_asks_in_the_morning(session: AsyncSession, scene: Scene) -> None:
    await retro_start.start(session, NewRetro(2026), team_id=scene.team, by=scene.manager, at=NIGHT)

    assert await due(session, scene, "retro_packet") == {"Léa": DAWN}


async def test_the_letter_of_what_was_given_up_waits_too(session: AsyncSession, scene: Scene) -> None:
    await quiet.change(session, MORNINGS, by=scene.admin, at=MADE)

    await letter.tell(session, "checkin_prompt", "500", workspace=scene.workspace, at=NIGHT)

    assert await due(session, scene, letter.LETTERS) == {"Inès": DAWN + timedelta(hours=4)}


async def test_a_rhythm_that_asks_in_the_hours_of_one_of_the_two_says_so(session: AsyncSession, scene: Scene) -> None:
    await quiet.change(session, MORNINGS, by=scene.manager, at=MADE)
    pair = await team.pair_of(session, by=scene.rep)
    plan = await cadence.present(session, pair, at=MADE)

    assert plan.asleep == (scene.marc,)
    assert (await cadence.propose(session, pair, replace(plan.rhythm, prompt_at=time(15)), at=MADE)).asleep == ()
