"""Who may make teams: the workspace's admins and the people they name."""

from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.person import Bar, Caller, Person
from bot.rules.refusal import Reason, Rejected
from bot.services import organiser, person
from tests.services.noise import ELSEWHERE
from tests.services.scene import INES, MARC, OPENING, WORKSPACE, Scene

ADMIN = replace(INES, is_admin=True)
NO_ADMIN = replace(INES, is_admin=False)


async def make_admin(session: AsyncSession, workspace: str = WORKSPACE) -> Person:
    return await person.remember(session, ADMIN, workspace=workspace)


async def refused(session: AsyncSession, by: Caller) -> tuple[Reason, list[str]]:
    with pytest.raises(Rejected) as refusal:
        await organiser.require(session, by)
    [problem] = refusal.value.problems
    return problem.reason, problem.details["names"].splitlines()


async def test_an_admin_may_and_others_are_told_who(session: AsyncSession, scene: Scene) -> None:
    await make_admin(session)

    assert (await organiser.require(session, scene.caller(scene.ines))).id == scene.ines.id
    assert await refused(session, scene.manager) == (Reason.ONLY_ORGANISERS, [INES.name])


async def test_an_admin_of_another_workspace_is_nobody_here(session: AsyncSession, scene: Scene) -> None:
    await make_admin(session, ELSEWHERE)
    await person.remember(session, NO_ADMIN, workspace=WORKSPACE)

    assert await refused(session, scene.caller(scene.ines)) == (Reason.ONLY_ORGANISERS, [])


async def test_whom_an_admin_names_may_until_named_no_more(session: AsyncSession, scene: Scene) -> None:
    admin = Caller(WORKSPACE, (await make_admin(session)).slack_id)
    await organiser.name(session, {scene.lea.id}, by=admin, at=OPENING)
    await organiser.name(session, {scene.marc.id}, by=admin, at=OPENING)

    assert [one.name for one in await organiser.named(session, by=admin)] == [MARC.name]
    assert (await organiser.require(session, scene.manager)).id == scene.marc.id
    assert await refused(session, scene.rep) == (Reason.ONLY_ORGANISERS, [INES.name, MARC.name])


async def test_whom_an_admin_has_named_names_nobody(session: AsyncSession, scene: Scene) -> None:
    admin = Caller(WORKSPACE, (await make_admin(session)).slack_id)
    await organiser.name(session, {scene.marc.id}, by=admin, at=OPENING)

    with pytest.raises(Rejected) as refusal:
        await organiser.name(session, {scene.lea.id}, by=scene.manager, at=OPENING)

    assert [one.reason for one in refusal.value.problems] == [Reason.ONLY_ADMINS]
    assert [one.name for one in await organiser.named(session, by=admin)] == [MARC.name]


async def test_who_is_admin_no_more_may_no_more(session: AsyncSession, scene: Scene) -> None:
    await make_admin(session)
    await person.remember(session, NO_ADMIN, workspace=WORKSPACE)

    assert (await refused(session, scene.caller(scene.ines)))[0] is Reason.ONLY_ORGANISERS


async def test_a_deactivated_admin_is_none(session: AsyncSession, scene: Scene) -> None:
    await person.remember(session, replace(ADMIN, bar=Bar.LEFT), workspace=WORKSPACE)

    assert (await refused(session, scene.rep))[1] == []
