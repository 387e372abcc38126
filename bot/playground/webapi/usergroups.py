"""usergroups.list and usergroups.users.list (docs: reference/methods/usergroups.*)."""

from bot.playground.errors import SlackError
from bot.playground.usergroups import Usergroup
from bot.playground.values import Json
from bot.playground.webapi.call import ApiCall


def usergroups_list(call: ApiCall) -> Json:
    with_disabled = call.args.flag("include_disabled")
    groups = [group for group in call.workspace.usergroups.values() if with_disabled or not group.disabled]
    return {"usergroups": [_shown(call, group) for group in groups]}


def usergroups_users_list(call: ApiCall) -> Json:
    """List who is in a group; raises no_such_subteam, also for a disabled one unless it is asked for."""
    group = call.workspace.usergroups.get(call.args.required("usergroup"))
    if group is None or (group.disabled and not call.args.flag("include_disabled")):
        raise SlackError("no_such_subteam")
    return {"users": list(group.users)}


def _shown(call: ApiCall, group: Usergroup) -> Json:
    shown = group.as_dict(call.workspace.bot_user_id)
    users = {"users": list(group.users)} if call.args.flag("include_users") else {}
    count = {"user_count": len(group.users)} if call.args.flag("include_count") else {}
    return shown | users | count
