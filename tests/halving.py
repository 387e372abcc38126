"""Filling in a half step by step, as somebody at the playground does."""

from typing import Any

from bot.playground import Actor
from bot.rules.question import Step
from bot.views.half import HALF, STEP, step_in
from tests.reading import inputs


async def write(actor: Actor, given: dict[str, Any], *, sure: str = "high") -> None:
    """Fill in each step with what is given, objectives as `sure` unless it says otherwise, and send the half.

    What is given may be found in the form: a function of it. Stops where something is refused.
    """
    while actor.modal and actor.modal["callback_id"] in (STEP, HALF):
        here, is_last = step_in(actor.modal), actor.modal["callback_id"] == HALF
        await _enter(actor, given, sure)
        await actor.submit()
        if is_last or actor.errors or (actor.modal and step_in(actor.modal) == here):
            return


async def send(actor: Actor, given: dict[str, Any], *, sure: str = "high") -> None:
    """Write a half that is refused nowhere, and close what then stands in its place."""
    await write(actor, given, sure=sure)
    assert is_sent(actor), actor.errors
    await actor.close_modal()


def is_sent(actor: Actor) -> bool:
    """Say whether the form has made room for the news that the half is in."""
    return actor.modal is not None and not actor.modal["callback_id"] and not actor.errors


async def go_to(actor: Actor, step: Step, *, sure: str = "high") -> None:
    """Go on to a step with whatever stands in those before."""
    await fill(actor, {}, until=step, sure=sure)


async def fill(actor: Actor, given: dict[str, Any], *, until: Step, sure: str = "high") -> None:
    """Fill in what is given in the steps before one, and stand there."""
    while actor.modal and step_in(actor.modal) < until:
        await _enter(actor, given, sure)
        await actor.submit()
        assert not actor.errors


async def _enter(actor: Actor, given: dict[str, Any], sure: str) -> None:
    """Enter what belongs to the open step."""
    form = actor.modal or {}
    values = dict.fromkeys(inputs(form, "confidence_"), sure) | given
    asked = {name: value for name, value in values.items() if name in inputs(form)}
    await actor.fill({name: value(form) if callable(value) else value for name, value in asked.items()})
