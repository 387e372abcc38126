"""What one person sees at Slack, and how what they see is found again."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from bot.playground.channels import Channel
from bot.playground.client import Client
from bot.playground.elements import Placed, find
from bot.playground.errors import SlackError
from bot.playground.history import part_of
from bot.playground.messages import Post
from bot.playground.people import User
from bot.playground.values import Json, copy_of
from bot.playground.views import OpenView

T = TypeVar("T")
Source = Post | OpenView


class Sight:
    """Sees as one person."""

    def __init__(self, user_id: str, client: Client) -> None:
        self.user_id = user_id
        self._client = client
        self._workspace = client.workspace
        self._workspace.user(user_id)

    @property
    def user(self) -> User:
        return self._workspace.user(self.user_id)

    def messages(self, channel_id: str | None = None) -> list[Json]:
        """Give what they see in a conversation (their direct message with the app), oldest first."""
        channel = self.channel(channel_id)
        return [copy_of(post.message) for post in self._workspace.messages.shown(channel.id, self.user_id)]

    def history(self, channel_id: str, before: str | None = None, back_to: str | None = None) -> Json:
        """Give part of a conversation, as `part_of` cuts it."""
        channel = self.channel(channel_id)
        return part_of(self._workspace.messages.shown(channel.id, self.user_id), before=before, back_to=back_to)

    @property
    def home(self) -> Json | None:
        home = self._workspace.views.homes.get(self.user_id)
        return copy_of(home.with_state()) if home else None

    @property
    def modals(self) -> list[Json]:
        return [copy_of(shown.with_state()) for shown in self._workspace.views.stack(self.user_id)]

    @property
    def modal(self) -> Json | None:
        return self.modals[-1] if self.modals else None

    @property
    def errors(self) -> dict[str, str]:
        top = self._workspace.views.top(self.user_id)
        return dict(top.errors) if top else {}

    @property
    def toasts(self) -> list[dict[str, str]]:
        return list(self._workspace.toasts.get(self.user_id, []))

    async def until(self, predicate: Callable[[], T], timeout: float = 30.0) -> T:  # noqa: ASYNC109
        """Wait for the workspace to change until `predicate()` is truthy, and give what it gave.

        Raises AssertionError, which says what they see, when it is not within `timeout` seconds.
        """
        news = asyncio.Event()
        unsubscribe = self._workspace.changes.subscribe(lambda _: news.set())
        try:
            async with asyncio.timeout(timeout):
                while not (result := predicate()):
                    news.clear()
                    await news.wait()
                return result
        except TimeoutError:
            raise AssertionError(f"not within {timeout} s; {self._sees()}") from None
        finally:
            unsubscribe()

    def _sees(self) -> str:
        texts = [message["text"] for message in self.messages()]
        titles = [modal["title"]["text"] for modal in self.modals]
        return f"{self.user.name} sees messages {texts}, modals {titles}, errors {self.errors}, {self.toasts}"

    def post(self, ts: str) -> Post:
        """Find a message they see; raises message_not_found."""
        post = self._workspace.messages.locate(ts, self.user_id)
        if post is None or self.user_id not in self._workspace.channel(post.channel_id).members:
            raise SlackError("message_not_found")
        return post

    def view(self, view_id: str) -> OpenView:
        """Find a view open before them; raises not_found."""
        shown = self._workspace.views.find(view_id=view_id)
        if shown.user_id != self.user_id:
            raise SlackError("not_found")
        return shown

    def element(self, source: Source, block_id: str, action_id: str, *, pressed: str | None = None) -> Placed:
        """Find an element; raises element_not_found.

        A button drawn anew under somebody's finger, in a block with another id, is known by its value, `pressed`.
        """
        return located(source, action_id, block_id, pressed)

    def channel(self, channel_id: str | None) -> Channel:
        if channel_id is None:
            return self._workspace.dm(self.user_id)
        channel = self._workspace.channel(channel_id)
        if self.user_id not in channel.members:
            raise SlackError("not_in_channel")
        return channel

    def top(self) -> OpenView:
        top = self._workspace.views.top(self.user_id)
        if top is None:
            raise LookupError(f"no modal is open; {self._sees()}")
        return top

    def source(self, message: Json | None, view: Json | None) -> Source:
        if message is not None:
            return self.post(message["ts"])
        if view is not None:
            return self.view(view["id"])
        shown = self._workspace.views.top(self.user_id) or self._workspace.views.homes.get(self.user_id)
        if shown is None:
            raise LookupError("say which message: no view is open")
        return shown


def blocks_of(source: Source) -> list[Json]:
    return source.view["blocks"] if isinstance(source, OpenView) else source.message.get("blocks", [])


def located(source: Source, action_id: str, block_id: str, pressed: str | None = None) -> Placed:
    blocks = blocks_of(source)
    item = find(blocks, action_id, block_id=block_id)
    if item is None and pressed is not None:
        item = find(blocks, action_id, value=pressed)
    if item is None:
        raise SlackError("element_not_found")
    return item
