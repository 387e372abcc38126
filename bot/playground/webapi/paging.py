"""Pages with cursors (docs: apis/web-api/pagination)."""

import base64
import binascii
from collections.abc import Sequence
from typing import Any

from bot.playground.errors import SlackError
from bot.playground.values import Json
from bot.playground.webapi.arguments import Arguments

PREFIX = "next:"


def page(name: str, items: Sequence[Any], args: Arguments, *, default: int, most: int) -> Json:
    """Give one page of `items` and the cursor of the next; raises invalid_cursor, invalid_limit."""
    start, size = _start(args.text("cursor")), args.limit(default, most)
    end = start + size
    cursor = _cursor(end) if end < len(items) else ""
    return {name: list(items[start:end]), "response_metadata": {"next_cursor": cursor}}


def _cursor(place: int) -> str:
    return base64.b64encode(f"{PREFIX}{place}".encode()).decode()


def _start(cursor: str | None) -> int:
    if cursor is None:
        return 0
    try:
        text = base64.b64decode(cursor, validate=True).decode()
        return int(text.removeprefix(PREFIX)) if text.startswith(PREFIX) else _refuse()
    except (binascii.Error, ValueError):
        return _refuse()


def _refuse() -> int:
    raise SlackError("invalid_cursor")
