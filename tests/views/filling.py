"""Filling in a form as somebody does, and sending it back as Slack does."""

from typing import Any


def blocks(view: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}


def filled(view: dict[str, Any], **given: str) -> dict[str, Any]:
    """Return the view as Slack sends it back: with what was prefilled, and what somebody put in."""
    values = {name: _value(block["element"], given.get(name)) for name, block in blocks(view).items()}
    assert given.keys() <= values.keys()
    return view | {"state": {"values": values}}


def _value(element: dict[str, Any], given: str | None) -> dict[str, Any]:
    kind, state = element["type"], {"type": element["type"]}
    if kind in ("static_select", "radio_buttons"):
        chosen = next((one for one in element["options"] if one["value"] == given), element.get("initial_option"))
        return {element["action_id"]: state | {"selected_option": chosen}}
    if kind in ("checkboxes", "multi_static_select"):
        ticked = element.get("initial_options", [])
        if given is not None:
            ticked = [one for one in element["options"] if one["value"] in given.split()]
        return {element["action_id"]: state | {"selected_options": ticked}}
    if kind == "users_select":
        return {element["action_id"]: state | {"selected_user": given or element.get("initial_user")}}
    if kind == "datepicker":
        day = element.get("initial_date") if given is None else given or None
        return {element["action_id"]: state | {"selected_date": day}}
    return {element["action_id"]: state | {"value": element.get("initial_value") if given is None else given or None}}
