"""What stands behind every person's Slack client: the workspace and the ways to the app, in one hand."""

from dataclasses import dataclass

from bot.playground.commands import Commands
from bot.playground.courier import Courier
from bot.playground.events import EventsApi
from bot.playground.file_object import FileObjects
from bot.playground.interaction import Interaction
from bot.playground.payloads import Payloads
from bot.playground.submission import Submission
from bot.playground.workspace import Workspace


@dataclass(frozen=True)
class Client:
    workspace: Workspace
    objects: FileObjects
    events: EventsApi
    interaction: Interaction
    submission: Submission
    commands: Commands


def make_client(workspace: Workspace, payloads: Payloads, courier: Courier, events: EventsApi) -> Client:
    return Client(
        workspace,
        FileObjects(workspace, payloads.address),
        events,
        Interaction(workspace, payloads, courier),
        Submission(workspace, payloads, courier),
        Commands(workspace, payloads, courier),
    )
