"""Knowing people, each in their own workspace."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

import models
from bot.rules.person import Caller, Person, Profile
from bot.rules.refusal import Reason, Rejected
from bot.services import person
from tests.services.noise import ELSEWHERE
from tests.services.scene import INES, LEA, STRANGER, WORKSPACE, Scene

AtOnce = Callable[..., Awaitable[list[Any]]]
pytestmark = pytest.mark.usefixtures("scene")
TOM = Profile("U0TOM00001", "Tom Baker", "Europe/London", "en-GB")


async def test_somebody_new_is_remembered_as_slack_tells_them(session: AsyncSession) -> None:
    tom = await person.remember(session, TOM, workspace=WORKSPACE)

    assert await person.find(session, Caller(WORKSPACE, TOM.slack_id)) == tom
    assert (tom.slack_id, tom.name, tom.tz, tom.locale) == ("U0TOM00001", "Tom Baker", "Europe/London", "en-GB")


async def test_somebody_known_keeps_the_key_and_takes_what_slack_says_now(session: AsyncSession, scene: Scene) -> None:
    moved = replace(LEA, name="Léa Petit", tz="America/Montreal", locale="fr-CA")

    assert await person.remember(session, moved, workspace=WORKSPACE) == replace(
        scene.lea, name="Léa Petit", tz="America/Montreal", locale="fr-CA"
    )
    assert (await session.get_one(models.Person, scene.lea.id)).name == "Léa Petit"


async def test_the_same_slack_id_elsewhere_is_somebody_else(session: AsyncSession, scene: Scene) -> None:
    there = Caller(ELSEWHERE, LEA.slack_id)
    before = await person.find(session, there)

    await person.remember(session, replace(LEA, name="Léa d'ici"), workspace=WORKSPACE)

    assert before is not None
    assert before.id != scene.lea.id
    assert await person.find(session, there) == before


async def test_nobody_is_found_who_is_known_in_another_workspace_only(session: AsyncSession) -> None:
    await person.remember(session, TOM, workspace=ELSEWHERE)

    assert await person.find(session, Caller(WORKSPACE, TOM.slack_id)) is None


async def test_a_stranger_is_refused_where_somebody_known_is_needed(session: AsyncSession) -> None:
    with pytest.raises(Rejected) as refusal:
        await person.require(session, Caller(WORKSPACE, STRANGER))

    assert refusal.value.problems[0].reason is Reason.NO_TEAM


async def test_somebody_met_twice_at_once_is_one_person(at_once: AtOnce, session: AsyncSession) -> None:
    async def meet(session: AsyncSession) -> Person:
        return await person.remember(session, TOM, workspace=WORKSPACE)

    first, second = await at_once(meet, meet)

    assert first == second == await person.find(session, Caller(WORKSPACE, TOM.slack_id))


async def test_remembering_one_changes_nobody_else(session: AsyncSession, scene: Scene) -> None:
    await person.remember(session, replace(LEA, name="Léa Petit"), workspace=WORKSPACE)

    assert (await session.get_one(models.Person, scene.ines.id)).name == INES.name
