"""What Slack posts over HTTP: read, and held to the shape by which Bolt and Tandem find their way.

Bolt raises for a payload of another shape (slack-bolt 1.30): that would look like a mistake of a listener of ours.
"""

import json
from typing import Any, TypeGuard
from urllib.parse import parse_qsl

Payload = dict[str, Any]

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
DEEPEST = 100  # objects and lists inside of each other; a view has about twenty
KINDS = {  # what each must have to be handled (docs: interactivity, apis/events-api)
    "app_rate_limited": ("team_id",),
    "block_actions": ("user", "actions"),
    "block_suggestion": ("user", "action_id"),
    "event_callback": ("event",),
    "message_action": ("user", "callback_id", "channel", "message"),
    "shortcut": ("user", "callback_id"),
    "url_verification": ("challenge",),
    "view_closed": ("user", "view"),
    "view_submission": ("user", "view"),
}
COMMAND = ("command", "team_id", "user_id")
SURFACES = ("modal", "home")
TEXTS = (
    *("action_id", "app_installed_team_id", "bot_id", "callback_id", "challenge", "channel_id", "command"),
    *("enterprise_id", "response_url", "subtype", "team_id", "thread_ts", "type", "user_id"),
)
NAMED = ("channel", "enterprise", "team", "user")
PARTS = ("assistant_thread", "event", "function", "function_data", "item", "message", "previous_message", "view")
LISTS = ("actions", "authorizations", "response_urls")
NEVER_NULL = ("event", "function")
PARTS_DEEP = 4  # a pinned message is a message in an item in an event in the payload


def read_payload(content_type: str, body: bytes) -> Payload | None:
    """Read what Slack posts: JSON, a form with a JSON `payload`, or a slash command's form; None for anything else."""
    try:
        if content_type == JSON:
            payload = json.loads(body)
        elif content_type != FORM:
            return None
        else:
            form = dict(parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True, errors="strict"))
            payload = form if "command" in form or "payload" not in form else json.loads(form["payload"])
    except (ValueError, RecursionError):
        return None
    return payload if payload and isinstance(payload, dict) else None


def kind_of(payload: Payload) -> str:
    """Name the kind of a payload, one of few: "command", one of `KINDS`, or "other"."""
    kind = "command" if "command" in payload else payload.get("type")
    return kind if kind in {"command", *KINDS} else "other"


def is_whole(payload: Payload) -> bool:
    """Say whether a payload is of a kind that Slack posts, with all that leads to its listener."""
    return _is_shallow(payload) and _is_part(payload) and _has_its_own(payload)


def _has_its_own(payload: Payload) -> bool:
    """Say whether there is what its kind must have; a slash command has no `type`, all else has."""
    if payload.get("ssl_check") == "1":
        return True
    if "command" in payload:
        return "type" not in payload and _has(payload, COMMAND)
    needed = KINDS.get(payload.get("type", ""))
    return needed is not None and _has(payload, needed) and _has_within(payload)


def _has_within(payload: Payload) -> bool:
    view, event = payload.get("view"), payload.get("event")
    return (
        (view is None or view.get("type") in SURFACES)
        and (event is None or _has(event, ("type",)))
        and all(_has(action, ("action_id",)) for action in payload.get("actions", []))
        and not isinstance(payload.get("team"), str)
    )


def _has(part: Payload, names: tuple[str, ...]) -> bool:
    return all(part.get(name) for name in names)


def _is_part(part: Any, deep: int = PARTS_DEEP) -> bool:
    """Say whether the fields that Bolt looks at, in the payload and in parts of it, are what Slack documents."""
    return (
        _is_object(part)
        and all(_is_text(part.get(name)) for name in TEXTS)
        and all(_is_named(part.get(name)) for name in NAMED)
        and all(_is_list(part[name], deep) for name in LISTS if name in part)
        and all(part[name] is not None for name in NEVER_NULL if name in part)
        and all(deep > 0 and _is_part(part[name], deep - 1) for name in PARTS if part.get(name) is not None)
    )


def _is_text(value: Any) -> bool:
    return value is None or (isinstance(value, str) and value.isprintable())


def _is_named(value: Any) -> bool:
    return _is_text(value["id"]) if _is_object(value) and "id" in value else _is_text(value)


def _is_list(value: Any, deep: int) -> bool:
    return isinstance(value, list) and all(_is_part(each, deep - 1) for each in value)


def _is_object(value: Any) -> TypeGuard[Payload]:
    return isinstance(value, dict)


def _is_shallow(payload: Payload) -> bool:
    level: list[Any] = [payload]
    for _ in range(DEEPEST):
        level = [inner for each in level for inner in _inside(each)]
    return not level


def _inside(value: Any) -> list[Any]:
    return list(value.values()) if _is_object(value) else value if isinstance(value, list) else []
