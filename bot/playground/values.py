"""JSON as Slack sends it: names for its shapes, and the few questions asked of values from outside."""

import json
import secrets
from typing import Any, TypeGuard

Json = dict[str, Any]


def is_object(value: Any) -> TypeGuard[Json]:
    return isinstance(value, dict)


def is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


def new_id(prefix: str) -> str:
    """Make an id as Slack's look: what kind of thing it is, and capitals and digits."""
    return prefix + secrets.token_hex(5).upper()


def compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def without(value: Json, name: str) -> Json:
    """Give an object without one of its fields."""
    return {key: item for key, item in value.items() if key != name}


def copy_of(value: Json) -> Json:
    """Copy a JSON object in depth, so that what was handed out stays as it was."""
    return json.loads(json.dumps(value))


def without_none(value: Json) -> Json:
    return {key: item for key, item in value.items() if item is not None}
