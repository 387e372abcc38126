"""What Slack's client checks in a modal by itself at submit, before the app hears of it."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal, InvalidOperation
from pathlib import PurePath

from bot.playground.elements import Placed, Values, is_empty, placed
from bot.playground.phrases import phrase
from bot.playground.values import Json

MOST_FILES = 10
Complaint = tuple[str, dict[str, object]]


def field_errors(view: Json, values: Values, language: str) -> dict[str, str]:
    """Give the error shown under each input block that the client would not send."""
    errors: dict[str, str] = {}
    for item in placed(view["blocks"]):
        if item.in_input:
            for name, details in _complaints(item, values[item.block_id][item.action_id]):
                errors.setdefault(item.block_id, phrase(language, name, **details))
    return errors


def _complaints(item: Placed, state: Json) -> Iterator[Complaint]:
    if is_empty(state):
        if not item.block.get("optional"):
            yield "required", {}
    elif item.type == "file_input":
        yield from _files(item.element, [file["name"] for file in state["files"]])
    elif item.type in CHECKS:
        yield from CHECKS[item.type](item.element, str(state["value"]))


def _text(element: Json, value: str) -> Iterator[Complaint]:
    shortest, longest = element.get("min_length", 0), element.get("max_length", 3000)
    if len(value) < shortest:
        yield "too_short", {"limit": shortest}
    if len(value) > longest:
        yield "too_long", {"limit": longest}


def _files(element: Json, names: list[str]) -> Iterator[Complaint]:
    most, types = element.get("max_files", MOST_FILES), element.get("filetypes") or []
    wanted = {each.lower().removeprefix(".") for each in types}
    if wanted and any(PurePath(name).suffix.removeprefix(".").lower() not in wanted for name in names):
        yield "wrong_file_type", {"types": ", ".join(types)}
    if len(names) > most:
        yield "too_many_files", {"limit": most}


def _number(element: Json, value: str) -> Iterator[Complaint]:
    try:
        number = Decimal(value)
    except InvalidOperation:
        yield "not_a_number", {}
        return
    if not number.is_finite():
        yield "not_a_number", {}
    elif not element["is_decimal_allowed"] and number != number.to_integral_value():
        yield "no_decimals", {}
    elif "min_value" in element and number < Decimal(element["min_value"]):
        yield "too_small", {"limit": element["min_value"]}
    elif "max_value" in element and number > Decimal(element["max_value"]):
        yield "too_large", {"limit": element["max_value"]}


def _email(_element: Json, value: str) -> Iterator[Complaint]:
    if not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", value):
        yield "not_an_email", {}


def _url(_element: Json, value: str) -> Iterator[Complaint]:
    if not re.fullmatch(r"https?://\S+", value):
        yield "not_a_url", {}


CHECKS: dict[str, Callable[[Json, str], Iterator[Complaint]]] = {
    "plain_text_input": _text,
    "number_input": _number,
    "email_text_input": _email,
    "url_text_input": _url,
}
