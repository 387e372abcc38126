"""Slash commands: what is typed, how names in it are escaped, what the app's answer becomes."""

import re
from dataclasses import dataclass

from bot.playground.channels import Channel
from bot.playground.composing import as_app, compose
from bot.playground.courier import Courier
from bot.playground.errors import SlackError
from bot.playground.payloads import Payloads
from bot.playground.people import User
from bot.playground.phrases import phrase
from bot.playground.values import Json
from bot.playground.workspace import Workspace

PERSON = re.compile(r"(?<![\w<])@([\w.-]*\w)")
CHANNEL = re.compile(r"(?<![\w<])#([\w.-]*\w)")


@dataclass(frozen=True)
class Commands:
    workspace: Workspace
    payloads: Payloads
    courier: Courier

    async def run(self, user: User, channel: Channel, line: str) -> None:
        """Run a line like "/name the rest"; everything after the first space is text."""
        name, _, text = line.partition(" ")
        command = self.workspace.app.command(name)
        if command is None or not self.workspace.is_installed:
            said = phrase(user.language, "unknown_command", command=name)
            self.workspace.toast(user.id, "unknown_command", said)
            return
        text = escaped_names(self.workspace, text.strip()) if command.should_escape else text.strip()
        payload = self.payloads.slash_command(user, channel, name, text)
        answer = await self.courier.command(user, payload)
        if answer:
            self._show(user, channel, name, answer)

    def _show(self, user: User, channel: Channel, command: str, answer: Json) -> None:
        try:
            message = as_app(self.workspace, compose(self.workspace, answer))
        except SlackError as refusal:
            self.courier.command_failed(user, command, refusal.code)
            return
        if answer.get("response_type") == "in_channel":
            self.workspace.post(channel.id, message)
        else:
            self.workspace.post_ephemeral(channel.id, user.id, message)


def escaped_names(workspace: Workspace, text: str) -> str:
    """Put <@U…|name> and <#C…|name> for the people and channels named (docs: should_escape)."""

    def person(match: re.Match[str]) -> str:
        named = (user for user in workspace.people.values() if user.name == match[1])
        return next((f"<@{user.id}|{user.name}>" for user in named), match[0])

    def channel(match: re.Match[str]) -> str:
        named = (each for each in workspace.channels.values() if each.name == match[1])
        return next((f"<#{each.id}|{each.name}>" for each in named), match[0])

    return CHANNEL.sub(channel, PERSON.sub(person, text))


def written(workspace: Workspace, text: str) -> str:
    """Give what a person typed as Slack keeps it: mentions by id, everything else as plain text."""
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"<@(\w+)\|[^>]*>", r"<@\1>", escaped_names(workspace, plain))
