"""What stands inside of blocks: other blocks, elements, pictures; each with its JSON pointer."""

from collections.abc import Iterator
from typing import Any

from bot.playground.values import Json, is_list, is_object

Found = tuple[str, Json]

INNER_BLOCKS = {"container": "child_blocks", "carousel": "elements", "plan": "tasks"}
ELEMENTS = {"actions": "elements", "context": "elements", "context_actions": "elements", "card": "actions"}
SINGLE_ELEMENTS = ("element", "accessory")
PICTURES = ("accessory", "hero_image", "icon")


def every_block(blocks: Any, pointer: str) -> Iterator[Found]:
    """Give each block and those inside of it, top to bottom."""
    for where, block in _listed(blocks, pointer):
        yield where, block
        inner = INNER_BLOCKS.get(str(block.get("type")))
        if inner:
            yield from every_block(block.get(inner), f"{where}/{inner}")


def elements(block: Json, where: str) -> Iterator[Found]:
    """Give the elements that stand in this block itself."""
    for name in SINGLE_ELEMENTS:
        if is_object(block.get(name)):
            yield f"{where}/{name}", block[name]
    several = ELEMENTS.get(str(block.get("type")))
    if several:
        yield from _listed(block.get(several), f"{where}/{several}")


def slack_files(blocks: list[Json], pointer: str) -> Iterator[Found]:
    """Give each `slack_file` of accepted blocks, top to bottom."""
    for where, block in every_block(blocks, pointer):
        for place, image in _pictures(block, where):
            if is_object(image.get("slack_file")):
                yield f"{place}/slack_file", image["slack_file"]


def _pictures(block: Json, where: str) -> Iterator[Found]:
    yield where, block
    yield from ((f"{where}/{name}", block[name]) for name in PICTURES if is_object(block.get(name)))
    if block.get("type") == "context":
        yield from _listed(block["elements"], f"{where}/elements")


def _listed(value: Any, pointer: str) -> Iterator[Found]:
    for place, each in enumerate(value if is_list(value) else []):
        if is_object(each):
            yield f"{pointer}/{place}", each
