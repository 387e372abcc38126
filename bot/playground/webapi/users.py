"""The users.* methods (docs: reference/methods/users.*)."""

from bot.playground.errors import SlackError, invalid_arguments
from bot.playground.values import Json, without
from bot.playground.webapi.call import ApiCall
from bot.playground.webapi.conversations import listed
from bot.playground.webapi.paging import page


def users_info(call: ApiCall) -> Json:
    """Describe a person; the locale only with include_locale. Raises user_not_found."""
    user = call.workspace.user(call.args.required("user"))
    return {"user": call.shown(user, with_locale=call.args.flag("include_locale"))}


def users_list(call: ApiCall) -> Json:
    with_locale = call.args.flag("include_locale")
    everyone = call.workspace.people.values()
    members = [call.shown(user, with_locale=with_locale) for user in everyone]
    return page("members", members, call.args, default=len(members), most=1000) | {"cache_ts": call.workspace.moment}


def users_conversations(call: ApiCall) -> Json:
    """List a person's conversations that who acts may see, their own by default; raises user_not_found."""
    user = call.user()
    found = listed(call, call.workspace.channels_of(user.id))
    return found | {"channels": [without(channel, "is_member") for channel in found["channels"]]}


def users_lookup_by_email(call: ApiCall) -> Json:
    """Find a person by their address, however it is capitalised; raises users_not_found."""
    address = call.args.required("email").lower()
    found = [user for user in call.workspace.people.values() if user.email.lower() == address and not user.deleted]
    if not found:
        raise SlackError("users_not_found")
    return {"user": call.shown(found[0], with_locale=False)}


def users_profile_get(call: ApiCall) -> Json:
    """Give a person's profile, that of who acts by default; raises user_not_found."""
    user = call.user()
    return {"profile": without(user.profile(with_email=call.shows_email), "team") | {"fields": {}}}


def users_get_presence(call: ApiCall) -> Json:
    """Say whether a person is active or away; raises invalid_arguments, as the method lists no code of its own."""
    name = call.args.text("user") or call.actor_id
    if name not in call.workspace.people:
        raise invalid_arguments(f"unknown user: {name}")
    return {"presence": call.workspace.people[name].presence}
