"""What Slack fills in where an app leaves it out: ids, and the defaults of texts and inputs."""

import secrets
from typing import Any

from bot.playground.elements import STATE
from bot.playground.nesting import INNER_BLOCKS
from bot.playground.values import Json, copy_of, is_list, is_object, without_none

INTERACTIVE = frozenset({*STATE, "button", "overflow", "workflow_button", "feedback_buttons", "icon_button"})
TEXT_DEFAULTS: dict[str, Json] = {"plain_text": {"emoji": True}, "mrkdwn": {"verbatim": False}}


def finished_blocks(blocks: list[Any]) -> list[Json]:
    return [_block(block) for block in blocks]


def finished_text(text: Json) -> Json:
    return TEXT_DEFAULTS[text["type"]] | text


def _block(block: Json) -> Json:
    given = without_none(block)
    inner = INNER_BLOCKS.get(block["type"])
    children = {inner: finished_blocks(given.pop(inner))} if inner in given else {}
    complete = {"block_id": _new_id()} | _completed(given) | children
    if block["type"] == "input":
        return {"optional": False, "dispatch_action": False} | complete
    return complete


def _completed(value: Any) -> Any:
    if is_list(value):
        return [_completed(item) for item in value]
    if not is_object(value):
        return value
    kind = value.get("type")
    if kind == "rich_text":
        return copy_of(value)
    given: Json = {name: _completed(item) for name, item in without_none(value).items()}
    if kind in INTERACTIVE:
        given.setdefault("action_id", _new_id())
    return TEXT_DEFAULTS.get(str(kind), {}) | given


def _new_id() -> str:
    return secrets.token_urlsafe(4)[:5]
