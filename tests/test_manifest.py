"""The manifest against Slack's rules for manifests and against what the code listens to and calls."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import handlers
from bot.rules.team_check import SCOPES

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "manifest.yml").read_text(encoding="utf-8")
MANIFEST: dict[str, Any] = yaml.safe_load(TEXT)

# What Slack's manifest schema (version 2) says of the parts we use, in our own words.
YES_NO = {"type": "boolean"}


def text(shortest: int, longest: int, **more: str) -> dict[str, Any]:
    return {"type": "string", "minLength": shortest, "maxLength": longest, **more}


def having(required: list[str], **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": required, "properties": properties, "additionalProperties": False}


def many(items: dict[str, Any], most: int) -> dict[str, Any]:
    return {"type": "array", "items": items, "maxItems": most, "uniqueItems": True}


SCHEMA = having(
    ["display_information"],
    display_information=having(
        ["name"],
        name=text(1, 35),
        description=text(1, 140),
        long_description=text(175, 4000),
        background_color=text(4, 7, pattern="^#[0-9a-fA-F]{3}([0-9a-fA-F]{3})?$"),
    ),
    features=having(
        [],
        app_home=having(
            [], home_tab_enabled=YES_NO, messages_tab_enabled=YES_NO, messages_tab_read_only_enabled=YES_NO
        ),
        bot_user=having(["display_name"], display_name=text(1, 80), always_online=YES_NO),
        slash_commands=many(
            having(
                ["command", "description"],
                command=text(2, 32, pattern="^/"),
                description=text(1, 2000),
                usage_hint=text(1, 1000),
                should_escape=YES_NO,
            ),
            50,
        ),
        shortcuts=many(
            having(
                ["name", "type", "callback_id", "description"],
                name=text(1, 24),
                type={"enum": ["message", "global"]},
                callback_id=text(1, 255),
                description=text(1, 150),
            ),
            10,
        ),
    ),
    oauth_config=having([], scopes=having([], bot=many(text(1, 50), 255))),
    settings=having(
        [],
        event_subscriptions=having([], bot_events=many(text(1, 50), 100)),
        interactivity=having(["is_enabled"], is_enabled=YES_NO),
        org_deploy_enabled=YES_NO,
        socket_mode_enabled=YES_NO,
        token_rotation_enabled=YES_NO,
    ),
)

# The scopes that Slack's reference asks for, by Web API method and by event, for the conversations we act in.
HISTORY = {"channels:history", "groups:history", "im:history", "mpim:history"}
METHOD_SCOPES: dict[str, set[str]] = {
    "auth_test": set(),
    "chat_getPermalink": set(),
    "chat_postMessage": {"chat:write"},
    "chat_update": {"chat:write"},
    "conversations_history": HISTORY,
    "conversations_info": {"channels:read", "groups:read"},
    "conversations_open": {"im:write", "mpim:write"},
    "conversations_replies": HISTORY,
    "files_completeUploadExternal": {"files:write"},
    "files_getUploadURLExternal": {"files:write"},
    "files_info": {"files:read"},
    "usergroups_list": {"usergroups:read"},
    "usergroups_users_list": {"usergroups:read"},
    "users_info": {"users:read"},
    "views_open": set(),
    "views_publish": set(),
    "views_push": set(),
    "views_update": set(),
}
EVENT_SCOPES: dict[str, set[str]] = {
    "app_home_opened": set(),
    "message.im": {"im:history"},
    "user_change": {"users:read"},
}


class Recorder:
    """Stands where the Bolt app stands at registration, and notes what each listener is for."""

    def __init__(self) -> None:
        self.heard: set[tuple[str, str]] = set()

    def __getattr__(self, kind: str) -> Callable[[str], Callable[[object], None]]:
        def note(name: str) -> Callable[[object], None]:
            self.heard.add((kind, name))
            return lambda _listener: None

        return note


@pytest.fixture(scope="module")
def heard() -> set[tuple[str, str]]:
    recorder = Recorder()
    handlers.register(recorder)  # type: ignore[arg-type]
    return recorder.heard


def of_kind(heard: set[tuple[str, str]], kind: str) -> set[str]:
    return {name for each, name in heard if each == kind}


def methods_called() -> Iterator[str]:
    for folder in ("bot", "handlers"):
        for path in (ROOT / folder).rglob("*.py"):
            if "playground" not in path.parts:
                yield from _methods(ast.parse(path.read_text(encoding="utf-8")))


def _methods(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and re.match(
            r"(auth|bots|chat|conversations|files|pins|reactions|usergroups|users|views)_[a-z]\w*$", node.attr
        ):
            yield node.attr


def test_the_manifest_keeps_slacks_rules() -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(MANIFEST)


def test_a_command_without_a_description_would_be_noticed() -> None:
    broken = yaml.safe_load(TEXT)
    del broken["features"]["slash_commands"][0]["description"]

    with pytest.raises(jsonschema.ValidationError, match="description"):
        jsonschema.Draft202012Validator(SCHEMA).validate(broken)


def test_the_commands_are_those_that_are_listened_to(heard: set[tuple[str, str]]) -> None:
    declared = {command["command"] for command in MANIFEST["features"]["slash_commands"]}

    assert declared == of_kind(heard, "command")


def test_the_events_are_those_that_are_listened_to(heard: set[tuple[str, str]]) -> None:
    declared = MANIFEST["settings"]["event_subscriptions"]["bot_events"]

    assert {event.partition(".")[0] for event in declared} == of_kind(heard, "event")


def test_the_shortcuts_are_those_that_are_listened_to(heard: set[tuple[str, str]]) -> None:
    declared = {shortcut["callback_id"] for shortcut in MANIFEST["features"].get("shortcuts", [])}

    assert declared == of_kind(heard, "shortcut")


def test_interactivity_is_on_where_buttons_or_forms_are_listened_to(heard: set[tuple[str, str]]) -> None:
    assert MANIFEST["settings"]["interactivity"]["is_enabled"] is bool(
        of_kind(heard, "action") | of_kind(heard, "view") | of_kind(heard, "shortcut")
    )


def test_the_scopes_are_those_the_code_needs_and_no_more(heard: set[tuple[str, str]]) -> None:
    events = MANIFEST["settings"]["event_subscriptions"]["bot_events"]
    asked_for = [METHOD_SCOPES[method] for method in methods_called()] + [EVENT_SCOPES[event] for event in events]
    needed = set[str]().union(*asked_for, {"commands"} if of_kind(heard, "command") else set())

    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == needed


def test_a_team_is_checked_for_every_scope_of_the_manifest() -> None:
    assert set(MANIFEST["oauth_config"]["scopes"]["bot"]) == SCOPES


def test_each_scope_says_why() -> None:
    scopes = MANIFEST["oauth_config"]["scopes"]["bot"]
    reasons = re.findall(r"^ +- ([a-z:]+) # (\w.{15,})$", TEXT, re.MULTILINE)

    assert [name for name, _ in reasons if name in scopes] == scopes


def test_commands_that_take_a_person_are_escaped_and_home_and_sockets_are_on() -> None:
    for command in MANIFEST["features"]["slash_commands"]:
        assert command["should_escape"] is ("@" in command.get("usage_hint", ""))
    assert MANIFEST["features"]["app_home"]["home_tab_enabled"]
    assert MANIFEST["settings"]["socket_mode_enabled"]
