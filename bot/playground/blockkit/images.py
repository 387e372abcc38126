"""Where images stand in blocks."""

from collections.abc import Iterator

from bot.playground.values import Json, is_list, is_object


def slack_files(blocks: list[Json], pointer: str) -> Iterator[tuple[str, Json]]:
    """Give each `slack_file` of accepted blocks with its JSON pointer, top to bottom."""
    for place, block in enumerate(blocks):
        for where, image in _images(block, f"{pointer}/{place}"):
            if is_object(image.get("slack_file")):
                yield f"{where}/slack_file", image["slack_file"]


def _images(block: Json, where: str) -> Iterator[tuple[str, Json]]:
    yield where, block
    if is_object(block.get("accessory")):
        yield f"{where}/accessory", block["accessory"]
    if is_list(block.get("elements")):
        yield from (
            (f"{where}/elements/{place}", each) for place, each in enumerate(block["elements"]) if is_object(each)
        )
