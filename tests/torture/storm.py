"""The storm: what goes wrong, one thing after the other at random, while people answer."""

import asyncio
import random
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from bot.playground import Actor, Fault, Kind, Playground
from bot.playground.errors import SlackError
from tests import stepping
from tests.torture.processes import Replica

OPEN = "checkin_open"
A_MOMENT = (0.3, 1.5)  # seconds before somebody looks, or tries, again
CALLED = (*["chat.postMessage"] * 4, "chat.update", "conversations.open", "conversations.history", "views.open")
KINDS = (Kind.RATE_LIMIT, Kind.OUTAGE, Kind.LOSE_ANSWER, Kind.LOSE_ANSWER, Kind.LOSE_CALL, Kind.DELAY)


@dataclass
class Storm:
    """What is tormented, and by which dice: the same seed gives the same blows."""

    playground: Playground
    replicas: Sequence[Replica]
    lease: float
    dice: random.Random
    blows: Counter[str] = field(default_factory=Counter[str])

    async def rage(self, count: int, over: timedelta) -> None:
        """Strike so many times, about as long as it takes to ask everybody, and let everything live again."""
        strikes = (self.kill, self.stall, self.drop, self.repeat, *[self.fail] * 8)
        for _ in range(count):
            strike = self.dice.choice(strikes)
            self.blows[strike.__name__] += 1
            await strike()
            await asyncio.sleep(self.dice.uniform(0, 2 * over.total_seconds() / count))
        self.playground.faults.clear()
        for replica in self.replicas:
            await replica.revive()

    async def kill(self) -> None:
        replica = self.dice.choice(self.replicas)
        await replica.kill()
        await asyncio.sleep(self.dice.uniform(0, self.lease))
        await replica.start()

    async def stall(self) -> None:
        await self.dice.choice(self.replicas).stall(self.dice.uniform(0.5, 2) * self.lease)

    async def drop(self) -> None:
        """Cut every connection, as Slack does now and then."""
        self.playground.sockets.drop()

    async def repeat(self) -> None:
        self.playground.events.repeat(self.dice.randint(1, 3))

    async def fail(self) -> None:
        """Have the next calls of a method refused, unanswered, or done and unanswered."""
        kind = self.dice.choice(KINDS)
        seconds = 1.0 if kind is Kind.RATE_LIMIT else self.dice.uniform(0, 1)
        fault = Fault(kind, self.dice.choice(CALLED), times=self.dice.randint(1, 4), seconds=seconds)
        self.playground.faults.add(fault)


@dataclass
class Rep:
    """Somebody who answers as soon as they are asked, and tries again until it is taken."""

    actor: Actor
    dice: random.Random
    acknowledged: str | None = None

    async def answer(self) -> None:
        while self.acknowledged is None:
            await asyncio.sleep(self.dice.uniform(*A_MOMENT))
            with suppress(SlackError, LookupError):  # the button or the form has changed under the finger
                await self._try()

    async def _try(self) -> None:
        words, shown = f"Won by {self.actor.user_id}", self.actor.messages()
        if "Your half is in" in str(shown):  # it was taken, and the word of it was lost
            self.acknowledged = words
        prompt = next((one for one in shown if "Write my half" in str(one)), None)
        if self.acknowledged or prompt is None:
            return
        await self.actor.click(OPEN, message=prompt)
        if self.actor.modal:
            await stepping.write(self.actor, {"win": words})
            if stepping.is_sent(self.actor):
                self.acknowledged = words
            await self.actor.close_modal(all=True)


def posted(playground: Playground) -> list[dict[str, Any]]:
    """Return every message of Tandem's that stands in the small Slack, wherever."""
    everywhere = playground.workspace.messages.by_channel.values()
    return [post.message for posts in everywhere for post in posts if "metadata" in post.message]
