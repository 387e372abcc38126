"""What Block Kit accepts, told by what Slack says of it."""

from typing import Any

import pytest

from bot.playground.blockkit import accept_blocks, accept_view
from bot.playground.blockkit.blocks import SURFACES
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
        "[ERROR] only one element may have `focus_on_load` [json-pointer:/view/blocks/2/element/focus_on_load]"
    ]


def test_two_elements_of_one_block_cannot_both_have_the_focus() -> None:
    focused = [{**STATIC, "focus_on_load": True, "action_id": name} for name in "ab"]
    assert view_complaints(modal(actions(*focused))) == [
        "[ERROR] only one element may have `focus_on_load` [json-pointer:/view/blocks/0/elements/1/focus_on_load]"
    ]


@pytest.mark.parametrize(("field", "limit"), [("private_metadata", 3000), ("callback_id", 255)])
def test_what_a_view_carries_has_its_limit(field: str, limit: int) -> None:
    assert accept_view(modal(**{field: "x" * limit}), "modal")
    assert view_complaints(modal(**{field: "x" * (limit + 1)})) == [
        f"[ERROR] must be less than {limit + 1} characters [json-pointer:/view/{field}]"
    ]


@pytest.mark.parametrize(
    ("kind", "surfaces"),
    {
        "markdown": "message",
        "context_actions": "message",
        "file": "message",
        "plan": "message",
        "task_card": "message",
        "table": "message home",
        "data_table": "message home",
        "data_visualization": "message home",
        "carousel": "message home",
        "container": "message home",
        "card": "message modal home",
        "alert": "modal",
    }.items(),
)
def test_a_block_stands_where_its_surfaces_are(kind: str, surfaces: str) -> None:
    assert SURFACES[kind] == set(surfaces.split())


@pytest.mark.parametrize(
    ("element", "refused_on"),
    [
        ({"type": "number_input", "is_decimal_allowed": True}, "home"),
        ({"type": "email_text_input"}, "home"),
        ({"type": "url_text_input"}, "home"),
        ({"type": "file_input"}, "home"),
        ({"type": "datetimepicker"}, "home"),
    ],
)
def test_some_inputs_stand_in_modals_only(element: dict[str, Any], refused_on: str) -> None:
    assert accept_view(modal(input_of(element), submit=plain("Send")), "modal")
    assert view_complaints({"type": refused_on, "blocks": [input_of(element)]}) == [
        f"[ERROR] unsupported type: {element['type']} [json-pointer:/view/blocks/0/element/type]"
    ]


@pytest.mark.parametrize("name", ["submit", "close", "clear_on_close", "notify_on_close", "submit_disabled"])
def test_home_has_nothing_to_send_or_close(name: str) -> None:
    value = plain("Send") if name in {"submit", "close"} else True
    assert view_complaints({"type": "home", "blocks": [section()], name: value}) == [
        f"[ERROR] invalid additional property: {name} [json-pointer:/view]"
    ]


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


def test_rich_text_has_a_block_id_even_if_null_was_given() -> None:
    (block,) = accept_blocks([{"type": "rich_text", "block_id": None, "elements": []}])
    assert block["block_id"]


# Newer blocks


def rich(*pieces: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": list(pieces)}]}


def cell(text: str = "a") -> dict[str, Any]:
    return {"type": "raw_text", "text": text}


def card(**fields: Any) -> dict[str, Any]:
    return {"type": "card", "title": plain("Card"), **fields}


def chart(**fields: Any) -> dict[str, Any]:
    points = [{"label": "Mon", "value": -1.5}, {"label": "Tue", "value": 3}]
    axes = {"categories": ["Mon", "Tue"], "x_label": "Day"}
    plotted = {"type": "bar", "series": [{"name": "North", "data": points}], "axis_config": axes, **fields}
    return {"type": "data_visualization", "title": "Sales", "chart": plotted}


NUMBER = {"type": "raw_number", "value": 12.5, "text": "12.50"}
TASK = {"type": "task_card", "task_id": "t", "title": "Look", "status": "complete"}
WORKFLOW = {"trigger": {"url": "https://slack.com/shortcuts/Ft01/x"}}


@pytest.mark.parametrize(
    "block",
    [
        card(body=plain("x" * 200), subtext=plain("x"), actions=[button()] * 3),
        card(icon={"type": "image", "image_url": "https://acme.test/a.png", "alt_text": "a"}),
        card(slack_icon={"type": "icon", "name": "code"}),
        {"type": "carousel", "elements": [card()] * 10},
        {"type": "container", "title": plain("Group"), "child_blocks": [section()] * 10, "width": "wide"},
        {"type": "container", "rich_text_title": rich(), "child_blocks": [actions(button())]},
        {"type": "data_table", "caption": "Sales", "rows": [[cell(), NUMBER], [rich(), cell()]], "page_size": 100},
        {"type": "table", "rows": [[cell()], [rich(), NUMBER]], "column_settings": [None, {"align": "right"}]},
        chart(),
        {
            "type": "data_visualization",
            "title": "Mix",
            "chart": {"type": "pie", "segments": [{"label": "A", "value": 1}]},
        },
        {**TASK, "details": rich(), "sources": [{"type": "url", "url": "https://acme.test", "text": "Acme"}]},
        {"type": "plan", "title": "Plan", "tasks": [TASK] * 50},
        actions({"type": "workflow_button", "text": plain("Run"), "workflow": WORKFLOW}),
    ],
    ids=lambda block: block["type"],
)
def test_newer_blocks_are_accepted(block: dict[str, Any]) -> None:
    assert accept_blocks([block])[0]["type"] == block["type"]


def test_an_alert_stands_in_a_modal() -> None:
    assert accept_view(modal({"type": "alert", "text": plain("x" * 200), "level": "warning"}), "modal")
    assert view_complaints(modal({"type": "alert", "text": plain("x" * 201), "level": "loud"})) == [
        "[ERROR] must be less than 201 characters [json-pointer:/view/blocks/0/text/text]",
        "[ERROR] must be one of: default, info, warning, error, success [json-pointer:/view/blocks/0/level]",
    ]


@pytest.mark.parametrize(
    ("block", "complaint"),
    [
        ({"type": "card", "subtitle": plain("a")}, "missing required field: hero_image or title or actions or body"),
        (
            card(
                icon={"type": "image", "image_url": "https://acme.test/a.png", "alt_text": "a"},
                slack_icon={"type": "icon", "name": "code"},
            ),
            "cannot provide both `icon` and `slack_icon` [json-pointer:/blocks/0]",
        ),
        (card(actions=[button()] * 4), "no more than 3 items allowed [json-pointer:/blocks/0/actions]"),
        (card(actions=[STATIC]), "unsupported type: static_select [json-pointer:/blocks/0/actions/0/type]"),
        ({"type": "carousel", "elements": [card()] * 11}, "no more than 10 items allowed"),
        ({"type": "carousel", "elements": [section()]}, "unsupported type: section [json-pointer:/blocks/0/elements/0"),
        (
            {"type": "carousel", "elements": [card(block_id="a"), card(block_id="a")]},
            "`block_id` a already exists [json-pointer:/blocks/0/elements/1/block_id]",
        ),
        ({"type": "container", "child_blocks": [section()]}, "missing required field: title or rich_text_title"),
        (
            {"type": "container", "title": plain("a"), "child_blocks": [card()]},
            "unsupported type: card [json-pointer:/blocks/0/child_blocks/0/type]",
        ),
        (
            {"type": "container", "title": plain("a"), "child_blocks": [section(), actions(button(text=plain("")))]},
            "must be more than 0 characters [json-pointer:/blocks/0/child_blocks/1/elements/0/text/text]",
        ),
        (
            {"type": "container", "title": plain("a"), "child_blocks": [input_of({"type": "email_text_input"})]},
            "unsupported type: email_text_input [json-pointer:/blocks/0/child_blocks/0/element/type]",
        ),
        ({"type": "data_table", "caption": "a", "rows": [[cell()]]}, "no less than 2 items allowed"),
        (
            {"type": "data_table", "caption": "a", "rows": [[rich()], [cell()]]},
            "unsupported type: rich_text [json-pointer:/blocks/0/rows/0/0/type]",
        ),
        (
            {"type": "data_table", "caption": "a", "rows": [[cell()], [cell(), cell()]]},
            "must have 1 cells [json-pointer:/blocks/0/rows/1]",
        ),
        (
            {"type": "data_table", "caption": "a", "rows": [[cell()], [cell()]], "row_header_column_index": 1},
            "must name a column [json-pointer:/blocks/0/row_header_column_index]",
        ),
        (
            {"type": "data_table", "caption": "a", "rows": [[cell()], [cell("x" * 20_000)]]},
            "data_table blocks must be less than 20001 characters [json-pointer:/blocks]",
        ),
        (
            {"type": "table", "rows": [[cell("x" * 6000)], [rich({"type": "text", "text": "x" * 4001})]]},
            "table blocks must be less than 10001 characters [json-pointer:/blocks]",
        ),
        ({"type": "table", "rows": [[{**NUMBER, "value": "12"}]]}, "must provide a number"),
        ({"type": "table", "rows": [[cell()]], "column_settings": [{"align": "top"}]}, "must be one of: left, center"),
        (chart(type="pie"), "missing required field: segments [json-pointer:/blocks/0/chart]"),
        (chart(type="radar"), "unsupported type: radar [json-pointer:/blocks/0/chart/type]"),
        (
            chart(axis_config={"categories": ["Mon"]}),
            "must have one point for each category [json-pointer:/blocks/0/chart/series/0/data]",
        ),
        (
            {
                "type": "data_visualization",
                "title": "a",
                "chart": {"type": "pie", "segments": [{"label": "A", "value": 0}]},
            },
            "must be more than 0 [json-pointer:/blocks/0/chart/segments/0/value]",
        ),
        ({**TASK, "status": "lost"}, "must be one of: pending, in_progress, complete, error"),
        ({"type": "plan", "title": "Plan", "tasks": [TASK] * 51}, "no more than 50 items allowed"),
        (
            actions({"type": "workflow_button", "text": plain("Run"), "workflow": {}}),
            "missing required field: trigger [json-pointer:/blocks/0/elements/0/workflow]",
        ),
        (rich({"type": "text", "text": ""}), "must be more than 0 characters"),
        (rich({"type": "hologram"}), "unsupported type: hologram [json-pointer:/blocks/0/elements/0/elements/0/type]"),
        (rich({"type": "text", "text": "a", "style": {"loud": True}}), "invalid additional property: loud"),
        (rich({"type": "user", "user_id": "U1", "style": {"code": True}}), "invalid additional property: code"),
        (
            {"type": "rich_text", "elements": [{"type": "rich_text_list", "style": "bullet", "elements": [cell()]}]},
            "unsupported type: raw_text [json-pointer:/blocks/0/elements/0/elements/0/type]",
        ),
        (section(accessory={"type": "datepicker", "initial_date": "2026-02-30"}), "invalid value: 2026-02-30"),
        (section(accessory={"type": "timepicker", "initial_time": "25:00"}), "invalid value: 25:00"),
        (section(accessory={"type": "timepicker", "timezone": "Europe/Atlantis"}), "invalid value: Europe/Atlantis"),
        (
            {"type": "image", "alt_text": "a", "slack_file": {"id": "F0123456789", "url": "https://acme.slack.com/f"}},
            "cannot provide both `id` and `url` [json-pointer:/blocks/0/slack_file]",
        ),
        (
            actions({**STATIC, "initial_option": option("a", "Another")}),
            "`initial_option` must be among the options [json-pointer:/blocks/0/elements/0/initial_option]",
        ),
        (
            section(accessory={"type": "file_input"}),
            "unsupported type: file_input [json-pointer:/blocks/0/accessory/type]",
        ),
    ],
)
def test_what_breaks_a_rule_of_newer_blocks_is_refused(block: dict[str, Any], complaint: str) -> None:
    assert any(complaint in each for each in complaints([block]))


def test_what_is_wrong_in_a_heading_is_said_once() -> None:
    rows = [[{**NUMBER, "value": "12"}, cell("")], [cell(), cell()]]
    assert complaints([{"type": "data_table", "caption": "a", "rows": rows}]) == [
        "must provide a number [json-pointer:/blocks/0/rows/0/0/value]",
        "must be more than 0 characters [json-pointer:/blocks/0/rows/0/1/text]",
    ]


def test_a_message_holds_two_charts_and_home_as_many_as_wanted() -> None:
    assert complaints([chart()] * 3) == ["no more than 2 data_visualization blocks allowed [json-pointer:/blocks/2]"]
    assert accept_view({"type": "home", "blocks": [chart()] * 3}, "home")


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        ({"min_value": "nan"}, "input must match regex pattern"),
        ({"is_decimal_allowed": False, "max_value": "1.5"}, "must be a whole number"),
        ({"min_value": "2", "max_value": "1.5"}, "`min_value` must not be more than `max_value`"),
    ],
)
def test_the_bounds_of_a_number_are_numbers(fields: dict[str, Any], complaint: str) -> None:
    numbers = input_of({"type": "number_input", "is_decimal_allowed": True, **fields})
    assert any(complaint in each for each in view_complaints(modal(numbers, submit=plain("Send"))))


def test_blocks_inside_of_blocks_have_ids_and_defaults_too() -> None:
    group = {"type": "container", "title": plain("Group"), "child_blocks": [actions(button())]}
    (container, carousel) = accept_blocks([group, {"type": "carousel", "elements": [card(actions=[button()])]}])
    (child,), (shown,) = container["child_blocks"], carousel["elements"]
    assert child["block_id"]
    assert child["elements"][0]["action_id"]
    assert shown["block_id"]
    assert shown["actions"][0]["action_id"]
