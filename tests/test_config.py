"""Wrong settings are refused at start, each by its name, with what to do, and without showing a secret."""

import traceback
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from bot.config import HOW_TO_SET, HttpSettings, SettingsError, SocketSettings, read_database_settings, read_settings

BOT, APP = "xoxb-123456-hunter2bot", "xapp-1-A123-hunter2app"
GOOD = {"SLACK_BOT_TOKEN": BOT, "SLACK_APP_TOKEN": APP}
NAMES = (
    *GOOD,
    "SLACK_SIGNING_SECRET",
    "TANDEM_HTTP_HOST",
    "TANDEM_HTTP_PORT",
    "SLACK_API_URL",
    "TANDEM_DATA_DIR",
    "TANDEM_DATABASE_URL",
)
Environment = Callable[..., None]


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Environment:
    """Give what sets the environment to exactly these settings, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    for name in NAMES:
        monkeypatch.delenv(name, raising=False)

    def set_to(**settings: str | None) -> None:
        for name, value in settings.items():
            if value is not None:
                monkeypatch.setenv(name, value)

    return set_to


def refused(way: type[SocketSettings] | type[HttpSettings] = SocketSettings) -> list[str]:
    with pytest.raises(SettingsError) as refusal:
        read_settings(way)
    return str(refusal.value).splitlines()


def test_good_settings_are_read(environment: Environment) -> None:
    environment(**GOOD)
    settings = read_settings(SocketSettings)
    assert (settings.slack.bot_token, settings.slack.app_token) == (BOT, APP)
    assert settings.slack.api_url == "https://slack.com/api/"
    assert settings.database.database == "sqlite+aiosqlite:///data/tandem.sqlite3"


def test_settings_may_stand_in_a_file(environment: Environment, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(f"SLACK_BOT_TOKEN={BOT}\nSLACK_APP_TOKEN={APP}\nTANDEM_DATA_DIR=/srv\nOTHER=1\n")
    environment()
    assert read_settings(SocketSettings).slack.bot_token == BOT
    assert read_settings(SocketSettings).database.database == "sqlite+aiosqlite:////srv/tandem.sqlite3"


@pytest.mark.parametrize(
    ("name", "where"), [("SLACK_BOT_TOKEN", "OAuth & Permissions"), ("SLACK_APP_TOKEN", "Basic Information")]
)
def test_a_missing_token_is_named_with_the_page_it_is_found_on(environment: Environment, name: str, where: str) -> None:
    environment(**GOOD | {name: None})
    (line,) = refused()
    assert line.startswith(f"{name}: is missing.")
    assert where in line
    assert line.endswith(HOW_TO_SET)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SLACK_BOT_TOKEN", "", "must begin with xoxb-"),
        ("SLACK_BOT_TOKEN", APP, "must begin with xoxb-"),
        ("SLACK_BOT_TOKEN", "xoxb-", "must begin with xoxb-"),
        ("SLACK_BOT_TOKEN", f"{BOT} {BOT}", "must begin with xoxb-"),
        ("SLACK_BOT_TOKEN", f'"{BOT}"', "must begin with xoxb-"),
        ("SLACK_APP_TOKEN", BOT, "must begin with xapp-"),
        ("SLACK_API_URL", "slack.com/api", "must begin with https://"),
        ("TANDEM_DATABASE_URL", "mysql://root:hunter2db@db/tandem", "must begin with postgresql:// or sqlite:///"),
        ("TANDEM_DATABASE_URL", "", "must begin with postgresql:// or sqlite:///"),
        ("TANDEM_DATABASE_URL", "postgresql", "must begin with postgresql:// or sqlite:///"),
        ("TANDEM_DATABASE_URL", "sqlite://tandem.sqlite3", "must begin with postgresql:// or sqlite:///"),
        ("TANDEM_DATABASE_URL", "sqlite:hunter2db", "must begin with postgresql:// or sqlite:///"),
    ],
)
def test_a_malformed_setting_is_named_with_what_it_should_be(
    environment: Environment, name: str, value: str, said: str
) -> None:
    environment(**GOOD | {name: value})
    (line,) = refused()
    assert line.startswith(f"{name}: {said}")
    assert line.endswith(HOW_TO_SET)


def test_everything_wrong_is_named_at_once(environment: Environment) -> None:
    environment(SLACK_BOT_TOKEN="wrong", TANDEM_DATABASE_URL="wrong")
    assert [line.partition(":")[0] for line in refused()] == [
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "TANDEM_DATABASE_URL",
    ]


@pytest.mark.parametrize("read", [partial(read_settings, SocketSettings), read_database_settings])
def test_no_secret_stands_in_an_error_nor_in_its_traceback(
    environment: Environment, read: Callable[[], object]
) -> None:
    url = "mysql://root:hunter2db@db/tandem"
    environment(SLACK_BOT_TOKEN=f"{BOT} !", SLACK_APP_TOKEN=f"{APP} !", TANDEM_DATABASE_URL=url)
    with pytest.raises(SettingsError) as refusal:
        read()
    assert "hunter2" not in "".join(traceback.format_exception(refusal.value))


@pytest.mark.parametrize("name", GOOD)
def test_space_around_a_token_does_no_harm(environment: Environment, name: str) -> None:
    environment(**GOOD | {name: f" {GOOD[name]}\n"})
    assert (read_settings(SocketSettings).slack.bot_token, read_settings(SocketSettings).slack.app_token) == (BOT, APP)


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("postgresql://u:p@db/tandem", "postgresql+asyncpg://u:p@db/tandem"),
        ("postgres://db/tandem", "postgresql+asyncpg://db/tandem"),
        ("postgresql+asyncpg://db/tandem", "postgresql+asyncpg://db/tandem"),
        ("sqlite:///tandem.sqlite3", "sqlite+aiosqlite:///tandem.sqlite3"),
    ],
)
def test_a_database_is_reached_through_the_driver_tandem_uses(environment: Environment, url: str, read: str) -> None:
    environment(TANDEM_DATABASE_URL=url)
    assert read_database_settings().database == read


def test_the_address_of_slack_ends_in_one_slash(environment: Environment) -> None:
    environment(**GOOD, SLACK_API_URL="http://127.0.0.1:8080/api")
    assert read_settings(SocketSettings).slack.api_url == "http://127.0.0.1:8080/api/"


SECRET = "0123456789abcdef0123456789abcdef"


def test_http_mode_needs_a_signing_secret_instead_of_an_app_token(environment: Environment) -> None:
    environment(SLACK_BOT_TOKEN=BOT, SLACK_SIGNING_SECRET=SECRET, TANDEM_HTTP_PORT="8080")
    slack = read_settings(HttpSettings).slack
    assert (slack.signing_secret, slack.http_host, slack.http_port) == (SECRET, "127.0.0.1", 8080)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SLACK_SIGNING_SECRET", None, "is missing. It is the Signing Secret"),
        ("SLACK_SIGNING_SECRET", "", "must hold letters and digits only"),
        ("SLACK_SIGNING_SECRET", f"{SECRET} #", "must hold letters and digits only"),
        ("TANDEM_HTTP_HOST", "", "at least 1 character"),
        ("TANDEM_HTTP_PORT", "0", "greater than or equal to 1"),
        ("TANDEM_HTTP_PORT", "http", "valid integer"),
    ],
)
def test_what_http_mode_cannot_use_is_named(environment: Environment, name: str, value: str | None, said: str) -> None:
    environment(**{"SLACK_BOT_TOKEN": BOT, "SLACK_SIGNING_SECRET": SECRET, name: value})
    (line,) = refused(HttpSettings)
    assert line.startswith(f"{name}: ")
    assert said in line
    assert SECRET not in line
