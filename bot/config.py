"""Settings: typed, read once, refused at start when wrong, each with what to do about it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Generic, TypeVar

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

HOW_TO_SET = "Set it in the environment or in a file named .env."
DRIVERS = {
    "postgresql://": "postgresql+asyncpg://",
    "postgres://": "postgresql+asyncpg://",
    "postgresql+asyncpg://": "postgresql+asyncpg://",
    "sqlite:///": "sqlite+aiosqlite:///",
    "sqlite+aiosqlite:///": "sqlite+aiosqlite:///",
}


Kind = TypeVar("Kind", bound=BaseSettings)


class SettingsError(Exception):
    """A setting is missing or malformed; the message names each one and what to do."""


class DatabaseSettings(BaseSettings):
    """Where Tandem keeps its data: a file by default, PostgreSQL by URL."""

    model_config = SettingsConfigDict(env_prefix="TANDEM_", env_file=".env", extra="ignore", hide_input_in_errors=True)

    data_dir: Path = Path("data")
    database_url: str | None = None

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str | None) -> str | None:
        if url is None:
            return None
        for beginning, with_driver in DRIVERS.items():
            if url.startswith(beginning):
                return with_driver + url.removeprefix(beginning)
        raise ValueError("must begin with postgresql:// or sqlite:///")

    @property
    def database(self) -> str:
        """The URL of the database, with the driver Tandem uses."""
        return self.database_url or f"sqlite+aiosqlite:///{self.data_dir / 'tandem.sqlite3'}"


class SlackSettings(BaseSettings):
    """What Slack gave, under the names Slack's own documentation uses."""

    model_config = SettingsConfigDict(
        env_prefix="SLACK_", env_file=".env", extra="ignore", hide_input_in_errors=True, populate_by_name=True
    )

    bot_token: Annotated[str, Field(description="Bot User OAuth Token, on the app's page “OAuth & Permissions”")]
    api_url: str = "https://slack.com/api/"

    @field_validator("bot_token")
    @classmethod
    def _bot_token(cls, token: str) -> str:
        return _token(token, "xoxb-")

    @field_validator("api_url")
    @classmethod
    def _api_url(cls, url: str) -> str:
        if not url.startswith(("http://", "https://")):
            raise ValueError("must begin with https://")
        return url.rstrip("/") + "/"


Host = Annotated[str, Field(validation_alias="TANDEM_HTTP_HOST", min_length=1)]


class SocketSettings(SlackSettings):
    """What Socket Mode needs: Tandem calls Slack, and only whoever watches it has to reach it, at a port if any."""

    app_token: Annotated[
        str,
        Field(description="App-Level Token with the scope connections:write, on the app's page “Basic Information”"),
    ]

    http_host: Host = "127.0.0.1"
    metrics_port: Annotated[int | None, Field(validation_alias="TANDEM_METRICS_PORT", ge=1, le=65535)] = None

    @field_validator("app_token")
    @classmethod
    def _app_token(cls, token: str) -> str:
        return _token(token, "xapp-")


class HttpSettings(SlackSettings):
    """What HTTP mode needs: Slack calls Tandem, through whatever ends TLS before it."""

    signing_secret: Annotated[str, Field(description="Signing Secret, on the app's page “Basic Information”")]
    http_host: Host = "127.0.0.1"
    http_port: Annotated[int, Field(validation_alias="TANDEM_HTTP_PORT", ge=1, le=65535)] = 3000

    @field_validator("signing_secret")
    @classmethod
    def _signing_secret(cls, secret: str) -> str:
        if not re.fullmatch("[A-Za-z0-9]{16,}", secret.strip()):
            raise ValueError("must hold letters and digits only, as Slack shows it")
        return secret.strip()


Slack = TypeVar("Slack", bound=SlackSettings)


@dataclass(frozen=True)
class Settings(Generic[Slack]):
    """Everything one running Tandem is told."""

    slack: Slack
    database: DatabaseSettings


def read_settings(way: type[Slack]) -> Settings[Slack]:
    """Read every setting for a way in, or raise SettingsError naming all that are wrong at once."""
    problems: list[str] = []
    slack = _read(way, problems)
    database = _read(DatabaseSettings, problems)
    if slack is None or database is None:
        raise SettingsError("\n".join(problems))
    return Settings(slack, database)


def _read(kind: type[Kind], problems: list[str]) -> Kind | None:
    try:
        return kind()
    except ValidationError as error:
        problems += _explained(kind, error)
        return None


def read_database_settings() -> DatabaseSettings:
    """Read what is needed to reach the database, or raise SettingsError."""
    problems: list[str] = []
    settings = _read(DatabaseSettings, problems)
    if settings is None:
        raise SettingsError("\n".join(problems))
    return settings


def _token(token: str, prefix: str) -> str:
    if not re.fullmatch(rf"{prefix}[A-Za-z0-9-]{{6,}}", token.strip()):
        raise ValueError(f"must begin with {prefix} and hold letters, digits and dashes only")
    return token.strip()


def _explained(kind: type[BaseSettings], error: ValidationError) -> Iterable[str]:
    for problem in error.errors():
        name = str(problem["loc"][0])
        setting = name if name.isupper() else f"{kind.model_config.get('env_prefix', '')}{name}".upper()
        yield f"{setting}: {_what(kind, name, dict(problem))}"


def _what(kind: type[BaseSettings], name: str, problem: dict[str, Any]) -> str:
    field = kind.model_fields.get(name)
    where = f" It is the {field.description}." if field and field.description else ""
    what = "is missing." if problem["type"] == "missing" else problem["msg"].removeprefix("Value error, ") + "."
    return f"{what}{where} {HOW_TO_SET}"
