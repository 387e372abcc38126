"""Who is told what: the messages owed as halves come in, in either order, on time or early."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.checkin import Side
from bot.services import checkin, checkin_opening
from bot.services import half as halves
from tests.services.scene import OPENING, Scene, opened

REP, MANAGER = Side.REP, Side.MANAGER
EARLY, SOON = OPENING - timedelta(days=1), OPENING + timedelta(hours=1)
REVEALED = {"checkin_revealed Léa": 1, "checkin_revealed Marc": 1}


async def owed(session: AsyncSession, scene: Scene) -> dict[str, int]:
    """Return how often each message about the pair was asked for, by its kind and reader; homes left aside."""
    rows = await session.execute(
        select(models.Delivery.kind, models.Person.name, models.Delivery.wanted)
        .join(models.Delivery.recipient)
        .where(models.Delivery.workspace_id == scene.workspace, models.Delivery.kind != "home")
    )
    return {f"{kind} {name.split()[0]}": wanted for kind, name, wanted in rows}


async def send(session: AsyncSession, scene: Scene, made: int, side: Side, at: datetime) -> None:
    half, by = (scene.reps_half(made), scene.rep) if side is REP else (scene.managers_half(made), scene.manager)
    await halves.record(session, half, by=by, at=at)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ((), {"checkin_prompt Léa": 1}),
        ((REP,), {"checkin_prompt Léa": 2, "checkin_shared Marc": 1}),
        ((REP, MANAGER), {"checkin_prompt Léa": 3, "checkin_shared Marc": 2} | REVEALED),
        ((MANAGER,), {"checkin_prompt Léa": 2}),
        ((MANAGER, REP), {"checkin_prompt Léa": 3} | REVEALED),  # what the rep shares is told with the reveal
    ],
)
async def test_from_the_prompt_on_each_half_tells_whom_it_concerns(
    session: AsyncSession, scene: Scene, sent: tuple[Side, ...], told: dict[str, int]
) -> None:
    made = await opened(session, scene)

    for side in sent:
        await send(session, scene, made, side, SOON)

    assert await owed(session, scene) == told


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ((REP,), {"checkin_prompt Léa": 1, "checkin_shared Marc": 1}),  # the prompt says that the half is in
        ((MANAGER,), {}),  # the rep is asked when it is time
        ((MANAGER, REP), {"checkin_prompt Léa": 1} | REVEALED),
    ],
)
async def test_a_half_sent_before_the_prompt_asks_nobody_yet(
    session: AsyncSession, scene: Scene, sent: tuple[Side, ...], told: dict[str, int]
) -> None:
    early = await checkin_opening.open_early(session, by=scene.rep, at=EARLY)

    for side in sent:
        await send(session, scene, early.checkin.id, side, EARLY)

    assert await owed(session, scene) == told


@pytest.mark.parametrize("sent", [(), (REP,), (REP, MANAGER)])
async def test_both_homes_are_drawn_anew_at_each_step(
    session: AsyncSession, scene: Scene, sent: tuple[Side, ...]
) -> None:
    made = await opened(session, scene)
    for side in sent:
        await send(session, scene, made, side, SOON)

    here = (models.Delivery.workspace_id == scene.workspace, models.Delivery.kind == "home")
    wanted = await session.execute(select(models.Delivery.recipient_id, models.Delivery.wanted).where(*here))

    assert {row.recipient_id: row.wanted for row in wanted} == dict.fromkeys(
        (scene.lea.id, scene.marc.id), 1 + len(sent)
    )


async def prompts(session: AsyncSession, scene: Scene) -> list[int]:
    """Return how often each check-in's prompt was asked for."""
    here = (models.Delivery.workspace_id == scene.workspace, models.Delivery.kind == checkin.PROMPT)
    return list(await session.scalars(select(models.Delivery.wanted).where(*here).order_by(models.Delivery.id)))


async def test_a_prompt_nobody_answered_is_drawn_anew_when_the_next_opens(session: AsyncSession, scene: Scene) -> None:
    await opened(session, scene)
    assert await prompts(session, scene) == [1]

    await opened(session, scene, OPENING + timedelta(days=14))

    assert await prompts(session, scene) == [2, 1]


async def test_a_prompt_that_was_answered_stays_as_it_is_when_the_next_opens(
    session: AsyncSession, scene: Scene
) -> None:
    await send(session, scene, await opened(session, scene), REP, SOON)
    assert await prompts(session, scene) == [2]

    await opened(session, scene, OPENING + timedelta(days=14))

    assert await prompts(session, scene) == [2, 1]
