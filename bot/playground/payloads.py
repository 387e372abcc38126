"""The payloads of interactions, as Slack's reference shows them (docs: reference/interaction-payloads)."""

from dataclasses import dataclass

from bot.playground.address import Address
from bot.playground.channels import Channel
from bot.playground.elements import Placed, starting_values
from bot.playground.manifest import Shortcut
from bot.playground.messages import Post
from bot.playground.people import User
from bot.playground.values import Json, copy_of, without
from bot.playground.views import OpenView
from bot.playground.workspace import Workspace


@dataclass(frozen=True)
class Payloads:
    workspace: Workspace
    address: Address

    def block_actions(self, user: User, source: Post | OpenView, action: Json) -> Json:
        body = self._common("block_actions", user) | {"trigger_id": self._trigger(user)}
        return copy_of(body | self._place(user, source) | {"actions": [action]})

    def block_suggestion(self, user: User, source: Post | OpenView, item: Placed, query: str) -> Json:
        asked = {"action_id": item.action_id, "block_id": item.block_id, "value": query}
        place = self._place(user, source)
        where = {name: place[name] for name in ("container", "channel", "view") if name in place}
        return copy_of(self._common("block_suggestion", user) | asked | where)

    def view_submission(self, user: User, shown: OpenView) -> Json:
        body = self._common("view_submission", user) | {"trigger_id": self._trigger(user)}
        return copy_of(body | {"view": shown.with_state(), "response_urls": []})

    def view_closed(self, user: User, shown: OpenView, *, is_cleared: bool) -> Json:
        """Give the payload of a modal that was left; Slack does not promise values, so there are none."""
        return copy_of(self._common("view_closed", user) | {"view": shown.carried(), "is_cleared": is_cleared})

    def global_shortcut(self, user: User, shortcut: Shortcut) -> Json:
        body = self._shortcut("shortcut", user, shortcut)
        return body | {"user": without(body["user"], "name")}

    def message_shortcut(self, user: User, shortcut: Shortcut, post: Post) -> Json:
        body = self._shortcut("message_action", user, shortcut)
        return copy_of(
            body
            | {
                "channel": self._channel(post.channel_id),
                "message_ts": post.ts,
                "message": post.message,
                "response_url": self._response_url(user, post.channel_id),
            }
        )

    def slash_command(self, user: User, channel: Channel, command: str, text: str) -> Json:
        workspace = self.workspace
        return {
            "token": "verification-token",
            "team_id": workspace.id,
            "team_domain": workspace.domain,
            "channel_id": channel.id,
            "channel_name": channel.name_in_commands,
            "user_id": user.id,
            "user_name": user.name,
            "command": command,
            "text": text,
            "api_app_id": workspace.app_id,
            "is_enterprise_install": "false",
            "response_url": self._response_url(user, channel.id),
            "trigger_id": self._trigger(user),
        }

    def _common(self, kind: str, user: User) -> Json:
        workspace = self.workspace
        return {
            "type": kind,
            "user": {"id": user.id, "username": user.name, "name": user.name, "team_id": workspace.id},
            "team": {"id": workspace.id, "domain": workspace.domain},
            "api_app_id": workspace.app_id,
            "token": "verification-token",
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _shortcut(self, kind: str, user: User, shortcut: Shortcut) -> Json:
        return without(self._common(kind, user), "api_app_id") | {
            "callback_id": shortcut.callback_id,
            "trigger_id": self._trigger(user),
            "action_ts": self.workspace.next_ts(),
        }

    def _place(self, user: User, source: Post | OpenView) -> Json:
        if isinstance(source, OpenView):
            return {"container": {"type": "view", "view_id": source.id}, "view": source.with_state()}
        ephemeral = source.only_for is not None
        container: Json = {
            "type": "message",
            "message_ts": source.ts,
            "channel_id": source.channel_id,
            "is_ephemeral": ephemeral,
        }
        thread_ts = source.message.get("thread_ts")
        place: Json = {
            "container": container | ({"thread_ts": thread_ts} if thread_ts else {}),
            "channel": self._channel(source.channel_id),
            "state": {"values": self._values(user, source)},
            "response_url": self._response_url(user, source.channel_id, source.ts, thread_ts),
        }
        # An ephemeral message is kept nowhere, so Slack cannot hand it back.
        return place if ephemeral else place | {"message": source.message}

    def _values(self, user: User, post: Post) -> Json:
        kept = self.workspace.message_values.get((user.id, post.ts))
        return starting_values(post.message.get("blocks", []), kept)

    def _channel(self, channel_id: str) -> Json:
        return {"id": channel_id, "name": self.workspace.channel(channel_id).name_in_commands}

    def _trigger(self, user: User) -> str:
        return self.workspace.triggers.issue(user.id)

    def _response_url(
        self, user: User, channel_id: str, message_ts: str | None = None, thread_ts: str | None = None
    ) -> str:
        key = self.workspace.response_urls.issue(user.id, channel_id, message_ts, thread_ts)
        return self.address.url(f"/respond/{key}")
