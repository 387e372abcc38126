"""What an app's manifest grants and announces, as far as the playground goes by it (docs: reference/app-manifest)."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.playground.request_urls import RequestUrls
from bot.playground.values import Json

Named = Annotated[str, Field(min_length=1, max_length=255)]


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True)


class SlashCommand(Part):
    command: Annotated[str, Field(pattern=r"^/\S{1,31}$")]
    description: Annotated[str, Field(max_length=2000)]
    usage_hint: Annotated[str, Field(max_length=1000)] = ""
    should_escape: bool = False
    url: str | None = None

    def as_dict(self) -> Json:
        return self.model_dump(include={"command", "description", "usage_hint"})


class Shortcut(Part):
    name: Annotated[str, Field(min_length=1, max_length=24)]
    type: Literal["global", "message"]
    callback_id: Named
    description: Annotated[str, Field(max_length=150)]

    def as_dict(self) -> Json:
        return self.model_dump()


class AppHome(Part):
    home_tab_enabled: bool = False
    messages_tab_enabled: bool = True
    messages_tab_read_only_enabled: bool = False


class BotUser(Part):
    display_name: Annotated[str, Field(min_length=1, max_length=80)]


class Features(Part):
    app_home: AppHome = AppHome()
    bot_user: BotUser | None = None
    slash_commands: Annotated[list[SlashCommand], Field(max_length=50)] = []
    shortcuts: Annotated[list[Shortcut], Field(max_length=10)] = []


class Scopes(Part):
    bot: list[str] = []
    user: list[str] = []


class OauthConfig(Part):
    redirect_urls: list[str] = []
    scopes: Scopes = Scopes()


class EventSubscriptions(Part):
    request_url: str | None = None
    bot_events: Annotated[list[str], Field(max_length=100)] = []


class Interactivity(Part):
    is_enabled: bool
    request_url: str | None = None
    message_menu_options_url: str | None = None


class AppSettings(Part):
    event_subscriptions: EventSubscriptions = EventSubscriptions()
    interactivity: Interactivity = Interactivity(is_enabled=False)
    socket_mode_enabled: bool = True


class DisplayInformation(Part):
    name: Annotated[str, Field(min_length=1, max_length=35)]


class AppManifest(Part):
    """A manifest (schema v2); what is absent is not granted. Without a word on it an app is in Socket Mode.

    `AppManifest.model_validate(manifest)` raises ValueError for what cannot be one.
    """

    display_information: DisplayInformation
    features: Features = Features()
    oauth_config: OauthConfig = OauthConfig()
    settings: AppSettings = AppSettings()

    @property
    def app_name(self) -> str:
        return self.display_information.name

    @property
    def bot_name(self) -> str:
        bot = self.features.bot_user
        return bot.display_name if bot else self.app_name

    @property
    def scopes(self) -> frozenset[str]:
        return frozenset(self.oauth_config.scopes.bot)

    @property
    def user_scopes(self) -> frozenset[str]:
        return frozenset(self.oauth_config.scopes.user)

    @property
    def redirect_urls(self) -> list[str]:
        return self.oauth_config.redirect_urls

    @property
    def events(self) -> frozenset[str]:
        return frozenset(self.settings.event_subscriptions.bot_events)

    @property
    def commands(self) -> list[SlashCommand]:
        return self.features.slash_commands

    @property
    def shortcuts(self) -> list[Shortcut]:
        return self.features.shortcuts

    @property
    def home(self) -> AppHome:
        return self.features.app_home

    @property
    def request_urls(self) -> RequestUrls:
        interactivity = self.settings.interactivity
        return RequestUrls(
            events=self.settings.event_subscriptions.request_url,
            interactivity=interactivity.request_url,
            options=interactivity.message_menu_options_url,
            commands={each.command: each.url for each in self.commands if each.url is not None},
        )

    def command(self, name: str) -> SlashCommand | None:
        return next((command for command in self.commands if command.command == name), None)

    def shortcut(self, callback_id: str) -> Shortcut | None:
        return next((shortcut for shortcut in self.shortcuts if shortcut.callback_id == callback_id), None)

    def missing_urls(self, urls: RequestUrls) -> list[str]:
        """Name what the app wants to hear of over HTTP without saying where; Slack refuses such a manifest."""
        missing = ["event_subscriptions"] if self.events and urls.events is None else []
        missing += ["interactivity"] if self.settings.interactivity.is_enabled and urls.interactivity is None else []
        return missing + [each.command for each in self.commands if each.command not in urls.commands]
