"""One person at Slack and what they do there. The page and tests act through the same functions."""

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from bot.playground.commands import written
from bot.playground.elements import STATE, Placed, Values, chosen, find, option_named, placed
from bot.playground.errors import SlackError
from bot.playground.messages import Post
from bot.playground.own_files import OwnFiles
from bot.playground.sharing import share
from bot.playground.sight import Sight, Source, blocks_of, located
from bot.playground.values import Json, copy_of
from bot.playground.views import OpenView

Reacting = Callable[[Post, str, str], None]
LOCALE = re.compile(r"[a-z]{2}-[A-Z]{2}")


class Actor(Sight):
    """Acts as one person. What cannot be done raises SlackError; what the app fails to answer is a toast."""

    @property
    def _files(self) -> OwnFiles:
        return OwnFiles(self._workspace, self._client.objects, self.user_id)

    # Conversations

    async def say(
        self, text: str, channel_id: str | None = None, thread_ts: str | None = None, files: Iterable[str] = ()
    ) -> None:
        """Post a message, with these files of one's own; returns when the app has acknowledged what it was told of it.

        Raises not_in_channel, is_archived, restricted_action in a read-only Messages tab, file_not_found,
        too_many_files.
        """
        channel = self.channel(channel_id)
        if channel.is_archived:
            raise SlackError("is_archived")
        if channel.is_im and self._workspace.app.home.messages_tab_read_only_enabled:
            raise SlackError("restricted_action")
        message = {"user": self.user_id, "text": written(self._workspace, text)}
        attached = self._files.for_message(files)
        if attached:
            message |= {"subtype": "file_share", "upload": False, "display_as_bot": False}
            objects = self._client.objects
            post = partial(share, self._workspace, objects, attached, channel, message, thread_ts=thread_ts)
        else:
            message |= {"team": self._workspace.id}
            post = partial(self._workspace.post, channel.id, message, thread_ts=thread_ts)
        await self._client.events.acknowledged(post)

    def upload(self, name: str, content: bytes) -> str:
        """Upload a file to send it later, with say() or in a file_input; give its id.

        Raises file_empty, file_upload_size_restricted above 4 MB.
        """
        return self._files.upload(name, content).id

    async def react(self, name: str, ts: str, channel_id: str | None = None) -> None:
        """Add a reaction to a message one sees; raises message_not_found, already_reacted."""
        await self._reacted(self._workspace.react, name, ts, channel_id)

    async def unreact(self, name: str, ts: str, channel_id: str | None = None) -> None:
        """Take one's own reaction away; raises message_not_found, no_reaction."""
        await self._reacted(self._workspace.unreact, name, ts, channel_id)

    async def _reacted(self, change: Reacting, name: str, ts: str, channel_id: str | None) -> None:
        post = self._workspace.messages.find(self.channel(channel_id).id, ts)
        if post is None or not post.visible_to(self.user_id):
            raise SlackError("message_not_found")
        await self._client.events.acknowledged(partial(change, post, name, self.user_id))

    async def command(self, text: str, channel_id: str | None = None) -> None:
        """Run a slash command; returns when the app has acknowledged it or its 3 seconds are over."""
        await self._client.commands.run(self.user, self.channel(channel_id), text)

    async def shortcut(self, callback_id: str, message: Json | None = None) -> None:
        """Use a global shortcut, or a message shortcut on a message they see."""
        post = None if message is None else self.post(message["ts"])
        await self._client.interaction.shortcut(self.user, callback_id, post)

    def change_language(self, locale: str) -> None:
        """Choose a language in one's preferences, such as "fr-FR"; raises invalid_arguments for what is no locale."""
        if not LOCALE.fullmatch(locale):
            raise SlackError("invalid_arguments")
        self._workspace.change_person(self.user_id, locale=locale)

    async def open_home(self) -> None:
        """Select the app's Home tab; returns when the app has acknowledged app_home_opened."""
        home = self._workspace.views.homes.get(self.user_id)
        event: Json = {"type": "app_home_opened", "user": self.user_id, "tab": "home"}
        event["channel"] = self._workspace.dm(self.user_id).id
        if home is not None:
            event["view"] = copy_of(home.with_state())
        await self._client.events.acknowledged(partial(self._workspace.events.tell, event))

    # Elements

    async def click(
        self,
        action_id: str,
        *,
        message: Json | None = None,
        view: Json | None = None,
        block_id: str | None = None,
        value: Any = None,
    ) -> None:
        """Use the first such element of a message or view; without either, of the top modal or else of Home.

        `value` tells apart buttons, and is what is chosen or typed anywhere else. Raises LookupError.
        """
        source = self.source(message, view)
        item = find(blocks_of(source), action_id, block_id=block_id, value=value)
        if item is None:
            offered = [each.action_id for each in placed(blocks_of(source))]
            raise LookupError(f"no {action_id} (value {value!r}) among {offered}")
        await self.use(source, item, await self._state(source, item, value))

    async def use(self, source: Source, item: Placed, state: Json | None = None) -> None:
        """Use an element with the state it gets, if it keeps one: block_actions."""
        state = state and self._files.entered(item, state)
        await self._client.interaction.act(self.user, source, item, state)

    async def fill(self, values: dict[str, Any]) -> None:
        """Enter values by block_id in the top modal; the app hears where dispatch_action asks for it.

        A file_input takes the ids that upload() gave. Raises LookupError for a block that takes no value, or an option
        that is not offered; file_not_found for a file that is not theirs.
        """
        for block_id, value in values.items():
            shown = self.top()
            item = _first_with_state(shown, block_id)
            state = await self._state(shown, item, value)
            await self.enter(shown, item, state or chosen(item, None))

    async def enter(self, shown: OpenView, item: Placed, state: Json) -> None:
        await self._client.interaction.set(self.user, shown, item, self._files.entered(item, state))

    async def options(self, source: Source, item: Placed, query: str) -> Json:
        return await self._client.interaction.options(self.user, source, item, query)

    async def _state(self, source: Source, item: Placed, value: Any) -> Json | None:
        if value is None or item.type == "button":
            return None
        if item.type == "overflow":
            return {"selected_option": option_named(item, value)}
        if item.type == "feedback_buttons":
            return item.feedback(value)
        if item.type.endswith("external_select"):
            value = await self._found_outside(source, item, value)
        return chosen(item, value)

    async def _found_outside(self, source: Source, item: Placed, value: Any) -> Any:
        if isinstance(value, list):
            return [await self._found_outside(source, item, each) for each in value]  # pyright: ignore[reportUnknownVariableType]
        if not isinstance(value, str):
            return value
        found = await self.options(source, item, value)
        offered = [*found.get("options", [])]
        offered += [option for group in found.get("option_groups", []) for option in group["options"]]
        return option_named(Placed(item.block, item.element | {"options": offered}), value)

    # Modals

    async def submit(self, view_id: str | None = None, values: Values | None = None) -> Json:
        """Send a modal (the top one) and give the app's answer, {} when it is empty or there is none.

        What Slack itself refuses is given as {"response_action": "errors", …} and does not reach the app.
        """
        shown = self.top() if view_id is None else self.view(view_id)
        for block_id, actions in (values or {}).items():
            for action_id, state in actions.items():
                item = located(shown, action_id, block_id)
                shown.values[block_id][action_id] = self._files.entered(item, state)
        return await self._client.submission.submit(self.user, shown)

    async def close_modal(self, all: bool = False, view_id: str | None = None) -> None:  # noqa: A002, FBT001, FBT002
        """Leave the top modal with Cancel, or all of them with the cross."""
        shown = self.top() if view_id is None else self.view(view_id)
        await self._client.submission.close(self.user, shown, everything=all)


def _first_with_state(shown: OpenView, block_id: str) -> Placed:
    blocks = shown.view["blocks"]
    for item in placed(blocks):
        if item.block_id == block_id and item.type in STATE:
            return item
    raise LookupError(f"no input in block {block_id} among {[block['block_id'] for block in blocks]}")
