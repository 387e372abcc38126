"""Carries an interaction to the app and brings the answer; when there is none, Slack tells the person."""

from dataclasses import dataclass

from bot.playground.people import User
from bot.playground.phrases import phrase
from bot.playground.traffic import Traffic
from bot.playground.transport import NotDelivered, Transport
from bot.playground.values import Json
from bot.playground.workspace import Workspace


@dataclass(frozen=True)
class Courier:
    workspace: Workspace
    transport: Transport
    traffic: Traffic

    async def interact(self, user: User, payload: Json) -> Json | None:
        """Send an interaction and give the body of its acknowledgement, None if there was none."""
        try:
            return await self._send("interactive", payload, payload["type"])
        except NotDelivered as failure:
            self.trouble(user, failure.code)
            return None

    async def command(self, user: User, payload: Json) -> Json | None:
        try:
            return await self._send("slash_commands", payload, payload["command"])
        except NotDelivered as failure:
            self.command_failed(user, payload["command"], failure.code)
            return None

    async def mention(self, payload: Json) -> None:
        """Send something that nobody waits for: no acknowledgement, no word to the person."""
        try:
            await self._send("interactive", payload, payload["type"])
        except NotDelivered:
            return

    def trouble(self, user: User, code: str) -> None:
        self.workspace.toast(user.id, code, phrase(user.language, "trouble"))

    def command_failed(self, user: User, command: str, code: str) -> None:
        text = phrase(user.language, "command_failed", command=command, code=code)
        self.workspace.toast(user.id, code, text)

    async def _send(self, kind: str, payload: Json, name: str) -> Json:
        try:
            body = await self._installed().send(kind, payload)
        except NotDelivered as failure:
            self.traffic.record_delivery(name, payload, None, failure.code)
            raise
        self.traffic.record_delivery(name, payload, body, None)
        return body

    def _installed(self) -> Transport:
        """Give the way to the app; raises NotDelivered when it has been taken out of the workspace."""
        if not self.workspace.is_installed:
            raise NotDelivered("dispatch_failed", "unknown_error")
        return self.transport
