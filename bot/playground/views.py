"""Views as Slack keeps them: one stack of modals and one Home a person."""

import secrets
from dataclasses import dataclass, field

from bot.playground.elements import Values, starting_values
from bot.playground.errors import SlackError
from bot.playground.values import Json, new_id, without

STACK_LIMIT = 3
VIEW_BYTES = 250_000
HOME_TITLE: Json = {"type": "plain_text", "text": "View Title", "emoji": True}  # what Slack calls any Home


@dataclass
class OpenView:
    """A view before a person's eyes, with what they entered and the errors shown to them."""

    user_id: str
    view: Json
    values: Values
    errors: dict[str, str] = field(default_factory=dict[str, str])

    @property
    def id(self) -> str:
        return self.view["id"]

    @property
    def is_modal(self) -> bool:
        return self.view["type"] == "modal"

    def carried(self) -> Json:
        """Give the view as an interaction carries it, with no state."""
        return without(self.view, "submit_disabled")

    def with_state(self) -> Json:
        """Give the view as an interaction carries it: with the state of all its inputs."""
        return self.carried() | {"state": {"values": self.values}}

    def as_dict(self) -> Json:
        return {"view": self.view, "errors": self.errors, "values": self.values}

    def show(self, view: Json) -> None:
        """Show other content here; what was entered under the same ids stays (docs: surfaces/modals)."""
        self.view = view
        self.values = starting_values(view["blocks"], self.values)
        self.errors = {}


@dataclass(frozen=True)
class Ownership:
    """The ids that stand in every view of one app."""

    team_id: str
    app_id: str
    bot_id: str


def complete_view(view: Json, owner: Ownership, moment: int, previous: Json | None = None) -> Json:
    """Fill in what Slack adds to a view; `previous` is the one it replaces, whose id and place it takes."""
    view_id = previous["id"] if previous else new_id("V")
    return {
        "id": view_id,
        "team_id": owner.team_id,
        "type": view["type"],
        "blocks": view["blocks"],
        "private_metadata": view.get("private_metadata") or "",
        "callback_id": view.get("callback_id") or "",
        "state": {"values": {}},
        "hash": f"{moment}.{secrets.token_hex(4)}",
        "title": view.get("title") or HOME_TITLE,
        "clear_on_close": bool(view.get("clear_on_close")),
        "notify_on_close": bool(view.get("notify_on_close")),
        "close": view.get("close"),
        "submit": view.get("submit"),
        "submit_disabled": bool(view.get("submit_disabled")),
        "previous_view_id": previous["previous_view_id"] if previous else None,
        "root_view_id": previous["root_view_id"] if previous else view_id,
        "app_id": owner.app_id,
        "external_id": view.get("external_id") or "",
        "app_installed_team_id": owner.team_id,
        "bot_id": owner.bot_id,
    }


@dataclass
class Views:
    stacks: dict[str, list[OpenView]] = field(default_factory=dict[str, list[OpenView]])
    homes: dict[str, OpenView] = field(default_factory=dict[str, OpenView])

    def stack(self, user_id: str) -> list[OpenView]:
        return self.stacks.setdefault(user_id, [])

    def top(self, user_id: str) -> OpenView | None:
        stack = self.stack(user_id)
        return stack[-1] if stack else None

    def everything(self) -> list[OpenView]:
        return [shown for stack in self.stacks.values() for shown in stack] + list(self.homes.values())

    def find(self, *, view_id: str | None = None, external_id: str | None = None) -> OpenView:
        """Find by id or by the app's own name for it; raises not_found."""
        for shown in self.everything():
            if shown.id == view_id or (external_id and shown.view["external_id"] == external_id):
                return shown
        raise SlackError("not_found")

    def check_external_id(self, external_id: str | None, besides: OpenView | None = None) -> None:
        """Raise duplicate_external_id if another open view of the workspace bears it."""
        taken = [shown.view["external_id"] for shown in self.everything() if shown is not besides]
        if external_id and external_id in taken:
            raise SlackError("duplicate_external_id")

    def open(self, user_id: str, view: Json) -> OpenView:
        self.stacks[user_id] = [_opened(user_id, view)]
        return self.stacks[user_id][0]

    def check_push(self, user_id: str) -> None:
        """Raise not_found without a modal to push upon, push_limit_reached on a full stack (views.push)."""
        if not self.stack(user_id):
            raise SlackError("not_found")
        if len(self.stack(user_id)) >= STACK_LIMIT:
            raise SlackError("push_limit_reached")

    def push(self, user_id: str, view: Json) -> OpenView:
        self.check_push(user_id)
        stack = self.stack(user_id)
        place = {"root_view_id": stack[0].id, "previous_view_id": stack[-1].id}
        stack.append(_opened(user_id, view | place))
        return stack[-1]

    def publish(self, user_id: str, view: Json) -> OpenView:
        home = self.homes.get(user_id)
        if home is None:
            home = self.homes[user_id] = _opened(user_id, view)
        else:
            home.show(view)
        return home

    def close(self, shown: OpenView) -> None:
        """Close a modal and those above it; the ones below it come back."""
        stack = self.stack(shown.user_id)
        if shown in stack:
            del stack[stack.index(shown) :]

    def clear(self, user_id: str) -> None:
        self.stack(user_id).clear()


def _opened(user_id: str, view: Json) -> OpenView:
    return OpenView(user_id, view, starting_values(view["blocks"]))


def check_hash(shown: OpenView | None, given: str | None) -> None:
    """Raise hash_conflict where the app worked from a view that has changed since."""
    if given and (shown is None or given != shown.view["hash"]):
        raise SlackError("hash_conflict")
