"""What Block Kit accepts, told by what Slack says of it."""

from typing import Any

import pytest

from bot.playground.blockkit import accept_blocks, accept_view
from bot.playground.errors import SlackError


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def option(value: str = "a", text: str = "A") -> dict[str, Any]:
    return {"text": plain(text), "value": value}


def section(**fields: Any) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": "words"}, **fields}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "elements": list(elements)}


def button(**fields: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain("Go"), **fields}


def input_of(element: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"type": "input", "label": plain("Label"), "element": element, **fields}


def modal(*blocks: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"type": "modal", "title": plain("Title"), "blocks": list(blocks) or [section()], **fields}


def complaints(blocks: Any) -> list[str]:
    with pytest.raises(SlackError) as refused:
        accept_blocks(blocks)
    assert refused.value.code == "invalid_blocks"
    return refused.value.details["errors"]


def view_complaints(view: Any) -> list[str]:
    with pytest.raises(SlackError) as refused:
        accept_view(view, "modal", "home")
    assert refused.value.code == "invalid_arguments"
    return refused.value.details["response_metadata"]["messages"]


STATIC = {"type": "static_select", "options": [option()]}
CHECKBOXES = {"type": "checkboxes", "options": [option()]}


@pytest.mark.parametrize(
    "block",
    [
        section(),
        section(fields=[plain("x" * 2000)] * 10),
        section(accessory=button(value="v" * 2000, style="primary", url="https://example.com")),
        section(text={"type": "mrkdwn", "text": "x" * 3000}),
        actions(*[button(action_id=str(number)) for number in range(25)]),
        actions({"type": "overflow", "options": [option()] * 5}),
        actions({"type": "static_select", "option_groups": [{"label": plain("G"), "options": [option()]}]}),
        actions({"type": "users_select", "placeholder": plain("Who")}, {"type": "datepicker"}),
        {"type": "header", "text": plain("x" * 150)},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "a"}] * 10},
        {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "a"},
        {"type": "markdown", "text": "**a**"},
        {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": []}]},
        {"type": "table", "rows": [[{"type": "raw_text", "text": "a"}]]},
        input_of({"type": "plain_text_input", "min_length": 0, "max_length": 3000}),
        input_of({"type": "number_input", "is_decimal_allowed": True, "min_value": "1.5"}),
        input_of(CHECKBOXES, optional=True, hint=plain("h"), dispatch_action=True),
    ],
    ids=lambda block: block["type"],
)
def test_what_the_limits_allow_is_accepted(block: dict[str, Any]) -> None:
    assert accept_blocks([block])[0]["type"] == block["type"]


@pytest.mark.parametrize(
    ("block", "complaint"),
    [
        ({"type": "carousel-x"}, "unsupported type: carousel-x [json-pointer:/blocks/0/type]"),
        ({"text": "x"}, "missing required field: type [json-pointer:/blocks/0]"),
        ({"type": "header"}, "missing required field: text [json-pointer:/blocks/0]"),
        ({"type": "section"}, "missing required field: text or fields [json-pointer:/blocks/0]"),
        (
            {"type": "header", "text": plain("x" * 151)},
            "must be less than 151 characters [json-pointer:/blocks/0/text/text]",
        ),
        (
            {"type": "header", "text": {"type": "mrkdwn", "text": "x"}},
            "unsupported type: mrkdwn [json-pointer:/blocks/0/text/type]",
        ),
        (
            section(text={"type": "mrkdwn", "text": ""}),
            "must be more than 0 characters [json-pointer:/blocks/0/text/text]",
        ),
        (
            section(text={"type": "mrkdwn", "text": "x" * 3001}),
            "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
        ),
        (section(fields=[plain("x")] * 11), "no more than 10 items allowed [json-pointer:/blocks/0/fields]"),
        (section(colour="red"), "invalid additional property: colour [json-pointer:/blocks/0]"),
        (
            section(accessory={"type": "plain_text_input"}),
            "unsupported type: plain_text_input [json-pointer:/blocks/0/accessory/type]",
        ),
        (actions(), "no less than 1 items allowed [json-pointer:/blocks/0/elements]"),
        (
            actions(*[button(action_id=str(number)) for number in range(26)]),
            "no more than 25 items allowed [json-pointer:/blocks/0/elements]",
        ),
        (
            actions(button(text=plain("x" * 76))),
            "must be less than 76 characters [json-pointer:/blocks/0/elements/0/text/text]",
        ),
        (
            actions(button(value="x" * 2001)),
            "must be less than 2001 characters [json-pointer:/blocks/0/elements/0/value]",
        ),
        (
            actions(button(style="loud")),
            "must be one of: primary, danger [json-pointer:/blocks/0/elements/0/style]",
        ),
        (
            actions(button(action_id="same"), button(action_id="same")),
            "`action_id` same already exists in this block [json-pointer:/blocks/0/elements]",
        ),
        (
            actions({"type": "static_select"}),
            "missing required field: options or option_groups [json-pointer:/blocks/0/elements/0]",
        ),
        (
            actions({**STATIC, "initial_option": option("z")}),
            "`initial_option` must be among the options [json-pointer:/blocks/0/elements/0/initial_option]",
        ),
        (
            actions({**CHECKBOXES, "options": [option()] * 11}),
            "no more than 10 items allowed [json-pointer:/blocks/0/elements/0/options]",
        ),
        (
            actions({"type": "overflow", "options": [option()] * 6}),
            "no more than 5 items allowed [json-pointer:/blocks/0/elements/0/options]",
        ),
        (
            actions({**STATIC, "options": [option(value="x" * 151)]}),
            "must be less than 151 characters [json-pointer:/blocks/0/elements/0/options/0/value]",
        ),
        (
            {"type": "context", "elements": [{"type": "mrkdwn", "text": "a"}] * 11},
            "no more than 10 items allowed [json-pointer:/blocks/0/elements]",
        ),
        (
            {"type": "image", "alt_text": "a"},
            "missing required field: image_url or slack_file [json-pointer:/blocks/0]",
        ),
        (
            {"type": "image", "alt_text": "a", "slack_file": {"id": "https://acme.slack.com/files/F0"}},
            "input must match regex pattern: ^[F][A-Z0-9]{8,}$ [json-pointer:/blocks/0/slack_file/id]",
        ),
        (
            input_of({"type": "plain_text_input", "min_length": 9, "max_length": 3}),
            "`min_length` must not be more than `max_length` [json-pointer:/blocks/0/element]",
        ),
        (
            input_of({"type": "number_input"}),
            "missing required field: is_decimal_allowed [json-pointer:/blocks/0/element]",
        ),
        (
            input_of({"type": "file_input"}),
            "unsupported type: file_input [json-pointer:/blocks/0/element/type]",
        ),
        (
            input_of({"type": "plain_text_input", "max_length": 3001}),
            "must be between 1 and 3000 [json-pointer:/blocks/0/element/max_length]",
        ),
    ],
)
def test_what_breaks_a_rule_is_refused_with_its_place(block: dict[str, Any], complaint: str) -> None:
    assert complaint in complaints([block])


def test_a_message_holds_fifty_blocks_and_a_view_a_hundred() -> None:
    assert len(accept_blocks([section()] * 50)) == 50
    assert complaints([section()] * 51) == ["no more than 50 items allowed [json-pointer:/blocks]"]
    assert len(accept_view(modal(*[section()] * 100), "modal")["blocks"]) == 100
    assert view_complaints(modal(*[section()] * 101)) == [
        "[ERROR] no more than 100 items allowed [json-pointer:/view/blocks]"
    ]


def test_a_block_id_stands_once() -> None:
    assert complaints([section(block_id="a"), section(block_id="a")]) == [
        "`block_id` a already exists [json-pointer:/blocks/1/block_id]"
    ]


@pytest.mark.parametrize("name", ["title", "submit", "close"])
def test_the_words_around_a_modal_have_24_characters(name: str) -> None:
    assert accept_view(modal(**{name: plain("x" * 24)}), "modal")
    assert view_complaints(modal(**{name: plain("x" * 25)})) == [
        f"[ERROR] must be less than 25 characters [json-pointer:/view/{name}/text]"
    ]


def test_a_modal_with_an_input_needs_submit() -> None:
    assert view_complaints(modal(input_of({"type": "plain_text_input"}))) == [
        "[ERROR] must define `submit` to use `input` block [json-pointer:/view/blocks/0/input]"
    ]


def test_one_element_of_a_view_has_the_focus() -> None:
    focused = input_of({"type": "plain_text_input", "focus_on_load": True})
    assert view_complaints(modal(focused, section(), focused, submit=plain("Send"))) == [
        "[ERROR] only one element may have `focus_on_load` [json-pointer:/view/blocks/2]"
    ]


@pytest.mark.parametrize(("field", "limit"), [("private_metadata", 3000), ("callback_id", 255)])
def test_what_a_view_carries_has_its_limit(field: str, limit: int) -> None:
    assert accept_view(modal(**{field: "x" * limit}), "modal")
    assert view_complaints(modal(**{field: "x" * (limit + 1)})) == [
        f"[ERROR] must be less than {limit + 1} characters [json-pointer:/view/{field}]"
    ]


@pytest.mark.parametrize("surface", ["modal", "home"])
@pytest.mark.parametrize("block", [{"type": "markdown", "text": "a"}, {"type": "table", "rows": []}])
def test_some_blocks_stand_in_messages_only(surface: str, block: dict[str, Any]) -> None:
    (complaint,) = view_complaints(modal(block) | {"type": surface})
    assert complaint == f"[ERROR] unsupported type: {block['type']} [json-pointer:/view/blocks/0/type]"


def test_a_view_above_250_kilobytes_is_too_large() -> None:
    with pytest.raises(SlackError, match="view_too_large"):
        accept_view(modal(*[section(text=plain("x" * 3000))] * 90), "modal")


def test_ids_and_defaults_that_are_left_out_are_filled_in() -> None:
    first, second = accept_blocks([actions(button()), input_of({"type": "plain_text_input"})])
    assert first["block_id"]
    assert first["elements"][0]["action_id"]
    assert first["elements"][0]["text"] == {"type": "plain_text", "emoji": True, "text": "Go"}
    assert (second["optional"], second["dispatch_action"]) == (False, False)


def test_null_counts_as_left_out() -> None:
    (block,) = accept_blocks([section(block_id=None, accessory=None)])
    assert "accessory" not in block
    assert block["block_id"]
