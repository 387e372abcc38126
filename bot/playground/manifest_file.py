"""An app's manifest as a file, checked as far as the playground goes by it (docs: reference/app-manifest)."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, Field, ValidationError

from bot.playground.values import Json, is_object

Named = Annotated[str, Field(min_length=1, max_length=255)]


class ManifestError(Exception):
    """A manifest cannot be used; the message has a line for each reason, with its place in the file."""


class SlashCommand(BaseModel):
    command: Annotated[str, Field(pattern=r"^/\S{1,31}$")]
    description: Annotated[str, Field(max_length=2000)]
    usage_hint: Annotated[str, Field(max_length=1000)] = ""
    should_escape: bool = False
    url: str | None = None


class Shortcut(BaseModel):
    name: Annotated[str, Field(min_length=1, max_length=24)]
    type: Literal["global", "message"]
    callback_id: Named
    description: Annotated[str, Field(max_length=150)]


class AppHome(BaseModel):
    home_tab_enabled: bool = False
    messages_tab_enabled: bool = True
    messages_tab_read_only_enabled: bool = False


class BotUser(BaseModel):
    display_name: Annotated[str, Field(min_length=1, max_length=80)]


class Features(BaseModel):
    app_home: AppHome | None = None
    bot_user: BotUser | None = None
    slash_commands: Annotated[list[SlashCommand], Field(max_length=50)] = []
    shortcuts: Annotated[list[Shortcut], Field(max_length=10)] = []


class Scopes(BaseModel):
    bot: list[str] = []


class OauthConfig(BaseModel):
    redirect_urls: list[str] = []
    scopes: Scopes = Scopes()


class EventSubscriptions(BaseModel):
    request_url: str | None = None
    bot_events: Annotated[list[str], Field(max_length=100)] = []


class Interactivity(BaseModel):
    is_enabled: bool
    request_url: str | None = None
    message_menu_options_url: str | None = None


class AppSettings(BaseModel):
    event_subscriptions: EventSubscriptions | None = None
    interactivity: Interactivity | None = None
    socket_mode_enabled: bool = True


class DisplayInformation(BaseModel):
    name: Annotated[str, Field(min_length=1, max_length=35)]


class Manifest(BaseModel):
    display_information: DisplayInformation
    features: Features = Features()
    oauth_config: OauthConfig = OauthConfig()
    settings: AppSettings = AppSettings()


def read_manifest_file(path: Path) -> Json:
    """Read a manifest, in which a part that is null counts as left out; raises ManifestError."""
    try:
        given = _without_null(_parsed(path))
        Manifest.model_validate(given, strict=True)
    except OSError as error:
        raise ManifestError(f"{path} cannot be read: {error.strerror}") from None
    except RecursionError:
        raise ManifestError(f"{path} is neither YAML nor JSON: it is nested too deeply") from None
    except ValidationError as error:
        raise ManifestError("\n".join(_lines(path, error))) from None
    except (yaml.YAMLError, ValueError) as error:
        raise ManifestError(f"{path} is neither YAML nor JSON: {_in_a_line(error)}") from None
    return given


def _parsed(path: Path) -> Json:
    """Parse as JSON, which YAML refuses where tabs indent it, or else as YAML."""
    text = path.read_text(encoding="utf-8-sig")
    try:
        manifest = json.loads(text)
    except ValueError:
        manifest = yaml.safe_load(text)
    if not is_object(manifest):
        raise ManifestError(f"{path} holds no manifest: display_information, features, settings …")
    return manifest


def _in_a_line(error: Exception) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return f"{error.problem} (line {error.problem_mark.line + 1}, column {error.problem_mark.column + 1})"
    return " ".join(str(error).split())


def _lines(path: Path, error: ValidationError) -> Iterator[str]:
    for problem in error.errors():
        place = ".".join(str(part) for part in problem["loc"])
        yield f"{path}: {place}: {problem['msg']}"


def _without_null(value: Json) -> Json:
    return {key: _without_null(item) if is_object(item) else item for key, item in value.items() if item is not None}
