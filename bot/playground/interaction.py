"""Buttons, menus, shortcuts and look-ups: what a person does with what an app put before them."""

from dataclasses import dataclass

from bot.playground.courier import Courier
from bot.playground.elements import TYPED, Placed, starting_values
from bot.playground.errors import SlackError
from bot.playground.messages import Post
from bot.playground.payloads import Payloads
from bot.playground.people import User
from bot.playground.values import Json
from bot.playground.views import OpenView
from bot.playground.workspace import Workspace

Source = Post | OpenView
ECHOED = ("text", "value", "style", "icon", "placeholder", "confirm")


@dataclass(frozen=True)
class Interaction:
    workspace: Workspace
    payloads: Payloads
    courier: Courier

    async def act(self, user: User, source: Source, item: Placed, state: Json | None = None) -> Json | None:
        """Use an element: keep the state it got, and send block_actions."""
        if item.state is not None and state is not None:
            self._keep(user, source, item, state)
        action = _action(item, state) | {"action_ts": self.workspace.next_ts()}
        return await self.courier.interact(user, self.payloads.block_actions(user, source, action))

    async def set(self, user: User, shown: OpenView, item: Placed, state: Json) -> None:
        """Enter something in a view; the app hears of it only where it asked to (docs: dispatch_action)."""
        self._keep(user, shown, item, state)
        if _is_dispatched(item):
            await self.act(user, shown, item, state)

    async def shortcut(self, user: User, callback_id: str, post: Post | None = None) -> None:
        """Use a shortcut, on a message if it is of that type; raises shortcut_not_found for any other."""
        shortcut = self.workspace.app.shortcut(callback_id)
        if shortcut is None or (shortcut.type == "message") != (post is not None):
            raise SlackError("shortcut_not_found")
        payload = (
            self.payloads.global_shortcut(user, shortcut)
            if post is None
            else self.payloads.message_shortcut(user, shortcut, post)
        )
        await self.courier.interact(user, payload)

    async def options(self, user: User, source: Source, item: Placed, query: str) -> Json:
        """Ask the app what an external select offers; {} if it does not say."""
        if len(query) < item.element.get("min_query_length", 3):
            return {"options": []}
        payload = self.payloads.block_suggestion(user, source, item, query)
        return await self.courier.interact(user, payload) or {}

    def _keep(self, user: User, source: Source, item: Placed, state: Json) -> None:
        if isinstance(source, OpenView):
            source.values[item.block_id][item.action_id] = state
            return
        key = (user.id, source.ts)
        values = starting_values(source.message["blocks"], self.workspace.message_values.get(key))
        values[item.block_id][item.action_id] = state
        self.workspace.message_values[key] = values


def _action(item: Placed, state: Json | None) -> Json:
    echoed = {name: item.element[name] for name in ECHOED if name in item.element}
    return {"type": item.type, "action_id": item.action_id, "block_id": item.block_id, **echoed, **(state or {})}


def _is_dispatched(item: Placed) -> bool:
    """Say whether entering something here sends block_actions without pressing Enter."""
    if not item.in_input:
        return True
    if not item.block.get("dispatch_action"):
        return False
    config = item.element.get("dispatch_action_config", {})
    return item.type not in TYPED or "on_character_entered" in config.get("trigger_actions_on", [])
