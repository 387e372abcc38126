"""What the fields of a form hold, each as one text: so that it can be kept, shown again and read when all is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.rules.refusal import Problem, Reason, Rejected

SINGLE = ("value", "selected_date", "selected_time", "selected_user", "selected_conversation")


def texts(view: dict[str, Any]) -> dict[str, str]:
    """Return what each field of an open or sent form holds: several choices are lines of one text."""
    state = view["state"]["values"]
    return {block: _text(next(iter(elements.values()))) for block, elements in state.items() if elements}


def with_typed(view: dict[str, Any], typed: Mapping[str, str]) -> dict[str, Any]:
    """Return a form prefilled with what was typed in it before; a choice that is offered no more is left as it is."""
    return view | {"blocks": [_refilled(block, typed) for block in view["blocks"]]}


@dataclass(frozen=True)
class Typed:
    """What was typed, read field by field."""

    texts: Mapping[str, str]

    def text(self, field: str) -> str:
        """Return what was written or chosen; "" for nothing."""
        return self.texts.get(field, "").strip()

    def chosen(self, field: str) -> str:
        """Return what was chosen, or raise Rejected."""
        if not (chosen := self.text(field)):
            raise Rejected(Problem(Reason.NOT_CHOSEN, field))
        return chosen

    def day(self, field: str) -> date:
        """Return the day that was chosen, or raise Rejected."""
        return date.fromisoformat(self.chosen(field))

    def several(self, field: str) -> tuple[str, ...]:
        """Return the values that were chosen or ticked."""
        return tuple(self.text(field).splitlines())


def _text(element: dict[str, Any]) -> str:
    if "selected_option" in element:
        return (element["selected_option"] or {}).get("value", "")
    if "selected_options" in element:
        return "\n".join(option["value"] for option in element["selected_options"] or ())
    return next((element[name] or "" for name in SINGLE if name in element), "")


def _refilled(block: dict[str, Any], typed: Mapping[str, str]) -> dict[str, Any]:
    if block["type"] != "input" or block["block_id"] not in typed:
        return block
    name, value = _initial(block["element"], typed[block["block_id"]])
    rest = {key: one for key, one in block["element"].items() if key != name}
    return block | {"element": rest | ({name: value} if value else {})}


def _initial(element: dict[str, Any], text: str) -> tuple[str, Any]:
    """Return what an element of a form is prefilled with, and how Slack names that."""
    chosen = [option for option in element.get("options", []) if option["value"] in text.splitlines()]
    match element["type"]:
        case "static_select" | "radio_buttons":
            return "initial_option", chosen[0] if chosen else element.get("initial_option")
        case "multi_static_select" | "checkboxes":
            return "initial_options", chosen
        case "datepicker":
            return "initial_date", text
        case "timepicker":
            return "initial_time", text
        case "users_select":
            return "initial_user", text
        case _:
            return "initial_value", text
