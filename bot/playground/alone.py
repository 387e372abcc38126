"""The playground for any app: a few people in two channels, and the settings with which the app finds it."""

from pathlib import Path

from bot.playground.clock import Clock
from bot.playground.manifest_file import ManifestError
from bot.playground.server import Playground
from bot.playground.values import Json
from bot.playground.workspace import Workspace

PEOPLE = (
    ("U0ADA00001", "ada", "Ada Reyes", "America/New_York", "en-US", True),
    ("U0NOE00001", "noe", "Noé Garnier", "Europe/Paris", "fr-FR", False),
    ("U0MIA00001", "mia", "Mia Okafor", "Europe/London", "en-GB", False),
)
CHANNELS = (("C0GENERAL1", "general"), ("C0RANDOM01", "random"))
WRITTEN_BY_US = "# Settings of a playground; written anew each time it starts.\n"


def playground_for(manifest: Json, port: int, request_url: str | None) -> Playground:
    """Make a playground for this app; raises ManifestError where it cannot be reached on this machine."""
    try:
        return Playground(make_workspace(manifest), port=port, request_url=request_url)
    except ValueError as error:
        raise ManifestError(f"{error}; give the app's address here with --request-url") from None


def make_workspace(manifest: Json) -> Workspace:
    """Make a workspace in which the manifest's app is installed, in every channel, beside three people."""
    workspace = Workspace("Playground", manifest=manifest, clock=Clock())
    for name, handle, real_name, tz, locale, is_admin in PEOPLE:
        workspace.add_person(name, name=handle, real_name=real_name, tz=tz, locale=locale, is_admin=is_admin)
    everyone = [*workspace.people, workspace.bot_user_id]
    for channel_id, channel_name in CHANNELS:
        workspace.add_channel(channel_id, name=channel_name, members=list(dict.fromkeys(everyone)))
    return workspace


def app_settings(playground: Playground) -> dict[str, str]:
    """Give what the app has to be told, under the names that Bolt and Slack's guides use; new at each start."""
    workspace = playground.workspace
    return {
        "SLACK_API_URL": playground.api_url,
        "SLACK_BOT_TOKEN": workspace.bot_token,
        "SLACK_APP_TOKEN": workspace.app_token,
        "SLACK_SIGNING_SECRET": workspace.signing_secret,
    }


def oauth_settings(playground: Playground) -> dict[str, str]:
    """Give what an app that installs itself is told besides; Bolt expects any app that has these to do so."""
    workspace = playground.workspace
    return {"SLACK_CLIENT_ID": workspace.client_id, "SLACK_CLIENT_SECRET": workspace.client_secret}


def as_env(playground: Playground) -> str:
    """Write all settings as a file of environment variables, those for OAuth behind a #."""
    told = [f"{name}={value}" for name, value in app_settings(playground).items()]
    oauth = [f"# {name}={value}" for name, value in oauth_settings(playground).items()]
    return "\n".join([*told, "# Only for an app that is installed by OAuth:", *oauth])


def write_settings(path: Path, playground: Playground) -> None:
    """Write the settings to a file that the app reads, for its owner only.

    Raises FileExistsError for a file that is not ours: it may hold what cannot be got back.
    """
    if path.exists() and not path.read_text(encoding="utf-8").startswith(WRITTEN_BY_US):
        raise FileExistsError(f"{path} was not written by a playground, so it is left alone; name another file")
    path.touch(mode=0o600)
    path.write_text(f"{WRITTEN_BY_US}{as_env(playground)}\n", encoding="utf-8")
