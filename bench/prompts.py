"""Ten thousand prompts due at one second: planned, and sent, beside a bare loop and beside job queues."""

import asyncio
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import cycle, islice

from sqlalchemy import func, select

import models
from bench.counting import counted
from bench.machine import resident
from bench.rounds import Contestant, Watch, medians
from bench.scene import AT, Size, planted
from bench.sending import Call, Nobody, Sessions, client_of, make_calls, send_owed
from bench.slack import BARE, PLAYGROUND, SLOW, serving
from bot.services import checkin_opening
from tests.models.servers import Server

TANDEM, LOOP = "Tandem", "bare loop"
QUEUES = ("procrastinate", "PgQueuer")


@dataclass(frozen=True)
class Planned:
    """Planning so many prompts: how long (seconds), with how many statements, and the memory at the end (MiB)."""

    prompts: int
    seconds: float
    statements: int
    memory: float


@dataclass(frozen=True)
class Sent:
    """Messages a second, Tandem's and the bare loop's, to one Slack; without a network there is no loop beside it."""

    slack: str
    tandem: float
    loop: float | None
    statements: float
    memory: float


async def plan(sessions: Sessions, most: int | None = None) -> Planned:
    """Open what is due, a batch a transaction as the heartbeat does, up to `most`."""
    opened, batch = 0, 1
    with counted() as count:
        watch = Watch()
        while batch and (most is None or opened < most):
            async with sessions.begin() as session:
                batch = await checkin_opening.open_due(session, at=AT)
            opened += batch
        return Planned(opened, watch.seconds, count.statements, resident())


async def plan_new(server: Server, size: Size) -> Planned:
    """Plan all of a new database of that size."""
    url = await server.empty()
    async with planted(url, size) as sessions:
        planned = await plan(sessions)
    await server.drop(url)
    return planned


async def send(server: Server, size: Size, *, messages: int, rounds: int) -> tuple[Planned, int, list[Sent]]:
    """Plan all, then send of it in rounds: to nobody, to bare servers and to the playground, each beside a bare loop.

    Return how it was planned, how many messages were owed then, and how they were sent.
    """
    url = await server.empty()
    async with planted(url, size) as sessions:
        planned, owed, nobody = await plan(sessions), await _owed(sessions), Nobody()
        sent = [await _to_nobody(sessions, nobody, messages=messages, rounds=rounds)]
        calls = list(islice(cycle(nobody.calls), messages))
        nobody.calls.clear()
        sent += [await _to(kind, sessions, size, calls, rounds=rounds) for kind in (BARE, SLOW, PLAYGROUND)]
    await server.drop(url)
    return planned, owed, sent


async def _owed(sessions: Sessions) -> int:
    async with sessions() as session:
        return (await session.scalars(select(func.count()).select_from(models.Delivery))).one()


async def _to_nobody(sessions: Sessions, nobody: Nobody, *, messages: int, rounds: int) -> Sent:
    async def tandem() -> float:
        return await send_owed(sessions, nobody, at=AT, messages=messages)

    with counted() as count:
        rate = (await medians({TANDEM: tandem}, rounds))[TANDEM]
    return Sent("nobody", rate, None, count.statements / len(nobody.calls), resident())


async def _to(kind: str, sessions: Sessions, size: Size, calls: list[Call], *, rounds: int) -> Sent:
    async with serving(kind, size) as slack:
        client = client_of(slack)

        async def tandem() -> float:
            return await send_owed(sessions, client, at=AT, messages=len(calls))

        async def loop() -> float:
            return await make_calls(client, calls)

        with counted() as count:
            figures = await medians({TANDEM: tandem, LOOP: loop}, rounds)
    return Sent(kind, figures[TANDEM], figures[LOOP], count.statements / (rounds * len(calls)), resident())


async def queues(server: Server, *, jobs: int, rounds: int) -> Mapping[str, float]:
    """Return how many jobs that do nothing each queue defers and runs a second."""

    def contestant(name: str) -> Contestant:
        async def run() -> float:
            url = await server.empty()
            figure = await _output(name, url.replace("+asyncpg", ""), str(jobs))
            await server.drop(url)
            return float(figure)

        return run

    return await medians({name: contestant(name) for name in QUEUES}, rounds)


async def _output(*arguments: str) -> bytes:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.queues", *arguments, stdout=asyncio.subprocess.PIPE
    )
    output, _ = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"{arguments[0]} did not run its jobs")
    return output
