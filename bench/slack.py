"""A Slack in a process of its own, the playground or one that says yes: `python -m bench.slack KIND SPACES REPS`."""

import asyncio
import json
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import count

from aiohttp import web

from bench.scene import Size, people
from bot.demo.play import read_manifest
from bot.playground import Clock, Playground, Workspace

PLAYGROUND, BARE, SLOW = "playground", "server that says yes", "server that says yes after 0.1 s"
AS_SLACK_DOES = 0.1  # seconds to an answer


@dataclass(frozen=True)
class Slack:
    """Where it is, and the token with which it is called."""

    api_url: str
    token: str


@asynccontextmanager
async def serving(kind: str, size: Size) -> AsyncGenerator[Slack]:
    """Run one with everybody of `size` in it while entered."""
    arguments = (sys.executable, "-m", "bench.slack", kind, str(size.workspaces), str(size.reps))
    process = await asyncio.create_subprocess_exec(
        *arguments, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    try:
        told = await process.stdout.readline() if process.stdout else b""
        yield Slack(**json.loads(told))
    finally:
        await process.communicate(b"")  # the end of its input ends it


async def _play(size: Size) -> None:
    workspace = Workspace("Bench", manifest=read_manifest(), clock=Clock())
    for _, key, slack_id in people(size):
        workspace.add_person(slack_id, name=f"person{key}", real_name=f"Person {key}")
    async with Playground(workspace) as playground:
        await _until_end_of_input(Slack(playground.api_url, workspace.bot_token))


async def _agree(after: float) -> None:
    """Answer every call with a yes, so many seconds after reading it."""
    numbers = count(1)

    async def answer(request: web.Request) -> web.Response:
        await request.read()
        await asyncio.sleep(after)
        return web.json_response({"ok": True, "ts": f"1790000000.{next(numbers):06}", "channel": "D0", "view": {}})

    application = web.Application()
    application.router.add_post("/api/{method}", answer)
    runner = web.AppRunner(application, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    await _until_end_of_input(Slack(f"http://127.0.0.1:{port}/api/", "xoxb-bench"))
    await runner.cleanup()


async def _until_end_of_input(slack: Slack) -> None:
    print(json.dumps({"api_url": slack.api_url, "token": slack.token}), flush=True)
    await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    _, kind, workspaces, reps = sys.argv
    size = Size(int(workspaces), int(reps))
    asyncio.run(_play(size) if kind == PLAYGROUND else _agree(AS_SLACK_DOES if kind == SLOW else 0))
