"""What an app's manifest grants and announces, read once into names."""

from dataclasses import dataclass
from typing import Any

from bot.playground.request_urls import RequestUrls, read_request_urls
from bot.playground.values import Json


@dataclass(frozen=True)
class SlashCommand:
    command: str
    description: str
    usage_hint: str
    should_escape: bool

    def as_dict(self) -> Json:
        return {"command": self.command, "description": self.description, "usage_hint": self.usage_hint}


@dataclass(frozen=True)
class Shortcut:
    name: str
    type: str
    callback_id: str
    description: str

    def as_dict(self) -> Json:
        return dict(vars(self))


@dataclass(frozen=True)
class AppManifest:
    app_name: str
    bot_name: str
    scopes: frozenset[str]
    redirect_urls: tuple[str, ...]
    events: frozenset[str]
    commands: tuple[SlashCommand, ...]
    shortcuts: tuple[Shortcut, ...]
    home_tab: bool
    messages_tab: bool
    messages_read_only: bool
    is_interactive: bool
    socket_mode: bool
    request_urls: RequestUrls

    def command(self, name: str) -> SlashCommand | None:
        return next((command for command in self.commands if command.command == name), None)

    def missing_urls(self, urls: RequestUrls) -> list[str]:
        """Name what the app wants to hear of over HTTP without saying where; Slack refuses such a manifest."""
        missing = ["event_subscriptions"] if self.events and urls.events is None else []
        missing += ["interactivity"] if self.is_interactive and urls.interactivity is None else []
        return missing + [each.command for each in self.commands if each.command not in urls.commands]

    def shortcut(self, callback_id: str) -> Shortcut | None:
        return next((shortcut for shortcut in self.shortcuts if shortcut.callback_id == callback_id), None)


def read_manifest(manifest: Json) -> AppManifest:
    """Read what the playground enforces of a manifest (schema v2); what is absent is not granted.

    Without a word on it an app is in Socket Mode.
    """
    app_name = manifest.get("display_information", {}).get("name", "App")
    features, settings = manifest.get("features", {}), manifest.get("settings", {})
    home = features.get("app_home", {})
    return AppManifest(
        app_name=app_name,
        bot_name=features.get("bot_user", {}).get("display_name", app_name),
        scopes=frozenset(manifest.get("oauth_config", {}).get("scopes", {}).get("bot", [])),
        redirect_urls=tuple(manifest.get("oauth_config", {}).get("redirect_urls", [])),
        events=frozenset(settings.get("event_subscriptions", {}).get("bot_events", [])),
        commands=tuple(_command(item) for item in features.get("slash_commands", [])),
        shortcuts=tuple(_shortcut(item) for item in features.get("shortcuts", [])),
        home_tab=bool(home.get("home_tab_enabled", False)),
        messages_tab=bool(home.get("messages_tab_enabled", True)),
        messages_read_only=bool(home.get("messages_tab_read_only_enabled", False)),
        is_interactive=bool(settings.get("interactivity", {}).get("is_enabled", False)),
        socket_mode=bool(settings.get("socket_mode_enabled", True)),
        request_urls=read_request_urls(manifest),
    )


def _command(item: dict[str, Any]) -> SlashCommand:
    return SlashCommand(
        command=item["command"],
        description=item.get("description", ""),
        usage_hint=item.get("usage_hint", ""),
        should_escape=bool(item.get("should_escape", False)),
    )


def _shortcut(item: dict[str, Any]) -> Shortcut:
    return Shortcut(
        name=item["name"],
        type=item["type"],
        callback_id=item["callback_id"],
        description=item.get("description", ""),
    )
