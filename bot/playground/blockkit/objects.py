"""Composition objects (docs: reference/block-kit/composition-objects)."""

from collections.abc import Iterator
from typing import Any

from bot.playground.blockkit.rules import (
    Problem,
    Rule,
    anything,
    at_least_one,
    boolean,
    items,
    matching,
    one_of,
    shape,
    string,
    typed,
)
from bot.playground.values import is_list, is_object

IDENTIFIER = string(255)
URL = string(3000)
FOCUS = {"focus_on_load": boolean}


def plain_text(longest: int, shortest: int = 1) -> Rule:
    return typed({"plain_text": shape({"text": string(longest, shortest)}, {"emoji": boolean})})


def any_text(longest: int, shortest: int = 1) -> Rule:
    words = {"text": string(longest, shortest)}
    return typed(
        {
            "plain_text": shape(words, {"emoji": boolean}),
            "mrkdwn": shape(words, {"verbatim": boolean}),
        }
    )


CONFIRM = shape(
    {"title": plain_text(100), "text": any_text(300), "confirm": plain_text(30), "deny": plain_text(30)},
    {"style": one_of("primary", "danger")},
)

OPTION = shape({"text": plain_text(75), "value": string(150)}, {"description": plain_text(75)})
LISTED_OPTION = shape({"text": any_text(75), "value": string(150)}, {"description": any_text(75)})
OVERFLOW_OPTION = shape({"text": plain_text(75), "value": string(150)}, {"description": plain_text(75), "url": URL})
OPTION_GROUP = shape({"label": plain_text(75), "options": items(OPTION, 100, 1)})

CONVERSATION_FILTER = shape(
    {},
    {
        "include": items(one_of("im", "mpim", "private", "public"), 4, 1),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
    at_least_one("include", "exclude_external_shared_channels", "exclude_bot_users"),
)

DISPATCH_CONFIG = shape({}, {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), 2, 1)})

SLACK_FILE = shape({}, {"id": matching("[F][A-Z0-9]{8,}"), "url": URL}, at_least_one("id", "url"))

RICH_TEXT = shape({"elements": items(anything, 3000)}, {"block_id": IDENTIFIER})


def initial_among_options(value: Any, pointer: str) -> Iterator[Problem]:
    """Ask that what is selected at first can be selected."""
    offered = [*_options(value), *(each for group in _groups(value) for each in _options(group))]
    if not offered:
        return
    values = [option.get("value") for option in offered]
    for name, chosen in (
        ("initial_option", [value.get("initial_option")]),
        ("initial_options", value.get("initial_options")),
    ):
        for option in chosen if is_list(chosen) else []:
            if is_object(option) and option.get("value") not in values:
                yield Problem(f"`{name}` must be among the options", f"{pointer}/{name}")


def _options(value: Any) -> list[Any]:
    found = value.get("options")
    return [option for option in found if is_object(option)] if is_list(found) else []


def _groups(value: Any) -> list[Any]:
    found = value.get("option_groups")
    return [group for group in found if is_object(group)] if is_list(found) else []
