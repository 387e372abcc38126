"""views.open, push, update and publish (docs: surfaces/modals, surfaces/app-home)."""

from bot.playground.accepting import view_accepted
from bot.playground.errors import SlackError, invalid_arguments
from bot.playground.grants import Trigger
from bot.playground.values import Json
from bot.playground.views import OpenView, check_hash, complete_view
from bot.playground.webapi.call import ApiCall


def views_open(call: ApiCall) -> Json:
    """Open a modal as the first of a stack; raises for a bad trigger_id or view, duplicate_external_id."""
    trigger, view = _trigger(call), _accepted(call, "modal")
    call.workspace.views.check_external_id(view.get("external_id"))
    trigger.exchanged = True
    return _shown(call, call.workspace.views.open(trigger.user_id, _complete(call, view)))


def views_push(call: ApiCall) -> Json:
    """Put a modal upon the stack; raises as views.open, and push_limit_reached above three."""
    trigger, view = _trigger(call), _accepted(call, "modal")
    call.workspace.views.check_external_id(view.get("external_id"))
    call.workspace.views.check_push(trigger.user_id)
    trigger.exchanged = True
    return _shown(call, call.workspace.views.push(trigger.user_id, _complete(call, view)))


def views_update(call: ApiCall) -> Json:
    """Change an open view; raises not_found, hash_conflict, duplicate_external_id, and for a bad view."""
    view_id, external_id = call.args.text("view_id"), call.args.text("external_id")
    if view_id and external_id:
        raise invalid_arguments("Cannot provide both `view_id` and `external_id`")
    if not view_id and not external_id:
        raise invalid_arguments("missing required field: view_id")
    shown = call.workspace.views.find(view_id=view_id, external_id=external_id)
    view = _accepted(call, shown.view["type"])
    check_hash(shown, call.args.text("hash"))
    call.workspace.views.check_external_id(view.get("external_id"), shown)
    shown.show(_complete(call, view, shown))
    return _shown(call, shown)


def views_publish(call: ApiCall) -> Json:
    """Set someone's Home; raises not_enabled, hash_conflict, and invalid_arguments for a bad user or view."""
    workspace = call.workspace
    user_id = call.args.required("user_id")
    if user_id not in workspace.people:
        raise invalid_arguments("invalid `user_id`")
    if not workspace.app.home.home_tab_enabled:
        raise SlackError("not_enabled")
    home = workspace.views.homes.get(user_id)
    view = _accepted(call, "home")
    check_hash(home, call.args.text("hash"))
    workspace.views.check_external_id(view.get("external_id"), home)
    return _shown(call, workspace.views.publish(user_id, _complete(call, view, home)))


def _trigger(call: ApiCall) -> Trigger:
    return call.workspace.triggers.check(call.args.required("trigger_id"))


def _accepted(call: ApiCall, surface: str) -> Json:
    return view_accepted(call.workspace.files, call.args.given.get("view"), surface)


def _complete(call: ApiCall, view: Json, previous: OpenView | None = None) -> Json:
    workspace = call.workspace
    return complete_view(view, workspace.owner, workspace.moment, previous.view if previous else None)


def _shown(call: ApiCall, shown: OpenView) -> Json:
    call.workspace.tell_view(shown)
    return {"view": shown.view}
