"""Reading what Slack shows: every text in a message or a view, a message by what it is about, the fields of a form."""

import re
from typing import Any

from bot.playground import Actor


def texts(shown: Any) -> str:
    """Return all that can be read in a message or a view, a line a text."""
    return "\n".join(_texts(shown))


def read(shown: Any) -> str:
    """Return all that can be read, with spaces as a keyboard has them."""
    return spaced(texts(shown))


def spaced(text: str) -> str:
    """Write every kind of space as one that a keyboard has."""
    return re.sub(r"[\u00a0\u202f]", " ", text)


def about(actor: Actor, beginning: str) -> dict[str, Any]:
    """Return the newest message to somebody whose notification begins so, or an empty one."""
    return next((one for one in reversed(actor.messages()) if spaced(one["text"]).startswith(beginning)), {})


def _texts(shown: Any) -> list[str]:
    if isinstance(shown, dict):
        own = [shown["text"]] if isinstance(shown.get("text"), str) else []
        return own + [line for key, value in shown.items() if key != "text" or not own for line in _texts(value)]
    if isinstance(shown, list):
        return [line for value in shown for line in _texts(value)]
    return []


def inputs(view: dict[str, Any], beginning: str = "") -> list[str]:
    """Return the names of a form's fields that begin so."""
    names = [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
    return [name for name in names if name.startswith(beginning)]


def option(view: dict[str, Any], block_id: str, beginning: str) -> dict[str, Any]:
    """Return the first option of a field whose text begins so."""
    element = next(block["element"] for block in view["blocks"] if block["block_id"] == block_id)
    return next(one for one in element["options"] if one["text"]["text"].startswith(beginning))
