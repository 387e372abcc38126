"""Settings: typed, read once, refused at start when wrong, each with what to do about it."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

HOW_TO_SET = "Set it in the environment or in a file named .env."
DRIVERS = {
    "postgresql://": "postgresql+asyncpg://",
    "postgres://": "postgresql+asyncpg://",
    "postgresql+asyncpg://": "postgresql+asyncpg://",
    "sqlite:///": "sqlite+aiosqlite:///",
    "sqlite+aiosqlite:///": "sqlite+aiosqlite:///",
}


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
    """The tokens Slack gave, under the names Slack's own documentation uses."""

    model_config = SettingsConfigDict(env_prefix="SLACK_", env_file=".env", extra="ignore", hide_input_in_errors=True)

    bot_token: Annotated[str, Field(description="Bot User OAuth Token, on the app's page “OAuth & Permissions”")]
    app_token: Annotated[
        str,
        Field(description="App-Level Token with the scope connections:write, on the app's page “Basic Information”"),
    ]
    api_url: str = "https://slack.com/api/"

    @field_validator("bot_token")
    @classmethod
    def _bot_token(cls, token: str) -> str:
        return _token(token, "xoxb-")

    @field_validator("app_token")
    @classmethod
    def _app_token(cls, token: str) -> str:
        return _token(token, "xapp-")

    @field_validator("api_url")
    @classmethod
    def _api_url(cls, url: str) -> str:
        if not url.startswith(("http://", "https://")):
            raise ValueError("must begin with https://")
        return url.rstrip("/") + "/"


class Settings(BaseModel):
    """Everything one running Tandem is told."""

    slack: SlackSettings
    database: DatabaseSettings


def read_settings() -> Settings:
    """Read every setting, or raise SettingsError naming all that are wrong at once."""
    problems: list[str] = []
    found: dict[str, BaseSettings] = {}
    for name, kind in {"slack": SlackSettings, "database": DatabaseSettings}.items():
        try:
            found[name] = kind()  # pyright: ignore[reportCallIssue] (read from the environment)
        except ValidationError as error:
            problems += _explained(kind, error)
    if problems:
        raise SettingsError("\n".join(problems))
    return Settings.model_validate(found)


def read_database_settings() -> DatabaseSettings:
    """Read what is needed to reach the database, or raise SettingsError."""
    try:
        return DatabaseSettings()
    except ValidationError as error:
        raise SettingsError("\n".join(_explained(DatabaseSettings, error))) from None


def _token(token: str, prefix: str) -> str:
    if not re.fullmatch(rf"{prefix}[A-Za-z0-9-]{{6,}}", token.strip()):
        raise ValueError(f"must begin with {prefix} and hold letters, digits and dashes only")
    return token.strip()


def _explained(kind: type[BaseSettings], error: ValidationError) -> Iterable[str]:
    for problem in error.errors():
        name = str(problem["loc"][0])
        yield (f"{kind.model_config.get('env_prefix', '')}{name}".upper() + ": " + _what(kind, name, dict(problem)))


def _what(kind: type[BaseSettings], name: str, problem: dict[str, Any]) -> str:
    said = kind.model_fields[name].description
    where = f" It is the {said}." if said else ""
    what = "is missing." if problem["type"] == "missing" else problem["msg"].removeprefix("Value error, ") + "."
    return f"{what}{where} {HOW_TO_SET}"
