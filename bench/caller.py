"""Whoever submits forms, a process of its own: `python -m bench.caller ADDRESS SECRET`, payloads as its input."""

import asyncio
import json
import sys
import time
from collections import deque
from dataclasses import asdict, dataclass
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode

from aiohttp import ClientSession
from slack_sdk.signature import SignatureVerifier

from bench.rounds import Watch

IN_FLIGHT = 16
TRIES = 10
AGAIN = b'"callback_id"'  # in an answer: the form again, with what was refused


@dataclass(frozen=True)
class Figures:
    """Submissions a second, and how long one took: the median and the slowest hundredth (milliseconds).

    `again` is how many tries were not taken and made again, which its submission's time includes.
    """

    rate: float
    p50: float
    p99: float
    again: float = 0


async def submitted(address: str, secret: str, payloads: list[dict[str, Any]]) -> Figures:
    """Have the process submit each form once, so many at a time. Raises RuntimeError for one that was not taken."""
    pipe = asyncio.subprocess.PIPE
    command = (sys.executable, "-m", "bench.caller", address, secret)
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
    output, _ = await process.communicate(json.dumps(payloads).encode())
    if process.returncode:
        raise RuntimeError("a submission was not taken")
    return Figures(**json.loads(output))


async def _submit(address: str, waiting: deque[tuple[bytes, dict[str, str]]]) -> Figures:
    took, count, tries = list[float](), len(waiting), 0
    async with ClientSession() as session:

        async def work() -> None:
            nonlocal tries
            while waiting:
                body, headers = waiting.popleft()
                begun = time.perf_counter()
                for _ in range(TRIES):
                    tries += 1
                    async with session.post(address, data=body, headers=headers) as answer:
                        said = await answer.read()
                    if answer.ok:
                        break
                took.append(1000 * (time.perf_counter() - begun))
                if not answer.ok or AGAIN in said:
                    raise RuntimeError(f"{answer.status} {said!r}")

        watch = Watch()
        async with asyncio.TaskGroup() as group:
            for _ in range(IN_FLIGHT):
                group.create_task(work())
    return Figures(count / watch.seconds, median(took), quantiles(took, n=100)[-1], tries - count)


def _signed(payload: dict[str, Any], verifier: SignatureVerifier) -> tuple[bytes, dict[str, str]]:
    body, now = urlencode({"payload": json.dumps(payload)}), str(int(time.time()))
    signature = verifier.generate_signature(timestamp=now, body=body) or ""
    headers = {"X-Slack-Request-Timestamp": now, "X-Slack-Signature": signature}
    return body.encode(), headers | {"Content-Type": "application/x-www-form-urlencoded"}


if __name__ == "__main__":
    _, address, secret = sys.argv
    verifier = SignatureVerifier(secret)
    waiting = deque(_signed(payload, verifier) for payload in json.load(sys.stdin))
    print(json.dumps(asdict(asyncio.run(_submit(address, waiting)))))
