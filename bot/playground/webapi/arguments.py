"""Arguments of a Web API call: from the query, a form, JSON or multipart, all read alike."""

import json
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.playground.errors import SlackError, invalid_arguments
from bot.playground.values import Json, is_object

STRUCTURED = ("blocks", "attachments", "message", "metadata", "view", "files")
TRUE = (True, 1, "1", "true", "True")


@dataclass(frozen=True)
class Arguments:
    given: Json

    def text(self, name: str) -> str | None:
        value = self.given.get(name)
        return None if value is None or value == "" else str(value)

    def required(self, name: str) -> str:
        """Give a text that must be there; raises invalid_arguments."""
        value = self.text(name)
        if value is None:
            raise invalid_arguments(f"missing required field: {name}")
        return value

    def flag(self, name: str) -> bool:
        return self.given.get(name) in TRUE

    def limit(self, default: int, most: int) -> int:
        """Give the size of a page; raises invalid_limit."""
        value = self.text("limit") or "0"
        if not value.isdecimal() or int(value) > most:
            raise SlackError("invalid_limit")
        return int(value) or default

    def names(self, name: str, default: str = "") -> list[str]:
        return [part.strip() for part in (self.text(name) or default).split(",") if part.strip()]


async def read_arguments(request: web.Request) -> Json:
    """Collect what was sent; JSON strings are decoded where Slack takes them.

    Raises invalid_json, or what Slack says of a field that should have been JSON.
    """
    given: Json = {**request.query, **await _body(request)}
    return {name: _decoded(name, value) if name in STRUCTURED else value for name, value in given.items()}


async def _body(request: web.Request) -> Json:
    if request.content_type == "application/json":
        return await _json_body(request)
    return dict(await request.post())


async def _json_body(request: web.Request) -> Json:
    text = await request.text()
    try:
        body = json.loads(text or "{}")
    except ValueError:
        raise SlackError("invalid_json") from None
    if not is_object(body):
        raise SlackError("json_not_object")
    return body


def _decoded(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value) if value else None
    except ValueError:
        raise UNREADABLE.get(name, invalid_arguments(f"`{name}` is not JSON")) from None


UNREADABLE = {
    "blocks": SlackError("invalid_blocks_format"),
    "metadata": SlackError("invalid_metadata_format"),
    "attachments": SlackError("invalid_attachments"),
}
