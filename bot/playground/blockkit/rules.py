"""Small rules that are put together into tables; each gives the problems of one JSON value.

The wording follows what Slack's API answers ("must be less than 76 characters").
"""

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.playground.values import Json, is_list, is_object


@dataclass(frozen=True)
class Problem:
    """What is wrong and where; `constraint` is the rule's name and `expected` what it asks, where one word says it.

    Slack documents the name "enum" and no other; the others are JSON Schema's words.
    """

    text: str
    pointer: str
    constraint: str | None = None
    expected: Any = None

    def __str__(self) -> str:
        return f"{self.text} [json-pointer:{self.pointer}]"


Rule = Callable[[Any, str], Iterator[Problem]]
Fields = Mapping[str, Rule]


def anything(_value: Any, _pointer: str) -> Iterator[Problem]:
    yield from ()


def boolean(value: Any, pointer: str) -> Iterator[Problem]:
    if not isinstance(value, bool):
        yield Problem("must provide a boolean", pointer, "type", "boolean")


def string(longest: int, shortest: int = 0) -> Rule:
    def check(value: Any, pointer: str) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield Problem("must provide a string", pointer, "type", "string")
        elif len(value) > longest:
            yield Problem(f"must be less than {longest + 1} characters", pointer, "max_length", longest)
        elif len(value) < shortest:
            yield Problem(f"must be more than {shortest - 1} characters", pointer, "min_length", shortest)

    return check


def matching(pattern: str) -> Rule:
    def check(value: Any, pointer: str) -> Iterator[Problem]:
        if not isinstance(value, str):
            yield Problem("must provide a string", pointer, "type", "string")
        elif not re.fullmatch(pattern, value):
            yield Problem(f"input must match regex pattern: ^{pattern}$", pointer, "pattern", pattern)

    return check


def integer(lowest: int, highest: int) -> Rule:
    def check(value: Any, pointer: str) -> Iterator[Problem]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield Problem("must provide an integer", pointer, "type", "integer")
        elif not lowest <= value <= highest:
            yield Problem(f"must be between {lowest} and {highest}", pointer, "range", [lowest, highest])

    return check


def number(value: Any, pointer: str) -> Iterator[Problem]:
    if not isinstance(value, int | float) or isinstance(value, bool) or not math.isfinite(value):
        yield Problem("must provide a number", pointer, "type", "number")


def positive(value: Any, pointer: str) -> Iterator[Problem]:
    problems = list(number(value, pointer))
    if not problems and value <= 0:
        problems = [Problem("must be more than 0", pointer, "exclusive_minimum", 0)]
    yield from problems


def or_null(rule: Rule) -> Rule:
    """Let null stand where a value is left out of a list."""

    def check(value: Any, pointer: str) -> Iterator[Problem]:
        if value is not None:
            yield from rule(value, pointer)

    return check


def one_of(*allowed: str) -> Rule:
    def check(value: Any, pointer: str) -> Iterator[Problem]:
        if value not in allowed:
            yield Problem(f"must be one of: {', '.join(allowed)}", pointer, "enum", list(allowed))

    return check


def items(rule: Rule, most: int, fewest: int = 0) -> Rule:
    def check(value: Any, pointer: str) -> Iterator[Problem]:
        if not is_list(value):
            yield Problem("must provide an array", pointer, "type", "array")
            return
        if len(value) > most:
            yield Problem(f"no more than {most} items allowed", pointer, "max_items", most)
        if len(value) < fewest:
            yield Problem(f"no less than {fewest} items allowed", pointer, "min_items", fewest)
        for place, item in enumerate(value):
            yield from rule(item, f"{pointer}/{place}")

    return check


def shape(required: Fields, optional: Fields | None = None, *checks: Rule) -> Rule:
    """Check an object: fields that must be there, fields that may, then what spans several of them."""
    known = {"type": anything, **required, **(optional or {})}

    def check(value: Any, pointer: str) -> Iterator[Problem]:
        if not is_object(value):
            yield Problem("must provide an object", pointer, "type", "object")
            return
        present = {name: item for name, item in value.items() if item is not None}
        yield from _missing(required, present, pointer)
        for name, item in present.items():
            if name in known:
                yield from known[name](item, f"{pointer}/{name}")
            else:
                yield Problem(f"invalid additional property: {name}", pointer, "additional_properties", sorted(known))
        for spanning in checks:
            yield from spanning(present, pointer)

    return check


def _missing(required: Fields, present: Json, pointer: str) -> Iterator[Problem]:
    for name in required:
        if name not in present:
            yield Problem(f"missing required field: {name}", pointer, "required", name)


def typed(table: Mapping[str, Rule]) -> Rule:
    """Check an object by what its `type` names."""

    def check(value: Any, pointer: str) -> Iterator[Problem]:
        if not is_object(value):
            yield Problem("must provide an object", pointer, "type", "object")
        elif "type" not in value:
            yield Problem("missing required field: type", pointer, "required", "type")
        elif not isinstance(value["type"], str) or value["type"] not in table:
            yield Problem(f"unsupported type: {value['type']}", f"{pointer}/type", "enum", list(table))
        else:
            yield from table[value["type"]](value, pointer)

    return check


def exactly_one(*names: str) -> Rule:
    """Ask for one of several fields, as `options` or `option_groups`."""

    def check(value: Any, pointer: str) -> Iterator[Problem]:
        given = [name for name in names if name in value]
        if not given:
            yield Problem(f"missing required field: {' or '.join(names)}", pointer, "required", list(names))
        else:
            yield from at_most_one(*names)(value, pointer)

    return check


def at_most_one(*names: str) -> Rule:
    def check(value: Any, pointer: str) -> Iterator[Problem]:
        given = [name for name in names if name in value]
        if len(given) > 1:
            yield Problem(f"cannot provide both `{given[0]}` and `{given[1]}`", pointer)

    return check


def at_least_one(*names: str) -> Rule:
    def check(value: Any, pointer: str) -> Iterator[Problem]:
        if not any(name in value for name in names):
            yield Problem(f"missing required field: {' or '.join(names)}", pointer, "required", list(names))

    return check
