"""The metrics, over HTTP: what is counted, what is read from the database, and what is told while that is away."""

import asyncio
from collections.abc import AsyncGenerator
from datetime import datetime, timedelta

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import insert, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

import models
from bot.metrics import Metrics
from bot.services import delivery
from bot.serving import Watched
from models.database import beside
from tests.ports import free_port
from tests.services.scene import OPENING, WORKSPACE, Scene
from tests.staging import NO_HURRY

Sessions = async_sessionmaker[AsyncSession]
Told = dict[str, float]
AN_HOUR = timedelta(hours=1)


@pytest.fixture
async def metrics(sessions: Sessions) -> Metrics:
    return Metrics(sessions, lambda: OPENING, seconds=NO_HURRY)


@pytest.fixture
async def address(metrics: Metrics) -> AsyncGenerator[str]:
    async with served(metrics) as address:
        yield address


def served(metrics: Metrics, *, well: bool = True) -> "Server":
    return Server(metrics, well=well)


class Server:
    """Tandem as whoever watches it sees it."""

    def __init__(self, metrics: Metrics, *, well: bool) -> None:
        self._port, self._well = free_port(), well
        self._open = Watched(self._healthy, metrics.answer, NO_HURRY).open("127.0.0.1", self._port)

    async def _healthy(self) -> None:
        if not self._well:
            raise ConnectionRefusedError

    async def __aenter__(self) -> str:
        await self._open.__aenter__()
        return f"http://127.0.0.1:{self._port}"

    async def __aexit__(self, *error: object) -> None:
        await self._open.__aexit__(None, None, None)


async def ask(address: str) -> Told:
    """Return each sample by its name and the values of its labels, in the order of the labels' names."""
    async with aiohttp.ClientSession() as http, http.get(f"{address}/metrics") as answer:
        assert answer.status == 200
        assert answer.content_type == "text/plain"
        text = await answer.text()
    return {
        " ".join([sample.name, *(value for _, value in sorted(sample.labels.items()))]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


async def owe(session: AsyncSession, scene: Scene, subject: int, at: datetime) -> None:
    lea = await session.get_one(models.Person, scene.lea.id)
    await delivery.owe(session, "note", to=lea, subject=subject, at=at)


async def test_deliveries_are_told_by_their_state(address: str, sessions: Sessions, scene: Scene) -> None:
    before = await ask(address)
    async with sessions.begin() as session:
        await session.execute(update(models.Delivery).values(sent=models.Delivery.wanted))
        await owe(session, scene, 1, OPENING - AN_HOUR)
        await owe(session, scene, 2, OPENING)
        await owe(session, scene, 3, OPENING + AN_HOUR)
        await owe(session, scene, 4, OPENING)
        given_up = update(models.Delivery).where(models.Delivery.subject_id == 4, models.Delivery.kind == "note")
        await session.execute(given_up.values(failed_at=OPENING, error="500"))
    told = await ask(address)
    assert (told["tandem_deliveries due"], told["tandem_deliveries waiting"]) == (2, 1)
    assert told["tandem_delivery_oldest_due_seconds"] == 3600
    reason = "tandem_deliveries_given_up unanswered"
    assert told[reason] == before[reason] + 1


async def test_what_rests_in_a_workspace_without_a_token_is_not_late(
    address: str, sessions: Sessions, scene: Scene
) -> None:
    async with sessions.begin() as session:
        await session.execute(update(models.Delivery).values(sent=models.Delivery.wanted))
        await owe(session, scene, 1, OPENING - AN_HOUR)
        await session.execute(update(models.Installation).values(revoked_at=OPENING))
    told = await ask(address)
    assert (told["tandem_deliveries due"], told["tandem_deliveries resting"]) == (0, 1)
    assert told["tandem_delivery_oldest_due_seconds"] == 0


async def test_pauses_that_last_and_schedules_that_are_late_are_told(
    address: str, sessions: Sessions, scene: Scene
) -> None:
    before = await ask(address)
    async with sessions.begin() as session:
        for method, until in (("chat.update", OPENING), ("chat.postMessage", OPENING + AN_HOUR)):
            session.add(models.Pause(workspace_id=WORKSPACE, method=method, until=until))
        await session.execute(update(models.Schedule).values(next_at=OPENING - AN_HOUR))
        undone = {"remind_at": OPENING + AN_HOUR, "prepared_at": None, "skipped_at": None, "due_at": OPENING - AN_HOUR}
        await session.execute(update(models.CheckIn).values(undone))
    told = await ask(address)
    assert told["tandem_pauses"] == before["tandem_pauses"] + 1
    assert told["tandem_schedule_lag_seconds checkin"] == 3600
    assert told["tandem_schedule_lag_seconds reminder"] == 0
    assert told["tandem_schedule_lag_seconds preparation"] == 3600


async def test_what_happens_here_is_counted(address: str, metrics: Metrics) -> None:
    metrics.payload("command", "answered", 0.02)
    metrics.payload("command", "turned_away", None)
    metrics.attempt("sent")
    metrics.opened(3)
    told = await ask(address)
    assert told["tandem_payloads_total answered command"] == 1
    assert told["tandem_payloads_total turned_away command"] == 1
    assert told["tandem_listener_seconds_count command"] == 1
    assert told["tandem_listener_seconds_bucket 0.025 command"] == 1
    assert told["tandem_delivery_attempts_total sent"] == 1
    assert told["tandem_checkins_opened_total"] == 3


async def test_errors_of_the_database_are_counted(address: str, sessions: Sessions, scene: Scene) -> None:
    twice = insert(models.Workspace).values(id=WORKSPACE, name="", created_at=OPENING)
    async with sessions() as session:
        with pytest.raises(DBAPIError):
            await session.execute(twice)
    told = await ask(address)
    assert sum(count for name, count in told.items() if name.startswith("tandem_database_errors_total")) == 1


async def test_two_who_ask_at_once_are_told_the_same(address: str) -> None:
    one, other = await asyncio.gather(ask(address), ask(address))
    ours = {name for name in one if not name.startswith("process_")}
    assert {name: one[name] for name in ours} == {name: other[name] for name in ours}


async def test_while_the_database_is_away_what_is_counted_here_is_told() -> None:
    async with beside("postgresql+asyncpg://nobody@127.0.0.1:1/nowhere") as sessions:
        metrics = Metrics(sessions, lambda: OPENING, seconds=NO_HURRY)
        metrics.attempt("sent")
        async with served(metrics) as address:
            told = await ask(address)
    assert told["tandem_database_up"] == 0
    assert told["tandem_delivery_attempts_total sent"] == 1
    assert "tandem_deliveries due" not in told


@pytest.mark.parametrize(("well", "status"), [(True, 200), (False, 503)])
async def test_health_is_told(metrics: Metrics, well: bool, status: int) -> None:
    async with (
        served(metrics, well=well) as address,
        aiohttp.ClientSession() as http,
        http.get(f"{address}/healthz") as answer,
    ):
        assert answer.status == status
