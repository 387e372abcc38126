"""Filling in a form of steps, which is a half or an objective, as somebody at the playground does."""

import json
from typing import Any

from bot.playground import Actor
from bot.views import draft, half
from tests.reading import inputs

LAST = (half.HALF, draft.DRAFT)
STEPS = (half.STEP, draft.STEP, *LAST)


async def write(actor: Actor, given: dict[str, Any], *, sure: str = "high") -> None:
    """Fill in each step with what is given, objectives of a half as `sure` unless it says otherwise, and send the form.

    What is given may be found in the form: a function of it. Stops where something is refused.
    """
    while here := step(actor):
        is_last = actor.modal is not None and actor.modal["callback_id"] in LAST
        await _enter(actor, given, sure)
        await actor.submit()
        if is_last or actor.errors or step(actor) == here:
            return


async def send(actor: Actor, given: dict[str, Any], *, sure: str = "high") -> None:
    """Write a half that is refused nowhere, and close what then stands in its place."""
    await write(actor, given, sure=sure)
    assert is_sent(actor), actor.errors
    await actor.close_modal()


def is_sent(actor: Actor) -> bool:
    """Say whether the form has made room for the news that the half is in."""
    return actor.modal is not None and not actor.modal["callback_id"] and not actor.errors


async def go_to(actor: Actor, number: int, *, sure: str = "high") -> None:
    """Go on to a step with whatever stands in those before."""
    await fill(actor, {}, until=number, sure=sure)


async def fill(actor: Actor, given: dict[str, Any], *, until: int, sure: str = "high") -> None:
    """Fill in what is given in the steps before one, and stand there."""
    while 0 < step(actor) < until:
        await _enter(actor, given, sure)
        await actor.submit()
        assert not actor.errors


def step(actor: Actor) -> int:
    """Return the number of the step that is open, 0 where none is."""
    form = actor.modal
    return json.loads(form["private_metadata"])["step"] if form and form["callback_id"] in STEPS else 0


def every_action(form: dict[str, Any]) -> list[str]:
    """Return what it takes to tick all actions of a half."""
    element = next(block["element"] for block in form["blocks"] if block["block_id"] == "actions_done")
    return [one["value"] for one in element["options"]]


async def _enter(actor: Actor, given: dict[str, Any], sure: str) -> None:
    """Enter what belongs to the open step, one after the other: a choice may bring more fields."""
    for name, value in (dict.fromkeys(inputs(actor.modal or {}, "confidence_"), sure) | given).items():
        form = actor.modal or {}
        if name in inputs(form):
            await actor.fill({name: value(form) if callable(value) else value})
