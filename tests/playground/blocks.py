"""Blocks for the apps in these tests."""

from typing import Any


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def option(value: str) -> dict[str, Any]:
    return {"text": plain(value.title()), "value": value}


def button(action_id: str, value: str = "") -> dict[str, Any]:
    return {"type": "button", "text": plain("Go"), "action_id": action_id, "value": value}


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "block_id": "row", "elements": list(elements)}


def input_of(block_id: str, element: dict[str, Any], **fields: Any) -> dict[str, Any]:
    element = {"action_id": "entered", **element}
    return {"type": "input", "block_id": block_id, "label": plain("Label"), "element": element, **fields}


def text_input(block_id: str = "words", *, optional: bool = False, **element: Any) -> dict[str, Any]:
    return input_of(block_id, {"type": "plain_text_input", **element}, optional=optional)


def modal(*blocks: dict[str, Any], title: str = "Form", **fields: Any) -> dict[str, Any]:
    shown = {"type": "modal", "callback_id": "form", "title": plain(title), "submit": plain("Send")}
    return {**shown, "blocks": list(blocks) or [text_input()], **fields}


def home(*blocks: dict[str, Any]) -> dict[str, Any]:
    return {"type": "home", "blocks": list(blocks)}
