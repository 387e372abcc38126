"""Composition objects (docs: reference/block-kit/composition-objects)."""

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.playground.blockkit.rules import (
    Problem,
    Rule,
    at_least_one,
    boolean,
    exactly_one,
    items,
    matching,
    one_of,
    shape,
    string,
    typed,
)
from bot.playground.values import Json, is_list, is_object

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

SLACK_FILE = shape({}, {"id": matching("[F][A-Z0-9]{8,}"), "url": URL}, exactly_one("id", "url"))

IMAGE = shape(
    {"alt_text": string(2000)},
    {"image_url": string(3000, 1), "slack_file": SLACK_FILE},
    exactly_one("image_url", "slack_file"),
)
PICTURE = typed({"image": IMAGE})
SLACK_ICON = typed({"icon": shape({"name": string(255, 1)})})

WORKFLOW = shape(
    {
        "trigger": shape(
            {"url": URL},
            {"customizable_input_parameters": items(shape({"name": string(3000, 1), "value": string(3000)}), 100)},
        )
    }
)


def date(value: Any, pointer: str) -> Iterator[Problem]:
    """Ask for a day of the calendar, as 2026-10-06."""
    yield from _read(dt.date.fromisoformat, "[0-9]{4}-[0-9]{2}-[0-9]{2}", value, pointer)


def time(value: Any, pointer: str) -> Iterator[Problem]:
    """Ask for a time of day, as 09:30."""
    yield from _read(dt.time.fromisoformat, "[0-9]{2}:[0-9]{2}", value, pointer)


def time_zone(value: Any, pointer: str) -> Iterator[Problem]:
    """Ask for a zone by its name in the IANA database, as Europe/Paris."""
    yield from _read(ZoneInfo, "[A-Za-z0-9_+/-]+", value, pointer)


def decimal(value: Any, pointer: str) -> Iterator[Problem]:
    """Ask for a number written out, as "-1.5"."""
    yield from _read(Decimal, "-?[0-9]+([.][0-9]+)?", value, pointer)


def _read(reader: Callable[[str], Any], pattern: str, value: Any, pointer: str) -> Iterator[Problem]:
    problems = list(matching(pattern)(value, pointer))
    if not problems:
        try:
            reader(value)
        except (ValueError, ZoneInfoNotFoundError):
            problems = [Problem(f"invalid value: {value}", pointer)]
    yield from problems


def initial_among_options(value: Any, pointer: str) -> Iterator[Problem]:
    """Ask that what is selected at first can be selected."""
    offered = [*_options(value), *(each for group in _groups(value) for each in _options(group))]
    if not offered:
        return
    known = [_identity(option) for option in offered]
    for name, chosen in (
        ("initial_option", [value.get("initial_option")]),
        ("initial_options", value.get("initial_options")),
    ):
        for option in chosen if is_list(chosen) else []:
            if is_object(option) and _identity(option) not in known:
                yield Problem(f"`{name}` must be among the options", f"{pointer}/{name}")


def _identity(option: Json) -> tuple[Any, Any]:
    """Give what makes two options the same to Slack: the value and the words."""
    text = option.get("text")
    return option.get("value"), text.get("text") if is_object(text) else None


def _options(value: Any) -> list[Any]:
    found = value.get("options")
    return [option for option in found if is_object(option)] if is_list(found) else []


def _groups(value: Any) -> list[Any]:
    found = value.get("option_groups")
    return [group for group in found if is_object(group)] if is_list(found) else []
