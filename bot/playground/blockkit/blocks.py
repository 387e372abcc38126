"""Blocks, and the surfaces each may stand on (docs: reference/block-kit/blocks)."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.playground.blockkit.elements import IN_ACTIONS, IN_CARD, IN_CONTEXT, IN_CONTEXT_ACTIONS, IN_INPUT, IN_SECTION
from bot.playground.blockkit.objects import IDENTIFIER, PICTURE, SLACK_FILE, SLACK_ICON, URL, any_text, plain_text
from bot.playground.blockkit.rich_text import RICH_TEXT, RICH_TEXT_FIELDS
from bot.playground.blockkit.rules import (
    Fields,
    Rule,
    at_least_one,
    at_most_one,
    boolean,
    exactly_one,
    items,
    one_of,
    shape,
    string,
    typed,
)
from bot.playground.blockkit.surfaces import EVERYWHERE, MESSAGES, MODALS, NO_MODALS, Surfaces
from bot.playground.blockkit.tables import CHART, DATA_TABLE, TABLE

IN_CONTAINERS = (
    "actions",
    "context",
    "divider",
    "file",
    "header",
    "image",
    "input",
    "rich_text",
    "section",
    "table",
    "video",
)


@dataclass(frozen=True)
class Block:
    rule: Rule
    surfaces: Surfaces = EVERYWHERE


def block(required: Fields, optional: Fields | None = None, *checks: Rule, on: Surfaces = EVERYWHERE) -> Block:
    return Block(shape(required, {"block_id": IDENTIFIER, **(optional or {})}, *checks), on)


SIMPLE: dict[str, Block] = {
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
    "rich_text": block(RICH_TEXT_FIELDS),
    "markdown": block({"text": string(12_000, 1)}, on=MESSAGES),
    "alert": block(
        {"text": any_text(200)}, {"level": one_of("default", "info", "warning", "error", "success")}, on=MODALS
    ),
    "card": block(
        {},
        {
            "hero_image": PICTURE,
            "icon": PICTURE,
            "slack_icon": SLACK_ICON,
            "title": any_text(150),
            "subtitle": any_text(150),
            "body": any_text(200),
            "subtext": any_text(200),
            "actions": items(IN_CARD, 3, 1),
        },
        at_least_one("hero_image", "title", "actions", "body"),
        at_most_one("icon", "slack_icon"),
    ),
    "task_card": block(
        {
            "task_id": IDENTIFIER,
            "title": string(3000, 1),
            "status": one_of("pending", "in_progress", "complete", "error"),
        },
        {
            "details": RICH_TEXT,
            "output": RICH_TEXT,
            "sources": items(typed({"url": shape({"url": URL, "text": string(3000, 1)})}), 100),
        },
        on=MESSAGES,
    ),
    "table": block(*TABLE, on=NO_MODALS),
    "data_table": block(*DATA_TABLE, on=NO_MODALS),
    "data_visualization": block(CHART, on=NO_MODALS),
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


def on_surface(blocks: Mapping[str, Block], surface: str) -> dict[str, Rule]:
    return {name: block.rule for name, block in blocks.items() if surface in block.surfaces}


def grouping(surface: str) -> dict[str, Block]:
    """Give the blocks that hold others, which must stand on the surface, too."""
    children = {name: rule for name, rule in on_surface(SIMPLE, surface).items() if name in IN_CONTAINERS}
    return {
        "carousel": block({"elements": items(typed({"card": SIMPLE["card"].rule}), 10, 1)}, on=NO_MODALS),
        "plan": block(
            {"title": string(3000, 1)},
            {"tasks": items(typed({"task_card": SIMPLE["task_card"].rule}), 50)},
            on=MESSAGES,
        ),
        "container": block(
            {"child_blocks": items(typed(children), 10, 1)},
            {
                "title": plain_text(150),
                "rich_text_title": RICH_TEXT,
                "subtitle": any_text(150),
                "icon": PICTURE,
                "width": one_of("narrow", "standard", "wide", "full"),
                "is_collapsible": boolean,
                "default_collapsed": boolean,
                "has_header_divider": boolean,
            },
            at_least_one("title", "rich_text_title"),
            on=NO_MODALS,
        ),
    }


def blocks_on(surface: str) -> Rule:
    """Give the rule for one block on a surface: message, modal or home."""
    return typed(on_surface({**SIMPLE, **grouping(surface)}, surface))


SURFACES: dict[str, Surfaces] = {name: block.surfaces for name, block in {**SIMPLE, **grouping("message")}.items()}
"""Every block the rules know, and where it may stand."""

VIEW_TEXT = plain_text(24)
VIEW_FIELDS: Fields = {
    "title": VIEW_TEXT,
    "private_metadata": string(3000),
    "callback_id": string(255),
    "external_id": string(255),
}
MODAL_FIELDS: Fields = {
    "submit": VIEW_TEXT,
    "close": VIEW_TEXT,
    "clear_on_close": boolean,
    "notify_on_close": boolean,
    "submit_disabled": boolean,
}
VIEWS: dict[str, Rule] = {
    "modal": shape({"title": VIEW_TEXT, "blocks": items(blocks_on("modal"), 100, 1)}, {**VIEW_FIELDS, **MODAL_FIELDS}),
    "home": shape({"blocks": items(blocks_on("home"), 100, 1)}, VIEW_FIELDS),
}
MESSAGE_BLOCKS = items(blocks_on("message"), 50)
