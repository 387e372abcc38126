"""Blocks, and the surfaces each may stand on (docs: reference/block-kit/blocks)."""

from dataclasses import dataclass

from bot.playground.blockkit.elements import IN_ACTIONS, IN_CONTEXT, IN_CONTEXT_ACTIONS, IN_INPUT, IN_SECTION
from bot.playground.blockkit.objects import IDENTIFIER, SLACK_FILE, URL, any_text, plain_text
from bot.playground.blockkit.rules import (
    Fields,
    Rule,
    anything,
    at_least_one,
    boolean,
    exactly_one,
    items,
    one_of,
    shape,
    string,
    typed,
)

EVERYWHERE = frozenset({"message", "modal", "home"})
MESSAGES = frozenset({"message"})


@dataclass(frozen=True)
class Block:
    rule: Rule
    surfaces: frozenset[str] = EVERYWHERE


def block(required: Fields, optional: Fields | None = None, *checks: Rule, on: frozenset[str] = EVERYWHERE) -> Block:
    return Block(shape(required, {"block_id": IDENTIFIER, **(optional or {})}, *checks), on)


CELL = typed({"raw_text": shape({"text": string(3000, 1)}), "rich_text": anything})

BLOCKS: dict[str, Block] = {
    "section": block(
        {},
        {
            "text": any_text(3000),
            "fields": items(any_text(2000), 10, 1),
            "accessory": IN_SECTION,
            "expand": boolean,
        },
        at_least_one("text", "fields"),
    ),
    "divider": block({}),
    "header": block({"text": plain_text(150)}),
    "image": block(
        {"alt_text": string(2000)},
        {"image_url": string(3000, 1), "slack_file": SLACK_FILE, "title": plain_text(2000)},
        exactly_one("image_url", "slack_file"),
    ),
    "context": block({"elements": items(IN_CONTEXT, 10, 1)}),
    "actions": block({"elements": items(IN_ACTIONS, 25, 1)}),
    "context_actions": block({"elements": items(IN_CONTEXT_ACTIONS, 5, 1)}, on=MESSAGES),
    "input": block(
        {"label": plain_text(2000), "element": IN_INPUT},
        {"hint": plain_text(2000), "optional": boolean, "dispatch_action": boolean},
    ),
    "rich_text": block({"elements": items(anything, 3000)}),
    "markdown": block({"text": string(12_000, 1)}, on=MESSAGES),
    "table": block({"rows": items(items(CELL, 20, 1), 100, 1)}, {"column_settings": items(anything, 20)}, on=MESSAGES),
    "file": block({"external_id": string(255), "source": one_of("remote")}, on=MESSAGES),
    "video": block(
        {
            "alt_text": string(200, 1),
            "title": plain_text(200),
            "thumbnail_url": URL,
            "video_url": URL,
        },
        {
            "author_name": string(50),
            "description": plain_text(200),
            "provider_name": string(50),
            "provider_icon_url": URL,
            "title_url": URL,
        },
    ),
}


def blocks_on(surface: str) -> Rule:
    """Give the rule for one block on a surface: message, modal or home."""
    return typed({name: block.rule for name, block in BLOCKS.items() if surface in block.surfaces})


MODAL_ONLY_ELEMENTS = ("file_input",)
VIEW_TEXT = plain_text(24)
VIEW_FIELDS: Fields = {
    "submit": VIEW_TEXT,
    "close": VIEW_TEXT,
    "private_metadata": string(3000),
    "callback_id": string(255),
    "external_id": string(255),
    "clear_on_close": boolean,
    "notify_on_close": boolean,
    "submit_disabled": boolean,
}
VIEWS: dict[str, Rule] = {
    "modal": shape({"title": VIEW_TEXT, "blocks": items(blocks_on("modal"), 100, 1)}, VIEW_FIELDS),
    "home": shape({"blocks": items(blocks_on("home"), 100, 1)}, {"title": VIEW_TEXT, **VIEW_FIELDS}),
}
MESSAGE_BLOCKS = items(blocks_on("message"), 50)
