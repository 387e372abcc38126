"""The `tandem` command."""

import asyncio
import logging
import sys
from collections.abc import Coroutine
from pathlib import Path
from typing import Annotated, Any

import typer
from slack_sdk.errors import SlackApiError
from sqlalchemy.exc import DBAPIError

from bot import cli_outbox
from bot.app import running, set_up_logging, settle, until_stopped
from bot.config import HttpSettings, SettingsError, SocketSettings, read_database_settings, read_settings
from bot.demo import play
from bot.playground.alone import as_env, playground_for, write_settings
from bot.playground.manifest_file import ManifestError, read_manifest_file
from models.database import DatabaseInUse, opened

ALONE = """
A small Slack is running:

    {page}

Start the app with these settings; with Bolt, hand the address on to its client
(Python: WebClient(base_url=…), JavaScript: clientOptions: {{ slackApiUrl: … }}):

{settings}

Ctrl+C ends it.
"""

app = typer.Typer(
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    add_completion=False,
    help="Tandem: the dialogue about sales objectives, in Slack.",
)
outbox = typer.Typer()
app.add_typer(outbox, name="outbox")


@app.command()
def demo(
    port: Annotated[int, typer.Option(help="Port of the page; 0 takes a free one.")] = 8765,
    *,
    browser: Annotated[bool, typer.Option(help="Open the page where there is a desktop.")] = True,
) -> None:
    """Try Tandem in a small Slack on this machine: no account needed."""
    set_up_logging(logging.WARNING)
    _run(play(port=port, open_browser=browser))


@app.command()
def run(
    *,
    http: Annotated[
        bool, typer.Option("--http", help="Be called by Slack instead of calling it (Socket Mode).")
    ] = False,
) -> None:
    """Run Tandem on a real workspace."""
    set_up_logging()
    _run(_serve(HttpSettings if http else SocketSettings))


@app.command()
def playground(
    manifest: Annotated[Path, typer.Option(help="The app's manifest, YAML or JSON.")],
    port: Annotated[int, typer.Option(help="Port of the page; 0 takes a free one.")] = 8765,
    request_url: Annotated[
        str | None, typer.Option(help="Where the app listens on this machine; without it, as the manifest says.")
    ] = None,
    env: Annotated[Path | None, typer.Option(help="A file to write the app's settings to.")] = None,
) -> None:
    """Try any other Slack app in the small Slack."""
    set_up_logging(logging.WARNING)
    _run(_play_alone(manifest, port, request_url, env))


@app.command()
def migrate() -> None:
    """Bring the database up to the newest version; `run` does so by itself."""
    _run(_migrate())


@outbox.callback(invoke_without_command=True)
def show_outbox(context: typer.Context) -> None:
    """List the messages that were given up or are late, and why."""
    if context.invoked_subcommand is None:
        _run(cli_outbox.show())


@outbox.command("retry")
def retry_outbox(
    ids: Annotated[list[int] | None, typer.Argument(metavar="ID", help="Messages that were given up.")] = None,
    *,
    everything: Annotated[bool, typer.Option("--all", help="Everything that was given up.")] = False,
) -> None:
    """Send what was given up after all."""
    if everything == bool(ids):
        raise typer.BadParameter("name messages, or use --all")
    _run(cli_outbox.retry(None if everything else ids))


async def _serve(way: type[SocketSettings] | type[HttpSettings]) -> None:
    settings = read_settings(way)
    settle()
    async with running(settings.slack, settings.database.database):
        await until_stopped()


async def _play_alone(manifest: Path, port: int, request_url: str | None, env: Path | None) -> None:
    async with playground_for(read_manifest_file(manifest), port, request_url) as small_slack:
        if env:
            write_settings(env, small_slack)
        typer.echo(ALONE.format(page=small_slack.page_url, settings=as_env(small_slack)))
        await until_stopped()


async def _migrate() -> None:
    async with opened(read_database_settings().database):
        typer.echo("The database is up to date.")


def _run(work: Coroutine[Any, Any, None]) -> None:
    """Run to the end; what the operator can mend is said in a line, without a traceback."""
    try:
        asyncio.run(work)
    except SettingsError as error:
        _give_up(f"Tandem cannot start: its settings are not complete.\n{error}")
    except ManifestError as error:
        _give_up(f"The playground cannot start:\n{error}")
    except DatabaseInUse as error:
        _give_up(f"Another process already runs Tandem on {error}. SQLite takes one; use PostgreSQL for several.")
    except SlackApiError as error:
        _give_up(f"Slack refused: {error.response['error']}. Check SLACK_BOT_TOKEN and SLACK_APP_TOKEN.")
    except (OSError, DBAPIError) as error:
        _give_up(f"Tandem cannot go on: {error}")


def _give_up(message: str) -> None:
    typer.echo(message, err=True)
    sys.exit(1)


def main() -> None:
    """Start the command line."""
    app()
