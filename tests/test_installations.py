"""Installations: the token of each workspace, and Bolt's question who we are there."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from slack_sdk.errors import SlackApiError
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

import models
from bot.answer import told
from bot.demo.play import read_manifest
from bot.installations import Installations
from bot.playground import Clock, Playground, Workspace
from tests.services.noise import ELSEWHERE
from tests.services.scene import OPENING

Sessions = async_sessionmaker[AsyncSession]


@pytest.fixture
async def slack() -> AsyncIterator[Playground]:
    async with Playground(Workspace("Acme", manifest=read_manifest(), clock=Clock(OPENING, ticking=False))) as slack:
        yield slack


@pytest.fixture
def installations(sessions: Sessions, slack: Playground) -> Installations:
    return Installations(sessions, slack.api_url)


async def test_a_workspace_is_stored_as_slack_tells_it(
    installations: Installations, session: AsyncSession, slack: Playground, at: datetime
) -> None:
    await installations.install(slack.workspace.bot_token, at=at)

    workspace = await session.get_one(models.Workspace, slack.workspace.id)
    row = await session.get_one(models.Installation, slack.workspace.id)
    assert (workspace.name, workspace.created_at) == ("Acme", at)
    assert (row.bot_token, row.installed_at) == (slack.workspace.bot_token, at)
    assert (row.bot_user_id, row.bot_id) == (slack.workspace.bot_user_id, slack.workspace.bot_id)


async def test_its_client_acts_there_and_never_repeats_a_call_by_itself(
    installations: Installations, slack: Playground, at: datetime
) -> None:
    await installations.install(slack.workspace.bot_token, at=at)

    client = await installations.client(slack.workspace.id)

    assert told(await client.auth_test())["team_id"] == slack.workspace.id
    assert client.retry_handlers == []


async def test_installed_again_it_keeps_its_rows_and_uses_the_new_token_at_once(
    installations: Installations, session: AsyncSession, slack: Playground, at: datetime
) -> None:
    await installations.install(slack.workspace.bot_token, at=at)
    await installations.client(slack.workspace.id)
    slack.workspace.uninstall()
    renewed = slack.workspace.install()

    await installations.install(renewed, at=at + timedelta(days=1))

    client = await installations.client(slack.workspace.id)
    assert client.token == renewed
    assert (await session.get_one(models.Workspace, slack.workspace.id)).created_at == at


async def test_a_token_that_slack_refuses_stores_nothing(
    installations: Installations, session: AsyncSession, at: datetime
) -> None:
    with pytest.raises(SlackApiError, match="invalid_auth"):
        await installations.install("xoxb-mistyped", at=at)

    assert (await session.scalars(select(models.Installation.workspace_id))).all() == [ELSEWHERE]


async def test_each_workspace_has_its_own_token(installations: Installations, slack: Playground, at: datetime) -> None:
    await installations.install(slack.workspace.bot_token, at=at)

    assert (await installations.client(ELSEWHERE)).token == "xoxb-elsewhere"
    assert (await installations.client(slack.workspace.id)).token == slack.workspace.bot_token


async def test_where_tandem_is_not_installed_there_is_no_client(installations: Installations) -> None:
    with pytest.raises(LookupError, match="T0NOWHERE"):
        await installations.client("T0NOWHERE")


async def test_bolt_is_told_who_we_are_without_asking_slack(
    installations: Installations, slack: Playground, at: datetime
) -> None:
    await installations.install(slack.workspace.bot_token, at=at)
    calls = len(slack.calls)

    found = await installations.authorize(slack.workspace.id)

    assert found
    assert (found.team_id, found.bot_token) == (slack.workspace.id, slack.workspace.bot_token)
    assert (found.bot_user_id, found.bot_id) == (slack.workspace.bot_user_id, slack.workspace.bot_id)
    assert len(slack.calls) == calls


@pytest.mark.parametrize("workspace", ["T0NOWHERE", "", None])
async def test_bolt_is_told_to_refuse_whoever_is_unknown(installations: Installations, workspace: str | None) -> None:
    assert await installations.authorize(workspace) is None


async def test_a_burst_of_requests_reads_the_table_once(installations: Installations, session: AsyncSession) -> None:
    before = await installations.authorize(ELSEWHERE)
    await session.execute(delete(models.Installation))
    await session.commit()

    assert await installations.authorize(ELSEWHERE) == before


async def test_the_token_stays_out_of_reprs(installations: Installations, slack: Playground, at: datetime) -> None:
    installed = await installations.install(slack.workspace.bot_token, at=at)

    assert slack.workspace.bot_token not in repr(installed)
    assert installed.name in repr(installed)
