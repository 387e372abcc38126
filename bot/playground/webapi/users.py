"""users.info, users.list, users.conversations."""

from bot.playground.values import Json
from bot.playground.webapi.call import ApiCall
from bot.playground.webapi.conversations import listed
from bot.playground.webapi.paging import page


def users_info(call: ApiCall) -> Json:
    """Describe a person; the locale only with include_locale. Raises user_not_found."""
    user = call.workspace.user(call.args.required("user"))
    return {"user": call.workspace.user_dict(user, with_locale=call.args.flag("include_locale"))}


def users_list(call: ApiCall) -> Json:
    with_locale = call.args.flag("include_locale")
    everyone = call.workspace.people.values()
    members = [call.workspace.user_dict(user, with_locale=with_locale) for user in everyone]
    return page("members", members, call.args, default=len(members), most=1000) | {"cache_ts": call.workspace.moment}


def users_conversations(call: ApiCall) -> Json:
    """List a person's conversations that the app may see, its own by default; raises user_not_found."""
    bot = call.workspace.bot_user_id
    user = call.workspace.user(call.args.text("user") or bot)
    return listed(call, call.workspace.channels_of(user.id), hidden="is_member")
