"""`tandem outbox` as an operator meets it, also beside a Tandem that is at work on the same database."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

import models
from bot.services import delivery
from models.database import opened
from tests.models.servers import Server
from tests.services.scene import OPENING, WORKSPACE, Scene
from tests.test_cli import said_at_the_end, start, tandem

Sessions = async_sessionmaker[AsyncSession]


async def notes(sessions: Sessions) -> list[models.Delivery]:
    async with sessions() as session:
        mine = select(models.Delivery).where(models.Delivery.workspace_id == WORKSPACE).order_by(models.Delivery.id)
        return list(await session.scalars(mine))


@pytest.fixture
async def given_up(sessions: Sessions, scene: Scene) -> list[str]:
    """Give up two notes to Léa and return their keys."""
    async with sessions.begin() as session:
        lea = await session.get_one(models.Person, scene.lea.id)
        for subject in (1, 2):
            await delivery.owe(session, "note", to=lea, subject=subject, at=OPENING)
        mine = update(models.Delivery).where(models.Delivery.recipient_id == lea.id)
        await session.execute(mine.values(failed_at=OPENING, error="msg_too_long", attempts=3))
    return [str(row.id) for row in await notes(sessions)]


async def outbox(*arguments: str, database: str, folder: Path, exits: int = 0) -> str:
    settings = {"TANDEM_DATABASE_URL": database, "COLUMNS": "160"}
    return await tandem("outbox", *arguments, folder=folder, exits=exits, **settings)


async def outbox_in_a_process(*arguments: str, database: str, folder: Path) -> str:
    process = await start("outbox", *arguments, folder=folder, TANDEM_DATABASE_URL=database, COLUMNS="160")
    said = await said_at_the_end(process)
    assert process.returncode == 0
    return said


async def test_what_was_given_up_is_listed_with_its_reason(
    database_url: str, scene: Scene, given_up: list[str], tmp_path: Path
) -> None:
    said = await outbox(database=database_url, folder=tmp_path)

    lines = [" ".join(line.replace("│", " ").split()) for line in said.splitlines()]
    since = f"{OPENING:%Y-%m-%d %H:%M}"
    for key in given_up:
        assert f"{key} {scene.workspace} note {scene.lea.slack_id} {since} 3 msg_too_long" in lines


async def test_what_is_late_is_listed_with_what_it_waits_for(
    database_url: str, sessions: Sessions, scene: Scene, tmp_path: Path
) -> None:
    async with sessions.begin() as session:
        lea = await session.get_one(models.Person, scene.lea.id)
        for subject, minutes in ((1, 6), (2, 1)):
            await delivery.owe(
                session, "note", to=lea, subject=subject, at=datetime.now(UTC) - timedelta(minutes=minutes)
            )
        installation = await session.get_one(models.Installation, scene.workspace)
        installation.revoked_at = OPENING

    said = await outbox(database=database_url, folder=tmp_path)

    late = said.partition("Late")[2]
    assert late.count("rests until Tandem is installed anew") == 1


async def test_what_is_named_is_put_back_and_nothing_else(
    database_url: str, sessions: Sessions, given_up: list[str], tmp_path: Path
) -> None:
    said = await outbox("retry", given_up[0], "999999", database=database_url, folder=tmp_path)

    assert f"Put back: {given_up[0]}." in said
    assert "Not given up, or not there: 999999." in said
    again, still = await notes(sessions)
    assert (again.failed_at, again.error) == (None, None)
    assert again.attempts < 3
    assert still.failed_at == OPENING


async def test_everything_can_be_put_back_at_once(
    database_url: str, sessions: Sessions, given_up: list[str], tmp_path: Path
) -> None:
    await outbox("retry", "--all", database=database_url, folder=tmp_path)

    assert [row.failed_at for row in await notes(sessions)] == [None, None]
    assert "Given up" not in await outbox(database=database_url, folder=tmp_path)


@pytest.mark.parametrize("server", ["sqlite"], indirect=True)
async def test_one_can_look_and_put_back_while_tandem_has_the_file(
    database_url: str, sessions: Sessions, given_up: list[str], tmp_path: Path
) -> None:
    async with opened(database_url):
        assert "msg_too_long" in await outbox_in_a_process(database=database_url, folder=tmp_path)
        await outbox_in_a_process("retry", given_up[0], database=database_url, folder=tmp_path)

    assert [row.failed_at for row in await notes(sessions)] == [None, OPENING]


@pytest.mark.parametrize("arguments", [(), ("1", "--all")])
@pytest.mark.parametrize("server", ["sqlite"], indirect=True)
async def test_one_names_messages_or_says_all(
    server: Server, database_url: str, arguments: tuple[str, ...], tmp_path: Path
) -> None:
    said = await outbox("retry", *arguments, database=database_url, folder=tmp_path, exits=2)

    assert "name messages, or use --all" in said
