"""The gate: blocks and views pass complete with what Slack fills in, or are refused as Slack refuses them."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from bot.playground.blockkit.blocks import MESSAGE_BLOCKS, VIEWS
from bot.playground.blockkit.finish import finished_blocks, finished_text
from bot.playground.blockkit.rules import Problem
from bot.playground.blockkit.surfaces import element_surfaces
from bot.playground.blockkit.tables import characters
from bot.playground.errors import SlackError
from bot.playground.nesting import Found, elements, every_block
from bot.playground.values import Json, compact, is_list, is_object
from bot.playground.views import VIEW_BYTES

TOGETHER: Mapping[str, tuple[int, Callable[[Json], int]]] = {
    "markdown": (12_000, lambda block: len(str(block.get("text")))),
    "table": (10_000, lambda block: characters(block.get("rows"))),
    "data_table": (20_000, lambda block: characters(block.get("rows"))),
}
"""How many characters all blocks of a kind may show together."""

MOST_CHARTS = 2


class BlockKitError(SlackError):
    """Blocks or a view that Slack refuses, for these problems."""

    def __init__(self, code: str, problems: list[Problem], **details: Any) -> None:
        messages = [f"[ERROR] {problem}" for problem in problems]
        super().__init__(code, response_metadata={"messages": messages}, **details)
        self.problems = problems


def accept_blocks(blocks: Any) -> list[Json]:
    """Check a message's blocks and complete them.

    Raises invalid_blocks_format for what is no list, invalid_blocks with a line for each problem.
    """
    if not is_list(blocks):
        raise SlackError("invalid_blocks_format")
    known = list(every_block(blocks, "/blocks"))
    problems = [*MESSAGE_BLOCKS(blocks, "/blocks"), *_spanning(known, "/blocks", "message")]
    if problems:
        raise invalid_blocks(problems)
    return finished_blocks(blocks)


def invalid_blocks(problems: list[Problem]) -> SlackError:
    """Say what is wrong with blocks the way Slack does, once plainly and once with [ERROR]."""
    return BlockKitError("invalid_blocks", problems, errors=[str(problem) for problem in problems])


def invalid_view(*problems: Problem) -> SlackError:
    return BlockKitError("invalid_arguments", list(problems))


def accept_view(view: Any, *types: str) -> Json:
    """Check a view of one of these types and complete it.

    Raises invalid_arguments with a line for each problem, view_too_large above 250 kB.
    """
    if not is_object(view):
        raise invalid_view(Problem("must provide an object", "/view"))
    if view.get("type") not in types:
        raise invalid_view(Problem(f"unsupported type: {view.get('type')}", "/view/type"))
    if len(compact(view).encode()) > VIEW_BYTES:
        raise SlackError("view_too_large")
    problems = [*VIEWS[view["type"]](view, "/view"), *_view_problems(view)]
    if problems:
        raise invalid_view(*problems)
    texts = {name: finished_text(view[name]) for name in ("title", "submit", "close") if view.get(name)}
    return view | texts | {"blocks": finished_blocks(view["blocks"])}


def _view_problems(view: Json) -> Iterator[Problem]:
    blocks = view.get("blocks")
    if not is_list(blocks):
        return
    known = list(every_block(blocks, "/view/blocks"))
    yield from _spanning(known, "/view/blocks", view["type"])
    focused = [place for place, element in _elements(known) if element.get("focus_on_load") is True]
    for place in focused[1:]:
        yield Problem("only one element may have `focus_on_load`", f"{place}/focus_on_load")
    if view["type"] == "modal" and not view.get("submit"):
        for where, block in known:
            if block.get("type") == "input":
                yield Problem("must define `submit` to use `input` block", f"{where}/input")


def _spanning(known: list[Found], pointer: str, surface: str) -> Iterator[Problem]:
    """Find what no block shows alone: ids given twice, too much of something, an element out of its surface."""
    yield from _repeated_block_ids(known)
    yield from _too_much(known, pointer, surface)
    for where, block in known:
        yield from _repeated_action_ids(block, where)
    for where, element in _elements(known):
        kind = str(element.get("type"))
        if surface not in element_surfaces(kind):
            yield Problem(f"unsupported type: {kind}", f"{where}/type")


def _elements(known: list[Found]) -> Iterator[Found]:
    for where, block in known:
        yield from elements(block, where)


def _too_much(known: list[Found], pointer: str, surface: str) -> Iterator[Problem]:
    for kind, (most, size) in TOGETHER.items():
        if sum(size(block) for _, block in known if block.get("type") == kind) > most:
            yield Problem(f"{kind} blocks must be less than {most + 1} characters", pointer)
    charts = [where for where, block in known if block.get("type") == "data_visualization"]
    if surface == "message":
        for where in charts[MOST_CHARTS:]:
            yield Problem(f"no more than {MOST_CHARTS} data_visualization blocks allowed", where)


def _repeated_block_ids(known: list[Found]) -> Iterator[Problem]:
    seen: set[str] = set()
    for where, block in known:
        block_id = block.get("block_id")
        if isinstance(block_id, str) and block_id in seen:
            yield Problem(f"`block_id` {block_id} already exists", f"{where}/block_id")
        if isinstance(block_id, str):
            seen.add(block_id)


def _repeated_action_ids(block: Json, where: str) -> Iterator[Problem]:
    given = [str(each["action_id"]) for _, each in elements(block, where) if each.get("action_id") is not None]
    for action_id, count in Counter(given).items():
        if count > 1:
            yield Problem(f"`action_id` {action_id} already exists in this block", f"{where}/elements")
