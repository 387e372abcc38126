"""Sending and leaving modals: the client's own checks, the app's answer, and what becomes of the stack."""

from dataclasses import dataclass

from bot.playground.accepting import view_accepted
from bot.playground.courier import Courier
from bot.playground.elements import placed
from bot.playground.errors import SlackError
from bot.playground.fields import field_errors
from bot.playground.payloads import Payloads
from bot.playground.people import User
from bot.playground.values import Json, is_object
from bot.playground.views import OpenView, complete_view
from bot.playground.workspace import Workspace


@dataclass(frozen=True)
class Submission:
    workspace: Workspace
    payloads: Payloads
    courier: Courier

    async def submit(self, user: User, shown: OpenView) -> Json:
        """Send a modal and do what the app answers; give its answer.

        What the client refuses itself never reaches the app, and is given in the same shape as errors.
        """
        shown.errors = field_errors(shown.view, shown.values, user.language)
        if shown.errors:
            self.workspace.tell_modals(user.id)
            return {"response_action": "errors", "errors": shown.errors}
        self._hand_over_files(shown)
        answer = await self.courier.interact(user, self.payloads.view_submission(user, shown))
        if answer is not None and shown in self.workspace.views.stack(user.id):
            self._follow(user, shown, answer)
        return answer or {}

    async def close(self, user: User, shown: OpenView, *, everything: bool) -> None:
        """Leave a modal with Cancel, or the whole stack with the cross (docs: surfaces/modals).

        The app hears view_closed where it asked for it: of this view, or of the first one when all go.
        """
        root = self.workspace.views.stack(user.id)[0]
        is_cleared = everything or bool(shown.view["clear_on_close"])
        left = root if everything else shown
        if is_cleared:
            self.workspace.views.clear(user.id)
        else:
            self.workspace.views.close(shown)
        self.workspace.tell_modals(user.id)
        if left.view["notify_on_close"]:
            await self.courier.mention(self.payloads.view_closed(user, left, is_cleared=is_cleared))

    def _hand_over_files(self, shown: OpenView) -> None:
        """Let the app see the files that it gets with a form, although they are in no conversation."""
        for state in (state for actions in shown.values.values() for state in actions.values()):
            for file in state.get("files", []):
                self.workspace.files.complete(file["id"]).submitted = True

    def _follow(self, user: User, shown: OpenView, answer: Json) -> None:
        follow = {
            "close": self._done,
            "errors": self._errors,
            "update": self._update,
            "push": self._push,
            "clear": self._clear,
        }.get(str(answer.get("response_action", "close")), _refuse)
        try:
            follow(shown, answer)
        except SlackError as refusal:
            self.courier.trouble(user, refusal.code)
        self.workspace.tell_modals(user.id)

    def _done(self, shown: OpenView, _answer: Json) -> None:
        self.workspace.views.close(shown)

    def _clear(self, shown: OpenView, _answer: Json) -> None:
        self.workspace.views.clear(shown.user_id)

    def _errors(self, shown: OpenView, answer: Json) -> None:
        inputs = {item.block_id for item in placed(shown.view["blocks"]) if item.in_input}
        errors = answer.get("errors")
        if not is_object(errors) or not errors or not set(errors) <= inputs:
            raise SlackError("invalid_errors")
        shown.errors = {block_id: str(text) for block_id, text in errors.items()}

    def _update(self, shown: OpenView, answer: Json) -> None:
        view = view_accepted(self.workspace.files, answer.get("view"), "modal")
        self.workspace.views.check_external_id(view.get("external_id"), shown)
        shown.show(complete_view(view, self.workspace.owner, self.workspace.moment, shown.view))

    def _push(self, shown: OpenView, answer: Json) -> None:
        view = view_accepted(self.workspace.files, answer.get("view"), "modal")
        self.workspace.views.check_external_id(view.get("external_id"))
        complete = complete_view(view, self.workspace.owner, self.workspace.moment)
        self.workspace.views.push(shown.user_id, complete)


def _refuse(_shown: OpenView, _answer: Json) -> None:
    raise SlackError("invalid_response_action")
