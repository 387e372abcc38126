"""Workspaces that installed Tandem, and the token for each."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

import models


@dataclass(frozen=True)
class Installed:
    """The bot in one workspace, as `auth.test` tells it. The token stays out of reprs and so out of logs."""

    workspace: str
    name: str
    bot_token: str = field(repr=False)
    bot_user_id: str
    bot_id: str


async def install(session: AsyncSession, installed: Installed, *, at: datetime) -> None:
    """Store or renew the installation of a workspace; what is owed there rests no longer."""
    workspace = await session.get(models.Workspace, installed.workspace)
    if workspace is None:
        session.add(models.Workspace(id=installed.workspace, name=installed.name, created_at=at))
        await session.flush()
    await session.merge(
        models.Installation(
            workspace_id=installed.workspace,
            bot_token=installed.bot_token,
            bot_user_id=installed.bot_user_id,
            bot_id=installed.bot_id,
            installed_at=at,
            revoked_at=None,
        )
    )


async def installation(session: AsyncSession, workspace: str) -> Installed | None:
    row = await session.get(models.Installation, workspace)
    named = await session.get(models.Workspace, workspace)
    if row is None or named is None:
        return None
    return Installed(workspace, named.name, row.bot_token, row.bot_user_id, row.bot_id)
