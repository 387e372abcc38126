"""The gate: blocks and views pass complete with what Slack fills in, or are refused as Slack refuses them."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from bot.playground.blockkit.blocks import MESSAGE_BLOCKS, MODAL_ONLY_ELEMENTS, VIEWS
from bot.playground.blockkit.finish import finished_blocks, finished_text
from bot.playground.blockkit.rules import Problem
from bot.playground.errors import SlackError
from bot.playground.values import Json, compact, is_list, is_object
from bot.playground.views import VIEW_BYTES

MARKDOWN_SUM = 12_000


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
    problems = [*MESSAGE_BLOCKS(blocks, "/blocks"), *_spanning(blocks, "/blocks", "message")]
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
    yield from _spanning(blocks, "/view/blocks", view["type"])
    focused = [place for place, block in enumerate(blocks) if is_object(block) and _wants_focus(block)]
    for place in focused[1:]:
        yield Problem("only one element may have `focus_on_load`", f"/view/blocks/{place}")
    if view["type"] == "modal" and not view.get("submit"):
        for place, block in enumerate(blocks):
            if is_object(block) and block.get("type") == "input":
                yield Problem("must define `submit` to use `input` block", f"/view/blocks/{place}/input")


def _spanning(blocks: list[Any], pointer: str, surface: str) -> Iterator[Problem]:
    """Find what no block shows alone: ids given twice, too much markdown, an element out of its surface."""
    known = [(f"{pointer}/{place}", block) for place, block in enumerate(blocks) if is_object(block)]
    yield from _repeated_block_ids(known)
    markdown = sum(len(str(block.get("text"))) for _, block in known if block.get("type") == "markdown")
    if markdown > MARKDOWN_SUM:
        yield Problem(f"markdown blocks must be less than {MARKDOWN_SUM + 1} characters", pointer)
    for where, block in known:
        elements = _elements(block)
        yield from _repeated_action_ids(elements, where)
        if surface != "modal" and any(each.get("type") in MODAL_ONLY_ELEMENTS for each in elements):
            yield Problem(f"unsupported type: {block['element']['type']}", f"{where}/element/type")


def _repeated_block_ids(known: list[tuple[str, Json]]) -> Iterator[Problem]:
    seen: set[str] = set()
    for where, block in known:
        block_id = block.get("block_id")
        if isinstance(block_id, str) and block_id in seen:
            yield Problem(f"`block_id` {block_id} already exists", f"{where}/block_id")
        if isinstance(block_id, str):
            seen.add(block_id)


def _repeated_action_ids(elements: list[Json], where: str) -> Iterator[Problem]:
    ids = Counter(str(each["action_id"]) for each in elements if each.get("action_id") is not None)
    for action_id, count in ids.items():
        if count > 1:
            yield Problem(f"`action_id` {action_id} already exists in this block", f"{where}/elements")


def _wants_focus(block: Json) -> bool:
    return any(element.get("focus_on_load") is True for element in _elements(block))


def _elements(block: Json) -> list[Json]:
    several = block.get("elements")
    candidates = [block.get("element"), block.get("accessory"), *(several if is_list(several) else [])]
    return [each for each in candidates if is_object(each)]
