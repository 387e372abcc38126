"""The playground for somebody else's app: its manifest read, its settings told."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.playground import Clock, Workspace
from bot.playground.alone import playground_for, write_settings
from bot.playground.manifest_file import ManifestError, read_manifest_file

GOOD = {"display_information": {"name": "Greeter"}}
COMMAND = {"command": "/greet", "description": "Greet"}
SHORTCUT = {"name": "Greet", "type": "global", "callback_id": "greet", "description": "Greet"}

FEATURES = ("slash_commands", "command", "shortcuts", "name", "app_home", "bot_user", "url")
SETTINGS = ("event_subscriptions", "bot_events", "request_url", "interactivity", "is_enabled", "socket_mode_enabled")
WORDS = st.sampled_from([*FEATURES, *SETTINGS, "scopes", "bot", "redirect_urls"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.sampled_from(["", "/greet", "http://[", "http://127.0.0.1:3000/"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=4),
)
PARTS = st.dictionaries(st.sampled_from(["features", "settings", "oauth_config", "display_information"]), VALUES)


def written(folder: Path, text: str) -> Path:
    path = folder / "manifest.yml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(path: Path) -> str:
    with pytest.raises(ManifestError) as refusal:
        read_manifest_file(path)
    return str(refusal.value)


def test_our_own_manifest_and_that_of_the_tests_are_good(manifest: dict[str, Any], tmp_path: Path) -> None:
    assert read_manifest_file(Path("manifest.yml"))["features"]["slash_commands"]
    assert read_manifest_file(written(tmp_path, yaml.safe_dump(manifest))) == manifest


def test_a_manifest_may_be_json_with_parts_that_are_null(tmp_path: Path) -> None:
    text = '{"display_information": {"name": "Greeter"}, "features": null, "settings": {"interactivity": null}}'
    assert read_manifest_file(written(tmp_path, text)) == GOOD | {"settings": {}}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "holds no manifest"),
        ("- a\n- b\n", "holds no manifest"),
        ("{", "is neither YAML nor JSON"),
        ("features: {}\n", "display_information: Field required"),
    ],
)
def test_a_file_that_is_no_manifest_is_refused(tmp_path: Path, text: str, said: str) -> None:
    assert said in refused(written(tmp_path, text))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[" * 5000, "is neither YAML nor JSON: it is nested too deeply"),
        ("&all {display_information: {name: Greeter}, again: *all}", "is nested too deeply"),
        ("since: 2026-13-45\n", "is neither YAML nor JSON: month must be in 1..12"),
        ("features: [\n  a: : b\n", "(line 2, column 6)"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(tmp_path: Path, text: str, said: str) -> None:
    told = refused(written(tmp_path, text))
    assert said in told
    assert len(told.splitlines()) == 1


def test_json_may_be_indented_by_tabs(tmp_path: Path) -> None:
    assert read_manifest_file(written(tmp_path, json.dumps(GOOD, indent="\t"))) == GOOD


def test_a_file_that_begins_with_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    assert read_manifest_file(written(tmp_path, "\ufeff" + json.dumps(GOOD, indent="\t"))) == GOOD


@settings(derandomize=True, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(part=PARTS)
def test_whatever_a_manifest_holds_it_is_used_or_refused_in_words(tmp_path: Path, part: Any) -> None:
    try:
        playground_for(read_manifest_file(written(tmp_path, json.dumps(GOOD | part))), 0, None)
    except ManifestError as refusal:
        said = str(refusal)
    else:
        said = "used"
    assert all(line.strip() for line in said.splitlines())


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert "cannot be read: No such file" in refused(tmp_path / "manifest.yml")


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"display_information": {"name": "x" * 36}}, "display_information.name: String should have at most 35"),
        (
            {"features": {"slash_commands": [{"description": "Greet"}]}},
            "features.slash_commands.0.command: Field required",
        ),
        (
            {"features": {"slash_commands": [COMMAND | {"command": "greet"}]}},
            "features.slash_commands.0.command: String",
        ),
        ({"features": {"slash_commands": [COMMAND] * 51}}, "features.slash_commands: List should have at most 50"),
        ({"features": {"shortcuts": [SHORTCUT | {"type": "secret"}]}}, "features.shortcuts.0.type: Input should be"),
        ({"features": []}, "features: Input should be"),
        ({"oauth_config": {"scopes": {"bot": "chat:write"}}}, "oauth_config.scopes.bot: Input should be a valid list"),
        ({"settings": {"socket_mode_enabled": "perhaps"}}, "settings.socket_mode_enabled: Input should be"),
        ({"settings": {"socket_mode_enabled": "false"}}, "settings.socket_mode_enabled: Input should be"),
    ],
)
def test_what_is_wrong_with_a_manifest_is_said_with_its_place(tmp_path: Path, part: dict[str, Any], said: str) -> None:
    assert said in refused(written(tmp_path, yaml.safe_dump(GOOD | part)))


def test_in_python_a_manifest_keeps_the_same_rules() -> None:
    with pytest.raises(ValueError, match="should have at most 35 characters"):
        Workspace(manifest={"display_information": {"name": "x" * 36}}, clock=Clock())


def test_an_app_that_listens_elsewhere_is_refused_with_what_to_do() -> None:
    events = {"request_url": "https://greeter.example/slack/events", "bot_events": ["app_mention"]}
    manifest = GOOD | {"settings": {"socket_mode_enabled": False, "event_subscriptions": events}}
    with pytest.raises(ManifestError, match=r"on this machine only, not https://greeter\.example.*--request-url"):
        playground_for(manifest, 0, None)
    assert playground_for(manifest, 0, "http://127.0.0.1:3000/slack/events")


async def test_the_settings_are_written_to_a_file_of_ours_only(tmp_path: Path) -> None:
    env = tmp_path / ".env.playground"
    async with playground_for(GOOD, 0, None) as playground:
        for _ in range(2):
            write_settings(env, playground)
        assert f"SLACK_BOT_TOKEN={playground.workspace.bot_token}\n" in env.read_text()
        assert env.stat().st_mode & 0o077 == 0
        env.write_text("PASSWORD=1\n")
        with pytest.raises(FileExistsError, match="left alone"):
            write_settings(env, playground)
    assert env.read_text() == "PASSWORD=1\n"
