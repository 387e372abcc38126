"""A process of Tandem whose clock is moved and whose lease is short; its only argument is JSON, for `main`."""

import asyncio
import json
import sys
import time
from datetime import UTC, datetime, timedelta

from bot.app import running, set_up_logging, until_stopped
from bot.config import SocketSettings
from bot.outbox import queue


async def main(database: str, slack: dict[str, str], ahead: float, lease: float) -> None:
    """Run until somebody ends it; `ahead` is how many seconds its clock goes before the real one."""
    queue.LEASE = timedelta(seconds=lease)

    def now() -> datetime:
        return datetime.fromtimestamp(time.time() + ahead, UTC)

    async with running(SocketSettings(**slack), database, now=now):
        await until_stopped()


if __name__ == "__main__":
    set_up_logging()
    asyncio.run(main(**json.loads(sys.argv[1])))
