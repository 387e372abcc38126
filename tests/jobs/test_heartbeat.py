"""The heartbeat: a real scheduler that calls each job at once and then again and again."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient
from sqlalchemy.ext.asyncio import async_sessionmaker

from bot.deps import Deps
from bot.jobs import Job, beating

NOW = datetime(2031, 5, 1, tzinfo=UTC)  # not the real time: jobs are told the time of `deps`
HOURLY, AT_ONCE_AGAIN = timedelta(hours=1), timedelta(milliseconds=1)
PATIENCE = 10  # seconds after which a test gives up

Run = Callable[[Deps, datetime], Coroutine[None, None, None]]


@pytest.fixture
def deps() -> Deps:
    async def no_client(_workspace: str) -> AsyncWebClient:
        raise LookupError

    return Deps(async_sessionmaker(), lambda: NOW, no_client, lambda: None)


class Counted:
    """A job that notes when it was called and tells once it has been called `enough` times."""

    def __init__(self, enough: int = 1) -> None:
        self.called_at: list[datetime] = []
        self.enough = asyncio.Event()
        self._left = enough

    async def run(self, _deps: Deps, at: datetime) -> None:
        self.called_at.append(at)
        self._left -= 1
        if self._left == 0:
            self.enough.set()


def job(name: str, run: Run, every: timedelta) -> Job:
    async def never(_deps: Deps) -> None:
        """Tell no next instant: the heartbeat does not ask."""

    return Job(name, run, never, every)


async def test_each_job_is_called_at_once_with_the_time_of_deps(deps: Deps) -> None:
    first, second = Counted(), Counted()

    async with asyncio.timeout(PATIENCE), beating([job("a", first.run, HOURLY), job("b", second.run, HOURLY)], deps):
        await first.enough.wait()
        await second.enough.wait()

    assert first.called_at == second.called_at == [NOW]


async def test_a_job_is_called_again_and_again(deps: Deps) -> None:
    often = Counted(enough=3)

    async with asyncio.timeout(PATIENCE), beating([job("often", often.run, AT_ONCE_AGAIN)], deps):
        await often.enough.wait()

    assert len(often.called_at) >= 3


async def test_a_job_that_fails_is_called_again_and_stops_no_other(deps: Deps) -> None:
    failing, other = Counted(enough=3), Counted(enough=3)

    async def fail(deps: Deps, at: datetime) -> None:
        await failing.run(deps, at)
        raise ConnectionError("the database is away")

    jobs = [job("failing", fail, AT_ONCE_AGAIN), job("other", other.run, AT_ONCE_AGAIN)]
    async with asyncio.timeout(PATIENCE), beating(jobs, deps):
        await failing.enough.wait()
        await other.enough.wait()


async def test_a_job_under_way_is_not_begun_a_second_time(deps: Deps) -> None:
    others = Counted(enough=5)
    begun: list[datetime] = []
    release = asyncio.Event()

    async def slow(_deps: Deps, at: datetime) -> None:
        begun.append(at)
        await release.wait()

    jobs = [job("slow", slow, AT_ONCE_AGAIN), job("others", others.run, AT_ONCE_AGAIN)]
    async with asyncio.timeout(PATIENCE), beating(jobs, deps):
        await others.enough.wait()
        assert len(begun) == 1
        release.set()


async def test_what_is_running_at_the_end_is_let_finish(deps: Deps) -> None:
    started = asyncio.Event()
    finished: list[datetime] = []

    async def take_some_turns(_deps: Deps, at: datetime) -> None:
        started.set()
        for _ in range(20):
            await asyncio.sleep(0)
        finished.append(at)

    async with asyncio.timeout(PATIENCE), beating([job("slow", take_some_turns, HOURLY)], deps):
        await started.wait()
        assert finished == []

    assert finished == [NOW]


async def test_after_the_end_nothing_is_called(deps: Deps) -> None:
    often = Counted(enough=2)
    async with asyncio.timeout(PATIENCE), beating([job("often", often.run, AT_ONCE_AGAIN)], deps):
        await often.enough.wait()
    called = len(often.called_at)

    later = Counted(enough=5)
    async with asyncio.timeout(PATIENCE), beating([job("later", later.run, AT_ONCE_AGAIN)], deps):
        await later.enough.wait()

    assert len(often.called_at) == called
