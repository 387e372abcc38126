"""What a rebuilt table leaves in place, and what an error does not tell."""

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from sqlalchemy import func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

import models
from models.database import migrate


def rebuild_workspaces(config: Config, _revision: str) -> None:
    operations = Operations(MigrationContext.configure(config.attributes["connection"]))
    with operations.batch_alter_table("workspaces") as table:
        table.alter_column("name", existing_type=sa.Text(), nullable=True)


async def test_a_migration_that_alters_a_table_keeps_what_refers_to_it(
    engine: AsyncEngine, session: AsyncSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = select(func.count()).select_from(models.Person)
    before = await session.scalar(people)
    await session.rollback()
    monkeypatch.setattr(command, "upgrade", rebuild_workspaces)

    await migrate(engine)

    assert await session.scalar(people) == before
    with pytest.raises(IntegrityError):
        await session.execute(
            insert(models.Person).values(workspace_id="T0NOWHERE", slack_id="U1", name="", tz="", locale="")
        )


async def test_an_error_of_the_database_does_not_repeat_what_somebody_wrote(session: AsyncSession) -> None:
    with pytest.raises(IntegrityError) as error:
        await session.execute(
            insert(models.Person).values(workspace_id="T0NOWHERE", slack_id="U1", name="Secret", tz="", locale="")
        )

    assert "Secret" not in str(error.value)
