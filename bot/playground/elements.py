"""Interactive elements: where they stand in blocks, and the state a person gives them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.nesting import elements, every_block
from bot.playground.values import Json, copy_of, is_list, is_object

Values = dict[str, dict[str, Json]]


@dataclass(frozen=True)
class Kept:
    """How an element's state is kept: under which name, started from which field, one value or several."""

    name: str
    initial: str
    many: bool = False
    options: bool = False

    @property
    def empty(self) -> Any:
        return [] if self.many else None


TEXT = Kept("value", "initial_value")
OPTION = Kept("selected_option", "initial_option", options=True)
OPTIONS = Kept("selected_options", "initial_options", many=True, options=True)

STATE: Mapping[str, Kept] = {
    "plain_text_input": TEXT,
    "email_text_input": TEXT,
    "url_text_input": TEXT,
    "number_input": TEXT,
    "rich_text_input": Kept("rich_text_value", "initial_value"),
    "static_select": OPTION,
    "external_select": OPTION,
    "radio_buttons": OPTION,
    "checkboxes": OPTIONS,
    "multi_static_select": OPTIONS,
    "multi_external_select": OPTIONS,
    "users_select": Kept("selected_user", "initial_user"),
    "multi_users_select": Kept("selected_users", "initial_users", many=True),
    "conversations_select": Kept("selected_conversation", "initial_conversation"),
    "multi_conversations_select": Kept("selected_conversations", "initial_conversations", many=True),
    "channels_select": Kept("selected_channel", "initial_channel"),
    "multi_channels_select": Kept("selected_channels", "initial_channels", many=True),
    "datepicker": Kept("selected_date", "initial_date"),
    "timepicker": Kept("selected_time", "initial_time"),
    "datetimepicker": Kept("selected_date_time", "initial_date_time"),
    "file_input": Kept("files", "", many=True),
}

TYPED = frozenset(name for name, kept in STATE.items() if kept is TEXT) | {"rich_text_input"}


@dataclass(frozen=True)
class Placed:
    """An element where it stands."""

    block: Json
    element: Json

    @property
    def block_id(self) -> str:
        return self.block["block_id"]

    @property
    def action_id(self) -> str:
        return self.element["action_id"]

    @property
    def type(self) -> str:
        return self.element["type"]

    @property
    def in_input(self) -> bool:
        return self.block["type"] == "input"

    @property
    def state(self) -> Kept | None:
        return STATE.get(self.type)

    def options(self) -> list[Json]:
        grouped = [option for group in self.element.get("option_groups", []) for option in group["options"]]
        return [*self.element.get("options", []), *grouped]

    def feedback(self, value: Any) -> Json:
        """Give what the feedback button of this value says; raises LookupError."""
        buttons = (self.element["positive_button"], self.element["negative_button"])
        for button in buttons:
            if button["value"] == value:
                return {"text": button["text"], "value": value}
        raise LookupError(f"{self.action_id} offers {[each['value'] for each in buttons]}, not {value!r}")


def placed(blocks: list[Json]) -> Iterator[Placed]:
    """Walk over the elements a person can use, top to bottom."""
    for _, block in every_block(blocks, ""):
        for _, element in elements(block, ""):
            if "action_id" in element:
                yield Placed(block, element)


def find(
    blocks: list[Json], action_id: str | None = None, *, block_id: str | None = None, value: str | None = None
) -> Placed | None:
    """Give the first element that answers to what is asked; `value` narrows among buttons."""
    return next((item for item in placed(blocks) if _answers(item, action_id, block_id, value)), None)


def _answers(item: Placed, action_id: str | None, block_id: str | None, value: str | None) -> bool:
    return (
        action_id in (None, item.action_id)
        and block_id in (None, item.block_id)
        and (item.type != "button" or value in (None, item.element.get("value")))
    )


def starting_values(blocks: list[Json], kept: Values | None = None) -> Values:
    """Give the state of every element: what was `kept` for the same ids and type, else its initial value."""
    values: Values = {}
    for item in placed(blocks):
        if item.state is not None:
            before = (kept or {}).get(item.block_id, {}).get(item.action_id)
            fits = before is not None and before["type"] == item.type
            values.setdefault(item.block_id, {})[item.action_id] = before if before and fits else _initial(item)
    return values


def _initial(item: Placed) -> Json:
    assert item.state is not None  # noqa: S101 - asked only of elements that keep state
    started = item.element.get(item.state.initial, item.state.empty)
    return copy_of({"type": item.type, item.state.name: started})


def chosen(item: Placed, value: Any) -> Json:
    """Turn a plain Python value into the state Slack keeps: text, an id, a date, options by their value, files by id.

    Raises LookupError for an option that the element does not offer, TypeError where it keeps no state.
    """
    if item.state is None:
        raise TypeError(f"a {item.type} keeps no value")
    if item.state.options:
        value = _options_named(item, value)
    elif item.state is TEXT and value is not None:
        value = str(value)
    elif item.type == "file_input":
        value = [{"id": file_id} for file_id in value or []]
    return {"type": item.type, item.state.name: value}


def _options_named(item: Placed, value: Any) -> Any:
    if is_list(value):
        return [option_named(item, each) for each in value]
    return None if value is None else option_named(item, value)


def option_named(item: Placed, value: Any) -> Json:
    """Find an option by its value; whoever has the option itself may give that."""
    if is_object(value):
        return value
    for option in item.options():
        if option.get("value") == value:
            return option
    offered = [option.get("value") for option in item.options()]
    raise LookupError(f"{item.action_id} offers {offered}, not {value!r}")


def is_empty(state: Json) -> bool:
    """Say whether a person has given nothing here."""
    return state.get(STATE[state["type"]].name) in (None, "", [])
