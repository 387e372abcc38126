"""Filling in the form of an objective step by step, as somebody at the playground does."""

import json
from typing import Any

from bot.playground import Actor
from bot.views.draft import DRAFT, STEP


async def write(actor: Actor, given: dict[str, Any]) -> None:
    """Put what is given into the fields of each step, and send the objective; stop where something is refused."""
    while actor.modal and actor.modal["callback_id"] in (STEP, DRAFT):
        here, is_last = step(actor), actor.modal["callback_id"] == DRAFT
        for name, value in given.items():
            if name in inputs(actor):
                await actor.fill({name: value})
        await actor.submit()
        if is_last or step(actor) == here:
            return


async def go_to(actor: Actor, number: int) -> None:
    """Go on to a step with whatever stands in those before."""
    while step(actor) < number:
        await actor.submit()
        assert not actor.errors


def step(actor: Actor) -> int:
    """Return the number of the step that is open, 0 where none is."""
    told = json.loads(actor.modal["private_metadata"] or "{}") if actor.modal else {}
    return told.get("step", 0)


def inputs(actor: Actor) -> list[str]:
    assert actor.modal
    return [block["block_id"] for block in actor.modal["blocks"] if block["type"] == "input"]
