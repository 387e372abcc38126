"""What is typed in a form and not sent yet is kept: for whoever types it, and nobody else."""

from datetime import datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from bot.rules.form import Begun, Kept
from bot.services import form
from tests.services.scene import Scene

ZEPHYR, ORION = Kept("objective", "new U0LEA00001"), Kept("objective", "4")
SOON = timedelta(minutes=10)
VIEW, OTHER = "V1", "V2"


async def test_what_is_typed_is_found_again_with_when_the_form_was_opened(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    await form.keep(session, ZEPHYR, at, {"title": "Zéph", "why": ""}, view=VIEW, by=scene.rep, at=at + SOON)
    await form.keep(session, ZEPHYR, at, {"title": "Zéphyr"}, view=VIEW, by=scene.rep, at=at + SOON)

    found = await form.find(session, ZEPHYR, by=scene.rep, at=at + 9 * SOON)
    assert found == Begun(at, {"title": "Zéphyr", "why": ""})


async def test_everybody_has_their_own_form_for_each_subject(session: AsyncSession, scene: Scene, at: datetime) -> None:
    await form.keep(session, ZEPHYR, at, {"title": "Zéphyr"}, view=VIEW, by=scene.rep, at=at)

    assert await form.find(session, ZEPHYR, by=scene.manager, at=at) == Begun(at)
    assert await form.find(session, ORION, by=scene.rep, at=at) == Begun(at)


async def test_a_form_that_was_sent_is_begun_anew(session: AsyncSession, scene: Scene, at: datetime) -> None:
    await form.keep(session, ZEPHYR, at, {"title": "Zéphyr", "why": "x"}, view=VIEW, by=scene.rep, at=at)
    await form.sent(session, ZEPHYR, at, view=VIEW, by=scene.rep)
    assert await form.find(session, ZEPHYR, by=scene.rep, at=at + SOON) == Begun(at + SOON)

    await form.keep(session, ZEPHYR, at + SOON, {"title": "Orion"}, view=OTHER, by=scene.rep, at=at + SOON)
    assert await form.find(session, ZEPHYR, by=scene.rep, at=at + SOON) == Begun(at + SOON, {"title": "Orion"})


async def test_what_the_view_that_was_sent_tells_late_is_not_kept(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    await form.keep(session, ZEPHYR, at, {"title": "Zéphyr"}, view=VIEW, by=scene.rep, at=at)
    await form.sent(session, ZEPHYR, at, view=VIEW, by=scene.rep)
    await form.keep(session, ZEPHYR, at, {"title": "Zéphyr"}, view=VIEW, by=scene.rep, at=at)

    assert await form.find(session, ZEPHYR, by=scene.rep, at=at) == Begun(at)


async def test_a_form_that_is_opened_anew_in_the_view_in_which_one_was_sent_is_kept(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    await form.keep(session, ZEPHYR, at, {"title": "Zéphyr"}, view=VIEW, by=scene.rep, at=at)
    await form.sent(session, ZEPHYR, at, view=VIEW, by=scene.rep)
    await form.keep(session, ZEPHYR, at + SOON, {"title": "Orion"}, view=VIEW, by=scene.rep, at=at + SOON)
    await form.keep(session, ZEPHYR, at, {"title": "Zéphyr"}, view=VIEW, by=scene.rep, at=at + SOON)

    assert await form.find(session, ZEPHYR, by=scene.rep, at=at) == Begun(at + SOON, {"title": "Orion"})


async def test_what_is_forgotten_to_begin_afresh_is_begun_anew(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    await form.keep(session, ZEPHYR, at, {"title": "Zéphyr"}, view=VIEW, by=scene.rep, at=at)
    await form.forget(session, ZEPHYR, by=scene.rep)
    assert await form.find(session, ZEPHYR, by=scene.rep, at=at + SOON) == Begun(at + SOON)

    await form.keep(session, ZEPHYR, at + SOON, {"title": "Orion"}, view=VIEW, by=scene.rep, at=at + SOON)
    assert await form.find(session, ZEPHYR, by=scene.rep, at=at) == Begun(at + SOON, {"title": "Orion"})


async def test_sending_a_form_that_nothing_was_typed_in_is_fine(
    session: AsyncSession, scene: Scene, at: datetime
) -> None:
    await form.sent(session, ZEPHYR, at, view=VIEW, by=scene.rep)
    assert await form.find(session, ZEPHYR, by=scene.rep, at=at) == Begun(at)
