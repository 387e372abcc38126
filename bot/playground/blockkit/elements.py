"""Block elements, and which block takes which (docs: reference/block-kit/block-elements)."""

from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal, InvalidOperation
from typing import Any

from bot.playground.blockkit.objects import (
    CONFIRM,
    CONVERSATION_FILTER,
    DISPATCH_CONFIG,
    FOCUS,
    IDENTIFIER,
    IMAGE,
    LISTED_OPTION,
    OPTION,
    OPTION_GROUP,
    OVERFLOW_OPTION,
    URL,
    WORKFLOW,
    any_text,
    date,
    decimal,
    initial_among_options,
    plain_text,
    time,
    time_zone,
)
from bot.playground.blockkit.rich_text import RICH_TEXT
from bot.playground.blockkit.rules import (
    Fields,
    Problem,
    Rule,
    boolean,
    exactly_one,
    integer,
    items,
    one_of,
    shape,
    string,
    typed,
)

ACTION: Fields = {"action_id": IDENTIFIER, "confirm": CONFIRM}
PLACEHOLDER: Fields = {"placeholder": plain_text(150)}
MENU: Fields = {**ACTION, **FOCUS, **PLACEHOLDER}
SEVERAL: Fields = {"max_selected_items": integer(1, 1000)}
STATIC: Fields = {"options": items(OPTION, 100, 1), "option_groups": items(OPTION_GROUP, 100, 1)}
TYPING: Fields = {"action_id": IDENTIFIER, "dispatch_action_config": DISPATCH_CONFIG, **FOCUS, **PLACEHOLDER}
CONVERSATIONS: Fields = {"filter": CONVERSATION_FILTER, "default_to_current_conversation": boolean}
NUMBERS = ("initial_value", "min_value", "max_value")
IDS = items(IDENTIFIER, 1000)


def bounds_in_order(lower: str, upper: str) -> Rule:
    def check(value: Any, pointer: str) -> Iterator[Problem]:
        low, high = value.get(lower), value.get(upper)
        with suppress(InvalidOperation):  # what is no number is refused where it stands
            if low is not None and high is not None and Decimal(str(low)) > Decimal(str(high)):
                yield Problem(f"`{lower}` must not be more than `{upper}`", pointer)

    return check


def whole_numbers(*names: str) -> Rule:
    """Ask for numbers without decimals where an input takes none."""

    def check(value: Any, pointer: str) -> Iterator[Problem]:
        for name in names:
            if value.get("is_decimal_allowed") is False and "." in str(value.get(name, "")):
                yield Problem("must be a whole number", f"{pointer}/{name}")

    return check


def select(**fields: Rule) -> Rule:
    return shape({}, {**MENU, **fields})


def static_select(**fields: Rule) -> Rule:
    return shape({}, {**MENU, **STATIC, **fields}, exactly_one("options", "option_groups"), initial_among_options)


def typing(**fields: Rule) -> Rule:
    return shape({}, {**TYPING, "initial_value": string(3000), **fields})


BUTTON: Rule = shape(
    {"text": plain_text(75)},
    {
        **ACTION,
        "url": URL,
        "value": string(2000),
        "style": one_of("primary", "danger"),
        "accessibility_label": string(75),
    },
)

FEEDBACK_BUTTON = shape({"text": plain_text(75), "value": string(2000)}, {"accessibility_label": string(75)})

ELEMENTS: dict[str, Rule] = {
    "button": BUTTON,
    "workflow_button": shape(
        {"text": plain_text(75), "workflow": WORKFLOW},
        {**ACTION, "style": one_of("primary", "danger"), "accessibility_label": string(75)},
    ),
    "image": IMAGE,
    "overflow": shape({"options": items(OVERFLOW_OPTION, 5, 1)}, ACTION),
    "checkboxes": shape(
        {"options": items(LISTED_OPTION, 10, 1)},
        {**ACTION, **FOCUS, "initial_options": items(LISTED_OPTION, 10, 1)},
        initial_among_options,
    ),
    "radio_buttons": shape(
        {"options": items(LISTED_OPTION, 10, 1)},
        {**ACTION, **FOCUS, "initial_option": LISTED_OPTION},
        initial_among_options,
    ),
    "static_select": static_select(initial_option=OPTION),
    "multi_static_select": static_select(initial_options=items(OPTION, 100, 1), **SEVERAL),
    "external_select": select(initial_option=OPTION, min_query_length=integer(0, 255)),
    "multi_external_select": select(initial_options=items(OPTION, 100, 1), min_query_length=integer(0, 255), **SEVERAL),
    "users_select": select(initial_user=IDENTIFIER),
    "multi_users_select": select(initial_users=IDS, **SEVERAL),
    "conversations_select": select(initial_conversation=IDENTIFIER, response_url_enabled=boolean, **CONVERSATIONS),
    "multi_conversations_select": select(initial_conversations=IDS, **CONVERSATIONS, **SEVERAL),
    "channels_select": select(initial_channel=IDENTIFIER, response_url_enabled=boolean),
    "multi_channels_select": select(initial_channels=IDS, **SEVERAL),
    "datepicker": select(initial_date=date),
    "timepicker": select(initial_time=time, timezone=time_zone),
    "datetimepicker": shape({}, {**ACTION, **FOCUS, "initial_date_time": integer(0, 9_999_999_999)}),
    "plain_text_input": shape(
        {},
        {
            **TYPING,
            "initial_value": string(3000),
            "multiline": boolean,
            "min_length": integer(0, 3000),
            "max_length": integer(1, 3000),
        },
        bounds_in_order("min_length", "max_length"),
    ),
    "number_input": shape(
        {"is_decimal_allowed": boolean},
        {**TYPING, **dict.fromkeys(NUMBERS, decimal)},
        bounds_in_order("min_value", "max_value"),
        whole_numbers(*NUMBERS),
    ),
    "email_text_input": typing(),
    "url_text_input": typing(),
    "rich_text_input": shape(
        {}, {**TYPING, "initial_value": RICH_TEXT, "min_lines": integer(1, 100), "max_lines": integer(1, 100)}
    ),
    "file_input": shape(
        {}, {"action_id": IDENTIFIER, "filetypes": items(string(255), 100), "max_files": integer(1, 10)}
    ),
    "feedback_buttons": shape(
        {"positive_button": FEEDBACK_BUTTON, "negative_button": FEEDBACK_BUTTON}, {"action_id": IDENTIFIER}
    ),
    "icon_button": shape(
        {"icon": one_of("trash"), "text": plain_text(75)},
        {
            **ACTION,
            "value": string(2000),
            "accessibility_label": string(75),
            "visible_to_user_ids": items(IDENTIFIER, 10),
        },
    ),
}

_MENUS = tuple(name for name in ELEMENTS if name.endswith("_select"))
_PICKERS = ("checkboxes", "radio_buttons", "datepicker", "timepicker")
_TYPED = ("plain_text_input", "number_input", "email_text_input", "url_text_input", "rich_text_input")


def among(*names: str) -> Rule:
    return typed({name: ELEMENTS[name] for name in names})


IN_SECTION = among("button", "workflow_button", "image", "overflow", *_PICKERS, *_MENUS)
IN_ACTIONS = among("button", "workflow_button", "overflow", "datetimepicker", "rich_text_input", *_PICKERS, *_MENUS)
IN_INPUT = among("datetimepicker", "file_input", *_PICKERS, *_MENUS, *_TYPED)
IN_CARD = among("button")
IN_CONTEXT_ACTIONS = among("feedback_buttons", "icon_button")
IN_CONTEXT = typed(
    {
        "image": IMAGE,
        "plain_text": any_text(3000),
        "mrkdwn": any_text(3000),
    }
)
