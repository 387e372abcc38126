"""Reading what Slack shows: every text in a message or a view, and the fields of a form."""

from typing import Any


def texts(shown: Any) -> str:
    """Return all that can be read in a message or a view, a line a text."""
    return "\n".join(_texts(shown))


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
