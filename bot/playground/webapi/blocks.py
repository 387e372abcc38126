"""blocks.validate: Block Kit's rules for whoever asks (docs: reference/methods/blocks.validate)."""

from bot.playground.accepting import blocks_accepted, view_accepted
from bot.playground.blockkit import BlockKitError, Problem
from bot.playground.composing import compose
from bot.playground.errors import SlackError, invalid_arguments
from bot.playground.values import Json, is_object
from bot.playground.webapi.call import ApiCall

ASKED = ("blocks", "message", "view")


def blocks_validate(call: ApiCall) -> Json:
    """Say whether blocks, a message or a view would be taken.

    Raises invalid_arguments unless it is exactly one of them; invalid_blocks, invalid_message or invalid_view with a
    pointer and the constraint that failed for each problem.
    """
    asked = [name for name in ASKED if call.args.given.get(name) is not None]
    if len(asked) != 1:
        raise invalid_arguments("provide exactly one of blocks, view, or message")
    [name] = asked
    try:
        _accept(call, name)
    except BlockKitError as refusal:
        raise SlackError(f"invalid_{name}", errors=[_error(each, f"/{name}") for each in refusal.problems]) from None
    return {}


def _error(problem: Problem, root: str) -> Json:
    """Write a problem as Slack does; for a rule that no one word names there is no constraint."""
    named = {"constraint": {"type": problem.constraint, "expected": problem.expected}} if problem.constraint else {}
    pointer = problem.pointer.removeprefix(root)
    return {"code": "failed_constraint", "message": problem.text, "pointer": pointer, **named}


def _accept(call: ApiCall, name: str) -> None:
    given = call.args.given[name]
    if name == "blocks":
        blocks_accepted(call.workspace.files, given)
    elif name == "view":
        view_accepted(call.workspace.files, given, "modal", "home")
    elif is_object(given):
        compose(call.workspace, given)
    else:
        raise invalid_arguments("message must be an object")
